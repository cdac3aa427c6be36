"""A sample that anybody can draw again."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from rendir.plan.compliance.rules.sample import draw_sample

KEYS = [f"I{number}-1" for number in range(1, 21)]
texts = st.lists(st.text(max_size=6), max_size=30)


@given(texts, st.integers(-3, 40), st.text(max_size=8))
def test_a_sample_is_of_the_size_asked_for_and_of_known_things(keys: list[str], size: int, seed: str) -> None:
    found = draw_sample(keys, size, seed=seed)
    assert len(found) == max(0, min(size, len(set(keys))))
    assert set(found) <= set(keys)
    assert list(found) == sorted(found)


@given(st.permutations(KEYS), st.text(max_size=8))
def test_the_order_of_the_list_draws_no_other_sample(keys: list[str], seed: str) -> None:
    assert draw_sample(keys, 5, seed=seed) == draw_sample(KEYS, 5, seed=seed)


def test_anybody_draws_it_again_with_sha_256() -> None:
    by_hand = sorted(KEYS, key=lambda key: hashlib.sha256(b"abc:" + key.encode()).hexdigest())[:4]
    assert draw_sample(KEYS, 4, seed="abc") == tuple(sorted(by_hand))


def test_another_seed_draws_another_sample() -> None:
    assert len({draw_sample(KEYS, 5, seed=str(seed)) for seed in range(20)}) > 15


def test_a_larger_sample_holds_the_smaller() -> None:
    assert set(draw_sample(KEYS, 4, seed="x")) < set(draw_sample(KEYS, 9, seed="x"))
