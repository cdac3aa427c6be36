"""A group as it is frozen, and read back the same."""

import json
from datetime import date

from factories.audience_facts import GROUP, TABLE
from rendir.information.audiences.rules.facts import GroupFacts, words_of
from rendir.information.audiences.rules.vocabulary import AudienceKind


def test_what_is_frozen_is_read_back_the_same() -> None:
    frozen = json.loads(json.dumps(GROUP.as_json()))
    assert GroupFacts.from_json(frozen) == GROUP
    assert (frozen["tables"][0]["source_on"], frozen["tables"][0]["values"]) == (
        "2021-08-01",
        [["Mujeres", 40], ["Otro", None]],
    )


def test_its_newest_data_and_what_is_held_back_are_known() -> None:
    assert (GROUP.data_on, TABLE.is_complete) == (date(2021, 8, 1), False)
    assert GroupFacts("a", "A", AudienceKind.PERSONS, "A.").data_on is None


def test_every_text_that_somebody_wrote_is_screened() -> None:
    told = words_of([GROUP])
    for words in ("De 18 a 28", "su lenguaje", "De las veredas", "El empleo", "Encuesta", "Sexo: Mujeres, Otro"):
        assert words in told
    assert "\n\n" not in told
