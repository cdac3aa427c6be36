"""What a schedule says, as plain values: the words of the method, and an activity without a database.

Components and stages are those of the Manual Único de Rendición de Cuentas (Ley 1757 de 2015, arts. 48-56).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Self

from rendir.foundation.core.importing import Source


class Component(StrEnum):
    """The three elements of accountability. The value is the Spanish word used in files and addresses."""

    INFORMATION = "informacion"
    DIALOGUE = "dialogo"
    RESPONSIBILITY = "responsabilidad"

    @property
    def label(self) -> str:
        return {"informacion": "Información", "dialogo": "Diálogo", "responsabilidad": "Responsabilidad"}[self]

    @property
    def letter(self) -> str:
        """The letter that starts the code of its activities: I, D, R."""
        return self.value[0].upper()


class Stage(StrEnum):
    """The five stages of the method, in order."""

    READINESS = "aprestamiento"
    DESIGN = "diseno"
    PREPARATION = "preparacion"
    EXECUTION = "ejecucion"
    FOLLOW_UP = "seguimiento"

    @property
    def label(self) -> str:
        return _STAGE_LABELS[self][0]

    @property
    def short_label(self) -> str:
        return _STAGE_LABELS[self][0].split(" y ")[0]

    @property
    def plain(self) -> str:
        """What happens in the stage, in words that anybody reads."""
        return _STAGE_LABELS[self][1]


_STAGE_LABELS = {
    Stage.READINESS: ("Aprestamiento", "organizarse"),
    Stage.DESIGN: ("Diseño", "decidir cómo"),
    Stage.PREPARATION: ("Preparación", "producir la información"),
    Stage.EXECUTION: ("Ejecución", "informar y dialogar"),
    Stage.FOLLOW_UP: ("Seguimiento y Evaluación", "evaluar y corregir"),
}

PERIODS = (1, 2, 3)
PERIOD_LABELS = {1: "Enero a abril", 2: "Mayo a agosto", 3: "Septiembre a diciembre"}
PERIOD_SHORT_LABELS = {1: "Ene–abr", 2: "May–ago", 3: "Sep–dic"}


class ResponsibleKind(StrEnum):
    """What a responsible is: an office, a team that is not an office, a role that names no office, or not known."""

    UNIT = "unit"
    TEAM = "team"
    ROLE = "role"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return {"unit": "Dependencia", "team": "Equipo", "role": "Rol", "unknown": "Por aclarar"}[self]


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who answers for an activity, by the name as written."""

    name: str
    kind: ResponsibleKind = ResponsibleKind.UNKNOWN


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """A delivery of an earlier year that was not finished and comes along: its name there (`I6-2`) and its last day."""

    year: int
    delivery: str
    due_on: date

    def as_json(self) -> dict[str, object]:
        """As the working copy and a version keep it."""
        return {"year": self.year, "delivery": self.delivery, "due_on": self.due_on.isoformat()}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        """The inverse of `as_json`."""
        return cls(int(str(data["year"])), str(data["delivery"]), date.fromisoformat(str(data["due_on"])))


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """One activity of a schedule.

    `number` counts from 1 in each component; `product` is None where the schedule says nothing (which differs
    from an empty promise); stages and periods are sets because a real schedule marks several.
    """

    component: Component | None
    number: int
    name: str
    stages: frozenset[Stage] = frozenset()
    periods: frozenset[int] = frozenset()
    product: str | None = None
    responsibles: tuple[Responsible, ...] = ()
    action_type: str | None = None
    source: Source | None = field(default=None, compare=False)
    cells: Mapping[str, Source] = field(default_factory=dict, compare=False, repr=False)
    """Where each field was read, by its name; kept only while the file is at hand."""
    carried_over: tuple[CarriedOver, ...] = field(default=(), compare=False)
    """What comes along from an earlier year: told of it, and no part of what it promises."""

    def cell_of(self, name: str) -> Source | None:
        """Where a field was read; the activity's own place where that is not known."""
        return self.cells.get(name, self.source)

    @property
    def code(self) -> str:
        """`I4`, `D7`, `R10`; `?3` while the component is not known."""
        return f"{self.component.letter if self.component else '?'}{self.number}"

    @property
    def ordered_stages(self) -> tuple[Stage, ...]:
        return tuple(stage for stage in Stage if stage in self.stages)

    @property
    def ordered_periods(self) -> tuple[int, ...]:
        return tuple(period for period in PERIODS if period in self.periods)

    def as_json(self) -> dict[str, object]:
        """The activity as `rendir plan import --format json` prints it and a version keeps it. What comes from an
        earlier year is named only where something does, so that the digest of every other schedule is what it was.
        """
        carried = {"carried_over": [one.as_json() for one in self.carried_over]} if self.carried_over else {}
        return {
            "component": self.component.value if self.component else None,
            "number": self.number,
            "name": self.name,
            "stages": [stage.value for stage in self.ordered_stages],
            "periods": list(self.ordered_periods),
            "product": self.product,
            "responsibles": [{"name": one.name, "kind": one.kind.value} for one in self.responsibles],
            "action_type": self.action_type,
            "source": self.source.as_json() if self.source else None,
            **carried,
        }

    @classmethod
    def from_json(cls, data: dict[str, object]) -> Self:
        """The inverse of `as_json`. `data` is trusted: it was written by `as_json`."""
        stages, periods, responsibles = data["stages"], data["periods"], data["responsibles"]
        assert isinstance(stages, list)  # noqa: S101 - narrows JSON for the type checker
        assert isinstance(periods, list)  # noqa: S101
        assert isinstance(responsibles, list)  # noqa: S101
        carried = data.get("carried_over", [])
        assert isinstance(carried, list)  # noqa: S101
        component, product, action_type = data["component"], data["product"], data["action_type"]
        source = data.get("source")
        return cls(
            component=Component(str(component)) if component else None,
            number=int(str(data["number"])),
            name=str(data["name"]),
            stages=frozenset(Stage(str(one)) for one in stages),
            periods=frozenset(int(str(one)) for one in periods),
            product=None if product is None else str(product),
            responsibles=tuple(Responsible(one["name"], ResponsibleKind(one["kind"])) for one in responsibles),
            action_type=None if action_type is None else str(action_type),
            carried_over=tuple(CarriedOver.from_json(one) for one in carried),
            source=Source.from_json(source) if isinstance(source, dict) else None,
        )


def period_of(month: int) -> int:
    """The four-month period (1-3) of a month (1-12)."""
    return (month - 1) // 4 + 1
