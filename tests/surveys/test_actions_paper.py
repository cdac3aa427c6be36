"""Sheets of paper: numbered, keyed by two people, decided where they differ, and then forgotten."""

import pytest

from factories.accounts import a_person, insider, outsider
from factories.surveys import BY, a_draft, an_answer, an_open
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.models import LedgerPayload
from rendir.foundation.core.refusal import Invalid, NotAllowed, WrongState
from rendir.information.surveys.actions.paper import key_sheet, print_sheets, settle_sheet, void_sheet
from rendir.information.surveys.models import Channel, Keying, Response
from rendir.information.surveys.states import SheetState

pytestmark = pytest.mark.usefixtures("_today")


def test_sheets_are_numbered_on_from_the_last() -> None:
    survey = an_open()
    assert [one.number for one in print_sheets(survey, 2, by=BY)] == [1, 2]
    assert [str(one) for one in print_sheets(survey, 2, by=BY)] == ["Hoja 3", "Hoja 4"]
    for number in (0, 101):
        with pytest.raises(Invalid):
            print_sheets(survey, number, by=BY)
    with pytest.raises(WrongState):
        print_sheets(a_draft(title="Otra"), 1, by=BY)
    with pytest.raises(NotAllowed):
        print_sheets(survey, 1, by=outsider())


def test_two_people_who_read_the_same_count_it() -> None:
    (sheet,) = print_sheets(an_open(), 1, by=BY)
    first, second = insider(), a_person("Carla", Role.CITIZEN_SERVICE)
    assert key_sheet(sheet, an_answer(), by=first).state == SheetState.KEYED
    assert not Response.objects.exists()
    with pytest.raises(Invalid):
        key_sheet(sheet, an_answer(), by=first)
    assert key_sheet(sheet, an_answer(), by=second).state == SheetState.SETTLED
    assert Response.objects.get().channel == Channel.PAPER
    assert not Keying.objects.exists()
    with pytest.raises(WrongState):
        void_sheet(sheet, reason="Tarde", by=first)


def test_where_they_differ_the_paper_decides() -> None:
    (sheet,) = print_sheets(an_open(), 1, by=BY)
    key_sheet(sheet, an_answer(p8=40), by=insider())
    key_sheet(sheet, an_answer(p8=46), by=a_person("Carla", Role.CITIZEN_SERVICE))
    assert (sheet.state, Keying.objects.count()) == (SheetState.DIFFERENT, 2)
    settle_sheet(sheet, an_answer(p8=46), by=BY)
    with pytest.raises(WrongState):
        settle_sheet(sheet, an_answer(p8=46), by=BY)
    assert Response.objects.get().answers["p8"] == 46
    assert not Keying.objects.exists()


def test_a_third_reading_is_not_a_keying() -> None:
    (sheet,) = print_sheets(an_open(), 1, by=BY)
    key_sheet(sheet, an_answer(p8=40), by=insider())
    key_sheet(sheet, an_answer(p8=46), by=a_person("Carla", Role.CITIZEN_SERVICE))
    with pytest.raises(WrongState):
        key_sheet(sheet, an_answer(), by=a_person("Dora", Role.PLANNING))


def test_blanks_are_no_mistake_and_what_cannot_be_is() -> None:
    (sheet,) = print_sheets(an_open(), 1, by=BY)
    with pytest.raises(Invalid):
        key_sheet(sheet, {}, by=BY)
    with pytest.raises(Invalid):
        key_sheet(sheet, {"p2": 9}, by=BY)
    assert key_sheet(sheet, {"p2": 3}, by=BY).state == SheetState.KEYED


def test_a_void_sheet_says_why_and_keeps_nothing() -> None:
    (sheet,) = print_sheets(an_open(), 1, by=BY)
    key_sheet(sheet, an_answer(), by=BY)
    with pytest.raises(Invalid):
        void_sheet(sheet, reason=" ", by=BY)
    void_sheet(sheet, reason="Se mojó", by=BY)
    assert (sheet.state, sheet.state_reason, Keying.objects.count()) == (SheetState.VOID, "Se mojó", 0)
    assert not Response.objects.exists()


def test_what_is_keyed_is_written_nowhere_else() -> None:
    (sheet,) = print_sheets(an_open(), 1, by=BY)
    key_sheet(sheet, an_answer(p9="Solo yo escribo así"), by=BY)
    void_sheet(sheet, reason="Se mojó", by=BY)
    assert not [one for one in LedgerPayload.objects.all() if "Solo yo escribo" in str(one.body)]
    kept = LedgerPayload.objects.filter(entry__verb="keep_keying", reserved=False).get()
    assert kept.body["answers"] == "(no se escribe)"
    assert str(Keying(sheet=sheet, place=1)) == "Hoja 1, 1"
