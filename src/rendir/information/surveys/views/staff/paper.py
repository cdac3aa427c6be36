"""Sheets of paper: printed with their numbers, keyed twice, decided where the two readings differ."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.components.layout import PAGE_PARAMETER
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.documents import to_pdf
from rendir.foundation.core.versioned import done
from rendir.information.surveys.actions.paper import MOST_AT_ONCE, key_sheet, print_sheets, settle_sheet, void_sheet
from rendir.information.surveys.exports.paper import sheets_document
from rendir.information.surveys.forms.answering import AnswerForm
from rendir.information.surveys.forms.preparing import NumberForm, ReasonForm
from rendir.information.surveys.models import PaperSheet
from rendir.information.surveys.queries import progress_of
from rendir.information.surveys.rules.answering import differences, told
from rendir.information.surveys.states import SheetState, SurveyState
from rendir.information.surveys.views.staff.surveys import lines_of, survey_of, trail_of

PAGE = 50


@requires(Perm.COLLECT_ANSWERS)
def sheets(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every sheet and how it stands."""
    shown = survey_of(public_id)
    rows = PaperSheet.objects.filter(survey=shown).order_by("number")
    context = {
        "trail": trail_of(shown, Link(_("Hojas de papel"), "")),
        "survey": shown,
        "page": Paginator(rows, PAGE).get_page(request.GET.get(PAGE_PARAMETER)),
        "counts": progress_of(shown)["sheets"],
        "form": NumberForm(initial={"number": 10}),
        "most": MOST_AT_ONCE,
        "is_open": shown.state == SurveyState.OPEN,
    }
    return render(request, "surveys/staff/sheets.html", context)


@require_POST
@requires(Perm.COLLECT_ANSWERS)
def sheets_print(request: HttpRequest, public_id: str) -> HttpResponse:
    """So many more sheets, and the file to print them from."""
    shown = survey_of(public_id)
    told_number = request.POST.get("number", "")
    made = print_sheets(shown, int(told_number) if told_number.isdecimal() else 0, by=actor(request))
    return redirect("surveys_desk:sheets_file", public_id, made[0].number, made[-1].number)


@requires(Perm.COLLECT_ANSWERS)
def sheets_file(request: HttpRequest, public_id: str, first: int, last: int) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """The sheets of these numbers, to print."""
    shown = survey_of(public_id)
    rows = PaperSheet.objects.filter(survey=shown, number__range=(first, last)).exclude(state=SheetState.VOID)
    numbers = list(rows.order_by("number").values_list("number", flat=True)[:MOST_AT_ONCE])
    if not numbers:
        message = _("Esas hojas no existen.")
        raise Http404(message)
    name = f"hojas-encuesta-{public_id}-{numbers[0]}-{numbers[-1]}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(to_pdf(sheets_document(shown, numbers)), content_type="application/pdf", headers=headers)


@requires(Perm.COLLECT_ANSWERS)
def sheet(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Key a sheet, or decide it where the two readings differ."""
    shown = _sheet_of(public_id, number)
    survey, questionnaire = shown.survey, shown.survey.questionnaire()
    keyings = list(shown.keyings.order_by("place")) if shown.state == SheetState.DIFFERENT else []
    initial = keyings[0].answers if keyings else None
    is_sent = request.method == "POST"
    form = AnswerForm(questionnaire.questions, request.POST if is_sent else None, strict=False, initial=initial)
    act = settle_sheet if keyings else key_sheet
    if form.is_valid() and done(form, lambda: act(shown, form.answers(), by=actor(request))):
        messages.success(request, _SAID[SheetState(shown.state)])
        return redirect("surveys_desk:sheets", public_id)
    found = differences(questionnaire, keyings[0].answers, keyings[1].answers) if keyings else ()
    context = {
        "trail": trail_of(
            survey, Link(_("Hojas de papel"), f"{survey.get_absolute_url()}hojas/"), Link(str(shown), "")
        ),
        "survey": survey,
        "sheet": shown,
        "form": form,
        "asked": list(zip(form.asked(), lines_of(questionnaire), strict=True)),
        "differences": [
            (one.question.text, told(one.question, one.first), told(one.question, one.second)) for one in found
        ],
        "is_keyed": shown.state != SheetState.PRINTED,
        "is_open": shown.state in (SheetState.PRINTED, SheetState.KEYED, SheetState.DIFFERENT),
        "mine": shown.keyings.filter(keyed_by=actor(request).actor_id).exists(),
        "void_form": ReasonForm(auto_id="anular-%s"),
    }
    return render(request, "surveys/staff/sheet.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Perm.COLLECT_ANSWERS)
def sheet_void(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """It is not counted."""
    void_sheet(_sheet_of(public_id, number), reason=request.POST.get("reason", ""), by=actor(request))
    messages.success(request, _("La hoja quedó anulada."))
    return redirect("surveys_desk:sheets", public_id)


_SAID = {
    SheetState.KEYED: _("Primera vez guardada. Falta que la digite otra persona."),
    SheetState.DIFFERENT: _("Las dos veces no dicen lo mismo: mire el papel y decida."),
    SheetState.SETTLED: _("La hoja quedó contada."),
}


def _sheet_of(public_id: str, number: int) -> PaperSheet:
    rows = PaperSheet.objects.select_related("survey").filter(survey__public_id=public_id, number=number)
    found = rows.first()
    if found is None:
        message = _("Esta hoja no existe.")
        raise Http404(message)
    return found
