"""What is done with the entity, its units, the dates of the year, the days that count and the terms."""

from datetime import date

import pytest
from django.db import IntegrityError

from factories.accounts import a_person, colleague, insider
from factories.organization import BY, a_changed_term, a_unit, an_entity, days_noted
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.foundation.audit import queries
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale, WrongState
from rendir.foundation.organization.actions import (
    add_alias,
    add_exception,
    add_unit,
    change_term,
    declare_stages,
    edit_entity,
    edit_exception,
    edit_unit,
    forget_distinction,
    found_entity,
    keep_apart,
    put_back_exception,
    put_back_term_change,
    remove_alias,
    withdraw_exception,
    withdraw_term_change,
)
from rendir.foundation.organization.models import (
    CalendarException,
    Entity,
    ExceptionKind,
    StageWindow,
    TermChange,
    Unit,
    UnitAlias,
    UnitKind,
)
from rendir.foundation.organization.queries import find_unit, names_kept_apart, term
from rendir.foundation.organization.terms import TermKey

pytestmark = pytest.mark.django_db

TODAY = date(2021, 10, 15)
MARCH, JUNE = date(2021, 3, 1), date(2021, 6, 30)
FRIDAY, SATURDAY = date(2021, 7, 16), date(2021, 7, 17)


def _aliases(unit: Unit) -> list[tuple[str, str, date]]:
    return list(unit.aliases.values_list("name", "folded", "since"))


def _verbs(after: int) -> list[str]:
    return list(LedgerEntry.objects.filter(sequence__gt=after).order_by("sequence").values_list("verb", flat=True))


def _edit(unit: Unit, name: str, *, kind: str = UnitKind.UNIT, expected: int | None = None) -> Unit:
    version = unit.version if expected is None else expected
    with clock.travel(TODAY):
        return edit_unit(unit, name=name, kind=kind, ends_on=None, expected=version, by=BY)


# --- the entity ------------------------------------------------------------------------------------------------------


def test_the_entity_is_founded_once() -> None:
    entity = found_entity(
        name="Municipio de Alsabana", short_name="Alsabana", by=BY, city="Alsabana", is_fictitious=True
    )
    kept = Entity.objects.get()
    assert (kept, kept.pk, kept.name, kept.city, kept.is_fictitious) == (
        entity,
        1,
        "Municipio de Alsabana",
        "Alsabana",
        True,
    )
    with pytest.raises(IntegrityError):
        an_entity()


def test_the_entity_is_corrected() -> None:
    entity = an_entity()
    edit_entity(entity, expected=1, by=insider(Role.IT), nit="800.000.000-1", city="Alsabana")
    kept = Entity.objects.get()
    assert (kept.nit, kept.city, kept.version) == ("800.000.000-1", "Alsabana", 2)
    with pytest.raises(Stale):
        edit_entity(entity, expected=1, by=BY, city="Otra")


def test_who_may_not_touches_nothing() -> None:
    entity, unit, beto = an_entity(), a_unit(), colleague()
    alias = add_alias(unit, "Sec. Planeación", on=TODAY, by=BY)
    noted, changed = days_noted("closed", FRIDAY), a_changed_term(TermKey.SILENCE, 20, TODAY)
    before = queries.head()
    refused = [
        lambda: edit_entity(entity, expected=1, by=beto, city="Otra"),
        lambda: add_unit("Hacienda", by=beto),
        lambda: edit_unit(unit, name="Hacienda", kind="unit", ends_on=None, expected=1, by=beto),
        lambda: add_alias(unit, "Hacienda", on=TODAY, by=beto),
        lambda: remove_alias(alias, by=beto),
        lambda: declare_stages(2021, {"diseno": (MARCH, JUNE)}, by=beto),
        lambda: add_exception("closed", starts_on=TODAY, ends_on=TODAY, motive="x", act="y", by=beto),
        lambda: _edit_days(noted, by=beto),
        lambda: withdraw_exception(noted, why="Error", expected=1, by=beto),
        lambda: put_back_exception(noted, expected=1, by=beto),
        lambda: change_term(TermKey.SILENCE, 25, starts_on=MARCH, reason="x", norm="y", by=beto),
        lambda: withdraw_term_change(changed, why="Error", expected=1, by=beto),
        lambda: put_back_term_change(changed, expected=1, by=beto),
    ]
    for act in refused:
        with pytest.raises(NotAllowed):
            act()
    assert queries.head() == before


# --- units -----------------------------------------------------------------------------------------------------------


def test_a_unit_is_added_as_it_is_compared_and_sorted() -> None:
    unit = add_unit("  Secretaría   de Niñez ", kind=UnitKind.TEAM, starts_on=MARCH, by=BY)
    kept = Unit.objects.get()
    assert (kept, kept.name, kept.folded) == (unit, "Secretaría de Niñez", "secretaria de ninez")
    assert (kept.sort_key, kept.kind, kept.starts_on) == ("secretaria de ninzzzez", "team", MARCH)


@pytest.mark.parametrize("name", ["", "  \n "])
def test_a_unit_needs_a_name(name: str) -> None:
    with pytest.raises(Invalid, match="necesita un nombre"):
        add_unit(name, by=BY)
    unit = a_unit()
    with pytest.raises(Invalid, match="necesita un nombre"):
        _edit(unit, name)
    assert Unit.objects.get().name == "Secretaría de Planeación"


@pytest.mark.parametrize("name", ["SECRETARIA  DE PLANEACION", "sec. planeacion"])
def test_a_name_is_taken_once(name: str) -> None:
    unit = a_unit()
    add_alias(unit, "Sec. Planeación", on=TODAY, by=BY)
    other = a_unit("Hacienda")
    before = queries.head()
    with pytest.raises(Invalid, match="Ya existe «Secretaría de Planeación»"):
        add_unit(name, by=BY)
    with pytest.raises(Invalid, match="Ya existe «Secretaría de Planeación»"):
        _edit(other, name)
    with pytest.raises(Invalid, match="ya es «Secretaría de Planeación»"):
        add_alias(other, name, on=TODAY, by=BY)
    assert queries.head() == before


def test_a_corrected_unit_is_still_found_by_its_earlier_name() -> None:
    unit = a_unit("Oficina de Planeación")
    _edit(unit, "Secretaría de Planeación", kind=UnitKind.TEAM)
    kept = Unit.objects.get()
    assert (kept.name, kept.folded, kept.kind, kept.version) == (
        "Secretaría de Planeación",
        "secretaria de planeacion",
        "team",
        2,
    )
    assert _aliases(unit) == [("Oficina de Planeación", "oficina de planeacion", TODAY)]
    assert find_unit("OFICINA DE PLANEACION") == unit
    assert _verbs(1) == ["change_unit", "create_unitalias"]


def test_an_accent_corrected_leaves_no_other_spelling() -> None:
    unit = a_unit("Secretaria de Planeacion")
    _edit(unit, "Secretaría de Planeación")
    assert (Unit.objects.get().name, _aliases(unit)) == ("Secretaría de Planeación", [])


def test_a_unit_that_takes_back_its_earlier_name() -> None:
    unit = a_unit("Oficina de Planeación")
    _edit(unit, "Secretaría de Planeación")
    _edit(unit, "Oficina de Planeación")
    assert Unit.objects.get().name == "Oficina de Planeación"
    assert _aliases(unit) == [("Secretaría de Planeación", "secretaria de planeacion", TODAY)]


def test_a_unit_that_is_not_changed_writes_nothing() -> None:
    unit = a_unit()
    before = queries.head()
    _edit(unit, unit.name)
    assert (queries.head(), Unit.objects.get().version) == (before, 1)


def test_who_corrects_a_unit_too_late_changes_nothing() -> None:
    unit = a_unit()
    _edit(Unit.objects.get(), "Hacienda")
    before = queries.head()
    with pytest.raises(Stale):
        _edit(unit, "Tesoro")
    assert (queries.head(), Unit.objects.get().name, UnitAlias.objects.count()) == (before, "Hacienda", 1)


def test_a_spelling_is_joined_and_taken_apart() -> None:
    unit = a_unit()
    alias = add_alias(unit, "  Sec.  Planeación ", on=TODAY, by=BY)
    assert _aliases(unit) == [("Sec. Planeación", "sec. planeacion", TODAY)]
    remove_alias(alias, by=BY)
    assert (_aliases(unit), find_unit("Sec. Planeación")) == ([], None)
    assert _verbs(1) == ["create_unitalias", "remove_unitalias"]


def test_a_spelling_needs_letters() -> None:
    with pytest.raises(Invalid, match="Escriba la otra forma"):
        add_alias(a_unit(), "  ", on=TODAY, by=BY)


# --- the dates of the stages -----------------------------------------------------------------------------------------


def _windows() -> dict[str, tuple[date, date, int]]:
    rows = StageWindow.objects.filter(year=2021).values_list("stage", "starts_on", "ends_on", "version")
    return {stage: (starts, ends, version) for stage, starts, ends, version in rows}


def test_the_dates_of_a_year_are_declared_and_declared_anew() -> None:
    april = date(2021, 4, 1)
    declare_stages(2021, {"diseno": (MARCH, JUNE), "ejecucion": (MARCH, JUNE), "seguimiento": (MARCH, JUNE)}, by=BY)
    assert _windows() == dict.fromkeys(("diseno", "ejecucion", "seguimiento"), (MARCH, JUNE, 1))
    before = queries.head()[0]
    declare_stages(2021, {"diseno": (MARCH, JUNE), "ejecucion": (april, JUNE), "preparacion": (MARCH, april)}, by=BY)
    assert _windows() == {"diseno": (MARCH, JUNE, 1), "ejecucion": (april, JUNE, 2), "preparacion": (MARCH, april, 1)}
    assert _verbs(before) == ["remove_stagewindow", "change_stagewindow", "create_stagewindow"]


def test_another_year_keeps_its_dates() -> None:
    declare_stages(2021, {"diseno": (MARCH, JUNE)}, by=BY)
    declare_stages(2022, {}, by=BY)
    assert _windows() == {"diseno": (MARCH, JUNE, 1)}


def test_the_dates_of_a_year_are_declared_together_or_not_at_all() -> None:
    declare_stages(2021, {"diseno": (MARCH, JUNE)}, by=BY)
    before = queries.head()
    with pytest.raises(IntegrityError):
        declare_stages(2021, {"ejecucion": (MARCH, JUNE), "seguimiento": (JUNE, MARCH)}, by=BY)
    assert (_windows(), queries.head()) == ({"diseno": (MARCH, JUNE, 1)}, before)


# --- the days that count ----------------------------------------------------------------------------------------------


def _edit_days(noted: CalendarException, *, by=BY, why: str = "Estaba mal copiado", **fields: object):
    known = {name: getattr(noted, name) for name in ("kind", "starts_on", "ends_on", "motive", "act")}
    return edit_exception(noted, **{**known, "expected": noted.version, **fields}, why=why, by=by)


def _told_of(verb: str) -> dict[str, object]:
    """What the ledger says in public of the last deed of that name."""
    return LedgerPayload.objects.filter(entry__verb=verb, reserved=False).latest("entry_id").body


def test_days_are_noted_with_their_act() -> None:
    with clock.travel(TODAY):
        noted = add_exception(
            "closed", starts_on=FRIDAY, ends_on=FRIDAY, motive="  Fiestas  patronales ", act=" Decreto  45 ", by=BY
        )
    kept = CalendarException.objects.get()
    assert (kept, kept.kind, kept.starts_on, kept.ends_on) == (noted, "closed", FRIDAY, FRIDAY)
    assert (kept.motive, kept.act, kept.noted_on, kept.state) == (
        "Fiestas patronales",
        "Decreto 45",
        TODAY,
        "in_force",
    )
    assert _verbs(0) == ["create_calendarexception"]


@pytest.mark.parametrize(("motive", "act"), [("", "Decreto 45"), ("Fiestas", "  ")])
def test_days_need_a_motive_and_an_act(motive: str, act: str) -> None:
    with pytest.raises(Invalid, match="Faltan el motivo o el acto"):
        days_noted("closed", FRIDAY, motive=motive, act=act)
    noted = days_noted("closed", FRIDAY)
    with pytest.raises(Invalid, match="Faltan el motivo o el acto"):
        _edit_days(noted, motive=motive, act=act)


def test_days_do_not_end_before_they_begin() -> None:
    with pytest.raises(Invalid, match="Termina antes de empezar"):
        days_noted("suspended", SATURDAY, FRIDAY)


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (FRIDAY, FRIDAY, "Solo un sábado"),
        (date(2021, 7, 18), date(2021, 7, 18), "Solo un sábado"),
        (SATURDAY, date(2021, 7, 24), "Solo un sábado"),
        (date(2021, 8, 7), date(2021, 8, 7), "festivo nacional"),
    ],
)
def test_only_a_saturday_that_is_no_holiday_is_made_to_count(first: date, last: date, why: str) -> None:
    """Ley 4 de 1913, art. 62: Sundays and holidays never count."""
    with pytest.raises(Invalid, match=why):
        days_noted("opened", first, last)
    assert days_noted("opened", SATURDAY).kind == ExceptionKind.OPENED


@pytest.mark.parametrize(
    ("known", "wanted", "refused"),
    [
        ("closed", "closed", True),
        ("closed", "opened", True),
        ("closed", "suspended", False),
        ("suspended", "suspended", True),
        ("suspended", "closed", False),
        ("suspended", "opened", False),
        ("opened", "opened", True),
        ("opened", "closed", True),
        ("opened", "suspended", False),
    ],
)
def test_the_same_day_is_not_noted_twice_nor_for_the_contrary(known: str, wanted: str, *, refused: bool) -> None:
    days_noted(known, SATURDAY)
    if refused:
        with pytest.raises(Invalid, match="ya están anotados"):
            days_noted(wanted, SATURDAY)
    else:
        days_noted(wanted, SATURDAY)
    assert CalendarException.objects.count() == (1 if refused else 2)


@pytest.mark.parametrize(("first", "last"), [(13, 16), (16, 20), (14, 20), (16, 16)])
def test_days_overlap_by_any_of_them(first: int, last: int) -> None:
    days_noted("suspended", date(2021, 7, 15), FRIDAY)
    with pytest.raises(Invalid, match="ya están anotados: Suspensión de términos: Fiestas patronales"):
        days_noted("suspended", date(2021, 7, first), date(2021, 7, last))
    days_noted("suspended", SATURDAY, date(2021, 7, 20))


def test_days_are_corrected_with_a_reason_that_stays_in_the_ledger() -> None:
    noted = days_noted("closed", FRIDAY)
    _edit_days(noted, ends_on=SATURDAY, motive="Fiestas del pueblo")
    kept = CalendarException.objects.get()
    assert (kept.starts_on, kept.ends_on, kept.motive, kept.version) == (FRIDAY, SATURDAY, "Fiestas del pueblo", 2)
    assert _told_of("change_calendarexception") == {
        "ends_on": ["2021-07-16", "2021-07-17"],
        "motive": ["Fiestas patronales", "Fiestas del pueblo"],
        "reason": "Estaba mal copiado",
    }


def test_a_correction_needs_a_reason_makes_sense_and_is_not_late() -> None:
    noted, other = days_noted("closed", FRIDAY), days_noted("closed", date(2021, 7, 19))
    before = queries.head()
    with pytest.raises(Invalid, match="Falta la razón"):
        _edit_days(noted, ends_on=SATURDAY, why="  ")
    with pytest.raises(Invalid, match="ya están anotados"):
        _edit_days(other, starts_on=FRIDAY)
    with pytest.raises(Stale):
        _edit_days(noted, act="Decreto 46", expected=2)
    assert queries.head() == before


def test_days_are_withdrawn_with_a_reason_and_put_back() -> None:
    noted = days_noted("closed", FRIDAY)
    with clock.travel(TODAY):
        withdraw_exception(noted, why="  El decreto  se derogó ", expected=1, by=insider())
    kept = CalendarException.objects.get()
    assert (kept.state, kept.withdrawn_on, kept.withdrawn_reason) == ("withdrawn", TODAY, "El decreto se derogó")
    assert _told_of("withdraw_exception")["reason"] == "El decreto se derogó"
    put_back_exception(kept, expected=2, by=BY)
    kept = CalendarException.objects.get()
    assert (kept.state, kept.withdrawn_on, kept.withdrawn_reason) == ("in_force", None, "")


def test_withdrawing_needs_a_reason_and_happens_once() -> None:
    noted = days_noted("closed", FRIDAY)
    with pytest.raises(Invalid, match="Falta la razón"):
        withdraw_exception(noted, why=" ", expected=1, by=BY)
    with pytest.raises(Stale):
        withdraw_exception(noted, why="Error", expected=2, by=BY)
    withdraw_exception(noted, why="Error", expected=1, by=BY)
    with pytest.raises(WrongState):
        withdraw_exception(noted, why="Error", expected=2, by=BY)
    with pytest.raises(WrongState, match="no se corrige"):
        _edit_days(noted, act="Decreto 46")
    put_back_exception(noted, expected=2, by=BY)
    with pytest.raises(WrongState):
        put_back_exception(noted, expected=3, by=BY)


def test_what_others_took_the_place_of_is_not_put_back() -> None:
    noted = days_noted("closed", FRIDAY)
    withdraw_exception(noted, why="Error", expected=1, by=BY)
    days_noted("closed", FRIDAY, motive="Día cívico")
    with pytest.raises(Invalid, match="ya están anotados: Día no hábil local: Día cívico"):
        put_back_exception(noted, expected=2, by=BY)


# --- terms ------------------------------------------------------------------------------------------------------------


def test_a_term_is_changed_from_a_day_on() -> None:
    with clock.travel(TODAY):
        changed = change_term(
            TermKey.SILENCE, 20, starts_on=MARCH, reason=" Lo  decidió el comité ", norm=" Acta  3 ", by=insider()
        )
    kept = TermChange.objects.get()
    assert (kept, kept.key, kept.value, kept.starts_on) == (changed, "silencio", 20, MARCH)
    assert (kept.reason, kept.norm, kept.noted_on, kept.state) == ("Lo decidió el comité", "Acta 3", TODAY, "in_force")
    assert (term(TermKey.SILENCE, date(2021, 2, 28)), term(TermKey.SILENCE, MARCH)) == (30, 20)


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        (TermKey.PETITION, 0, "Días hábiles: entre 1 y 250"),
        (TermKey.PETITION, 251, "Días hábiles: entre 1 y 250"),
        (TermKey.SATURDAYS_COUNT, 2, "Sí o no: entre 0 y 1"),
        (TermKey.MANAGEMENT_REPORT, 32, "Día de enero: entre 1 y 31"),
    ],
)
def test_a_value_stays_in_its_bounds(key: TermKey, value: int, told: str) -> None:
    with pytest.raises(Invalid, match=told):
        a_changed_term(key, value, MARCH)
    assert TermChange.objects.count() == 0


@pytest.mark.parametrize(("reason", "norm"), [(" ", "Acta 3"), ("Lo decidió el comité", "")])
def test_a_change_needs_a_reason_and_a_norm(reason: str, norm: str) -> None:
    with pytest.raises(Invalid, match="Faltan el motivo o la norma"):
        change_term(TermKey.SILENCE, 20, starts_on=MARCH, reason=reason, norm=norm, by=BY)


def test_a_term_changes_once_a_day() -> None:
    a_changed_term(TermKey.SILENCE, 20, MARCH)
    with pytest.raises(Invalid, match="ya cambia ese día"):
        a_changed_term(TermKey.SILENCE, 25, MARCH)
    a_changed_term(TermKey.SILENCE, 25, JUNE)
    a_changed_term(TermKey.DUE_SOON, 25, MARCH)
    assert TermChange.objects.count() == 3


def test_a_change_of_a_term_is_withdrawn_and_put_back() -> None:
    changed = a_changed_term(TermKey.SILENCE, 20, MARCH)
    with clock.travel(TODAY):
        withdraw_term_change(changed, why="El comité  lo revocó", expected=1, by=BY)
    kept = TermChange.objects.get()
    assert (kept.state, kept.withdrawn_on, kept.withdrawn_reason) == ("withdrawn", TODAY, "El comité lo revocó")
    assert term(TermKey.SILENCE, MARCH) == 30
    put_back_term_change(kept, expected=2, by=BY)
    assert (term(TermKey.SILENCE, MARCH), TermChange.objects.get().withdrawn_reason) == (20, "")
    assert _verbs(0) == ["create_termchange", "withdraw_term_change", "put_back_term_change"]


def test_a_change_is_withdrawn_once_with_a_reason_and_put_back_where_none_took_its_place() -> None:
    changed = a_changed_term(TermKey.SILENCE, 20, MARCH)
    with pytest.raises(Invalid, match="Falta la razón"):
        withdraw_term_change(changed, why="", expected=1, by=BY)
    withdraw_term_change(changed, why="Error", expected=1, by=BY)
    with pytest.raises(WrongState):
        withdraw_term_change(changed, why="Error", expected=2, by=BY)
    a_changed_term(TermKey.SILENCE, 25, MARCH)
    with pytest.raises(Invalid, match="ya cambia ese día"):
        put_back_term_change(changed, expected=2, by=BY)


# --- Units kept apart ------------------------------------------------------------------------------------------------


def test_two_names_are_kept_apart_once_whatever_their_order_or_accents() -> None:
    first = keep_apart("Secretaría  de Salud", "Secretaria de Salud Mental", by=BY)
    assert keep_apart("SECRETARIA DE SALUD MENTAL", "Secretaría de Salud", by=BY) == first
    assert (first.name, first.other_name) == ("Secretaría de Salud", "Secretaria de Salud Mental")
    assert first.since == clock.today()
    assert names_kept_apart() == {frozenset(("secretaria de salud", "secretaria de salud mental"))}


def test_names_of_one_unit_are_not_kept_apart() -> None:
    unit = add_unit("Prensa", by=BY)
    add_alias(unit, "Comunicaciones", on=clock.today(), by=BY)
    for one, other in (("Prensa", "Comunicaciones"), ("Prensa", "PRENSA")):
        with pytest.raises(Invalid, match="ya son una sola"):
            keep_apart(one, other, by=BY)


def test_what_was_kept_apart_is_forgotten_at_will_and_by_joining() -> None:
    unit = add_unit("Prensa", by=BY)
    forget_distinction(keep_apart("Prensa", "Prensas", by=BY), by=BY)
    assert names_kept_apart() == frozenset()
    keep_apart("Prensa", "Prensas", by=BY)
    add_alias(unit, "Prensas", on=clock.today(), by=BY)
    assert names_kept_apart() == frozenset()
    verbs = LedgerEntry.objects.filter(kind="unitdistinction").order_by("sequence").values_list("verb", flat=True)
    assert list(verbs) == ["keep_units_apart", "forget_distinction"] * 2


@pytest.mark.parametrize("role", Role)
def test_who_may_edit_units_keeps_them_apart(role: Role) -> None:
    person, known = a_person("Ana", role), keep_apart("A", "B", by=BY)
    for deed in (lambda: keep_apart("C", "D", by=person), lambda: forget_distinction(known, by=person)):
        if Perm.EDIT_UNITS in ROLE_CARDS[role].permissions:
            deed()
        else:
            with pytest.raises(NotAllowed):
                deed()
