"""The calendar holds one day per delivery, and updates itself in a client instead of growing."""

from dataclasses import replace
from datetime import date, timedelta

from icalendar import Calendar
from icalendar import Component as Part

from planning.exports.examples import ACTIVITIES, HEADING
from rendir.plan.planning.exports.calendar import last_day, schedule_ics
from rendir.plan.planning.exports.heading import ScheduleHeading
from rendir.plan.planning.rules.facts import ActivityFacts

SITE = "https://rendicion.example"


def written(*activities: ActivityFacts, heading: ScheduleHeading = HEADING, base_url: str = SITE) -> bytes:
    return schedule_ics(activities, heading, year=2021, base_url=base_url)


def events(*activities: ActivityFacts, heading: ScheduleHeading = HEADING) -> list[Part]:
    return Calendar.from_ical(written(*activities, heading=heading)).walk("VEVENT")


def test_periods_end_on_the_days_of_the_cuts() -> None:
    assert [last_day(2021, period) for period in (1, 2, 3)] == [
        date(2021, 4, 30),
        date(2021, 8, 31),
        date(2021, 12, 31),
    ]


def test_each_delivery_is_a_day() -> None:
    found = events(*ACTIVITIES)
    assert [(str(one["summary"]), one.decoded("dtstart"), one.decoded("dtend")) for one in found[:3]] == [
        ("Vence: I1 Actualizar la caracterización de los grupos de valor", date(2021, 12, 31), date(2022, 1, 1)),
        ("Vence: I2 =Informe", date(2021, 4, 30), date(2021, 5, 1)),
        ("Vence: I2 =Informe", date(2021, 8, 31), date(2021, 9, 1)),
    ]
    assert len(found) == 6


def test_an_event_says_what_who_when_and_where() -> None:
    first, second = events(*ACTIVITIES)[:2]
    assert str(first["description"]) == (
        "Actualizar la caracterización de los grupos de valor\n"
        "Producto: Documento de caracterización\n"
        "Responsable: Oficina de Comunicaciones, Secretaría General\n"
        "Cuatrimestre 3: septiembre a diciembre\n"
        "https://rendicion.example/2021/actividades/I1/"
    )
    assert str(second["description"]).splitlines()[1] == "Responsable: por definir"
    assert str(first["url"]) == "https://rendicion.example/2021/actividades/I1/"
    assert str(first["transp"]) == "TRANSPARENT"
    assert first["categories"].cats == ["Información"]


def test_a_new_version_updates_the_same_event() -> None:
    old, new = events(ACTIVITIES[0])[0], events(ACTIVITIES[0], heading=replace(HEADING, version=3))[0]
    assert str(old["uid"]) == str(new["uid"]) == "2021-I1-3@rendicion.example"
    assert (old["sequence"], new["sequence"]) == (2, 3)


def test_identifiers_are_never_repeated() -> None:
    found = [str(one["uid"]) for one in events(*ACTIVITIES)]
    assert len(set(found)) == len(found)


def test_the_same_schedule_gives_the_same_file() -> None:
    assert written(*ACTIVITIES) == written(*ACTIVITIES)
    assert events(ACTIVITIES[0], heading=replace(HEADING, adopted_on=None))[0].decoded("dtstamp").date() == date(
        2021, 1, 1
    )


def test_the_file_is_one_that_clients_accept() -> None:
    text = written(*ACTIVITIES)
    calendar = Calendar.from_ical(text)
    assert (str(calendar["version"]), str(calendar["method"])) == ("2.0", "PUBLISH")
    assert str(calendar["x-wr-calname"]) == "Cronograma de la estrategia de rendición de cuentas 2021"
    assert calendar["refresh-interval"].dt == timedelta(days=1)
    lines = text.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:P1D" in lines
    assert b"DTSTART;VALUE=DATE:20211231" in lines
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)


def test_a_long_name_is_shortened_at_a_word() -> None:
    [one, *_] = events(replace(ACTIVITIES[0], name="Palabra " * 60))
    assert str(one["summary"]) == "Vence: I1 " + " ".join(["Palabra"] * 10) + "…"


def test_a_site_without_a_name_still_has_identifiers() -> None:
    assert b"UID:2021-I1-3@localhost" in written(ACTIVITIES[0], base_url="")
