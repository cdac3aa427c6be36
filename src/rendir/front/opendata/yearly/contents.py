"""What a yearly file is made of: its data with their dictionaries, its published documents, its part of the ledger, and
the program that checks it. Nothing of it names a person.
"""

import ast
import csv
import hashlib
import inspect
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from types import ModuleType

from rendir.foundation.audit import chain
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload
from rendir.foundation.audit.queries import entries
from rendir.foundation.core.tabular import Selection, formulas, write_csv, write_json
from rendir.foundation.library.models import PublicationFile, StoredFile
from rendir.front.opendata.catalog import DATASETS, AnyDataset
from rendir.front.opendata.yearly import archive, checks, figures, telling
from rendir.plan.compliance.queries import deliveries_of, warning_days
from rendir.plan.compliance.rules.tally import tally
from rendir.plan.planning.models import Strategy

_PROGRAM: tuple[ModuleType, ...] = (chain, formulas, archive, figures, checks, telling)
"""What `verify.py` is made of, each module after those that it stands on."""
_HOW = """ARCHIVO DEL AÑO {year}
{entity}

data/        los conjuntos de datos abiertos, en CSV y JSON, cada uno con su diccionario; resumen.json son las cifras.
documents/   los documentos publicados, byte por byte.
ledger.jsonl el registro de lo que se hizo: cada asiento continúa el anterior. No nombra a nadie.
manifest.json la lista de todo, con la huella SHA-256 de cada archivo.
verify.py    comprueba todo lo anterior con Python 3.10 o posterior, sin instalar nada y sin internet:

    python verify.py este-archivo.zip --head HUELLA

La HUELLA es la que usted u otra persona guardó antes: está en cada documento publicado y en la página del registro.
Bastan sus primeros 16 signos. Sin ella se comprueba que todo concuerda; con ella, además, que nadie reescribió el
registro después de que usted la guardó. Quien no confíe en el verify.py de adentro puede usar el de otro archivo del
año, o el código público de Rendir: el formato está descrito en docs/yearly-file.md.
"""


def data_members(strategy: Strategy, today: date) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Name and pieces of each data file of a year. What is of no year in particular goes whole."""
    for dataset in DATASETS:
        is_of_years = any(one.name == "vigencia" for one in dataset.filters)
        year = Selection({"vigencia": str(strategy.year)} if is_of_years else {})
        yield f"data/{dataset.name}.csv", write_csv(dataset, dataset.rows(year))
        yield f"data/{dataset.name}.json", write_json(dataset, dataset.rows(year))
        yield f"data/{dataset.name}.diccionario.csv", (_dictionary(dataset),)
    yield checks.FIGURES, (_figures(strategy, today),)


def documents_of(year: int) -> list[tuple[str, StoredFile]]:
    """Name and file of everything published of a year, in the order of publication. The name a file came with tells
    who made it: the one it has here is made of what it is.
    """
    rows = PublicationFile.objects.filter(publication__subject__contains=str(year)).select_related(
        "file", "publication"
    )
    return [
        (checks.document_name(row.publication.subject, row.publication.number, row.format), row.file)
        for row in rows.order_by("publication__published_at", "pk")
        if checks.is_of_year(row.publication.subject, year)
    ]


def ledger_lines(last: int) -> Iterator[bytes]:
    """The chain until an entry, one JSON line each. Only what publishes something carries what it says: the rest may
    speak of drafts, and an entry proves itself without its payload.
    """
    told = {row.entry_id: row for row in _told(last)}
    for entry in entries():
        sequence = int(str(entry["sequence"]))
        if sequence > last:
            return
        row = told.get(sequence)
        yield checks.ledger_line({**entry, "salt": row.salt, "payload": row.body} if row else entry)


def program() -> bytes:
    """`verify.py`: the program that checks, in one file that needs nothing but Python."""
    return "\n\n".join(["#!/usr/bin/env python3", *map(_alone, _PROGRAM)]).encode() + b"\n"


def _alone(module: ModuleType) -> str:
    """The source of a module without what it takes from the others: in one file it is there already."""
    source = inspect.getsource(module)
    lines = source.splitlines()
    for node in ast.parse(source).body:
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("rendir."):
            lines[node.lineno - 1 : node.end_lineno] = [""] * ((node.end_lineno or node.lineno) - node.lineno + 1)
    return "\n".join(lines).strip()


def how_to(entity: str, year: int) -> bytes:
    """What is in the file and how it is checked, for who opens it."""
    return _HOW.format(entity=entity, year=year).encode()


def sha256_of(path: Path, piece: int) -> str:
    """The hash of a file, read piece by piece."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while data := file.read(piece):
            digest.update(data)
    return digest.hexdigest()


def _told(last: int) -> Iterator[LedgerPayload]:
    published = PublicationFile.objects.values_list("file__public_id", flat=True)
    rows = LedgerPayload.objects.filter(reserved=False, entry_id__lte=last).select_related("entry")
    yield from rows.filter(entry__verb__in=checks.PUBLISHING)
    yield from rows.filter(entry__verb="create_storedfile", entry__object__in=published)


def _dictionary(dataset: AnyDataset) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["nombre", "titulo", "tipo", "que_dice", "como_se_escribe"])
    for column in dataset.columns:
        writer.writerow([column.name, column.title, column.kind.value, column.description, column.kind.written])
    return ("\ufeff" + text.getvalue()).encode()


def _figures(strategy: Strategy, today: date) -> bytes:
    """The figures of the year on a day, as the public page says them."""
    warning = warning_days(today)
    counted = tally(deliveries_of(strategy), today, warning_days=warning)
    told = {
        "year": strategy.year,
        "as_of": today.isoformat(),
        "warning_days": warning,
        "counts": asdict(counted),
        "percent_so_far": _text(counted.percent_so_far),
        "percent_of_year": _text(counted.percent_of_year),
        "percent_verified": _text(counted.percent_verified),
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def last_seal(strategy: Strategy, sealed: dict[str, object]) -> LedgerEntry:
    """The entry that sealed exactly this."""
    rows = LedgerPayload.objects.filter(
        reserved=False, entry__verb=checks.SEAL, entry__object=strategy.public_id
    ).select_related("entry")
    return next(row.entry for row in rows.order_by("-entry_id") if row.body == sealed)
