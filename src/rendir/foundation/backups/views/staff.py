"""«Copias»: when the last one was made, all that were, make one now, take one away."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.backups.actions.handing import hand_over
from rendir.foundation.backups.actions.making import start_backup
from rendir.foundation.backups.models import Backup
from rendir.foundation.backups.queries import newest_backups, standing
from rendir.foundation.backups.states import BackupState
from rendir.foundation.core.components.shapes import Fact, Link
from rendir.foundation.core.components.wording import written_day, written_number, written_size
from rendir.foundation.core.zone import BOGOTA

PAGE = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One backup of the list, and how it stands: a word, a tone and a shape."""

    backup: Backup
    word: str
    tone: str
    shape: str


@requires(Perm.MAKE_BACKUPS)
def backups(request: HttpRequest) -> HttpResponse:
    """The light, the button, and every backup. `?antes=` pages by identity, never by counting."""
    rows, before = newest_backups(), request.GET.get("antes", "")
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before))
    found, now = list(rows[: PAGE + 1]), standing()
    context = {
        "standing": now,
        "lines": [_line(one, making=now.making) for one in found[:PAGE]],
        "next": found[PAGE - 1].pk if len(found) > PAGE else None,
        "kept": settings.BACKUPS_KEPT,
        "fresh_days": settings.BACKUP_FRESH_DAYS,
        "old_days": settings.BACKUP_OLD_DAYS,
    }
    return render(request, "backups/staff/backups.html", context)


@require_POST
@requires(Perm.MAKE_BACKUPS)
def make(request: HttpRequest) -> HttpResponse:
    """A process of its own makes one; the list says how it goes."""
    start_backup(by=actor(request))
    messages.success(request, _("La copia se está haciendo. Puede seguir trabajando: el sitio no se detiene."))
    return redirect("backups_desk:backups")


@requires(Perm.MAKE_BACKUPS)
def backup(request: HttpRequest, public_id: str) -> HttpResponse:
    """One backup: what it holds, and the question before it is taken away."""
    found = get_object_or_404(Backup, public_id=public_id)
    context = {
        "backup": found,
        "line": _line(found, making=standing().making),
        "facts": _facts(found),
        "trail": [Link(_("Copias"), "/gestion/copias/"), Link(_day(found.started_at), "")],
        "may_take": actor(request).has_perm(Perm.TAKE_BACKUPS) and found.state == BackupState.DONE and found.is_here,
    }
    return render(request, "backups/staff/backup.html", context)


@require_POST
@requires(Perm.TAKE_BACKUPS)
def take_away(request: HttpRequest, public_id: str) -> FileResponse:
    """The file itself, once the ledger says who takes it."""
    path = hand_over(get_object_or_404(Backup, public_id=public_id), by=actor(request))
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type="application/zip")


def _line(one: Backup, *, making: bool) -> Line:
    if one.state == BackupState.RUNNING:
        return Line(one, _progress(one), "info", "ring") if making else Line(one, _("Se interrumpió"), "bad", "square")
    if one.state == BackupState.FAILED:
        return Line(one, _("No se pudo"), "bad", "square")
    if one.state == BackupState.DROPPED:
        return Line(one, _("Ya no se conserva"), "plain", "ring")
    if one.filename and not one.is_here:
        return Line(one, _("El archivo no está"), "bad", "square")
    if one.faults:
        return Line(one, _("Hecha; ya faltaban archivos"), "due", "triangle")
    return Line(one, _("Hecha y comprobada") if one.filename else _("Guardada en otra parte"), "ok", "circle")


def _progress(one: Backup) -> str:
    """How much is written: the file grows beside its final name."""
    parts = Path(settings.BACKUPS_ROOT).glob(f".{one.filename}.*")
    size = sum(part.stat().st_size for part in parts)
    return _("Se está haciendo: van %(size)s") % {"size": written_size(size)} if size else _("Se está haciendo")


def _facts(one: Backup) -> list[Fact]:
    """What is known of it, in the order in which one asks."""
    taken = _day(one.taken_at) if one.taken_at else _("nadie todavía")
    held = _("%(rows)s filas y %(files)s archivos")
    known = [
        (_("Archivo"), one.filename or _("en otra parte")),
        (_("Tamaño"), written_size(one.size) if one.size else ""),
        (
            _("Contiene"),
            held % {"rows": written_number(one.rows), "files": written_number(one.files)} if one.size else "",
        ),
        (_("Huella SHA-256 del archivo"), one.sha256),
        (_("Último asiento del registro"), written_number(one.sequence) if one.size else ""),
        (_("Cabeza del registro"), one.head),
        (_("Se la llevaron por última vez"), taken if one.size else ""),
        (_("Por qué no se pudo"), one.failure),
    ]
    return [Fact(term, value) for term, value in known if value]


def _day(moment: datetime) -> str:
    """The day it was in Bogotá, which the database does not keep."""
    return written_day(moment.astimezone(BOGOTA).date())
