"""A year at work small enough to read, reached by the real steps: three activities, two units, and who works there."""

from collections.abc import Mapping
from datetime import date

from factories.accounts import a_person
from factories.schedules import BY, an_adopted, facts
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.roles import Role
from rendir.foundation.core import clock
from rendir.foundation.library.actions import store_file
from rendir.foundation.library.models import StoredFile
from rendir.foundation.organization.queries import find_unit
from rendir.plan.compliance.actions.deliveries import open_delivery, report_delivery
from rendir.plan.compliance.actions.evidence import add_file
from rendir.plan.compliance.models import Cut, Delivery, Evidence
from rendir.plan.compliance.rules.promises import Key
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.facts import Component, Stage

TODAY = date(2021, 10, 15)
MEDIA, TALENT = "Oficina de Comunicaciones", "Secretaría General"
I1_1, I1_2, D1_2, D1_3, R1_3 = (Key.parse(text) for text in ("I1-1", "I1-2", "D1-2", "D1-3", "R1-3"))


def a_year_at_work(*, more: int = 0, year: int = 2021) -> Strategy:
    """I1 in the first two periods and D1 in the last two, of Comunicaciones; R1 in the last, of the Secretaría.

    `more` activities of Comunicaciones in the second period besides.
    """
    rows = [
        facts("Producir la información", periods=[1, 2], product="Boletín publicado", responsibles=[MEDIA]),
        facts("Encontrarse con la gente", Component.DIALOGUE, periods=[2, 3], responsibles=[MEDIA]),
        facts("Evaluar el año", Component.RESPONSIBILITY, stages=[Stage.FOLLOW_UP], periods=[3], responsibles=[TALENT]),
        *(facts(f"Otra tarea {one}", periods=[2], responsibles=[MEDIA]) for one in range(more)),
    ]
    with clock.travel(date(year, 1, 20)):
        return an_adopted(rows, year=year)


def of_media(name: str = "Beto Colega") -> Person:
    """Who reports for Comunicaciones."""
    return a_person(name, Role.UNIT_STAFF, unit=find_unit(MEDIA))


def of_talent() -> Person:
    """Who reports for the other unit."""
    return a_person("Tulia Ajena", Role.UNIT_STAFF, unit=find_unit(TALENT))


def a_file(text: str = "acta", by: Person | None = None) -> StoredFile:
    """A file in the library."""
    return store_file(text.encode(), name=f"{text}.txt", media_type="text/plain", by=by or BY)


def with_evidence(strategy: Strategy, key: Key, by: Person, *, text: str = "", on: date = TODAY) -> Evidence:
    """A file that supports a delivery, added on a day."""
    with clock.travel(on):
        row = open_delivery(strategy, key)
        return add_file(row, a_file(text or f"acta {key}"), title=f"Acta de {key}", fact_on=on, by=by)


def a_report(strategy: Strategy, key: Key, by: Person, *, on: date = TODAY) -> Delivery:
    """A delivery reported with its evidence."""
    with_evidence(strategy, key, by, on=on)
    with clock.travel(on):
        return report_delivery(open_delivery(strategy, key), summary=f"Se hizo {key}.", progress=80, by=by)


def light_cut(cut: Cut) -> Mapping[str, tuple[str, bytes]]:
    """The documents of a cut, made in no time."""
    return {"json": (f"corte-v{cut.number}.json", b"{}"), "csv": (f"corte-v{cut.number}.csv", b"a")}
