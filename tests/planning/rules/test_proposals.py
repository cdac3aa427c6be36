"""What is proposed, in the words of a person."""

import pytest

from rendir.plan.planning.rules.proposals import in_words


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (
            "responsibles",
            [{"name": "Planeación", "kind": "unit"}, {"name": "Equipo", "kind": "team"}],
            "Planeación; Equipo",
        ),
        ("stages", ["diseno", "ejecucion"], "Diseño, Ejecución"),
        ("periods", [1, 3], "1, 3"),
        ("action_type", "write_management_report", "Escribir el informe de gestión"),
        ("action_type", "de otra época", "de otra época"),
        ("name", "Ferias", "Ferias"),
    ],
)
def test_a_proposal_is_said_in_words(field: str, value: object, words: str) -> None:
    assert in_words(field, value) == words
