"""Whether a supplier is a company or somebody: the name of a natural person is personal data (Ley 1581 de 2012, art. 3
c), and the document of nobody is kept.

What SECOP says of the document is often «No Definido», and people have a NIT too. A NIT of a legal person has nine
digits and begins with 8 or 9; a name that says what society it is tells the rest. In doubt it is somebody.
"""

import re

from rendir.foundation.core.spanish import fold, squeeze

NATURAL_PERSON = "Persona natural"
_LEGAL_NIT = re.compile(r"[89]\d{8}\d?")
_NOT_DIGIT = re.compile(r"\D")
_ENDS_AS_SOCIETY = re.compile(
    r"\b(?:s\.? ?a\.?(?: ?s\.?)?|ltda\.?|limitada|e\.? ?u\.?|(?:s\.? ?a\.? ?)?e\.? ?s\.? ?p\.?|"
    r"e\.? ?s\.? ?e\.?|s\.? en c\.?)$"
)
_SAYS_SOCIETY = re.compile(
    r"\b(?:consorcio|union temporal|fundacion|corporacion|asociacion|cooperativa|sociedad|compania|empresa|universidad|"
    r"hospital|municipio|departamento|alcaldia|gobernacion|junta de accion comunal|instituto|federacion|sindicato|"
    r"cuerpo de bomberos|caja de compensacion|fiduciaria|aseguradora|seguros|inversiones|distribuidora|papeleria)\b"
)
_OF_PEOPLE = ("cedula", "extranjeria", "pasaporte", "tarjeta", "permiso", "natural")
_SHORT_OF_PEOPLE = frozenset({"cc", "ce", "ti", "pa", "pp", "ppt", "pep", "c.c.", "c.e."})
_YES = frozenset({"si", "s", "true", "1"})


def is_company(name: str, *, document_kind: str, document: str, is_group: str = "") -> bool:
    """Whether the supplier is a legal person or a group of them."""
    kind = fold(document_kind)
    if fold(is_group) in _YES:
        return True
    if kind in _SHORT_OF_PEOPLE or any(word in kind for word in _OF_PEOPLE):
        return False
    if "juridica" in kind or _LEGAL_NIT.fullmatch(_NOT_DIGIT.sub("", document)):
        return True
    told = fold(name)
    return bool(_ENDS_AS_SOCIETY.search(told) or _SAYS_SOCIETY.search(told))


def published_name(
    name: str, *, document_kind: str, document: str, is_group: str = "", names_people: bool
) -> tuple[str, bool]:
    """The name that may be kept, and whether it is somebody's. `names_people`: the entity decided to keep them."""
    name = squeeze(name)
    if not name or is_company(name, document_kind=document_kind, document=document, is_group=is_group):
        return name, False
    return (name if names_people else NATURAL_PERSON), True
