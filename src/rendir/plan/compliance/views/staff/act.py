"""«Para firma → firmado»: the printed act of a delivery, and the page to which its code leads with the signed scan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, check
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.versioned import done
from rendir.foundation.library.actions import store_file
from rendir.foundation.library.models import StoredFile
from rendir.plan.compliance.actions.deliveries import open_delivery
from rendir.plan.compliance.actions.evidence import add_file, replace_file
from rendir.plan.compliance.exports.act import act_code, render_act
from rendir.plan.compliance.forms.evidence import EvidenceForm
from rendir.plan.compliance.models import Delivery, Evidence
from rendir.plan.compliance.queries import evidence_of
from rendir.plan.compliance.rules import standing
from rendir.plan.compliance.views.staff.delivery import act_file_name, is_unsigned_act, what_one_may
from rendir.plan.compliance.views.staff.files import received_files
from rendir.plan.compliance.views.staff.frame import frame, in_hand, named_delivery, strategy_at_work, trail
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.titles import plain_title


@requires(Perm.REPORT_DELIVERY)
def act(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """The page of the act: make it, print it, attach it signed."""
    strategy = strategy_at_work(year, clock.today())
    return _page(request, strategy, named_delivery(strategy, key))


@require_POST
@requires(Perm.REPORT_DELIVERY)
def make_act(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """Make the act with what is known now. One that was not signed yet is replaced."""
    strategy = strategy_at_work(year, clock.today())
    shown, by = named_delivery(strategy, key), actor(request)
    row = in_hand(strategy, shown)
    check(Perm.REPORT_DELIVERY, row, by=by)
    pieces = [one.evidence for one in evidence_of(row)] if row.pk else []
    titles = [one.title for one in pieces if not is_unsigned_act(one, year, shown.key)]
    data = render_act(shown, year=year, evidence=titles, on=clock.today())
    with atomic():
        stored = store_file(data, name=act_file_name(year, shown.key), media_type="application/pdf", by=by)
        _put(open_delivery(strategy, shown.key), _unsigned(row, year, shown), stored, by)
    messages.success(request, _("El acta está lista: imprímala, fírmela y adjunte aquí la hoja firmada."))
    return redirect("compliance_desk:act", year, str(shown.key))


@require_POST
@requires(Perm.REPORT_DELIVERY)
def sign_act(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """The signed scan takes the place of the act that was printed; the printed one stays, as an earlier version."""
    strategy = strategy_at_work(year, clock.today())
    shown, by = named_delivery(strategy, key), actor(request)
    row = in_hand(strategy, shown)
    check(Perm.REPORT_DELIVERY, row, by=by)
    form = EvidenceForm(request.POST, request.FILES, today=clock.today(), owner=by.public_id)
    form.is_valid()
    files = received_files(form, by=by)
    if not files and not form.errors:
        form.add_error("document", _("Elija el escaneo de la hoja firmada, o tómele una foto."))
    if not form.errors and done(form, lambda: _sign(strategy, shown, files, form, by)):
        messages.success(request, _("El acta firmada quedó adjunta."))
        return redirect("compliance_desk:delivery", year, str(shown.key))
    return _page(request, strategy, shown, bound=form)


def _sign(strategy: Strategy, shown: standing.Delivery, files: list[StoredFile], form: EvidenceForm, by: Actor) -> None:
    """The first file takes the place of the printed act; further pages stand beside it."""
    day = form.cleaned_data["fact_on"]
    with atomic():
        row = open_delivery(strategy, shown.key)
        printed = _unsigned(row, strategy.year, shown)
        if printed:
            replace_file(printed, files[0], note=_("Firmada."), by=by)
        for file in files[1:] if printed else files:
            title = _("Acta firmada de %(key)s") % {"key": shown.key}
            add_file(row, file, title=title, fact_on=day, by=by)


def _put(row: Delivery, printed: Evidence | None, stored: StoredFile, by: Actor) -> None:
    if printed is None:
        title = _("Acta de %(key)s") % {"key": row.key}
        add_file(row, stored, title=title, fact_on=clock.today(), by=by)
    elif printed.file_id != stored.pk:
        replace_file(printed, stored, note=_("Se hizo de nuevo."), by=by)


def _unsigned(row: Delivery, year: int, shown: standing.Delivery) -> Evidence | None:
    """The act that was printed and not signed yet."""
    pieces = [one.evidence for one in evidence_of(row)] if row.pk else []
    return next((one for one in pieces if is_unsigned_act(one, year, shown.key)), None)


def _page(
    request: HttpRequest, strategy: Strategy, shown: standing.Delivery, *, bound: EvidenceForm | None = None
) -> HttpResponse:
    row, person = in_hand(strategy, shown), actor(request)
    check(Perm.REPORT_DELIVERY, row, by=person)
    here = Link(_("Acta para firma"), "")
    context = {
        **frame(request, strategy),
        "trail": trail(strategy, Link(str(shown.key), "../"), here),
        "shown": shown,
        "title": plain_title(shown.promise.facts),
        "code": act_code(shown, strategy.year),
        "printed": _unsigned(row, strategy.year, shown),
        "may": what_one_may(person, row),
        "form": bound or EvidenceForm(today=clock.today(), owner=person.public_id),
        "bound": bound,
    }
    return render(request, "compliance/staff/act.html", context, status=422 if bound else 200)
