"""The datasets of surveys: each survey with its method sheet, and every published figure, without small counts."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db.models import Q

from rendir.foundation.audit.queries import last_deed
from rendir.foundation.core.tabular import Column, Dataset, Filter, Kind, Selection
from rendir.information.surveys.models import ResultLine, Survey
from rendir.information.surveys.states import SurveyState

_LAW = "Ley 1757 de 2015, artículos 48 a 56; Ley 1712 de 2014, artículo 9; Ley 1581 de 2012, artículo 6"
_TOPICS = ("surveys",)


def _published() -> Q:
    return Q(state=SurveyState.PUBLISHED)


def published_surveys(selection: Selection) -> Iterator[Survey]:
    """The selected surveys with results, by year and identity. One query."""
    rows = Survey.objects.filter(_published()).defer("questions", "counts").order_by("year", "public_id")
    if year := selection.filters.get("vigencia"):
        rows = rows.filter(year=int(year)) if year.isdecimal() else rows.none()
    if selection.after is not None:
        last, identity = int(selection.after[0]), str(selection.after[1])
        rows = rows.filter(Q(year__gt=last) | Q(year=last, public_id__gt=identity))
    if selection.limit is not None:
        rows = rows[: selection.limit]
    yield from rows.iterator(chunk_size=2000)


def published_lines(selection: Selection) -> Iterator[ResultLine]:
    """The selected figures, by survey and place. One query."""
    rows = ResultLine.objects.filter(survey__state=SurveyState.PUBLISHED).select_related("survey")
    rows = rows.defer("survey__questions", "survey__counts", "survey__results").order_by("survey__public_id", "place")
    if wanted := selection.filters.get("encuesta"):
        rows = rows.filter(survey__public_id=wanted)
    if selection.after is not None:
        identity, place = str(selection.after[0]), int(selection.after[1])
        rows = rows.filter(Q(survey__public_id__gt=identity) | Q(survey__public_id=identity, place__gt=place))
    if selection.limit is not None:
        rows = rows[: selection.limit]
    yield from rows.iterator(chunk_size=2000)


def _total(survey: Survey) -> int | None:
    results = survey.published_results()
    return results.total if results else None


def _margin(survey: Survey) -> Decimal | None:
    results = survey.published_results()
    return Decimal(results.margin) if results and results.margin else None


def _updated() -> datetime | None:
    return last_deed("survey")


def _years() -> Sequence[tuple[str, str]]:
    rows = Survey.objects.filter(_published()).order_by("-year").values_list("year", flat=True).distinct()
    return [(str(year),) * 2 for year in rows]


def _titles() -> Sequence[tuple[str, str]]:
    return [*Survey.objects.filter(_published()).order_by("year", "title").values_list("public_id", "title")]


SURVEYS = Dataset(
    name="encuestas",
    title="Encuestas",
    description=(
        "Las encuestas con resultados publicados y su ficha técnica: a quién se preguntó, cuándo, cómo y cuántas "
        "personas respondieron. Las respuestas una por una no se publican."
    ),
    columns=(
        Column("vigencia", "Vigencia", "Año de la encuesta.", Kind.WHOLE, lambda row: row.year),
        Column("encuesta", "Encuesta", "Su identidad.", Kind.TEXT, lambda row: row.public_id),
        Column("titulo", "Título", "Cómo se llama.", Kind.TEXT, lambda row: row.title),
        Column(
            "publico",
            "A quién pregunta",
            "Ciudadanía o funcionarios.",
            Kind.TEXT,
            lambda row: row.get_audience_display(),
        ),
        Column("poblacion", "Población", "De quiénes se quiere saber.", Kind.PROSE, lambda row: row.population),
        Column(
            "tamano", "Tamaño", "Cuántas personas son. Vacío: no se sabe.", Kind.WHOLE, lambda row: row.population_size
        ),
        Column(
            "muestra", "Muestra", "Cómo se escogió a quien responde.", Kind.TEXT, lambda row: row.get_sampling_display()
        ),
        Column("invitadas", "Invitadas", "A cuántas personas se invitó.", Kind.WHOLE, lambda row: row.invited),
        Column("respuestas", "Respuestas", "Cuántas personas respondieron.", Kind.WHOLE, _total),
        Column(
            "margen",
            "Margen de error",
            "En puntos, con 95 % de confianza. Vacío: no es una muestra al azar.",
            Kind.DECIMAL,
            _margin,
        ),
        Column("desde", "Desde", "Día en que se abrió.", Kind.DATE, lambda row: row.opened_on),
        Column("hasta", "Hasta", "Día en que se cerró.", Kind.DATE, lambda row: row.closed_on),
        Column("modo", "Cómo se recogió", "Por qué medios y quién ayudó.", Kind.PROSE, lambda row: row.fieldwork),
        Column("responsable", "Quién la hizo", "Dependencia o equipo.", Kind.TEXT, lambda row: row.made_by),
        Column("version", "Versión", "De los resultados.", Kind.WHOLE, lambda row: row.results_number),
        Column("huella", "Huella", "SHA-256 de los resultados publicados.", Kind.TEXT, lambda row: row.results_digest),
        Column(
            "direccion",
            "Página",
            "Donde se leen los resultados.",
            Kind.ADDRESS,
            lambda row: f"{settings.BASE_URL}{row.get_results_url()}",
        ),
    ),
    rows=published_surveys,
    key=("vigencia", "encuesta"),
    count=lambda: Survey.objects.filter(_published()).count(),
    updated=_updated,
    legal_basis=_LAW,
    keywords=("rendición de cuentas", "encuestas", "percepción"),
    topics=_TOPICS,
    filters=(Filter("vigencia", "Vigencia", "Solo un año.", _years),),
)

RESULTS = Dataset(
    name="resultados-encuestas",
    title="Resultados de las encuestas",
    description=(
        "Cada cifra publicada: cuántas personas dieron cada respuesta, de todas y por grupos. Los conteos pequeños, y "
        "los que dejarían deducirlos, están reservados."
    ),
    columns=(
        Column("encuesta", "Encuesta", "Su identidad.", Kind.TEXT, lambda row: row.survey.public_id),
        Column("lugar", "Lugar", "Orden de la cifra dentro de su encuesta.", Kind.WHOLE, lambda row: row.place),
        Column("titulo", "Título", "Título de la encuesta.", Kind.TEXT, lambda row: row.survey.title),
        Column("pregunta", "Pregunta", "Lo que se preguntó.", Kind.PROSE, lambda row: row.question),
        Column("clase", "Clase", "Cómo se responde.", Kind.TEXT, lambda row: row.kind),
        Column("parte", "Parte", "Fila de una tabla u opción que se ordena.", Kind.TEXT, lambda row: row.item),
        Column("respuesta", "Respuesta", "Vacía: la cifra es de toda la pregunta.", Kind.TEXT, lambda row: row.answer),
        Column("grupo", "Grupo", "De quiénes es la cifra. Vacío: de todos.", Kind.TEXT, lambda row: row.group),
        Column(
            "respondieron",
            "Respondieron",
            "Cuántas personas respondieron la pregunta (n).",
            Kind.WHOLE,
            lambda row: row.answered,
        ),
        Column("personas", "Personas", "Cuántas dieron esa respuesta.", Kind.WHOLE, lambda row: row.count),
        Column("porcentaje", "%", "De quienes respondieron.", Kind.DECIMAL, lambda row: row.percent),
        Column("promedio", "Promedio", "De escalas, órdenes y números.", Kind.DECIMAL, lambda row: row.mean),
        Column("mediana", "Mediana", "El valor de la mitad.", Kind.DECIMAL, lambda row: row.median),
        Column(
            "reservado",
            "Reservado",
            "Sí: el conteo no se publica porque señalaría a pocas personas.",
            Kind.FLAG,
            lambda row: row.held_back,
        ),
    ),
    rows=published_lines,
    key=("encuesta", "lugar"),
    count=lambda: ResultLine.objects.filter(survey__state=SurveyState.PUBLISHED).count(),
    updated=_updated,
    legal_basis=_LAW,
    keywords=("rendición de cuentas", "encuestas", "percepción", "resultados"),
    topics=_TOPICS,
    filters=(Filter("encuesta", "Encuesta", "Solo una encuesta.", _titles),),
)
