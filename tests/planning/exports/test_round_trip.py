"""What is exported for a spreadsheet or a word processor reads back as the identical plan, and as edited if edited."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from factories.documents import LOGO
from planning.exports.examples import ACTIVITIES, HEADING
from planning.exports.test_delimited import ACTIVITIES as ANY_ACTIVITIES
from rendir.foundation.core.documents.model import Document
from rendir.foundation.core.readers import docx, odt, xlsx
from rendir.plan.planning.exports.document import schedule_document
from rendir.plan.planning.exports.spreadsheet import schedule_xlsx
from rendir.plan.planning.exports.word_processing import schedule_docx, schedule_odt
from rendir.plan.planning.reading.embedded import digest_of, unpack
from rendir.plan.planning.reading.findings import FindingCode
from rendir.plan.planning.reading.schedule import read_schedule
from rendir.plan.planning.rules.facts import ActivityFacts, CarriedOver, Component, Responsible, ResponsibleKind, Stage

Write = Callable[[Sequence[ActivityFacts]], bytes]


def _documented(write: Callable[[Document, Sequence[ActivityFacts]], bytes]) -> Write:
    return lambda activities: write(schedule_document(activities, HEADING), activities)


FORMATS: dict[str, tuple[Write, Callable[..., object]]] = {
    "xlsx": (lambda activities: schedule_xlsx(activities, HEADING), xlsx.read),
    "docx": (_documented(schedule_docx), docx.read),
    "odt": (_documented(schedule_odt), odt.read),
}


@pytest.mark.parametrize("kind", FORMATS)
def test_a_plan_goes_out_and_comes_back(kind: str) -> None:
    data = FORMATS[kind][0](ACTIVITIES)
    reading = read_schedule(data, filename=f"plan.{kind}", year=2021)
    assert (reading.activities, reading.findings) == (ACTIVITIES, ())


@pytest.mark.parametrize("kind", FORMATS)
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(activities=st.lists(ANY_ACTIVITIES, max_size=4))
def test_what_is_exported_carries_the_identical_plan(kind: str, activities: list[ActivityFacts]) -> None:
    write, read = FORMATS[kind]
    embedded, shown = unpack(read(BytesIO(write(activities))))  # type: ignore[arg-type] # grids
    assert embedded is not None
    assert list(embedded.activities) == activities
    assert embedded.seen == digest_of(shown)


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_logo_and_what_comes_from_another_year_stand_in_nobody_s_way(kind: str) -> None:
    carried = (CarriedOver(2020, "D1-3", date(2020, 12, 31)),)
    plan = (PLAN[0], replace(PLAN[1], carried_over=carried))
    write = {"docx": schedule_docx, "odt": schedule_odt}[kind]
    data = write(schedule_document(plan, replace(HEADING, logo=LOGO)), plan)
    reading = read_schedule(data, filename=f"plan.{kind}", year=2021)
    assert (reading.activities, reading.findings) == (plan, ())
    assert [one.carried_over for one in reading.activities] == [(), carried]


PLAN = (
    ActivityFacts(
        Component.INFORMATION,
        3,
        "Publicar el informe de gestión",
        frozenset({Stage.EXECUTION}),
        frozenset({2}),
        "Informe",
        (Responsible("Oficina de Prensa", ResponsibleKind.ROLE),),
        "survey_perception",
    ),
    ActivityFacts(
        Component.DIALOGUE,
        1,
        "Hacer una feria",
        frozenset({Stage.DESIGN}),
        frozenset({1, 3}),
        "Feria",
        (Responsible("Secretaría de Gobierno", ResponsibleKind.UNIT),),
    ),
)


def test_what_a_person_changed_in_the_workbook_is_what_is_read() -> None:
    book = load_workbook(BytesIO(schedule_xlsx(PLAN, HEADING)))
    book["Cronograma 2021"]["H8"] = "Feria en la plaza"
    changed = BytesIO()
    book.save(changed)
    reading = read_schedule(changed.getvalue(), filename="plan.xlsx", year=2021)
    first, second = reading.activities
    assert first == PLAN[0]
    assert (second.code, second.product, second.ordered_periods) == ("D1", "Feria en la plaza", (1, 3))
    assert FindingCode.EXPORT_CHANGED in {one.code for one in reading.findings}
