"""Every state × step of a folder and of a document."""

import pytest

from rendir.foundation.archive.states import DOCUMENT_FLOW, IMPORT_FLOW, DocumentState, ImportState

I, D = ImportState, DocumentState  # noqa: E741 - two letters of one table
FOLDER = {
    (I.PREVIEWED, "confirm_archive_import"): I.CONFIRMED,
    (I.PREVIEWED, "discard_archive_import"): I.DISCARDED,
    (I.CONFIRMED, "undo_archive_import"): I.UNDONE,
}
DOCUMENT = {
    (D.INTERNAL, "leave_out_document"): D.LEFT_OUT,
    (D.LEFT_OUT, "bring_back_document"): D.INTERNAL,
    (D.INTERNAL, "publish_document"): D.PUBLIC,
    (D.PUBLIC, "unpublish_document"): D.INTERNAL,
    (D.INTERNAL, "withdraw_document"): D.WITHDRAWN,
}


@pytest.mark.parametrize(("flow", "states", "table"), [(IMPORT_FLOW, I, FOLDER), (DOCUMENT_FLOW, D, DOCUMENT)])
def test_each_step_leads_where_the_table_says_and_from_nowhere_else(flow, states, table) -> None:  # type: ignore[no-untyped-def]
    found = {(state, step.name): step.target for state in states for step in flow if flow.allows(step.name, state)}
    assert found == table
    assert flow.states == set(states)
