"""A calendar of deadlines at its secret address, for the calendar programs of phones and computers."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import public
from rendir.foundation.accounts.freshness import versioned
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.queries import units_of
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.organization.models import Unit
from rendir.foundation.organization.queries import current_entity, spellings_of
from rendir.plan.compliance.addresses import digest_of
from rendir.plan.compliance.digests import years_to_remind
from rendir.plan.compliance.exports.deadlines import deadlines_ics
from rendir.plan.compliance.models import CalendarKey
from rendir.plan.compliance.queries import deliveries_of_units
from rendir.plan.compliance.rules.agenda import is_owed

_READS = ("accounts", "compliance", "organization", "plan")


@public
def calendar(request: HttpRequest, secret: str) -> HttpResponseBase:
    """What is owed by whoever the address belongs to. The address is looked up each time, before anything is answered:
    one that was revoked opens nothing, not even a «nothing changed».
    """
    key = CalendarKey.objects.filter(secret=digest_of(secret), revoked_at=None).select_related("unit").first()
    owner = Person.objects.filter(public_id=key.person, is_active=True).first() if key else None
    if key is None or owner is None:
        message = _("Este calendario no existe o se anuló.")
        raise NotFound(message, way_out=_("Haga otro en «Calendarios», dentro de Rendir."))
    response = versioned(request, lambda: _file(key.unit, owner), _READS)
    patch_cache_control(response, private=True)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _file(unit: Unit | None, owner: Person) -> HttpResponse:
    units: Sequence[Unit] = [unit] if unit else units_of(owner)
    names = spellings_of(units)
    rows = [
        (strategy.year, one)
        for strategy in years_to_remind(clock.today())
        for one in deliveries_of_units(strategy, names)
        if is_owed(one)
    ]
    entity = current_entity()
    title = _("Entregas de %(unit)s") % {"unit": unit.name} if unit else _("Mis entregas de rendición de cuentas")
    data = deadlines_ics(rows, title=title, entity=entity.name if entity else "", base_url=settings.BASE_URL)
    headers = {"Content-Disposition": 'inline; filename="entregas.ics"'}
    return HttpResponse(data, content_type="text/calendar; charset=utf-8", headers=headers)
