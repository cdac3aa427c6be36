"""Settings are typed, documented, and refused with advice when they make no sense."""

from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendir.foundation.core import env
from rendir.foundation.core.env import BadSetting, DatabaseUrl, MailUrl, Setting


@pytest.fixture(autouse=True)
def _declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test declares is not a setting of the product."""
    monkeypatch.setattr(env, "DECLARED", {})


def _read_port() -> int:
    return env.read("A_PORT", env.as_port, 8000, meaning="Puerto.", shape="un número de 1 a 65535")


def test_a_setting_that_says_nothing_has_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("A_PORT", raising=False)
    assert _read_port() == 8000
    monkeypatch.setenv("A_PORT", "   ")
    assert _read_port() == 8000


def test_a_setting_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_PORT", " 8080 ")
    assert _read_port() == 8080


def test_nonsense_is_refused_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_PORT", "ocho mil")
    with pytest.raises(BadSetting) as refused:
        _read_port()
    said = "A_PORT dice «ocho mil» y no sirve: no es un puerto. Escriba un número de 1 a 65535."
    assert str(refused.value) == said


def test_a_refused_address_shows_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_BASE", "mysql://ana:se@creta@db/rendir")
    with pytest.raises(BadSetting) as refused:
        env.read("A_BASE", env.as_database_url, None, meaning="Base.", shape="una dirección")
    assert str(refused.value).startswith("A_BASE dice «mysql://ana:…@db/rendir» y no sirve: ")


def test_a_setting_is_documented_as_it_is_read() -> None:
    _read_port()
    env.read("A_FOLDER", env.as_folder, Path("/x"), meaning="Carpeta.", shape="una carpeta", shown_default="./var")
    declared = env.DECLARED
    assert declared == {
        "A_PORT": Setting("A_PORT", "Puerto.", "un número de 1 a 65535", "8000"),
        "A_FOLDER": Setting("A_FOLDER", "Carpeta.", "una carpeta", "./var"),
    }


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        *[(raw, True) for raw in ("si", "Sí", "YES", "true", "1", "on")],
        *[(raw, False) for raw in ("no", "False", "0", "off")],
    ],
)
def test_yes_and_no_in_two_languages(raw: str, *, meant: bool) -> None:
    assert env.as_bool(raw) is meant


@pytest.mark.parametrize(
    ("raw", "port"),
    [("1", 1), ("65535", 65535)],
)
def test_a_port(raw: str, port: int) -> None:
    assert env.as_port(raw) == port


def test_a_date() -> None:
    assert env.as_date("2021-10-15") == date(2021, 10, 15)


def test_a_count() -> None:
    assert env.as_count("1") == 1


def test_a_list_forgets_what_is_empty() -> None:
    assert env.as_list(" a, ,b ,") == ["a", "b"]


def test_a_folder_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert env.as_folder("var") == tmp_path.resolve() / "var"
    assert env.as_folder(str(tmp_path)) == tmp_path.resolve()


def test_a_file_is_not_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ValueError, match="existe y no es una carpeta"):
        env.as_folder(str(tmp_path / "file"))


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("https://rendicion.entidad.gov.co", "https://rendicion.entidad.gov.co"),
        ("http://localhost:8000/", "http://localhost:8000"),
    ],
)
def test_a_base_url(raw: str, kept: str) -> None:
    assert env.as_base_url(raw) == kept


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("postgresql://ana:p%40ss@db:5433/rendir", DatabaseUrl("rendir", "ana", "p@ss", "db", "5433")),
        ("postgres://db/rendir", DatabaseUrl("rendir", "", "", "db", "")),
        ("postgresql://ana@/rendir?host=%2Frun%2Fpg", DatabaseUrl("rendir", "ana", "", "/run/pg", "")),
        ("postgresql:///rendir?host=/run/pg&port=5444", DatabaseUrl("rendir", "", "", "/run/pg", "5444")),
    ],
)
def test_a_database_url(raw: str, parts: DatabaseUrl) -> None:
    assert env.as_database_url(raw) == parts


@given(user=st.text(min_size=1), password=st.text(min_size=1), name=st.text(min_size=1))
def test_any_password_can_be_written_in_a_database_url(user: str, password: str, name: str) -> None:
    raw = f"postgresql://{quote(user, safe='')}:{quote(password, safe='')}@db/{quote(name, safe='')}"
    assert env.as_database_url(raw) == DatabaseUrl(name, user, password, "db", "")


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("smtp://ana:p%40ss@mail:2525", MailUrl("mail", 2525, "ana", "p@ss", encrypted=False)),
        ("smtp://mail", MailUrl("mail", 587, "", "", encrypted=False)),
        ("smtps://mail", MailUrl("mail", 465, "", "", encrypted=True)),
    ],
)
def test_a_mail_url(raw: str, parts: MailUrl) -> None:
    assert env.as_mail_url(raw) == parts


@pytest.mark.parametrize(
    ("parse", "raw"),
    [
        (env.as_bool, "quizás"),
        (env.as_date, "15/10/2021"),
        (env.as_date, "2021-02-29"),
        (env.as_port, "0"),
        (env.as_port, "65536"),
        (env.as_port, "-1"),
        (env.as_count, "0"),
        (env.as_count, "1.5"),
        (env.as_base_url, "rendicion.gov.co"),
        (env.as_base_url, "ftp://rendicion.gov.co"),
        (env.as_base_url, "https://"),
        (env.as_base_url, "https://rendicion.gov.co/sitio"),
        (env.as_database_url, "mysql://db/rendir"),
        (env.as_database_url, "postgresql://db/"),
        (env.as_database_url, "postgresql://db:99999/rendir"),
        (env.as_mail_url, "http://mail"),
        (env.as_mail_url, "smtp://"),
    ],
)
def test_what_makes_no_sense_is_a_value_error(parse: object, raw: str) -> None:
    assert callable(parse)
    with pytest.raises(ValueError, match=r"."):
        parse(raw)
