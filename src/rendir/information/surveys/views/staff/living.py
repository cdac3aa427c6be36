"""Open a survey, take it back to a draft, close it, withdraw it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.versioned import done
from rendir.information.surveys.actions.living import close_survey, correct_survey, open_survey, withdraw_survey
from rendir.information.surveys.forms.preparing import ReasonForm
from rendir.information.surveys.views.staff.surveys import survey_of, survey_page


@require_POST
@requires(Perm.EDIT_SURVEYS)
def open_(request: HttpRequest, public_id: str) -> HttpResponse:
    """From now on it is answered."""
    shown = survey_of(public_id)
    told = request.POST.get("expected", "")
    open_survey(shown, expected=int(told) if told.isdecimal() else None, by=actor(request))
    messages.success(request, _("La encuesta está abierta y su cuestionario quedó congelado."))
    return redirect(shown)


@require_POST
@requires(Perm.EDIT_SURVEYS)
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """Back to a draft."""
    shown = survey_of(public_id)
    correct_survey(shown, by=actor(request))
    messages.success(request, _("Volvió a borrador: corríjala y ábrala otra vez."))
    return redirect(shown)


@require_POST
@requires(Perm.EDIT_SURVEYS)
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """Nobody answers any more."""
    shown = survey_of(public_id)
    close_survey(shown, by=actor(request))
    messages.success(
        request, _("La encuesta está cerrada y las respuestas, contadas. Mire los resultados y publíquelos.")
    )
    return redirect("surveys_desk:results", shown.public_id)


@require_POST
@requires(Perm.READ_SURVEYS)
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """It is not answered nor shown any more. Who may depends on whether it was published: the step says."""
    shown = survey_of(public_id)
    form, by = ReasonForm(request.POST, auto_id="retirar-%s"), actor(request)
    if form.is_valid() and done(form, lambda: withdraw_survey(shown, reason=form.cleaned_data["reason"], by=by)):
        messages.success(request, _("La encuesta quedó retirada, con su razón."))
        return redirect(shown)
    return survey_page(request, shown, withdrawing=form)
