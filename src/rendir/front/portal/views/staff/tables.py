"""Bring a table into any app that takes one: give it, say which column is which, see what would come of it, confirm."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import check
from rendir.foundation.core.giving import FileOrTextForm
from rendir.foundation.core.importing import Finding, Grid, Unreadable
from rendir.foundation.core.mapping import Field, Mapped, propose, read_rows, title_row, titles_of
from rendir.foundation.core.spanish import count
from rendir.foundation.core.versioned import done
from rendir.foundation.library.actions import bring_table, choose_columns, discard_table
from rendir.foundation.library.imports import Importer, Preview, Scope
from rendir.foundation.library.models import BroughtTable
from rendir.foundation.library.queries import bytes_of_table, tables_of
from rendir.foundation.library.states import TableState
from rendir.front.portal.forms import ColumnsForm, SheetForm, TakeInForm
from rendir.front.portal.imports import importer_of, scope_of, take_in
from rendir.plan.planning.reading.files import read_grids

SHOWN_ROWS, SHOWN_FINDINGS, OFFERED_ROWS, SHOWN_TABLES = 20, 50, 30, 10
_WIDE = 60


@dataclass(frozen=True, slots=True)
class Opened:
    """A table that waits, read under the columns chosen for it."""

    table: BroughtTable
    importer: Importer
    scope: Scope
    grids: tuple[Grid, ...]
    wanted: tuple[Field, ...]

    @property
    def grid(self) -> Grid:
        return self.grids[min(self.table.sheet, len(self.grids) - 1)]

    @property
    def titles(self) -> tuple[str, ...]:
        return titles_of(self.grid, self.table.title_row)

    @property
    def missing(self) -> list[str]:
        """The fields that must be said and have no column."""
        return [one.label for one in self.wanted if one.required and one.key not in self.table.columns]

    def read(self) -> Mapped:
        """Its rows; none while a field that must be said has no column."""
        return Mapped() if self.missing else read_rows(self.grid, self.table.title_row, self.table.columns, self.wanted)


@requires(Perm.ENTER_DESK)
def table_import(request: HttpRequest, key: str, scope: str = "") -> HttpResponse:
    """Give a file or paste its cells."""
    importer = importer_of(key)
    subject = scope_of(importer, scope)
    check(importer.perm, subject, by=actor(request))
    form = FileOrTextForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (table := _brought(request, importer, scope, subject, form)):
        return redirect(table)
    context = {
        "form": form,
        "importer": importer,
        "subject": subject,
        "wanted": importer.fields_of(subject),
        "tables": tables_of(key, scope).exclude(state=TableState.DISCARDED)[:SHOWN_TABLES],
    }
    return render(request, "portal/staff/table_import.html", context, status=_status(form))


@requires(Perm.ENTER_DESK)
def table(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is understood of a table, and what bringing it in would do."""
    opened = _opened(request, public_id)
    return _closed(request, opened) if opened.table.state != TableState.OPEN else _shown(request, opened)


@require_POST
@requires(Perm.ENTER_DESK)
def table_sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    """Another sheet, or another row of titles: the columns are proposed anew."""
    opened = _opened(request, public_id)
    form = _sheet_form(opened, request.POST)

    def act() -> None:
        sheet, at = form.cleaned_data["sheet"], form.cleaned_data["title_row"]
        grid = opened.grids[sheet]
        at = title_row(grid, opened.wanted) if sheet != opened.table.sheet else at
        columns = propose(titles_of(grid, at), opened.wanted)
        expected = form.cleaned_data["expected"]
        choose_columns(opened.table, sheet=sheet, title_row=at, columns=columns, expected=expected, by=actor(request))

    if form.is_valid() and done(form, act):
        return redirect(opened.table)
    return _shown(request, opened, sheet_form=form)


@require_POST
@requires(Perm.ENTER_DESK)
def table_columns(request: HttpRequest, public_id: str) -> HttpResponse:
    """Which column says each field."""
    opened = _opened(request, public_id)
    form = _columns_form(opened, request.POST)

    def act() -> None:
        choose_columns(
            opened.table,
            sheet=opened.table.sheet,
            title_row=opened.table.title_row,
            columns=form.columns(),
            expected=form.cleaned_data["expected"],
            by=actor(request),
        )

    if form.is_valid() and done(form, act):
        return redirect(opened.table)
    return _shown(request, opened, columns_form=form)


@require_POST
@requires(Perm.ENTER_DESK)
def table_take_in(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write what the table says."""
    opened = _opened(request, public_id)
    read = opened.read()
    form = TakeInForm(request.POST, version=opened.table.version, left_out=read.left_out)
    came: list[str] = []

    def act() -> None:
        said = form.cleaned_data
        found = take_in(
            opened.table,
            opened.importer,
            opened.scope,
            read,
            partly=said.get("partly", False),
            expected=said["expected"],
            by=actor(request),
        )
        messages.success(request, found.message)
        came.append(found.url)

    if form.is_valid() and done(form, act):
        return redirect(came[0])
    return _shown(request, opened, take_in_form=form)


@require_POST
@requires(Perm.ENTER_DESK)
def table_discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Leave it: nothing was written."""
    opened = _opened(request, public_id)
    discard_table(opened.table, by=actor(request))
    messages.success(request, _("La tabla se descartó. No se trajo nada de ella."))
    return redirect(_way_in(opened.table))


def _brought(
    request: HttpRequest, importer: Importer, scope: str, subject: Scope, form: FileOrTextForm
) -> BroughtTable | None:
    data, name = form.content()
    try:
        grid = _usable(read_grids(data, name)[0])[0]
    except Unreadable as error:
        form.add_error(form.asked_in, f"{error.message} {error.way_out}".strip())
        return None
    wanted = importer.fields_of(subject)
    at = title_row(grid, wanted)
    columns = propose(titles_of(grid, at), wanted)
    return bring_table(
        data, name=name, importer=importer.key, scope=scope, title_row=at, columns=columns, by=actor(request)
    )


def _usable(grids: Sequence[Grid]) -> tuple[Grid, ...]:
    """The sheets that say something. `Unreadable` where none does."""
    found = tuple(grid for grid in grids if any(cell.text.strip() for row in grid for cell in row))
    if not found:
        raise Unreadable(
            _("La tabla está vacía."), way_out=_("Revise que sea el archivo correcto y tráigalo otra vez.")
        )
    return found


def _opened(request: HttpRequest, public_id: str) -> Opened:
    """The table with what it says now, for whoever may take such a table in."""
    found = get_object_or_404(BroughtTable, public_id=public_id)
    importer = importer_of(found.importer)
    scope = scope_of(importer, found.scope)
    check(importer.perm, scope, by=actor(request))
    grids = _usable(read_grids(bytes_of_table(found), found.name)[0]) if found.state == TableState.OPEN else ()
    return Opened(found, importer, scope, grids, importer.fields_of(scope))


def _shown(
    request: HttpRequest,
    opened: Opened,
    *,
    sheet_form: SheetForm | None = None,
    columns_form: ColumnsForm | None = None,
    take_in_form: TakeInForm | None = None,
) -> HttpResponse:
    read = opened.read()
    preview = opened.importer.preview(read.rows, opened.scope) if read.rows else Preview()
    found = [*read.findings, *preview.findings]
    bound = next((one for one in (sheet_form, columns_form, take_in_form) if one is not None), None)
    context: dict[str, Any] = {
        "opened": opened,
        "table": opened.table,
        "importer": opened.importer,
        "sheet_form": sheet_form or _sheet_form(opened),
        "columns_form": columns_form or _columns_form(opened),
        "take_in_form": take_in_form or TakeInForm(version=opened.table.version, left_out=read.left_out),
        "bound": bound,
        "shown_fields": [one for one in opened.wanted if one.key in opened.table.columns],
        "lines": _lines(opened, read),
        "read": read,
        "summary": _summary(opened.importer, preview),
        "preview": preview,
        "findings": [_placed(one) for one in found[:SHOWN_FINDINGS]],
        "more_findings": max(0, len(found) - SHOWN_FINDINGS),
        "way_in": _way_in(opened.table),
    }
    return render(request, "portal/staff/table.html", context, status=422 if bound is not None else 200)


def _closed(request: HttpRequest, opened: Opened) -> HttpResponse:
    context = {"table": opened.table, "importer": opened.importer, "way_in": _way_in(opened.table)}
    return render(request, "portal/staff/table_closed.html", context)


def _sheet_form(opened: Opened, data: QueryDict | None = None) -> SheetForm:
    sheets = [grid.name or _("Hoja %(number)s") % {"number": place} for place, grid in enumerate(opened.grids, 1)]
    rows = [_first_words(place, row) for place, row in enumerate(opened.grid.rows[:OFFERED_ROWS], 1)]
    at = opened.table.sheet, opened.table.title_row
    return SheetForm(data, version=opened.table.version, sheets=sheets, rows=rows, at=at)


def _columns_form(opened: Opened, data: QueryDict | None = None) -> ColumnsForm:
    return ColumnsForm(
        data,
        version=opened.table.version,
        wanted=opened.wanted,
        titles=opened.titles,
        chosen=opened.table.columns,
    )


def _first_words(number: int, row: Sequence[Any]) -> str:
    """`3: Código · Meta · Línea base`, cut where it is long."""
    said = " · ".join(cell.text.strip() for cell in row if cell.text.strip())
    return f"{number}: {said if len(said) <= _WIDE else f'{said[:_WIDE]}…'}"


def _lines(opened: Opened, read: Mapped) -> list[tuple[int, list[str]]]:
    """The first rows, as they are written in the columns chosen."""
    columns = [opened.table.columns[one.key] for one in opened.wanted if one.key in opened.table.columns]
    by_line = {row[0].source.line: row for row in opened.grid.rows if row}
    return [
        (one.line, [row[at].text if at < len(row) else "" for at in columns])
        for one in read.rows[:SHOWN_ROWS]
        for row in [by_line[one.line]]
    ]


def _summary(importer: Importer, preview: Preview) -> list[str]:
    """What confirming would do, a sentence each."""
    told = (
        (preview.added, _("Se agregan %(what)s.")),
        (preview.changed, _("Se actualizan %(what)s.")),
        (preview.same, _("Quedan como están %(what)s.")),
    )
    return [words % {"what": count(number, importer.one, importer.many)} for number, words in told if number]


def _placed(one: Finding) -> tuple[str, str]:
    return one.source.place if one.source else "", one.message


def _way_in(table: BroughtTable) -> str:
    names = [table.importer, table.scope] if table.scope else [table.importer]
    return reverse("portal_desk:table_import", args=names)


def _status(form: FileOrTextForm) -> int:
    return 422 if form.is_bound else 200
