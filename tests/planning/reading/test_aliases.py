"""Which names may be one responsible: proposed, never joined, and never again once a person said that they are two."""

import pytest

from rendir.foundation.core.spanish import fold
from rendir.plan.planning.reading.aliases import names_alike
from rendir.plan.planning.reading.apart import read_schedule_apart
from rendir.plan.planning.reading.findings import FindingCode

LONG, SHORT = "Oficina de Comunicaciones", "Oficina de Comunicacion"
WHOLE = "Secretaría de Desarrollo Social y Vivienda"
INSIDE = "Secretaría de Desarrollo Social"


def test_names_spelt_almost_alike_or_one_inside_the_other_are_pairs_in_order() -> None:
    names = [WHOLE, LONG, "Comisaría 1", INSIDE, "Comisaría 2", SHORT]
    assert names_alike(names) == [(WHOLE, INSIDE), (LONG, SHORT)]


@pytest.mark.parametrize("pair", [(WHOLE, INSIDE), (LONG, SHORT)])
def test_what_was_said_to_be_two_is_no_pair_whatever_its_accents(pair: tuple[str, str]) -> None:
    names = [WHOLE, LONG, INSIDE, SHORT]
    said = frozenset(fold(one) for one in pair)
    assert names_alike(names, [said]) == [one for one in names_alike(names) if one != pair]


def _told(apart: list[frozenset[str]]) -> list[FindingCode]:
    rows = [
        "Componente\tActividad\tMeta o producto\tCuatrimestre 1\tResponsable",
        f"Información\tPublicar el informe\tInforme\tX\t{LONG}",
        f"Información\tPublicar el boletín\tBoletín\tX\t{LONG}",
        f"Información\tPublicar la cartilla\tCartilla\tX\t{SHORT}",
        f"Diálogo\tReunirse en la vereda\tActa\tX\t{WHOLE}",
        f"Diálogo\tReunirse en el barrio\tActa\tX\t{INSIDE}",
    ]
    reading = read_schedule_apart("\n".join(rows).encode(), filename="plan.txt", year=2021, apart=apart)
    asked = {FindingCode.POSSIBLE_SAME_UNIT, FindingCode.UNIT_MAY_CONTAIN}
    return sorted(one.code for one in reading.findings if one.code in asked)


def test_a_file_read_anew_asks_only_of_what_nobody_decided() -> None:
    assert _told([]) == [FindingCode.POSSIBLE_SAME_UNIT, FindingCode.UNIT_MAY_CONTAIN]
    spelling, inside = (frozenset(map(fold, pair)) for pair in ((LONG, SHORT), (WHOLE, INSIDE)))
    assert _told([spelling]) == [FindingCode.UNIT_MAY_CONTAIN]
    assert _told([inside]) == [FindingCode.POSSIBLE_SAME_UNIT]
    assert _told([spelling, inside]) == []
