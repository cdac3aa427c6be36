"""Tables that tests bring, and two importers that take them in: zones of the territory."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.urls import reverse
from openpyxl import Workbook

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actors import Actor, Job
from rendir.foundation.core.importing import Finding, Severity
from rendir.foundation.core.mapping import Field, Row, propose, title_row, titles_of
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.library.actions import bring_table
from rendir.foundation.library.imports import Done, Importer, Preview
from rendir.foundation.library.models import BroughtTable, StoredFile
from rendir.foundation.organization.actions import add_zone
from rendir.foundation.organization.models import Zone
from rendir.plan.planning.reading.files import read_grids

BY = Job("tests")
FIELDS = (Field("name", "Nombre", ("vereda",), required=True), Field("code", "Código"))


def _preview(rows: Sequence[Row], scope: Zone | None) -> Preview:
    known = Zone.objects.filter(name__in=[str(row.values["name"]) for row in rows]).count()
    findings = tuple(
        Finding("zones.short", Severity.WARNING, "El nombre es muy corto.", row.source)
        for row in rows
        if len(str(row.values["name"])) < 3
    )
    return Preview(added=len(rows) - known, same=known, findings=findings, notes=("Las zonas no se borran.",))


def _apply(rows: Sequence[Row], scope: Zone | None, source: StoredFile | None, *, by: Actor) -> Done:
    for row in rows:
        add_zone(str(row.values["name"]), kind="vereda", parent=scope, code=str(row.values["code"] or ""), by=by)
    return Done(f"Se escribieron {len(rows)}.", reverse("portal_desk:zones"))


def _zone(public_id: str) -> Zone:
    found = Zone.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("Esa zona no existe.")
    return found


def _importer(key: str, **changes: Any) -> Importer:
    said: dict[str, Any] = {
        "title": "Traer zonas",
        "explains": "Las zonas de una tabla.",
        "perm": Perm.EDIT_ZONES,
        "fields": FIELDS,
        "preview": _preview,
        "apply": _apply,
        "one": "zona",
        "many": "zonas",
    }
    return Importer(key=key, **(said | changes))


ZONE_LIST = _importer("lista-de-zonas")
VEREDAS = _importer("veredas", scope=_zone, keeps_file=False, fields=lambda _scope: FIELDS)


def a_corregimiento() -> Zone:
    """A corregimiento."""
    return add_zone("El Roble", kind="corregimiento", parent=None, by=BY)


def bring(text: str, *, importer: Importer = ZONE_LIST, scope: str = "", by: Actor = BY) -> BroughtTable:
    """A table as the page brings it."""
    grid = read_grids(text.encode(), "zonas.csv")[0][0]
    at = title_row(grid, FIELDS)
    return bring_table(
        text.encode(),
        name="zonas.csv",
        importer=importer.key,
        scope=scope,
        title_row=at,
        columns=propose(titles_of(grid, at), FIELDS),
        by=by,
    )


def a_workbook(sheets: dict[str, list[list[str]]]) -> bytes:
    """An Excel workbook with these sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
