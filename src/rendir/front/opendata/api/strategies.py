"""`/strategies`: the strategy of each year as it is in force, its versions and its activities."""

from collections.abc import Callable
from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router

from rendir.front.opendata.api.problems import Problem
from rendir.front.opendata.api.shapes import ActivityOut, StrategyOut, VersionOut, WholeStrategyOut
from rendir.plan.planning.models import StrategyVersion
from rendir.plan.planning.queries import published_version, published_versions, versions_of
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Stage

router = Router(tags=["Estrategias"])
Year = Annotated[int, Path(ge=2000, le=2100, description="Vigencia.")]
Code = Annotated[str, Path(max_length=12, description="Código de la actividad, como I4.")]
Period = Annotated[int | None, Query(ge=1, le=3, description="Cuatrimestre.")]
REFUSALS = {404: Problem, 422: Problem}


@router.get("", response=list[StrategyOut], summary="Lista las estrategias adoptadas")
def list_strategies(request: HttpRequest) -> list[StrategyOut]:  # noqa: ARG001 - every operation takes the request
    """La versión vigente de cada año, el más reciente primero."""
    return [StrategyOut.of(version) for version in published_versions()]


@router.get("/{year}", response={200: WholeStrategyOut, **REFUSALS}, summary="Lee la estrategia de un año")
def read_strategy(request: HttpRequest, year: Year) -> WholeStrategyOut:  # noqa: ARG001
    """La versión vigente, y todas las que se han adoptado con la razón de cada cambio."""
    versions = [VersionOut.of(version) for version in versions_of(year)]
    return WholeStrategyOut(**StrategyOut.of(_in_force(year)).model_dump(), versions=versions)


@router.get(
    "/{year}/activities", response={200: list[ActivityOut], **REFUSALS}, summary="Lista las actividades de un año"
)
def list_activities(
    request: HttpRequest,  # noqa: ARG001
    year: Year,
    component: Component | None = None,
    stage: Stage | None = None,
    period: Period = None,
) -> list[ActivityOut]:
    """Las actividades de la versión vigente, en el orden del cronograma."""
    fits = _fits(component, stage, period)
    return [ActivityOut.of(one, year) for one in _in_force(year).activities() if fits(one)]


@router.get("/{year}/activities/{code}", response={200: ActivityOut, **REFUSALS}, summary="Lee una actividad de un año")
def read_activity(request: HttpRequest, year: Year, code: Code) -> ActivityOut:  # noqa: ARG001
    """Una actividad de la versión vigente, por su código."""
    for one in _in_force(year).activities():
        if one.code == code.upper():
            return ActivityOut.of(one, year)
    message = "No hay una actividad con ese código en la versión vigente."
    raise Http404(message)


def _in_force(year: int) -> StrategyVersion:
    version = published_version(year)
    if version is None:
        message = "No hay una estrategia adoptada para ese año. Vea /api/v1/strategies."
        raise Http404(message)
    return version


def _fits(component: Component | None, stage: Stage | None, period: int | None) -> Callable[[ActivityFacts], bool]:
    return lambda one: (
        component in {None, one.component}
        and (stage is None or stage in one.stages)
        and (period is None or period in one.periods)
    )
