"""Titles of columns by their words: a title is of a role where all its words are the role's own or fill it up."""

from collections.abc import Mapping
from dataclasses import dataclass

_FILLERS = frozenset(
    {"a", "al", "de", "del", "la", "las", "los", "el", "y", "o", "e", "en", "para", "por", "con", "su"}
)
_FILLERS |= {
    "sus",
    "rdc",
    "rendicion",
    "cuentas",
    "estrategia",
    "plan",
    "general",
    "generales",
    "nombre",
    "descripcion",
}
_FILLERS |= {"detalle", "detallada", "especifica", "especificas", "principal", "principales", "vigencia", "ano"}
_FILLERS |= {"entidad", "institucional", "territorial", "publica"}


@dataclass(frozen=True, slots=True)
class Bag:
    """The words that make a title one of a role (`core`), and those that may stand beside them."""

    core: frozenset[str]
    beside: frozenset[str] = frozenset()

    def holds(self, words: frozenset[str]) -> bool:
        return bool(words & self.core) and words <= self.core | self.beside | _FILLERS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _bag(core: str, beside: str = "") -> Bag:
    return Bag(_words(core), _words(beside))


_PLANNED = "programada programadas programado desarrollar realizar ejecutar adelantar implementar propuesta propuestas"
_PLANNED += " planeada planeadas planteada planteadas estrategica estrategicas subactividad tareas tarea mejora"
BAGS: Mapping[str, Bag] = {
    "outside": _bag(
        "observacion observaciones avance avances indicador indicadores evidencia evidencias soporte soportes formula"
        " presupuesto recurso recursos objetivo objetivos objeto estado cumplimiento porcentaje ponderacion peso"
        " registro registros verificacion lugar hora costo costos valor unidad medida justificacion riesgo riesgos"
        " realizadas ejecutadas cumplidas realizada ejecutada comentarios publico poblacion correo telefono anexos"
        " firma analisis resultado resultados calificacion logro logros linea base cantidad oci enlace link url",
        "actividad actividades accion acciones nivel medio medios fuente fuentes meta metas producto productos tipo"
        " seguimiento estrategico especifico responsable formula i ii iii c o cuatrimestre trimestre dirigido grupo"
        " grupos interes requeridos humanos financieros fisicos obtenidos alcanzado programado ejecutado total"
        " financiero tecnicos economicos asignado estimado control interno",
    ),
    "start": _bag("inicio inicial inicia desde comienzo", "fecha fechas programada prevista hora mes"),
    "end": _bag(
        "fin final finalizacion terminacion limite hasta termina maxima maximo vencimiento culminacion",
        "fecha fechas programada prevista plazo cumplimiento entrega cierre mes",
    ),
    "activity": _bag("actividad actividades accion acciones subactividad subactividades tarea tareas", _PLANNED),
    "responsible": _bag(
        "responsable responsables dependencia dependencias lider lideres encargado encargada encargados delegado"
        " delegados ejecutor ejecutores",
        "area areas oficina oficinas secretaria cargo proceso ejecucion actividad actividades entidad equipo unidad"
        " que responde ejecuta apoyo directo directa gestion s as funcionarios"
        " persona personas cumplimiento accion acciones implementacion",
    ),
    "product": _bag("producto productos entregable entregables meta metas", "esperado esperados anual final resultado"),
    "timing": _bag(
        "fecha fechas plazo periodo periodos cronograma programacion tiempo mes meses cuatrimestre trimestre semestre"
        " bimestre periodicidad frecuencia",
        "programada programado prevista realizacion ejecucion cumplimiento entrega estimada estimado tentativa planeada"
        " rango limite desarrollo tiempos ejecutar evento actividad actividades propuesta aproximada accion"
        " implementacion",
    ),
    "stages": _bag("etapa etapas fase fases momento momentos", "proceso ciclo murc manual"),
    "component": _bag(
        "componente componentes subcomponente subcomponentes elemento elementos eje ejes", "proceso procesos murc paac"
    ),
}


_WEAK = {
    "activity": _words(
        "hito hitos compromiso compromisos iniciativa iniciativas espacio espacios evento eventos jornada descripcion"
        " tema estrategia estrategias gestion detalle que mecanismo mecanismos intervencion labor labores encuentro"
        " ejercicio"
    ),
    "product": _words("resultado resultados logro logros alcance entrega entregas obtiene entregara salida salidas"),
}
"""Words that name the activity or the product only where no other title does."""


def weak_bag_of(words: str) -> str | None:
    """What a title may name where no other title does: `Hito`, `Compromiso`; None where it is of no such kind."""
    taken = frozenset(words.split())
    if not 0 < len(taken) <= 5:
        return None
    allowed = _FILLERS | {"se", "dialogo", "esperado", "esperados", "actividad", "ciudadano", "participacion"}
    return next((name for name, core in _WEAK.items() if taken & core and taken <= core | allowed), None)


_PROOF = frozenset(
    ["indicador", "indicadores", "evidencia", "evidencias", "soporte", "soportes", "registro", "registros", "resultado"]
)


def _is_product_and_proof(words: list[str]) -> bool:
    """`Producto o evidencia`, `Meta / Indicador`: two names for what is owed; but `Meta del indicador` is another."""
    product = BAGS["product"]
    rest = frozenset(words[1:])
    return (
        words[0] in product.core
        and not rest & {"de", "del"}
        and rest <= product.core | product.beside | _FILLERS | _PROOF
    )


LEXICON = frozenset(word for bag in BAGS.values() for word in bag.core | bag.beside if len(word) > 3) | _FILLERS
"""The words of titles, to make whole those that the width of a cell cut."""


def bag_of(words: str) -> str | None:
    """The name of the first bag that holds the words of a title; None where none does, or the title is a sentence."""
    taken = frozenset(words.split())
    if not 0 < len(taken) <= 7:
        return None
    if _is_product_and_proof(words.split()):
        return "product"
    return next((name for name, bag in BAGS.items() if bag.holds(taken)), None)
