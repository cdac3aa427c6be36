"""How long a schedule of 5,000 rows takes to read, as text and as a workbook. Run: `python benchmarks/reading.py`. The
aim is under 5 seconds for each.
"""

import sys
from io import BytesIO
from time import perf_counter

from openpyxl import Workbook

from rendir.plan.planning.reading.schedule import read_schedule

ROWS = 5000
AIM_SECONDS = 5.0
_STAGES = ("Aprestamiento", "Diseño", "Preparación", "Ejecución", "Seguimiento y Evaluación")
_UNITS = (
    "Oficina de Comunicaciones",
    "Secretaría General / Dirección de Planeación",
    "",
    "Equipo de Cuentas y Control",
)


def schedule(rows: int = ROWS) -> bytes:
    """A schedule of two header rows and as many activities, with commas, lists and blank responsibles."""
    groups = ["COMPONENTE", "ACTIVIDADES", "ETAPAS", *[""] * 4, "META/PRODUCTO", "Cuatrimestre", "", "", "RESPONSABLE"]
    leaves = ["", "", *_STAGES, "", "1", "2", "3", ""]
    return "\n".join("\t".join(line) for line in (groups, leaves, *map(_row, range(rows)))).encode()


def _row(place: int) -> list[str]:
    component = ("Información", "Diálogo", "Responsabilidad")[place % 3]
    stages = ["X" if column == place % 5 else "" for column in range(5)]
    periods = ["X" if place % (column + 1) == 0 else "" for column in range(3)]
    unit = f"{_UNITS[place % 4]} {place % 97}" if place % 4 else _UNITS[0]
    name = f"Realizar la actividad {place} de diálogo con los grupos de valor, según el cronograma, con informe {place}"
    return [component, name, *stages, f"Documento {place}: 1. Uno 2. Dos", *periods, unit]


def workbook(text: bytes) -> bytes:
    """The same schedule as a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Cronograma")
    for line in text.decode().split("\n"):
        sheet.append(line.split("\t"))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def meets_aim(data: bytes, filename: str) -> bool:
    """Read, tell the time."""
    started = perf_counter()
    reading = read_schedule(data, filename=filename, year=2021)
    seconds = perf_counter() - started
    print(f"{filename}: {len(reading.activities)} activities, {len(reading.findings)} findings, {seconds:.2f} s")
    return seconds < AIM_SECONDS and len(reading.activities) == ROWS


def main() -> int:
    """Read both, and say by the exit status whether the aim is met."""
    text = schedule()
    met = [meets_aim(text, "grande.txt"), meets_aim(workbook(text), "grande.xlsx")]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
