"""Of which year and day a document is: from its name, its folders or itself; never invented."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.archive.rules.dates import Dating, Origin, propose_dates

NAME, FOLDER, FILE, NOTHING = Origin.NAME, Origin.FOLDER, Origin.FILE, Origin.NOTHING
APRIL = date(2019, 4, 30)


@pytest.mark.parametrize(
    ("path", "created", "expected"),
    [
        ("Acta 2019-04-30.pdf", "", Dating(2019, NAME, APRIL, NAME)),
        ("Acta 20190430.pdf", "", Dating(2019, NAME, APRIL, NAME)),
        ("Acta 30-04-2019.pdf", "", Dating(2019, NAME, APRIL, NAME)),
        ("Acta 30 de abril de 2019.pdf", "", Dating(2019, NAME, APRIL, NAME)),
        ("ACTA_30_DE_ABRIL_DEL_2019.pdf", "", Dating(2019, NAME, APRIL, NAME)),
        ("2017/Acta 2019-04-30.pdf", "2020-01-01", Dating(2019, NAME, APRIL, NAME)),
        ("Informe 2019.pdf", "", Dating(2019, NAME, None, NOTHING)),
        ("Informe 2019.pdf", "2019-04-30T10:00:00", Dating(2019, NAME, APRIL, FILE)),
        ("Informe 2019.pdf", "2020-04-30", Dating(2019, NAME, None, NOTHING)),
        ("Rendición 2018/Actas/Acta.pdf", "", Dating(2018, FOLDER, None, NOTHING)),
        ("2017/2018/Acta.pdf", "", Dating(2018, FOLDER, None, NOTHING)),
        ("2018/Plan 2016-2019.pdf", "", Dating(2018, FOLDER, None, NOTHING)),
        ("Plan 2016-2019.pdf", "", Dating(None, NOTHING, None, NOTHING)),
        ("Acta.pdf", "2019-04-30T10:00:00", Dating(2019, FILE, APRIL, FILE)),
        ("Acta.pdf", "2019-99-30", Dating(None, NOTHING, None, NOTHING)),
        ("Acta.pdf", "1970-01-01", Dating(None, NOTHING, None, NOTHING)),
        ("Acta 2099.pdf", "2099-01-01", Dating(None, NOTHING, None, NOTHING)),
        ("Acta 2019-13-45.pdf", "", Dating(2019, NAME, None, NOTHING)),
        ("Acta 2035-04-30.pdf", "", Dating(None, NOTHING, None, NOTHING)),
        ("Radicado 1201945.pdf", "", Dating(None, NOTHING, None, NOTHING)),
    ],
)
def test_a_proposal_says_where_it_comes_from(path: str, created: str, expected: Dating) -> None:
    assert propose_dates(path, created, latest=2021) == expected


@given(st.text(max_size=80), st.text(max_size=20))
def test_any_name_has_a_proposal_that_agrees_with_itself(path: str, created: str) -> None:
    found = propose_dates(path, created, latest=2021)
    assert (found.year is None) == (found.year_from is NOTHING)
    assert (found.day is None) == (found.day_from is NOTHING)
    assert found.day is None or found.day.year == found.year


def test_each_origin_has_words() -> None:
    assert [one for one in Origin if not one.told] == []
