"""What every page shows around its content: the entity, the day, the way to the other pages."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.queries import second_factor_missing
from rendir.foundation.audit.held import moment
from rendir.foundation.audit.queries import head
from rendir.foundation.core import clock
from rendir.foundation.organization.queries import current_entity
from rendir.front.portal.queries import public_parts
from rendir.plan.planning.queries import year_in_force


def shell(request: HttpRequest) -> dict[str, Any]:
    """The variables of `base.html`, each read only when a template asks for it."""
    user = getattr(request, "user", None)
    person = user if isinstance(user, Person) else None
    year = year_in_force(clock.today().year)
    seal = moment() or _seal()
    return {
        "entity": current_entity(),
        "year": year,
        "today": clock.today(),
        "today_is_frozen": settings.RENDIR_TODAY is not None,
        "mail_configured": settings.MAIL_CONFIGURED,
        "navigation": SimpleLazyObject(lambda: _public_navigation(request.path, year)),  # the desk asks for none
        "desk_navigation": _desk_navigation(request.path, person) if person else [],
        "parts": partial(public_parts, clock.today()),
        "seal": seal[:16],
        "address": f"{settings.BASE_URL}{request.get_full_path()}",
        "person": person,
        "second_factor_since": second_factor_missing(person) if person else None,
    }


def _seal() -> str:
    """The hash of the ledger's head; nothing before anything was done."""
    entries, found = head()
    return found if entries else ""


def _public_navigation(path: str, year: int | None) -> list[dict[str, Any]]:
    links = [("Inicio", reverse("portal:home"))]
    if year:
        links += [
            (f"El año {year}", reverse("portal:year", args=[year])),
            ("Cronograma", reverse("planning:schedule", args=[year])),
            ("Cumplimiento", reverse("compliance:follow_up", args=[year])),
        ]
    parts = public_parts(clock.today())
    if parts.goals:
        links.append(("Metas", reverse("goals:goals")))
    if any(parts.spent):
        links.append(("Gasto", reverse("spending:budget" if parts.spent.budget else "spending:contracts")))
    if parts.takes_part:
        links.append(("Participe", reverse("portal:take_part")))
    links.append(("Datos", reverse("opendata:catalog")))
    return [{"label": label, "url": url, "current": _is_current(path, url)} for label, url in links]


_DESK = (
    (
        "Mi día",
        (
            ("Mi trabajo", "portal_desk:desk", Perm.ENTER_DESK),
            ("Recordatorios", "compliance_desk:reminders", Perm.ENTER_DESK),
        ),
    ),
    (
        "El año",
        (
            ("Entregas y evidencia", "compliance_desk:home", Perm.READ_EVIDENCE),
            ("Por revisar", "compliance_desk:review_now", Perm.ACCEPT_DELIVERY),
            ("Lo que falta", "compliance_desk:radar_now", Perm.READ_EVIDENCE),
            ("Cortes", "compliance_desk:cuts_now", Perm.READ_EVIDENCE),
            ("Control Interno", "compliance_desk:rounds_now", Perm.VERIFY_DELIVERY),
            ("Encuestas", "surveys_desk:surveys", Perm.READ_SURVEYS),
        ),
    ),
    (
        "Plan",
        (
            ("Cronograma", "planning_desk:strategies", Perm.READ_PLAN),
            ("Metas del plan", "goals_desk:plans", Perm.ENTER_DESK),
            ("Contratos y presupuesto", "spending_desk:home", Perm.READ_SPENDING),
            ("Dependencias", "planning_desk:units", Perm.READ_PLAN),
            ("Territorio", "portal_desk:zones", Perm.ENTER_DESK),
            ("Grupos de valor", "audiences_desk:audiences", Perm.READ_AUDIENCES),
            ("Temas", "topics_desk:home", Perm.READ_TOPICS),
            ("Calendario", "portal_desk:calendar", Perm.ENTER_DESK),
            ("Términos", "portal_desk:terms", Perm.ENTER_DESK),
            ("Años anteriores", "archive_desk:archive", Perm.READ_ARCHIVE),
            ("Archivo del año", "opendata_desk:year_files", Perm.PUBLISH),
        ),
    ),
    (
        "Administración",
        (
            ("Personas", "portal_desk:people", Perm.MANAGE_PEOPLE),
            ("Roles y permisos", "portal_desk:roles", Perm.ENTER_DESK),
            ("Entidad", "portal_desk:entity", Perm.EDIT_ENTITY),
            ("Avisos", "portal_desk:notices", Perm.READ_NOTICES),
            ("Registro", "portal_desk:ledger", Perm.READ_LEDGER),
            ("Copias", "backups_desk:backups", Perm.MAKE_BACKUPS),
        ),
    ),
)


def _desk_navigation(path: str, person: Person) -> list[dict[str, Any]]:
    """The groups of the rail with what this person may open; an empty group is not shown."""
    groups = []
    for label, links in _DESK:
        items = [
            {"label": name, "url": reverse(route), "current": _is_current(path, reverse(route)), "count": None}
            for name, route, perm in links
            if person.has_perm(perm)
        ]
        groups.append({"label": label, "items": items})
    return [group for group in groups if group["items"]]


def _is_current(path: str, url: str) -> bool:
    """Whether a link leads to this page or, but for the homes, to a page above it."""
    homes = {reverse("portal:home"), reverse("portal_desk:desk")}
    return path == url or (url not in homes and path.startswith(url) and url.count("/") > 2)
