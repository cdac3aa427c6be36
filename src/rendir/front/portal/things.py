"""What the entries of the ledger are about, in words: the kinds of thing, and the names of those that may be named.

The ledger holds opaque identities. A thing is named here only where its name is public in the house anyway: what is
reserved (a person's file, the address of a notice, an evidence) is told by its kind alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.apps import apps

from rendir.foundation.accounts.models import Person
from rendir.foundation.audit.models import LedgerEntry, Tracked
from rendir.foundation.library.models import Publication
from rendir.foundation.organization.models import Entity, Unit, Zone
from rendir.information.topics.models import Topic, TopicRound
from rendir.plan.planning.models import Activity, PlanImport, ScheduleEdit, Strategy, StrategyVersion

NAMED: tuple[type[Tracked], ...] = (
    Strategy,
    Activity,
    StrategyVersion,
    ScheduleEdit,
    PlanImport,
    Publication,
    Entity,
    Unit,
    Zone,
    Person,
    Topic,
    TopicRound,
)
_LONGEST = 90


def kinds() -> dict[str, str]:
    """Every kind of thing that changes, by the name the ledger gives it: `activity` → `actividad`."""
    models = (one for one in apps.get_models() if issubclass(one, Tracked))
    return {one._meta.model_name or "": str(one._meta.verbose_name) for one in models}


def names_of(entries: Iterable[LedgerEntry]) -> Mapping[tuple[str, str], str]:
    """By kind and identity; one query for each kind. What is gone has no name."""
    asked: defaultdict[str, set[str]] = defaultdict(set)
    for one in entries:
        asked[one.kind].add(one.object)
    return {
        (kind, found.public_id): str(found)[:_LONGEST]
        for model in NAMED
        if (kind := model._meta.model_name or "") in asked
        for found in _found(model, asked[kind])
    }


def _found(model: type[Tracked], identities: set[str]) -> Iterable[Tracked]:
    related = [one.name for one in model._meta.concrete_fields if one.related_model is Strategy]
    return model._default_manager.select_related(*related).filter(public_id__in=identities)
