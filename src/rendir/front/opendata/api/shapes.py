"""What the API says, typed. Names in English, values with the words of the method in Spanish."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.urls import reverse
from ninja import Schema

from rendir.foundation.core.tabular import Column, Filter
from rendir.foundation.core.zone import BOGOTA
from rendir.front.opendata.catalog import AnyDataset
from rendir.front.opendata.formats import FORMATS
from rendir.plan.planning.models import StrategyVersion
from rendir.plan.planning.rules.facts import ActivityFacts, Component, ResponsibleKind, Stage


class LicenceOut(Schema):
    """Under which terms the data may be used."""

    name: str
    url: str


class ColumnOut(Schema):
    """One column of a dataset."""

    name: str
    title: str
    description: str
    kind: str

    @classmethod
    def of(cls, column: Column[Any]) -> Self:
        return cls(name=column.name, title=column.title, description=column.description, kind=column.kind.value)


class FilterOut(Schema):
    """What may be asked of a dataset, as a parameter of its address; `values` is null where any text may be asked."""

    name: str
    title: str
    description: str
    values: list[str] | None

    @classmethod
    def of(cls, asked: Filter) -> Self:
        values = [value for value, _ in asked.choices()] if asked.choices else None
        return cls(name=asked.name, title=asked.title, description=asked.description, values=values)


class DatasetOut(Schema):
    """What a dataset is and where to take it."""

    name: str
    title: str
    description: str
    rows: int
    updated: datetime | None
    licence: LicenceOut
    legal_basis: str
    keywords: list[str]
    key: list[str]
    columns: list[ColumnOut]
    filters: list[FilterOut]
    page: str
    downloads: dict[str, str]

    @classmethod
    def of(cls, dataset: AnyDataset) -> Self:
        updated = dataset.updated()
        return cls(
            name=dataset.name,
            title=dataset.title,
            description=dataset.description,
            rows=dataset.count(),
            updated=updated and updated.astimezone(BOGOTA),
            licence=LicenceOut(name=dataset.licence.name, url=dataset.licence.address),
            legal_basis=dataset.legal_basis,
            keywords=list(dataset.keywords),
            key=list(dataset.key),
            columns=[ColumnOut.of(column) for column in dataset.columns],
            filters=[FilterOut.of(one) for one in dataset.filters],
            page=address("opendata:dataset", dataset.name),
            downloads={one.extension: address("opendata:download", dataset.name, one.extension) for one in FORMATS},
        )


class RowsOut(Schema):
    """A page of the rows of a dataset, by column name; `next` leads to the following page, null at the end."""

    dataset: str
    rows: list[dict[str, Any]]
    next: str | None


class ResponsibleOut(Schema):
    """Who answers for an activity."""

    name: str
    kind: ResponsibleKind


class ActivityOut(Schema):
    """One activity of the version in force."""

    code: str
    component: Component | None
    number: int
    name: str
    stages: list[Stage]
    periods: list[int]
    product: str | None
    responsibles: list[ResponsibleOut]
    action_type: str | None
    page: str

    @classmethod
    def of(cls, activity: ActivityFacts, year: int) -> Self:
        return cls(
            code=activity.code,
            component=activity.component,
            number=activity.number,
            name=activity.name,
            stages=list(activity.ordered_stages),
            periods=list(activity.ordered_periods),
            product=activity.product,
            responsibles=[ResponsibleOut(name=one.name, kind=one.kind) for one in activity.responsibles],
            action_type=activity.action_type,
            page=address("compliance:activity", year, activity.code),
        )


class VersionOut(Schema):
    """One adopted version of a strategy: why it changed, and the digest of its activities (SHA-256)."""

    number: int
    adopted_at: datetime
    reason: str | None
    digest: str
    page: str

    @classmethod
    def of(cls, version: StrategyVersion) -> Self:
        return cls(
            number=version.number,
            adopted_at=version.adopted_at.astimezone(BOGOTA),
            reason=version.reason or None,
            digest=version.digest,
            page=address("planning:version", version.strategy.year, version.number),
        )


class StrategyOut(Schema):
    """The strategy of a year, as it is in force. A delivery is an activity in a period."""

    year: int
    title: str
    version: VersionOut
    activities: int
    deliveries: int
    period_scheme: str
    page: str

    @classmethod
    def of(cls, version: StrategyVersion) -> Self:
        activities, strategy = version.activities(), version.strategy
        return cls(
            year=strategy.year,
            title=strategy.title,
            version=VersionOut.of(version),
            activities=len(activities),
            deliveries=sum(len(one.periods) for one in activities),
            period_scheme=strategy.period_scheme,
            page=address("planning:schedule", strategy.year),
        )


class WholeStrategyOut(StrategyOut):
    """The same, with every version adopted, newest first."""

    versions: list[VersionOut]


def address(route: str, *args: object) -> str:
    """The public address of a page."""
    return f"{settings.BASE_URL}{reverse(route, args=args)}"
