"""The variables that may be counted from a table."""

import pytest

from rendir.foundation.core.spanish import fold
from rendir.information.audiences.rules.variables import VARIABLES, adult_age, variables_of
from rendir.information.audiences.rules.vocabulary import AudienceKind, Dimension


def test_each_variable_has_its_key_and_describes_one_kind_or_both() -> None:
    assert len({one.key for one in VARIABLES}) == len(VARIABLES)
    both = {one.key for one in VARIABLES if len(one.kinds) == 2}
    assert both == {one.key for one in VARIABLES if one.dimension == Dimension.GEOGRAPHIC}


@pytest.mark.parametrize("kind", AudienceKind)
def test_no_two_variables_of_a_kind_share_a_title(kind: AudienceKind) -> None:
    titles = [fold(name) for one in variables_of(kind, sensitive=True) for name in (one.label, *one.synonyms)]
    assert sorted(titles) == sorted(set(titles))


def test_what_is_sensitive_is_offered_only_where_it_may_be_counted() -> None:
    """Ley 1581 de 2012, art. 5."""
    offered = {one.key for one in variables_of(AudienceKind.PERSONS, sensitive=True)}
    assert offered - {one.key for one in variables_of(AudienceKind.PERSONS, sensitive=False)} == {
        "genero",
        "etnia",
        "discapacidad",
        "victima",
        "lengua",
        "organizacion",
    }


def test_an_age_becomes_a_course_of_life() -> None:
    assert [adult_age(one) for one in ("18", "35", "71")] == ["De 18 a 28 años", "De 29 a 59 años", "60 años o más"]


@pytest.mark.parametrize(("written", "message"), [("17", "menor de edad"), ("200", "No es una edad"), ("x", "número")])
def test_of_a_minor_nothing_is_counted(written: str, message: str) -> None:
    """Ley 1581 de 2012, art. 7."""
    with pytest.raises(ValueError, match=message):
        adult_age(written)
