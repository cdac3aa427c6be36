"""Evidence: added, placed, replaced, published and withdrawn by people; attached and measured by the work itself."""

from collections.abc import Callable
from datetime import date

import pytest

from factories.accounts import a_person, insider
from factories.deliveries import a_cut, a_delivery, a_file, a_year, at, delivery_in, supported
from factories.schedules import BY, facts
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.models import LedgerPayload
from rendir.foundation.core.refusal import Invalid, NotAllowed, WrongState
from rendir.foundation.organization.models import Unit
from rendir.plan.compliance.actions.deliveries import accept_delivery, report_delivery
from rendir.plan.compliance.actions.evidence import (
    Record,
    add_file,
    add_link,
    attach_evidence,
    detach_evidence,
    measure,
    note_link_check,
    publish_evidence,
    replace_file,
    support_also,
    support_no_more,
    unpublish_evidence,
    withdraw_evidence,
)
from rendir.plan.compliance.models import Delivery, Evidence, EvidenceLink, Measure
from rendir.plan.compliance.queries import evidence_of, links_to_check, measures_of, public_evidence, unplaced_evidence
from rendir.plan.compliance.states import EVIDENCE_FLOW, DeliveryState, EvidenceState

pytestmark = pytest.mark.django_db
SCREENED = {"confirmed": True, "findings": []}
PRESS = "issue_press_releases"
RELEASE = Record("press-release", "abc", "Comunicado 1", "/comunicados/abc/", version=1, digest="d" * 64)


def _publish(evidence: Evidence, by: Actor = BY) -> Evidence:
    return publish_evidence(evidence, title="Acta de la mesa", screening=SCREENED, by=by)


STEPS: dict[str, Callable[[Evidence, Actor], object]] = {
    "publish_evidence": _publish,
    "unpublish_evidence": lambda one, by: unpublish_evidence(one, reason="Nombra a alguien", by=by),
    "withdraw_evidence": lambda one, by: withdraw_evidence(one, reason="No era", by=by),
}


def _in(state: EvidenceState) -> Evidence:
    """A link in that state; what it supports is accepted only where it must be, to be published."""
    delivery = delivery_in(DeliveryState.REPORTED, a_year())
    evidence = Evidence.objects.get()
    if state == EvidenceState.PUBLIC:
        accept_delivery(delivery, by=BY)
        _publish(evidence)
    if state == EvidenceState.WITHDRAWN:
        withdraw_evidence(evidence, reason="No era", by=BY)
    return evidence


def _ready_for(step: str, state: EvidenceState) -> Evidence:
    evidence = _in(state)
    if step == "publish_evidence" and state != EvidenceState.PUBLIC:
        delivery = Delivery.objects.get()
        if delivery.state == DeliveryState.REPORTED:
            accept_delivery(delivery, by=BY)
    return evidence


def test_the_table_of_steps_is_all_there_is() -> None:
    assert {step.name for step in EVIDENCE_FLOW} == set(STEPS)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", EvidenceState)
def test_a_step_is_taken_only_from_its_state(step: str, state: EvidenceState) -> None:
    evidence = _ready_for(step, state)
    if EVIDENCE_FLOW.allows(step, state):
        STEPS[step](evidence, BY)
        assert Evidence.objects.get().state == EVIDENCE_FLOW.step(step).target
    else:
        with pytest.raises((WrongState, Invalid)):
            STEPS[step](evidence, BY)
        assert Evidence.objects.get().state == state


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("role", Role)
def test_a_step_is_taken_only_by_who_may(step: str, role: Role) -> None:
    source = min(EVIDENCE_FLOW.step(step).sources)
    evidence = _ready_for(step, EvidenceState(source))
    unit = Unit.objects.get(pk__in=Delivery.objects.get().unit_ids)
    person = a_person("Ana", role, unit=unit)
    if EVIDENCE_FLOW.step(step).permission in ROLE_CARDS[role].permissions:
        STEPS[step](evidence, person)
        assert Evidence.objects.get().state == EVIDENCE_FLOW.step(step).target
    else:
        with pytest.raises(NotAllowed):
            STEPS[step](evidence, person)
        assert Evidence.objects.get().state == source


# --- Added by people -------------------------------------------------------------------------------------------------


def test_a_file_says_what_it_is_when_it_happened_and_when_it_came() -> None:
    with at(4, 20):
        delivery = a_delivery(a_year())
        ana = insider(Role.PLANNING)
        evidence = add_file(delivery, a_file(), title=" Acta  3 ", fact_on=date(2021, 4, 12), note=" Firmada ", by=ana)
    assert (evidence.kind, evidence.title, evidence.note, evidence.fact_on) == (
        "file", "Acta 3", "Firmada", date(2021, 4, 12),
    )  # fmt: skip
    assert (evidence.added_by, evidence.added_role, evidence.state) == (ana.public_id, "Planeación", "internal")
    assert [link.evidence for link in evidence_of(delivery)] == [evidence]


def test_the_same_file_or_link_again_is_the_evidence_that_is_there() -> None:
    delivery = a_delivery(a_year())
    files = [add_file(delivery, a_file(), title="", fact_on=date(2021, 1, 5), by=BY) for _ in range(2)]
    links = [add_link(delivery, "https://x.example/", title="", fact_on=date(2021, 1, 5), by=BY) for _ in range(2)]
    assert (files[0], links[0]) == (files[1], links[1])
    assert (files[0].title, links[0].title, Evidence.objects.count()) == ("acta.pdf", "https://x.example/", 2)


def test_what_has_not_happened_is_no_evidence() -> None:
    with at(4, 20):
        delivery = a_delivery(a_year())
        with pytest.raises(Invalid, match="está en el futuro"):
            add_link(delivery, "https://x.example/", title="x", fact_on=date(2021, 4, 21), by=BY)
        with pytest.raises(Invalid, match="está en el futuro"):
            add_file(delivery, a_file(), title="x", fact_on=date(2021, 4, 21), by=BY)


def test_another_unit_adds_nothing() -> None:
    delivery = a_delivery(a_year())
    other = a_person("Olga", Role.UNIT_STAFF, unit=Unit.objects.get(name="Control Interno"))
    acts: tuple[Callable[[], object], ...] = (
        lambda: add_link(delivery, "https://x.example/", title="x", fact_on=date(2021, 1, 2), by=other),
        lambda: add_file(delivery, a_file(), title="x", fact_on=date(2021, 1, 2), by=other),
        lambda: support_also(supported(a_delivery(delivery.activity.strategy, "I2-1")), delivery, by=other),
        lambda: support_no_more(supported(delivery).links.get(), by=other),
        lambda: withdraw_evidence(supported(delivery), reason="x", by=other),
        lambda: replace_file(supported(delivery), a_file(), note="", by=other),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_one_document_supports_several_deliveries() -> None:
    strategy = a_year()
    first, second = a_delivery(strategy, "I1-1"), a_delivery(strategy, "I2-1")
    evidence = supported(first)
    link = support_also(evidence, second, by=BY)
    assert (support_also(evidence, second, by=BY), evidence.links.count(), str(link)) == (
        link, 2, f"{second.pk} {evidence.pk}",
    )  # fmt: skip
    support_no_more(link, by=BY)
    assert [one.delivery for one in evidence.links.all()] == [first]


def test_what_is_withdrawn_supports_nothing_more() -> None:
    strategy = a_year()
    evidence = supported(a_delivery(strategy))
    withdraw_evidence(evidence, reason="No era", by=BY)
    with pytest.raises(Invalid, match="está retirada"):
        support_also(evidence, a_delivery(strategy, "I2-1"), by=BY)


@pytest.mark.parametrize("state", [DeliveryState.REPORTED, DeliveryState.ACCEPTED])
def test_what_a_report_stands_on_is_not_taken_from_under_it(state: DeliveryState) -> None:
    delivery_in(state, a_year())
    with pytest.raises(Invalid, match="ya está reportada"):
        support_no_more(EvidenceLink.objects.get(), by=BY)


def test_what_an_accepted_delivery_stands_on_is_not_withdrawn() -> None:
    delivery_in(DeliveryState.ACCEPTED, a_year())
    with pytest.raises(Invalid, match="entrega aceptada"):
        withdraw_evidence(Evidence.objects.get(), reason="No era", by=BY)
    with pytest.raises(Invalid, match="Falta la razón"):
        withdraw_evidence(Evidence.objects.get(), reason=" ", by=BY)


def test_an_act_comes_back_signed_as_the_next_version() -> None:
    delivery = a_delivery(a_year())
    act = add_file(delivery, a_file(), title="Acta 3", fact_on=date(2021, 1, 5), by=BY)
    signed = replace_file(act, a_file(b"%PDF-1.4 firmada"), note="Firmada", by=BY)
    assert (signed.title, signed.replaces, act.state, act.replaced_by) == ("Acta 3", act, "withdrawn", signed)
    assert [link.evidence for link in evidence_of(delivery)] == [signed]


# --- Published by people ---------------------------------------------------------------------------------------------


def test_only_what_was_accepted_is_published() -> None:
    delivery_in(DeliveryState.REPORTED, a_year())
    with pytest.raises(Invalid, match="ya aceptó"):
        _publish(Evidence.objects.get())


def test_publishing_needs_a_title_a_copy_and_a_person_who_looked() -> None:
    delivery = a_delivery(a_year())
    evidence = add_file(delivery, a_file(), title="Acta de Ana", fact_on=date(2021, 1, 5), by=BY)
    report_delivery(delivery, summary="Hecho", on_behalf="Correo", by=BY)
    accept_delivery(delivery, by=BY)
    with pytest.raises(Invalid, match="Falta el título"):
        publish_evidence(evidence, title=" ", screening=SCREENED, by=BY)
    with pytest.raises(Invalid, match="copia sin metadatos"):
        publish_evidence(evidence, title="Acta", screening=SCREENED, by=BY)
    copy = a_file(b"%PDF-1.4 sin nombres")
    with pytest.raises(Invalid, match="Falta confirmar"):
        publish_evidence(evidence, title="Acta", copy=copy, screening={"findings": []}, by=BY)
    assert public_evidence(evidence.public_id) is None
    publish_evidence(evidence, title=" Acta  3 ", alt_text=" Una tabla ", copy=copy, screening=SCREENED, by=BY)
    found = public_evidence(evidence.public_id)
    assert found is not None
    assert (found.public_title, found.alt_text, found.public_file, found.file) == (
        "Acta 3", "Una tabla", copy, evidence.file,
    )  # fmt: skip


def test_what_the_evidence_was_called_inside_never_enters_the_public_ledger() -> None:
    evidence = supported(a_delivery(a_year()))
    for payload in LedgerPayload.objects.filter(entry__object=evidence.public_id, reserved=False):
        assert {"title", "note", "url", "added_by"}.isdisjoint(payload.body)


def test_what_was_published_can_be_taken_back_with_a_reason() -> None:
    evidence = _in(EvidenceState.PUBLIC)
    with pytest.raises(Invalid, match="Falta la razón"):
        unpublish_evidence(evidence, reason="", by=BY)
    unpublish_evidence(evidence, reason="Nombra a alguien", by=BY)
    assert (evidence.state, evidence.published_at, public_evidence(evidence.public_id)) == ("internal", None, None)


# --- Attached by the work --------------------------------------------------------------------------------------------


def test_real_work_reports_the_delivery_it_belongs_to() -> None:
    strategy = a_year()
    with at(6, 3):
        ana = a_person("Ana", Role.COMMUNICATIONS)
        found = attach_evidence(PRESS, on=date(2021, 6, 3), ref=RELEASE, by=ana)
    assert found is not None
    assert found.delivery is not None
    assert (str(found.delivery), found.delivery.state, found.delivery.summary) == ("I2-2", "reported", "Comunicado 1")
    assert (found.evidence.ref_kind, found.evidence.ref_id, found.evidence.ref_version, found.evidence.url) == (
        "press-release", "abc", 1, "/comunicados/abc/",
    )  # fmt: skip
    assert (found.delivery.reported_by, list(unplaced_evidence(strategy))) == (ana.public_id, [])


def test_the_same_record_again_changes_nothing_and_another_version_is_another() -> None:
    a_year()
    first = attach_evidence(PRESS, on=date(2021, 6, 3), ref=RELEASE, by=BY)
    again = attach_evidence(PRESS, on=date(2021, 6, 3), ref=RELEASE, by=BY)
    assert first is not None
    assert again is not None
    assert (again.evidence, again.delivery) == (first.evidence, first.delivery)
    newer = Record("press-release", "abc", "Comunicado 1, corregido", "/comunicados/abc/", version=2)
    attach_evidence(PRESS, on=date(2021, 6, 3), ref=newer, by=BY)
    assert (Evidence.objects.count(), Delivery.objects.get().summary) == (2, "Comunicado 1")


def test_work_that_only_advances_it_leaves_it_pending() -> None:
    a_year()
    found = attach_evidence(PRESS, on=date(2021, 6, 3), ref=RELEASE, fulfils=False, by=BY)
    assert found is not None
    assert found.delivery is not None
    assert (found.delivery.state, found.delivery.evidence_links.count()) == ("pending", 1)


def test_what_matches_nothing_waits_in_the_inbox() -> None:
    strategy = a_year()
    found = attach_evidence("train_groups", on=date(2021, 6, 3), ref=RELEASE, by=BY)
    assert found is not None
    assert (found.delivery, found.candidates, list(unplaced_evidence(strategy))) == (None, (), [found.evidence])


def test_where_several_match_a_person_chooses() -> None:
    strategy = a_year([facts("Uno", periods=[2], action_type=PRESS), facts("Dos", periods=[2], action_type=PRESS)])
    found = attach_evidence(PRESS, on=date(2021, 6, 3), ref=RELEASE, by=BY)
    again = attach_evidence(PRESS, on=date(2021, 6, 3), ref=RELEASE, by=BY)
    assert found is not None
    assert again is not None
    assert [str(one) for one in found.candidates] == [str(one) for one in again.candidates] == ["I1-2", "I2-2"]
    assert list(unplaced_evidence(strategy)) == [found.evidence]


def test_a_year_without_a_strategy_keeps_nothing() -> None:
    assert attach_evidence(PRESS, on=date(2019, 6, 3), ref=RELEASE, by=BY) is None
    assert measure(PRESS, year=2019, period=2, done=1, total=1, what="x", by=BY) is None


def test_work_never_fails_for_a_delivery_that_is_done_already() -> None:
    strategy = a_year()
    delivery_in(DeliveryState.ACCEPTED, strategy, "I2-2")
    found = attach_evidence(PRESS, on=date(2021, 6, 3), ref=RELEASE, by=BY)
    assert found is not None
    assert found.delivery is not None
    assert (found.delivery.state, found.delivery.evidence_links.count()) == ("accepted", 2)


def test_of_two_who_attach_the_same_record_at_once_one_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    a_year()
    first = attach_evidence(PRESS, on=date(2021, 6, 3), ref=RELEASE, by=BY)
    assert first is not None
    monkeypatch.setattr("rendir.plan.compliance.actions.evidence.known_record", lambda *_: None)
    again = attach_evidence(PRESS, on=date(2021, 6, 3), ref=RELEASE, by=BY)
    assert again is not None
    assert (again.evidence, Evidence.objects.count()) == (first.evidence, 1)


def test_work_undone_takes_its_evidence_back() -> None:
    a_year()
    attach_evidence(PRESS, on=date(2021, 6, 3), ref=RELEASE, by=BY)
    detach_evidence(RELEASE, year=2021, reason="Se retiró el comunicado")
    assert (Evidence.objects.get().state, Delivery.objects.get().state) == ("withdrawn", "pending")


def test_a_delivery_that_other_evidence_supports_stays_reported() -> None:
    strategy = a_year()
    attach_evidence(PRESS, on=date(2021, 6, 3), ref=RELEASE, by=BY)
    supported(a_delivery(strategy, "I2-2"))
    detach_evidence(RELEASE, year=2021, reason="Se retiró")
    assert Delivery.objects.get().state == "reported"


# --- Measured by the work --------------------------------------------------------------------------------------------


def test_a_measure_is_told_again_and_again_and_reports_when_all_is_done() -> None:
    strategy = a_year()
    told = measure(PRESS, year=2021, period=2, done=1, total=3, what="comunicados", by=BY)
    assert told is not None
    assert (str(told), told.version) == ("1/3 comunicados", 1)
    same = measure(PRESS, year=2021, period=2, done=1, total=3, what="comunicados", by=BY)
    assert same is not None
    assert (same.version, Delivery.objects.count()) == (1, 0)
    measure(PRESS, year=2021, period=2, done=3, total=3, what="comunicados", url="/c/", by=BY)
    assert (Delivery.objects.get().state, Delivery.objects.get().summary) == ("reported", "comunicados")
    assert {key: (one.done, one.total) for key, one in measures_of(strategy).items()} == {(PRESS, 2): (3, 3)}


def test_nothing_of_nothing_is_not_done() -> None:
    a_year()
    measure(PRESS, year=2021, period=2, done=0, total=0, what="comunicados", by=BY)
    assert Delivery.objects.count() == 0


def test_progress_is_no_product_and_where_several_match_nobody_is_reported() -> None:
    a_year()
    measure("prioritize_topics", year=2021, period=1, done=1, total=1, what="temas", by=BY)
    assert Delivery.objects.count() == 0


def test_a_frozen_cut_freezes_its_measures() -> None:
    with at(5, 3):
        strategy = a_year()
        measure(PRESS, year=2021, period=1, done=1, total=3, what="comunicados", by=BY)
        a_cut(strategy)
        assert measure(PRESS, year=2021, period=1, done=2, total=3, what="comunicados", by=BY) is None
    assert Measure.objects.get().done == 1


# --- Links -----------------------------------------------------------------------------------------------------------


def test_a_link_keeps_the_day_it_was_looked_at_and_what_it_answered() -> None:
    with at(4, 20):
        evidence = supported(a_delivery(a_year()))
        assert list(links_to_check(date(2021, 4, 20))) == [evidence]
        note_link_check(evidence, works=False, said="404" * 100)
        assert (evidence.link_works, len(evidence.link_note)) == (False, 200)
        assert list(links_to_check(date(2021, 4, 20))) == []
    assert list(links_to_check(date(2021, 4, 22))) == [evidence]
    assert str(evidence) == "Acta"
