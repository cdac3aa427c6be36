"""A version opened, written, published with its evidence, and what keeps it from being published."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from factories.accounts import a_person, insider
from factories.audiences import BY, SCREENED, a_draft, a_group, a_published, a_source, a_whole_group, figures, light
from factories.schedules import an_adopted, facts
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.actors import Job
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale
from rendir.foundation.library.models import Publication
from rendir.information.audiences.actions.characterisations import (
    CHAPTERS,
    digest_of,
    discard_characterisation,
    edit_characterisation,
    open_characterisation,
    publish_characterisation,
)
from rendir.information.audiences.actions.groups import edit_audience, retire_audience
from rendir.information.audiences.models import Characterisation
from rendir.information.audiences.queries import (
    characterisation_in_force,
    draft_of_characterisation,
    groups_now,
    has_characterisation,
)
from rendir.information.audiences.states import CharacterisationState
from rendir.plan.compliance.models import Evidence
from rendir.plan.compliance.queries import deliveries_of
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.facts import Component

pytestmark = pytest.mark.usefixtures("_today")
TODAY = date(2021, 10, 15)


def _year(*, periods: tuple[int, ...] = (3,)) -> Strategy:
    """I1 and D1 as the schedule of 2021 has them: of the two kinds of activity that one document fulfils."""
    needs, dialogue = (chapter[0] for chapter in CHAPTERS)
    rows = [
        facts("Caracterizar", periods=periods, action_type=needs),
        facts("Caracterizar el diálogo", Component.DIALOGUE, periods=periods, action_type=dialogue),
    ]
    with clock.travel(date(2021, 1, 20)):
        return an_adopted(rows)


def _states(strategy: Strategy) -> dict[str, str]:
    return {str(one.promise.key): one.work.state for one in deliveries_of(strategy)}


def test_published_it_is_frozen_and_fulfils_both_activities() -> None:
    strategy = _year()
    figures(a_source(a_whole_group()))
    published = a_published()
    assert (published.number, published.state, published.least) == (1, CharacterisationState.PUBLISHED, 5)
    assert published.published_at
    assert [group.name for group in published.groups] == ["Juventudes"]
    assert published.digest == digest_of(published.groups)
    assert Publication.objects.get(subject="caracterizacion").digest == published.digest
    assert _states(strategy) == {"I1-3": "reported", "D1-3": "reported"}
    links = {link.delivery.key.code: link.evidence for one in Evidence.objects.all() for link in one.links.all()}
    assert {code: one.url.rpartition("#")[2] for code, one in links.items()} == {"I1": "necesidades", "D1": "dialogo"}
    assert {one.ref_digest for one in links.values()} == {published.digest}
    assert str(published) == "Caracterización de los grupos de valor, versión 1"


def test_no_small_count_is_in_what_was_frozen() -> None:
    figures(a_source(a_group()), "Mujeres; 40\nHombres; 31\nOtro; 2")
    (group,) = a_published().groups
    assert group.tables[0].values == (("Mujeres", 40), ("Hombres", None), ("Otro", None))


def test_what_is_published_stays_when_the_groups_change() -> None:
    group = a_whole_group()
    published = a_published()
    retire_audience(group, reason="Se unió a otro.", by=BY)
    published.refresh_from_db()
    assert [one.name for one in published.groups] == ["Juventudes"]
    for act in (
        lambda: edit_characterisation(published, objective="X", method="X", expected=published.version, by=BY),
        lambda: discard_characterisation(published, by=BY),
        lambda: publish_characterisation(published, render=light, screening=SCREENED, by=BY),
    ):
        with pytest.raises(Invalid, match="ya se publicó"):
            act()


def test_in_a_year_without_a_strategy_it_is_published_all_the_same() -> None:
    a_group()
    a_published()
    assert Evidence.objects.count() == 0


def test_outside_its_period_the_evidence_waits_for_planning() -> None:
    strategy = _year(periods=(1,))
    a_group()
    a_published()
    assert set(_states(strategy).values()) == {"pending"}
    assert Evidence.objects.filter(links=None).count() == 2


def test_one_draft_is_open_with_the_words_of_the_version_before() -> None:
    a_group()
    assert (draft_of_characterisation(), characterisation_in_force(), has_characterisation()) == (None, None, False)
    draft = open_characterisation(by=BY)
    assert open_characterisation(by=BY) == draft
    discard_characterisation(draft, by=BY)
    published = a_published()
    assert has_characterisation()
    again = open_characterisation(by=BY)
    assert (again.number, again.objective, again.method) == (2, published.objective, published.method)


def test_a_later_version_says_what_changes() -> None:
    a_group()
    a_published()
    a_group("Otro")
    draft = a_draft(reason="")
    with pytest.raises(Invalid, match="Falta decir qué cambia"):
        publish_characterisation(draft, render=light, screening=SCREENED, by=BY)
    assert a_published().number == 2
    assert [one.number for one in Characterisation.objects.all()] == [2, 1]


def test_the_same_is_not_published_twice() -> None:
    a_group()
    a_published()
    with pytest.raises(Invalid, match="son los mismos de la versión publicada"):
        a_published()


def test_nothing_is_published_that_is_not_ready() -> None:
    with pytest.raises(Invalid, match="No hay grupos que publicar"):
        a_published()
    a_group()
    draft = open_characterisation(by=BY)
    empty = replace_words(draft, objective="", method="")
    for words, message in (
        ({}, "Falta decir para qué se hizo"),
        ({"objective": "X"}, "Falta decir cómo se hizo"),
    ):
        replace_words(draft, **{**empty, **words})
        with pytest.raises(Invalid, match=message):
            publish_characterisation(draft, render=light, screening=SCREENED, by=BY)
    with pytest.raises(Invalid, match="Falta confirmar"):
        publish_characterisation(a_draft(), render=light, screening={"confirmed": False}, by=BY)
    assert Publication.objects.count() == 0


def replace_words(draft: Characterisation, **words: str) -> Mapping[str, str]:
    """The draft with these words."""
    edit_characterisation(draft, **words, expected=draft.version, by=BY)
    return words


def test_what_changed_since_it_was_read_is_told() -> None:
    group = a_group()
    draft, seen = a_draft(), digest_of(groups_now(TODAY))
    edit_audience(group, name="Jóvenes", kind=group.kind, summary="Otros.", expected=group.version, by=BY)
    with pytest.raises(Stale, match="Algo cambió en los grupos"):
        publish_characterisation(draft, render=light, screening=SCREENED, seen=seen, by=BY)
    now = digest_of(groups_now(TODAY))
    assert publish_characterisation(draft, render=light, screening=SCREENED, seen=now, by=BY).number == 1


def test_the_digest_is_of_the_groups() -> None:
    a_group()
    groups = groups_now(TODAY)
    assert digest_of(groups) == digest_of(tuple(groups)) != digest_of([replace(groups[0], summary="Otra cosa.")])


@pytest.mark.parametrize("role", Role)
def test_only_who_may_publish_publishes(role: Role) -> None:
    a_group()
    draft, person = a_draft(), a_person("Rosa Rol", role)
    if Perm.PUBLISH_CHARACTERISATION in ROLE_CARDS[role].permissions:
        assert publish_characterisation(draft, render=light, screening=SCREENED, by=person).published_role
    else:
        with pytest.raises(NotAllowed):
            publish_characterisation(draft, render=light, screening=SCREENED, by=person)


def test_a_document_that_cannot_be_made_publishes_nothing() -> None:
    a_group()
    draft = a_draft(by=insider())

    def broken(_version: Characterisation) -> Mapping[str, tuple[str, bytes]]:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        publish_characterisation(draft, render=broken, screening=SCREENED, by=Job("tests"))
    draft.refresh_from_db()
    assert (draft.state, Publication.objects.count()) == (CharacterisationState.DRAFT, 0)
