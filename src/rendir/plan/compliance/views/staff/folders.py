"""The folder of evidence: choose of what, and take it away with one button."""

from functools import partial

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from rendir.foundation.accounts.access import actor, requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core import clock
from rendir.foundation.core.versioned import done
from rendir.foundation.organization.queries import current_entity
from rendir.plan.compliance.actions.folders import readable_deliveries, take_folder
from rendir.plan.compliance.exports.folder import Folder, build_folder
from rendir.plan.compliance.forms.folders import FolderForm
from rendir.plan.compliance.queries import promises_in_force, weight_of_evidence
from rendir.plan.compliance.rules.folders import FolderScope
from rendir.plan.compliance.views.staff.frame import frame, strategy_at_work
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.facts import PERIOD_LABELS, PERIODS
from rendir.plan.planning.rules.titles import plain_title, shortened


@requires(Perm.READ_EVIDENCE)
def folder(request: HttpRequest, year: int | None = None) -> HttpResponseBase:
    """What there is to take; on a POST, the ZIP."""
    strategy, person = strategy_at_work(year, clock.today()), actor(request)
    asked = request.GET.get("de", "")
    form = FolderForm(
        request.POST if request.method == "POST" else None,
        offered=_offered(strategy),
        initial={"scope": asked},
    )
    made: list[Folder] = []
    if request.method == "POST" and form.is_valid():
        scope = FolderScope.parse(form.cleaned_data["scope"]) or FolderScope()
        build = partial(
            build_folder,
            title=_title(strategy, scope),
            series=_series(),
            base_url=settings.BASE_URL,
            today=clock.today(),
        )
        done(form, lambda: made.append(take_folder(strategy, scope, build=build, by=person)))
        if made:
            name = f"evidencias-{strategy.year}-{scope}.zip"
            return FileResponse(made[0].file, as_attachment=True, filename=name, content_type="application/zip")
    return _page(request, strategy, form)


def _page(request: HttpRequest, strategy: Strategy, form: FolderForm) -> HttpResponse:
    total, size = weight_of_evidence(readable_deliveries(strategy, FolderScope(), actor(request)))
    context = {
        **frame(request, strategy, "folder"),
        "form": form,
        "total": total,
        "size": size,
        "series": _series(),
        "sees_all": actor(request).has_perm(Perm.READ_ANY_EVIDENCE),
    }
    return render(request, "compliance/staff/folder.html", context, status=422 if form.errors else 200)


def _series() -> str:
    entity = current_entity()
    return entity.trd_series if entity else ""


def _title(strategy: Strategy, scope: FolderScope) -> str:
    entity = current_entity()
    name = entity.name if entity else ""
    return _("Evidencias de la rendición de cuentas %(year)s (%(scope)s). %(name)s") % {
        "year": strategy.year,
        "scope": scope,
        "name": name,
    }


def _offered(strategy: Strategy) -> list[tuple[str, str]]:
    """The year, its periods, and each activity of the version in force."""
    codes = {one.key.code: shortened(plain_title(one.facts), 70) for one in promises_in_force(strategy)}
    periods = [(str(FolderScope(period=one)), f"{PERIOD_LABELS[one]}") for one in PERIODS]
    return [
        (str(FolderScope()), _("Todo el año %(year)s") % {"year": strategy.year}),
        *periods,
        *((code, f"{code} · {title}") for code, title in codes.items()),
    ]
