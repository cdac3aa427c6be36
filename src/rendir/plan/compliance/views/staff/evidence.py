"""One piece of evidence: what it supports, its original, its versions, where it belongs, why it goes; and the inbox."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, record
from rendir.foundation.core import clock
from rendir.foundation.core.components.layout import PAGE_PARAMETER
from rendir.foundation.core.components.shapes import Fact, Link
from rendir.foundation.core.components.wording import written_day, written_size
from rendir.foundation.core.refusal import NotAllowed
from rendir.foundation.core.versioned import done
from rendir.foundation.core.zone import BOGOTA
from rendir.foundation.library.models import StoredFile
from rendir.foundation.library.reading import SIZES, metadata_of, picture_of, told_as
from rendir.foundation.library.serving import file_response
from rendir.plan.compliance.actions.deliveries import open_delivery
from rendir.plan.compliance.actions.evidence import support_also, withdraw_evidence
from rendir.plan.compliance.forms.evidence import PlaceForm, UnpublishForm, WithdrawForm
from rendir.plan.compliance.models import Evidence, EvidenceLink
from rendir.plan.compliance.queries import evidence_in_hand, links_of, promises_in_force, unplaced_evidence
from rendir.plan.compliance.rules.matching import likeliest
from rendir.plan.compliance.rules.promises import Promise
from rendir.plan.compliance.states import DeliveryState, EvidenceState
from rendir.plan.compliance.views.staff.frame import frame, may_read, strategy_at_work, trail
from rendir.plan.compliance.views.staff.history import history_of_all
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.titles import plain_title, shortened

PAGE = 30
_LIKELY = 3


@dataclass(frozen=True, slots=True)
class MayEvidence:
    """What this person may do with this piece of evidence as it stands."""

    place: bool
    withdraw: bool
    publish: bool
    unpublish: bool


@dataclass(frozen=True, slots=True)
class Unplaced:
    """One piece of the inbox with the deliveries that it may support, the likeliest first."""

    evidence: Evidence
    form: PlaceForm
    likely: tuple[str, ...]


@requires(Perm.READ_EVIDENCE)
def evidence(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page of one piece of evidence."""
    shown, links = readable(request, public_id)
    return evidence_page(request, shown, links)


def evidence_page(
    request: HttpRequest,
    shown: Evidence,
    links: Sequence[EvidenceLink],
    *,
    withdrawing: WithdrawForm | None = None,
    unpublishing: UnpublishForm | None = None,
    original: Sequence[Fact] = (),
) -> HttpResponse:
    """The page, with the form that came back with something to correct, or what was asked of the original."""
    may = what_one_may(actor(request), shown, links)
    bound = withdrawing or unpublishing
    context = {
        **frame(request, shown.strategy),
        "trail": trail(shown.strategy, *_way_to(shown, links)),
        "shown": shown,
        "links": links,
        "may": may,
        "facts": _facts(shown),
        "original": original,
        "withdraw_form": withdrawing or WithdrawForm(auto_id="retirar-%s"),
        "unpublish_form": unpublishing or UnpublishForm(auto_id="despublicar-%s"),
        "place_form": place_form(shown.strategy, shown) if may.place else None,
        "newer": getattr(shown, "replaced_by", None),
        "bound": bound,
        "history": history_of_all([shown, *links, *([shown.file] if shown.file else [])]),
    }
    return render(request, "compliance/staff/evidence.html", context, status=422 if bound else 200)


@require_POST
@requires(Perm.READ_EVIDENCE)
def original(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The original as it came. Who opened it stays in the ledger."""
    shown, _links = readable(request, public_id)
    file = _file_of(shown)
    record(file, verb="open_original", by=actor(request), public={"evidence": shown.public_id})
    return file_response(request, file, name=file.name, inline=True)


@requires(Perm.READ_EVIDENCE)
def picture(request: HttpRequest, public_id: str, size: int) -> HttpResponseBase:
    """How it looks, small or large: drawn anew, without what the original tells of who made it."""
    shown, _links = readable(request, public_id)
    path = picture_of(_file_of(shown), size) if size in SIZES else None
    if path is None:
        message = _("Esta evidencia no se puede mostrar como imagen.")
        raise Http404(message)
    headers = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
    return HttpResponse(path.read_bytes(), content_type="image/webp", headers=headers)


@require_POST
@requires(Perm.READ_EVIDENCE)
def original_data(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the library knows of the original, reserved. Who looked stays in the ledger."""
    shown, links = readable(request, public_id)
    file = _file_of(shown)
    record(file, verb="read_original_data", by=actor(request), public={"evidence": shown.public_id})
    return evidence_page(request, shown, links, original=_original_facts(file))


@require_POST
@requires(Perm.REPORT_DELIVERY)
def place(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say which delivery a piece of evidence supports."""
    shown, _links = readable(request, public_id)
    form = place_form(shown.strategy, shown, request.POST)
    if not form.is_valid():
        messages.error(request, _("Elija la entrega que soporta «%(title)s».") % {"title": shown.title})
        return redirect(request.POST.get("back") or shown.get_absolute_url())
    key = form.chosen()
    with atomic():
        support_also(shown, open_delivery(shown.strategy, key), by=actor(request))
    messages.success(request, _("«%(title)s» soporta %(key)s.") % {"title": shown.title, "key": key})
    if "inbox" in request.POST:
        return redirect("compliance_desk:inbox", shown.strategy.year)
    return redirect(shown)


@require_POST
@requires(Perm.REPORT_DELIVERY)
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take back what was added by mistake."""
    shown, links = readable(request, public_id)
    form = WithdrawForm(request.POST, auto_id="retirar-%s")
    by = actor(request)
    if not what_one_may(by, shown, links).withdraw and form.is_valid():
        message = _("Esta evidencia no la puede retirar usted, o ya no se retira.")
        raise NotAllowed(message, way_out=_("La retira quien puede reportar la entrega, mientras sea interna."))
    if form.is_valid() and done(form, lambda: withdraw_evidence(shown, reason=form.cleaned_data["reason"], by=by)):
        messages.success(request, _("La evidencia quedó retirada. Su historia se conserva."))
        return redirect(shown)
    return evidence_page(request, shown, links, withdrawing=form)


@requires(Perm.ACCEPT_DELIVERY)
def inbox(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Evidence that supports no delivery yet, each with where it most likely belongs."""
    strategy = strategy_at_work(year, clock.today())
    page = Paginator(unplaced_evidence(strategy), PAGE).get_page(request.GET.get(PAGE_PARAMETER))
    promises = promises_in_force(strategy)
    context = {
        **frame(request, strategy, "inbox"),
        "page": page,
        "found": [_unplaced(promises, one) for one in page.object_list],
    }
    return render(request, "compliance/staff/inbox.html", context)


def readable(request: HttpRequest, public_id: str) -> tuple[Evidence, list[EvidenceLink]]:
    """A piece of evidence with what it supports, for who may read it: nobody else learns that it is there."""
    found = evidence_in_hand(public_id)
    links = links_of(found) if found else []
    if found is None or not may_read(actor(request), links):
        message = _("Esta evidencia no existe o es de otra dependencia.")
        raise Http404(message)
    return found, links


def what_one_may(person: Person, shown: Evidence, links: Sequence[EvidenceLink]) -> MayEvidence:
    """Nothing is done with what was withdrawn; what is public is first unpublished."""
    reports = all(person.has_perm(Perm.REPORT_DELIVERY, link.delivery) for link in links)
    may_report = reports and (bool(links) or person.has_perm(Perm.REPORT_ANY_DELIVERY))
    publishes = person.has_perm(Perm.PUBLISH_EVIDENCE)
    is_internal = shown.state == EvidenceState.INTERNAL
    is_accepted = any(link.delivery.state == DeliveryState.ACCEPTED for link in links)
    return MayEvidence(
        place=shown.state != EvidenceState.WITHDRAWN and may_report and shown.strategy.is_open,
        withdraw=is_internal and may_report and not is_accepted,
        publish=is_internal and publishes and is_accepted,
        unpublish=shown.state == EvidenceState.PUBLIC and publishes,
    )


def place_form(strategy: Strategy, shown: Evidence, data: object = None) -> PlaceForm:
    """The deliveries of the year, the likeliest first."""
    ordered = likeliest(promises_in_force(strategy), shown.title, shown.fact_on)
    return PlaceForm(data, offered=[_offer(one) for one in ordered])


def _unplaced(promises: Sequence[Promise], shown: Evidence) -> Unplaced:
    ordered = likeliest(promises, shown.title, shown.fact_on)
    offered = [_offer(one) for one in ordered]
    return Unplaced(shown, PlaceForm(offered=offered), tuple(label for _key, label in offered[:_LIKELY]))


def _offer(promise: Promise) -> tuple[str, str]:
    return str(promise.key), f"{promise.key} · {shortened(plain_title(promise.facts), 70)}"


def _way_to(shown: Evidence, links: Sequence[EvidenceLink]) -> list[Link]:
    """Back to the delivery that it supports, and here."""
    here = Link(shortened(shown.title, 60), "")
    if not links:
        return [here]
    key = str(links[0].delivery.key)
    return [Link(key, reverse("compliance_desk:delivery", args=[shown.strategy.year, key])), here]


def _facts(shown: Evidence) -> list[Fact]:
    """What the house knows of it. Who added it is told by role."""
    facts = [
        Fact(_("Clase"), shown.get_kind_display()),
        Fact(_("Fecha del hecho"), written_day(shown.fact_on)),
        Fact(_("Agregada"), _moment(shown)),
        Fact(_("Por"), shown.added_role or _("el trabajo mismo")),
    ]
    if shown.note:
        facts.append(Fact(_("Nota"), shown.note))
    if shown.link_checked_at:
        works = _("respondió") if shown.link_works else _("no respondió")
        told = f"{works}. {shown.link_note}".strip()
        facts.append(Fact(_("El enlace, al revisarlo"), told, written_day(shown.link_checked_at.date())))
    if shown.published_at:
        facts.append(Fact(_("Título público"), shown.public_title))
        facts.append(Fact(_("Publicada"), written_day(shown.published_at.astimezone(BOGOTA).date())))
    return facts


def _moment(shown: Evidence) -> str:
    at = shown.added_at.astimezone(BOGOTA)
    return f"{written_day(at.date())}, {at:%H:%M}"


def _file_of(shown: Evidence) -> StoredFile:
    if shown.file is None:
        message = _("Esta evidencia no es un archivo.")
        raise Http404(message)
    return shown.file


def _original_facts(file: StoredFile) -> list[Fact]:
    at = file.stored_at.astimezone(BOGOTA)
    return [
        Fact(_("Nombre con que llegó"), file.name),
        Fact(_("Tamaño"), written_size(file.size)),
        Fact(_("Tipo"), file.media_type or _("sin dato")),
        Fact(_("Guardado"), f"{written_day(at.date())}, {at:%H:%M}"),
        Fact(_("Huella SHA-256"), file.sha256, _("La misma en cualquier copia sin cambios.")),
        *(Fact(told_as(name), _written(value)) for name, value in metadata_of(file).items()),
    ]


def _written(value: object) -> str:
    return ", ".join(str(one) for one in value.values()) if isinstance(value, dict) else str(value)
