"""`rendir plan`: import, check and export a schedule."""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import OperationalError, ProgrammingError, transaction

from rendir.foundation.audit.actors import Job
from rendir.foundation.core.clock import today
from rendir.foundation.core.commands import RendirCommand, subcommands, why_no_file
from rendir.foundation.core.importing import Finding
from rendir.foundation.core.spanish import count, join_words, squeeze
from rendir.foundation.organization.queries import unit_names
from rendir.plan.planning.action_types import by_key
from rendir.plan.planning.actions.imports import confirm_import, decide, read_file
from rendir.plan.planning.actions.strategies import open_strategy
from rendir.plan.planning.exports.rendering import render_version
from rendir.plan.planning.models import PlanImport, Strategy
from rendir.plan.planning.queries import facts_of, published_version
from rendir.plan.planning.reading.apart import read_schedule_apart
from rendir.plan.planning.reading.schedule import Reading
from rendir.plan.planning.reading.scoring import score_file, total
from rendir.plan.planning.rules.coherence import check_coherence
from rendir.plan.planning.rules.facts import PERIOD_LABELS, ActivityFacts
from rendir.plan.planning.rules.proposals import can_apply, in_words

BY = Job("plan-command")
YEARS = range(2000, 2101)
TESTS = Path("tests")
FORMATS = ("csv", "xlsx", "docx", "odt", "pdf", "ics", "json")


def _known_units() -> list[str]:
    """The entity's units; none where nothing was installed yet: a file can be read before that."""
    try:
        return unit_names()
    except (OperationalError, ProgrammingError):
        return []


def make_corpus(folder: Path) -> None:
    """Make the files of the repository's tests; `CommandError` where the order is not given at its root."""
    if not (TESTS / "corpus" / "__main__.py").exists():
        message = "aquí no están las pruebas del repositorio: dé una carpeta con archivos y expected.json"
        raise CommandError(message)
    subprocess.run([sys.executable, "-m", "corpus", str(folder)], cwd=TESTS, check=True)  # noqa: S603 - our own files


class Command(RendirCommand):
    """Reads, checks and writes schedules at the terminal."""

    help = "Importa, revisa y exporta el cronograma de un año."
    manual = (
        "Importa, revisa y exporta el cronograma de un año.\n\n"
        "  rendir plan import cronograma.txt --year 2021 --dry-run --format json\n"
        "  rendir plan check 2021\n"
        "  rendir plan check cronograma.txt\n"
        "  rendir plan export 2021 --format pdf --output cronograma.pdf\n"
        "  rendir plan check-corpus carpeta/"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        actions = subcommands(parser, title="órdenes")
        reading = actions.add_parser("import", help="lee un cronograma y lo deja en revisión")
        reading.add_argument("file", metavar="ARCHIVO", type=Path, help="Excel, Word, LibreOffice, PDF, web o texto")
        reading.add_argument("--year", metavar="AÑO", type=int, required=True, help="vigencia")
        reading.add_argument("--dry-run", action="store_true", help="solo dice qué entiende; no guarda nada")
        reading.add_argument("--confirm", action="store_true", help="escribe el cronograma sin más revisión")
        reading.add_argument(
            "--accept-proposals", action="store_true", help="con --confirm: acepta también lo que se propone"
        )
        reading.add_argument(
            "--format", choices=("text", "json"), default="text", help="con --dry-run: cómo se escribe"
        )
        checking = actions.add_parser("check", help="revisa la coherencia")
        checking.add_argument("what", metavar="AÑO|ARCHIVO", help="un año ya importado, o un archivo")
        checking.add_argument("--format", choices=("text", "json"), default="text")
        exporting = actions.add_parser("export", help="saca el cronograma adoptado")
        exporting.add_argument("year", metavar="AÑO", type=int)
        exporting.add_argument("--format", choices=FORMATS, required=True)
        exporting.add_argument("--output", metavar="ARCHIVO", type=Path)
        scoring = actions.add_parser("check-corpus", help="mide cuánto entiende de archivos cuyo contenido se conoce")
        scoring.add_argument(
            "folder",
            metavar="CARPETA",
            type=Path,
            nargs="?",
            help="archivos y expected.json; sin ella, los de las pruebas de este repositorio, que se hacen al momento",
        )

    def run(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        actions = {"import": self._import, "check": self._check, "export": self._export}
        (actions | {"check-corpus": self._check_corpus})[options["action"]](options)

    def _import(self, options: dict[str, Any]) -> None:
        if options["year"] not in YEARS:
            message = f"--year no puede ser «{options['year']}»: se espera un año de {YEARS[0]} a {YEARS[-1]}"
            raise self.wrong_use(message)
        data = self._bytes(options["file"])
        if options["dry_run"]:
            name, year = options["file"].name, options["year"]
            self._tell_reading(read_schedule_apart(data, filename=name, year=year, known_units=_known_units()), options)
            return
        with transaction.atomic():  # a file that cannot be read opens no year
            strategy = Strategy.objects.filter(year=options["year"]).first() or open_strategy(options["year"], by=BY)
            preview = read_file(strategy, data, filename=options["file"].name, by=BY)
            if options["confirm"]:
                self._confirm(preview, accept=options["accept_proposals"])
        if options["confirm"] and preview.edit is None:
            self.stdout.write(f"No cambia nada: el cronograma de {options['year']} ya dice lo mismo que el archivo.")
            return
        rows = count(len(preview.activities), "actividad", "actividades")
        self.stdout.write(f"{rows}: {preview.get_state_display().lower()}. Véala en {preview.get_absolute_url()}")

    def _bytes(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            message = f"no se puede leer {path}: {why_no_file(error)}"
            raise self.wrong_use(message) from error

    def _confirm(self, preview: PlanImport, *, accept: bool) -> None:
        findings = [Finding.from_json(one) for one in preview.findings]
        wanted = [
            index
            for index, finding in enumerate(findings)
            if finding.proposal and can_apply(finding.proposal.field) and not finding.applied
        ]
        if accept:
            decide(preview, wanted, accept=True, expected=preview.version, by=BY)
        confirm_import(preview, by=BY)

    def _tell_reading(self, reading: Reading, options: dict[str, Any]) -> None:
        if options["format"] == "json":
            self.stdout.write(json.dumps(reading.as_json(), ensure_ascii=False, indent=2))
            return
        for one in reading.activities:
            self._tell_activity(one)
        self._tell_findings(reading.findings)

    def _tell_activity(self, one: ActivityFacts) -> None:
        """Everything that was understood of it; what is blank in the file says so."""
        known = by_key(one.action_type) if one.action_type else None
        said = {
            "etapas": join_words([stage.label for stage in one.ordered_stages]),
            "cuándo": join_words([PERIOD_LABELS[period].lower() for period in one.ordered_periods]),
            "producto": squeeze(one.product or ""),
            "responsables": "; ".join(who.name for who in one.responsibles),
            "tipo": known.label if known else "",
        }
        self.stdout.write(f"{one.code:>4}  {squeeze(one.name)}")
        for term, text in said.items():
            self.stdout.write(f"{term:>18}: {text or '—'}")

    def _check(self, options: dict[str, Any]) -> None:
        findings = check_coherence(self._facts(options["what"]))
        if options["format"] == "json":
            self.stdout.write(json.dumps([one.as_json() for one in findings], ensure_ascii=False, indent=2))
            return
        self._tell_findings(findings)

    def _facts(self, what: str) -> tuple[ActivityFacts, ...]:
        if what.isdecimal():
            return facts_of(self._strategy(int(what)))
        path = Path(what)
        reading = read_schedule_apart(
            self._bytes(path), filename=path.name, year=today().year, known_units=_known_units()
        )
        return reading.activities

    def _tell_findings(self, findings: tuple[Finding, ...]) -> None:
        for one in findings:
            place = f" ({one.source.place})" if one.source else ""
            self.stdout.write(f"- {one.severity.label}{place}: {one.message}")
            if one.proposal:
                value, sure = in_words(one.proposal.field, one.proposal.value), round(one.proposal.confidence * 100)
                self.stdout.write(f"    Se propone: {value}. {one.proposal.reason} (confianza {sure} %)")
        self.stdout.write(count(len(findings), "hallazgo", "hallazgos"))

    def _check_corpus(self, options: dict[str, Any]) -> None:
        if options["folder"]:
            self._score(options["folder"])
            return
        with TemporaryDirectory() as made:
            make_corpus(Path(made))
            self._score(Path(made))

    def _score(self, folder: Path) -> None:
        expected = json.loads(self._bytes(folder / "expected.json"))
        scores = []
        for name, facts in expected.items():
            one = score_file(self._bytes(folder / name), filename=name, expected=facts)
            scores.append(one)
            self.stdout.write(f"{one.share:8.2%}  {one.right:5} de {one.total:5}  {name}")
            for wrong in one.wrong:
                self.stdout.write(f"            {wrong}")
        every = total(scores)
        files = count(len(scores), "archivo", "archivos")
        self.stdout.write(f"{every.share:8.2%}  {every.right:5} de {every.total:5}  {files}")

    def _strategy(self, year: int) -> Strategy:
        strategy = Strategy.objects.filter(year=year).first()
        if strategy is None:
            message = f"no hay estrategia para {year}"
            raise CommandError(message)
        return strategy

    def _export(self, options: dict[str, Any]) -> None:
        version = published_version(options["year"])
        if version is None:
            message = f"no hay una estrategia adoptada para {options['year']}"
            raise CommandError(message)
        _, data = render_version(version)[options["format"]]
        if options["output"]:
            options["output"].write_bytes(data)
            self.stdout.write(f"{options['output']}: {count(len(data), 'byte', 'bytes')}")
        else:
            sys.stdout.buffer.write(data)
