"""The demo's year 2021, day by day, through the actions that people use: nothing is written by another door."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from importlib import resources

from rendir.foundation.accounts.actions import arrange_role, choose_password, give_role, invite_person
from rendir.foundation.accounts.models import Person
from rendir.foundation.audit.actors import Job
from rendir.foundation.core import clock
from rendir.foundation.core.importing import Finding
from rendir.foundation.organization.actions import (
    add_exception,
    add_unit,
    add_zones,
    declare_stages,
    draw_zones,
    found_entity,
)
from rendir.foundation.organization.drawing import Contour, read_drawing
from rendir.foundation.organization.models import Zone
from rendir.foundation.organization.outline import read_outline
from rendir.foundation.organization.queries import find_unit
from rendir.front.opendata.actions import publish_year
from rendir.front.portal.demo import audiences
from rendir.front.portal.demo.cast import (
    CONTRACT_END,
    ENTITY,
    LAND,
    PASSWORD,
    PATRONAL_FEAST,
    PLAYERS,
    STAGES,
    START,
    TERRITORY,
    YEAR,
    Player,
    email_of,
)
from rendir.front.portal.demo.goals import goal_deeds
from rendir.front.portal.demo.past import bring_past_years_in
from rendir.front.portal.demo.spending import spending_deeds
from rendir.front.portal.demo.surveys import survey_deeds
from rendir.front.portal.demo.topics import topic_deeds
from rendir.front.portal.demo.work import Deed, deeds
from rendir.plan.planning.actions.imports import confirm_import, decide, read_file
from rendir.plan.planning.actions.schedule import edit_activity
from rendir.plan.planning.actions.strategies import adopt_strategy, open_strategy, publish_change
from rendir.plan.planning.exports.rendering import render_version
from rendir.plan.planning.models import PlanImport, Strategy
from rendir.plan.planning.queries import activities_of
from rendir.plan.planning.rules.facts import ActivityFacts, Responsible, ResponsibleKind
from rendir.plan.planning.rules.proposals import can_apply

DIRECTOR = Job("demo")
GRID = "cronograma-2021.tsv"


def live_the_year() -> None:
    """From an empty installation to 15 October 2021: entity, people, import, adoption, a year at work."""
    with clock.travel(START):
        found_entity(by=DIRECTOR, **ENTITY)  # type: ignore[arg-type] # the names are in ENTITY
        people = {player.email: _arrive(player) for player in PLAYERS}
        add_zones(read_outline(TERRITORY).zones, by=people["planeacion"])
        draw_zones(_contours(), by=people["planeacion"])
        declare_stages(YEAR, {stage.value: dates for stage, dates in STAGES.items()}, by=people["lider"])
        add_exception(by=people["lider"], **PATRONAL_FEAST)  # type: ignore[arg-type] # the names are in the cast
    with clock.travel(date(2021, 1, 20)):
        strategy = _import_the_grid(people["planeacion"])
    with clock.travel(date(2021, 1, 27)):
        audiences.characterise(people)
    with clock.travel(date(2021, 1, 29)):
        adopt_strategy(strategy, render=render_version, act="Acta 02 del Comité de Gestión", by=people["alcaldia"])
    changes: list[Deed] = [
        *goal_deeds(people),
        *spending_deeds(people),
        (date(2021, 2, 10), partial(bring_past_years_in, people["lider"])),
        (date(2021, 5, 12), partial(_publish_a_change, strategy, people)),
        *topic_deeds(people),
        (date(2021, 9, 15), partial(publish_year, YEAR, by=people["lider"])),
        (date(2021, 10, 4), partial(_contract_ends, people["participacion"], people["atencion"], by=people["lider"])),
    ]
    work = [*deeds(strategy, people), *audiences.deeds(people), *survey_deeds(people), *changes]
    for day, deed in sorted(work, key=lambda one: one[0]):
        with clock.travel(day):
            deed()


def _publish_a_change(strategy: Strategy, people: Mapping[str, Person]) -> None:
    _name_a_co_responsible(strategy, people["planeacion"])
    reason = "La veeduría pidió que la respuesta a las preguntas no dependa de una sola oficina."
    publish_change(strategy, reason=reason, render=render_version, by=people["alcaldia"])


def _contract_ends(leaves: Person, takes_over: Person, *, by: Person) -> None:
    """Participation is a contractor's: the contract ends soon, and somebody was chosen to take over."""
    hat = leaves.hats.get()
    arrange_role(hat, ends_on=CONTRACT_END, successor=takes_over, is_head=False, expected=hat.version, by=by)


def _arrive(player: Player) -> Person:
    """A person comes in, with a hat in a unit and the password that the demo prints."""
    person = invite_person(name=player.name, email=email_of(player), by=DIRECTOR)
    unit = find_unit(player.unit) or add_unit(player.unit, by=DIRECTOR)
    give_role(person, player.role, unit=unit, starts_on=START, by=DIRECTOR)
    return choose_password(person, PASSWORD)


def _contours() -> dict[Zone, Contour]:
    """The invented land by its zones, read as a map is read."""
    corners = {
        name: [[float(one) for one in corner.split()] for corner in land.split(", ")] for name, land in LAND.items()
    }
    features = [
        {
            "type": "Feature",
            "properties": {"nombre": name},
            "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
        }
        for name, ring in corners.items()
    ]
    drawn = read_drawing(json.dumps({"type": "FeatureCollection", "features": features}).encode())
    zones = {zone.name: zone for zone in Zone.objects.in_force() if zone.name in LAND}
    return {zones[one.label]: one.contour for one in drawn}


def _import_the_grid(by: Person) -> Strategy:
    """Planning imports the packaged grid and accepts what is proposed."""
    data = resources.files("rendir.plan.planning").joinpath("demo", GRID).read_bytes()
    strategy = open_strategy(YEAR, by=by)
    preview = read_file(strategy, data, filename=GRID, by=by)
    decide(preview, _acceptable(preview), accept=True, expected=preview.version, by=by)
    confirm_import(preview, by=by)
    return strategy


def _acceptable(preview: PlanImport) -> list[int]:
    findings = [Finding.from_json(one) for one in preview.findings]
    return [
        index
        for index, finding in enumerate(findings)
        if finding.proposal and can_apply(finding.proposal.field) and not finding.applied
    ]


def _name_a_co_responsible(strategy: Strategy, by: Person) -> None:
    """In May the answers to citizens get a second unit."""
    answers = next(one for one in activities_of(strategy) if one.code == "D7")
    facts: ActivityFacts = answers.facts()
    second = Responsible("Dirección de Atención al Ciudadano", ResponsibleKind.UNIT)
    edit_activity(answers, replace(facts, responsibles=(*facts.responsibles, second)), expected=answers.version, by=by)
