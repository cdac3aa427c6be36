"""Which delivery a piece of work belongs to: by its kind of activity and the day of the fact. Pure."""

from collections.abc import Iterable
from datetime import date

from rendir.foundation.core.spanish import fold
from rendir.plan.compliance.rules.promises import Promise
from rendir.plan.planning.rules.totals import period_window


def fitting(promises: Iterable[Promise], action_type: str, on: date) -> tuple[Promise, ...]:
    """The deliveries of that kind in whose period the day falls, in the order of the schedule.

    Several activities of a schedule may be of one kind: then a person chooses. A day outside every marked period fits
    nothing: it goes to the inbox of planning.
    """
    return tuple(one for one in promises if one.facts.action_type == action_type and _falls_in(one.key.period, on))


def likeliest(promises: Iterable[Promise], title: str, on: date) -> tuple[Promise, ...]:
    """Every delivery, those that a piece of evidence of that title and day most likely supports first: by how many of
    the title's words the activity says too, those of the day's period before the others. A person chooses.
    """
    said = _telling(title)
    return tuple(
        sorted(
            promises,
            key=lambda one: (
                not _falls_in(one.key.period, on),
                -len(said & _telling(f"{one.facts.name} {one.facts.product or ''}")),
                one.place,
                one.key.period,
            ),
        )
    )


def _telling(text: str) -> frozenset[str]:
    """The beginnings of the words of more than three letters: «actas» and «acta» are one."""
    words = ("".join(letter for letter in word if letter.isalnum()) for word in fold(text).split())
    return frozenset(word[:_STEM] for word in words if len(word) >= _STEM)


_STEM = 4


def _falls_in(period: int, day: date) -> bool:
    first, last = period_window(day.year, period)
    return first <= day <= last
