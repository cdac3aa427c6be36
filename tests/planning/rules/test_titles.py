"""One line for an activity."""

from hypothesis import given
from hypothesis import strategies as st

from rendir.plan.planning.rules.facts import ActivityFacts, Component
from rendir.plan.planning.rules.titles import plain_title, shortened


def test_a_known_kind_gives_its_plain_label() -> None:
    one = ActivityFacts(Component.INFORMATION, 4, "Priorizar los temas…", action_type="prioritize_topics")
    assert plain_title(one) == "Escoger con la gente los temas que más importan"


def test_without_a_kind_or_with_one_that_no_longer_exists_the_name_is_the_title() -> None:
    names = [plain_title(ActivityFacts(None, 1, "Corta", action_type=kind)) for kind in (None, "ya_no_existe")]
    assert names == ["Corta", "Corta"]


def test_a_long_text_is_cut_at_a_word() -> None:
    assert shortened("Realizar comunicados, con notas", 22) == "Realizar comunicados…"


def test_a_long_word_is_cut_where_it_must() -> None:
    assert shortened("a" * 30, 10) == "a" * 9 + "…"


@given(st.text(), st.integers(2, 40))
def test_a_shortened_text_fits(text: str, room: int) -> None:
    assert len(shortened(text, room)) <= room
