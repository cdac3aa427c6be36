"""Every state × step of a group, of a source and of a version."""

import pytest

from rendir.information.audiences.states import (
    AUDIENCE_FLOW,
    CHARACTERISATION_FLOW,
    SOURCE_FLOW,
    AudienceState,
    CharacterisationState,
    SourceState,
)

AUDIENCE = {
    (AudienceState.IN_FORCE, "retire_audience"): AudienceState.RETIRED,
    (AudienceState.RETIRED, "bring_back_audience"): AudienceState.IN_FORCE,
}
SOURCE = {(SourceState.KEPT, "erase_source_detail"): SourceState.ERASED}
VERSION = {(CharacterisationState.DRAFT, "publish_characterisation"): CharacterisationState.PUBLISHED}


@pytest.mark.parametrize(
    ("flow", "states", "table"),
    [
        (AUDIENCE_FLOW, AudienceState, AUDIENCE),
        (SOURCE_FLOW, SourceState, SOURCE),
        (CHARACTERISATION_FLOW, CharacterisationState, VERSION),
    ],
)
def test_each_step_leads_where_the_table_says_and_from_nowhere_else(flow, states, table) -> None:  # type: ignore[no-untyped-def]
    found = {(state, step.name): step.target for state in states for step in flow if flow.allows(step.name, state)}
    assert found == table
    assert flow.states == set(states)
