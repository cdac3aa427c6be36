"""The datasets of topics: the topics, the ranking of the closed rounds, and their ballots, so that anybody recounts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge

from django.conf import settings
from django.db.models import Prefetch

from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core.tabular import Column, Dataset, Filter, Kind, Selection
from rendir.information.topics.exports.wording import BY_ITS_PLACE
from rendir.information.topics.models import Ballot, Channel, RoundTopic, Topic, TopicRound, TopicSource
from rendir.information.topics.rules.ranking import Placed, in_two_decimals
from rendir.information.topics.rules.recount import from_json
from rendir.information.topics.states import RoundState, TopicState

_COUNTED = (RoundState.CLOSED, RoundState.DECIDED)
_BASIS = "Ley 1757 de 2015, artículos 50 y 53; Ley 1712 de 2014, artículo 3"


def published_topics(selection: Selection) -> Iterator[Topic]:
    """The selected topics by their address, with their sources. Two queries for each two thousand."""
    sources = Prefetch("sources", TopicSource.objects.order_by("on", "pk"))
    rows = Topic.objects.select_related("joined_to").prefetch_related(sources).order_by("slug")
    if state := selection.filters.get("estado"):
        rows = rows.filter(state=state)
    if selection.after is not None:
        rows = rows.filter(slug__gt=str(selection.after[0]))
    if selection.limit is not None:
        rows = rows[: selection.limit]
    yield from rows.iterator(chunk_size=2000)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A topic in its place in a closed round."""

    round: TopicRound
    placed: Placed
    option: RoundTopic | None


@dataclass(frozen=True, slots=True)
class VoteRow:
    """A ballot, or what a bundle of paper ballots gives one topic."""

    round: str
    vote: str
    channel: Channel
    topics: tuple[str, ...]
    times: int


def places(selection: Selection) -> Iterator[PlaceRow]:
    """The ranking of every closed round."""
    for round_ in _rounds(selection):
        options = {one.topic.slug: one for one in round_.options.select_related("topic")}
        rows = [PlaceRow(round_, one, options.get(one.key)) for one in from_json(round_.ranking or ())]
        yield from (one for one in rows if _is_after(selection, round_, one.placed.place))


def votes(selection: Selection) -> Iterator[VoteRow]:
    """The ballots of every closed round, by identities that were drawn by lot."""
    for round_ in _rounds(selection):
        rows = merge(_sent(round_), _on_paper(round_), key=lambda one: one.vote)
        yield from (one for one in rows if _is_after(selection, round_, one.vote))


def _sent(round_: TopicRound) -> Iterator[VoteRow]:
    for one in Ballot.objects.filter(round=round_).order_by("pk").iterator(chunk_size=2000):
        yield VoteRow(round_.slug, one.pk, Channel(one.channel), tuple(one.choices), 1)


def _on_paper(round_: TopicRound) -> list[VoteRow]:
    rows = [
        VoteRow(round_.slug, f"{bundle.public_id}-{key}", Channel.PAPER, (key,), times)
        for bundle in round_.bundles.all()
        for key, times in bundle.counts.items()
    ]
    return sorted(rows, key=lambda one: one.vote)


def _rounds(selection: Selection) -> Sequence[TopicRound]:
    """The closed rounds that are asked for, from the one where a page before ended."""
    found = TopicRound.objects.filter(state__in=_COUNTED).order_by("year", "number")
    asked, after = selection.filters.get("ronda"), selection.after
    return [
        one
        for one in found
        if (not asked or one.slug == asked) and (after is None or (one.year, one.number) >= _numbers(str(after[0])))
    ]


def _is_after(selection: Selection, round_: TopicRound, last: str | int) -> bool:
    after = selection.after
    if after is None or round_.slug != after[0]:
        return True
    return last > int(after[1]) if isinstance(last, int) else last > str(after[1])


def _numbers(slug: str) -> tuple[int, int]:
    year, _dash, number = slug.partition("-")
    return int(year), int(number)


def _updated() -> datetime | None:
    kinds = ("topic", "topicsource", "topicround")
    rows = LedgerEntry.objects.filter(kind__in=kinds).order_by("-sequence")
    last = rows.values_list("at", flat=True).first()
    return datetime.fromisoformat(last) if last else None


def _count_votes() -> int:
    sent = Ballot.objects.filter(round__state__in=_COUNTED).count()
    counts = TopicRound.objects.filter(state__in=_COUNTED).values_list("bundles__counts", flat=True)
    return sent + sum(len(one or {}) for one in counts)


def _count_places() -> int:
    rows = TopicRound.objects.filter(state__in=_COUNTED).values_list("ranking", flat=True)
    return sum(len(one or ()) for one in rows)


def _states() -> Sequence[tuple[str, str]]:
    return [(one.value, one.label) for one in TopicState]


def _slugs() -> Sequence[tuple[str, str]]:
    rounds = TopicRound.objects.filter(state__in=_COUNTED).order_by("year", "number")
    return [(one.slug, one.title) for one in rounds]


def _taken(row: PlaceRow) -> str | None:
    if row.option is None or row.option.taken is None:
        return None
    return "sí" if row.option.taken else "no"


def _reason(row: PlaceRow) -> str | None:
    if row.option is None or row.option.taken is None:
        return None
    return row.option.reason or BY_ITS_PLACE


_ROUND = Filter("ronda", "Ronda", "Solo una ronda.", _slugs)

TOPICS = Dataset(
    name="temas",
    title="Temas de interés",
    description="Los temas que se propusieron para rendir cuentas de ellos, con las fuentes de las que vienen.",
    columns=(
        Column("tema", "Tema", "Su identidad, que no cambia.", Kind.TEXT, lambda row: row.slug),
        Column("titulo", "Título", "De qué se trata.", Kind.TEXT, lambda row: row.title),
        Column("descripcion", "Qué abarca", "En pocas palabras.", Kind.PROSE, lambda row: row.description or None),
        Column(
            "estado", "Estado", "Candidato, unido a otro o retirado.", Kind.TEXT, lambda row: row.get_state_display()
        ),
        Column(
            "unido_a",
            "Unido a",
            "El tema que lo recoge. Vacío: ninguno.",
            Kind.TEXT,
            lambda row: row.joined_to.slug if row.joined_to else None,
        ),
        Column("desde", "Desde", "Día en que entró.", Kind.DATE, lambda row: row.added_on),
        Column(
            "fuentes",
            "Fuentes",
            "Qué dice que el tema importa.",
            Kind.LIST,
            lambda row: [f"{one.get_kind_display()}: {one.reference}" for one in row.sources.all()],
        ),
        Column(
            "cifras",
            "Cifras",
            "La de cada fuente, en el mismo orden. «sin dato» donde no la hay.",
            Kind.LIST,
            lambda row: ["sin dato" if one.figure is None else str(one.figure) for one in row.sources.all()],
        ),
        Column(
            "direccion",
            "Página",
            "Página pública del tema.",
            Kind.ADDRESS,
            lambda row: f"{settings.BASE_URL}{row.get_absolute_url()}",
        ),
    ),
    rows=published_topics,
    key=("tema",),
    count=Topic.objects.count,
    updated=_updated,
    legal_basis=_BASIS,
    keywords=("rendición de cuentas", "temas de interés", "participación"),
    topics=("topics",),
    filters=(Filter("estado", "Estado", "Solo los de un estado.", _states),),
)

PLACES = Dataset(
    name="prioridad-temas",
    title="Resultado de las rondas de temas",
    description="El puesto de cada tema en cada ronda cerrada, con sus puntos, sus votos y lo que se decidió.",
    columns=(
        Column("ronda", "Ronda", "Año y número.", Kind.TEXT, lambda row: row.round.slug),
        Column("puesto", "Puesto", "Lugar en el resultado.", Kind.WHOLE, lambda row: row.placed.place),
        Column("tema", "Tema", "Su identidad.", Kind.TEXT, lambda row: row.placed.key),
        Column("titulo", "Título", "Como estaba al cerrar.", Kind.TEXT, lambda row: row.placed.title),
        Column(
            "puntos", "Puntos", "De 100, con dos decimales.", Kind.TEXT, lambda row: in_two_decimals(row.placed.points)
        ),
        Column("puntos_exactos", "Puntos exactos", "Como fracción.", Kind.TEXT, lambda row: str(row.placed.points)),
        Column("votos", "Votos", "Los que obtuvo.", Kind.WHOLE, lambda row: row.placed.votes),
        Column("empate", "Empate", "Con quién y cómo se resolvió.", Kind.PROSE, lambda row: row.placed.tie or None),
        Column("escogido", "Escogido", "«sí» o «no». Vacío: no se ha decidido.", Kind.TEXT, _taken),
        Column("razon", "Razón", "Por qué se escogió o no.", Kind.PROSE, _reason),
        Column(
            "direccion",
            "Página",
            "Página de la ronda.",
            Kind.ADDRESS,
            lambda row: f"{settings.BASE_URL}{row.round.get_absolute_url()}",
        ),
    ),
    rows=places,
    key=("ronda", "puesto"),
    count=_count_places,
    updated=_updated,
    legal_basis=_BASIS,
    keywords=("rendición de cuentas", "temas de interés", "priorización"),
    topics=("topics",),
    filters=(_ROUND,),
)

VOTES = Dataset(
    name="votos-temas",
    title="Votos de las rondas de temas",
    description=(
        "Cada voto de las rondas cerradas, sin fecha ni nada de quien votó: con ellos cualquiera vuelve a contar. "
        "Las papeletas se cuentan juntas: cada fila dice cuántas marcaron un tema."
    ),
    columns=(
        Column("ronda", "Ronda", "Año y número.", Kind.TEXT, lambda row: row.round),
        Column("voto", "Voto", "Identidad sacada a la suerte.", Kind.TEXT, lambda row: row.vote),
        Column("canal", "Canal", "En línea, con código o en papel.", Kind.TEXT, lambda row: row.channel.label),
        Column("temas", "Temas", "Los que escogió.", Kind.LIST, lambda row: list(row.topics)),
        Column("veces", "Veces", "1, o cuántas papeletas marcaron el tema.", Kind.WHOLE, lambda row: row.times),
    ),
    rows=votes,
    key=("ronda", "voto"),
    count=_count_votes,
    updated=_updated,
    legal_basis=_BASIS,
    keywords=("rendición de cuentas", "temas de interés", "votos"),
    topics=("topics",),
    filters=(_ROUND,),
)
