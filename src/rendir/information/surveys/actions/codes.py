"""Give codes that answer once."""

import secrets

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, check
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.models import PUBLIC_ID_ALPHABET
from rendir.foundation.core.refusal import Invalid, WrongState
from rendir.information.surveys.actions.receiving import clean_code, digest_under_key
from rendir.information.surveys.models import AccessMode, Survey, SurveyCode
from rendir.information.surveys.states import SurveyState

MOST_AT_ONCE = 2000
_HALF = 4


def make_codes(survey: Survey, number: int, *, expected: int, by: Actor) -> tuple[str, ...]:
    """So many new codes, told this one time: what is kept cannot be turned back into them."""
    check(Perm.EDIT_SURVEYS, survey, by=by)
    if survey.access != AccessMode.CODE or survey.state not in (SurveyState.DRAFT, SurveyState.OPEN):
        message = _("Esta encuesta no recibe códigos ahora.")
        raise WrongState(message, way_out=_("Se hacen antes de cerrar, en las que se responden con código."))
    if not 1 <= number <= MOST_AT_ONCE:
        message = _("Se hacen entre 1 y %(most)s códigos a la vez.") % {"most": MOST_AT_ONCE}
        raise Invalid(message, way_out=_("Si necesita más, repita."))
    codes = tuple(f"{_part()}-{_part()}" for _each in range(number))
    with atomic():
        fields = {"codes_given": survey.codes_given + number}
        change(survey, fields, perm=Perm.EDIT_SURVEYS, by=by, expected=expected, verb="make_codes")
        SurveyCode.objects.bulk_create(
            SurveyCode(survey=survey, digest=digest_under_key(survey, f"code:{clean_code(code)}")) for code in codes
        )
    return codes


def _part() -> str:
    return "".join(secrets.choice(PUBLIC_ID_ALPHABET) for _each in range(_HALF))
