"""Nobody's name is kept by mistake: in doubt a supplier is somebody (Ley 1581 de 2012, art. 3 c)."""

import pytest

from rendir.information.spending.rules.suppliers import NATURAL_PERSON, is_company, published_name


@pytest.mark.parametrize(
    ("name", "kind", "document", "group", "expected"),
    [
        ("Rosalba Ejemplo", "Cédula de Ciudadanía", "24300111", "", False),
        ("Rosalba Ejemplo", "CC", "901300111", "", False),
        ("Rosalba Ejemplo", "Permiso por Protección Temporal", "1", "", False),
        ("Rosalba Ejemplo", "Nit de Persona Natural", "24300111", "", False),
        ("Rosalba Ejemplo", "NIT", "24300111", "", False),
        ("Rosalba Ejemplo", "NIT", "1053777888", "", False),
        ("Rosalba Ejemplo", "No Definido", "", "", False),
        ("Ana S A Ejemplo", "No Definido", "", "", False),
        ("Vías del Sur", "NIT", "900123456", "", True),
        ("Vías del Sur", "NIT", "900.123.456-1", "", True),
        ("Vías del Sur", "Nit de Persona Jurídica", "1", "", True),
        ("Papeles S.A.S.", "No Definido", "", "", True),
        ("Papeles Ltda", "", "", "", True),
        ("UNIÓN TEMPORAL AGUAS", "No Definido", "", "", True),
        ("Aguas 2021", "Cédula de Ciudadanía", "24300111", "Si", True),
    ],
)
def test_who_is_a_company(name: str, kind: str, document: str, group: str, expected: bool) -> None:
    assert is_company(name, document_kind=kind, document=document, is_group=group) is expected


def test_the_name_of_somebody_is_kept_only_where_the_entity_decided_it() -> None:
    of = {"document_kind": "CC", "document": "24300111"}
    assert published_name("Rosalba  Ejemplo", **of, names_people=False) == (NATURAL_PERSON, True)
    assert published_name("Rosalba  Ejemplo", **of, names_people=True) == ("Rosalba Ejemplo", True)
    assert published_name("Papeles S.A.S.", document_kind="NIT", document="", names_people=False) == (
        "Papeles S.A.S.",
        False,
    )
    assert published_name("", document_kind="", document="", names_people=False) == ("", False)
