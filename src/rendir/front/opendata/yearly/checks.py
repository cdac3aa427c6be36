"""Whether a yearly file holds: its files, its chain, its documents and its figures, all computed anew.

Standard library only: exported with the modules that it stands on as `verify.py`, it runs anywhere, without database
or network. Nothing of the file is trusted. What is no yearly file is `Unusable`; what says that it is one and is not
whole does not hold, and every reason is told.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import IO, Any

from rendir.foundation.audit.chain import FIELDS, canonical, find_breaks, payload_digest
from rendir.front.opendata.yearly.archive import Archive, Damaged, Unusable, reading
from rendir.front.opendata.yearly.figures import (
    Counted,
    as_csv,
    contradiction,
    count_deliveries,
    of_line,
    of_row,
    percentages,
)

FORMAT, VERSION = "rendir-year", 1
MANIFEST, LEDGER, FIGURES = "manifest.json", "ledger.jsonl", "data/resumen.json"
SEAL = "seal_year_file"
PUBLISHING = ("create_publication", "create_publicationfile", SEAL)
"""Deeds that say nothing but what is published: their entries carry what they say."""
FEWEST_SIGNS = 16
"""How many signs of a hash the documents and the pages show."""
_SHOWN = 20
_SEALED = ("year", "entity", "made_at")
_OF_MANIFEST = {"format": str, "version": int, "year": int, "entity": str, "made_at": str, "head": str, "files": list}
_OF_FILE = {"path": str, "size": int, "sha256": str}
_OF_ENTRY = {**dict.fromkeys(FIELDS, str), "sequence": int, "hash": str}
_OF_TOLD = {**_OF_ENTRY, "salt": str, "payload": dict}
Made = Mapping[str, Any]


@dataclass
class Verdict:
    """What holds and what does not, each said in a sentence; and the head of the chain that was read."""

    holds: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    year: int = 0
    entity: str = ""
    made_at: str = ""
    head: str = ""
    entries: int = 0
    is_head_met: bool | None = None

    def say(self, good: str, bad: list[str] | str = "") -> None:
        """`bad`, the first of them where they are many; `good` where there are none."""
        wrong = [bad] if isinstance(bad, str) and bad else list(bad)
        self.broken.extend(wrong[:_SHOWN])
        if len(wrong) > _SHOWN:
            self.broken.append(f"y {len(wrong) - _SHOWN} más como estas")
        if not wrong:
            self.holds.append(good)

    def try_to(self, check: Callable[[], None]) -> None:
        """A check that finds a member damaged ends there, and the others go on."""
        try:
            check()
        except Damaged as error:
            self.broken.append(str(error))


def verify(file: str | Path | IO[bytes], *, head: str | None = None) -> Verdict:
    """Check a yearly file. `head` is a hash that somebody else holds, or its first signs: it must be in the chain.

    `Unusable` where it is no yearly file.
    """
    with Archive(file) as archive:
        return _Check(archive, head).run()


def typed_hash(text: str) -> str:
    """A hash as it is compared. People copy it with capitals, spaces and line ends, and with the invisible places to
    break that a document puts into long words.
    """
    return re.sub(r"[\s\u200b-\u200f\u2060\ufeff]+", "", text).lower()


def is_hash(text: str) -> bool:
    """Whether it may be a hash, or as much of one as is shown."""
    return re.fullmatch(rf"[0-9a-f]{{{FEWEST_SIGNS},64}}", text) is not None


def manifest_text(told: Made) -> bytes:
    """The manifest as it is written: in one way only, so that nothing can be changed in it unseen."""
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def ledger_line(entry: Made) -> bytes:
    """An entry as it is written, with what it says where that is public."""
    return json.dumps(entry, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def is_of_year(subject: object, year: int) -> bool:
    """Whether a publication belongs to the documents of a year."""
    return re.fullmatch(rf"(plan|corte|control-interno)-{year}(-[123])?", str(subject)) is not None


def document_name(subject: object, number: object, kind: object) -> str:
    """Where a published document stands: named by what it is, never by how its file was called."""
    return f"documents/{subject}-v{number}.{kind}"


class _Check:
    """One look at one file, step by step."""

    def __init__(self, archive: Archive, head: str | None) -> None:
        self.archive, self.held = archive, head
        self.manifest = _manifest(archive)
        self.verdict = Verdict(**{name: self.manifest[name] for name in _SEALED})
        self.digests: dict[str, str] = {}
        self.told: list[dict[str, Any]] = []
        self.untold: list[int] = []

    def run(self) -> Verdict:
        steps = (self.members, self.chain, self.payloads, self.seal, self.documents, self.contents, self.figures)
        for step in (*steps, self.tables):
            self.verdict.try_to(step)
        return self.verdict

    def members(self) -> None:
        """Every member is the one that the list names, and there is no other."""
        self.digests = dict(self._digests())
        listed = {one["path"]: (one["sha256"], one["size"]) for one in self.manifest["files"]}
        found = {name: (digest, self.archive.sizes[name]) for name, digest in self.digests.items()}
        wrong = [f"{name}: cambió" for name in listed if name in found and found[name] != listed[name]]
        wrong += [f"{name}: falta" for name in sorted(set(listed) - set(found))]
        wrong += [f"{name}: no está en la lista" for name in sorted(set(found) - set(listed))]
        wrong += [f"{name}: está dos veces" for name in self.archive.twice()]
        if len(listed) != len(self.manifest["files"]):
            wrong.append(f"{MANIFEST}: nombra dos veces el mismo archivo")
        if self.archive.has_more:
            wrong.append("el ZIP trae algo que no es ninguno de sus archivos")
        if manifest_text(self.manifest) != self.archive.whole(MANIFEST):
            wrong.append(f"{MANIFEST}: no está escrito como se escribió")
        self.verdict.say(f"los {len(found)} archivos son los de la lista, sin uno más ni uno menos", wrong)

    def _digests(self) -> Iterator[tuple[str, str]]:
        for name in dict.fromkeys(self.archive.names):
            if name != MANIFEST:
                try:
                    yield name, self.archive.digest(name)
                except Damaged:
                    yield name, "dañado"

    def chain(self) -> None:
        """Each entry continues the one before, until the one where the list says that it ends."""
        breaks = [f"registro, asiento {one.sequence}: {one.reason}" for one in find_breaks(self._entries())]
        self.verdict.say(f"los {self.verdict.entries} asientos del registro se siguen uno a otro", breaks)
        ends = self.verdict.head == self.manifest["head"]
        self.verdict.say(
            "el registro termina donde dice la lista", "" if ends else "el registro no termina donde dice la lista"
        )
        if self.held is not None:
            missing = (
                "la huella que usted tiene no está en este registro: fue reescrito, o el archivo es anterior a ella"
            )
            self.verdict.say(
                "la huella que usted tiene está en el registro", "" if self.verdict.is_head_met else missing
            )

    def _entries(self) -> Iterator[Made]:
        """The chain read once; kept is only what publishes something."""
        if self.held is not None:
            self.verdict.is_head_met = False
        for number, line in enumerate(self.archive.lines(LEDGER), start=1):
            entry = _entry(line)
            if entry is None:
                message = f"registro, línea {number}: no es un asiento"
                raise Damaged(message)
            self.verdict.entries, self.verdict.head = self.verdict.entries + 1, entry["hash"]
            if self.held is not None and entry["hash"].startswith(self.held):
                self.verdict.is_head_met = True
            if "payload" in entry:
                self.told.append(entry)
            elif entry["verb"] in PUBLISHING:
                self.untold.append(entry["sequence"])
            yield entry

    def payloads(self) -> None:
        """What an entry says is what was written down; and what publishes says what it published."""
        false = [one["sequence"] for one in self.told if _digest_of(one) != one["public_digest"]]
        wrong = [f"registro, asiento {sequence}: su contenido no es el que se anotó" for sequence in false]
        wrong += [f"registro, asiento {sequence}: falta lo que dice" for sequence in self.untold]
        self.verdict.say(f"lo que dicen {len(self.told)} asientos es lo que se anotó", wrong)

    def seal(self) -> None:
        """The last entry holds the hash of each file: whoever changes one must rewrite the chain."""
        last = self.told[-1] if self.told else None
        if last is None or last["verb"] != SEAL or last["hash"] != self.verdict.head:
            message = "el registro no termina con los archivos con que se cerró este archivo del año"
            raise Damaged(message)
        payload = last["payload"]
        with reading("el sello"):
            sealed: dict[str, str] = dict(payload["files"])
        wrong = [f"{name}: no es el que se anotó en el registro" for name in sealed if self._differs(name, sealed)]
        wrong += [f"{name}: no se anotó en el registro" for name in sorted(set(self.digests) - set(sealed) - {LEDGER})]
        if {name: payload.get(name) for name in _SEALED} != {name: self.manifest[name] for name in _SEALED}:
            wrong.append(f"{MANIFEST}: el año, la entidad o el momento no son los que se anotaron en el registro")
        self.verdict.say(f"los {len(sealed)} archivos están anotados en el registro con su huella", wrong)

    def _differs(self, name: str, sealed: Mapping[str, str]) -> bool:
        return self.digests.get(name) != sealed[name]

    def documents(self) -> None:
        """What was published of the year is here, whole, each under its name; and nothing else."""
        with reading("el registro"):
            published = self._published()
        here = {name: digest for name, digest in self.digests.items() if name.startswith("documents/")}
        wrong = [f"{name}: no es el que se publicó" for name, digest in here.items() if published.get(name) != digest]
        wrong += [f"{name}: se publicó y falta" for name in published if name not in here]
        self.verdict.say(f"los {len(here)} documentos son los que se publicaron, y no falta ninguno", wrong)

    def _published(self) -> dict[str, Any]:
        """By the name of each document of the year, the hash that the chain says."""
        kept = {one["object"]: one["payload"]["sha256"] for one in self.told if one["verb"] == "create_storedfile"}
        files = [one["payload"] for one in self.told if one["verb"] == "create_publicationfile"]
        publications = self._publications()
        return {
            document_name(told["subject"], told["number"], one["format"]): kept.get(one["file"])
            for one in files
            if (told := publications.get(one["publication"])) and is_of_year(told["subject"], self.verdict.year)
        }

    def _publications(self) -> dict[str, dict[str, Any]]:
        return {one["object"]: one["payload"] for one in self.told if one["verb"] == "create_publication"}

    def contents(self) -> None:
        """Each document that is data says what was published, and its figures come from its own lines."""
        with reading("el registro"):
            told = {
                document_name(one["subject"], one["number"], "json"): (one["subject"], one["digest"])
                for one in self._publications().values()
            }
        for name in self.digests:
            if name in told:
                self.verdict.try_to(partial(self._content, name, *told[name]))

    def _content(self, name: str, subject: str, digest: str) -> None:
        data = self.archive.json(name)
        with reading(name):
            told = data["activities"] if subject.startswith("plan-") else _lines_and_counts(data)
            is_same = hashlib.sha256(canonical(told)).hexdigest() == data["digest"] == digest
        self.verdict.say(f"{name}: dice lo que se publicó", "" if is_same else f"{name}: no dice lo que se publicó")
        if subject.startswith("plan-"):
            return
        with reading(name):
            wrong = _miscounted(map(of_line, data["lines"]), _day_of(data), data["counts"], subject)
        said = f"{name}: no salen de sus entregas: {', '.join(wrong)}"
        self.verdict.say(f"{name}: sus cifras salen de sus {len(data['lines'])} entregas", said if wrong else "")

    def figures(self) -> None:
        """The figures of the year, counted again from its deliveries, whose states are those that their dates say."""
        told, table = self.archive.json(FIGURES), self.archive.json("data/entregas.json")
        with reading(FIGURES):
            rows, today = table["rows"], date.fromisoformat(told["as_of"])
            counted = count_deliveries(map(of_row, rows), today)
            wrong = [name for name in counted if told["counts"].get(name) != counted[name]]
            wrong += [name for name, value in percentages(counted).items() if told[name] != value]
            odd = [
                f"{row['entrega']}: {why}" for row in rows if (why := contradiction(row, today, told["warning_days"]))
            ]
            odd += [f"{row['entrega']}: es de otro año" for row in rows if row["vigencia"] != self.verdict.year]
        said = f"las cifras del año no salen de las entregas: {', '.join(wrong)}"
        self.verdict.say(f"las cifras del año salen de las {len(rows)} entregas", said if wrong else "")
        self.verdict.say("el estado de cada entrega es el que dicen sus fechas", odd)

    def tables(self) -> None:
        """Each set of data says the same as CSV and as JSON."""
        names = [name.removesuffix(".csv") for name in self.digests if _is_table(name)]
        wrong = []
        for name in names:
            table, rows = self.archive.json(f"{name}.json"), self.archive.table(f"{name}.csv")
            with reading(name):
                told = [{key: as_csv(value) for key, value in row.items()} for row in table["rows"]]
                if told != rows or table["count"] != len(rows):
                    wrong.append(f"{name}: el CSV y el JSON dicen cosas distintas")
        self.verdict.say(f"los {len(names)} conjuntos de datos dicen lo mismo en CSV y en JSON", wrong)


def _manifest(archive: Archive) -> dict[str, Any]:
    """What the file says of itself. `Unusable` where it is not what a yearly file says."""
    try:
        found = archive.json(MANIFEST)
    except Damaged as error:
        message = "el archivo no es un archivo del año de Rendir: no tiene su lista de contenido"
        raise Unusable(message) from error
    if not _is_shaped(found, _OF_MANIFEST) or found["format"] != FORMAT:
        message = "el archivo no es un archivo del año de Rendir: su lista de contenido no tiene la forma que debe"
        raise Unusable(message)
    if found["version"] != VERSION:
        message = "el archivo se hizo con otra versión de este programa: use el verify.py que trae adentro"
        raise Unusable(message)
    if not all(_is_shaped(one, _OF_FILE) for one in found["files"]):
        message = "la lista de contenido no tiene la forma que debe"
        raise Unusable(message)
    return dict(found)


def _entry(line: bytes) -> dict[str, Any] | None:
    """The entry of a line; None where it is not written exactly as the ledger writes one."""
    try:
        found = json.loads(line)
        is_one = (_is_shaped(found, _OF_ENTRY) or _is_shaped(found, _OF_TOLD)) and ledger_line(found) == line
    except (ValueError, RecursionError):
        return None
    return dict(found) if is_one else None


def _is_shaped(value: object, shape: Mapping[str, type]) -> bool:
    """Exactly these names, each of its type: `True` is no number."""
    if not isinstance(value, dict) or set(value) != set(shape):
        return False
    return all(type(value[name]) is kind for name, kind in shape.items())


def _digest_of(entry: Made) -> str:
    return payload_digest(entry["salt"], entry["payload"])


def _lines_and_counts(data: Made) -> dict[str, Any]:
    return {"lines": data["lines"], "counts": data["counts"]}


def _day_of(data: Made) -> date:
    """The day after the cut that a document is about: its own last day is over."""
    last = {1: (4, 30), 2: (8, 31), 3: (12, 31)}[data["period"]]
    return date(data["year"], *last) + timedelta(days=1)


def _miscounted(lines: Iterable[Counted], today: date, counts: Made, subject: str) -> list[str]:
    """The figures that do not come from the lines. The lines of a cut do not say what Control Interno found."""
    counted = count_deliveries(lines, today)
    if subject.startswith("corte-"):
        apart = ("verified", "partly", "not_verified", "verdict_points", "verdicts")
        counted = {name: value for name, value in counted.items() if name not in apart}
    return [name for name, value in counted.items() if counts.get(name) != value]


def _is_table(name: str) -> bool:
    return name.startswith("data/") and name.endswith(".csv") and not name.endswith(".diccionario.csv")
