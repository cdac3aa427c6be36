"""A version of the strategy in every format it is published in: what `adopt_strategy` freezes, and the same version on
another paper.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from rendir.foundation.audit.queries import head
from rendir.foundation.core.documents import Document, Orientation, Paper, Signature, to_pdf
from rendir.foundation.core.zone import BOGOTA, day_in_bogota
from rendir.foundation.library.queries import logo_of
from rendir.foundation.organization.models import Entity
from rendir.foundation.organization.queries import current_entity
from rendir.plan.planning.exports.calendar import schedule_ics
from rendir.plan.planning.exports.delimited import schedule_csv
from rendir.plan.planning.exports.document import schedule_document
from rendir.plan.planning.exports.heading import ScheduleHeading
from rendir.plan.planning.exports.spreadsheet import schedule_xlsx
from rendir.plan.planning.exports.word_processing import schedule_docx, schedule_odt
from rendir.plan.planning.models import Strategy, StrategyVersion
from rendir.plan.planning.queries import facts_of
from rendir.plan.planning.rules.facts import ActivityFacts

_BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets read a CSV in UTF-8 as another alphabet."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The paper and how it lies. The default is the one in which entities print their grid, and the one frozen."""

    paper: Paper = Paper.OFICIO
    orientation: Orientation = Orientation.LANDSCAPE


DEFAULT_LAYOUT = Layout()
FORMATS = ("xlsx", "docx", "odt", "pdf", "csv", "ics", "json")
ON_PAPER = frozenset({"xlsx", "docx", "odt", "pdf"})
"""The formats that a choice of paper changes."""


def render_version(version: StrategyVersion) -> Mapping[str, tuple[str, bytes]]:
    """By format, the name of the file and its bytes, on the default paper."""
    return {kind: (file_name(version, kind), render_format(version, kind)) for kind in FORMATS}


def render_format(version: StrategyVersion, kind: str, layout: Layout = DEFAULT_LAYOUT) -> bytes:
    """The version in one format of `FORMATS`. `KeyError` for another."""
    return _WRITERS[kind](version, layout)


def file_name(version: StrategyVersion, kind: str) -> str:
    """`cronograma-2021-v2.pdf`."""
    return f"cronograma-{version.strategy.year}-v{version.number}.{kind}"


def heading_of(version: StrategyVersion) -> ScheduleHeading:
    """What stands around the version. The seal is what the public register said when it was published."""
    entity = current_entity() or Entity()
    return ScheduleHeading(
        entity=entity.name,
        title=version.strategy.title,
        year=version.strategy.year,
        version=version.number,
        adopted_on=day_in_bogota(version.adopted_at),
        format_code=entity.format_code,
        format_version=entity.format_version,
        address=f"{settings.BASE_URL}{version.get_absolute_url()}",
        seal=_seal(version),
        prepared_by=Signature(role=entity.prepared_by),
        reviewed_by=Signature(role=entity.reviewed_by),
        approved_by=Signature(role=version.adopted_role),
        logo=logo_of(entity),
    )


def draft_pdf(strategy: Strategy, *, on: date) -> bytes:
    """The working copy as it is on a day, to be read and corrected on paper: every page says that it is a draft."""
    entity = current_entity() or Entity()
    heading = ScheduleHeading(
        entity=entity.name,
        title=strategy.title,
        year=strategy.year,
        format_code=entity.format_code,
        format_version=entity.format_version,
        prepared_by=Signature(role=entity.prepared_by),
        reviewed_by=Signature(role=entity.reviewed_by),
        logo=logo_of(entity),
        printed_on=on,
    )
    layout = DEFAULT_LAYOUT
    return to_pdf(schedule_document(facts_of(strategy), heading, paper=layout.paper, orientation=layout.orientation))


def version_json(version: StrategyVersion) -> dict[str, Any]:
    """The version as data. `activities` in canonical JSON (RFC 8785) has the SHA-256 that `digest` says."""
    return {
        "year": version.strategy.year,
        "version": version.number,
        "title": version.strategy.title,
        "adopted_at": version.adopted_at.astimezone(BOGOTA).isoformat(timespec="seconds"),
        "act": version.act or None,
        "reason": version.reason or None,
        "digest": version.digest,
        "address": f"{settings.BASE_URL}{version.get_absolute_url()}",
        "period_scheme": version.strategy.period_scheme,
        "activities": version.facts,
    }


def activity_address(year: int, code: str) -> str:
    """Where the activity is published, whole."""
    return f"{settings.BASE_URL}{reverse('compliance:activity', args=[year, code])}"


def activity_ics(version: StrategyVersion, activity: ActivityFacts) -> bytes:
    """The calendar of one activity: the days by which it is owed."""
    return _ics(version, (activity,))


def _seal(version: StrategyVersion) -> str:
    """The head of the register at its publication; before that, the head of now."""
    return (version.publication.ledger_head if version.publication else head()[1])[:16]


def _document(version: StrategyVersion, layout: Layout) -> Document:
    return schedule_document(
        version.activities(), heading_of(version), paper=layout.paper, orientation=layout.orientation
    )


def _ics(version: StrategyVersion, activities: tuple[ActivityFacts, ...]) -> bytes:
    heading = heading_of(version)
    return schedule_ics(activities, heading, year=heading.year, base_url=settings.BASE_URL)


def _json(version: StrategyVersion) -> bytes:
    return json.dumps(version_json(version), ensure_ascii=False, indent=2).encode()


_WRITERS: Mapping[str, Callable[[StrategyVersion, Layout], bytes]] = {
    "xlsx": lambda version, layout: schedule_xlsx(
        version.activities(), heading_of(version), paper=layout.paper, orientation=layout.orientation
    ),
    "docx": lambda version, layout: schedule_docx(_document(version, layout), version.activities()),
    "odt": lambda version, layout: schedule_odt(_document(version, layout), version.activities()),
    "pdf": lambda version, layout: to_pdf(_document(version, layout)),
    "csv": lambda version, _: (_BYTE_ORDER_MARK + "".join(schedule_csv(version.activities()))).encode(),
    "ics": lambda version, _: _ics(version, version.activities()),
    "json": lambda version, _: _json(version),
}
