"""A changed digit in any file is found; and who rewrites everything is convicted by a head that somebody else held."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.datasets import NAMES
from factories.yearly import Forger, look, zipped
from opendata.yearly.conftest import MadeYear
from rendir.front.opendata.yearly import checks
from rendir.front.opendata.yearly.archive import Unusable

pytestmark = pytest.mark.django_db  # only so that there is a database in which the year is lived, once
CUT, ROUND, PLAN = (f"documents/{name}-v1.json" for name in ("corte-2021-1", "control-interno-2021-1", "plan-2021"))
ROWS, TABLE, FIGURES = "data/entregas.json", "data/entregas.csv", "data/resumen.json"
MEMBERS = (
    checks.MANIFEST,
    *(f"data/{name}{end}" for name in NAMES for end in (".csv", ".json", ".diccionario.csv")),
    FIGURES,
    "documents/plan-2021-v1.csv",
    PLAN,
    CUT,
    ROUND,
    "verify.py",
    "LEAME.txt",
    checks.LEDGER,
)


def _is_found(data: bytes) -> bool:
    """Whether it does not hold, or is no yearly file any more."""
    try:
        return bool(look(data).broken)
    except Unusable:
        return True


def test_a_file_that_nobody_touched_holds(made: MadeYear) -> None:
    verdict = look(made.data)
    assert (verdict.broken, verdict.is_head_met, verdict.year) == ([], None, 2021)
    assert verdict.holds == [
        f"los {len(MEMBERS) - 1} archivos son los de la lista, sin uno más ni uno menos",
        f"los {verdict.entries} asientos del registro se siguen uno a otro",
        "el registro termina donde dice la lista",
        "lo que dicen 12 asientos es lo que se anotó",
        f"los {len(MEMBERS) - 2} archivos están anotados en el registro con su huella",
        "los 4 documentos son los que se publicaron, y no falta ninguno",
        f"{PLAN}: dice lo que se publicó",
        f"{CUT}: dice lo que se publicó",
        f"{CUT}: sus cifras salen de sus 4 entregas",
        f"{ROUND}: dice lo que se publicó",
        f"{ROUND}: sus cifras salen de sus 4 entregas",
        "las cifras del año salen de las 9 entregas",
        "el estado de cada entrega es el que dicen sus fechas",
        f"los {len(NAMES)} conjuntos de datos dicen lo mismo en CSV y en JSON",
    ]


def test_the_members_are_those_that_the_tests_know(made: MadeYear) -> None:
    assert tuple(made.members) == MEMBERS


@pytest.mark.parametrize("signs", [16, 17, 64])
def test_a_head_held_before_is_met_whole_or_by_its_first_signs(made: MadeYear, signs: int) -> None:
    verdict = look(made.data, made.held[:signs])
    assert (verdict.broken, verdict.is_head_met) == ([], True)
    assert "la huella que usted tiene está en el registro" in verdict.holds


def test_a_head_of_another_chain_is_not_met(made: MadeYear) -> None:
    verdict = look(made.data, "ab" * 32)
    missing = "la huella que usted tiene no está en este registro: fue reescrito, o el archivo es anterior a ella"
    assert (verdict.broken, verdict.is_head_met) == ([missing], False)


@pytest.mark.parametrize("name", MEMBERS)
@pytest.mark.parametrize("place", [0, 0.5, 1])
def test_one_changed_byte_of_any_member_is_found(forger: Forger, name: str, place: float) -> None:
    data = bytearray(forger.members[name])
    data[int(place * (len(data) - 1))] ^= 1
    forger.members[name] = bytes(data)
    assert _is_found(zipped(forger.members))


@pytest.mark.parametrize("name", [one for one in MEMBERS if one not in (checks.MANIFEST, checks.LEDGER)])
def test_a_forger_who_mends_the_list_is_given_away_by_the_seal(forger: Forger, name: str) -> None:
    forger.members[name] += b"\n"
    assert f"{name}: no es el que se anotó en el registro" in forger.rehash().verdict().broken


@given(st.data())
@settings(max_examples=60)
def test_bytes_changed_anywhere_are_found(made: MadeYear, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(MEMBERS))
    before = made.members[name]
    places = data.draw(st.sets(st.integers(0, len(before) - 1), min_size=1, max_size=4))
    changed = bytearray(before)
    for place in places:
        changed[place] ^= data.draw(st.integers(1, 255))
    members = {**made.members, name: bytes(changed)}
    assert _is_found(zipped(members))
    assert name in (checks.MANIFEST, checks.LEDGER) or _is_found(zipped(Forger(members).rehash().members))


@given(st.data())
@settings(max_examples=150)
def test_a_byte_of_the_zip_itself_changes_nothing_that_is_said_or_is_found(made: MadeYear, data: st.DataObject) -> None:
    """A ZIP has room of its own (dates, attributes): what is there is no part of any member."""
    changed = bytearray(made.data)
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        verdict = look(bytes(changed))
    except Unusable:
        return
    assert verdict.broken or (verdict.holds, verdict.head) == (look(made.data).holds, look(made.data).head)


def _drop(entries: list[dict[str, Any]]) -> None:
    entries.pop(3)


def _double(entries: list[dict[str, Any]]) -> None:
    entries.insert(3, entries[3])


def _swap(entries: list[dict[str, Any]]) -> None:
    entries[3], entries[4] = entries[4], entries[3]


def _cut_off(entries: list[dict[str, Any]]) -> None:
    entries.pop()


def _set(**fields: object) -> Callable[[list[dict[str, Any]]], None]:
    return lambda entries: entries[3].update(fields)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (_drop, "registro, asiento 5: falta el asiento 4"),
        (_double, "registro, asiento 4: falta el asiento 5"),
        (_swap, "registro, asiento 5: falta el asiento 4"),
        (_cut_off, "el registro no termina donde dice la lista"),
        (_set(actor="otra"), "registro, asiento 4: su contenido no corresponde a su huella"),
        (_set(at="2020-01-01T00:00:00-05:00"), "registro, asiento 4: su contenido no corresponde a su huella"),
        (_set(name="Juan"), "registro, línea 4: no es un asiento"),
        (_set(sequence=True), "registro, línea 4: no es un asiento"),
        (_set(actor=None), "registro, línea 4: no es un asiento"),
    ],
)
def test_lines_of_the_ledger_dropped_doubled_swapped_or_changed(
    forger: Forger, change: Callable[[list[dict[str, Any]]], None], found: str
) -> None:
    entries = forger.ledger
    change(entries)
    assert found in forger.write_ledger(entries).rehash().verdict().broken


def test_a_line_written_in_another_way_is_found(forger: Forger) -> None:
    forger.members[checks.LEDGER] = forger.members[checks.LEDGER].replace(b'", "', b'","', 1)
    assert "registro, línea 1: no es un asiento" in forger.rehash().verdict().broken


@pytest.mark.parametrize("what", ["payload", "salt"])
def test_what_a_published_entry_says_cannot_be_changed(forger: Forger, what: str) -> None:
    entries = forger.ledger
    told = next(one for one in entries if one["verb"] == "create_publication")
    told[what] = {**told["payload"], "title": "Otro"} if what == "payload" else "00" * 16
    broken = forger.write_ledger(entries).rehash().verdict().broken
    assert broken == [f"registro, asiento {told['sequence']}: su contenido no es el que se anotó"]


def test_what_a_published_entry_says_cannot_be_left_out(forger: Forger) -> None:
    entries = forger.ledger
    told = next(one for one in entries if one["verb"] == "create_publication")
    del told["payload"], told["salt"]
    assert f"registro, asiento {told['sequence']}: falta lo que dice" in (
        forger.write_ledger(entries).rehash().verdict().broken
    )


@pytest.mark.parametrize(("name", "value"), [("entity", "Otra alcaldía"), ("made_at", "2020-01-01"), ("year", 2020)])
def test_what_the_list_says_of_itself_is_in_the_chain_too(forger: Forger, name: str, value: object) -> None:
    broken = forger.write_manifest(lambda told: told.update({name: value})).verdict().broken
    assert "manifest.json: el año, la entidad o el momento no son los que se anotaron en el registro" in broken


def test_the_list_is_written_in_one_way_only(forger: Forger) -> None:
    forger.members[checks.MANIFEST] = forger.members[checks.MANIFEST].replace(b": ", b":\t", 1)
    assert forger.verdict().broken == ["manifest.json: no está escrito como se escribió"]


def test_a_name_twice_in_the_list(forger: Forger) -> None:
    forger.write_manifest(lambda told: told["files"].append(told["files"][0]))
    assert forger.verdict().broken == ["manifest.json: nombra dos veces el mismo archivo"]


def test_a_file_more_and_a_file_less(forger: Forger) -> None:
    more = Forger({**forger.members, "data/otro.txt": b"x"})
    assert more.verdict().broken == [
        "data/otro.txt: no está en la lista",
        "data/otro.txt: no se anotó en el registro",
    ]
    del forger.members[CUT]
    broken = forger.verdict().broken
    assert f"{CUT}: falta" in broken
    assert f"{CUT}: se publicó y falta" in broken


def test_a_file_twice_in_the_zip(made: MadeYear) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped([*made.members.items(), ("LEAME.txt", made.members["LEAME.txt"])])
    assert look(data).broken == ["LEAME.txt: está dos veces"]


def test_bytes_before_the_zip_or_a_comment_are_told(made: MadeYear) -> None:
    assert look(b"x" + made.data).broken == ["el ZIP trae algo que no es ninguno de sus archivos"]


def test_many_reasons_are_counted(forger: Forger) -> None:
    entries = [{**one, "at": "x"} for one in forger.ledger]
    broken = forger.write_ledger(entries).rehash().verdict().broken
    assert f"y {len(entries) - 20} más como estas" in broken


# --- Who makes the file false from its beginning: the figures are counted again -----------------------------------


def _counts(forger: Forger, name: str, value: int) -> None:
    forger.edit(FIGURES, lambda told: told["counts"].update({name: value}), indent=2)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda one: _counts(one, "on_time", 8), "las cifras del año no salen de las entregas: on_time"),
        (
            lambda one: one.edit(FIGURES, lambda told: told.update(percent_so_far="99.0"), indent=2),
            "las cifras del año no salen de las entregas: percent_so_far",
        ),
        (
            lambda one: one.edit(FIGURES, lambda told: told.update(as_of="mañana"), indent=2),
            "data/resumen.json: está dañado o no tiene la forma que debe",
        ),
        (
            lambda one: one.replace(TABLE, "aun-no", "cumplida"),
            "data/entregas: el CSV y el JSON dicen cosas distintas",
        ),
        (
            lambda one: one.replace(TABLE, "2021-04-10", "2021-04-11"),
            "data/entregas: el CSV y el JSON dicen cosas distintas",
        ),
        (
            lambda one: one.edit(ROWS, lambda told: told["rows"].pop()),
            "data/entregas: el CSV y el JSON dicen cosas distintas",
        ),
        (
            lambda one: one.edit(ROWS, lambda told: told["rows"][0].update(vigencia=2020)),
            "I1-1: es de otro año",
        ),
        (
            lambda one: one.edit(ROWS, lambda told: told["rows"][0].update(reportada="2021-09-30")),
            "I1-1: su reporte y su último día dicen otra cosa",
        ),
        (
            lambda one: one.edit(CUT, lambda told: told["lines"][0].update(status="no-cumplida")),
            f"{CUT}: no dice lo que se publicó",
        ),
        (
            lambda one: one.edit(CUT, lambda told: told["counts"].update(total=5)),
            f"{CUT}: no salen de sus entregas: total",
        ),
        (
            lambda one: one.edit(ROUND, lambda told: told["lines"][0].update(result="verified")),
            f"{ROUND}: no salen de sus entregas: verified, partly",
        ),
        (lambda one: one.edit(CUT, lambda told: told.pop("lines")), f"{CUT}: está dañado o no tiene la forma que debe"),
        (
            lambda one: one.edit(PLAN, lambda told: told["activities"][0].update(name="Otra")),
            f"{PLAN}: no dice lo que se publicó",
        ),
        (lambda one: one.members.pop(CUT), f"{CUT}: se publicó y falta"),
        (lambda one: one.members.pop(FIGURES), f"{FIGURES}: está dañado o no tiene la forma que debe"),
    ],
)
def test_false_figures_are_found_even_where_the_whole_chain_was_rewritten(
    forger: Forger, change: Callable[[Forger], object], found: str
) -> None:
    change(forger)
    assert found in forger.rewrite().verdict().broken


def test_a_document_that_was_never_published(forger: Forger) -> None:
    forger.members["documents/otro.pdf"] = b"%PDF"
    assert forger.rewrite().verdict().broken == ["documents/otro.pdf: no es el que se publicó"]


def test_a_chain_that_does_not_end_with_its_seal(forger: Forger) -> None:
    entries = forger.ledger
    forger.write_ledger([*entries[:-2], entries[-1], entries[-2]])
    assert "el registro no termina con los archivos con que se cerró este archivo del año" in forger.verdict().broken


def test_a_seal_that_says_no_files(forger: Forger) -> None:
    entries = forger.ledger
    entries[-1]["payload"] = {"files": 3}
    assert "el sello: está dañado o no tiene la forma que debe" in forger.write_ledger(entries).verdict().broken


def _as_if_in_time(forger: Forger) -> None:
    """Everything of one delivery told otherwise, in every place where it is told, by somebody who knows them all."""

    def rows(told: dict[str, Any]) -> None:
        row = next(one for one in told["rows"] if one["entrega"] == "I2-1")
        row.update(reportada="2021-04-30", estado="cumplida", a_tiempo=True)

    def figures(told: dict[str, Any]) -> None:
        told["counts"]["on_time"] += 1
        told["counts"]["late"] -= 1

    late = next(line for line in forger.members[TABLE].decode().splitlines() if ",I2-1," in line)
    forged = (
        late.replace("2021-05-02", "2021-04-30", 1).replace("cumplida-tarde", "cumplida").replace(",no,", ",sí,", 1)
    )
    forger.edit(ROWS, rows).edit(FIGURES, figures, indent=2).replace(TABLE, late, forged)


def test_who_rewrites_everything_holds_until_somebody_shows_a_head(made: MadeYear, forger: Forger) -> None:
    """The honest limit of a chain: coherent lies hold, unless somebody else held a head from before."""
    _as_if_in_time(forger)
    forger.rewrite(lambda entries: entries[5].update(actor="otra"))
    assert forger.verdict().broken == []
    convicted = forger.verdict(made.held)
    assert (len(convicted.broken), convicted.is_head_met) == (1, False)


def test_who_rewrites_only_after_a_head_is_convicted_by_a_later_one(made: MadeYear, forger: Forger) -> None:
    """Everything before a head stands; what came after it was rewritten: the head of then still holds."""
    _as_if_in_time(forger)
    forger.rewrite()
    old = forger.ledger[3]["hash"]
    assert forger.verdict(old).broken == []
    assert forger.verdict(look(made.data).head).is_head_met is False


# --- What is no yearly file, and what has another shape ------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def _places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, one in inner for place in _places(one, (*at, key)))]


@pytest.mark.parametrize("name", [ROWS, FIGURES, CUT, ROUND, PLAN, "data/evidencias.json"])
@given(data=st.data())
@settings(max_examples=25)
def test_any_other_shape_does_not_hold_and_breaks_nothing(made: MadeYear, name: str, data: st.DataObject) -> None:
    told = json.loads(made.members[name])
    place, other = data.draw(st.sampled_from(_places(told)[:400])), data.draw(JSON)
    whole = {"": told}
    parent: Any = whole
    for key in ("", *place)[:-1]:
        parent = parent[key]
    last = ("", *place)[-1]
    if parent[last] == other and type(parent[last]) is type(other):
        return
    parent[last] = other
    forger = Forger({**made.members, name: json.dumps(whole[""]).encode()})
    assert forger.rehash().verdict().broken
    forger.rewrite().verdict()


@pytest.mark.parametrize("name", ["manifest", "entry", "seal"])
@given(data=st.data())
@settings(max_examples=25)
def test_any_other_shape_of_the_list_or_of_the_chain(made: MadeYear, name: str, data: st.DataObject) -> None:
    forger = Forger(made.members)
    if name == "manifest":
        told = forger.manifest
        told[data.draw(st.sampled_from(sorted(told)))] = data.draw(JSON.filter(lambda one: one not in told.values()))
        forger.members[checks.MANIFEST] = checks.manifest_text(told)
    else:
        entries = forger.ledger
        entry = entries[-1] if name == "seal" else data.draw(st.sampled_from(entries))
        entry[data.draw(st.sampled_from(sorted(entry)))] = data.draw(JSON)
        forger.write_ledger(entries)
        if forger.members == dict(made.members):
            return
    assert _is_found(zipped(forger.members))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"format": "otro"}, "no tiene la forma que debe"),
        ({"version": 2}, "otra versión de este programa"),
        ({"files": [3]}, "la lista de contenido no tiene la forma que debe"),
        ({"year": "2021"}, "no tiene la forma que debe"),
        ({"more": 1}, "no tiene la forma que debe"),
    ],
)
def test_a_list_of_another_kind_is_of_no_use(forger: Forger, change: dict[str, Any], why: str) -> None:
    forger.write_manifest(lambda told: told.update(change))
    with pytest.raises(Unusable, match=why):
        forger.verdict()


def test_without_a_list_it_is_no_yearly_file(forger: Forger) -> None:
    del forger.members[checks.MANIFEST]
    with pytest.raises(Unusable, match="no tiene su lista de contenido"):
        forger.verdict()


def test_without_a_ledger_it_does_not_hold(forger: Forger) -> None:
    del forger.members[checks.LEDGER]
    assert "ledger.jsonl: está dañado o no tiene la forma que debe" in forger.verdict().broken


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ab" * 8, True), ("ab" * 32, True), ("ab" * 7, False), ("ab" * 33, False), ("G" * 16, False), ("", False)],
)
def test_what_may_be_a_hash(text: str, *, expected: bool) -> None:
    assert checks.is_hash(text) is expected


@pytest.mark.parametrize(
    "typed", ["ab12" * 4, " AB12 ab12\nab12ab12 ", "ab12ab12\u200bab12ab12", "\ufeffab12ab12ab12ab12"]
)
def test_a_hash_is_known_however_it_was_copied(typed: str) -> None:
    assert checks.typed_hash(typed) == "ab12" * 4


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("plan-2021", True),
        ("corte-2021-1", True),
        ("control-interno-2021-3", True),
        ("plan-20210", False),
        ("corte-2020-1", False),
        ("ano-2021", False),
        ("corte-2021-4", False),
    ],
)
def test_which_publications_belong_to_a_year(subject: str, *, expected: bool) -> None:
    assert checks.is_of_year(subject, 2021) is expected
