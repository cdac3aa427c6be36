"""Coherence warnings as the desk shows them: by what they warn of, each leading to its activity."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from rendir.foundation.core.importing import Finding
from rendir.plan.planning.models import Activity, Strategy
from rendir.plan.planning.rules.coherence import CoherenceCode


@dataclass(frozen=True, slots=True)
class Caution:
    """One warning. `url` leads to the activity it is about, or nowhere where it is about the whole plan; `version` is
    that of the activity where the warning brings a correction that can be accepted, else None.
    """

    code: str
    message: str
    url: str
    version: int | None


@dataclass(frozen=True, slots=True)
class WarningGroup:
    """All warnings of one kind."""

    kind: str
    title: str
    severity: str
    warnings: list[Caution]


def grouped(strategy: Strategy, findings: Iterable[Finding], versions: Mapping[str, int]) -> list[WarningGroup]:
    """By kind, in the order in which the kinds first appear. `versions` of the activities, by code."""
    groups: dict[str, WarningGroup] = {}
    for one in findings:
        title = CoherenceCode(one.code).description
        group = groups.setdefault(one.code, WarningGroup(str(one.code), title, one.severity.value, []))
        group.warnings.append(_warning(strategy, one, versions))
    return list(groups.values())


def about(activity: Activity, findings: Iterable[Finding]) -> list[WarningGroup]:
    """Those that are about this activity."""
    own = [one for one in findings if one.target == activity.code]
    return grouped(activity.strategy, own, {activity.code: activity.version})


def _warning(strategy: Strategy, finding: Finding, versions: Mapping[str, int]) -> Caution:
    code = finding.target or ""
    url = reverse("planning_desk:activity_edit", args=[strategy.year, code]) if code else ""
    return Caution(code, finding.message, url, versions[code] if code and finding.proposal else None)
