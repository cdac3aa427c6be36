"""Bring contracts and budget: what was brought, send a file, see how it goes and what could not be read, go on."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.backups.turns import is_taken
from rendir.foundation.core.components.shapes import Fact, Link
from rendir.foundation.core.components.wording import written_day, written_size
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.tabular import escape_formula
from rendir.foundation.core.versioned import done
from rendir.foundation.library import receiving
from rendir.foundation.library.actions import append_chunk, begin_upload
from rendir.information.spending.actions.bringing import resume_import, start_import, waiting_bytes
from rendir.information.spending.forms import BringForm
from rendir.information.spending.models import SpendingImport
from rendir.information.spending.queries import (
    bad_rows,
    has_twice,
    imports,
    is_contracts,
    last_entity_code,
    missing_contracts,
    missing_lines,
)
from rendir.information.spending.rules.shapes import What
from rendir.information.spending.states import ImportState

PAGE = 30
SHOWN = 50
EVERY = 10
"""Seconds between two looks of a page that reloads by itself, because somebody asked it to."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An import of the list, and how it stands: a word, a tone and a shape."""

    made: SpendingImport
    word: str
    tone: str
    shape: str


@requires(Perm.READ_SPENDING)
def imports_made(request: HttpRequest) -> HttpResponse:
    """Every file that was brought, and the way to bring another. `?antes=` pages by identity."""
    rows, before = imports(), request.GET.get("antes", "")
    if before.isdecimal() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found, going = list(rows[: PAGE + 1]), is_going()
    context = {
        "tabs": desk_tabs("home"),
        "lines": [listed(one, going=going) for one in found[:PAGE]],
        "next": found[PAGE - 1].pk if len(found) > PAGE else None,
        "is_going": going,
        "is_twice": has_twice(),
        "may_edit": actor(request).has_perm(Perm.EDIT_SPENDING),
    }
    return render(request, "spending/staff/imports.html", context)


@requires(Perm.EDIT_SPENDING)
def import_new(request: HttpRequest) -> HttpResponse:
    """Send a file."""
    is_sent = request.method == "POST"
    form = BringForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        initial={"entity_code": last_entity_code(), "what": What.CONTRACTS},
    )
    made: list[SpendingImport] = []
    if form.is_valid() and done(form, lambda: made.append(_start(request, form))):
        messages.success(request, _("El archivo se está trayendo. Puede cerrar esta página: sigue sin usted."))
        return redirect(made[0])
    context = {"trail": trail(Link(_("Traer un archivo"), "")), "form": form}
    return render(request, "spending/staff/import_new.html", context, status=422 if form.is_bound else 200)


@requires(Perm.EDIT_SPENDING)
@require_POST
def upload_begin(request: HttpRequest) -> HttpResponse:
    """Announce a file that comes piece by piece."""
    return receiving.begin(
        request, by=actor(request), address=lambda public_id: reverse("library_desk:upload", args=[public_id])
    )


@requires(Perm.READ_SPENDING)
def import_(request: HttpRequest, public_id: str) -> HttpResponse:
    """How it goes, or what came of it: counts, what could not be read, what was here and did not come."""
    made = _import_of(public_id)
    going = made.state == ImportState.RUNNING and is_going()
    reloads = going and request.GET.get("sigue") == "si"
    missing = missing_contracts(made) if is_contracts(made) else missing_lines(made)
    may_edit = actor(request).has_perm(Perm.EDIT_SPENDING)
    context = {
        "trail": trail(Link(made.name, "")),
        "line": listed(made, going=going),
        "made": made,
        "is_going": going,
        "reloads": reloads,
        "every": EVERY,
        "figures": _figures(made),
        "facts": _facts(made),
        "bad": bad_rows(made)[:SHOWN] if made.bad else [],
        "missing": missing[:SHOWN] if made.missing else [],
        "shown": SHOWN,
        "may_resume": may_edit and not going and made.state != ImportState.DONE and waiting_bytes(made) is not None,
        "is_over": made.state == ImportState.DONE,
    }
    response = render(request, "spending/staff/import.html", context)
    if reloads:
        response["Refresh"] = str(EVERY)
    return response


@requires(Perm.READ_SPENDING)
def import_bad_rows(request: HttpRequest, public_id: str) -> StreamingHttpResponse:  # noqa: ARG001 - Django's own signature
    """Every row that could not be read, by its line, to take away."""
    made = _import_of(public_id)
    response = StreamingHttpResponse(_written(made), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="filas-sin-leer-{made.public_id}.csv"'
    return response


@requires(Perm.EDIT_SPENDING)
@require_POST
def import_resume(request: HttpRequest, public_id: str) -> HttpResponse:
    """Go on with what did not end."""
    written = request.POST.get("expected", "")
    if not written.isdecimal():
        raise Invalid(
            _("El formulario llegó incompleto."), way_out=_("Vuelva a la página del archivo e intente de nuevo.")
        )
    made = resume_import(_import_of(public_id), expected=int(written), by=actor(request))
    messages.success(request, _("Se sigue trayendo. Lo que ya estaba queda igual."))
    return redirect(made)


def is_going() -> bool:
    """Whether a file is being brought now."""
    return is_taken(Path(settings.RENDIR_DATA) / "spending")


def listed(made: SpendingImport, *, going: bool) -> Listed:
    """An import with how it stands."""
    if made.state == ImportState.RUNNING:
        word, tone, shape = (_("Se está trayendo"), "info", "ring") if going else (_("Se interrumpió"), "bad", "square")
    elif made.state == ImportState.FAILED:
        word, tone, shape = _("No terminó"), "bad", "square"
    elif made.bad:
        word, tone, shape = _("Traída, con filas sin leer"), "due", "triangle"
    else:
        word, tone, shape = _("Traída"), "ok", "circle"
    return Listed(made, word, tone, shape)


def desk_tabs(current: str) -> list[Link]:
    """The parts of the desk of spending."""
    told = (("home", _("Archivos traídos")), ("contracts", _("Contratos")), ("budget", _("Presupuesto")))
    return [Link(label, reverse(f"spending_desk:{key}"), key == current) for key, label in told]


def trail(*links: Link) -> list[Link]:
    """The way here."""
    return [Link(_("Contratos y presupuesto"), reverse("spending_desk:home")), *links]


def _import_of(public_id: str) -> SpendingImport:
    return get_object_or_404(SpendingImport, public_id=public_id)


def _start(request: HttpRequest, form: BringForm) -> SpendingImport:
    data = form.cleaned_data
    upload = data["upload"] or _received(request, data["document"])
    return start_import(
        what=What(data["what"]),
        upload=upload,
        entity_code=data["entity_code"],
        cut_on=data["cut_on"],
        by=actor(request),
    )


def _received(request: HttpRequest, sent: Any) -> str:  # noqa: ANN401 - a file as Django receives it
    """A file that came with the form, as if it had come piece by piece."""
    by = actor(request)
    upload = begin_upload(name=sent.name or "archivo.csv", size=sent.size, by=by)
    append_chunk(upload, sent.chunks(), offset=0, by=by)
    return upload.public_id


def _figures(made: SpendingImport) -> list[tuple[str, int]]:
    return [
        (_("Filas leídas"), made.rows),
        (_("Nuevas"), made.added),
        (_("Cambiadas"), made.changed),
        (_("Iguales"), made.same),
        (_("De otras entidades, que se dejan fuera"), made.others),
        (_("Que no se pudieron leer"), made.bad),
        (_("Que estaban y no vinieron"), made.missing),
    ]


def _facts(made: SpendingImport) -> list[Fact]:
    known = [
        (_("De qué"), made.get_what_display()),
        (_("Forma"), made.get_source_display() if made.source else ""),
        (_("Quién lo trajo"), made.begun_role),
        (_("Empezó"), written_day(made.started_at)),
        (_("Tamaño"), written_size(made.size) if made.size else ""),
        (_("Huella SHA-256 del archivo"), made.sha256),
        (_("Por qué no terminó"), made.failure),
    ]
    return [Fact(term, value) for term, value in known if value]


def _written(made: SpendingImport) -> Iterator[bytes]:
    buffer = StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow(["linea", "por_que"])
    for line, why in bad_rows(made).values_list("line", "why").iterator(chunk_size=2000):
        writer.writerow([line, escape_formula(why)])
        if buffer.tell() > 65536:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()
