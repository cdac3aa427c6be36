"""What is asked of strategies and schedules."""

import hashlib
from collections.abc import Mapping, Sequence

from django.db.models import Count, F, Q, QuerySet

from rendir.foundation.audit.chain import canonical
from rendir.foundation.audit.held import held
from rendir.foundation.organization.models import Unit
from rendir.plan.planning.models import Activity, PlanImport, ScheduleEdit, Strategy, StrategyVersion
from rendir.plan.planning.rules.facts import ActivityFacts, Component
from rendir.plan.planning.rules.titles import plain_title
from rendir.plan.planning.rules.years import YearShift, year_shifts
from rendir.plan.planning.states import ImportState, StrategyState


def activities_of(strategy: Strategy) -> QuerySet[Activity]:
    """The working copy in order, without what was retired: three queries whatever the size."""
    rows = Activity.objects.filter(strategy=strategy, retired_on=None)
    return rows.select_related("strategy").prefetch_related("responsibilities__unit").order_by("position", "pk")


@held("plan", "library")
def working_copy(strategy: Strategy) -> tuple[Activity, ...]:
    """What `activities_of` asks for, read."""
    return tuple(activities_of(strategy))


def retired_of(strategy: Strategy) -> QuerySet[Activity]:
    """What was retired from the working copy, in order."""
    rows = Activity.objects.filter(strategy=strategy).exclude(retired_on=None)
    return rows.select_related("strategy").prefetch_related("responsibilities__unit").order_by("position", "pk")


@held("plan", "library")
def facts_of(strategy: Strategy) -> tuple[ActivityFacts, ...]:
    """The working copy as plain values, in order."""
    return tuple(activity.facts() for activity in working_copy(strategy))


def facts_in_force(strategy: Strategy) -> tuple[ActivityFacts, ...]:
    """The activities of the last version adopted, in order; of the working copy while none was."""
    last = strategy.versions.first()
    return last.activities() if last else facts_of(strategy)


def year_shifts_of(strategy: Strategy) -> tuple[YearShift, ...]:
    """What the texts of a copied strategy still name of the years of its origin; nothing where it is no copy."""
    origin = strategy.copied_from
    if origin is None:
        return ()
    return year_shifts(facts_of(strategy), facts_in_force(origin), from_year=origin.year, year=strategy.year)


def years_to_copy(year: int) -> list[int]:
    """The years before `year` whose strategy has activities, newest first."""
    begun = Strategy.objects.filter(year__lt=year, activities__retired_on=None, activities__isnull=False)
    return list(begun.order_by("-year").values_list("year", flat=True).distinct())


def digest_of(facts: Sequence[ActivityFacts]) -> str:
    """SHA-256 of the activities in canonical JSON: anybody recomputes it from the published data."""
    return hashlib.sha256(canonical([one.as_json() for one in facts])).hexdigest()


def adopted_codes(strategy: Strategy) -> frozenset[str]:
    """The codes that any adopted version shows: those never disappear and never mean another thing."""
    versions = StrategyVersion.objects.filter(strategy=strategy)
    return frozenset(facts.code for version in versions for facts in version.activities())


def published_versions() -> QuerySet[StrategyVersion]:
    """The version in force of each year, newest year first. What the public reads."""
    return (
        StrategyVersion.objects.filter(strategy__state__in=[StrategyState.ADOPTED, StrategyState.CLOSED])
        .filter(number=F("strategy__number"))
        .select_related("strategy", "publication")
        .order_by("-strategy__year")
    )


@held("plan", "library")
def versions_in_force() -> tuple[StrategyVersion, ...]:
    """What `published_versions` asks for, read."""
    return tuple(published_versions())


@held("plan", "library")
def published_version(year: int) -> StrategyVersion | None:
    """The version in force of a year; None while nothing was adopted."""
    return published_versions().filter(strategy__year=year).first()


@held("plan", "library")
def version_in_force(this_year: int) -> StrategyVersion | None:
    """What a visitor comes for: this year's version in force where it was adopted, else that of the last year."""
    year = year_in_force(this_year)
    return None if year is None else published_version(year)


def versions_of(year: int) -> QuerySet[StrategyVersion]:
    """Every adopted version of a year, newest first."""
    rows = StrategyVersion.objects.filter(strategy__year=year).select_related("strategy", "publication")
    return rows.order_by("-number")


@held("plan", "library")
def known_versions(year: int) -> tuple[StrategyVersion, ...]:
    """What `versions_of` asks for, read."""
    return tuple(versions_of(year))


@held("plan", "library")
def plain_titles(year: int, number: int) -> Mapping[str, str]:
    """How each activity of a version is called where there is room for one line, by its code."""
    version = next((one for one in known_versions(year) if one.number == number), None)
    return {one.code: plain_title(one) for one in version.activities()} if version else {}


@held("plan", "library")
def row_of(year: int, component: Component, number: int) -> Activity | None:
    """The working row behind a code: for what no version keeps, such as its place in the file or why it was retired."""
    return Activity.objects.filter(strategy__year=year, component=component, number=number).first()


def import_that_brought(activity: Activity) -> PlanImport | None:
    """The import that added the row, with its file. None where the row was written here or copied."""
    confirmed = PlanImport.objects.filter(strategy=activity.strategy_id, state=ImportState.CONFIRMED)
    brought = confirmed.filter(edit__before__has_key=activity.code).select_related("file", "edit").order_by("-pk")
    return next((one for one in brought if one.edit and one.edit.before[activity.code] is None), None)


def units_with_activities(strategy: Strategy) -> QuerySet[Unit]:
    """The units that answer for something in the working copy, with how many activities each."""
    current = Unit.objects.filter(
        responsibilities__activity__strategy=strategy, responsibilities__activity__retired_on=None
    )
    return current.annotate(activity_count=Count("responsibilities__activity", distinct=True)).order_by("sort_key")


def units_overview(strategy: Strategy | None) -> QuerySet[Unit]:
    """Every unit with its spellings, and how many activities of the working copy it answers for: two queries."""
    current = Q(responsibilities__activity__strategy=strategy, responsibilities__activity__retired_on=None)
    counted = Count("responsibilities__activity", filter=current, distinct=True)
    return Unit.objects.annotate(activity_count=counted).prefetch_related("aliases").order_by("sort_key")


def strategies_overview() -> QuerySet[Strategy]:
    """Every year's strategy, newest first, with the number of its activities."""
    counted = Count("activities", filter=Q(activities__retired_on=None))
    return Strategy.objects.annotate(activity_count=counted).order_by("-year")


def edits_of(strategy: Strategy) -> QuerySet[ScheduleEdit]:
    """The edits of the working copy, newest first."""
    return strategy.edits.order_by("-pk")


def edit_to_undo(strategy: Strategy) -> ScheduleEdit | None:
    """The last edit that stands."""
    return edits_of(strategy).filter(undone_at=None).first()


def edit_to_redo(strategy: Strategy, *, last: ScheduleEdit | None) -> ScheduleEdit | None:
    """The first of the edits undone since the `last` that stands: a new edit ends the way forward."""
    return strategy.edits.exclude(undone_at=None).filter(pk__gt=last.pk if last else 0).order_by("pk").first()


def imports_of(strategy: Strategy) -> QuerySet[PlanImport]:
    """Every file read for a strategy, newest first."""
    return strategy.imports.order_by("-read_at", "-pk")


def open_imports(strategy: Strategy) -> QuerySet[PlanImport]:
    """Files read and waiting for a person."""
    return strategy.imports.filter(state=ImportState.PREVIEWED)


@held("plan", "library")
def year_in_force(this_year: int) -> int | None:
    """The year whose strategy a visitor comes for: this one where it was adopted, else the last adopted."""
    years = Strategy.objects.exclude(state=StrategyState.DRAFT).values_list("year", flat=True)
    return this_year if this_year in years else max(years, default=None)
