"""What the pages of the desk share: the trail, a page with one form, a last question, the history of a group."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rendir.foundation.audit.models import Tracked
from rendir.foundation.audit.queries import told_of
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.versioned import done

T = TypeVar("T", bound=Tracked)
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """A page with one form: what it is called, where one goes back to, the word of its button."""

    title: str
    back: str
    word: str
    trail: list[Link]
    lead: str = ""
    kind: str = "primary"


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing done: when, what, by which role and unit, with which reason. Nobody is named."""

    at: datetime
    deed: str
    who: str
    reason: str


def form_page(
    request: HttpRequest, form: forms.Form, asked: Asked, act: Callable[[], object], *, said: str
) -> HttpResponse:
    """The form; and, filled in well, the act: what the domain refuses stands in the form, beside what was typed."""
    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, said)
        return redirect(asked.back)
    status = 422 if form.errors else 200
    return render(request, "audiences/staff/form.html", {"form": form, "asked": asked}, status=status)


def confirm_page(
    request: HttpRequest, asked: Asked, act: Callable[[], object], *, said: str, what: str
) -> HttpResponse:
    """A last question; and, answered, the act. What the domain refuses is a page of its own."""
    if request.method == "POST":
        act()
        messages.success(request, said)
        return redirect(asked.back)
    return render(request, "audiences/staff/confirm.html", {"asked": asked, "what": what})


def found_or_404(rows: Iterable[T], message: str) -> T:
    """The first of the rows, or a page that says that it is not there."""
    found = next(iter(rows), None)
    if found is None:
        raise Http404(message)
    return found


def trail(*links: Link) -> list[Link]:
    """From the desk to here."""
    home = Link(_("Mi trabajo"), reverse("portal_desk:desk"))
    return [home, Link(_("Grupos de valor"), reverse("audiences_desk:audiences")), *links]


def history_of_all(things: Iterable[Tracked]) -> list[Happening]:
    """What was done with these things, newest first."""
    told = _words()
    found = [(entry, public) for entry, public in told_of(things) if entry.verb in told]
    return [
        Happening(
            datetime.fromisoformat(entry.at),
            told[entry.verb],
            " · ".join(part for part in (entry.actor_role, entry.actor_unit) if part),
            str(public.get("reason") or ""),
        )
        for entry, public in found[:_SHOWN]
    ]


def _words() -> dict[str, str]:
    return {
        "create_audience": _("Se anotó el grupo"),
        "change_audience": _("Se corrigió"),
        "choose_channels": _("Se anotaron sus canales"),
        "retire_audience": _("Se retiró"),
        "bring_back_audience": _("Se volvió a poner"),
        "create_audiencesegment": _("Se anotó un segmento"),
        "change_audiencesegment": _("Se corrigió un segmento"),
        "create_informationneed": _("Se anotó algo que quiere saber"),
        "change_informationneed": _("Se corrigió algo que quiere saber"),
        "declare_source": _("Se declaró una fuente"),
        "correct_source": _("Se corrigió una fuente"),
        "erase_source_detail": _("Se borró el detalle de una fuente"),
        "write_distribution": _("Se anotaron cifras"),
        "correct_distribution": _("Se corrigieron cifras"),
        "open_characterisation": _("Se abrió el borrador"),
        "edit_characterisation": _("Se escribió cómo se hizo"),
        "publish_characterisation": _("Se publicó"),
    }
