"""What is known of a group: its sources with what the law asks of them, and the figures of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import reveal
from rendir.foundation.core import clock
from rendir.foundation.core.components.shapes import Fact, Link
from rendir.foundation.core.components.wording import written_day
from rendir.foundation.core.masking import masked
from rendir.information.audiences.actions.data import (
    TableRead,
    correct_source,
    correct_table,
    declare_source,
    erase_detail,
    remove_source,
    remove_table,
    write_tables,
)
from rendir.information.audiences.forms import ReasonForm, SourceForm, TableForm
from rendir.information.audiences.models import AudienceSource, Distribution
from rendir.information.audiences.queries import least_on, table_facts
from rendir.information.audiences.rules.vocabulary import Dimension
from rendir.information.audiences.states import SourceState
from rendir.information.audiences.views.staff.frame import (
    Asked,
    confirm_page,
    form_page,
    found_or_404,
    history_of_all,
    trail,
)
from rendir.information.audiences.views.staff.groups import audience_of
from rendir.information.audiences.views.tables import count_tables


@requires(Perm.READ_AUDIENCES)
def source(request: HttpRequest, public_id: str) -> HttpResponse:
    """A source: what was declared, and its figures as they may be published. Who characterises sees them exact."""
    return _source_page(request, _source(public_id))


@require_POST
@requires(Perm.EDIT_AUDIENCES)
def source_reveal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where the proof of the authorisation is, for whoever says what for."""
    shown = _source(public_id)
    reason = request.POST.get("reason", "")
    proof = reveal(shown, "consent_proof", perm=Perm.EDIT_AUDIENCES, reason=reason, by=actor(request))
    return _source_page(request, shown, proof=proof)


def _source_page(request: HttpRequest, shown: AudienceSource, *, proof: str = "") -> HttpResponse:
    rows = list(shown.distributions.select_related("segment"))
    told = count_tables(table_facts(shown, rows, least=least_on(clock.today())))
    can_edit = actor(request).has_perm(Perm.EDIT_AUDIENCES)
    context = {
        "trail": _trail(shown),
        "shown": shown,
        "facts": _facts(shown),
        "tables": [
            (row, table, list(zip(table.lines, (count for _value, count in row.counts), strict=True)))
            for row, table in zip(rows, told, strict=True)
        ],
        "shows_exact": can_edit and shown.state == SourceState.KEPT,
        "history": history_of_all([shown, *rows]),
        "proof_masked": masked(shown.consent_proof) if can_edit and shown.consent_proof else "",
        "proof": proof,
        "can_edit": can_edit and shown.state == SourceState.KEPT,
    }
    return render(request, "audiences/staff/source.html", context)


@requires(Perm.EDIT_AUDIENCES)
def source_add(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new source of a group."""
    group = audience_of(public_id)
    form = SourceForm(request.POST if request.method == "POST" else None)
    made: list[AudienceSource] = []
    title = _("Declarar una fuente")
    asked = Asked(
        title,
        group.get_absolute_url(),
        _("Declararla"),
        trail(Link(group.name, group.get_absolute_url()), Link(title, "")),
        _("De dónde sale lo que se sabe del grupo. Rendir guarda solo cuentas: nunca la lista de personas."),
    )
    response = form_page(
        request,
        form,
        asked,
        lambda: made.append(declare_source(group, **form.values(), by=actor(request))),
        said=_("La fuente quedó declarada. Agregue sus cifras."),
    )
    return redirect(made[0]) if made else response


@requires(Perm.EDIT_AUDIENCES)
def source_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct what was declared."""
    shown = _source(public_id)
    form = SourceForm(request.POST if request.method == "POST" else None, source=shown)

    def act() -> None:
        correct_source(shown, **form.values(), expected=form.cleaned_data["expected"], by=actor(request))

    return form_page(
        request, form, _asked(shown, _("Corregir la fuente"), _("Guardar")), act, said=_("La fuente quedó corregida.")
    )


@requires(Perm.EDIT_AUDIENCES)
def source_remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a source away that has no figures."""
    shown = _source(public_id)
    group = shown.audience.get_absolute_url()
    asked = Asked(_("¿Quitar esta fuente?"), group, _("Quitar la fuente"), _trail(shown, _("Quitar")))
    return confirm_page(
        request,
        asked,
        lambda: remove_source(shown, by=actor(request)),
        said=_("La fuente se quitó."),
        what=_("Solo se quita una fuente sin cifras. Lo que decía se conserva en el registro."),
    )


@requires(Perm.EDIT_AUDIENCES)
def source_erase(request: HttpRequest, public_id: str) -> HttpResponse:
    """Erase its detail before its time."""
    shown = _source(public_id)
    form = ReasonForm(request.POST if request.method == "POST" else None, version=shown.version, initial={})
    asked = _asked(
        shown,
        _("¿Borrar el detalle de esta fuente?"),
        _("Borrar el detalle"),
        _("Se borran para siempre los conteos exactos que no se pueden publicar. Lo demás queda."),
        "danger",
    )

    def act() -> None:
        erase_detail(shown, reason=form.cleaned_data["reason"], by=actor(request))

    return form_page(request, form, asked, act, said=_("El detalle se borró para siempre."))


@requires(Perm.EDIT_AUDIENCES)
def table_add(request: HttpRequest, public_id: str) -> HttpResponse:
    """Figures of a variable, typed by hand."""
    shown = _source(public_id)
    form = TableForm(
        request.POST if request.method == "POST" else None,
        audience=shown.audience,
        segments=list(shown.audience.segments.all()),
    )
    return form_page(
        request,
        form,
        _asked(shown, _("Agregar cifras"), _("Agregarlas")),
        lambda: write_tables(shown, [_read(form)], by=actor(request)),
        said=_("Las cifras quedaron anotadas."),
    )


@requires(Perm.EDIT_AUDIENCES)
def table_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct the figures of a variable."""
    table = _table(public_id)
    form = TableForm(
        request.POST if request.method == "POST" else None,
        audience=table.source.audience,
        segments=list(table.source.audience.segments.all()),
        table=table,
    )

    def act() -> None:
        correct_table(table, _read(form), expected=form.cleaned_data["expected"], by=actor(request))

    return form_page(
        request,
        form,
        _asked(table.source, _("Corregir cifras"), _("Guardar")),
        act,
        said=_("Las cifras quedaron corregidas."),
    )


@requires(Perm.EDIT_AUDIENCES)
def table_remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take figures away, after a last question."""
    table = _table(public_id)
    asked = _asked(table.source, _("¿Quitar «%(name)s»?") % {"name": table.variable}, _("Quitar las cifras"))
    return confirm_page(
        request,
        asked,
        lambda: remove_table(table, by=actor(request)),
        said=_("Las cifras se quitaron."),
        what=_("Se borran para siempre, también del registro. Lo publicado queda como está."),
    )


def _read(form: TableForm) -> TableRead:
    data = form.cleaned_data
    return TableRead(
        variable=data["variable"],
        dimension=Dimension(data["dimension"]),
        counts=data["counts"],
        segment=form.chosen_segment(),
        is_sensitive=data["is_sensitive"],
        several_of=data["several_of"] if data["is_multiple"] else None,
    )


def _source(public_id: str) -> AudienceSource:
    rows = AudienceSource.objects.select_related("audience").filter(public_id=public_id)
    return found_or_404(rows, _("Esta fuente no existe."))


def _table(public_id: str) -> Distribution:
    rows = Distribution.objects.select_related("source__audience", "segment").filter(public_id=public_id)
    return found_or_404(rows, _("Estas cifras no existen."))


def _trail(shown: AudienceSource, *words: str) -> list[Link]:
    group = shown.audience
    here = Link(shown.title, shown.get_absolute_url() if words else "")
    return trail(Link(group.name, group.get_absolute_url()), here, *(Link(word, "") for word in words))


def _asked(shown: AudienceSource, title: str, word: str, lead: str = "", kind: str = "primary") -> Asked:
    return Asked(title, shown.get_absolute_url(), word, _trail(shown, title), lead, kind)


def _facts(shown: AudienceSource) -> list[Fact]:
    facts = [
        Fact(_("Clase de fuente"), shown.get_kind_display()),
        Fact(_("De qué día son los datos"), written_day(shown.collected_on)),
        Fact(_("Cómo se recogieron"), shown.method),
        Fact(_("Datos personales"), _("Sí") if shown.is_personal else _("No")),
    ]
    if not shown.is_personal:
        return facts
    until = written_day(shown.keep_until)
    return [
        *facts,
        Fact(_("Para qué se recogieron"), shown.purpose),
        Fact(_("Por qué la entidad los puede tener"), shown.get_legal_basis_display()),
        Fact(_("Se podía no responder"), _("Sí, y así se dijo") if shown.answers_optional else _("No")),
        Fact(_("Menores de edad"), _("No trae datos de menores")),
        Fact(_("El detalle se conserva hasta"), until)
        if shown.state == SourceState.KEPT
        else Fact(_("El detalle se borró el"), written_day(shown.erased_on)),
    ]
