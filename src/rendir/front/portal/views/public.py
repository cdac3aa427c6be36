"""The way in for everybody: home, the year in plain words, and what every public site must say of itself."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import public
from rendir.foundation.accounts.freshness import RELEASE
from rendir.foundation.audit.held import held
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import NotFound
from rendir.foundation.core.zone import BOGOTA
from rendir.foundation.library.models import StoredFile
from rendir.foundation.library.serving import file_response
from rendir.foundation.organization.queries import current_entity, stage_windows, term_on, zones_in_force
from rendir.foundation.organization.terms.catalog import TermKey
from rendir.front.portal.gaps import GapMap, gap_map
from rendir.front.portal.views import summary
from rendir.front.portal.zone_maps import map_of
from rendir.information.surveys.queries import is_answered_on, listed_publicly
from rendir.information.topics.queries import public_rounds
from rendir.plan.compliance.queries import deliveries_of, warning_days
from rendir.plan.compliance.rules.tally import tally
from rendir.plan.compliance.sections import follow_up
from rendir.plan.planning.queries import published_version, version_in_force, versions_in_force
from rendir.plan.planning.rules.selection import NOBODY
from rendir.plan.planning.rules.totals import deliveries

TOPICS = ("organization", "plan")
HOME_TOPICS = ("compliance", *TOPICS)
_SECURITY_CONTACT_LASTS = timedelta(days=180)
_FOR_A_YEAR = 365 * 24 * 60 * 60


@public(topics=HOME_TOPICS)
def home(request: HttpRequest) -> HttpResponse:
    """What this site is and the year in force; before anything was adopted, what will come."""
    found = _home(clock.today())
    if found is None:
        return render(request, "portal/home_before.html", {"elements": list(summary.elements().items())})
    return render(request, "portal/home.html", found)


@held()
def _home(today: date) -> dict[str, object] | None:
    """What the home page says on a day; None before anything was adopted."""
    version = version_in_force(today.year)
    if version is None:
        return None
    shown, activities = version.strategy.year, version.activities()
    counted = tally(deliveries_of(version.strategy), today, warning_days=warning_days(today))
    return {
        "shown_year": shown,
        "steps": summary.steps(shown, stage_windows(shown), today),
        "opening": follow_up.opening(counted),
        "shares": follow_up.shares(counted),
        "figures": follow_up.figures(shown, counted, today),
        "quantities": summary.quantities(shown, activities, today),
        "running": summary.running_now(shown, activities, today),
        "groups": summary.element_groups(shown, activities),
        "deliveries": deliveries(activities),
    }


@public(topics=("organization",))
def territory(request: HttpRequest) -> HttpResponse:
    """The zones of the territory, each inside the one that holds it, and their map where they are drawn."""
    zones = zones_in_force()
    drawn = map_of(zones, url=lambda one: f"#zona-{one.zone.public_id}")
    return render(request, "portal/territory.html", {"zones": zones, "map": drawn})


@public(topics=("audiences", "goals", "surveys", "topics", *TOPICS))
def take_part(request: HttpRequest) -> HttpResponse:
    """What people can do today, without an account: vote, answer, propose; and what came of it before."""
    today = clock.today()
    surveys = [one for one in listed_publicly(today) if is_answered_on(one, today)]
    context = {
        "surveys": surveys,
        "rounds": [one for one in public_rounds() if one.takes_votes_on(today)],
    }
    return render(request, "portal/take_part.html", context)


@public(topics=("audiences", "goals", "topics", *TOPICS))
def gaps(request: HttpRequest) -> HttpResponse:
    """Of whom, where and about what nobody has rendered account yet."""
    return render(request, "portal/gaps.html", {"found": _gaps(clock.today())})


@held("audiences", "goals", "topics", *TOPICS)
def _gaps(today: date) -> GapMap:
    return gap_map(today)


@public(topics=TOPICS)
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The year in plain words: what accountability is, the five stages, the figures, and who answers."""
    found = _year(year, clock.today())
    return _year_before(request, year) if found is None else render(request, "portal/year.html", found)


@held()
def _year(year: int, today: date) -> dict[str, object] | None:
    """What the page of a year says on a day; None where nothing was adopted."""
    version = published_version(year)
    if version is None:
        return None
    activities, windows = version.activities(), stage_windows(year)
    lines = summary.stage_lines(year, activities, windows, today)
    return {
        "shown_year": year,
        "version": version,
        "elements": summary.element_groups(year, activities),
        "stages": lines,
        "steps": summary.steps(year, windows, today),
        "is_dated": bool(windows),
        "quantities": summary.quantities(year, activities, today),
        "activities": len(activities),
        "deliveries": deliveries(activities),
        "totals": summary.period_totals(year, activities),
        "responsibles": summary.responsible_lines(year, activities),
        "nobody": NOBODY,
        "unanswered": sum(not one.responsibles for one in activities),
    }


@public(topics=TOPICS)
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was done so that everybody can read, what was tested, and how to complain."""
    today = clock.today()
    context = {
        "release": RELEASE,
        "petition": term_on(TermKey.PETITION, today),
        "information": term_on(TermKey.INFORMATION_REQUEST, today),
    }
    return render(request, "portal/accessibility.html", context)


@public(topics=TOPICS)
def privacy(request: HttpRequest) -> HttpResponse:
    """Which data the site keeps, of whom and for what."""
    return render(request, "portal/privacy.html")


@public(topics=TOPICS)
def site_map(request: HttpRequest) -> HttpResponse:
    """Every public page."""
    versions = versions_in_force()
    years = [
        (one.strategy.year, summary.element_groups(one.strategy.year, one.activities()) if one is versions[0] else ())
        for one in versions
    ]
    return render(request, "portal/site_map.html", {"years": years})


@public
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """Everything public may be indexed; the desk holds nothing for anybody else."""
    return HttpResponse("User-agent: *\nDisallow: /gestion/\n", content_type="text/plain; charset=utf-8")


@public(topics=("organization",))
def security(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """Whom to tell of a security problem (RFC 9116). `NotFound` where the entity gave no way to be reached."""
    entity = current_entity()
    contact = (f"mailto:{entity.email}" if entity.email else entity.website) if entity else ""
    if not contact:
        message = _("La entidad no ha escrito a quién informar una falla de seguridad.")
        raise NotFound(message, way_out=_("Escríbale por los canales de atención que publica."))
    expires = datetime.combine(clock.today() + _SECURITY_CONTACT_LASTS, time(), BOGOTA)
    lines = (
        f"Contact: {contact}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: es",
        f"Canonical: {settings.BASE_URL}{reverse('portal:security')}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
def favicon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """The sign of the site, for who asks by the old name."""
    return redirect(static("img/mark.svg"))


@public
def logo(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """The entity's logo. Its address is its hash: a browser that has it asks no more."""
    entity = current_entity()
    if entity is None or not entity.logo or sha256 != entity.logo:
        message = _("Ese no es el logotipo de la entidad.")
        raise NotFound(message, way_out=_("El de hoy está en el encabezado de cada página."))
    response = file_response(request, StoredFile.objects.get(sha256=sha256), name="logotipo.png", inline=True)
    patch_cache_control(response, public=True, max_age=_FOR_A_YEAR, immutable=True)
    return response


def _year_before(request: HttpRequest, year: int) -> HttpResponse:
    """The running year says that it is being prepared; another year was never published."""
    if year != clock.today().year:
        message = _("La entidad no ha publicado nada de %(year)s.") % {"year": year}
        raise NotFound(message, way_out=_("En el mapa del sitio están los años publicados."))
    return render(request, "planning/nothing_yet.html", {"shown_year": year})
