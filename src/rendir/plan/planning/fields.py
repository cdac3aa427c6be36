"""A column for a set of few known values: one small integer, one bit for each value.

A set in one column keeps an activity one row, lets a constraint hold it, and needs no join to list a schedule.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

from rendir.plan.planning.rules.facts import PERIODS, Stage

if TYPE_CHECKING:
    Column = models.Field[Any, Any]
else:  # Django's fields take their types only from the stubs
    Column = models.Field


class SetField(Column):
    """A frozenset of `members`, kept as bits in their order."""

    members: tuple[Any, ...] = ()

    def get_internal_type(self) -> str:
        return "PositiveSmallIntegerField"

    @property
    def full(self) -> int:
        """The integer of the set with every member."""
        return (1 << len(self.members)) - 1

    def from_db_value(self, value: int | None, *_: object) -> frozenset[Any]:
        bits = value or 0
        return frozenset(member for index, member in enumerate(self.members) if bits >> index & 1)

    def to_python(self, value: Iterable[Any] | None) -> frozenset[Any]:
        return frozenset(self.members[self.members.index(one)] for one in value or ())

    def get_prep_value(self, value: Any) -> int:  # noqa: ANN401 - Django's own signature
        if isinstance(value, int):
            return value
        return sum(1 << self.members.index(one) for one in value)

    def value_to_string(self, obj: models.Model) -> str:
        return ",".join(str(one) for one in sorted(self.value_from_object(obj)))


class StagesField(SetField):
    """A set of stages."""

    members = tuple(Stage)


class PeriodsField(SetField):
    """A set of four-month periods."""

    members = PERIODS
