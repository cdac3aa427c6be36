"""The chain convicts whoever touches it: property tests over any chain and any change. No database."""

import hashlib
import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.audit.chain import (
    FIELDS,
    GENESIS,
    Break,
    canonical,
    entry_hash,
    find_breaks,
    payload_digest,
)

Entry = dict[str, object]
TEXTS = st.text(max_size=4)
WORDS = tuple(name for name in FIELDS if name not in {"sequence", "previous"})
DEEDS = st.fixed_dictionaries(dict.fromkeys(WORDS, TEXTS))


def _chained(deeds: Sequence[dict[str, str]]) -> list[Entry]:
    """A chain as `audit.actions` writes it, written here a second time, apart."""
    entries: list[Entry] = []
    previous = "0" * 64
    for sequence, deed in enumerate(deeds, start=1):
        entry: Entry = {**deed, "sequence": sequence, "previous": previous}
        text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        previous = hashlib.sha256(text.encode()).hexdigest()
        entries.append({**entry, "hash": previous})
    return entries


CHAINS = st.lists(DEEDS, min_size=1, max_size=4).map(_chained)
LONG_CHAINS = st.lists(DEEDS, min_size=2, max_size=4).map(_chained)


def _breaks(entries: Sequence[Entry], head: str | None = None) -> list[Break]:
    return list(find_breaks(entries, head=head))


@given(CHAINS)
def test_a_chain_nobody_touched_holds(entries: list[Entry]) -> None:
    assert _breaks(entries) == []
    assert [_breaks(entries, str(one["hash"])) for one in entries] == [[]] * len(entries)


@given(CHAINS, st.integers(1, 64))
def test_a_head_is_met_by_its_first_signs_too(entries: list[Entry], signs: int) -> None:
    assert _breaks(entries, str(entries[0]["hash"])[:signs]) == []


def test_the_empty_chain_holds() -> None:
    assert _breaks([]) == []
    assert _breaks([], GENESIS) == []


@given(CHAINS, st.data())
def test_any_changed_field_is_found(entries: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    name = data.draw(st.sampled_from((*FIELDS, "hash")))
    kept = entries[place][name]
    other = st.integers(0, 99) if name == "sequence" else TEXTS
    entries[place][name] = data.draw(other.filter(lambda value: value != kept))
    assert _breaks(entries) != []


@given(CHAINS, st.data())
def test_any_changed_sign_is_found(entries: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(entries) - 1))
    name = data.draw(st.sampled_from((*WORDS, "previous", "hash")))
    kept = str(entries[place][name])
    at = data.draw(st.integers(0, len(kept)))
    sign = data.draw(st.characters(exclude_categories=("Cs",)).filter(lambda one: one != kept[at : at + 1]))
    entries[place][name] = kept[:at] + sign + kept[at + 1 :]
    assert _breaks(entries) != []


@given(LONG_CHAINS, st.data())
def test_any_other_order_is_found(entries: list[Entry], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(entries) - 2))
    second = data.draw(st.integers(first + 1, len(entries) - 1))
    entries[first], entries[second] = entries[second], entries[first]
    assert _breaks(entries) != []


@given(LONG_CHAINS, st.data())
def test_a_removed_entry_is_found(entries: list[Entry], data: st.DataObject) -> None:
    del entries[data.draw(st.integers(0, len(entries) - 2))]
    assert _breaks(entries) != []


@given(CHAINS, st.data())
def test_the_last_entries_removed_are_found_by_who_holds_the_head(entries: list[Entry], data: st.DataObject) -> None:
    head = str(entries[-1]["hash"])
    cut = entries[: data.draw(st.integers(0, len(entries) - 1))]
    assert _breaks(cut) == []
    assert _breaks(cut, head) == [Break(len(cut), "la huella que usted tiene no está en el registro: fue reescrito")]


@given(CHAINS, DEEDS, st.data())
def test_an_inserted_entry_is_found(entries: list[Entry], deed: dict[str, str], data: st.DataObject) -> None:
    """However well its own hash is made: what follows continues something else."""
    place = data.draw(st.integers(0, len(entries) - 1))
    previous = entries[place]["previous"]
    forged: Entry = {**deed, "sequence": place + 1, "previous": previous}
    forged["hash"] = entry_hash(forged)
    entries.insert(place, forged)
    assert _breaks(entries) != []


@given(LONG_CHAINS)
def test_an_entry_told_twice_is_found(entries: list[Entry]) -> None:
    assert _breaks([*entries, entries[-1]]) == [
        Break(len(entries), f"falta el asiento {len(entries) + 1}"),
        Break(len(entries), "no continúa el asiento anterior"),
    ]


@given(st.lists(DEEDS, min_size=1, max_size=4), DEEDS)
def test_a_chain_rewritten_whole_is_convicted_only_by_who_holds_a_head(
    deeds: list[dict[str, str]], other: dict[str, str]
) -> None:
    head = str(_chained(deeds)[-1]["hash"])
    rewritten = _chained([{**other, "verb": other["verb"] + "!" + deeds[0]["verb"]}, *deeds[1:]])
    assert _breaks(rewritten) == []
    said = "la huella que usted tiene no está en el registro: fue reescrito"
    assert _breaks(rewritten, head) == [Break(len(deeds), said)]


def test_a_break_is_told_where_it_is() -> None:
    entries = _chained([dict.fromkeys(WORDS, "")] * 3)
    entries[1]["verb"] = "forged"
    assert _breaks(entries) == [Break(2, "su contenido no corresponde a su huella")]
    entries[1]["hash"] = entry_hash(entries[1])
    assert _breaks(entries) == [Break(3, "no continúa el asiento anterior")]


def test_a_value_has_one_form() -> None:
    written = canonical({"z": [1, None, True], "á": "«ñ»\n", "a": {"c": 1, "b": 2}})
    assert written == '{"a":{"b":2,"c":1},"z":[1,null,true],"á":"«ñ»\\n"}'.encode()


@given(st.dictionaries(TEXTS, TEXTS))
def test_the_order_of_writing_does_not_matter(payload: dict[str, str]) -> None:
    items = list(payload.items())
    assert canonical(dict(reversed(items))) == canonical(payload)


def test_a_payload_is_hashed_behind_its_salt() -> None:
    expected = hashlib.sha256(b'ab12\n{"name":"Ana"}').hexdigest()
    assert payload_digest("ab12", {"name": "Ana"}) == expected
    assert payload_digest("ab13", {"name": "Ana"}) != expected


def test_an_entry_needs_every_field() -> None:
    with pytest.raises(KeyError):
        entry_hash(dict.fromkeys(FIELDS[1:], ""))
