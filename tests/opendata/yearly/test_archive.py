"""A ZIP that is damaged or made to harm: refused in words, within limits, and never a crash."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.yearly import look, zipped
from rendir.front.opendata.yearly import archive, checks
from rendir.front.opendata.yearly.archive import Archive, Damaged, Unusable


def _open(data: bytes) -> Archive:
    return Archive(io.BytesIO(data))


@given(st.binary(max_size=200))
def test_bytes_that_are_no_zip_are_of_no_use(data: bytes) -> None:
    with pytest.raises(Unusable):
        _open(data).json("manifest.json") if zipfile.is_zipfile(io.BytesIO(data)) else _open(data)


def test_a_file_that_is_not_there_is_of_no_use(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="no es un ZIP"):
        Archive(tmp_path / "nada.zip")


@pytest.mark.parametrize("left", [0.1, 0.5, 0.99])
def test_a_truncated_zip_is_of_no_use(left: float) -> None:
    data = zipped({"a": b"x" * 1000, "b": b"y"})
    with pytest.raises(Unusable, match="incompleto"):
        _open(data[: int(len(data) * left)])


@pytest.mark.parametrize(
    "name", ["../fuera", "/etc/x", "data/../../x", "data//x", "./x", "data\\x", "C:x", "data/x\n", "data/\x1b[2J"]
)
def test_a_name_that_would_be_unpacked_elsewhere_is_of_no_use(name: str) -> None:
    with pytest.raises(Unusable, match="no lo descomprima"):
        _open(zipped({"manifest.json": b"{}", name: b""}))


def test_a_folder_is_a_member_that_nobody_listed() -> None:
    assert _open(zipped({"data/": b""})).names == ["data/"]


def test_too_many_members_are_of_no_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 2)
    assert _open(zipped({"a": b"", "b": b""})).names == ["a", "b"]
    with pytest.raises(Unusable, match="demasiado grande"):
        _open(zipped({"a": b"", "b": b"", "c": b""}))


def _with_size_of_first(data: bytes, size: int) -> bytes:
    """The same ZIP, whose directory says another size of its first member."""
    place = data.index(b"PK\x01\x02") + 24
    return data[:place] + struct.pack("<L", size) + data[place + 4 :]


def test_a_huge_size_that_is_only_declared_is_of_no_use() -> None:
    data = zipped({"manifest.json": b"{}", "b": b"", "c": b""})
    with pytest.raises(Unusable, match="demasiado grande"):
        look(_with_size_of_first(data, archive.MOST_BYTES + 1))


def test_a_bomb_that_lies_of_its_size_is_read_no_further_than_it_says() -> None:
    """A gigabyte of zeros that says that it is ten bytes."""
    data = _with_size_of_first(zipped({"bomba": b"\0" * 50_000_000}), 10)
    with pytest.raises(Damaged, match="bomba"):
        _open(data).digest("bomba")


def test_a_bomb_that_says_its_size_is_of_no_use_or_too_large_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({"manifest.json": b" " * 2_000_000})
    monkeypatch.setattr(archive, "MOST_AT_ONCE", 1_000_000)
    with pytest.raises(Damaged, match="es demasiado grande"):
        _open(data).json("manifest.json")
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000_000)
    with pytest.raises(Unusable, match="demasiado grande"):
        _open(data)


@pytest.mark.parametrize("text", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"1" * 10_000])
def test_what_is_no_json_is_damaged(text: bytes) -> None:
    with pytest.raises(Damaged, match=r"a\.json: está dañado"):
        _open(zipped({"a.json": text})).json("a.json")


@pytest.mark.parametrize("text", [b"\xff", b'a,b\n"x', b"a\n" + b"x" * 200_000])
def test_what_is_no_table_is_damaged(text: bytes) -> None:
    with pytest.raises(Damaged, match=r"a\.csv: está dañado"):
        _open(zipped({"a.csv": text})).table("a.csv")


def test_a_member_that_is_not_there_is_damaged() -> None:
    found = _open(zipped({"a": b""}))
    for read in (found.json, found.table, found.digest, lambda name: list(found.lines(name))):
        with pytest.raises(Damaged, match="nada"):
            read("nada")


def test_an_encrypted_member_is_damaged() -> None:
    data = bytearray(zipped({"a": b"x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Damaged, match="a: está dañado"):
        _open(bytes(data)).digest("a")


def test_a_line_without_end_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_LINE", 4)
    assert list(_open(zipped({"a": b"123456\n7"})).lines("a")) == [b"1234", b"56\n", b"7"]


def test_names_that_come_twice() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped([("a", b"1"), ("b", b""), ("a", b"2")])
    assert _open(data).twice() == ["a"]


def test_a_zip_with_a_comment_has_more_than_its_members() -> None:
    made = io.BytesIO(zipped({"a": b""}))
    with zipfile.ZipFile(made, "a") as opened:
        opened.comment = b"otra cosa"
    assert (_open(made.getvalue()).has_more, _open(zipped({"a": b""})).has_more) == (True, False)


def test_the_list_of_a_zip_without_members(tmp_path: Path) -> None:
    path = tmp_path / "vacio.zip"
    path.write_bytes(zipped({}))
    with pytest.raises(Unusable, match="no tiene su lista de contenido"):
        checks.verify(path)
