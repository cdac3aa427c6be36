"""Whether a yearly file holds: its files, its chain, its documents and its figures, all computed anew.

Standard library only: exported with the chain's own code as `verify.py`, it runs anywhere, without database or network.
Nothing of the file is trusted: a member that is missing, of another size or too large is an answer, not a crash.
"""

import csv
import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from rendir.foundation.audit.chain import canonical, find_breaks, payload_digest

FORMAT = "rendir-year"
MANIFEST, LEDGER, FIGURES = "manifest.json", "ledger.jsonl", "data/resumen.json"
SEAL = "seal_year_file"
HOLDS, BROKEN, UNUSABLE = 0, 1, 2
_MOST = 2_000_000_000
_SHOWN = 20


class Unusable(Exception):  # noqa: N818 - it says what the file is
    """The file is no yearly file, or cannot be read as one."""


@dataclass
class Verdict:
    """What holds and what does not, each said in a sentence; and the head of the chain that was read."""

    holds: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    year: int | None = None
    entity: str = ""
    made_at: str = ""
    head: str = ""
    entries: int = 0

    def say(self, good: str, bad: str, *, ok: bool) -> None:
        (self.holds if ok else self.broken).append(good if ok else bad)

    def as_json(self) -> dict[str, Any]:
        return {
            "holds": not self.broken,
            "year": self.year,
            "entity": self.entity,
            "made_at": self.made_at,
            "entries": self.entries,
            "head": self.head,
            "checked": self.holds,
            "broken": self.broken,
        }


def verify(path: "str | Path | io.BufferedIOBase", *, head: str | None = None) -> Verdict:
    """Check a yearly file. `head` is a hash that somebody else holds: it must be in the chain.

    Raises `Unusable` where it is no yearly file.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _verify(archive, head)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise Unusable("el archivo no es un ZIP, o está incompleto") from error


def _verify(archive: zipfile.ZipFile, head: str | None) -> Verdict:
    if sum(one.file_size for one in archive.infolist()) > _MOST:
        raise Unusable("el archivo es demasiado grande para ser un archivo del año")
    manifest = _manifest(archive)
    verdict = Verdict(year=manifest["year"], entity=str(manifest.get("entity", "")), made_at=str(manifest["made_at"]))
    digests = _check_members(archive, manifest, verdict)
    seal, entries = _check_chain(archive, manifest, head, verdict)
    _check_seal(seal, digests, verdict)
    documents = _Documents(archive, entries)
    _check_documents(documents, digests, verdict)
    _check_cuts(documents, verdict)
    _check_figures(archive, verdict)
    return verdict


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    found = _json(archive, MANIFEST)
    if not isinstance(found, dict) or found.get("format") != FORMAT or not isinstance(found.get("files"), list):
        raise Unusable("el archivo no es un archivo del año de Rendir: no tiene su lista de contenido")
    return found


def _check_members(archive: zipfile.ZipFile, manifest: Mapping[str, Any], verdict: Verdict) -> dict[str, str]:
    """Every member is the one that the list names, and there is no other."""
    names = archive.namelist()
    listed = {str(one["path"]): str(one["sha256"]) for one in manifest["files"]}
    found = {name: _digest(archive, name) for name in dict.fromkeys(names) if name != MANIFEST}
    wrong = [name for name, digest in listed.items() if name in found and found[name] != digest]
    missing, strange = sorted(set(listed) - set(found)), sorted(set(found) - set(listed))
    twice = sorted({name for name in names if names.count(name) > 1}) if len(names) != len(set(names)) else []
    for said, rows in (
        ("cambió", wrong),
        ("falta", missing),
        ("no está en la lista", strange),
        ("está dos veces", twice),
    ):
        verdict.broken.extend(f"{name}: {said}" for name in rows[:_SHOWN])
    if not (wrong or missing or strange or twice):
        verdict.holds.append(f"los {len(found)} archivos son los de la lista, sin uno más ni uno menos")
    return found


def _check_chain(
    archive: zipfile.ZipFile, manifest: Mapping[str, Any], head: str | None, verdict: Verdict
) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """Each entry continues the one before; the payloads that are here are those that were written down."""
    entries = _entries(archive)
    breaks = list(find_breaks(entries, head=head))
    verdict.broken.extend(f"registro, asiento {one.sequence}: {one.reason}" for one in breaks[:_SHOWN])
    verdict.entries, verdict.head = len(entries), str(entries[-1]["hash"]) if entries else ""
    if not breaks:
        verdict.holds.append(f"los {len(entries)} asientos del registro se siguen uno a otro")
        if head:
            verdict.holds.append("la huella que usted tiene está en el registro")
    verdict.say(
        "el registro termina donde dice la lista",
        "el registro no termina donde dice la lista",
        ok=bool(entries) and manifest.get("head") == verdict.head,
    )
    told = [one for one in entries if "payload" in one]
    false = [one for one in told if payload_digest(str(one["salt"]), one["payload"]) != one["public_digest"]]
    verdict.broken.extend(f"registro, asiento {one['sequence']}: su contenido no es el que se anotó" for one in false)
    if not false:
        verdict.holds.append(f"lo que dicen {len(told)} asientos es lo que se anotó")
    seal = next((one for one in reversed(told) if one["verb"] == SEAL), None)
    return seal, told


def _check_seal(seal: Mapping[str, Any] | None, digests: Mapping[str, str], verdict: Verdict) -> None:
    """The chain holds the hash of each file: whoever changes one must rewrite the chain, and then the head differs."""
    sealed = dict(seal["payload"].get("files", {})) if seal else {}
    if not sealed:
        verdict.broken.append("el registro no dice con qué archivos se cerró este archivo del año")
        return
    wrong = [name for name, digest in sealed.items() if digests.get(name) != digest]
    unsealed = sorted(set(digests) - set(sealed) - {LEDGER})
    verdict.broken.extend(f"{name}: no es el que se anotó en el registro" for name in wrong[:_SHOWN])
    verdict.broken.extend(f"{name}: no se anotó en el registro" for name in unsealed[:_SHOWN])
    if not (wrong or unsealed):
        verdict.holds.append(f"los {len(sealed)} archivos están anotados en el registro con su huella")


class _Documents:
    """The published documents of the file, and what the chain says of each publication."""

    def __init__(self, archive: zipfile.ZipFile, told: list[dict[str, Any]]) -> None:
        self.archive = archive
        kept = (one for one in told if one["verb"] == "create_storedfile")
        self.stored = {one["object"]: one["payload"].get("sha256") for one in kept}
        self.published = [one["payload"] for one in told if one["verb"] == "create_publication"]
        self.files = [one["payload"] for one in told if one["verb"] == "create_publicationfile"]

    def known(self) -> set[str]:
        """The SHA-256 of every file that the chain says was published."""
        return {digest for one in self.files if (digest := self.stored.get(one.get("file")))}

    def data(self, prefix: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The published documents as data whose names begin so."""
        for name in self.archive.namelist():
            if name.startswith(f"documents/{prefix}") and name.endswith(".json"):
                found = _json(self.archive, name)
                if isinstance(found, dict):
                    yield name, found

    def digest_is_chained(self, digest: object) -> bool:
        return any(one.get("digest") == digest for one in self.published)


def _check_documents(documents: _Documents, digests: Mapping[str, str], verdict: Verdict) -> None:
    """Each document is one that was published, byte by byte."""
    known = documents.known()
    here = {name: digest for name, digest in digests.items() if name.startswith("documents/")}
    strange = [name for name, digest in here.items() if digest not in known]
    verdict.broken.extend(f"{name}: no es el que se publicó" for name in strange[:_SHOWN])
    if not strange:
        verdict.holds.append(f"los {len(here)} documentos son los que se publicaron")
    for name, data in documents.data("cronograma"):
        digest = hashlib.sha256(canonical(data.get("activities"))).hexdigest()
        verdict.say(
            f"{name}: sus actividades son las que se adoptaron",
            f"{name}: sus actividades no son las que se adoptaron",
            ok=digest == data.get("digest") and documents.digest_is_chained(digest),
        )


def _check_cuts(documents: _Documents, verdict: Verdict) -> None:
    """Each frozen cut: its hash, and its figures counted again from its own lines."""
    for name, data in documents.data("corte"):
        lines, counts = data.get("lines") or [], data.get("counts") or {}
        digest = hashlib.sha256(canonical({"lines": lines, "counts": counts})).hexdigest()
        verdict.say(
            f"{name}: es el corte que se congeló",
            f"{name}: no es el corte que se congeló",
            ok=digest == data.get("digest") and documents.digest_is_chained(digest),
        )
        counted = count_lines(lines, _day_after(str(data["cut_on"])))
        wrong = [key for key, value in counted.items() if counts.get(key) != value]
        verdict.say(
            f"{name}: sus cifras salen de sus {len(lines)} entregas",
            f"{name}: no salen de sus entregas {', '.join(wrong)}",
            ok=not wrong,
        )


def _check_figures(archive: zipfile.ZipFile, verdict: Verdict) -> None:
    """The figures of the year, counted again from the deliveries, which are the same in CSV and in JSON."""
    told, table = _json(archive, FIGURES), _json(archive, "data/entregas.json")
    rows = [row for row in table["rows"] if row["vigencia"] == verdict.year]
    counted = count_rows(rows, date.fromisoformat(told["as_of"]))
    wrong = [key for key, value in counted.items() if told["counts"].get(key) != value]
    verdict.say(
        f"las cifras del año salen de las {len(rows)} entregas",
        f"las cifras del año no salen de las entregas: {', '.join(wrong)}",
        ok=not wrong,
    )
    odd = [f"{row['entrega']}: {why}" for row in rows if (why := _contradiction(row, told))]
    verdict.broken.extend(odd[:_SHOWN])
    if not odd:
        verdict.holds.append("el estado de cada entrega es el que dicen sus fechas")
    same = _same_as_csv(archive, rows, verdict.year)
    verdict.say("el CSV y el JSON de las entregas dicen lo mismo", "el CSV y el JSON de las entregas difieren", ok=same)


_FIELD = {
    "cumplida": "on_time",
    "cumplida-tarde": "late",
    "en-revision": "in_review",
    "devuelta": "returned",
    "no-cumplida": "missed",
    "por-vencer": "due_soon",
    "aun-no": "not_yet",
    "no-aplica": "not_applicable",
}
_DONE = {"cumplida", "cumplida-tarde"}


def _count(rows: list[tuple[str, str]], today: date) -> dict[str, int]:
    """Of `(state, last day)`: each state, what was due and what of it was done."""
    counts = dict.fromkeys(["total", *_FIELD.values(), "due", "due_fulfilled"], 0)
    for state, last_day in rows:
        counts["total"] += 1
        counts[_FIELD[state]] += 1
        if state != "no-aplica" and date.fromisoformat(last_day) < today:
            counts["due"] += 1
            counts["due_fulfilled"] += state in _DONE
    return counts


def count_lines(lines: list[dict[str, Any]], today: date) -> dict[str, int]:
    """The figures of a frozen cut, from its lines."""
    return _count([(one["status"], one["due_on"]) for one in lines], today)


def count_rows(rows: list[dict[str, Any]], today: date) -> dict[str, int]:
    """The figures of a year, from the rows of the dataset of deliveries."""
    return _count([(row["estado"], row["ultimo_dia"]) for row in rows], today)


def _contradiction(row: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    """Why the state of a delivery is not what its dates say; nothing where it is."""
    today, last = date.fromisoformat(told["as_of"]), date.fromisoformat(row["ultimo_dia"])
    reported, accepted, state = row["reportada"], row["aceptada"], row["estado"]
    if (state in _DONE) != (accepted is not None):
        return "dice cumplida sin haberse aceptado, o al revés"
    if state in _DONE:
        on_time = date.fromisoformat(reported) <= last
        return "" if on_time == (state == "cumplida") else "su reporte y su último día dicen otra cosa"
    if state in ("no-cumplida", "por-vencer", "aun-no"):
        left = (last - today).days
        expected = "no-cumplida" if left < 0 else "por-vencer" if left <= told["warning_days"] else "aun-no"
        return "" if state == expected else f"por sus fechas está «{expected}»"
    return ""


def _same_as_csv(archive: zipfile.ZipFile, rows: list[dict[str, Any]], year: int | None) -> bool:
    text = archive.read("data/entregas.csv").decode("utf-8-sig")
    told = [row for row in csv.DictReader(io.StringIO(text, newline="")) if row["vigencia"] == str(year)]
    names = ("entrega", "ultimo_dia", "estado", "reportada", "aceptada")
    return [[row[name] for name in names] for row in told] == [[row[name] or "" for name in names] for row in rows]


def _entries(archive: zipfile.ZipFile) -> list[dict[str, Any]]:
    try:
        lines = archive.read(LEDGER).decode().splitlines()
        return [json.loads(line) for line in lines if line]
    except (KeyError, ValueError) as error:
        raise Unusable("el registro del archivo no se puede leer") from error


def _json(archive: zipfile.ZipFile, name: str) -> Any:  # noqa: ANN401 - any JSON
    try:
        return json.loads(archive.read(name))
    except KeyError as error:
        raise Unusable(f"falta {name}") from error
    except ValueError as error:
        raise Unusable(f"{name} no se puede leer") from error


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as member:
            for piece in iter(lambda: member.read(1 << 20), b""):
                digest.update(piece)
    except zipfile.BadZipFile:  # its own checksum says that it was damaged
        return "dañado"
    return digest.hexdigest()


def _day_after(day: str) -> date:
    return date.fromordinal(date.fromisoformat(day).toordinal() + 1)


def run(argv: list[str], write: Callable[[str], object]) -> int:
    """`verify.py FILE.zip [--head HASH] [--format json]`: what holds, in words; the exit code says it too."""
    words = list(argv)
    as_json, head = _take(words, "--format") == "json", _take(words, "--head")
    if len(words) != 1:
        write("Uso: python verify.py ARCHIVO.zip [--head HUELLA] [--format json]\n")
        return UNUSABLE
    try:
        verdict = verify(words[0], head=head)
    except Unusable as error:
        write(_failed(None, f"No sirve: {error}.", as_json=as_json))
        return UNUSABLE
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        said = f"No se sostiene: su contenido no tiene la forma de un archivo del año ({error})."
        write(_failed(False, said, as_json=as_json))
        return BROKEN
    write(json.dumps(verdict.as_json(), ensure_ascii=False, indent=2) + "\n" if as_json else "".join(in_words(verdict)))
    return BROKEN if verdict.broken else HOLDS


def _failed(holds: bool | None, said: str, *, as_json: bool) -> str:
    return json.dumps({"holds": holds, "error": said}, ensure_ascii=False) + "\n" if as_json else f"{said}\n"


def in_words(verdict: Verdict) -> Iterator[str]:
    """The verdict as a person reads it."""
    yield f"Archivo del año {verdict.year} de {verdict.entity}, hecho el {verdict.made_at}.\n"
    yield f"Última huella del registro: {verdict.head}\n\n"
    yield from (f"  se sostiene     {one}\n" for one in verdict.holds)
    yield from (f"  NO SE SOSTIENE  {one}\n" for one in verdict.broken)
    yield "\nNo se sostiene.\n" if verdict.broken else "\nTodo se sostiene.\n"
    if not verdict.broken:
        yield "Sin una huella que otra persona tenga (--head), quien reescribiera todo no quedaría en evidencia.\n"


def _take(words: list[str], option: str) -> str | None:
    if option not in words:
        return None
    place = words.index(option)
    words.pop(place)
    return words.pop(place) if place < len(words) else None


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], sys.stdout.write))
