"""What is personal in a text is found; what only looks like it is left alone.

Ley 1581 de 2012, arts. 4 (c, f), 5 and 7.
"""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.library.rules.personal import PersonalFinding, PersonalKind, screen

IDENTITY, PHONE, MAIL = PersonalKind.IDENTITY, PersonalKind.PHONE, PersonalKind.MAIL
ADDRESS, PLATE, BIRTH = PersonalKind.ADDRESS, PersonalKind.PLATE, PersonalKind.BIRTH
ACCOUNT, MINORS, SENSITIVE = PersonalKind.ACCOUNT, PersonalKind.MINORS, PersonalKind.SENSITIVE


def _found(text: str, *known: str) -> list[tuple[PersonalKind, str]]:
    return [(one.kind, text[one.start : one.end]) for one in screen(text, known=known)]


PERSONAL = [
    # identity
    ("Luz Marina Rojas, C.C. 24.567.890 de Filandia", IDENTITY, "24.567.890"),
    ("identificado con cédula de ciudadanía No. 1.094.123.456", IDENTITY, "1.094.123.456"),
    ("identificada con la cédula de ciudadanía número 41234567", IDENTITY, "41234567"),
    ("CC: 1094123456", IDENTITY, "1094123456"),
    ("c.c. 7'512.345", IDENTITY, "7'512.345"),
    ("Cédula 1 094 123 456", IDENTITY, "1 094 123 456"),
    ("T.I. 1.095.208.111", IDENTITY, "1.095.208.111"),
    ("con tarjeta de identidad N° 99010112345", IDENTITY, "99010112345"),
    ("documento de identidad: 18.390.123", IDENTITY, "18.390.123"),
    ("NUIP 1095208111", IDENTITY, "1095208111"),
    ("C.E. 345678", IDENTITY, "345678"),
    ("NIT 1.094.123.456-1", IDENTITY, "1.094.123.456-1"),
    ("NIT. 24567890-3", IDENTITY, "24567890-3"),
    ("Firmó 1.094.123.456 en representación", IDENTITY, "1.094.123.456"),
    ("Firmó 1125123456.", IDENTITY, "1125123456"),
    ("Asistió Carlos Andrés Gómez 18390123", IDENTITY, "18390123"),
    ("MARÍA DEL CARMEN LÓPEZ - 24.567.890", IDENTITY, "24.567.890"),
    # telephones
    ("Celular 310 456 78 90", PHONE, "310 456 78 90"),
    ("llame al 3104567890", PHONE, "3104567890"),
    ("+57 310-456-7890", PHONE, "+57 310-456-7890"),
    ("(57) 350 123 4567", PHONE, "(57) 350 123 4567"),
    ("Tel. 606 758 21 95", PHONE, "606 758 21 95"),
    ("(606) 7582195", PHONE, "(606) 7582195"),
    ("Teléfono: 758 21 95", PHONE, "758 21 95"),
    # mails
    ("Escriba a luz.rojas+vereda@gmail.com hoy", MAIL, "luz.rojas+vereda@gmail.com"),
    ("(jperez@une.net.co)", MAIL, "jperez@une.net.co"),
    # addresses
    ("vive en la Calle 12 # 3-45", ADDRESS, "Calle 12 # 3-45"),
    ("Cra. 5A No. 10 - 22", ADDRESS, "Cra. 5A No. 10 - 22"),
    ("carrera 7 bis # 12b-08 apto 301", ADDRESS, "carrera 7 bis # 12b-08"),
    ("Manzana B casa 14", ADDRESS, "Manzana B casa 14"),
    ("Av. 19 Norte N° 8-10", ADDRESS, "Av. 19 Norte N° 8-10"),
    ("Finca La Esperanza, vereda Cruces", ADDRESS, "Finca La Esperanza, vereda Cruces"),
    # vehicles
    ("placa ABC 123", PLATE, "ABC 123"),
    ("Placas: OWM123", PLATE, "OWM123"),
    ("en la moto KLM45D", PLATE, "KLM45D"),
    ("el carro XYZ-987", PLATE, "XYZ-987"),
    # birth
    ("fecha de nacimiento: 12/05/2009", BIRTH, "12/05/2009"),
    ("nacida el 3 de mayo de 1980", BIRTH, "3 de mayo de 1980"),
    ("F. nac. 2010-01-31", BIRTH, "2010-01-31"),
    ("nació el día 03-12-98", BIRTH, "03-12-98"),
    # money
    ("consignar en la cuenta de ahorros Bancolombia No. 069-123456-78", ACCOUNT, "069-123456-78"),
    ("Cta. corriente 12345678901", ACCOUNT, "12345678901"),
]


@pytest.mark.parametrize(("text", "kind", "words"), PERSONAL, ids=[one[0] for one in PERSONAL])
def test_it_is_found(text: str, kind: PersonalKind, words: str) -> None:
    assert _found(text) == [(kind, words)]


INNOCENT = [
    "Ley 1757 de 2015, artículos 48 a 59",
    "Decreto 1081 de 2015, art. 2.1.4.8",
    "Resolución No. 20211234 de 2021",
    "por valor de $ 1.094.123.456",
    "$1.125.000.000",
    "un presupuesto de 1.234.567.890 pesos",
    "1.125.123.456 millones",
    "COP 1.094.123.456",
    "por la suma de 12.345.678",
    "BPIN 2021632720045",
    "código BPIN 1125123456",
    "contrato de obra No. 1094123456",
    "Contrato 123456 de 2021, Juan Carlos Pérez",
    "proceso SECOP CO1.PCCNTR.2345678",
    "CDP 1094123456",
    "radicado 1125123456",
    "certificado de disponibilidad presupuestal No. 1094123456",
    "matrícula inmobiliaria 1125123456",
    "NIT 890.001.319-3",
    "NIT: 900123456-7",
    "NIT 8900013193",
    "Vigencia 2020-2023, periodo 2021",
    "Asistieron 12.345 personas y votaron 41.234.567 ciudadanos",
    "Población: 13.456 habitantes",
    "Filandia tiene 1.012.345.678 m2",
    "51 entregas, 6 no cumplidas (11,76 %)",
    "a las 3:45 p. m. del 15/10/2021",
    "contactenos@filandia-quindio.gov.co",
    "Juan.Perez@alcaldia.gov.co",
    "La calle 6 fue pavimentada; la carrera 5 no",
    "ODS 163 y NIT 890, LEY 175",
    "ISO 900 y NTC5854",
    "vehículo oficial OWM123",
    "el punto 3 de 10, página 310 456",
    "https://www.gov.co/1094123456/acta",
    "código 3104567890",
    "1.094.123.456,50",
    "cuenta de cobro No. 123",
    "Acuerdo 008 de 2021 - Acta 1094123456",
    "Cédula de ciudadanía: 123",
    "cédula 123456789012",
    "CORANTIOQUIA S.A. 800",
    "UNSPSC 80111600; CIIU 8411",
    "Se nació una idea; fecha de nacimiento pendiente",
    "",
    "1",
]


@pytest.mark.parametrize("text", INNOCENT)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert _found(text) == []


def test_what_belongs_to_the_entity_is_public() -> None:
    text = "Calle 6 # 6-04, (606) 758 2195, celular +57 3104567890, alcaldia.filandia@gmail.com"
    assert len(_found(text)) == 4
    known = ("CALLE 6 No. 6-04", "calle 6 # 6-04", "6067582195", "310 456 7890", "Alcaldia.Filandia@gmail.com")
    assert _found(text, *known) == []
    assert _found("llame al 3204567890", *known) == [(PHONE, "3204567890")]
    assert _found("llame al 3204567890", "12", "Secretaría") == [(PHONE, "3204567890")]


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("C.C. 24.567.890", "••.•••.•90"),
        ("luz@gmail.com", "l•••@gmail.com"),
        ("Calle 12 # 3-45", "Calle •• # •-••"),
        ("310 456 78 90", "••• ••• •• 90"),
        ("placa ABC 123", "••• •23"),
    ],
)
def test_what_is_found_is_shown_masked_with_its_norm(text: str, excerpt: str) -> None:
    found = screen(text)[0]
    assert (found.excerpt, "Ley 1581 de 2012" in found.why, found.kind.label != "") == (excerpt, True, True)
    assert 0 < found.confidence <= 1


def test_every_kind_says_why_it_matters_with_its_norm() -> None:
    assert [kind for kind in PersonalKind if "Ley 1581 de 2012" not in kind.why or not kind.label] == []
    assert ("art. 7" in MINORS.why, "art. 5" in SENSITIVE.why, "4 c y f" in IDENTITY.why) == (True, True, True)


def test_a_number_named_as_identity_is_surer_than_one_that_only_looks_so() -> None:
    named, alone, beside = (screen(one)[0].confidence for one in (PERSONAL[1][0], PERSONAL[13][0], PERSONAL[15][0]))
    assert named > alone > beside


def test_several_stand_in_their_order_and_apart() -> None:
    text = "Luz Rojas, C.C. 24.567.890, celular 3104567890, Calle 12 # 3-45, luz@gmail.com"
    assert [one.kind for one in screen(text)] == [IDENTITY, PHONE, ADDRESS, MAIL]
    assert _found("Teléfono celular: 310 456 78 90") == [(PHONE, "310 456 78 90")]


# --- tables ----------------------------------------------------------------------------------------------------------

ATTENDANCE = "Nombre\tDocumento\tTeléfono\nLuz Rojas\t24567890\t7582195\nJuan Gil\t18390123\t\n"


def test_what_a_column_says_holds_for_its_cells() -> None:
    assert _found(ATTENDANCE) == [(IDENTITY, "24567890"), (PHONE, "7582195"), (IDENTITY, "18390123")]


@pytest.mark.parametrize(
    ("head", "cell", "kind"),
    [
        ("C.C.", "24567890", IDENTITY),
        ("No. de identificación", "24.567.890", IDENTITY),
        ("Fecha de nacimiento", "12 mayo 2009", BIRTH),
        ("Número de teléfono", "758 2195", PHONE),
        ("Número de cuenta", "06912345678", ACCOUNT),
        ("Placa", "owm 123", PLATE),
        ("Dirección de residencia", "Barrio El Jardín, casa 4", ADDRESS),
    ],
)
@pytest.mark.parametrize("mark", ["\t", ";", "|"])
def test_every_kind_of_column_is_known(head: str, cell: str, kind: PersonalKind, mark: str) -> None:
    text = f"Asunto{mark}{head}\nreunión{mark}{cell}\notra{mark}sin dato\n"
    assert _found(text) == [(kind, cell)]


LISTS = [
    ("Nombres y apellidos\tGrado\nLuz\t5A\nJuan\t4B", MINORS, 0.9),
    ("Nombre;Edad;Vereda\nLuz;12;Cruces\n", MINORS, 0.6),
    ("Nombre del estudiante | Acudiente\nLuz | Ana\n", MINORS, 0.9),
    ("NOMBRE,APELLIDO,TARJETA DE IDENTIDAD\nLuz,Rojas,x\n", MINORS, 0.9),
    ("Listado\t\nNombre completo\tMenor de edad\nLuz\tsí", MINORS, 0.9),
    ("Nombres\tDiscapacidad\nLuz\tvisual", SENSITIVE, 0.9),
    ('"Nombre","Apellidos","Grupo étnico"\n"Luz","Rojas","emberá"', SENSITIVE, 0.9),
]


@pytest.mark.parametrize(("text", "kind", "confidence"), LISTS, ids=[one[0] for one in LISTS])
def test_a_list_of_children_or_of_what_is_sensitive_is_found(text: str, kind: PersonalKind, confidence: float) -> None:
    lists = [one for one in screen(text) if one.kind in (MINORS, SENSITIVE)]
    assert [(one.kind, one.confidence) for one in lists] == [(kind, confidence)]
    assert text[lists[0].start : lists[0].end].count("\n") >= 1


def test_a_list_says_its_columns_and_its_rows_and_no_name() -> None:
    found = screen("Nombre\tGrado\nLuz Rojas\t5A\nJuan Gil\t4B\n")[0]
    assert found.excerpt == "Nombre · Grado (2 filas)"


@pytest.mark.parametrize(
    "text",
    [
        "Edad\tHombres\tMujeres\n12\t5\t6\n",
        "Grado\tEstudiantes\n5\t120\n",
        "Nombre del colegio\tEstudiantes\nSan José\t120\n",
        "Nombre\tGrado\n",
        "Nombre\tGrado de satisfacción\nFeria\talto\n",
        "Actividad\tProducto\tNombre del indicador\nFeria\tacta\tasistentes\n",
        "Los niños, las niñas, los jóvenes y sus familias asistieron.\nEl grado, la edad y el nombre no se pidieron.\n",
        "Discapacidad\tCuántas personas\nvisual\t12\n",
    ],
)
def test_a_table_without_names_is_no_list_of_people(text: str) -> None:
    assert _found(text) == []


# --- whatever the text -----------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        *(one[0] for one in PERSONAL),
        *INNOCENT,
        "\t",
        "\n",
        ";",
        "Nombre",
        "Cédula",
        "Grado",
        "3104567890",
        "•",
        "ñ",
        " ",
        "\xa0",
    ]
)


@given(st.lists(WORDS, max_size=30).map("".join) | st.text(max_size=400))
def test_findings_stand_in_the_text_in_order_and_show_no_more_than_they_must(text: str) -> None:
    found = screen(text)
    assert [(one.start, one.end) for one in found] == sorted((one.start, one.end) for one in found)
    for one in found:
        words = text[one.start : one.end]
        assert (0 <= one.start < one.end <= len(text), 0 < one.confidence <= 1) == (True, True)
        if one.kind in (IDENTITY, PHONE, BIRTH, ACCOUNT):
            assert sum(letter.isdigit() for letter in one.excerpt) <= 2 < len(words)
    inline = [one for one in found if one.kind not in (MINORS, SENSITIVE)]
    assert all(before.end <= after.start for before, after in pairwise(inline))


@given(st.integers(min_value=100_000, max_value=1_299_999_999), st.sampled_from(["C.C. ", "cédula No. ", "T.I. N° "]))
def test_every_number_named_as_identity_is_found_dotted_or_not(number: int, named: str) -> None:
    for written in (str(number), f"{number:,}".replace(",", ".")):
        found: tuple[PersonalFinding, ...] = screen(f"Ana, {named}{written}, asistió")
        assert [(one.kind, one.start, one.confidence) for one in found] == [(IDENTITY, 5 + len(named), 0.95)]


AMOUNTS = ["Ley {} de 2015", "$ {}", "$ {},00", "contrato de prestación de servicios No. {}", "{} pesos", "valor: {}"]


@given(st.integers(min_value=0, max_value=1_299_999_999), st.sampled_from(AMOUNTS))
def test_no_amount_law_or_contract_is_taken_for_a_person(number: int, written: str) -> None:
    assert screen(written.format(f"{number:,}".replace(",", "."))) == ()
    assert screen(written.format(number)) == ()


@given(st.integers(min_value=800_000_000, max_value=999_999_999), st.integers(min_value=0, max_value=9))
def test_the_number_of_an_office_or_a_company_is_public(number: int, check: int) -> None:
    dotted = f"{number:,}".replace(",", ".")
    assert [screen(f"NIT {one}") for one in (f"{dotted}-{check}", f"{number}-{check}", f"{number}{check}")] == [()] * 3


def test_a_long_text_is_read_soon() -> None:
    text = ATTENDANCE * 4_000 + "a" * 200_000 + " 1" * 50_000 + "Calle " * 20_000 + "@" * 50_000
    started = time.monotonic()
    found = screen(text)
    assert (len(found) >= 4_000, time.monotonic() - started < 30) == (True, True)
