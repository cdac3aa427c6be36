"""Whether a supplier is a company or somebody: the name of a natural person is personal data (Ley 1581 de 2012, art. 3 c),
and the document of nobody is kept.

What SECOP says of the document is often «No Definido», and people have a NIT too. A NIT of a legal person has nine digits
and begins with 8 or 9; a name that says what society it is tells the rest. In doubt it is somebody.
"""

import re

from rendir.foundation.core.spanish import fold, squeeze

NATURAL_PERSON = "Persona natural"
_LEGAL_NIT = re.compile(r"[89]\d{8}\d?")
_NOT_DIGIT = re.compile(r"\D")
_SOCIETY = re.compile(
    r"\b(?:s\.? ?a\.?|s\.? ?a\.? ?s\.?|ltda|limitada|e\.? ?u|e\.? ?s\.? ?p|e\.? ?s\.? ?e|e\.? ?i\.? ?c\.? ?e|c\.? ?t\.? ?a|"
    r"s\.? ?en ?c|consorcio|union temporal|u\.? ?t|fundacion|corporacion|asociacion|cooperativa|sociedad|compania|empresa|"
    r"universidad|hospital|banco|municipio|departamento|alcaldia|gobernacion|junta de accion comunal|instituto|federacion|"
    r"sindicato|cuerpo de bomberos|caja de compensacion|fiduciaria|aseguradora|seguros|inversiones|distribuidora)"
    r"(?:\.|\b)"
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
    return bool(_SOCIETY.search(fold(name)))


def published_name(
    name: str, *, document_kind: str, document: str, is_group: str = "", names_people: bool
) -> tuple[str, bool]:
    """The name that may be kept, and whether it is somebody's. `names_people`: the entity decided to keep them."""
    name = squeeze(name)
    if not name or is_company(name, document_kind=document_kind, document=document, is_group=is_group):
        return name, False
    return (name if names_people else NATURAL_PERSON), True
