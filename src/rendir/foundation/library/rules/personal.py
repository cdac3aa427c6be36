"""Personal data in a text, found before it is published. Pure: `screen(text)` gives what was found and where.

It helps a person to look; it does not decide. What is found may be of a public office (give those as `known`), and what
is not found may still be there: names, faces and voices are for eyes and ears.

Ley 1581 de 2012, art. 4 (c: freedom, f: restricted circulation), art. 5 (sensitive data), art. 7 (children).
"""

import re
from bisect import bisect
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rendir.foundation.core.spanish import fold
from rendir.foundation.library.rules.tables import Column, tables_of


class PersonalKind(StrEnum):
    """What kind of personal data."""

    IDENTITY = "identity"
    PHONE = "phone"
    MAIL = "mail"
    ADDRESS = "address"
    PLATE = "plate"
    BIRTH = "birth"
    ACCOUNT = "account"
    MINORS = "minors"
    SENSITIVE = "sensitive"

    @property
    def label(self) -> str:
        return _WORDS[self][0]

    @property
    def why(self) -> str:
        """Why it matters, with its norm."""
        return _WORDS[self][1]


_PRIVATE = "Es un dato privado: no puede quedar disponible en internet sin autorización (Ley 1581 de 2012, art. 4 f)."
_IDENTIFIES = (
    "Señala a una persona y permite suplantarla: se publica solo con su autorización (Ley 1581 de 2012, art. 4 c y f)."
)
_OF_CHILDREN = "Los datos de niñas, niños y adolescentes no se publican (Ley 1581 de 2012, art. 7)."
_HARMS = (
    "Salud, origen étnico, orientación sexual o creencias con nombre propio no se publican (Ley 1581 de 2012, art. 5)."
)
_WORDS = {
    PersonalKind.IDENTITY: ("Número de identidad", _IDENTIFIES),
    PersonalKind.PHONE: ("Teléfono", _PRIVATE),
    PersonalKind.MAIL: ("Correo electrónico", _PRIVATE),
    PersonalKind.ADDRESS: ("Dirección", _PRIVATE),
    PersonalKind.PLATE: ("Placa de vehículo", _PRIVATE),
    PersonalKind.BIRTH: ("Fecha de nacimiento", _PRIVATE),
    PersonalKind.ACCOUNT: ("Cuenta bancaria", _PRIVATE),
    PersonalKind.MINORS: ("Lista de menores de edad", _OF_CHILDREN),
    PersonalKind.SENSITIVE: ("Lista con datos sensibles", _HARMS),
}


@dataclass(frozen=True, slots=True)
class PersonalFinding:
    """Something personal, from `start` to `end` of the text. `excerpt` shows it masked; `confidence` runs to 1."""

    kind: PersonalKind
    start: int
    end: int
    excerpt: str
    confidence: float

    @property
    def why(self) -> str:
        return self.kind.why


def screen(text: str, *, known: Collection[str] = ()) -> tuple[PersonalFinding, ...]:
    """What is personal in a text, in its order. `known` are the entity's own telephones, mails and addresses."""
    public = frozenset(_bare(one) for one in known)
    found = _apart([*_in_columns(text), *_in_prose(text)])
    kept = [one for one in found if _bare(text[one.start : one.end]) not in public and not _is_known(one, text, public)]
    return tuple(sorted([*kept, *_lists(text)], key=lambda one: (one.start, one.end)))


# --- in prose --------------------------------------------------------------------------------------------------------

_EDGE, _END = r"(?<![\w.,/@#-])", r"(?![\w@]|[.,/-][0-9])"
_NUMBER = re.compile(rf"{_EDGE}(?:[0-9]{{1,3}}(?:[.,' ’][0-9]{{3}}){{1,3}}|[0-9]{{6,11}})(?:-[0-9](?![0-9]))?{_END}")
_MOBILE = r"3(?:0[0-9]|1[0-9]|2[0-4]|33|5[01])[ .-]?[0-9]{3}[ .-]?[0-9]{2}[ .-]?[0-9]{2}"
_LANDLINE = r"\(?60[1-8]\)?[ .-]?[0-9]{3}[ .-]?[0-9]{2}[ .-]?[0-9]{2}"
_PHONE = re.compile(rf"(?<![\w.,$/#-])(?:\(?\+?57\)?[ .-]{{0,2}})?(?:{_MOBILE}|{_LANDLINE})(?![\w]|[.,-][0-9])")
_CALLED = re.compile(
    r"\b(?:tel(?:[eé]fonos?|s?\.)?|fijo|celular|cel\.?|whatsapp)[ :.°ºNno]{1,6}"
    r"([0-9]{3}[ .-]?[0-9]{2}[ .-]?[0-9]{2})(?![0-9])",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@(?:[\w-]{1,63}\.){1,4}[a-zA-Z]{2,24}(?![\w-])")
_WAY = (
    r"(?:calle|cll?e?\.?|carrera|cra\.?|kra\.?|kr\.?|cr\.?|avenida|av\.?|diagonal|diag\.?|dg\.?|transversal|transv\.?|tv\.?|"
    r"circular|autopista)"
)
_CORNER = r"[0-9]{1,3} ?[a-z]?(?: ?bis)?(?: ?(?:sur|norte|este|oeste))?"
_ADDRESS = re.compile(
    rf"(?<!\w)(?:{_WAY} ?{_CORNER},? ?(?:#|n[°ºo]\.?|n[uú]mero|nro\.?|con {_WAY}?) ?{_CORNER} ?[-–] ?[0-9]{{1,3}}"
    r"|(?:manzana|mza?\.?) ?[a-z0-9]{1,3},? (?:casa|lote|cs\.?|lt\.?) ?[0-9]{1,4}"
    r"|(?:finca|predio) (?:el|la|los|las|villa) \w{3,20},? (?:en la |de la )?vereda \w{2,20})(?!\w)",
    re.IGNORECASE,
)
_PLATE = re.compile(r"(?<![\w-])[A-Z]{3}[ -]?[0-9]{2}(?:[0-9]|[A-Z])(?![\w-])")
_BIRTH = re.compile(
    r"\b(?:fecha de nacimiento|naci[oó]|nacid[oa]|f\. ?nac(?:imiento)?\.?)[ :]{1,3}(?:el |en )?(?:d[ií]a )?"
    r"([0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}|[0-9]{4}[/-][0-9]{1,2}[/-][0-9]{1,2}"
    r"|[0-9]{1,2} de [a-z]{4,10} del? [0-9]{4})",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"\b(?:cuenta|cta\.?)(?: bancaria)?(?: de)?(?: ahorros?| corriente)?(?: (?:del? )?(?:banco )?[A-ZÁÉÍÓÚ]\w{3,15})?"
    r"[ :,]{0,2}(?:n[°ºo]\.?|nro\.?|n[uú]mero|#)?[ :]{0,2}([0-9][0-9 -]{7,22}[0-9])(?![0-9])",
    re.IGNORECASE,
)
_NAMES_A_PERSON = re.compile(
    r"\b(?:[ctr]\.? ?[cie]\.?|d\.? ?i\.?|ppt|nuip|cedulas?|cedulad[oa]|identificad[oa]s?|identidad|pasaporte"
    r"|registro civil|documento|doc\.?)"
    r"(?: de)?(?: (?:ciudadania|identidad|extranjeria|identificacion))?"
    r"(?: con)?(?: la| el)?(?: c\.?c\.?| cedula| documento)?(?: de ciudadania| de identidad)?"
    r"[ :.,#°ºn(]*(?:no|nro|num|numero)?[ :.,#°º(]*$"
)
_TAX_NUMBER = re.compile(r"\b(?:n\.?i\.?t|rut)[ :.,#°ºno]*$")
_NOT_A_PERSON = re.compile(
    r"(?:\$|\b(?:cop|valor|valores|por|pesos|suma|total|presupuesto|bpin|contrato|convenio|proceso|secop|cdp|crp|rp|registro"
    r"|radicado|radicacion|rad|resolucion|decreto|ley|acuerdo|ordenanza|codigo|cod|expediente|factura|poliza|matricula"
    r"|rubro|ficha|serie|referencia|ref|consecutivo|oficio|acta|isbn|issn|unspsc|ciiu|cuenta|orden|formulario|divipola"
    r"|poblacion|hectareas|folio|catastral|predial|certificado|disponibilidad)"
    r"\b)(?: de(?:l| la)? [a-z]{3,20}){0,3}[^a-z$]{0,6}"
    r"(?:(?:de|del|la|el|presupuestal|inmobiliaria|numero|no|nro|n)\b[^a-z$]{0,4}){0,3}$"
)
_COUNTS = re.compile(
    r"[ ]*(?:\.\.?[ ]*)?(?:pesos|cop|m/?cte|millones|mil|dolares|usd|habitantes|personas|votos|familias|ciudadanos"
    r"|beneficiarios|asistentes|visitas|usuarios|unidades|hectareas|ha|m2|metros|km|toneladas)\b"
)
_FIRST, _REST = r"[A-ZÁÉÍÓÚÑ][a-záéíóúñ]", r"[A-ZÁÉÍÓÚÑ]{3,}"
_A_NAME = re.compile(
    rf"(?:\b{_FIRST}{{2,}}|\b{_REST})(?: (?:de |la |los |del |DE |LA |DEL )?(?:{_FIRST}+|{_REST})){{1,4}}"
    r"[ ,:\t;|-]{1,4}$"
)
_PLATE_IS_NOT = frozenset(
    {
        "NIT",
        "LEY",
        "CDP",
        "CRP",
        "ISO",
        "COP",
        "ODS",
        "ART",
        "RES",
        "DEC",
        "SGP",
        "SGR",
        "BIC",
        "CTO",
        "NTC",
        "MGA",
        "POT",
    }
    | {
        "PAC",
        "PQR",
        "SHA",
        "DNP",
        "ESP",
        "EOT",
        "IVA",
        "USD",
        "RAD",
        "VIG",
        "NUM",
        "PAG",
        "TEL",
        "CEL",
        "EXT",
        "ICA",
        "UVT",
        "PDF",
    }
)
_NEAR = 60


def _in_prose(text: str) -> Iterator[PersonalFinding]:
    yield from _numbers(text)
    for found in _PHONE.finditer(text):
        if not _NOT_A_PERSON.search(_before(text, found.start())):
            mobile = re.sub(r"\D", "", found.group())[-10] == "3"
            yield _finding(PersonalKind.PHONE, text, *found.span(), 0.9 if mobile else 0.6)
    for found in _CALLED.finditer(text):
        yield _finding(PersonalKind.PHONE, text, *found.span(1), 0.8)
    for found in _MAIL.finditer(text):
        if not found.group().lower().endswith(".gov.co"):  # of an office: it is published so that people write to it
            yield _finding(PersonalKind.MAIL, text, *found.span(), 0.95)
    for found in _ADDRESS.finditer(text):
        yield _finding(PersonalKind.ADDRESS, text, *found.span(), 0.6)
    for found in _PLATE.finditer(text):
        yield from _plate(text, *found.span())
    for found in _BIRTH.finditer(text):
        yield _finding(PersonalKind.BIRTH, text, *found.span(1), 0.95)
    for found in _ACCOUNT.finditer(text):
        yield _finding(PersonalKind.ACCOUNT, text, *found.span(1), 0.9)


def _numbers(text: str) -> Iterator[PersonalFinding]:
    for found in _NUMBER.finditer(text):
        confidence = _as_identity(text, found.start(), found.end(), re.sub(r"\D", "", found.group()))
        if confidence:
            yield _finding(PersonalKind.IDENTITY, text, *found.span(), confidence)


def _as_identity(text: str, start: int, end: int, digits: str) -> float:
    """How surely a number is the identity of a person; 0 where it is none."""
    before = _before(text, start)
    if _TAX_NUMBER.search(before):
        return 0.0 if digits[0] in "89" and len(digits) in (9, 10) else 0.8  # 8 and 9: of companies and offices
    if _NAMES_A_PERSON.search(before):
        return 0.95 if 5 <= len(digits) <= 11 else 0.0
    if _NOT_A_PERSON.search(before) or _COUNTS.match(fold(text[end : end + 20])):
        return 0.0
    if len(digits) == 10 and digits[0] == "1" and digits[1] in "012":
        return 0.8  # given since 2003: nothing else is written so
    if 6 <= len(digits) <= 8 and _A_NAME.search(text[max(0, start - _NEAR) : start]):
        return 0.6
    return 0.0


def _plate(text: str, start: int, end: int) -> Iterator[PersonalFinding]:
    named = re.search(r"\bplacas?[ :#]{1,3}(?:no\.? )?$", _before(text, start))
    word = text[start:end]
    if named:
        yield _finding(PersonalKind.PLATE, text, start, end, 0.95)
    elif word[:3] not in _PLATE_IS_NOT and " " not in word and word[0] != "O":  # O: of the State's own vehicles
        yield _finding(PersonalKind.PLATE, text, start, end, 0.5)


def _before(text: str, start: int) -> str:
    """What stands before it on its line, without accents or capitals."""
    return fold(text[max(0, start - _NEAR) : start].rpartition("\n")[2]) + _trailing(text, start)


def _trailing(text: str, start: int) -> str:
    """`fold` takes the blanks at the end away; whether there was one matters."""
    return " " if text[start - 1 : start].isspace() and start else ""


# --- in columns ------------------------------------------------------------------------------------------------------

_HEADED: tuple[tuple[re.Pattern[str], PersonalKind, re.Pattern[str]], ...] = (
    (
        re.compile(r".*(?:cedula|identidad|identificacion|\bc\.? ?c\.?$|\bt\.? ?i\.?$|documento|nuip).*"),
        PersonalKind.IDENTITY,
        re.compile(r"[0-9][0-9. ]{4,14}"),
    ),
    (
        re.compile(r".*nacimiento.*"),
        PersonalKind.BIRTH,
        re.compile(r"[0-9]{1,4}\D{1,4}[0-9a-z]{1,10}\D{1,4}[0-9]{2,4}"),
    ),
    (
        re.compile(r"(?:no\.? de |numero de |n. de )?(?:telefonos?|celular(?:es)?|tel|contacto|whatsapp|movil)\b.*"),
        PersonalKind.PHONE,
        re.compile(r"[+(]?[0-9][0-9 ().-]{5,18}"),
    ),
    (
        re.compile(r".*cuenta bancaria.*|(?:no\.? de |numero de )?cuenta"),
        PersonalKind.ACCOUNT,
        re.compile(r"[0-9][0-9 -]{7,22}"),
    ),
    (re.compile(r"placas?.*"), PersonalKind.PLATE, re.compile(r"[A-Za-z]{3}[ -]?[0-9]{2}[0-9A-Za-z]")),
    (
        re.compile(r"(?:direccion|residencia|domicilio)(?: de residencia)?"),
        PersonalKind.ADDRESS,
        re.compile(r".*[0-9].*"),
    ),
)
"""What the head of a column says, the kind it tells of, and how its cells look."""
_NAMES = re.compile(
    r"(?:nombres?|apellidos?)(?: completos?)?(?: ?(?:y|/) ?(?:apellidos?|nombres?))?"
    r"(?: (?:del?|de la|de las|de los) (?:estudiante|menor|nin[oa]|participante|asistente|beneficiari[oa]|alumn[oa]"
    r"|joven|jovene|persona)s?)?"
)
_OF_MINORS = re.compile(
    r"(?:grado|curso|edad(?:es)?(?: en anos)?|.*tarjeta de identidad.*|t\.? ?i\.?|.*menor(?:es)?(?: de edad)?|"
    r".*\b(?:nin[oa]s?|estudiantes?|alumn[oa]s?)|acudiente|registro civil)"
)
_SENSITIVE = re.compile(
    r".*(?:discapacidad|etnia|etnic|orientacion sexual|identidad de genero|diagnostico|enfermedad|victima|religion|"
    r"partido politico|sindica|lgbt|historia clinica|embarazo).*"
)


def _in_columns(text: str) -> Iterator[PersonalFinding]:
    for table in tables_of(text):
        for column in table.columns:
            for head, kind, cell in _HEADED:
                if head.fullmatch(fold(column.head)):
                    yield from _cells(text, column, kind, cell)


def _cells(text: str, column: Column, kind: PersonalKind, looks: re.Pattern[str]) -> Iterator[PersonalFinding]:
    for start, end in column.cells:
        if looks.fullmatch(text[start:end]):
            yield _finding(kind, text, start, end, 0.95)


def _lists(text: str) -> Iterator[PersonalFinding]:
    """Tables where people with their names stand beside what makes them children, or what is sensitive."""
    for table in tables_of(text):
        heads = [fold(column.head) for column in table.columns]
        if not any(_NAMES.fullmatch(head) for head in heads):
            continue
        excerpt = f"{' · '.join(column.head for column in table.columns if column.head)[:120]} ({table.rows} filas)"
        young = [head for head in heads if _OF_MINORS.fullmatch(head)]
        if young:
            surely = any(not head.startswith("edad") for head in young)
            yield PersonalFinding(PersonalKind.MINORS, table.start, table.end, excerpt, 0.9 if surely else 0.6)
        if any(_SENSITIVE.fullmatch(head) for head in heads):
            yield PersonalFinding(PersonalKind.SENSITIVE, table.start, table.end, excerpt, 0.9)


# --- what was found --------------------------------------------------------------------------------------------------


def _finding(kind: PersonalKind, text: str, start: int, end: int, confidence: float) -> PersonalFinding:
    return PersonalFinding(kind, start, end, _masked(kind, text[start:end]), confidence)


def _masked(kind: PersonalKind, words: str) -> str:
    """Enough to find it again, not enough to copy it."""
    if kind is PersonalKind.MAIL:
        name, _, house = words.partition("@")
        return f"{name[0]}•••@{house}"
    if kind is PersonalKind.ADDRESS:
        return re.sub(r"[0-9]", "•", words)
    kept = max(0, sum(one.isalnum() for one in words) - 2)
    seen = 0
    shown = []
    for one in words:
        seen += one.isalnum()
        shown.append("•" if one.isalnum() and seen <= kept else one)
    return "".join(shown)


def _apart(found: Iterable[PersonalFinding]) -> list[PersonalFinding]:
    """Of two that share letters, the surer one; of two as sure, the longer."""
    kept: list[PersonalFinding] = []
    places: list[int] = []
    for one in sorted(found, key=lambda one: (-one.confidence, one.start - one.end, one.start)):
        place = bisect(places, one.start)
        after_last = place == 0 or kept[place - 1].end <= one.start
        before_next = place == len(kept) or one.end <= kept[place].start
        if after_last and before_next:
            kept.insert(place, one)
            places.insert(place, one.start)
    return kept


def _is_known(finding: PersonalFinding, text: str, public: frozenset[str]) -> bool:
    """A telephone is the same with and without what is dialled from far away."""
    bare = _bare(text[finding.start : finding.end])
    numbers = [one for one in public if one.isdecimal() and len(one) >= 7]
    return finding.kind is PersonalKind.PHONE and any(_ends_alike(bare, one) for one in numbers)


def _ends_alike(one: str, other: str) -> bool:
    length = min(len(one), len(other), 10)
    return one[-length:] == other[-length:]


def _bare(words: str) -> str:
    """Letters and numbers alone: how it was written does not matter."""
    return "".join(one for one in fold(words) if one.isalnum())
