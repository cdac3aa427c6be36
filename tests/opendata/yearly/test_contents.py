"""What the file is made of: it names nobody, tells no draft, and its program is whole."""

import ast
import io
import json
import zipfile
from collections import Counter

import pytest

from factories.yearly import FILE_NAME, INTERNAL, SECRET, Forger
from opendata.yearly.conftest import MadeYear
from rendir.front.opendata.yearly import checks, contents
from rendir.front.portal.demo.cast import PLAYERS, email_of

pytestmark = pytest.mark.django_db  # only so that there is a database in which the year is lived, once

NAMES = [player.name for player in PLAYERS]
MAILS = [email_of(player) for player in PLAYERS]


def _texts(data: bytes) -> list[str]:
    """What can be read in a member; in what a document packs, too."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return [text for name in packed.namelist() for text in [name, *_texts(packed.read(name))]]
    except zipfile.BadZipFile:
        return [data.decode("utf-8", "replace"), data.decode("unicode_escape", "replace")]


@pytest.mark.parametrize("word", [*NAMES, *MAILS, FILE_NAME, SECRET, INTERNAL])
def test_nothing_names_a_person_nor_tells_a_draft(made: MadeYear, word: str) -> None:
    found = [name for name, data in made.members.items() if any(word in text for text in [name, *_texts(data)])]
    assert found == []


def test_only_what_publishes_something_says_what_it_did(forger: Forger) -> None:
    told = Counter(one["verb"] for one in forger.ledger if "payload" in one)
    assert set(told) == {"create_publication", "create_publicationfile", "create_storedfile", "seal_year_file"}
    stored = [one["payload"] for one in forger.ledger if one["verb"] == "create_storedfile" and "payload" in one]
    assert {name for one in stored for name in one} == {"sha256", "size", "media_type", "stored_at"}


def test_a_file_that_was_only_kept_says_nothing(forger: Forger) -> None:
    """The act of the evidence is in the library and was never a publication."""
    kept = [one for one in forger.ledger if one["verb"] == "create_storedfile"]
    assert sorted("payload" in one for one in kept) == [False, True, True, True, True]


def test_the_program_is_one_text_in_which_no_name_stands_twice() -> None:
    tree = ast.parse(contents.program())
    names = [
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    ]
    names += [one.name for one in tree.body if isinstance(one, ast.FunctionDef | ast.ClassDef)]
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_the_program_needs_nothing_but_python() -> None:
    imported = {
        name.partition(".")[0]
        for node in ast.walk(ast.parse(contents.program()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([one.name for one in node.names] if isinstance(node, ast.Import) else [str(node.module)])
    }
    assert imported <= set(__import__("sys").stdlib_module_names)


def test_every_set_of_data_comes_with_its_dictionary(made: MadeYear) -> None:
    told = made.members["data/entregas.diccionario.csv"].decode("utf-8-sig").splitlines()
    columns = json.loads(made.members["data/entregas.json"])["columns"]
    assert (told[0], len(told) - 1) == ("nombre,titulo,tipo,que_dice,como_se_escribe", len(columns))


def test_the_file_says_how_it_is_checked(made: MadeYear) -> None:
    told = made.members["LEAME.txt"].decode()
    assert told.splitlines()[:2] == ["ARCHIVO DEL AÑO 2021", "Alcaldía de Villa Clara"]
    assert "python verify.py este-archivo.zip --head HUELLA" in told


def test_the_documents_are_named_by_what_they_are(made: MadeYear) -> None:
    documents = [name for name in made.members if name.startswith("documents/")]
    assert documents == [
        "documents/plan-2021-v1.csv",
        "documents/plan-2021-v1.json",
        "documents/corte-2021-1-v1.json",
        "documents/control-interno-2021-1-v1.json",
    ]
    assert checks.document_name("plan-2021", 1, "csv") == documents[0]
