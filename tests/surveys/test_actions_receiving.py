"""Answers received: once, whole, by no identity, and so that nothing kept ties one to who gave it."""

from datetime import date
from typing import Any

import pytest

from factories.accounts import insider, outsider
from factories.surveys import BY, a_closed, a_draft, an_answer, an_open, answered
from rendir.foundation.audit.models import IdempotencyKey, LedgerEntry
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed, WrongState
from rendir.information.surveys.actions.codes import make_codes
from rendir.information.surveys.actions.receiving import clean_code, receive_answer, receive_public_answer
from rendir.information.surveys.models import (
    AccessMode,
    Channel,
    Receipt,
    Response,
    Survey,
    SurveyCode,
    TextAnswer,
)

pytestmark = pytest.mark.usefixtures("_today")
SENDING = "k3m9x7pqk3m9x7pqk3m9x7pq"


def test_what_arrives_twice_is_received_once() -> None:
    survey = an_open()
    assert receive_public_answer(survey, an_answer(), sending=SENDING) is True
    assert receive_public_answer(survey, an_answer(), sending=SENDING) is False
    assert receive_public_answer(survey, an_answer(), sending=SENDING.upper()) is True
    assert Response.objects.count() == 2


def test_a_code_answers_once_however_it_is_typed() -> None:
    survey = an_open(access=AccessMode.CODE)
    (code,) = make_codes(survey, 1, expected=survey.version, by=BY)
    with pytest.raises(Invalid):
        receive_public_answer(survey, an_answer(), sending=SENDING)
    with pytest.raises(Invalid):
        receive_public_answer(survey, an_answer(), sending=SENDING, code="zzzz-zzzz")
    typed = f" {code.upper().replace('-', ' ')} "
    assert clean_code(typed) == code.replace("-", "")
    assert receive_public_answer(survey, an_answer(), sending=SENDING, code=typed)
    with pytest.raises(Invalid):
        receive_public_answer(survey, an_answer(), sending="otro", code=code)
    assert (Response.objects.count(), SurveyCode.objects.filter(used=True).count()) == (1, 1)


def test_a_code_of_another_survey_does_not_serve() -> None:
    survey, other = an_open(access=AccessMode.CODE), an_open(title="Otra", access=AccessMode.CODE)
    (code,) = make_codes(other, 1, expected=other.version, by=BY)
    with pytest.raises(Invalid):
        receive_public_answer(survey, an_answer(), sending=SENDING, code=code)


def test_an_answer_keeps_its_day_and_its_way_and_no_moment() -> None:
    survey = an_open()
    receive_public_answer(survey, an_answer(), sending=SENDING)
    kept = Response.objects.get()
    assert (kept.day, kept.channel) == (date(2021, 10, 15), Channel.LINK)
    for model in (Response, TextAnswer, Receipt, SurveyCode):
        told = [one.get_internal_type() for one in model._meta.concrete_fields]
        assert "DateTimeField" not in told
    assert "p9" not in kept.answers
    assert TextAnswer.objects.get().text == "El acueducto"


def test_nothing_ties_an_answer_to_a_code_a_text_or_an_entry_of_the_ledger() -> None:
    survey = an_open(access=AccessMode.CODE)
    (code,) = make_codes(survey, 1, expected=survey.version, by=BY)
    entries = LedgerEntry.objects.count()
    receive_public_answer(survey, an_answer(), sending=SENDING, code=code)
    assert LedgerEntry.objects.count() == entries
    assert not IdempotencyKey.objects.exists()
    private = {Response, TextAnswer, SurveyCode, Receipt}
    for model in private:
        points_at = {one.related_model for one in model._meta.concrete_fields if one.is_relation}
        assert points_at == {Survey}


def test_identities_say_nothing_of_the_order() -> None:
    survey = an_open()
    for number in range(8):
        receive_public_answer(survey, an_answer(p8=20 + number), sending=f"{SENDING}{number}")
    orders = [one.answers["p8"] for one in Response.objects.order_by("pk")]
    ids = list(Response.objects.values_list("pk", flat=True))
    assert sorted(orders) == list(range(20, 28))
    assert max(ids) - min(ids) > 10**6  # drawn from 62 bits: a sequence would be tight


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "No hay ninguna respuesta."),
        ({"p77": "o1"}, "No hay ninguna respuesta."),
        (an_answer(p1=None), "Hay respuestas por corregir."),
        (an_answer(p2=9), "Hay respuestas por corregir."),
    ],
)
def test_what_cannot_be_is_refused(answers: dict[str, Any], said: str) -> None:
    with pytest.raises(Invalid) as refused:
        receive_public_answer(an_open(), answers, sending=SENDING)
    assert refused.value.message == said
    assert not Receipt.objects.exists()


def test_before_its_first_day_and_after_its_last_it_is_not_answered() -> None:
    survey = an_open(opens_on=date(2021, 10, 20))
    with pytest.raises(WrongState):
        receive_public_answer(survey, an_answer(), sending=SENDING)
    with clock.travel(date(2021, 10, 20)):
        assert receive_public_answer(survey, an_answer(), sending=SENDING)
    with clock.travel(date(2021, 10, 30)), pytest.raises(WrongState):
        receive_public_answer(survey, an_answer(), sending="otro")


def test_paper_may_come_after_the_last_day_and_leave_blanks() -> None:
    survey = an_open()
    with clock.travel(date(2021, 11, 3)):
        assert receive_answer(survey, {"p2": 3}, channel=Channel.PAPER, by=BY)
    with pytest.raises(Invalid):
        receive_answer(survey, {"p2": 3}, channel=Channel.ASSISTED, by=BY)


def test_what_somebody_is_helped_with_arrives_once() -> None:
    survey, by = an_open(), insider()
    told: dict[str, Any] = {"channel": Channel.ASSISTED, "sending": SENDING, "by": by}
    assert (receive_answer(survey, an_answer(), **told), receive_answer(survey, an_answer(), **told)) == (True, False)
    answered(survey, an_answer(), an_answer())
    assert Response.objects.count() == 3


def test_only_an_open_survey_receives_and_only_from_who_may() -> None:
    for survey in (a_draft(), a_closed(title="Otra")):
        with pytest.raises(WrongState):
            receive_answer(survey, an_answer(), channel=Channel.PAPER, by=BY)
    with pytest.raises(NotAllowed):
        receive_answer(an_open(title="Tercera"), an_answer(), channel=Channel.PAPER, by=outsider())


def test_codes_are_made_before_it_closes_and_where_they_serve() -> None:
    with_link = an_open()
    with pytest.raises(WrongState):
        make_codes(with_link, 1, expected=with_link.version, by=BY)
    closed = a_closed(title="Otra", access=AccessMode.CODE)
    with pytest.raises(WrongState):
        make_codes(closed, 1, expected=closed.version, by=BY)
    survey = an_open(title="Tercera", access=AccessMode.CODE)
    for number in (0, 2001):
        with pytest.raises(Invalid):
            make_codes(survey, number, expected=survey.version, by=BY)
    codes = make_codes(survey, 5, expected=survey.version, by=BY)
    assert (len({*codes}), survey.codes_given, SurveyCode.objects.filter(survey=survey).count()) == (5, 8, 8)
    kept = {*SurveyCode.objects.values_list("digest", flat=True)}
    assert not [code for code in codes if any(code.replace("-", "") in digest for digest in kept)]
