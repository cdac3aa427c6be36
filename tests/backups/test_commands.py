"""`rendir backup` and `rendir restore` as a person types them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factories.organization import BY
from rendir.foundation.backups.actions import making
from rendir.foundation.backups.models import Backup
from rendir.foundation.library.models import StoredFile


def _kept(installation: Any) -> Path:
    return next((installation.data / "backups").glob("*.zip"))


def test_a_backup_says_what_it_holds(installation: Any) -> None:
    done = installation.rendir("backup")
    path, held, end = done.stdout.splitlines()
    backup = Backup.objects.get()
    assert (done.returncode, done.stderr, Path(path)) == (0, "", _kept(installation))
    assert held.startswith("Copia completa y leída de nuevo: ")
    assert "filas y 3 archivos; " in held
    assert end == f"Termina en el asiento {backup.sequence} del registro, con la huella {backup.head}."


def test_it_may_be_written_elsewhere_and_never_over_another(installation: Any, tmp_path: Path) -> None:
    first = installation.rendir("backup", "--output", tmp_path / "copia.zip")
    second = installation.rendir("backup", "--output", tmp_path / "copia.zip")
    assert (first.returncode, second.returncode, second.stdout) == (0, 1, "")
    assert second.stderr.startswith("rendir backup: Ya hay un archivo «")


def test_files_that_were_missing_end_with_1_and_the_backup_stands(installation: Any) -> None:
    StoredFile.objects.order_by("pk")[0].path.unlink()
    done = installation.rendir("backup")
    assert done.returncode == 1
    assert _kept(installation).exists()
    assert done.stderr == (
        "rendir backup: la copia se hizo, pero en la biblioteca 1 archivo faltaba o estaba dañado. "
        "Búsquelos en una copia anterior\n"
    )


def test_before_there_is_an_installation_there_is_nothing_to_keep(empty_installation: Callable[..., Any]) -> None:
    done = empty_installation().rendir("backup")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("rendir backup: esta instalación no está lista.")


def test_a_row_that_nobody_began_is_wrong_use(installation: Any) -> None:
    done = installation.rendir("backup", "--begun", "nadie")
    assert (done.returncode, done.stderr) == (2, "rendir backup: esa copia no espera a nadie\n")
    assert "--begun" not in installation.rendir("backup", "--help").stdout


def test_a_row_that_a_page_began_is_carried_on(installation: Any) -> None:
    with making.our_turn():
        backup = making._begin(None, BY)
        done = installation.rendir("backup", "--begun", backup.public_id)
    assert (done.returncode, Backup.objects.get().state) == (0, "done")


def test_a_restore_says_in_plain_words_what_holds(
    installation: Any, empty_installation: Callable[..., Any], tmp_path: Path
) -> None:
    StoredFile.objects.order_by("pk")[0].path.unlink()
    installation.rendir("backup", "--output", tmp_path / "copia.zip")
    backup, lost = Backup.objects.get(), StoredFile.objects.order_by("pk")[0]
    done = empty_installation().rendir("restore", tmp_path / "copia.zip")
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0].startswith("Restaurado: «Municipio de Alsabana», como estaba el ")
    assert lines[0].endswith(" filas y 2 archivos.")
    assert lines[1] == (
        f"El registro se sostiene: {backup.sequence} asientos, y termina donde la copia dice, en {backup.head}."
    )
    assert lines[3:5] == [
        "Al hacer la copia ya faltaban o estaban dañados 1 archivo de la biblioteca:",
        f"  {lost.sha256}",
    ]
    assert lines[-1] == "Todas las personas deben entrar de nuevo. Arranque con «rendir runserver»."


def test_replacing_asks_for_the_phrase(installation: Any, tmp_path: Path) -> None:
    installation.rendir("backup", "--output", tmp_path / "copia.zip")
    words = ("restore", tmp_path / "copia.zip")
    unsaid = installation.rendir(*words)
    mistyped = installation.rendir(*words, "--replace", stdin="sí\n")
    silent = installation.rendir(*words, "--replace")
    said = installation.rendir(*words, "--replace", stdin="reemplazar todo\n")
    assert [one.returncode for one in (unsaid, mistyped, silent, said)] == [1, 2, 2, 0]
    assert mistyped.stderr == "rendir restore: no se escribió la frase: no se tocó nada\n"
    assert "Lo que no esté en la copia se pierde." in mistyped.stdout


def test_a_file_that_is_not_there_or_is_something_else_is_told_in_one_line(
    empty_installation: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "carta.txt").write_text("Estimado señor alcalde")
    where = empty_installation()
    absent, letter = where.rendir("restore", tmp_path / "nada.zip"), where.rendir("restore", tmp_path / "carta.txt")
    assert (absent.returncode, letter.returncode) == (2, 1)
    assert absent.stderr == f"rendir restore: no existe el archivo «{tmp_path / 'nada.zip'}»\n"
    assert letter.stderr == (
        "rendir restore: «carta.txt» no se restauró: no es una copia hecha con «rendir backup». "
        "Nada cambió en esta instalación. Pruebe con otra copia.\n"
    )


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_each_explains_itself(command: str, empty_installation: Callable[..., Any]) -> None:
    done = empty_installation().rendir(command, "--help")
    assert (done.returncode, done.stdout.startswith(f"uso: rendir {command}")) == (0, True)
