"""What a cut freezes: the work reported by its day, judged as planning judged it since."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from factories.schedules import facts
from rendir.plan.compliance.rules.cuts import (
    FrozenLine,
    after,
    as_of,
    at_cut,
    line_of,
    status_at_cut,
    tally_at_cut,
    verdict_line,
)
from rendir.plan.compliance.rules.promises import Key, Nature, Promise
from rendir.plan.compliance.rules.standing import Delivery, DeliveryState, Result, Status, Verdict, Work
from rendir.plan.planning.rules.facts import Component

CUT = date(2021, 4, 30)
ACCEPTED = Work(
    state=DeliveryState.ACCEPTED, reported_on=CUT, accepted_on=date(2021, 5, 4), summary="Hecho", progress=80
)


def _delivery(work: Work = ACCEPTED, *, period: int = 1, due_on: date = CUT) -> Delivery:
    row = facts("Informar", number=1, periods=[period], responsibles=["Prensa"])
    return Delivery(Promise(Key(Component.INFORMATION, 1, period), 1, row, Nature.PERIOD, due_on, ""), work)


def test_the_review_comes_after_the_cut_and_counts() -> None:
    assert as_of(_delivery(), CUT) == _delivery()


def test_work_that_came_after_the_cut_does_not_count() -> None:
    late = _delivery(replace(ACCEPTED, reported_on=CUT + timedelta(days=1)))
    found = as_of(late, CUT).work
    assert (found.state, found.reported_on, found.accepted_on, found.summary, found.progress) == (
        DeliveryState.PENDING, None, None, "", None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "state", [DeliveryState.PENDING, DeliveryState.RETURNED, DeliveryState.WAIVER_ASKED, DeliveryState.NOT_APPLICABLE]
)
def test_what_needs_no_report_stands_as_it_is(state: DeliveryState) -> None:
    delivery = _delivery(Work(state=state, reason="Porque sí"))
    assert as_of(delivery, CUT) == delivery


def test_a_cut_looks_back_over_the_periods_before_it() -> None:
    found = at_cut([_delivery(period=one) for one in (1, 2, 3)], 2021, 2)
    assert [one.key.period for one in found] == [1, 2]


def test_the_last_day_of_the_cut_is_over_when_it_is_counted() -> None:
    assert after(2021, 1) == date(2021, 5, 1)
    missing = _delivery(Work())
    assert status_at_cut(missing, 2021, 1) == Status.MISSED
    counted = tally_at_cut([missing, _delivery(), _delivery(Work(), due_on=date(2021, 5, 14))], 2021, 1)
    assert (counted.total, counted.due, counted.due_fulfilled, counted.missed, counted.not_yet) == (3, 2, 1, 1, 1)


def test_a_line_says_what_the_entity_files() -> None:
    line = line_of(_delivery(), 2021, 1, ("Acta 3",))
    assert (line.key, line.activity, line.product, line.responsibles, line.nature, line.due_on) == (
        "I1-1", "Informar", "Documento publicado", ("Prensa",), "Producto del cuatrimestre", "2021-04-30",
    )  # fmt: skip
    assert (line.status, line.done, line.progress, line.reported_on, line.evidence, line.remark) == (
        "cumplida", "Hecho", 80, "2021-04-30", ("Acta 3",), "",
    )  # fmt: skip
    assert FrozenLine.from_json(line.as_json()) == line


@pytest.mark.parametrize(
    ("work", "progress", "remark"),
    [
        (replace(ACCEPTED, progress=None), 100, ""),
        (Work(delay="No hubo contrato"), 0, "No hubo contrato"),
        (Work(state=DeliveryState.REPORTED, reported_on=CUT), None, ""),
        (Work(state=DeliveryState.NOT_APPLICABLE, reason="Sin convocatoria"), None, "Sin convocatoria"),
        (Work(state=DeliveryState.RETURNED, reason="Falta firma"), 0, "Falta firma"),
    ],
)
def test_a_percentage_that_nobody_said_is_not_made_up(work: Work, progress: int | None, remark: str) -> None:
    line = line_of(_delivery(work), 2021, 1, ())
    assert (line.progress, line.remark) == (progress, remark)


def test_a_returned_delivery_whose_day_is_to_come_says_why() -> None:
    work = Work(state=DeliveryState.RETURNED, reason="Falta firma", delay="Se repite")
    line = line_of(_delivery(work, due_on=date(2021, 5, 14)), 2021, 1, ())
    assert (line.status, line.remark) == ("devuelta", "Falta firma")


def test_a_line_of_a_product_that_nobody_wrote_is_empty() -> None:
    row = facts("Informar", number=1, product=None)
    promise = Promise(Key(Component.INFORMATION, 1, 1), 1, row, Nature.PERIOD, CUT, "")
    assert line_of(Delivery(promise), 2021, 1, ()).product == ""


def test_the_two_voices_stand_beside_each_other() -> None:
    verdict = Verdict(Result.PARTLY, 40, "Falta el acta", "Firmarla", "Ya se firmó")
    line = verdict_line(replace(_delivery(), verdict=verdict), 2021, 1)
    assert (line["reported_percentage"], line["percentage"], line["result"]) == (80, 40, "partly")
    assert (line["remark"], line["recommendation"], line["reply"]) == ("Falta el acta", "Firmarla", "Ya se firmó")
    assert (line["key"], line["status"], line["responsibles"]) == ("I1-1", "cumplida", ["Prensa"])
