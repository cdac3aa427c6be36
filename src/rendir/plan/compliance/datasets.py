"""The datasets of the year at work: what anybody may take away of deliveries, evidence and verifications."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.urls import reverse

from rendir.foundation.audit.queries import last_deed
from rendir.foundation.core import clock
from rendir.foundation.core.tabular import Column, Dataset, Filter, Kind, Selection
from rendir.plan.compliance.models import Evidence, EvidenceLink, VerificationRound
from rendir.plan.compliance.queries import deliveries_of, sealed_rounds, warning_days
from rendir.plan.compliance.rules.promises import Key, key_order
from rendir.plan.compliance.rules.standing import FULFILLED, Delivery, Result, Status, is_on_time, status_on
from rendir.plan.compliance.sections.follow_up import activity_url
from rendir.plan.compliance.states import EvidenceState
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.queries import versions_in_force
from rendir.plan.planning.rules.facts import PERIOD_LABELS, PERIODS, Component

_TOPICS = ("compliance", "organization", "plan")
_LAW = "Ley 1757 de 2015, artículos 48 a 56; Ley 1712 de 2014, artículo 9"


@dataclass(frozen=True, slots=True)
class PublishedDelivery:
    """A delivery of the version in force of a year, as it stands today."""

    year: int
    delivery: Delivery
    status: Status

    @property
    def is_told(self) -> bool:
        """What the entity says of its work is public once planning accepted it."""
        return self.status in FULFILLED


def published_deliveries(selection: Selection) -> Iterator[PublishedDelivery]:
    """The selected deliveries of every year: by year, element, activity and period, an order that never changes."""
    rows = (row for row in _deliveries() if _fits(row, selection.filters, _DELIVERY_FITS))
    return islice(_after(rows, selection, lambda row: (row.year, row.delivery.key)), selection.limit)


def _deliveries() -> Iterator[PublishedDelivery]:
    today = clock.today()
    warning = warning_days(today)
    for strategy in _strategies():
        for one in sorted(deliveries_of(strategy), key=lambda one: key_order(one.key)):
            yield PublishedDelivery(strategy.year, one, status_on(one, today, warning_days=warning))


def _after(rows: Iterator[Any], selection: Selection, key: Callable[[Any], tuple[int, Key]]) -> Iterator[Any]:
    """The rows that come after the key asked for, in the order of the dataset."""
    if selection.after is None:
        yield from rows
        return
    year, text, *_ = selection.after
    known = Key.parse(str(text))
    last = (int(year), key_order(known)) if known else (int(year), ())
    for row in rows:
        row_year, row_key = key(row)
        if (row_year, key_order(row_key)) > last:
            yield row


def _fits(row: Any, wanted: Mapping[str, str], tests: Mapping[str, Callable[[Any, str], bool]]) -> bool:  # noqa: ANN401 - a row of any of these datasets
    return all(tests[name](row, value) for name, value in wanted.items())


_DELIVERY_FITS: Mapping[str, Callable[[PublishedDelivery, str], bool]] = {
    "vigencia": lambda row, value: str(row.year) == value,
    "componente": lambda row, value: row.delivery.key.component == value,
    "cuatrimestre": lambda row, value: str(row.delivery.key.period) == value,
    "estado": lambda row, value: row.status == value,
}


def _strategies() -> tuple[Strategy, ...]:
    """Every year with a version in force, oldest first."""
    return tuple(version.strategy for version in reversed(versions_in_force()))


def _years() -> Sequence[tuple[str, str]]:
    return [(str(version.strategy.year),) * 2 for version in versions_in_force()]


def _components() -> Sequence[tuple[str, str]]:
    return [(one.value, one.label) for one in Component]


def _periods() -> Sequence[tuple[str, str]]:
    return [(str(period), f"{period}: {PERIOD_LABELS[period].lower()}") for period in PERIODS]


def _statuses() -> Sequence[tuple[str, str]]:
    return [(one.value, one.label) for one in Status]


def _results() -> Sequence[tuple[str, str]]:
    return [(one.word, one.label) for one in Result]


_YEAR_FILTER = Filter("vigencia", "Vigencia", "Solo un año.", _years)
_PERIOD_FILTER = Filter("cuatrimestre", "Cuatrimestre", "Solo lo que se entrega en un periodo.", _periods)
_COMPONENT_FILTER = Filter("componente", "Componente", "Solo uno de los tres elementos.", _components)


DELIVERIES = Dataset(
    name="entregas",
    title="Entregas y su cumplimiento",
    description=(
        "Cada actividad en cada cuatrimestre en que se prometió: hasta cuándo se debía, si se cumplió, cuándo, con "
        "cuánta evidencia y qué verificó Control Interno. Con este archivo cualquiera recalcula el cumplimiento."
    ),
    columns=(
        Column("vigencia", "Vigencia", "Año de la estrategia.", Kind.WHOLE, lambda row: row.year),
        Column(
            "entrega",
            "Entrega",
            "Código de la actividad y número del cuatrimestre, como I4-2.",
            Kind.TEXT,
            lambda row: str(row.delivery.key),
        ),
        Column("actividad", "Actividad", "Código de la actividad.", Kind.TEXT, lambda row: row.delivery.key.code),
        Column(
            "componente",
            "Componente",
            "Elemento de la rendición de cuentas.",
            Kind.TEXT,
            lambda row: row.delivery.key.component.label,
        ),
        Column(
            "etapas",
            "Etapas",
            "Etapas del proceso en que se hace.",
            Kind.LIST,
            lambda row: [stage.label for stage in row.delivery.promise.facts.ordered_stages],
        ),
        Column(
            "cuatrimestre",
            "Cuatrimestre",
            "1 (enero a abril), 2 (mayo a agosto) o 3 (septiembre a diciembre).",
            Kind.WHOLE,
            lambda row: row.delivery.key.period,
        ),
        Column(
            "clase",
            "Qué se espera",
            "Avance, Producto final, Producto del cuatrimestre o Permanente.",
            Kind.TEXT,
            lambda row: row.delivery.promise.nature.label,
        ),
        Column(
            "responsables",
            "Responsables",
            "Dependencias, equipos o roles que responden.",
            Kind.LIST,
            lambda row: [one.name for one in row.delivery.promise.facts.responsibles],
        ),
        Column(
            "ultimo_dia",
            "Último día",
            "Hasta cuándo se puede entregar sin estar tarde.",
            Kind.DATE,
            lambda row: row.delivery.promise.due_on,
        ),
        Column(
            "razon_del_dia",
            "Por qué ese día",
            "Razón con que se puso a mano, o norma del término. Vacío: el fin del cuatrimestre.",
            Kind.PROSE,
            lambda row: row.delivery.work.due_reason or row.delivery.promise.due_norm or None,
        ),
        Column(
            "estado",
            "Estado",
            "Cómo está el día de la descarga: "
            + ", ".join(f"{one.value} ({one.label.lower()})" for one in Status)
            + ".",
            Kind.TEXT,
            lambda row: row.status.value,
        ),
        Column(
            "reportada",
            "Reportada",
            "Día del reporte que vale. Vacío: no se ha reportado.",
            Kind.DATE,
            lambda row: row.delivery.work.reported_on,
        ),
        Column(
            "aceptada",
            "Aceptada",
            "Día en que Planeación la aceptó.",
            Kind.DATE,
            lambda row: row.delivery.work.accepted_on,
        ),
        Column(
            "a_tiempo",
            "A tiempo",
            "Si se reportó a más tardar su último día. Vacío: no se ha aceptado.",
            Kind.FLAG,
            lambda row: is_on_time(row.delivery) if row.is_told else None,
        ),
        Column(
            "avance",
            "Avance (%)",
            "El que dice la dependencia en lo aceptado. Vacío: no lo dice.",
            Kind.WHOLE,
            lambda row: row.delivery.work.progress if row.is_told else None,
        ),
        Column(
            "que_se_hizo",
            "Qué se hizo",
            "En palabras de la dependencia, cuando Planeación ya la aceptó.",
            Kind.PROSE,
            lambda row: row.delivery.work.summary if row.is_told else None,
        ),
        Column(
            "explicacion",
            "Explicación",
            "Por qué no se entregó, por qué se devolvió o por qué no aplica.",
            Kind.PROSE,
            lambda row: row.delivery.work.delay or row.delivery.work.reason or None,
        ),
        Column(
            "aceptada_por_quien_reporto",
            "La aceptó quien la reportó",
            "Sí donde no había otra persona que pudiera revisarla.",
            Kind.FLAG,
            lambda row: row.delivery.work.accepted_alone,
        ),
        Column("evidencias", "Evidencias", "Cuántas tiene.", Kind.WHOLE, lambda row: row.delivery.work.evidence),
        Column(
            "evidencias_publicas",
            "Evidencias públicas",
            "Cuántas puede abrir cualquiera.",
            Kind.WHOLE,
            lambda row: row.delivery.work.published,
        ),
        Column(
            "control_interno",
            "Control Interno",
            "Lo que encontró en su último informe: verificada, en-parte o no-verificada. Vacío: no la ha verificado.",
            Kind.TEXT,
            lambda row: row.delivery.verdict.result.word if row.delivery.verdict else None,
        ),
        Column(
            "porcentaje_control_interno",
            "% de Control Interno",
            "El que le dio. Vacío: no dio porcentaje.",
            Kind.WHOLE,
            lambda row: row.delivery.verdict.percentage if row.delivery.verdict else None,
        ),
        Column(
            "direccion",
            "Página",
            "Página pública de la entrega.",
            Kind.ADDRESS,
            lambda row: f"{settings.BASE_URL}{activity_url(row.year, row.delivery)}",
        ),
    ),
    rows=published_deliveries,
    key=("vigencia", "entrega"),
    count=lambda: sum(1 for _ in _deliveries()),
    updated=lambda: last_deed("delivery", "evidencelink", "verificationround", "strategyversion"),
    legal_basis=_LAW,
    keywords=("rendición de cuentas", "cumplimiento", "seguimiento", "transparencia"),
    topics=_TOPICS,
    filters=(
        _YEAR_FILTER,
        _COMPONENT_FILTER,
        _PERIOD_FILTER,
        Filter("estado", "Estado", "Solo las que están así hoy.", _statuses),
    ),
)


@dataclass(frozen=True, slots=True)
class PublishedEvidence:
    """A piece of evidence that anybody may open, in one of the deliveries that it supports."""

    year: int
    key: Key
    evidence: Evidence


def published_evidence(selection: Selection) -> Iterator[PublishedEvidence]:
    """The selected pieces of evidence, by year, delivery and identity."""
    rows = sorted((row for row in _evidence() if _fits(row, selection.filters, _EVIDENCE_FITS)), key=_evidence_order)
    if selection.after is not None:
        year, text, identity = selection.after
        known = Key.parse(str(text))
        last = (int(year), key_order(known) if known else (), str(identity))
        rows = [row for row in rows if _evidence_order(row) > last]
    return islice(iter(rows), selection.limit)


def _evidence() -> Iterator[PublishedEvidence]:
    links = EvidenceLink.objects.filter(evidence__state=EvidenceState.PUBLIC)
    related = links.select_related("evidence__public_file", "delivery__activity__strategy")
    for link in related.iterator(chunk_size=2000):
        yield PublishedEvidence(link.delivery.activity.strategy.year, link.delivery.key, link.evidence)


def _evidence_order(row: PublishedEvidence) -> tuple[int, tuple[int, ...], str]:
    return row.year, key_order(row.key), row.evidence.public_id


_EVIDENCE_FITS: Mapping[str, Callable[[PublishedEvidence, str], bool]] = {
    "vigencia": lambda row, value: str(row.year) == value,
    "componente": lambda row, value: row.key.component == value,
    "cuatrimestre": lambda row, value: str(row.key.period) == value,
}

EVIDENCE = Dataset(
    name="evidencias",
    title="Evidencias publicadas",
    description=(
        "Los documentos, enlaces y registros que sostienen las entregas y que una persona publicó después de revisar "
        "que no muestran datos personales. La misma evidencia aparece una vez por cada entrega que sostiene."
    ),
    columns=(
        Column("vigencia", "Vigencia", "Año de la estrategia.", Kind.WHOLE, lambda row: row.year),
        Column("entrega", "Entrega", "Actividad y cuatrimestre, como I4-2.", Kind.TEXT, lambda row: str(row.key)),
        Column("evidencia", "Evidencia", "Su identidad.", Kind.TEXT, lambda row: row.evidence.public_id),
        Column("titulo", "Título", "Qué es.", Kind.TEXT, lambda row: row.evidence.public_title),
        Column("clase", "Clase", "Archivo, enlace o registro.", Kind.TEXT, lambda row: row.evidence.get_kind_display()),
        Column(
            "en_palabras",
            "En palabras",
            "Lo que muestra, para quien no la ve. Vacío: es texto que se lee.",
            Kind.PROSE,
            lambda row: row.evidence.alt_text or None,
        ),
        Column(
            "fecha_del_hecho",
            "Fecha del hecho",
            "Cuándo ocurrió lo que muestra.",
            Kind.DATE,
            lambda row: row.evidence.fact_on,
        ),
        Column("agregada", "Agregada", "Cuándo se agregó.", Kind.MOMENT, lambda row: row.evidence.added_at),
        Column("publicada", "Publicada", "Cuándo se publicó.", Kind.MOMENT, lambda row: row.evidence.published_at),
        Column(
            "huella",
            "Huella SHA-256",
            "La de la copia publicada. Vacío: no es un archivo.",
            Kind.TEXT,
            lambda row: row.evidence.public_file.sha256 if row.evidence.public_file else None,
        ),
        Column(
            "direccion",
            "Página",
            "Página pública de la evidencia.",
            Kind.ADDRESS,
            lambda row: f"{settings.BASE_URL}{reverse('compliance:evidence', args=[row.evidence.public_id])}",
        ),
    ),
    rows=published_evidence,
    key=("vigencia", "entrega", "evidencia"),
    count=lambda: EvidenceLink.objects.filter(evidence__state=EvidenceState.PUBLIC).count(),
    updated=lambda: last_deed("evidence", "evidencelink"),
    legal_basis=_LAW,
    keywords=("rendición de cuentas", "evidencia", "transparencia"),
    topics=_TOPICS,
    filters=(_YEAR_FILTER, _COMPONENT_FILTER, _PERIOD_FILTER),
)


@dataclass(frozen=True, slots=True)
class PublishedVerification:
    """What Control Interno found of one delivery in a sealed round."""

    round: VerificationRound
    line: Mapping[str, Any]

    @property
    def year(self) -> int:
        return self.round.strategy.year

    @property
    def key(self) -> Key:
        found = Key.parse(self.line["key"])
        assert found is not None  # noqa: S101 - the line was written by `verdict_line`
        return found


def published_verifications(selection: Selection) -> Iterator[PublishedVerification]:
    """The selected verifications of every sealed round, by year, element, activity and period."""
    rows = (row for row in _verifications() if _fits(row, selection.filters, _VERIFICATION_FITS))
    return islice(_after(rows, selection, lambda row: (row.year, row.key)), selection.limit)


def _verifications() -> Iterator[PublishedVerification]:
    for strategy in _strategies():
        rows = [PublishedVerification(one, line) for one in sealed_rounds(strategy) for line in one.lines or ()]
        yield from sorted(rows, key=lambda row: key_order(row.key))


_VERIFICATION_FITS: Mapping[str, Callable[[PublishedVerification, str], bool]] = {
    "vigencia": lambda row, value: str(row.year) == value,
    "cuatrimestre": lambda row, value: str(row.round.period) == value,
    "resultado": lambda row, value: Result(row.line["result"]).word == value,
}

VERIFICATIONS = Dataset(
    name="verificaciones",
    title="Verificaciones de Control Interno",
    description=(
        "Lo que la Oficina de Control Interno encontró de cada entrega que verificó, tal como quedó en su informe "
        "sellado, con la réplica de la dependencia. Es su cuenta, aparte de la de la entidad."
    ),
    columns=(
        Column("vigencia", "Vigencia", "Año de la estrategia.", Kind.WHOLE, lambda row: row.year),
        Column("entrega", "Entrega", "Actividad y cuatrimestre, como I4-2.", Kind.TEXT, lambda row: row.line["key"]),
        Column("cuatrimestre", "Cuatrimestre", "El del corte.", Kind.WHOLE, lambda row: row.round.period),
        Column(
            "estado_en_el_corte",
            "Estado en el corte",
            "Cómo estaba para la entidad el día del corte.",
            Kind.TEXT,
            lambda row: row.line["status"],
        ),
        Column(
            "porcentaje_entidad",
            "% que dice la entidad",
            "Vacío: no lo dice.",
            Kind.WHOLE,
            lambda row: row.line["reported_percentage"],
        ),
        Column(
            "resultado",
            "Resultado",
            "Lo que encontró: verificada, en-parte o no-verificada.",
            Kind.TEXT,
            lambda row: Result(row.line["result"]).word,
        ),
        Column(
            "porcentaje_control_interno",
            "% de Control Interno",
            "Vacío: no dio porcentaje.",
            Kind.WHOLE,
            lambda row: row.line["percentage"],
        ),
        Column("observacion", "Observación", "Qué no se verificó.", Kind.PROSE, lambda row: row.line["remark"] or None),
        Column(
            "recomendacion",
            "Recomendación",
            "Qué propone.",
            Kind.PROSE,
            lambda row: row.line["recommendation"] or None,
        ),
        Column(
            "replica",
            "Réplica",
            "Lo que respondió la dependencia antes de sellar el informe.",
            Kind.PROSE,
            lambda row: row.line["reply"] or None,
        ),
        Column("sellada", "Sellada", "Cuándo se selló el informe.", Kind.MOMENT, lambda row: row.round.sealed_at),
        Column(
            "direccion",
            "Página",
            "Informe en que está.",
            Kind.ADDRESS,
            lambda row: f"{settings.BASE_URL}{row.round.get_absolute_url()}",
        ),
    ),
    rows=published_verifications,
    key=("vigencia", "entrega"),
    count=lambda: sum(1 for _ in _verifications()),
    updated=lambda: last_deed("verificationround"),
    legal_basis="Ley 87 de 1993, artículo 12; Ley 1712 de 2014, artículo 9",
    keywords=("rendición de cuentas", "control interno", "verificación"),
    topics=_TOPICS,
    filters=(
        _YEAR_FILTER,
        _PERIOD_FILTER,
        Filter("resultado", "Resultado", "Solo las que quedaron así.", _results),
    ),
)
