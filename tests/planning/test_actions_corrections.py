"""What a coherence check proposes, accepted by a person."""

import pytest

from factories.accounts import a_person
from factories.schedules import BY, a_strategy, activity, facts
from rendir.foundation.accounts.roles import Role
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale
from rendir.plan.planning.actions.corrections import accept_correction
from rendir.plan.planning.models import Strategy
from rendir.plan.planning.rules.coherence import CoherenceCode
from rendir.plan.planning.rules.facts import Component

pytestmark = pytest.mark.django_db


@pytest.fixture
def strategy() -> Strategy:
    return a_strategy([facts("Ferías de gestión", Component.DIALOGUE), facts("Informe")])


def test_an_accepted_correction_is_an_edit_like_any_other(strategy: Strategy) -> None:
    edit = accept_correction(activity(strategy, "D1"), CoherenceCode.MISSPELT, expected=1, by=BY)
    assert edit is not None
    assert (activity(strategy, "D1").name, edit.label) == ("Ferias de gestión", "Corregir D1")


@pytest.mark.parametrize(("code", "kind"), [("I1", CoherenceCode.MISSPELT), ("D1", CoherenceCode.STAGE_EMPTY)])
def test_what_proposes_nothing_cannot_be_accepted(strategy: Strategy, code: str, kind: CoherenceCode) -> None:
    with pytest.raises(Invalid, match=f"Ya no hay nada que corregir así en {code}"):
        accept_correction(activity(strategy, code), kind, expected=1, by=BY)


def test_a_slow_acceptance_is_told(strategy: Strategy) -> None:
    with pytest.raises(Stale):
        accept_correction(activity(strategy, "D1"), CoherenceCode.MISSPELT, expected=9, by=BY)


def test_who_does_not_edit_does_not_accept(strategy: Strategy) -> None:
    with pytest.raises(NotAllowed):
        accept_correction(
            activity(strategy, "D1"), CoherenceCode.MISSPELT, expected=1, by=a_person("Clara", Role.INTERNAL_CONTROL)
        )
