"""Group what people wrote, and choose what of it anybody may read."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, check, touch
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.refusal import Invalid, WrongState
from rendir.foundation.core.spanish import squeeze
from rendir.foundation.library.screening import kinds_found
from rendir.information.surveys.models import Survey, TextAnswer
from rendir.information.surveys.states import SurveyState

LONGEST_GROUP = 80
LONGEST_QUOTE = 500


def group_texts(survey: Survey, question: str, texts: Iterable[int], *, group: str, by: Actor) -> int:
    """Put these texts of a question in a group of that name; out of any where it is empty. Gives how many."""
    _must_be_closed(survey, by)
    group = squeeze(group)[:LONGEST_GROUP]
    rows = TextAnswer.objects.filter(survey=survey, question=question, pk__in=list(texts)).exclude(group=group)
    with atomic():
        moved = rows.update(group=group)
        if moved:
            public = {"question": question, "group": group, "texts": moved}
            touch(survey, perm=Perm.EDIT_SURVEYS, by=by, expected=survey.version, verb="group_texts", public=public)
    return moved


def quote_text(text: TextAnswer, quote: str, *, confirmed: bool, by: Actor) -> TextAnswer:
    """Let anybody read these words of a text once results are published; nothing of it where they are empty.

    `Invalid` where they hold what may be personal data, or nobody confirms that they point at nobody.
    """
    survey = text.survey
    _must_be_closed(survey, by)
    quote = squeeze(quote)[:LONGEST_QUOTE]
    if quote and (found := kinds_found(quote)):
        message = _("Trae datos personales: %(found)s.") % {"found": ", ".join(found)}
        raise Invalid(message, way_out=_("Quítelos de lo que se publica, o no lo publique."))
    if quote and not confirmed:
        message = _("Falta confirmar que no señala a nadie.")
        raise Invalid(message, way_out=_("Léalo otra vez y marque la confirmación."))
    with atomic():
        TextAnswer.objects.filter(pk=text.pk).update(quote=quote)
        public = {"question": text.question, "quoted": bool(quote)}
        touch(survey, perm=Perm.EDIT_SURVEYS, by=by, expected=survey.version, verb="quote_text", public=public)
    text.quote = quote
    return text


def _must_be_closed(survey: Survey, by: Actor) -> None:
    check(Perm.EDIT_SURVEYS, survey, by=by)
    if survey.state != SurveyState.CLOSED:
        message = _("Los textos se leen con la encuesta cerrada y antes de publicar.")
        raise WrongState(message, way_out=_("Ciérrela, o corrija lo publicado."))
