"""How long a backup and its restore take, beside a bare copy of the same files with their SHA-256.

Run: `python benchmarks/backups.py`. Two installations: the demo's year as it is, and the same with 200 files of 1 MB
and 20,000 entries more in its ledger. Aims: 200 MB kept in 5 and restored in 10 seconds of processor, starting Django
included, and never more than 150 MiB of memory.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FILES, FILE_SIZE, ENTRIES = 200, 1_000_000, 20_000
AIMS = {"backup": 5, "restore": 10}
AIM_MIB = 150

GROW = f"""
import os, django
django.setup()
from rendir.foundation.audit.actions import atomic
from rendir.foundation.audit.actors import Job
from rendir.foundation.library.actions import store_file
from rendir.foundation.organization.actions import add_unit
BY = Job("benchmark")
for number in range({FILES}):
    store_file(os.urandom({FILE_SIZE}), name=f"acta {{number}}.jpg", media_type="image/jpeg", by=BY)
for thousand in range({ENTRIES // 1000}):
    with atomic():
        for number in range(1000):
            add_unit(f"Dependencia {{thousand}} {{number}}", by=BY)
"""


def main() -> None:
    """Measure both installations."""
    with tempfile.TemporaryDirectory() as folder:
        data, path = Path(folder) / "demo", Path(folder) / "copia.zip"
        _run(data, "demo", "--no-serve")
        report("demo", data, path)
        environment = {**_environment(data), "DJANGO_SETTINGS_MODULE": "rendir.settings"}
        subprocess.run([sys.executable, "-c", GROW], env=environment, check=True)
        path.unlink()
        report(f"{FILES} MB y {ENTRIES} asientos", data, path)


def report(name: str, data: Path, path: Path) -> None:
    """One line for the backup and one for its restore."""
    limit = bare_copy(data)
    print(f"{name}: copia desnuda con SHA-256 {limit:.2f} s")
    for word, where, words in (
        ("backup", data, ["--output", str(path)]),
        ("restore", Path(f"{data}-{name}"), [str(path)]),
    ):
        seconds, processor, peak = _run(where, word, *words)
        size = path.stat().st_size / 1e6
        print(
            f"  {word:8}{size:7.1f} MB {seconds:6.2f} s, de procesador {processor:5.2f} (≤ {AIMS[word]}), "
            f"{limit / seconds:.2f} de la copia desnuda; {peak:.0f} MiB (≤ {AIM_MIB})"
        )


def bare_copy(data: Path) -> float:
    """Seconds to copy every file of the installation, hashing it on the way, down to the disk."""
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as target:
        for path in sorted([data / "db.sqlite3", *(data / "library").rglob("*")]):
            if path.is_file():
                digest = hashlib.sha256()
                with path.open("rb") as source:
                    while chunk := source.read(1024 * 1024):
                        digest.update(chunk)
                        target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return time.perf_counter() - begun


def _environment(data: Path) -> dict[str, str]:
    return {**{name: value for name, value in os.environ.items() if name != "DATABASE_URL"}, "RENDIR_DATA": str(data)}


def _run(data: Path, *words: str) -> tuple[float, float, float]:
    """Seconds, seconds of processor, and the most memory in MiB."""
    begun = time.perf_counter()
    command = [Path(sys.executable).with_name("rendir"), *words]
    child = subprocess.Popen(command, env=_environment(data), stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


if __name__ == "__main__":
    main()
