"""The one way to read a schedule: a file's bytes in, plain activities and findings out."""

from collections.abc import Sequence
from dataclasses import dataclass

from rendir.foundation.core.importing import Finding, Grid, Proposal, Unreadable
from rendir.plan.planning.action_types import by_key, suggest
from rendir.plan.planning.reading.aliases import compare_names
from rendir.plan.planning.reading.entries import Entry, number
from rendir.plan.planning.reading.exported import is_exported, read_exported
from rendir.plan.planning.reading.findings import FindingCode
from rendir.plan.planning.reading.gaps import about_periods, about_year, scheme_of_file, tell_gaps
from rendir.plan.planning.reading.grids import read_grid
from rendir.plan.planning.reading.periods import Scheme
from rendir.plan.planning.reading.rows import rows_of
from rendir.plan.planning.reading.tables import tables_of
from rendir.plan.planning.reading.who import name_responsibles
from rendir.plan.planning.rules.facts import ActivityFacts


@dataclass(frozen=True, slots=True)
class Reading:
    """A schedule as read. `period_scheme` is how the file divides the year (`cuatrimestre`, `mes`, `fecha`…); the
    periods of the activities are always four-month ones.
    """

    period_scheme: str
    activities: tuple[ActivityFacts, ...]
    findings: tuple[Finding, ...]
    grid: Grid

    def as_json(self) -> dict[str, object]:
        """What `rendir plan import --dry-run --format json` prints."""
        return {
            "period_scheme": self.period_scheme,
            "activities": [activity.as_json() for activity in self.activities],
            "findings": [one.as_json() for one in self.findings],
        }


def read_schedule(data: bytes, *, filename: str, year: int, known_units: Sequence[str] = ()) -> Reading:
    """Read a schedule from a text file (`.txt`, `.tsv`, `.csv`).

    `known_units` are the names of the entity's offices, which are never cut in two. `year` is the year of the plan:
    a file that names only others gets a finding. Raises `Unreadable` for a file that is empty, is not text, or
    holds no schedule.
    """
    grid, findings = read_grid(data, filename)
    if is_exported(grid):
        return _reading(grid, findings, read_exported(grid), Scheme.FOUR_MONTHS)
    return _read_foreign(grid, findings, year, known_units)


def _read_foreign(grid: Grid, findings: Sequence[Finding], year: int, known_units: Sequence[str]) -> Reading:
    """A file that people made their own way."""
    tables = tables_of(grid)
    rows = rows_of(tables)
    if not rows.entries:
        raise Unreadable("No se encuentra un cronograma en el archivo.", way_out=_WHAT_IS_NEEDED)
    number(rows.entries)
    name_responsibles(rows.entries, known_units)
    compare_names(rows.entries, known_units)
    for entry in rows.entries:
        tell_gaps(entry)
        _suggest_action_type(entry)
    about_file = [
        *findings,
        *tables.findings,
        *rows.findings,
        *about_periods(rows.entries),
        *about_year(tables.findings, rows.entries, year),
    ]
    return _reading(grid, about_file, rows.entries, scheme_of_file(rows.entries))


_WHAT_IS_NEEDED = (
    "El archivo necesita una fila de títulos con «Actividades» y, al menos, «Meta/Producto», «Dependencia "
    "responsable», las etapas o los cuatrimestres, y debajo una fila por actividad."
)


def _suggest_action_type(entry: Entry) -> None:
    suggestion = suggest(entry.facts())
    if suggestion is None:
        return
    entry.action_type, confidence = suggestion
    action_type = by_key(entry.action_type)
    name = action_type.label if action_type else entry.action_type
    reason = f"Las palabras de la actividad se parecen a las de «{name}»."
    proposal = Proposal("action_type", entry.action_type, reason, confidence)
    message = f"Tipo de acción sugerido: «{name}». Cámbielo si no corresponde."
    entry.tell(FindingCode.ACTION_TYPE_SUGGESTED, message, entry.at, proposal=proposal)


def _reading(grid: Grid, about_file: Sequence[Finding], entries: Sequence[Entry], scheme: Scheme) -> Reading:
    findings = [*about_file, *(one for entry in entries for one in entry.told())]
    findings.sort(key=lambda one: one.source.line if one.source else 0)
    return Reading(scheme.value, tuple(entry.facts() for entry in entries), tuple(findings), grid)
