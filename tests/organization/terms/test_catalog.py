"""The terms themselves: each figure beside the article that fixes it, or marked as one that nobody confirmed."""

from datetime import date

import pytest

from rendir.foundation.organization.terms import TERMS, Mark, Term, TermKey, TermUnit, term_of
from rendir.foundation.organization.terms.catalog import OWN

IN_2021, IN_2023 = date(2021, 6, 1), date(2023, 6, 1)
W, C, B, M, J = (
    TermUnit.WORKING_DAYS,
    TermUnit.CALENDAR_DAYS,
    TermUnit.DAYS_BEFORE,
    TermUnit.MONTHS,
    TermUnit.DAY_OF_JANUARY,
)
BY_LAW = {
    TermKey.PLAN_PUBLICATION: (31, J, "Ley 1474 de 2011, art. 74"),
    TermKey.MANAGEMENT_REPORT: (31, J, "Ley 1474 de 2011, art. 74"),
    TermKey.REPORT_PUBLICATION: (1, M, "Ley 1712 de 2014, arts. 10 d y 11 e"),
    TermKey.ACCOUNTABILITY_ANSWER: (15, W, "Ley 1757 de 2015, art. 56; Ley 4 de 1913, art. 62"),
    TermKey.PETITION: (15, W, "Ley 1437 de 2011, art. 14 "),
    TermKey.INFORMATION_REQUEST: (10, W, "Ley 1437 de 2011, art. 14, num. 1"),
    TermKey.CONSULTATION: (30, W, "Ley 1437 de 2011, art. 14, num. 2"),
    TermKey.BETWEEN_AUTHORITIES: (10, W, "Ley 1437 de 2011, art. 30"),
    TermKey.TRANSFER: (5, W, "Ley 1437 de 2011, art. 21"),
    TermKey.COMPLETION_REQUEST: (10, W, "Ley 1437 de 2011, art. 17"),
    TermKey.COMPLETION: (1, M, "Ley 1437 de 2011, art. 17"),
    TermKey.CLARIFICATION: (10, W, "Ley 1437 de 2011, art. 19"),
    TermKey.SILENCE_COPIES: (3, W, "Ley 1437 de 2011, art. 14, num. 1"),
    TermKey.EXTENSION_LIMIT: (2, TermUnit.NUMBER, "Ley 1437 de 2011, art. 14, par."),
    TermKey.ALIKE: (10, TermUnit.NUMBER, "Ley 1437 de 2011, art. 22"),
    TermKey.OUTAGE: (3, W, "Ley 1437 de 2011, art. 62, num. 2"),
    TermKey.DATA_QUERY: (10, W, "Ley 1581 de 2012, art. 14"),
    TermKey.DATA_QUERY_EXTENSION: (5, W, "Ley 1581 de 2012, art. 14"),
    TermKey.DATA_CLAIM: (15, W, "Ley 1581 de 2012, art. 15"),
    TermKey.DATA_CLAIM_EXTENSION: (8, W, "Ley 1581 de 2012, art. 15"),
}
PARAMETERS = {
    TermKey.INTERNAL_CONTROL_REPORT: (10, W, Mark.PRACTICE),
    TermKey.INTERNAL_CONTROL_REPLY: (5, W, Mark.TO_CONFIRM),
    TermKey.CONTROL_WHOLE: (100, TermUnit.PERCENT, Mark.TO_CONFIRM),
    TermKey.CONTROL_PARTLY: (50, TermUnit.PERCENT, Mark.TO_CONFIRM),
    TermKey.CONTROL_NONE: (0, TermUnit.PERCENT, Mark.TO_CONFIRM),
    TermKey.DUE_SOON: (10, B, Mark.TO_CONFIRM),
    TermKey.SILENCE: (30, C, Mark.TO_CONFIRM),
    TermKey.FIRST_REMINDER: (30, B, Mark.TO_CONFIRM),
    TermKey.SECOND_REMINDER: (10, B, Mark.TO_CONFIRM),
    TermKey.LAST_REMINDER: (3, B, Mark.TO_CONFIRM),
    TermKey.REPORT_BEFORE_HEARING: (30, B, Mark.TO_CONFIRM),
    TermKey.INVITATION: (30, B, Mark.TO_CONFIRM),
    TermKey.SMALL_COUNT: (5, TermUnit.NUMBER, Mark.TO_CONFIRM),
    TermKey.NAMES_OF_CONTRACTORS: (0, TermUnit.YES_NO, Mark.TO_CONFIRM),
    TermKey.CHARACTERISATION_AGE: (24, M, Mark.TO_CONFIRM),
    TermKey.SATURDAYS_COUNT: (0, TermUnit.YES_NO, Mark.CITED),
    TermKey.COUNT_FROM_FILING: (0, TermUnit.YES_NO, Mark.TO_CONFIRM),
}


@pytest.mark.parametrize("key", BY_LAW)
def test_a_term_of_law_says_what_its_article_says(key: TermKey) -> None:
    value, unit, norm = BY_LAW[key]
    told = term_of(key).on(max(IN_2023, date(2025, 6, 1)))
    assert (told.value, term_of(key).unit, told.norm.startswith(norm)) == (value, unit, True)


@pytest.mark.parametrize("key", PARAMETERS)
def test_a_parameter_is_marked_as_one(key: TermKey) -> None:
    value, unit, mark = PARAMETERS[key]
    told = term_of(key).on(IN_2023)
    assert (told.value, term_of(key).unit, told.mark) == (value, unit, mark)


def test_every_term_is_one_of_the_two() -> None:
    assert {*BY_LAW, *PARAMETERS} == set(TermKey) == {term.key for term in TERMS}
    assert len(TERMS) == len(TermKey)


@pytest.mark.parametrize(
    ("key", "value"),
    [(TermKey.PETITION, 30), (TermKey.INFORMATION_REQUEST, 20), (TermKey.CONSULTATION, 35)],
)
def test_the_emergency_lengthened_the_three_terms_of_petitions(key: TermKey, value: int) -> None:
    """Decreto Legislativo 491 de 2020, art. 5; Ley 2207 de 2022, in force from 18 May."""
    inside = {term_of(key).on(day).value for day in (date(2020, 3, 28), IN_2021, date(2022, 5, 17))}
    outside = {term_of(key).on(day).value for day in (date(2020, 3, 27), date(2022, 5, 18))}
    assert (inside, outside) == ({value}, {BY_LAW[key][0]})


def test_the_emergency_lengthened_no_other_term() -> None:
    """It changed article 14; an answer of accountability in 2021 has its fifteen days."""
    moved = [term.key for term in TERMS if term.on(IN_2021).value != term.on(IN_2023).value]
    assert moved == [TermKey.PETITION, TermKey.INFORMATION_REQUEST, TermKey.CONSULTATION]


def test_the_plan_that_contains_the_strategy_changes_with_the_year() -> None:
    """Decreto 1122 de 2024: from 2025 participation goes into the plan of action."""
    norms = [term_of(TermKey.PLAN_PUBLICATION).on(date(year, 6, 1)).norm for year in (2021, 2024, 2025)]
    assert norms == [
        "Decreto 1081 de 2015, art. 2.1.4.8 (PAAC)",
        "Decreto 1081 de 2015, art. 2.1.4.8 (PAAC)",
        "Ley 1474 de 2011, art. 74 (plan de acción)",
    ]


@pytest.mark.parametrize("term", TERMS, ids=lambda one: one.key)
def test_a_term_has_always_a_value_in_its_bounds_and_a_norm(term: Term) -> None:
    least, most = term.unit.bounds
    assert term.values[0].starts_on is None
    assert [one for one in term.values if not least <= one.value <= most or not one.norm] == []
    assert term.title[0].isupper()
    assert term.counts.endswith(".")


@pytest.mark.parametrize("term", TERMS, ids=lambda one: one.key)
def test_what_no_norm_fixes_is_not_said_to_be_verified(term: Term) -> None:
    assert [one for one in term.values if one.norm == OWN and one.mark != Mark.TO_CONFIRM] == []


def test_terms_of_one_group_stand_together() -> None:
    groups = [term.group for term in TERMS]
    assert groups == sorted(groups, key=groups.index)


def test_there_is_no_other_term() -> None:
    with pytest.raises(KeyError):
        term_of("plazo-inventado")
