"""The variables that a register or a form usually has: by which titles they go, what they describe, which are
sensitive. Only what is in this list is ever counted from a table: a column of names or telephones is none of these.
"""

from collections.abc import Callable
from dataclasses import dataclass

from rendir.foundation.core.values import text, whole_number
from rendir.information.audiences.rules.tally import age_band
from rendir.information.audiences.rules.vocabulary import AudienceKind, Dimension

_ADULT = 18


def adult_age(written: str) -> str:
    """The course of life of who is of age. `ValueError` for a minor: nothing of them is counted (Ley 1581 de 2012,
    art. 7).
    """
    years = whole_number(written)
    if 0 <= years < _ADULT:
        raise ValueError("es menor de edad, y sus datos no se cuentan (Ley 1581 de 2012, art. 7).")
    return age_band(years)


@dataclass(frozen=True, slots=True)
class Variable:
    """What may be counted of those in a group. `synonyms` are titles that columns have for it; `is_many`: forms let
    each choose several answers.
    """

    key: str
    label: str
    dimension: Dimension
    synonyms: tuple[str, ...] = ()
    is_sensitive: bool = False
    is_many: bool = False
    read: Callable[[str], object] = text

    @property
    def kinds(self) -> frozenset[AudienceKind]:
        """Of which groups it is counted."""
        return frozenset({self.dimension.kind} if self.dimension.kind else AudienceKind)


_G, _D, _I, _B = Dimension.GEOGRAPHIC, Dimension.DEMOGRAPHIC, Dimension.INTRINSIC, Dimension.BEHAVIOUR
_T, _O = Dimension.TYPE, Dimension.ORGANISATIONAL
_CHANNELS = ("medio por el que se informa", "como se entera", "canal preferido", "medio de comunicacion preferido")
_SPACES = ("donde prefiere participar", "espacio preferido", "canal de dialogo", "como le gustaria participar")

VARIABLES = (
    Variable("zona", "Zona o barrio", _G, ("barrio", "vereda", "comuna", "corregimiento", "localidad")),
    Variable("area", "Urbana o rural", _G, ("area", "zona urbana o rural", "tipo de zona", "clase de zona")),
    Variable("sexo", "Sexo", _D, ("sexo biologico", "sexo al nacer")),
    Variable("edad", "Edad", _D, ("años", "cuantos años tiene", "edad en años"), read=adult_age),
    Variable("rango", "Rango de edad", _D, ("grupo de edad", "grupo etario", "rango etario")),
    Variable("estudios", "Estudios", _D, ("escolaridad", "nivel educativo", "nivel de estudios")),
    Variable("ocupacion", "Ocupación", _D, ("a que se dedica", "oficio", "profesion", "actividad economica")),
    Variable("estrato", "Estrato", _D, ("estrato socioeconomico",)),
    Variable("genero", "Identidad de género", _D, ("genero",), is_sensitive=True),
    Variable(
        "etnia", "Pertenencia étnica", _D, ("grupo etnico", "etnia", "autorreconocimiento etnico"), is_sensitive=True
    ),
    Variable("discapacidad", "Discapacidad", _I, ("tipo de discapacidad",), is_sensitive=True, is_many=True),
    Variable("victima", "Víctima del conflicto", _I, ("victima", "victima del conflicto armado"), is_sensitive=True),
    Variable("lengua", "Lengua", _I, ("idioma", "lengua que habla", "lengua materna"), is_sensitive=True),
    Variable(
        "tema",
        "Qué quiere saber",
        _I,
        ("tema de interes", "temas de interes", "que le interesa", "interes"),
        is_many=True,
    ),
    Variable("internet", "Acceso a internet", _I, ("tiene internet", "conexion a internet", "internet")),
    Variable("medio", "Por dónde se entera", _B, _CHANNELS, is_many=True),
    Variable("espacio", "Dónde prefiere que le escuchen", _B, _SPACES, is_many=True),
    Variable("participa", "Cada cuánto participa", _B, ("frecuencia de participacion", "ha participado")),
    Variable(
        "organizacion",
        "Pertenece a una organización social",
        _B,
        ("organizacion a la que pertenece", "pertenece a organizacion"),
        is_sensitive=True,
    ),
    Variable("clase", "Clase de organización", _T, ("tipo de organizacion", "tipo", "clase", "naturaleza juridica")),
    Variable("actividad", "Sector", _T, ("sector economico", "actividad", "sector de la organizacion")),
    Variable("tamano", "Tamaño", _T, ("tamaño de la organizacion", "tamaño de la empresa", "numero de integrantes")),
    Variable("medio_org", "Por dónde se entera", _O, _CHANNELS, is_many=True),
    Variable("espacio_org", "Dónde prefiere que le escuchen", _O, _SPACES, is_many=True),
    Variable("participa_org", "Cada cuánto participa", _O, ("frecuencia de participacion", "ha participado")),
)


def variables_of(kind: AudienceKind, *, sensitive: bool) -> tuple[Variable, ...]:
    """What may be counted of a group of that kind; what is sensitive only where its source allows it."""
    return tuple(one for one in VARIABLES if kind in one.kinds and (sensitive or not one.is_sensitive))
