"""Freezing a cut: what it holds, who may, and that nothing of it changes afterwards."""

import hashlib
from collections.abc import Mapping
from datetime import date

import pytest

from factories.accounts import a_person, insider
from factories.deliveries import a_cut, a_delivery, a_year, at, delivery_in, plain_render, reported, supported
from factories.schedules import BY, a_strategy
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.chain import canonical
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale
from rendir.plan.compliance.actions.cuts import digest_of_lines, freeze_cut
from rendir.plan.compliance.actions.deliveries import accept_delivery, explain_delay
from rendir.plan.compliance.models import Cut
from rendir.plan.compliance.queries import cut_of, cuts_of, is_frozen, open_cut, versions_of_cut
from rendir.plan.compliance.states import DeliveryState
from rendir.plan.planning.models import Strategy

pytestmark = pytest.mark.django_db


def _a_year_at_work() -> Strategy:
    """I1-1 done in time and accepted after the cut, I2-1 reported late, the rest missing."""
    with at(4, 30):
        strategy = a_year()
        reported(a_delivery(strategy, "I1-1"), progress=50)
    with at(5, 3):
        accept_delivery(a_delivery(strategy, "I1-1"), by=BY)
        delivery_in(DeliveryState.REPORTED, strategy, "I2-1")
        explain_delay(a_delivery(strategy, "D1-1"), delay="Falló la señal", expected_on=None, by=BY)
    return strategy


def test_a_cut_holds_what_had_been_reported_by_its_day() -> None:
    strategy = _a_year_at_work()
    with at(5, 4):
        ana = insider(Role.PLANNING)
        cut = freeze_cut(strategy, 1, render=plain_render, note=" Hubo paro ", by=ana)
    told = {line.key: (line.status, line.progress, line.remark) for line in cut.frozen_lines()}
    assert told == {
        "I1-1": ("cumplida", 50, ""),
        "I2-1": ("no-cumplida", 0, ""),
        "D1-1": ("no-cumplida", 0, "Falló la señal"),
        "R1-1": ("aun-no", None, ""),
    }
    assert (cut.counts["total"], cut.counts["due"], cut.counts["due_fulfilled"], cut.counts["missed"]) == (4, 3, 1, 2)
    assert (cut.number, cut.cut_on, cut.frozen_role, cut.note, cut.plan_number) == (
        1, date(2021, 4, 30), "Planeación", "Hubo paro", 1,
    )  # fmt: skip
    digest = hashlib.sha256(canonical({"lines": cut.lines, "counts": cut.counts})).hexdigest()
    assert cut.digest == digest
    assert cut.publication is not None
    assert (cut.publication.subject, cut.publication.digest, str(cut)) == (
        "corte-2021-1", digest, "Corte 1 de 2021, versión 1",
    )  # fmt: skip


def test_evidence_is_named_without_names_until_it_is_published() -> None:
    with at(4, 20):
        strategy = a_year()
        evidence = supported(a_delivery(strategy))
    with at(5, 4):
        supported(a_delivery(strategy))
        cut = a_cut(strategy)
    assert cut.frozen_lines()[0].evidence == (f"Enlace {evidence.public_id}",)


@pytest.mark.parametrize("role", Role)
def test_a_cut_is_frozen_only_by_who_may(role: Role) -> None:
    strategy = _a_year_at_work()
    with at(5, 4):
        person = a_person("Ana", role)
        if Perm.FREEZE_CUT in ROLE_CARDS[role].permissions:
            assert a_cut(strategy, by=person).number == 1
        else:
            with pytest.raises(NotAllowed):
                a_cut(strategy, by=person)
            assert Cut.objects.count() == 0


def test_a_day_that_is_not_over_is_not_frozen() -> None:
    strategy = a_year()
    with at(4, 30), pytest.raises(Invalid, match="30/04/2021"):
        a_cut(strategy)
    with at(5, 1):
        assert a_cut(strategy).number == 1


def test_a_draft_has_nothing_to_freeze() -> None:
    strategy = a_strategy()
    with at(5, 4), pytest.raises(Invalid, match="no hay entregas"):
        a_cut(strategy)


def test_a_correction_needs_a_reason_and_a_change_and_keeps_what_was_frozen() -> None:
    strategy = _a_year_at_work()
    with at(5, 4):
        first = a_cut(strategy)
        with pytest.raises(Invalid, match="falta la razón"):
            a_cut(strategy)
        with pytest.raises(Invalid, match="No hay nada que corregir"):
            freeze_cut(strategy, 1, render=plain_render, reason="Porque sí", by=BY)
        second = freeze_cut(strategy, 1, render=plain_render, note="Faltaba esto", reason="Faltaba", by=BY)
    assert (second.number, second.reason, first.reason) == (2, "Faltaba", "")
    assert [one.number for one in versions_of_cut(strategy, 1)] == [2, 1]
    assert (cut_of(strategy, 1), cut_of(strategy, 2), cuts_of(strategy)) == (second, None, (second,))
    assert (is_frozen(strategy, 1), is_frozen(strategy, 2)) == (True, False)


def test_what_was_frozen_is_what_was_read() -> None:
    strategy = _a_year_at_work()
    with at(5, 4):
        seen = digest_of_lines(strategy, 1)
        accept_delivery(a_delivery(strategy, "I2-1"), by=BY)
        freeze_cut(strategy, 1, render=plain_render, seen=seen, by=BY)
    with at(5, 5):
        other = a_delivery(strategy, "D1-1")
        explain_delay(other, delay="Otra razón", expected_on=None, by=BY)
        with pytest.raises(Stale, match="mientras usted congelaba"):
            freeze_cut(strategy, 1, render=plain_render, seen=seen, reason="Corrijo", by=BY)


def test_a_change_while_its_documents_are_made_stops_it() -> None:
    strategy = _a_year_at_work()

    def slow(cut: Cut) -> Mapping[str, tuple[str, bytes]]:
        explain_delay(a_delivery(strategy, "D1-1"), delay="Otra razón", expected_on=None, by=BY)
        return plain_render(cut)

    with at(5, 4), pytest.raises(Stale):
        freeze_cut(strategy, 1, render=slow, by=BY)
    assert Cut.objects.count() == 0


def test_the_next_cut_to_freeze_is_the_first_whose_day_passed() -> None:
    strategy = _a_year_at_work()
    assert open_cut(strategy, date(2021, 4, 30)) is None
    assert open_cut(strategy, date(2021, 9, 2)) == 1
    with at(9, 2):
        a_cut(strategy)
    assert open_cut(strategy, date(2021, 9, 2)) == 2
