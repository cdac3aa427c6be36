"""Every term there is, with its values by date. One that is missing here is missing everywhere."""

from datetime import date
from enum import StrEnum

from rendir.foundation.organization.terms.kinds import Mark, Term, TermGroup, TermUnit, TermValue

EMERGENCY_STARTS, EMERGENCY_ENDS = date(2020, 3, 28), date(2022, 5, 17)
"""While Decreto Legislativo 491 de 2020 lengthened the terms of petitions; by the day of reception."""

OWN = "Sin norma: lo fija la entidad"
_EMERGENCY = "Decreto Legislativo 491 de 2020, art. 5, derogado por la Ley 2207 de 2022"


class TermKey(StrEnum):
    """The name of each term: the value stands in addresses and data, and never changes."""

    INTERNAL_CONTROL_REPORT = "informe-control-interno"
    INTERNAL_CONTROL_REPLY = "replica-control-interno"
    CONTROL_WHOLE = "control-soporta-todo"
    CONTROL_PARTLY = "control-soporta-parte"
    CONTROL_NONE = "control-sin-evidencia"
    DUE_SOON = "por-vencer"
    SILENCE = "silencio"
    FIRST_REMINDER = "primer-recordatorio"
    SECOND_REMINDER = "segundo-recordatorio"
    LAST_REMINDER = "ultimo-recordatorio"
    PLAN_PUBLICATION = "publicacion-del-plan"
    MANAGEMENT_REPORT = "informe-de-gestion"
    REPORT_BEFORE_HEARING = "informe-antes-de-audiencia"
    INVITATION = "convocatoria"
    REPORT_PUBLICATION = "publicacion-del-informe"
    ACCOUNTABILITY_ANSWER = "respuesta-rendicion"
    PETITION = "peticion"
    INFORMATION_REQUEST = "peticion-de-informacion"
    CONSULTATION = "consulta"
    BETWEEN_AUTHORITIES = "entre-autoridades"
    TRANSFER = "traslado"
    COMPLETION_REQUEST = "pedir-que-complete"
    COMPLETION = "completar"
    CLARIFICATION = "aclarar"
    SILENCE_COPIES = "copias-por-silencio"
    EXTENSION_LIMIT = "tope-de-prorroga"
    ALIKE = "peticiones-analogas"
    OUTAGE = "insistir-por-falla"
    DATA_QUERY = "consulta-de-datos"
    DATA_QUERY_EXTENSION = "prorroga-consulta-de-datos"
    DATA_CLAIM = "reclamo-de-datos"
    DATA_CLAIM_EXTENSION = "prorroga-reclamo-de-datos"
    SMALL_COUNT = "conteo-pequeno"
    CHARACTERISATION_AGE = "edad-de-la-caracterizacion"
    NAMES_OF_CONTRACTORS = "nombres-de-contratistas"
    SATURDAYS_COUNT = "sabados-habiles"
    COUNT_FROM_FILING = "contar-desde-radicacion"


def _always(value: int, norm: str, mark: Mark) -> tuple[TermValue, ...]:
    return (TermValue(value, norm, mark),)


def _petition(value: int, in_the_emergency: int, norm: str) -> tuple[TermValue, ...]:
    """One of the three terms of article 14, and what it was during the emergency."""
    emergency = TermValue(in_the_emergency, _EMERGENCY, Mark.CITED, EMERGENCY_STARTS, EMERGENCY_ENDS)
    return (TermValue(value, f"Ley 1437 de 2011, {norm} (Ley 1755 de 2015, art. 1)", Mark.VERIFIED), emergency)


_FOLLOW_UP = (
    Term(
        TermKey.INTERNAL_CONTROL_REPORT,
        TermGroup.FOLLOW_UP,
        "Informe cuatrimestral de Control Interno",
        TermUnit.WORKING_DAYS,
        "Desde el día siguiente al corte: 30 de abril, 31 de agosto y 31 de diciembre.",
        _always(10, "Decreto 1081 de 2015, art. 2.1.4.8, como se aplica", Mark.PRACTICE),
    ),
    Term(
        TermKey.INTERNAL_CONTROL_REPLY,
        TermGroup.FOLLOW_UP,
        "Réplica de una dependencia a Control Interno",
        TermUnit.WORKING_DAYS,
        "Desde el día siguiente a aquel en que Control Interno le comunica lo que encontró.",
        _always(5, OWN, Mark.TO_CONFIRM),
    ),
    Term(
        TermKey.CONTROL_WHOLE,
        TermGroup.FOLLOW_UP,
        "Porcentaje que se sugiere a Control Interno: la evidencia soporta todo",
        TermUnit.PERCENT,
        "Es un punto de partida: quien verifica escribe el suyo.",
        _always(100, OWN, Mark.TO_CONFIRM),
    ),
    Term(
        TermKey.CONTROL_PARTLY,
        TermGroup.FOLLOW_UP,
        "Porcentaje que se sugiere a Control Interno: la evidencia soporta una parte",
        TermUnit.PERCENT,
        "Es un punto de partida: quien verifica escribe el suyo.",
        _always(50, OWN, Mark.TO_CONFIRM),
    ),
    Term(
        TermKey.CONTROL_NONE,
        TermGroup.FOLLOW_UP,
        "Porcentaje que se sugiere a Control Interno: no hay evidencia",
        TermUnit.PERCENT,
        "Es un punto de partida: quien verifica escribe el suyo.",
        _always(0, OWN, Mark.TO_CONFIRM),
    ),
    Term(
        TermKey.DUE_SOON,
        TermGroup.FOLLOW_UP,
        "Desde cuándo una entrega está «por vencer»",
        TermUnit.DAYS_BEFORE,
        "Hasta su último día.",
        _always(10, OWN, Mark.TO_CONFIRM),
    ),
    Term(
        TermKey.SILENCE,
        TermGroup.FOLLOW_UP,
        "Días sin novedad para hablar de «silencio»",
        TermUnit.CALENDAR_DAYS,
        "Desde la última novedad de lo que se prometió.",
        _always(30, OWN, Mark.TO_CONFIRM),
    ),
    Term(
        TermKey.FIRST_REMINDER,
        TermGroup.FOLLOW_UP,
        "Primer recordatorio de una entrega",
        TermUnit.DAYS_BEFORE,
        "Hasta el último día de la entrega.",
        _always(30, OWN, Mark.TO_CONFIRM),
    ),
    Term(
        TermKey.SECOND_REMINDER,
        TermGroup.FOLLOW_UP,
        "Segundo recordatorio de una entrega",
        TermUnit.DAYS_BEFORE,
        "Hasta el último día de la entrega.",
        _always(10, OWN, Mark.TO_CONFIRM),
    ),
    Term(
        TermKey.LAST_REMINDER,
        TermGroup.FOLLOW_UP,
        "Último recordatorio de una entrega",
        TermUnit.DAYS_BEFORE,
        "Hasta el último día de la entrega.",
        _always(3, OWN, Mark.TO_CONFIRM),
    ),
)

_PUBLICATION = (
    Term(
        TermKey.PLAN_PUBLICATION,
        TermGroup.PUBLICATION,
        "Publicar el plan que contiene la estrategia",
        TermUnit.DAY_OF_JANUARY,
        "En enero del año del plan.",
        (
            TermValue(31, "Decreto 1081 de 2015, art. 2.1.4.8 (PAAC)", Mark.VERIFIED, None, date(2024, 12, 31)),
            TermValue(31, "Ley 1474 de 2011, art. 74 (plan de acción)", Mark.TO_CONFIRM, date(2025, 1, 1)),
        ),
    ),
    Term(
        TermKey.MANAGEMENT_REPORT,
        TermGroup.PUBLICATION,
        "Publicar el informe de gestión del año",
        TermUnit.DAY_OF_JANUARY,
        "En enero del año siguiente.",
        _always(31, "Ley 1474 de 2011, art. 74", Mark.VERIFIED),
    ),
    Term(
        TermKey.REPORT_BEFORE_HEARING,
        TermGroup.PUBLICATION,
        "Publicar el informe de gestión antes de su audiencia",
        TermUnit.DAYS_BEFORE,
        "Hasta el día de la audiencia.",
        _always(30, "Ley 1757 de 2015, art. 55, que no dice cuántos días", Mark.TO_CONFIRM),
    ),
    Term(
        TermKey.INVITATION,
        TermGroup.PUBLICATION,
        "Convocar a un espacio de diálogo",
        TermUnit.DAYS_BEFORE,
        "Hasta el día del espacio.",
        _always(30, OWN, Mark.TO_CONFIRM),
    ),
    Term(
        TermKey.REPORT_PUBLICATION,
        TermGroup.PUBLICATION,
        "Publicar el informe de un espacio ya hecho",
        TermUnit.MONTHS,
        "Desde el día del espacio; con las respuestas a lo que se preguntó antes y durante.",
        _always(1, "Ley 1712 de 2014, arts. 10 d y 11 e; Resolución MinTIC 1519 de 2020", Mark.CITED),
    ),
)

_ANSWERS = (
    Term(
        TermKey.ACCOUNTABILITY_ANSWER,
        TermGroup.ANSWERS,
        "Responder por escrito y publicar lo que se preguntó en la rendición de cuentas",
        TermUnit.WORKING_DAYS,
        "Desde el día siguiente a la recepción. No tiene prórroga propia.",
        _always(15, "Ley 1757 de 2015, art. 56; Ley 4 de 1913, art. 62", Mark.CITED),
    ),
    Term(
        TermKey.PETITION,
        TermGroup.ANSWERS,
        "Responder una petición",
        TermUnit.WORKING_DAYS,
        "Desde el día siguiente a la recepción.",
        _petition(15, 30, "art. 14"),
    ),
    Term(
        TermKey.INFORMATION_REQUEST,
        TermGroup.ANSWERS,
        "Responder una petición de documentos o de información",
        TermUnit.WORKING_DAYS,
        "Desde el día siguiente a la recepción. Sin respuesta, se entiende aceptada.",
        _petition(10, 20, "art. 14, num. 1"),
    ),
    Term(
        TermKey.CONSULTATION,
        TermGroup.ANSWERS,
        "Responder una consulta",
        TermUnit.WORKING_DAYS,
        "Desde el día siguiente a la recepción.",
        _petition(30, 35, "art. 14, num. 2"),
    ),
    Term(
        TermKey.BETWEEN_AUTHORITIES,
        TermGroup.ANSWERS,
        "Responder a otra autoridad",
        TermUnit.WORKING_DAYS,
        "Desde el día siguiente a la recepción.",
        _always(10, "Ley 1437 de 2011, art. 30", Mark.VERIFIED),
    ),
    Term(
        TermKey.TRANSFER,
        TermGroup.ANSWERS,
        "Trasladar a quien es competente e informarlo",
        TermUnit.WORKING_DAYS,
        "Desde el día siguiente a la recepción. El término del competente empieza el día siguiente a la suya.",
        _always(5, "Ley 1437 de 2011, art. 21", Mark.VERIFIED),
    ),
    Term(
        TermKey.COMPLETION_REQUEST,
        TermGroup.ANSWERS,
        "Pedir que se complete una petición",
        TermUnit.WORKING_DAYS,
        "Desde el día siguiente a la recepción.",
        _always(10, "Ley 1437 de 2011, art. 17", Mark.VERIFIED),
    ),
    Term(
        TermKey.COMPLETION,
        TermGroup.ANSWERS,
        "Completar la petición",
        TermUnit.MONTHS,
        "Desde que se pidió. El término de la respuesta empieza de nuevo el día siguiente a aquel en que se completa.",
        _always(1, "Ley 1437 de 2011, art. 17", Mark.VERIFIED),
    ),
    Term(
        TermKey.CLARIFICATION,
        TermGroup.ANSWERS,
        "Aclarar una petición que no se entiende",
        TermUnit.WORKING_DAYS,
        "Desde el día siguiente a su devolución. Solo se devuelve la que no se entiende.",
        _always(10, "Ley 1437 de 2011, art. 19", Mark.VERIFIED),
    ),
    Term(
        TermKey.SILENCE_COPIES,
        TermGroup.ANSWERS,
        "Entregar las copias cuando no se respondió",
        TermUnit.WORKING_DAYS,
        "Desde el día siguiente al último de la petición de documentos.",
        _always(3, "Ley 1437 de 2011, art. 14, num. 1", Mark.VERIFIED),
    ),
    Term(
        TermKey.EXTENSION_LIMIT,
        TermGroup.ANSWERS,
        "Hasta cuántas veces el término inicial llega una prórroga",
        TermUnit.NUMBER,
        "Se comunica antes de vencer, con sus razones y la fecha nueva.",
        _always(2, "Ley 1437 de 2011, art. 14, par.", Mark.VERIFIED),
    ),
    Term(
        TermKey.ALIKE,
        TermGroup.ANSWERS,
        "Peticiones iguales que, si son más, tienen una sola respuesta publicada",
        TermUnit.NUMBER,
        "De información, de interés general o de consulta.",
        _always(10, "Ley 1437 de 2011, art. 22", Mark.VERIFIED),
    ),
    Term(
        TermKey.OUTAGE,
        TermGroup.ANSWERS,
        "Insistir cuando falló el sistema de la entidad",
        TermUnit.WORKING_DAYS,
        "Desde el día siguiente a la falla, que debe quedar anotada.",
        _always(3, "Ley 1437 de 2011, art. 62, num. 2", Mark.VERIFIED),
    ),
)

_PERSONAL_DATA = (
    Term(
        TermKey.DATA_QUERY,
        TermGroup.PERSONAL_DATA,
        "Responder una consulta de datos personales",
        TermUnit.WORKING_DAYS,
        "Desde el día siguiente a la recepción.",
        _always(10, "Ley 1581 de 2012, art. 14", Mark.VERIFIED),
    ),
    Term(
        TermKey.DATA_QUERY_EXTENSION,
        TermGroup.PERSONAL_DATA,
        "Prórroga de una consulta de datos personales",
        TermUnit.WORKING_DAYS,
        "Desde el día siguiente al primer vencimiento.",
        _always(5, "Ley 1581 de 2012, art. 14", Mark.VERIFIED),
    ),
    Term(
        TermKey.DATA_CLAIM,
        TermGroup.PERSONAL_DATA,
        "Responder un reclamo de datos personales",
        TermUnit.WORKING_DAYS,
        "Desde el día siguiente a la recepción.",
        _always(15, "Ley 1581 de 2012, art. 15", Mark.VERIFIED),
    ),
    Term(
        TermKey.DATA_CLAIM_EXTENSION,
        TermGroup.PERSONAL_DATA,
        "Prórroga de un reclamo de datos personales",
        TermUnit.WORKING_DAYS,
        "Desde el día siguiente al primer vencimiento.",
        _always(8, "Ley 1581 de 2012, art. 15", Mark.VERIFIED),
    ),
    Term(
        TermKey.SMALL_COUNT,
        TermGroup.PERSONAL_DATA,
        "Desde cuántas personas se publica un conteo",
        TermUnit.NUMBER,
        "Un conteo más pequeño no se publica: podría señalar a alguien.",
        _always(5, "Ley 1581 de 2012, art. 6 e, que no dice cuántas", Mark.TO_CONFIRM),
    ),
    Term(
        TermKey.CHARACTERISATION_AGE,
        TermGroup.PERSONAL_DATA,
        "Desde cuándo las cifras de un grupo de valor son viejas",
        TermUnit.MONTHS,
        "Desde el día de los datos. Después se avisa a quien caracteriza; lo publicado no cambia.",
        _always(24, OWN, Mark.TO_CONFIRM),
    ),
    Term(
        TermKey.NAMES_OF_CONTRACTORS,
        TermGroup.PERSONAL_DATA,
        "Guardar y publicar el nombre de los contratistas que son personas naturales",
        TermUnit.YES_NO,
        "SECOP ya lo publica; sin decisión, aquí se lee «Persona natural». Rige desde la siguiente carga.",
        _always(0, "Ley 1712 de 2014, arts. 9 e y 10; Ley 1581 de 2012, art. 4", Mark.TO_CONFIRM),
    ),
)

_CALENDAR = (
    Term(
        TermKey.SATURDAYS_COUNT,
        TermGroup.CALENDAR,
        "Los sábados cuentan como días hábiles",
        TermUnit.YES_NO,
        "Cuentan si la entidad atiende al público los sábados.",
        _always(0, "Ley 1437 de 2011, art. 7, num. 2, que no lo dice", Mark.CITED),
    ),
    Term(
        TermKey.COUNT_FROM_FILING,
        TermGroup.CALENDAR,
        "Contar desde la radicación y no desde la recepción",
        TermUnit.YES_NO,
        "Lo recibido en un día no hábil se radica el siguiente hábil: contar desde allí da un día más. "
        "Sin decisión, se cuenta desde la recepción, que vence antes.",
        _always(0, "Ley 1437 de 2011, arts. 14 y 54", Mark.TO_CONFIRM),
    ),
)

TERMS: tuple[Term, ...] = _FOLLOW_UP + _PUBLICATION + _ANSWERS + _PERSONAL_DATA + _CALENDAR

_BY_KEY = {term.key: term for term in TERMS}


def term_of(key: str) -> Term:
    """The term of that key; `KeyError` where there is none."""
    return _BY_KEY[key]
