"""The one way to read a schedule: a file's bytes in, plain activities and findings out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rendir.foundation.core.importing import Finding, Grid, Proposal, Source, Unreadable
from rendir.plan.planning.action_types import by_key, suggest
from rendir.plan.planning.reading.aliases import Apart, compare_names
from rendir.plan.planning.reading.embedded import Embedded, complete, digest_of, unpack
from rendir.plan.planning.reading.entries import Entry, number
from rendir.plan.planning.reading.exported import is_exported, read_exported
from rendir.plan.planning.reading.files import read_grids
from rendir.plan.planning.reading.findings import FindingCode, finding
from rendir.plan.planning.reading.gaps import about_periods, about_year, scheme_of_file, tell_gaps
from rendir.plan.planning.reading.numbering import set_numbers_apart
from rendir.plan.planning.reading.periods import Scheme
from rendir.plan.planning.reading.published import is_json, read_published
from rendir.plan.planning.reading.sheets import read_sheets
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
    """Read a schedule from a file of any format that is read: text, Excel, Word, OpenDocument, PDF, a web page, or our
    own JSON.

    `known_units` are the names of the entity's offices, which are never cut in two. `year` is the year of the plan:
    a file that names only others gets a finding. Raises `Unreadable` for a file that cannot be read, or holds no
    schedule.
    """
    if reading := read_our_json(data, year):
        return reading
    grids, findings = read_grids(data, filename)
    return understand(grids, findings, year=year, known_units=known_units)


def read_our_json(data: bytes, year: int) -> Reading | None:
    """What a JSON says, with nothing to understand; None where the file is none. `Unreadable` where it is not ours."""
    if not is_json(data):
        return None
    activities, told = read_published(data, year)
    return Reading(Scheme.FOUR_MONTHS.value, activities, told, Grid(()))


def understand(
    grids: Sequence[Grid],
    findings: Sequence[Finding],
    *,
    year: int,
    known_units: Sequence[str] = (),
    apart: Apart = (),
) -> Reading:
    """What the grids of a file say; `findings` are those of reading them. Raises `Unreadable` without a schedule."""
    exported = next((grid for grid in grids if is_exported(grid)), None)
    if exported:
        return _reading(exported, findings, read_exported(exported), Scheme.FOUR_MONTHS)
    embedded, shown = unpack(grids)
    if embedded and embedded.seen == digest_of(shown):
        return _read_untouched(shown, embedded)
    return _read_foreign(shown, findings, year, (known_units, apart), embedded)


def _read_untouched(shown: Sequence[Grid], embedded: Embedded) -> Reading:
    """A workbook or a document of ours that nobody changed: the plan it carries, each activity where it is seen."""
    seen = [entry.facts() for entry in read_sheets(shown).entries]
    activities = embedded.activities
    if len(seen) == len(activities):
        activities = tuple(
            replace(one, source=at.source, cells=at.cells) for one, at in zip(activities, seen, strict=True)
        )
    return Reading(Scheme.FOUR_MONTHS.value, activities, (), together(shown))


def _read_foreign(
    grids: Sequence[Grid],
    findings: Sequence[Finding],
    year: int,
    units: tuple[Sequence[str], Apart],
    embedded: Embedded | None = None,
) -> Reading:
    """A file that people made their own way. `units`: the names of the entity's, and the pairs that are of two."""
    read = read_sheets(grids)
    entries = read.entries
    if not entries:
        raise Unreadable("No se encuentra un cronograma en el archivo.", way_out=_WHAT_IS_NEEDED)
    about_numbers = set_numbers_apart(entries)
    number(entries)
    name_responsibles(entries, units[0])
    compare_names(entries, *units)
    if embedded:
        complete(entries, embedded)
    for entry in entries:
        tell_gaps(entry)
        _suggest_action_type(entry)
    about_file = [
        *findings,
        *read.findings,
        *about_numbers,
        *_about_change(embedded),
        *about_periods(entries),
        *about_year(read.titles, entries, year),
    ]
    return _reading(together(grids), about_file, entries, scheme_of_file(entries))


def together(grids: Sequence[Grid]) -> Grid:
    """The grids as one, for who wants to look at the cells."""
    return grids[0] if len(grids) == 1 else Grid(tuple(row for grid in grids for row in grid.rows))


_WHAT_IS_NEEDED = (
    "El archivo necesita una fila de títulos con «Actividades» y, al menos, «Meta/Producto», «Dependencia "
    "responsable», las etapas o los cuatrimestres, y debajo una fila por actividad. También puede copiar las celdas "
    "del cronograma y pegarlas."
)


def _about_change(embedded: Embedded | None) -> list[Finding]:
    if embedded is None:
        return []
    message = (
        "El archivo salió de este sistema y después alguien lo cambió. Se lee lo que muestra; los tipos de acción y de "
        "responsable de las actividades que siguen igual se conservan."
    )
    return [finding(FindingCode.EXPORT_CHANGED, message, applied=True)]


def _suggest_action_type(entry: Entry) -> None:
    if entry.action_type is not None:
        return
    suggestion = suggest(entry.facts())
    if suggestion is None:
        return
    entry.action_type, confidence = suggestion
    action_type = by_key(entry.action_type)
    name = action_type.label if action_type else entry.action_type
    reason = f"Las palabras de la actividad se parecen a las de «{name}»."
    proposal = Proposal("action_type", entry.action_type, reason, confidence)
    message = f"Tipo de acción sugerido: «{name}» (confianza {round(confidence * 100)} %). Cámbielo si no corresponde."
    entry.tell(FindingCode.ACTION_TYPE_SUGGESTED, message, entry.at, proposal=proposal)


def _reading(grid: Grid, about_file: Sequence[Finding], entries: Sequence[Entry], scheme: Scheme) -> Reading:
    findings = [*about_file, *(one for entry in entries for one in entry.told())]
    sheets = {name: place for place, name in enumerate(dict.fromkeys(row[0].source.sheet for row in grid.rows if row))}
    findings.sort(key=lambda one: _order(one.source, sheets))
    return Reading(scheme.value, tuple(entry.facts() for entry in entries), tuple(findings), grid)


def _order(source: Source | None, sheets: Mapping[str | None, int]) -> tuple[int, int, int, int]:
    """Where a finding stands among the others: by sheet, page, table and line."""
    if source is None:
        return (0, 0, 0, 0)
    return (sheets.get(source.sheet, 0), source.page or 0, source.table or 0, source.line)
