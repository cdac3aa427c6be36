"""How many rows a second the dataset writers give, beside the bare libraries they stand on.

    python benchmarks/exports.py [ROWS]

Each writer runs in a process of its own, in turn with the others, three times; the median and its share of the bare
library's are printed, with the most memory it held. Only the shares say anything: the machine is whatever it is.
"""

import csv
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from xlsxwriter import Workbook

from rendir.foundation.core.tabular import (
    EVERYTHING,
    Column,
    Dataset,
    Kind,
    Selection,
    write_csv,
    write_json,
    write_xlsx,
)

Row = tuple[int, str, str, int, datetime, float, str, str]
START = datetime(2024, 1, 1, tzinfo=UTC)
ROUNDS = 3
COLUMNS: tuple[Column[Row], ...] = (
    Column("numero", "Número", "", Kind.WHOLE, lambda row: row[0]),
    Column("pregunta", "Pregunta", "", Kind.TEXT, lambda row: row[1]),
    Column("estado", "Estado", "", Kind.TEXT, lambda row: row[2]),
    Column("dias", "Días", "", Kind.WHOLE, lambda row: row[3]),
    Column("recibida", "Recibida", "", Kind.DATE, lambda row: row[4].date()),
    Column("valor", "Valor", "", Kind.DECIMAL, lambda row: row[5]),
    Column("dependencia", "Dependencia", "", Kind.TEXT, lambda row: row[6]),
    Column("respuesta", "Respuesta", "", Kind.PROSE, lambda row: row[7]),
)


def rows(number: int) -> Iterator[Row]:
    """Questions such as an entity files, as long as they are in life."""
    for one in range(number):
        question = f"Pregunta {one}: ¿cuánto se gastó en alumbrado?"
        answer = "Texto de respuesta. " * 4
        yield one, question, "respondida", one % 40, START, 12345.67 + one, "Dirección de Obras", answer


def dataset(number: int) -> Dataset[Row]:
    """The same rows, declared."""

    def selected(_selection: Selection) -> Iterator[Row]:
        return rows(number)

    return Dataset(
        "preguntas", "Preguntas", "", COLUMNS, selected, ("numero",), lambda: number, lambda: None, "", (), ()
    )


def bare_csv(number: int, path: Path) -> None:
    """What Python's own writer does with the same rows."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows(number))


def bare_xlsx(number: int, path: Path) -> None:
    """What XlsxWriter does with the same rows in constant memory."""
    book = Workbook(path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd", "remove_timezone": True})
    sheet = book.add_worksheet()
    for place, row in enumerate(rows(number)):
        sheet.write_row(place, 0, row)
    book.close()


def dataset_csv(number: int, path: Path) -> None:
    """Our CSV."""
    with path.open("wb") as file:
        file.writelines(write_csv(dataset(number), dataset(number).rows(EVERYTHING)))


def dataset_json(number: int, path: Path) -> None:
    """Our JSON, beside the bare CSV."""
    with path.open("wb") as file:
        file.writelines(write_json(dataset(number), dataset(number).rows(EVERYTHING)))


def dataset_xlsx(number: int, path: Path) -> None:
    """Our workbook."""
    with write_xlsx(dataset(number), dataset(number).rows(EVERYTHING)) as made, path.open("wb") as file:
        file.writelines(made)


WRITERS: dict[str, Callable[[int, Path], None]] = {
    one.__name__: one for one in (bare_csv, dataset_csv, dataset_json, bare_xlsx, dataset_xlsx)
}
BARE = {"dataset_csv": "bare_csv", "dataset_json": "bare_csv", "dataset_xlsx": "bare_xlsx"}


def run_one(name: str, number: int) -> None:
    """Seconds and MiB of one writer, in this process."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        WRITERS[name](number, Path(folder) / "file")
        seconds = time.perf_counter() - started
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def measure(name: str, number: int) -> tuple[float, float]:
    """The same in a process of its own."""
    command = [sys.executable, __file__, str(number), name]
    seconds, memory = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(seconds), float(memory)


def main(number: int) -> None:
    """Every writer in turn, so that a busy moment of the machine falls on all of them."""
    rounds = [{name: measure(name, number) for name in WRITERS} for _ in range(ROUNDS)]
    seconds = {name: median(one[name][0] for one in rounds) for name in WRITERS}
    for name in WRITERS:
        share = seconds[BARE[name]] / seconds[name] if name in BARE else 1
        memory = max(one[name][1] for one in rounds)
        print(f"{name:14} {number / seconds[name]:10,.0f} rows/s  {share:5.2f} of bare  {memory:5.0f} MiB")


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    if len(sys.argv) > 2:
        run_one(sys.argv[2], size)
    else:
        main(size)
