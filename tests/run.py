"""`make test`: everything, as a machine that has nothing would run it.

The suite on SQLite, again on PostgreSQL, the browser's journeys, then the coverage gate. Each part runs even where
one before it failed, so that one run tells all; the last line counts them together.
"""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import coverage_gate
import machine

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / ".test"


@dataclass(frozen=True)
class Part:
    """One run of pytest: what it is called, its database, which tests, whether it counts for coverage."""

    name: str
    database: str
    options: tuple[str, ...]
    measured: bool = True


_ALL_BUT_BROWSER = ("-m", "not browser", "-n", "auto")
PARTS = {
    "sqlite": Part("SQLite", "sqlite", _ALL_BUT_BROWSER),
    "postgresql": Part("PostgreSQL", "postgresql", _ALL_BUT_BROWSER),
    # The server and the browser ask at the same time, which is what PostgreSQL is for.
    "browser": Part("Chromium", "postgresql", ("-m", "browser"), measured=False),
}


@dataclass(frozen=True)
class Outcome:
    """What one part counted. `broken` where pytest ended otherwise than by passing (nothing collected included)."""

    name: str
    passed: int
    failed: int
    skipped: int
    broken: bool

    def __str__(self) -> str:
        return f"{self.name:<12}{self.passed:>6} passed {self.failed:>4} failed {self.skipped:>4} skipped"


def main(names: list[str]) -> int:
    """Run the named parts, all of them by default. The result is the process's exit status."""
    if not machine.prepare():
        return 2
    REPORTS.mkdir(exist_ok=True)
    for old in REPORTS.glob("coverage*"):
        old.unlink()
    outcomes = [_run(PARTS[name]) for name in names or PARTS]
    uncovered = [] if names else _uncovered()
    _tell(outcomes, uncovered)
    return int(any(one.broken for one in outcomes) or bool(uncovered))


def _run(part: Part) -> Outcome:
    sys.stdout.write(f"\n### {part.name}\n")
    sys.stdout.flush()
    report = REPORTS / f"{part.database}-{part.name}.xml"
    report.unlink(missing_ok=True)
    coverage = ["--cov", "--cov-report="] if part.measured else []
    environment = {
        **os.environ,
        "RENDIR_TEST_DATABASE": part.database,
        "COVERAGE_FILE": str(REPORTS / f"coverage.{part.name}"),
    }
    command = [sys.executable, "-m", "pytest", "-q", f"--junit-xml={report}", *part.options, *coverage]
    ended = subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False)
    return _outcome(part.name, report, broken=ended.returncode != 0)


def _outcome(name: str, report: Path, *, broken: bool) -> Outcome:
    if not report.exists():  # pytest stopped before it collected anything
        return Outcome(name, 0, 1, 0, broken=True)
    suite = ET.parse(report).getroot().find("testsuite")  # noqa: S314 - pytest wrote it a moment ago
    counts = suite.attrib if suite is not None else {}
    total, skipped = int(counts.get("tests", 0)), int(counts.get("skipped", 0))
    failed = int(counts.get("failures", 0)) + int(counts.get("errors", 0))
    return Outcome(name, total - failed - skipped, failed, skipped, broken)


def _uncovered() -> list[str]:
    report = REPORTS / "coverage.json"
    measured = [REPORTS / f"coverage.{part.name}" for part in PARTS.values() if part.measured]
    environment = {**os.environ, "COVERAGE_FILE": str(REPORTS / "coverage.all")}
    combine = ["combine", "-q", "--keep", *(str(path) for path in measured if path.exists())]
    for command in (combine, ["json", "-q", "-o", str(report)]):
        subprocess.run([sys.executable, "-m", "coverage", *command], cwd=ROOT, env=environment, check=False)
    return coverage_gate.gaps(report) if report.exists() else ["coverage measured nothing"]


def _tell(outcomes: list[Outcome], uncovered: list[str]) -> None:
    lines = ["", *map(str, outcomes)]
    lines += [f"not covered  {gap}" for gap in uncovered]
    passed, failed = sum(one.passed for one in outcomes), sum(one.failed for one in outcomes) + len(uncovered)
    skipped = sum(one.skipped for one in outcomes)
    lines.append(f"{passed} passed, {failed} failed, {skipped} skipped")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    unknown = set(sys.argv[1:]) - set(PARTS)
    if unknown:
        sys.exit(f"unknown part {', '.join(unknown)}: write {', '.join(PARTS)}")
    sys.exit(main(sys.argv[1:]))
