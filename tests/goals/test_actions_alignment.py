"""Publish the alignment: frozen with its hash, evidence of its activity, again only with a reason and a change."""

from datetime import date
from typing import Any

import pytest

from factories.accounts import a_person
from factories.goals import BY, ROADS, a_plan, a_public_plan, a_right, a_year_that_promised_it, goal, light_alignment
from rendir.foundation.accounts.roles import Role
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale
from rendir.information.goals.actions.alignment import digest_of, publish_alignment
from rendir.information.goals.actions.links import tie_to_right, tie_to_sdg
from rendir.information.goals.models import Alignment, Plan
from rendir.plan.compliance.models import Delivery, Evidence
from rendir.plan.compliance.states import DeliveryState

pytestmark = pytest.mark.usefixtures("_today", "_shelf")


@pytest.fixture
def _shelf(settings: Any, tmp_path: Any) -> None:
    settings.LIBRARY_ROOT = tmp_path / "library"


def _publish(plan: Plan, **said: Any) -> Alignment:
    return publish_alignment(plan, render=light_alignment, by=said.pop("by", BY), **said)


def _settle() -> None:
    tie_to_sdg(goal("M1"), "9.1", by=BY)
    tie_to_right(goal("M1"), a_right(24), note="Circular", by=BY)


def test_it_freezes_every_goal_with_its_links_and_its_files() -> None:
    plan = a_public_plan(ROADS)
    _settle()
    found = _publish(plan)
    (line,) = found.lines
    assert (line["code"], line["standing"], line["sdg"][0]["number"]) == ("M1", "vinculada", "9.1")
    assert line["rights"] == [{"name": "Circulación y residencia", "norm": "Constitución Política, artículo 24"}]
    assert (found.year, found.number, found.counts["linked"], found.digest) == (2021, 1, 1, digest_of(plan))
    assert found.publication is not None
    assert [one.format for one in found.publication.files.all()] == ["json"]
    assert str(found) == "Alineación de las metas 2021, versión 1"


def test_it_is_evidence_of_its_activity_and_fulfils_it_when_nothing_is_left() -> None:
    a_year_that_promised_it((3,))
    plan = a_public_plan(ROADS)
    _publish(plan)
    assert Delivery.objects.get().state == DeliveryState.PENDING
    _settle()
    found = _publish(plan, reason="Se vinculó la meta que faltaba")
    told = Evidence.objects.get(ref_version=2)
    assert (told.ref_kind, told.ref_id, told.ref_digest, told.url) == (
        "alignment",
        found.public_id,
        found.digest,
        "/ods/alineacion/2021/2/",
    )
    assert Delivery.objects.get().state == DeliveryState.REPORTED


def test_again_it_needs_a_change_and_a_reason() -> None:
    plan = a_public_plan(ROADS)
    first = _publish(plan)
    with pytest.raises(Invalid, match="No hay nada nuevo desde la versión 1"):
        _publish(plan, reason="x")
    tie_to_sdg(goal("M1"), "9", by=BY)
    with pytest.raises(Invalid, match="falta la razón"):
        _publish(plan)
    second = _publish(plan, reason="Otra meta")
    assert (second.number, second.reason, first.reason) == (2, "Otra meta", "")


def test_what_changed_since_it_was_read_is_not_published() -> None:
    plan = a_public_plan(ROADS)
    seen = digest_of(plan)
    tie_to_sdg(goal("M1"), "9", by=BY)
    with pytest.raises(Stale):
        _publish(plan, seen=seen)

    def meanwhile(drawn: Alignment) -> Any:
        tie_to_sdg(goal("M1"), "8", by=BY)
        return light_alignment(drawn)

    with pytest.raises(Stale):
        publish_alignment(plan, render=meanwhile, by=BY)
    assert not Alignment.objects.exists()


def test_a_draft_or_a_plan_of_other_years_is_not_published() -> None:
    with pytest.raises(Invalid, match="no son públicas"):
        _publish(a_plan(ROADS))
    plan = Plan.objects.get()
    plan.state = "public"
    with clock.travel(date(2024, 2, 1)), pytest.raises(Invalid, match="no es de este año"):
        _publish(plan)


@pytest.mark.parametrize("role", [Role.UNIT_STAFF, Role.INTERNAL_CONTROL, Role.COMMUNICATIONS])
def test_only_who_may_publish_goals_does(role: Role) -> None:
    with pytest.raises(NotAllowed):
        _publish(a_public_plan(ROADS), by=a_person("Olga Ajena", role))
