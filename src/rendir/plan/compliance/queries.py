"""What is asked of the year at work: its deliveries whole, what waits, the cuts, what Control Interno found."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Min, Prefetch, Q, QuerySet, Sum

from rendir.foundation.accounts.queries import units_of_role
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.held import held
from rendir.foundation.audit.queries import history_of
from rendir.foundation.core.spanish import fold
from rendir.foundation.core.zone import day_in_bogota
from rendir.foundation.library.models import StoredFile
from rendir.foundation.organization.models import Unit
from rendir.foundation.organization.queries import deadline, spellings_of, term
from rendir.foundation.organization.terms import TermKey
from rendir.plan.compliance.models import (
    Cut,
    Delivery,
    DueRuleChoice,
    Evidence,
    EvidenceLink,
    Measure,
    Verification,
    VerificationRound,
)
from rendir.plan.compliance.models.evidence import EvidenceKind
from rendir.plan.compliance.rules import standing
from rendir.plan.compliance.rules.agenda import by_last_day
from rendir.plan.compliance.rules.carrying import Unsettled, unsettled
from rendir.plan.compliance.rules.checking import is_its_own
from rendir.plan.compliance.rules.cuts import FrozenLine, at_cut, line_of, tally_at_cut, verdict_line
from rendir.plan.compliance.rules.promises import Key, Promise, cut_day, promises_of
from rendir.plan.compliance.rules.standing import Result, Verdict, Work
from rendir.plan.compliance.rules.working_list import units_of
from rendir.plan.compliance.states import DeliveryState, EvidenceState, RoundState
from rendir.plan.planning.action_types import DueRule
from rendir.plan.planning.models import Activity, Strategy, StrategyVersion
from rendir.plan.planning.queries import facts_in_force, published_version
from rendir.plan.planning.rules.facts import Component

MOST_OFFERED = 12
"""How many pieces of evidence are offered at once: who looks for another one writes more words."""


def warning_days(today: date) -> int:
    """How many days before its last day a delivery is «por vencer»."""
    return term(TermKey.DUE_SOON, today)


def promises_in_force(strategy: Strategy) -> tuple[Promise, ...]:
    """Every delivery of the version in force; none while nothing was adopted."""
    version = published_version(strategy.year)
    if version is None:
        return ()
    dated = Delivery.objects.filter(activity__strategy=strategy, due_on__isnull=False)
    return _promised(version, _by_hand(dated.select_related("activity")))


def _promised(version: StrategyVersion, by_hand: Mapping[Key, date]) -> tuple[Promise, ...]:
    strategy = version.strategy
    return promises_of(
        version.activities(), strategy.year, last_day=_last_day, rules=due_rules(strategy), by_hand=by_hand
    )


def _by_hand(rows: Iterable[Delivery]) -> dict[Key, date]:
    return {row.key: row.due_on for row in rows if row.due_on}


def due_rules(strategy: Strategy) -> dict[str, DueRule]:
    """The due rules that the entity chose, by code."""
    rows = DueRuleChoice.objects.filter(activity__strategy=strategy).select_related("activity")
    return {row.activity.code: DueRule(row.rule) for row in rows}


def _last_day(key: str, start: date) -> tuple[date, str]:
    found = deadline(key, start)
    return found.day, found.norm


@held()
def deliveries_of(strategy: Strategy) -> tuple[standing.Delivery, ...]:
    """Every delivery of the version in force, whole, in the order of the schedule.

    The same number of queries whatever the size of the plan.
    """
    version = published_version(strategy.year)
    if version is None:
        return ()
    (works, by_hand), verdicts = _touched(strategy), verdicts_of(strategy)
    return tuple(
        standing.Delivery(one, works.get(one.key, standing.UNTOUCHED), verdicts.get(one.key))
        for one in _promised(version, by_hand)
    )


def unsettled_of(strategy: Strategy, today: date) -> tuple[Unsettled, ...]:
    """What the year left unfinished, by activity, of what a copy of it would bring."""
    return unsettled(deliveries_of(strategy), facts_in_force(strategy), today)


def _touched(strategy: Strategy) -> tuple[dict[Key, Work], dict[Key, date]]:
    """What became of each delivery that was touched, and the last days that were set by hand: one query for both."""
    standing_links = Q(evidence_links__isnull=False) & ~Q(evidence_links__evidence__state=EvidenceState.WITHDRAWN)
    rows = Delivery.objects.filter(activity__strategy=strategy).select_related("activity")
    counted = rows.annotate(
        evidence=Count("evidence_links", filter=standing_links),
        published=Count("evidence_links", filter=Q(evidence_links__evidence__state=EvidenceState.PUBLIC)),
    )
    return {row.key: work_of(row, row.evidence, row.published) for row in counted}, _by_hand(counted)


def work_of(row: Delivery, evidence: int = 0, published: int = 0) -> Work:
    """The row as plain values; moments become days in Bogotá."""
    return Work(
        state=standing.DeliveryState(row.state),
        reported_on=day_in_bogota(row.reported_at) if row.reported_at else None,
        accepted_on=day_in_bogota(row.accepted_at) if row.accepted_at else None,
        accepted_alone=row.accepted_alone,
        on_behalf=row.on_behalf,
        summary=row.summary,
        progress=row.progress,
        reason=row.reason,
        delay=row.delay,
        expected_on=row.expected_on,
        due_reason=row.due_reason,
        evidence=evidence,
        published=published,
    )


def verdicts_of(strategy: Strategy) -> dict[Key, Verdict]:
    """What Control Interno said in public of each delivery: of the newest sealed round that has it."""
    rows = (
        Verification.objects.filter(round__strategy=strategy, round__state=RoundState.SEALED)
        .select_related("delivery__activity", "reply")
        .order_by("round__period")
    )
    return {row.delivery.key: verdict_of(row) for row in rows}


def verdict_of(row: Verification) -> Verdict:
    """The row as plain values."""
    reply = getattr(row, "reply", None)
    return Verdict(Result(row.result), row.percentage, row.remark, row.recommendation, reply.text if reply else "")


def delivery_row(strategy: Strategy, key: Key) -> Delivery | None:
    """The row of a delivery; None while nothing was done with it."""
    rows = Delivery.objects.select_related("activity__strategy").prefetch_related("activity__responsibilities")
    return rows.filter(
        activity__strategy=strategy,
        activity__component=key.component,
        activity__number=key.number,
        period=key.period,
    ).first()


def one_delivery(strategy: Strategy, key: Key) -> standing.Delivery | None:
    """One delivery of the version in force, whole; None where the version has none."""
    return next((one for one in deliveries_of(strategy) if one.key == key), None)


def delivery_in_hand(strategy: Strategy, key: Key) -> Delivery | None:
    """A delivery to ask rights and steps of: its row, or one that is not written yet where nothing was done with it.

    None where the year has no such activity.
    """
    if row := delivery_row(strategy, key):
        return row
    activities = Activity.objects.select_related("strategy").prefetch_related("responsibilities")
    activity = activities.filter(strategy=strategy, component=key.component, number=key.number).first()
    return Delivery(activity=activity, period=key.period) if activity else None


def evidence_of(delivery: Delivery) -> QuerySet[EvidenceLink]:
    """The evidence of a delivery that stands, oldest first."""
    rows = delivery.evidence_links.exclude(evidence__state=EvidenceState.WITHDRAWN)
    return rows.select_related("evidence__file", "evidence__public_file").order_by("linked_at", "pk")


def evidence_of_each(deliveries: Iterable[Delivery]) -> dict[int, list[EvidenceLink]]:
    """What `evidence_of` gives of each of these rows, by primary key: one query whatever their number."""
    rows = EvidenceLink.objects.filter(delivery__in=list(deliveries)).exclude(evidence__state=EvidenceState.WITHDRAWN)
    found: defaultdict[int, list[EvidenceLink]] = defaultdict(list)
    for link in rows.select_related("evidence__file", "evidence__public_file").order_by("linked_at", "pk"):
        found[link.delivery_id].append(link)
    return found


def weight_of_evidence(deliveries: Iterable[Delivery]) -> tuple[int, int]:
    """How many pieces of evidence support these rows, each once, and how many bytes their files have."""
    links = EvidenceLink.objects.filter(delivery__in=list(deliveries)).values("evidence")
    standing_rows = Evidence.objects.filter(pk__in=links).exclude(state=EvidenceState.WITHDRAWN)
    told = standing_rows.aggregate(number=Count("pk"), size=Sum("file__size"))
    return told["number"], told["size"] or 0


def evidence_elsewhere(
    delivery: Delivery, words: str, *, unit_ids: Iterable[int] | None
) -> list[tuple[Evidence, tuple[Key, ...]]]:
    """Evidence of the same year that says these words and does not support this delivery yet, newest first, each with
    the deliveries that it supports. Of these units alone, unless `unit_ids` is None.
    """
    rows = Evidence.objects.filter(strategy=delivery.activity.strategy).exclude(state=EvidenceState.WITHDRAWN)
    if delivery.pk:
        rows = rows.exclude(links__delivery=delivery)
    if unit_ids is not None:
        rows = rows.filter(links__delivery__activity__responsibilities__unit__in=list(unit_ids))
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(file__name__icontains=word))
    links = Prefetch("links", EvidenceLink.objects.select_related("delivery__activity"))
    found = rows.select_related("file").prefetch_related(links).distinct().order_by("-added_at", "-pk")
    return [(one, tuple(link.delivery.key for link in one.links.all())) for one in found[:MOST_OFFERED]]


def same_file_elsewhere(strategy: Strategy, file: StoredFile) -> Evidence | None:
    """The evidence of the year that is this very file; None where none is."""
    rows = Evidence.objects.filter(strategy=strategy, file=file).exclude(state=EvidenceState.WITHDRAWN)
    return rows.order_by("added_at", "pk").first()


def evidence_in_hand(public_id: str) -> Evidence | None:
    """One piece of evidence with all that a page shows of it: its file, its copies, its versions."""
    rows = Evidence.objects.select_related("strategy", "file", "public_file", "replaces", "replaced_by")
    return rows.filter(public_id=public_id).first()


def links_of(evidence: Evidence) -> list[EvidenceLink]:
    """What a piece of evidence supports, with what it takes to ask who may see it."""
    rows = EvidenceLink.objects.filter(evidence=evidence).select_related("delivery__activity__strategy")
    return list(rows.prefetch_related("delivery__activity__responsibilities").order_by("linked_at", "pk"))


def verifications_of_delivery(delivery: Delivery) -> QuerySet[Verification]:
    """What Control Interno recorded of one delivery, newest round first."""
    rows = Verification.objects.filter(delivery=delivery.pk).select_related("round__strategy", "reply")
    return rows.order_by("-round__period")


@held()
def public_evidence_of(strategy: Strategy) -> Mapping[Key, tuple[Evidence, ...]]:
    """What anybody may open of each delivery."""
    rows = EvidenceLink.objects.filter(
        delivery__activity__strategy=strategy, evidence__state=EvidenceState.PUBLIC
    ).select_related("delivery__activity", "evidence__public_file")
    found: defaultdict[Key, list[Evidence]] = defaultdict(list)
    for row in rows.order_by("linked_at", "pk"):
        found[row.delivery.key].append(row.evidence)
    return {key: tuple(evidence) for key, evidence in found.items()}


def public_evidence(public_id: str) -> Evidence | None:
    """A piece of evidence that anybody may open, with what it supports; None where there is none."""
    rows = Evidence.objects.filter(public_id=public_id, state=EvidenceState.PUBLIC)
    supported = rows.select_related("strategy", "public_file").prefetch_related(
        "links__delivery__activity__responsibilities__unit"
    )
    return supported.first()


def head_at_publication(evidence: Evidence) -> str:
    """Where the ledger stood when it was published: the hash of the entry that says so."""
    rows = history_of(evidence).filter(verb="publish_evidence")
    return rows.values_list("hash", flat=True).first() or ""


def unplaced_evidence(strategy: Strategy) -> QuerySet[Evidence]:
    """The inbox of planning: evidence that supports no delivery yet, newest first."""
    rows = Evidence.objects.filter(strategy=strategy, links=None).exclude(state=EvidenceState.WITHDRAWN)
    return rows.select_related("file").order_by("-added_at", "-pk")


def measures_of(strategy: Strategy) -> dict[tuple[str, int], Measure]:
    """The counts told by the apps that do the work, by action type and period."""
    return {(one.action_type, one.period): one for one in Measure.objects.filter(strategy=strategy)}


def links_to_check(before: date) -> QuerySet[Evidence]:
    """Addresses that nobody looked at since that day, the longest ago first."""
    stale = Q(link_checked_at=None) | Q(link_checked_at__date__lt=before)
    rows = Evidence.objects.filter(stale, kind="link").exclude(state=EvidenceState.WITHDRAWN)
    return rows.order_by("link_checked_at", "pk")


def dead_links(strategy: Strategy) -> QuerySet[Evidence]:
    """Addresses of the year that did not answer when they were last looked at, the longest ago first."""
    rows = Evidence.objects.filter(strategy=strategy, kind="link", link_works=False)
    return rows.exclude(state=EvidenceState.WITHDRAWN).order_by("link_checked_at", "pk")


@held()
def cuts_of(strategy: Strategy) -> tuple[Cut, ...]:
    """The cut in force of each period that was frozen, in order."""
    newest: dict[int, Cut] = {}
    for cut in Cut.objects.filter(strategy=strategy).select_related("strategy", "publication").order_by("number"):
        newest[cut.period] = cut
    return tuple(newest[period] for period in sorted(newest))


@held()
def versions_of_cut(strategy: Strategy, period: int) -> tuple[Cut, ...]:
    """Every version of a frozen cut, newest first; none while it was not frozen."""
    rows = Cut.objects.filter(strategy=strategy, period=period).select_related("strategy", "publication")
    return tuple(rows.order_by("-number"))


def cut_preview(strategy: Strategy, period: int) -> tuple[tuple[FrozenLine, ...], dict[str, int]]:
    """What the cut of a period would freeze now: its lines in the order of the schedule, and their count."""
    deliveries = at_cut(deliveries_of(strategy), strategy.year, period)
    titles = _evidence_titles(strategy, period)
    lines = tuple(line_of(one, strategy.year, period, tuple(titles.get(one.key, ()))) for one in deliveries)
    return lines, asdict(tally_at_cut(deliveries, strategy.year, period))


def _evidence_titles(strategy: Strategy, period: int) -> dict[Key, list[str]]:
    """How the evidence added by the cut's day is called in public: by its public title, or by what it is."""
    rows = EvidenceLink.objects.filter(
        delivery__activity__strategy=strategy, linked_at__date__lte=cut_day(strategy.year, period)
    ).exclude(evidence__state=EvidenceState.WITHDRAWN)
    told = rows.order_by("linked_at", "pk").values_list(
        "delivery__activity__component",
        "delivery__activity__number",
        "delivery__period",
        "evidence__public_title",
        "evidence__kind",
        "evidence__public_id",
    )  # plain values: a cut of a large entity has tens of thousands
    kinds, found = dict(EvidenceKind.choices), defaultdict[Key, list[str]](list)
    for component, number, of_period, title, kind, public_id in told:
        found[Key(Component(component), number, of_period)].append(title or f"{kinds[kind]} {public_id}")
    return found


def cut_of(strategy: Strategy, period: int) -> Cut | None:
    """The cut in force of a period; None while it was not frozen."""
    return next((cut for cut in cuts_of(strategy) if cut.period == period), None)


def is_frozen(strategy: Strategy, period: int) -> bool:
    """Whether the period's cut was frozen."""
    return Cut.objects.filter(strategy=strategy, period=period).exists()


def round_of(strategy: Strategy, period: int) -> VerificationRound | None:
    """Control Interno's round of a cut; None while it did not open it."""
    rows = VerificationRound.objects.select_related("strategy", "publication")
    return rows.filter(strategy=strategy, period=period).first()


@held()
def sealed_rounds(strategy: Strategy) -> tuple[VerificationRound, ...]:
    """The rounds whose report is public, in order."""
    rows = VerificationRound.objects.filter(strategy=strategy, state=RoundState.SEALED)
    return tuple(rows.select_related("strategy", "publication").order_by("period"))


def verifications_of(verified: VerificationRound) -> QuerySet[Verification]:
    """What a round found, in the order of the schedule."""
    rows = verified.verifications.select_related("delivery__activity__strategy", "reply")
    return rows.order_by("delivery__activity__position", "delivery__period")


def keys_to_verify(verified: VerificationRound) -> tuple[Key, ...]:
    """The deliveries that a round verifies: those of its period that are not Control Interno's own, or the sample."""
    return _split(verified, promises_in_force(verified.strategy))[0]


def left_out(verified: VerificationRound) -> tuple[Key, ...]:
    """The deliveries of the period that a round leaves out because Control Interno answers for them."""
    return _split(verified, promises_in_force(verified.strategy))[1]


def _split(verified: VerificationRound, promises: Iterable[Promise]) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    """Of its period, what a round verifies and what it leaves out as Control Interno's own.

    Whose unit that is follows from the day on which it was opened; of a sealed one, it is written.
    """
    of_period = [one for one in promises if one.key.period == verified.period]
    may = {one.key for one in without_its_own(of_period, day_in_bogota(verified.opened_at))}
    drawn = may if verified.sample is None else {key for text in verified.sample if (key := Key.parse(text))}
    keys = [one.key for one in of_period]
    is_sealed = verified.state == RoundState.SEALED
    own = [key for key in keys if (str(key) in verified.left_out if is_sealed else key not in may)]
    return tuple(key for key in keys if key in drawn), tuple(own)


def without_its_own(promises: Iterable[Promise], day: date) -> tuple[Promise, ...]:
    """What Control Interno may verify: not what it answers for itself on that day."""
    units = spellings_of(units_of_role(Role.INTERNAL_CONTROL, day))
    return tuple(one for one in promises if not is_its_own(one.facts, units))


def round_lines(verified: VerificationRound) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """What a round says of each delivery it verified, beside what the entity says; and the count of both."""
    rows = {row.delivery.key: verdict_of(row) for row in verifications_of(verified)}
    at = at_cut(deliveries_of(verified.strategy), verified.strategy.year, verified.period)
    chosen = [replace(one, verdict=rows[one.key]) for one in at if one.key in rows]
    lines = [verdict_line(one, verified.strategy.year, verified.period) for one in chosen]
    return lines, asdict(tally_at_cut(chosen, verified.strategy.year, verified.period))


def review_queue(strategy: Strategy) -> QuerySet[Delivery]:
    """What waits for planning's review, the longest wait first."""
    rows = Delivery.objects.filter(activity__strategy=strategy, state__in=["reported", "waiver_asked"])
    return rows.select_related("activity__strategy").order_by("reported_at", "pk")


@dataclass(frozen=True, slots=True)
class ReviewLoad:
    """How much waits for planning: reports, since when the oldest, and requests to be excused."""

    reported: int
    since: date | None
    waivers: int


def waiting_for_review(strategy: Strategy) -> ReviewLoad:
    """How much waits for planning, in one query."""
    reported, waived = Q(state=DeliveryState.REPORTED), Q(state=DeliveryState.WAIVER_ASKED)
    counted = Delivery.objects.filter(activity__strategy=strategy).aggregate(
        reported=Count("pk", filter=reported),
        since=Min("reported_at", filter=reported),
        waivers=Count("pk", filter=waived),
    )
    since = counted["since"]
    return ReviewLoad(counted["reported"], day_in_bogota(since) if since else None, counted["waivers"])


def rounds_at_work(strategy: Strategy) -> list[VerificationRound]:
    """Every round of the year, in order."""
    return list(VerificationRound.objects.filter(strategy=strategy).order_by("period"))


def verified_of_each(strategy: Strategy) -> dict[int, int]:
    """How many deliveries each round of the year has verified, by its period."""
    rows = VerificationRound.objects.filter(strategy=strategy).annotate(found=Count("verifications"))
    return dict(rows.values_list("period", "found"))


def deliveries_to_verify(verified: VerificationRound) -> tuple[standing.Delivery, ...]:
    """What `keys_to_verify` names, whole and as it had been reported by the cut's day, with what this round found."""
    return round_in_hand(verified)[0]


def round_in_hand(verified: VerificationRound) -> tuple[tuple[standing.Delivery, ...], tuple[Key, ...]]:
    """`deliveries_to_verify` and `left_out`, read once."""
    found = {row.delivery.key: verdict_of(row) for row in verifications_of(verified)}
    at = at_cut(deliveries_of(verified.strategy), verified.strategy.year, verified.period)
    keys, own = _split(verified, (one.promise for one in at))
    wanted = frozenset(keys)
    return tuple(replace(one, verdict=found.get(one.key)) for one in at if one.key in wanted), own


def verification_of(verified: VerificationRound, key: Key) -> Verification | None:
    """What a round found of one delivery; None while it was not looked at."""
    rows = verifications_of(verified).filter(
        delivery__activity__component=key.component,
        delivery__activity__number=key.number,
        delivery__period=key.period,
    )
    return rows.first()


def replies_awaited(strategy: Strategy, units: Iterable[Unit]) -> list[Verification]:
    """What was not wholly verified of these units' deliveries and they have not answered, while they may."""
    rows = Verification.objects.filter(
        round__strategy=strategy,
        round__state=RoundState.REPLYING,
        reply=None,
        delivery__activity__responsibilities__unit__in=list(units),
    ).exclude(result=Result.VERIFIED)
    return list(rows.select_related("round", "delivery__activity").order_by("round__period", "pk").distinct())


def open_cut(strategy: Strategy, today: date) -> int | None:
    """The first period whose cut day passed and that nobody froze; None where all that passed are frozen."""
    frozen = {cut.period for cut in cuts_of(strategy)}
    return next((one for one in (1, 2, 3) if one not in frozen and cut_day(strategy.year, one) < today), None)


def verification_counts(strategy: Strategy) -> Counter[str]:
    """How many deliveries of each result, in public."""
    return Counter(verdict.result.value for verdict in verdicts_of(strategy).values())


def deliveries_of_units(strategy: Strategy, unit_names: Iterable[str]) -> tuple[standing.Delivery, ...]:
    """The deliveries for which one of these units answers, by their last day. Accents and capitals do not matter."""
    names = {fold(name) for name in unit_names}
    return by_last_day(one for one in deliveries_of(strategy) if names & units_of(one))


def years_at_work() -> tuple[int, ...]:
    """The years whose strategy was adopted, newest first."""
    rows = Strategy.objects.exclude(number=0).order_by("-year")
    return tuple(rows.values_list("year", flat=True))


def year_at_work(today: date) -> Strategy | None:
    """The strategy that the desk is about: this year's where it was adopted, else the last adopted before."""
    rows = Strategy.objects.exclude(number=0)
    return rows.filter(year__lte=today.year).order_by("-year").first() or rows.order_by("year").first()
