"""The catalogue of rights: loaded, added to, corrected, not used any more."""

import pytest

from factories.accounts import a_person
from factories.goals import BY, a_plan, a_right, goal
from rendir.foundation.accounts.roles import Role
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale
from rendir.information.goals.actions.links import tie_to_right
from rendir.information.goals.actions.rights import (
    add_right,
    correct_right,
    load_constitution,
    put_back_right,
    withdraw_right,
)
from rendir.information.goals.models import Right
from rendir.information.goals.queries import rights_in_use
from rendir.information.goals.reference import constitutional_rights

pytestmark = pytest.mark.usefixtures("_today")


def test_the_constitution_is_loaded_once_and_what_was_corrected_stays() -> None:
    assert load_constitution(by=BY) == len(constitutional_rights())
    health = Right.objects.get(code="cp-49")
    correct_right(health, name="Salud", norm=health.norm, words="salud", expected=health.version, by=BY)
    assert load_constitution(by=BY) == 0
    assert Right.objects.get(code="cp-49").name == "Salud"


def test_a_right_has_its_norm_and_its_code_is_taken_once() -> None:
    added = add_right(code="ley-1618", name="Accesibilidad", norm="Ley 1618 de 2013, artículo 14", by=BY)
    assert str(added) == "Accesibilidad"
    with pytest.raises(Invalid, match="Ya hay un derecho con el código"):
        add_right(code="ley-1618", name="Otra", norm="x", by=BY)
    with pytest.raises(Invalid, match="Falta la norma"):
        add_right(code="otro", name="Otra", norm=" ", by=BY)
    with pytest.raises(Invalid, match="Falta la norma"):
        correct_right(added, name="Otra", norm="", words="", expected=1, by=BY)
    with pytest.raises(Stale):
        correct_right(added, name="Otra", norm="x", words="", expected=7, by=BY)
    assert add_right(code="b", name="B", norm="n", by=BY).position == added.position + 1


def test_one_that_is_not_used_any_more_keeps_its_links_and_may_come_back() -> None:
    a_plan()
    right = a_right()
    tie_to_right(goal("M1"), right, by=BY)
    with pytest.raises(Invalid, match="Falta la razón"):
        withdraw_right(right, reason="", expected=right.version, by=BY)
    withdraw_right(right, reason="Está en otro", expected=right.version, by=BY)
    assert right not in rights_in_use()
    assert goal("M1").right_links.count() == 1
    put_back_right(right, expected=right.version, by=BY)
    assert right in rights_in_use()


@pytest.mark.parametrize("role", [Role.UNIT_STAFF, Role.INTERNAL_CONTROL, Role.LEGAL_REPRESENTATIVE])
def test_only_who_may_edit_goals_keeps_the_catalogue(role: Role) -> None:
    right, person = a_right(), a_person("Olga Ajena", role)
    with pytest.raises(NotAllowed):
        load_constitution(by=person)
    with pytest.raises(NotAllowed):
        add_right(code="x", name="X", norm="n", by=person)
    with pytest.raises(NotAllowed):
        withdraw_right(right, reason="x", expected=right.version, by=person)
