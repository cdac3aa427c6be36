"""What is read of topics: the candidates with what counts for them, the rounds, and what enters the count of one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from rendir.foundation.audit.held import held
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.core.spanish import fold
from rendir.information.audiences.models import Characterisation
from rendir.information.audiences.rules.facts import GroupFacts
from rendir.information.topics.models import (
    Ballot,
    BasisChoice,
    Channel,
    PaperBundle,
    RoundCriterion,
    RoundTopic,
    Topic,
    TopicJudgement,
    TopicProposal,
    TopicRound,
    TopicSource,
)
from rendir.information.topics.rules.joining import standing_for
from rendir.information.topics.rules.likeness import Alike, Worded, alike
from rendir.information.topics.rules.voting import Cast, tally
from rendir.information.topics.states import ProposalState, RoundState, TopicState

LONGEST_TITLE = 160

SHOWN = (RoundState.OPEN, RoundState.CLOSED, RoundState.DECIDED, RoundState.WITHDRAWN)
"""What anybody sees of the rounds: all but those in preparation."""


@held("organization")
def has_topics() -> bool:
    """Whether there is any topic to show."""
    return Topic.objects.exists()


def candidates() -> QuerySet[Topic]:
    """The topics that may be chosen, each with how many sources stand behind it."""
    return Topic.objects.filter(state=TopicState.CANDIDATE).annotate(told=Count("sources"))


def topic_of(slug: str) -> Topic:
    """The topic of that address."""
    found = Topic.objects.select_related("joined_to").filter(slug=slug).first()
    if found is None:
        message = _("No hay un tema con esta dirección.")
        raise NotFound(message, way_out=_("Búsquelo en la lista de temas."))
    return found


def round_of(slug: str, *, rows: QuerySet[TopicRound] | None = None) -> TopicRound:
    """The round of that address (`2021-1`)."""
    year, _dash, number = slug.partition("-")
    rows = TopicRound.objects.all() if rows is None else rows
    is_told = year.isdecimal() and number.isdecimal() and len(year) == 4 and len(number) < 4
    found = rows.select_related("publication").filter(year=int(year), number=int(number)).first() if is_told else None
    if found is None:
        message = _("No hay una ronda de temas con esta dirección.")
        raise NotFound(message, way_out=_("Búsquela en la página de los temas."))
    return found


def public_rounds() -> QuerySet[TopicRound]:
    """The rounds that anybody sees, the newest first."""
    return TopicRound.objects.filter(state__in=SHOWN)


def last_decided_round() -> TopicRound | None:
    """The newest round that was decided."""
    return public_rounds().filter(state=RoundState.DECIDED).first()


def waiting_proposals() -> QuerySet[TopicProposal]:
    """What waits to be looked at, the oldest first."""
    return TopicProposal.objects.filter(state=ProposalState.WAITING)


def needs_to_propose(version: Characterisation) -> dict[str, list[GroupFacts]]:
    """What the groups of a characterisation want to know, each thing with its groups: what nobody proposed yet and no
    topic is called.
    """
    titles = [*TopicProposal.objects.values_list("title", flat=True), *Topic.objects.values_list("title", flat=True)]
    known = {fold(one) for one in titles}
    found: dict[str, list[GroupFacts]] = {}
    for group in version.groups:
        for title in dict.fromkeys(need.topic[:LONGEST_TITLE] for need in group.needs):
            if fold(title) not in known:
                found.setdefault(title, []).append(group)
    return found


def proposal_of(public_id: str) -> TopicProposal:
    """A proposal by its code."""
    found = TopicProposal.objects.select_related("topic").filter(public_id=public_id).first()
    if found is None:
        message = _("No hay una propuesta con este código.")
        raise NotFound(message, way_out=_("Revise el código que le dimos al enviarla."))
    return found


def family_of(topics: Iterable[Topic]) -> dict[int, set[int]]:
    """Of each topic, the keys of all that were joined to it, however far, and its own. One query."""
    joined = _joined_to()
    families: dict[int, set[int]] = {one.pk: {one.pk} for one in topics}
    for pk in joined:
        families.get(standing_for(pk, joined), set()).add(pk)
    return families


def sources_behind(topics: Sequence[Topic]) -> dict[int, list[TopicSource]]:
    """Of each topic its sources and those of the topics joined to it. Two queries."""
    families = family_of(topics)
    whole = {member: root for root, members in families.items() for member in members}
    found: dict[int, list[TopicSource]] = {one.pk: [] for one in topics}
    for source in TopicSource.objects.filter(topic__in=whole).select_related("topic").order_by("on", "pk"):
        found[whole[source.topic_id]].append(source)
    return found


def options_of(round_: TopicRound) -> list[RoundTopic]:
    """The topics of a round by name; of two that were joined only the one that stays."""
    return [one for one in every_option_of(round_) if one.topic.joined_to_id is None]


def every_option_of(round_: TopicRound) -> list[RoundTopic]:
    """The topics of a round by name, those joined to another too."""
    return list(round_.options.select_related("topic").order_by("topic__title", "pk"))


def criteria_of(round_: TopicRound) -> list[RoundCriterion]:
    """The criteria of a round in their order."""
    return list(round_.criteria.order_by("place", "pk"))


def asks_for_votes(criteria: Iterable[RoundCriterion]) -> bool:
    """Whether one of them counts votes."""
    return any(one.basis == BasisChoice.VOTES for one in criteria)


def cast_in(round_: TopicRound) -> list[Cast]:
    """Every ballot of a round as it is counted: those sent one by one, and each topic of each bundle of paper."""
    sent = [Cast(tuple(choices)) for choices in Ballot.objects.filter(round=round_).values_list("choices", flat=True)]
    bundles = PaperBundle.objects.filter(round=round_).values_list("counts", flat=True)
    return sent + [Cast((key,), times) for counts in bundles for key, times in counts.items() if times]


def ballots_by_channel(round_: TopicRound) -> dict[str, int]:
    """How many ballots came by each channel."""
    sent = dict(Ballot.objects.filter(round=round_).order_by().values_list("channel").annotate(number=Count("pk")))
    papers = PaperBundle.objects.filter(round=round_).aggregate(all=Sum("papers"))["all"] or 0
    return {Channel.ONLINE: 0, Channel.CODE: 0, **sent, Channel.PAPER: papers}


def round_inputs(round_: TopicRound) -> dict[str, Any]:
    """Everything that enters the ranking of a round as it stands: what is published of it, to recompute."""
    criteria, options = criteria_of(round_), every_option_of(round_)
    kept = [one for one in options if one.topic.joined_to_id is None]
    joined = _joined_within(options)
    votes = tally(cast_in(round_), joined)
    sources = sources_behind([one.topic for one in kept])
    judged = judgements_of(round_)
    return {
        "criteria": [_criterion_as_json(one) for one in criteria],
        "topics": [_topic_as_json(one, criteria, sources[one.topic.pk], votes, judged, joined) for one in kept],
        "ballots": ballots_by_channel(round_),
        "most_choices": round_.most_choices,
        "places": round_.places,
    }


def judgements_of(round_: TopicRound) -> dict[tuple[int, int], TopicJudgement]:
    """What people gave, by option and criterion."""
    rows = TopicJudgement.objects.filter(option__round=round_)
    return {(one.option_id, one.criterion_id): one for one in rows}


def suggestions() -> tuple[Alike, ...]:
    """Candidates that may be one and the same."""
    rows = candidates().values_list("slug", "title", "description")
    return alike(Worded(slug, title, description) for slug, title, description in rows)


def open_rounds_with(topic: Topic) -> QuerySet[TopicRound]:
    """The rounds in which the topic is being voted on."""
    return TopicRound.objects.filter(state=RoundState.OPEN, options__topic=topic)


def head_at(round_: TopicRound, verb: str) -> str:
    """Where the ledger stood when a step was taken."""
    rows = LedgerEntry.objects.filter(kind="topicround", object=round_.public_id, verb=verb)
    return rows.order_by("-sequence").values_list("hash", flat=True).first() or ""


def rounds_of_topic(topic: Topic) -> list[RoundTopic]:
    """In which public rounds a topic, or one that was joined to it, was; the newest first."""
    family = family_of([topic])[topic.pk]
    rows = RoundTopic.objects.filter(Q(topic__in=family), round__state__in=SHOWN).select_related("round", "topic")
    return list(rows.order_by("-round__year", "-round__number", "topic__title"))


def _joined_within(options: Iterable[RoundTopic]) -> dict[str, str]:
    """Of each option that was joined to another option, directly or by way of others, to which."""
    slugs = dict(Topic.objects.values_list("pk", "slug"))
    joined = _joined_to()
    return {one.topic.slug: slugs[standing_for(one.topic_id, joined)] for one in options if one.topic_id in joined}


def _joined_to() -> dict[int, int]:
    """Of each joined topic, to which."""
    rows = Topic.objects.exclude(joined_to=None).values_list("pk", "joined_to")
    return {pk: other for pk, other in rows if other is not None}


def _criterion_as_json(criterion: RoundCriterion) -> dict[str, Any]:
    return {
        "key": criterion.public_id,
        "name": criterion.name,
        "explains": criterion.explains,
        "weight": criterion.weight,
        "basis": criterion.basis,
        "source_kind": criterion.source_kind,
    }


def _topic_as_json(
    option: RoundTopic,
    criteria: Sequence[RoundCriterion],
    sources: Sequence[TopicSource],
    votes: Mapping[str, int],
    judged: Mapping[tuple[int, int], TopicJudgement],
    joined: Mapping[str, str],
) -> dict[str, Any]:
    slug = option.topic.slug
    figures: defaultdict[str, int] = defaultdict(int)
    for one in sources:
        if one.figure is not None:
            figures[one.kind] += one.figure
    values: dict[str, int | None] = {}
    reasons: dict[str, str] = {}
    for criterion in criteria:
        given = judged.get((option.pk, criterion.pk))
        if criterion.basis == BasisChoice.VOTES:
            values[criterion.public_id] = votes.get(slug, 0)
        elif criterion.basis == BasisChoice.FIGURES:
            values[criterion.public_id] = figures.get(criterion.source_kind)
        else:
            values[criterion.public_id] = given.value if given else None
            reasons[criterion.public_id] = given.reason if given else ""
    return {
        "key": slug,
        "title": option.topic.title,
        "values": values,
        "reasons": reasons,
        "votes": votes.get(slug, 0),
        "kinds": len({one.kind for one in sources}),
        "joined": sorted(one for one, root in joined.items() if root == slug),
        "sources": [_source_as_json(one) for one in sources],
    }


def _source_as_json(source: TopicSource) -> dict[str, Any]:
    return {
        "kind": source.kind,
        "reference": source.reference,
        "figure": source.figure,
        "unit": source.unit,
        "on": source.on.isoformat(),
        "url": source.url,
    }
