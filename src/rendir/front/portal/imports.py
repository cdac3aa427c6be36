"""The tables that can be brought, each declared by the app that takes it in; and taking one in."""

from django.utils.translation import gettext as _

from rendir.foundation.audit.actions import atomic, check
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.mapping import Mapped
from rendir.foundation.core.refusal import Invalid, NotFound
from rendir.foundation.library.actions import confirm_table
from rendir.foundation.library.imports import Done, Importer, Scope
from rendir.foundation.library.models import BroughtTable
from rendir.information.audiences.importers import REGISTER
from rendir.information.goals.importers import GOALS_TABLE, PROGRESS_TABLE
from rendir.information.surveys.importers import ANSWERS

IMPORTERS: tuple[Importer, ...] = (REGISTER, GOALS_TABLE, PROGRESS_TABLE, ANSWERS)


def importer_of(key: str) -> Importer:
    """The importer of that key. `NotFound` where there is none."""
    found = next((one for one in IMPORTERS if one.key == key), None)
    if found is None:
        message = _("No se trae ninguna tabla con ese nombre.")
        raise NotFound(message, way_out=_("Entre por la página en que quiere usarla."))
    return found


def scope_of(importer: Importer, scope: str) -> Scope:
    """The thing that a table is brought for. `NotFound` where it is not there, or where one is named and none is."""
    if importer.scope is not None:
        return importer.scope(scope)
    if scope:
        message = _("Esa tabla no se trae para nada en particular.")
        raise NotFound(message, way_out=_("Entre por la página en que quiere usarla."))
    return None


def take_in(
    table: BroughtTable, importer: Importer, scope: Scope, read: Mapped, *, partly: bool, expected: int, by: Actor
) -> Done:
    """Write what a table says and close it: all of it or nothing. `partly`: a person said that the rows that could not
    be read stay out.
    """
    check(importer.perm, scope, by=by)
    if not read.rows:
        message = _("No hay ninguna fila que se pueda traer.")
        raise Invalid(message, way_out=_("Revise las columnas, o corrija la tabla y tráigala otra vez."))
    if read.left_out and not partly:
        message = _("Hay filas que no se pudieron leer.")
        raise Invalid(message, way_out=_("Diga que se dejan fuera, o corrija la tabla y tráigala otra vez."))
    with atomic():
        stored = confirm_table(
            table, rows=len(read.rows), left_out=read.left_out, keep=importer.keeps_file, expected=expected, by=by
        )
        return importer.take_in(read.rows, scope, stored, by=by)
