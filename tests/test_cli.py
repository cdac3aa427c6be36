"""The `rendir` command as a person meets it: its manual, its exits, its one line for what makes no sense."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

RENDIR = Path(sys.executable).with_name("rendir")


@pytest.fixture
def rendir(tmp_path: Path):
    """Run the installed command on a data folder of its own, where nothing was installed."""

    def run(*words: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        return subprocess.run(
            [RENDIR, *words],
            env={**kept, "RENDIR_DATA": str(tmp_path / "var"), **environment},
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


@pytest.mark.parametrize("words", [(), ("--help",), ("-h",), ("help",)])
def test_manual_names_every_command(rendir, words) -> None:
    result = rendir(*words)
    commands = ("demo", "start", "runserver", "plan import", "plan check", "plan export")
    commands += ("datasets", "dataset", "verify", "backup", "restore", "migrate", "send_notices", "tidy")

    assert result.returncode == 0
    assert [name for name in commands if f"rendir {name}" not in result.stdout] == []
    assert result.stderr == ""


def test_version_is_one_line(rendir) -> None:
    result = rendir("--version")

    assert (result.returncode, len(result.stdout.splitlines())) == (0, 1)


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("plan",),
        ("plan", "import"),
        ("plan", "import", "no-such-file.txt", "--year", "2021", "--dry-run"),
        ("plan", "import", "x.txt", "--year", "dos mil"),
        ("plan", "import", "x.txt", "--year", "20211"),
        ("plan", "export", "2021", "--format", "doc"),
        ("verify", "--head", "abc"),
        ("runserver", "puerto"),
        ("restore",),
        ("restore", "no-such-file.zip"),
        ("plan", "check", "no-such-file.txt"),
    ],
)
def test_wrong_use_exits_2_with_one_line(rendir, words) -> None:
    result = rendir(*words)

    assert result.returncode == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("rendir")


def test_a_setting_that_makes_no_sense_is_refused_with_advice(rendir) -> None:
    result = rendir("migrate", RENDIR_TODAY="ayer")

    assert result.returncode == 2
    assert result.stderr == (
        "rendir: RENDIR_TODAY dice «ayer» y no sirve: no es una fecha. Escriba una fecha como 2021-10-15.\n"
    )


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ({"PORT": "8080"}, "http://localhost:8080"),
        ({"PORT": "8080", "RENDIR_BASE_URL": "https://rendicion.prueba.example"}, "https://rendicion.prueba.example"),
    ],
)
def test_where_no_address_is_said_it_is_that_of_the_port(tmp_path, said, address) -> None:
    kept = {name: value for name, value in os.environ.items() if name not in {"PORT", "RENDIR_BASE_URL"}}
    words = [sys.executable, "-c", "from rendir import settings; print(settings.BASE_URL)"]
    data = {"RENDIR_DATA": str(tmp_path / "var")}

    assert subprocess.check_output(words, env={**kept, **data, **said}, text=True) == f"{address}\n"


def test_a_data_folder_that_cannot_be_is_refused_with_advice(rendir) -> None:
    result = rendir("migrate", RENDIR_DATA="/proc/rendir")

    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        "rendir: RENDIR_DATA dice «/proc/rendir» y no sirve: no se puede escribir ahí. Escriba la de otra carpeta.\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ("datasets",),
        ("dataset", "actividades", "--format", "csv"),
        ("verify",),
        ("backup",),
        ("plan", "check", "2021"),
        ("plan", "export", "2021", "--format", "csv"),
    ],
)
def test_before_there_is_an_installation_one_line_says_how_to_begin(rendir, words) -> None:
    result = rendir(*words)

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        f"rendir {words[0]}: esta instalación no está lista. Ejecute «rendir start» para empezarla, o «rendir migrate» "
        "si acaba de actualizar Rendir.\n"
    )


def test_a_database_that_does_not_answer_is_said_in_one_line_without_its_password(rendir) -> None:
    result = rendir("migrate", DATABASE_URL="postgresql://ana:secreta@127.0.0.1:1/rendir")

    assert (result.returncode, result.stdout.count("Traceback")) == (1, 0)
    assert result.stderr == (
        "rendir migrate: la base de datos no responde. Revise que esté encendida y lo que dice DATABASE_URL.\n"
    )


def test_a_file_that_cannot_be_read_opens_no_year(rendir, tmp_path) -> None:
    (tmp_path / "carta.txt").write_text("Estimado señor alcalde:\n\nLe escribo por la vía.\n", encoding="utf-8")
    rendir("migrate")

    refused = rendir("plan", "import", str(tmp_path / "carta.txt"), "--year", "2021")
    checked = rendir("plan", "check", "2021")

    assert refused.returncode == 1
    assert checked.stderr == "rendir plan: no hay estrategia para 2021\n"


def test_dry_run_reads_the_real_schedule_where_nothing_is_installed(rendir, real_schedule) -> None:
    result = rendir("plan", "import", str(real_schedule), "--year", "2021", "--dry-run", "--format", "json")
    read = json.loads(result.stdout)
    components = [one["component"] for one in read["activities"]]

    assert (result.returncode, result.stderr) == (0, "")
    assert list(read) == ["period_scheme", "activities", "findings"]
    assert read["period_scheme"] == "cuatrimestre"
    assert [components.count(one) for one in ("informacion", "dialogo", "responsabilidad")] == [10, 9, 10]
    assert sum(len(one["periods"]) for one in read["activities"]) == 51
    assert [one["source"]["line"] for one in read["activities"]] == [
        *range(17, 27),
        *range(32, 41),
        *range(46, 55),
        58,
    ]


def test_a_file_that_is_no_schedule_exits_1_and_says_so(rendir, tmp_path) -> None:
    (tmp_path / "carta.txt").write_text("Estimado señor alcalde:\n\nLe escribo por la vía.\n", encoding="utf-8")

    result = rendir("plan", "import", str(tmp_path / "carta.txt"), "--year", "2021", "--dry-run")

    assert (result.returncode, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1


def test_a_real_installation_starts_and_refuses_to_start_twice(rendir) -> None:
    words = ("start", "--entity", "Alcaldía de Prueba", "--short-name", "Prueba", "--name", "Ana Ríos")
    words += ("--email", "ana@prueba.example", "--password-stdin")

    first = rendir(*words, stdin="una frase bien larga\n")
    second = rendir(*words, stdin="una frase bien larga\n")
    verified = rendir("verify", "--format", "json")

    assert (first.returncode, first.stderr) == (0, "")
    assert second.returncode == 1
    assert "ya es de «Alcaldía de Prueba»" in second.stderr
    assert json.loads(verified.stdout)["breaks"] == []
    assert json.loads(verified.stdout)["entries"] == 4


def test_start_refuses_a_weak_password_and_an_unlikely_mail(rendir) -> None:
    words = ("start", "--entity", "Alcaldía", "--short-name", "Alcaldía", "--name", "Ana")

    weak = rendir(*words, "--email", "ana@prueba.example", "--password-stdin", stdin="1234\n")
    unlikely = rendir(*words, "--email", "ana", "--password-stdin", stdin="una frase bien larga\n")
    silent = rendir("start")

    assert [one.returncode for one in (weak, unlikely, silent)] == [2, 2, 2]
    assert [len(one.stderr.splitlines()) for one in (weak, unlikely, silent)] == [1, 1, 1]


def test_demo_lives_its_year_once_and_leaves_a_real_installation_alone(rendir) -> None:
    loaded = rendir("demo", "--no-serve")
    again = rendir("demo", "--no-serve")
    exported = rendir("plan", "export", "2021", "--format", "csv")
    checked = rendir("plan", "check", "2021", "--format", "json")
    verified = rendir("verify", "--format", "json")

    assert (loaded.returncode, loaded.stderr) == (0, "")
    assert "lider@villaclara.example" in loaded.stdout
    assert (again.returncode, "Cargando" in again.stdout) == (0, False)
    assert exported.stdout.count("\n") >= 30
    assert {one["code"] for one in json.loads(checked.stdout)} >= {"characterization_too_late", "promotes_government"}
    assert json.loads(verified.stdout)["breaks"] == []


def test_a_port_that_is_taken_ends_with_one_line(rendir) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        served, demo = rendir("runserver", port), rendir("demo", PORT=port)

    assert (served.returncode, demo.returncode) == (1, 1)
    assert served.stderr.startswith(f"rendir runserver: el puerto {port} de 127.0.0.1 no se puede usar")
    assert len(served.stderr.splitlines()) == len(demo.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", [("datasets",), ("dataset", "actividades", "--format", "csv"), ("verify",)])
def test_what_only_reads_makes_no_installation(rendir, tmp_path: Path, words: tuple[str, ...]) -> None:
    result = rendir(*words)

    assert (result.returncode, len(result.stderr.splitlines())) == (1, 1)
    assert "rendir start" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_reading_is_told_whole_at_the_terminal(rendir, tmp_path: Path) -> None:
    schedule = tmp_path / "plan.txt"
    schedule.write_text(
        "Componente\tActividades\tDiseño\tMeta/Producto\tC1\tC2\tResponsable\n"
        "Información\tElaborar el informe de gestión\tX\tInforme\tX\tX\tPlaneación\n"
        "\tRealizar comunicados de prensa\tX\tComunicados\tX\t\t\n",
        encoding="utf-8",
    )
    lines = rendir("plan", "import", str(schedule), "--year", "2021", "--dry-run").stdout.splitlines()

    assert [line.strip() for line in lines[:6]] == [
        "I1  Elaborar el informe de gestión",
        "etapas: Diseño",
        "cuándo: enero a abril y mayo a agosto",
        "producto: Informe",
        "responsables: Planeación",
        "tipo: Escribir el informe de gestión",
    ]
    assert [line for line in lines if line.startswith("    Se propone: Planeación. ")] != []


def test_the_published_json_comes_back_and_the_second_time_changes_nothing(rendir, tmp_path: Path) -> None:
    assert rendir("demo", "--no-serve").returncode == 0
    exported, again = tmp_path / "plan.json", tmp_path / "again.json"
    rendir("plan", "export", "2021", "--format", "json", "--output", str(exported))
    same = rendir("plan", "import", str(exported), "--year", "2021", "--confirm")
    read = rendir("plan", "import", str(exported), "--year", "2021", "--dry-run", "--format", "json")
    again.write_text(read.stdout, encoding="utf-8")

    assert same.stdout.startswith("No cambia nada: el cronograma de 2021 ya dice lo mismo")
    said = [{**one, "source": None} for one in json.loads(exported.read_text(encoding="utf-8"))["activities"]]
    assert json.loads(read.stdout)["activities"] == said
    twice = rendir("plan", "import", str(again), "--year", "2021", "--dry-run", "--format", "json")
    assert json.loads(twice.stdout) == json.loads(read.stdout)
