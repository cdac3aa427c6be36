"""«El registro»: where the ledger stands today and stood on the last days, what that proves, and how to be told."""

from datetime import datetime, time

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rendir.foundation.accounts.access import public
from rendir.foundation.audit.queries import LEDGER
from rendir.foundation.core.components.shapes import Link
from rendir.foundation.core.components.wording import written_day
from rendir.foundation.core.zone import BOGOTA
from rendir.front.opendata.formats import share
from rendir.front.opendata.queries import DayHead, current_name, heads_of_days, years_with_files

TOPICS = (LEDGER,)
DAYS = 30


@public(topics=TOPICS)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The last head, those of the last days, and in plain words what a head proves and what it does not."""
    heads = heads_of_days(DAYS)
    context = {
        "heads": heads,
        "last": heads[0] if heads else None,
        "years": years_with_files(),
        "feed": f"{settings.BASE_URL}{reverse('opendata:heads_atom')}",
        "trail": [Link(_("Inicio"), reverse("portal:home")), Link(_("El registro"), "", current=True)],
    }
    return render(request, "opendata/register.html", context)


@public(topics=TOPICS)
@require_safe
def heads_atom(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - every view takes the request
    """One entry a day with the head of its end: readers of feeds keep them where nobody of the entity reaches."""
    page = f"{settings.BASE_URL}{reverse('opendata:register')}"
    feed = Atom1Feed(
        title=_("Huellas del registro de %(entity)s") % {"entity": current_name()},
        link=page,
        description=_("La última huella de cada día. Guárdelas: con ellas se nota si alguien reescribe el registro."),
        language=settings.LANGUAGE_CODE,
        author_name=current_name(),
        feed_url=f"{settings.BASE_URL}{reverse('opendata:heads_atom')}",
    )
    for one in heads_of_days(DAYS):
        place = f"{page}#d{one.day.isoformat()}"
        feed.add_item(
            title=_("Huella del %(day)s") % {"day": written_day(one.day)},
            link=place,
            description=_("%(hash)s (asiento %(sequence)s)") % {"hash": one.hash, "sequence": one.sequence},
            unique_id=place,
            updateddate=_end_of(one),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@public(topics=TOPICS)
@require_safe
def heads_json(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001 - every view takes the request
    """The same for programs."""
    told = [{"day": one.day.isoformat(), "sequence": one.sequence, "hash": one.hash} for one in heads_of_days(DAYS)]
    return share(JsonResponse({"entity": current_name(), "heads": told}, json_dumps_params={"ensure_ascii": False}))


def _end_of(head: DayHead) -> datetime:
    """A moment that is the same whenever the feed is asked for: the day's last minute."""
    return datetime.combine(head.day, time(23, 59), BOGOTA)
