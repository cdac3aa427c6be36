"""Open a year's strategy, adopt it, publish its changes, close it."""

from collections.abc import Callable, Mapping, Sequence

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.queries import people_of_units
from rendir.foundation.audit.actions import atomic, check, create, take
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, Stale
from rendir.foundation.core.spanish import squeeze
from rendir.foundation.library.actions import publish
from rendir.foundation.notices.actions import queue_notice
from rendir.foundation.organization.models import Unit
from rendir.plan.planning.models import Strategy, StrategyVersion
from rendir.plan.planning.queries import activities_of, digest_of, facts_of
from rendir.plan.planning.rules.comparison import compare_schedules
from rendir.plan.planning.rules.facts import ActivityFacts
from rendir.plan.planning.states import STRATEGY_FLOW

Renderer = Callable[[StrategyVersion], Mapping[str, tuple[str, bytes]]]


def open_strategy(year: int, *, by: Actor, title: str = "Estrategia de rendición de cuentas") -> Strategy:
    """The year's strategy, as an empty draft. `Invalid` where the year has one."""
    if Strategy.objects.filter(year=year).exists():
        message = f"Ya hay una estrategia para {year}."
        raise Invalid(message, way_out="Ábrala y siga trabajando en ella.")
    return create(Strategy(year=year, title=title), perm=Perm.IMPORT_PLAN, by=by)


def adopt_strategy(
    strategy: Strategy, *, render: Renderer, act: str = "", seen: str | None = None, by: Actor
) -> StrategyVersion:
    """Adopt the working copy as version 1 and publish it, frozen, in every format.

    `render` makes the documents of a version (they live in `exports`); `seen` is the digest of the schedule that the
    person read: `Stale` where it is another by now. `Invalid` where there is nothing to adopt.
    """
    return _publish_version(strategy, "adopt_strategy", act=act, reason="", seen=seen, render=render, by=by)


def publish_change(
    strategy: Strategy, *, reason: str, render: Renderer, act: str = "", seen: str | None = None, by: Actor
) -> StrategyVersion:
    """Publish the working copy as the next version, with the reason. `Invalid` without a reason or without change."""
    reason = squeeze(reason)
    if not reason:
        message = "Falta la razón del cambio."
        raise Invalid(message, way_out="Escriba por qué cambia la estrategia: la razón se publica con la comparación.")
    last = strategy.versions.first()
    if last and compare_schedules(last.activities(), facts_of(strategy)).is_empty:
        message = "No hay cambios que publicar."
        raise Invalid(message, way_out="Edite el cronograma y vuelva a publicar.")
    return _publish_version(strategy, "publish_change", act=act, reason=reason, seen=seen, render=render, by=by)


def close_strategy(strategy: Strategy, *, reason: str, expected: int, by: Actor) -> Strategy:
    """Close the year: its schedule no longer changes."""
    return take(strategy, STRATEGY_FLOW, "close_strategy", by=by, expected=expected, reason=squeeze(reason))


def _publish_version(
    strategy: Strategy, step: str, *, act: str, reason: str, seen: str | None, render: Renderer, by: Actor
) -> StrategyVersion:
    """Documents are made before the transaction, which then holds only if nobody changed the schedule meanwhile."""
    check(STRATEGY_FLOW.step(step).permission, strategy, by=by)
    facts = facts_of(strategy)
    _must_be_adoptable(facts)
    _must_be_the_same(digest_of(facts) if seen is None else seen, facts)
    version = _draft_version(strategy, facts, act=squeeze(act), reason=reason, by=by)
    files = render(version)
    with atomic():
        Strategy.objects.select_for_update().get(pk=strategy.pk)
        _must_be_the_same(version.digest, facts_of(strategy))
        take(strategy, STRATEGY_FLOW, step, {"number": version.number}, by=by, reason=reason)
        version.publication = publish(
            subject=f"plan-{strategy.year}",
            number=version.number,
            title=f"{strategy.title} {strategy.year}",
            digest=version.digest,
            files=files,
            by=by,
        )
        create(version, perm=STRATEGY_FLOW.step(step).permission, by=by)
        _tell_responsibles(strategy, version)
    return version


def _must_be_adoptable(facts: Sequence[ActivityFacts]) -> None:
    if not facts:
        message = "El cronograma no tiene actividades."
        raise Invalid(message, way_out="Importe un cronograma o agregue actividades antes de adoptarlo.")


def _must_be_the_same(seen: str, facts: Sequence[ActivityFacts]) -> None:
    if seen != digest_of(facts):
        message = "Alguien cambió el cronograma mientras usted lo adoptaba."
        raise Stale(message, way_out="Revise el cambio y vuelva a adoptar.")


def _draft_version(
    strategy: Strategy, facts: Sequence[ActivityFacts], *, act: str, reason: str, by: Actor
) -> StrategyVersion:
    return StrategyVersion(
        strategy=strategy,
        number=strategy.number + 1,
        adopted_at=clock.now(),
        adopted_role=by.actor_role,
        act=act,
        reason=reason,
        facts=[one.as_json() for one in facts],
        digest=digest_of(facts),
    )


def _tell_responsibles(strategy: Strategy, version: StrategyVersion) -> None:
    units = list(Unit.objects.filter(responsibilities__activity__in=activities_of(strategy)).distinct())
    for person in people_of_units(units, clock.today()):
        queue_notice(
            key=f"plan-{strategy.year}-v{version.number}-{person.public_id}",
            person=person.public_id,
            to_name=person.name,
            to_address=person.email,
            subject=f"Cronograma {strategy.year}: lo que su dependencia prometió",
            body=_notice_body(strategy, version, person.name),
            why=f"La estrategia {strategy.year} se publicó en su versión {version.number}.",
        )


def _notice_body(strategy: Strategy, version: StrategyVersion, name: str) -> str:
    why = f"\nPor qué cambió: {version.reason}\n" if version.reason else ""
    return (
        f"Buen día, {name}.\n\n"
        f"La versión {version.number} de la {strategy.title.lower()} {strategy.year} ya es pública.\n{why}\n"
        f"Las actividades de su dependencia, con sus productos y sus fechas, están en Mi trabajo.\n"
    )
