"""Bring a file of contracts or budget: in this process, or in one of its own while the page answers.

A file is read line by line. Contracts are written in batches, each a transaction and a deed: an import that is killed
leaves the batches that were whole, and bringing the same file again completes it, for what came stays as it is. Lines
of a budget are added up first, and written all at once.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import Thread

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext as _

from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import check, create, take, write_batch
from rendir.foundation.audit.actors import Actor, Job
from rendir.foundation.backups.turns import turn
from rendir.foundation.core import clock
from rendir.foundation.core.commands import why_no_file
from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.outages import outage_of
from rendir.foundation.core.refusal import Invalid, NotNow, Refusal
from rendir.foundation.library import shelf
from rendir.foundation.library.actions import abandon_upload, finish_upload
from rendir.foundation.library.actions.files import plain_name
from rendir.foundation.library.models import Upload
from rendir.foundation.library.queries import upload_of
from rendir.foundation.library.states import UploadState
from rendir.foundation.organization.queries import current_entity, term
from rendir.foundation.organization.terms import TermKey
from rendir.information.spending.models import BadRow, BudgetLine, Contract, SpendingImport
from rendir.information.spending.queries import missing_contracts, missing_lines
from rendir.information.spending.reading.rows import Broken, OpenTable, Row, fingerprint, open_table
from rendir.information.spending.rules import cells
from rendir.information.spending.rules.budget import BudgetKey, BudgetRow, read_line, told_amounts
from rendir.information.spending.rules.contracts import KEPT, ContractRow, EntityNit, first_of, read_contract
from rendir.information.spending.rules.shapes import Shape, What, recognised
from rendir.information.spending.states import IMPORT_FLOW, ImportState

COMMAND = (sys.executable, "-m", "django", "contracts", "import", "--begun")
BATCH = 4000
MOST_BAD_KEPT = 50_000
"""Rows that could not be read and are listed; beyond them they are only counted: the file is another than it should."""
TAKER = Job("bring-spending")
Teller = Callable[[SpendingImport], None]
_DAYS = ("signed_on", "starts_on", "ends_on")
_CONTRACT_FIELDS = (*KEPT, "year", "day", "words", "digest", "seen_in")


def nobody_listens(_: SpendingImport) -> None:
    """How far it is, for whoever does not ask."""


def bring_file(
    path: Path,
    *,
    what: What,
    name: str = "",
    entity_code: str = "",
    cut_on: date | None = None,
    by: Actor,
    tell: Teller = nobody_listens,
) -> SpendingImport:
    """Bring a file that is on disk, here and now. `tell` is called after each batch.

    `NotNow` while another one is being brought; `Invalid` where it is of no known shape.
    """
    with our_turn():
        settle_interrupted()
        imported = _begin(what=what, name=name or path.name, entity_code=entity_code, cut_on=cut_on, by=by)
        return carry_on(imported, path, tell=tell)


def start_import(
    *, what: What, upload: str, entity_code: str = "", cut_on: date | None = None, by: Person
) -> SpendingImport:
    """Bring what was uploaded, in a process of its own that goes on when this one ends."""
    check(Perm.EDIT_SPENDING, by=by)
    sent = upload_of(upload, by=by)
    finish_upload(sent, by=by)
    with our_turn() as handle:
        settle_interrupted()
        imported = _begin(
            what=what, name=sent.name, entity_code=entity_code, cut_on=cut_on, upload=sent.public_id, by=by
        )
        _apart(imported, handle)
    return imported


def resume_import(imported: SpendingImport, *, expected: int, by: Person) -> SpendingImport:
    """Bring again what did not end: what was written stays, the rest comes."""
    check(Perm.EDIT_SPENDING, imported, by=by)
    with our_turn() as handle:
        settle_interrupted()
        imported.refresh_from_db()
        if not waiting_bytes(imported):
            message = _("El archivo ya no está en el servidor.")
            raise Invalid(message, way_out=_("Tráigalo otra vez: lo que ya estaba queda igual y lo demás se completa."))
        emptied = dict.fromkeys(("rows", "added", "changed", "same", "others", "bad", "missing"), 0)
        fields = {**emptied, "failure": "", "finished_at": None, "begun_by": by, "begun_role": by.actor_role}
        seen = expected if imported.version == expected else imported.version
        take(imported, IMPORT_FLOW, "resume_spending_import", fields, expected=seen, by=by)
        _apart(imported, handle)
    return imported


def carry_on(imported: SpendingImport, path: Path | None = None, *, tell: Teller = nobody_listens) -> SpendingImport:
    """Do what an import was begun for. What stops it is noted down in words."""
    by = imported.begun_by or TAKER
    try:
        _bring(imported, path or shelf.part_of(imported.upload), by=by, tell=tell)
    except (Refusal, Unreadable, OSError, DatabaseError) as error:
        refusal = _refusal(error)
        with suppress(DatabaseError, Refusal):
            _fail(imported, refusal.message)
        raise refusal from error
    return imported


@contextmanager
def our_turn() -> Iterator[int]:
    """Inside, nobody else brings contracts or budget. `NotNow` where somebody does."""
    with turn(Path(settings.RENDIR_DATA) / "spending") as handle:
        if handle is None:
            message = _("Ya se está trayendo otro archivo.")
            raise NotNow(message, way_out=_("Espere a que termine; después podrá traer este."))
        yield handle


def settle_interrupted() -> None:
    """Imports that say they are going on, by a process that is no longer there. Only in our turn."""
    for one in SpendingImport.objects.filter(state=ImportState.RUNNING):
        _fail(
            one,
            _("Se interrumpió. Lo que alcanzó a entrar está completo; al traer el archivo otra vez, entra el resto."),
        )


def waiting_bytes(imported: SpendingImport) -> Path | None:
    """Where the bytes of an import that did not end still wait."""
    if not imported.upload:
        return None
    is_kept = Upload.objects.filter(public_id=imported.upload, state=UploadState.FINISHED).exists()
    part = shelf.part_of(imported.upload)
    return part if is_kept and part.exists() else None


def _begin(
    *, what: What, name: str, entity_code: str, cut_on: date | None, upload: str = "", by: Actor
) -> SpendingImport:
    check(Perm.EDIT_SPENDING, by=by)
    entity = current_entity()
    if what is What.CONTRACTS and (entity is None or not EntityNit(entity.nit).digits):
        message = _("No se sabe el NIT de la entidad, y sin él no se sabe qué contratos son suyos.")
        raise Invalid(message, way_out=_("Escríbalo en «Entidad» y vuelva a traer el archivo."))
    imported = SpendingImport(
        what=what,
        name=plain_name(name),
        upload=upload,
        entity_code=entity_code,
        cut_on=cut_on,
        begun_by=by if isinstance(by, Person) else None,
        begun_role=by.actor_role,
        started_at=clock.now(),
    )
    return create(imported, perm=Perm.EDIT_SPENDING, by=by, verb="begin_spending_import")


def _apart(imported: SpendingImport, handle: int) -> None:
    child = subprocess.Popen(  # noqa: S603 - our own command
        [*COMMAND, imported.public_id],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "rendir.settings"},
        pass_fds=(handle,),  # with it the child has the turn
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    Thread(target=child.wait, daemon=True).start()  # so that it does not stay as a zombie


def _bring(imported: SpendingImport, path: Path, *, by: Actor, tell: Teller) -> None:
    print_ = fingerprint(path)
    table = open_table(path, print_.coding)
    shape = recognised(table.titles, What(imported.what))
    if shape is None:
        message = _("Las columnas del archivo no son las de %(what)s que se conozcan.")
        way_out = _("Descárguelo de datos.gov.co con todas sus columnas, en CSV o JSON, sin cambiarles el nombre.")
        what = _("contratos de SECOP") if imported.what == What.CONTRACTS else _("un presupuesto de CUIPO")
        raise Invalid(message % {"what": what}, way_out=way_out)
    known = {"sha256": print_.sha256, "size": print_.size, "source": shape.key}
    if imported.what == What.CONTRACTS:
        _bring_contracts(imported, table, shape, known, by=by, tell=tell)
    else:
        _bring_budget(imported, table, shape, known, by=by, tell=tell)
    fields = {"finished_at": clock.now(), "missing": _missing(imported, shape)}
    take(imported, IMPORT_FLOW, "finish_spending_import", fields, by=by)
    _let_bytes_go(imported, by)


@dataclass(slots=True)
class _Batch:
    """Rows that were read and are not written yet."""

    rows: dict[str, ContractRow] = field(default_factory=dict)
    again: int = 0
    read: int = 0
    others: int = 0
    bad: list[BadRow] = field(default_factory=list)
    first: int = 0
    last: int = 0

    def add(self, row: ContractRow) -> None:
        """A contract that comes twice among these is the last that it was."""
        self.again += row.identity in self.rows
        self.rows[row.identity] = row


def _bring_contracts(
    imported: SpendingImport, table: OpenTable, shape: Shape, known: dict[str, object], *, by: Actor, tell: Teller
) -> None:
    columns = shape.places(table.titles)
    order = cells.order_of(first_of(row.cells, columns, name) for row in table.first for name in _DAYS)
    entity = current_entity()
    nit = EntityNit(entity.nit if entity else "")
    names_people = bool(term(TermKey.NAMES_OF_CONTRACTORS, clock.today()))
    batch = _Batch()
    for row in table.rows:
        batch.first = batch.first or row.line
        batch.last, batch.read = row.line, batch.read + 1
        if isinstance(row, Broken):
            batch.bad.append(_bad(imported, row.line, row.why))
        elif not nit.is_told_by(first_of(row.cells, columns, "nit")):
            batch.others += 1
        else:
            try:
                batch.add(read_contract(row.cells, columns, shape, order, names_people=names_people))
            except ValueError as error:
                batch.bad.append(_bad(imported, row.line, str(error)))
        if batch.read >= BATCH:
            _write_contracts(imported, batch, shape, known, by=by)
            tell(imported)
            batch = _Batch()
    if batch.read:
        _write_contracts(imported, batch, shape, known, by=by)
        tell(imported)


def _bad(imported: SpendingImport, line: int, why: str) -> BadRow:
    return BadRow(source=imported, line=line, why=why[:300])


def _write_contracts(
    imported: SpendingImport, batch: _Batch, shape: Shape, known: dict[str, object], *, by: Actor
) -> None:
    """One batch: what is new, what says something else, and what came as it was."""
    found = Contract.objects.filter(source=shape.key, identity__in=list(batch.rows))
    there = {one[0]: one[1:] for one in found.values_list("identity", "pk", "digest", "version")}
    new: list[Contract] = []
    changed: list[Contract] = []
    same: list[int] = []
    for identity, row in batch.rows.items():
        pk, digest, version = there.get(identity, (None, "", 1))
        if digest == row.digest and pk is not None:
            same.append(pk)
            continue
        contract = _contract(row, imported, shape)
        if pk is None:
            new.append(contract)
        else:
            contract.pk, contract.version = pk, version
            changed.append(contract)
    _write(imported, batch, known, new=new, changed=changed, same=same, by=by)


def _contract(row: ContractRow, imported: SpendingImport, shape: Shape) -> Contract:
    said = {name: getattr(row, name) for name in _CONTRACT_FIELDS if name != "seen_in"}
    return Contract(source=shape.key, seen_in=imported, **said)


def _write(
    imported: SpendingImport,
    batch: _Batch,
    known: dict[str, object],
    *,
    new: Sequence[Contract],
    changed: Sequence[Contract],
    same: Sequence[int],
    by: Actor,
) -> None:
    came = {"added": len(new), "changed": len(changed), "same": len(same) + batch.again}
    counts = {"rows": batch.read, **came, "others": batch.others, "bad": len(batch.bad)}
    lines = {"first": batch.first, "last": batch.last}
    write_batch(
        imported,
        {**known, **{name: getattr(imported, name) + number for name, number in counts.items()}},
        new=[*new, *_listed(imported, batch.bad)],
        changed=changed,
        changed_fields=_CONTRACT_FIELDS,
        seen=Contract.objects.filter(pk__in=same) if same else None,
        perm=Perm.EDIT_SPENDING,
        by=by,
        verb="bring_contracts",
        public={**known, **counts, "lines": lines, "digest": _digest(one.digest for one in batch.rows.values())},
    )


def _listed(imported: SpendingImport, bad: Sequence[BadRow]) -> Sequence[BadRow]:
    return bad[: max(0, MOST_BAD_KEPT - imported.bad)]


def _digest(told: Iterable[str]) -> str:
    whole = sha256()
    for one in told:
        whole.update(one.encode())
    return whole.hexdigest()


def _bring_budget(
    imported: SpendingImport, table: OpenTable, shape: Shape, known: dict[str, object], *, by: Actor, tell: Teller
) -> None:
    """Every line added up, then all of it written or nothing."""
    columns = shape.places(table.titles)
    if "entity" in columns and not imported.entity_code:
        message = _("El archivo dice de qué entidad es cada fila, y no se sabe cuál es esta.")
        raise Invalid(
            message, way_out=_("Escriba el código de la entidad en CUIPO, como 210170001, y tráigalo otra vez.")
        )
    order = cells.order_of(first_of(row.cells, columns, "period") for row in table.first)
    lines: dict[BudgetKey, BudgetRow] = {}
    bad: list[BadRow] = []
    read = others = 0
    for row in table.rows:
        read += 1
        if isinstance(row, Row) and "entity" in columns and not _is_ours(row, columns, imported):
            others += 1
            continue
        try:
            line = _line(row, columns, order, imported)
        except ValueError as error:
            bad.append(_bad(imported, row.line, str(error)))
        else:
            lines[line.key] = lines[line.key] + line if line.key in lines else line
    _write_budget(imported, list(lines.values()), columns, {**known, "rows": read, "others": others}, bad, by=by)
    tell(imported)


def _is_ours(row: Row, columns: dict[str, tuple[str, ...]], imported: SpendingImport) -> bool:
    return first_of(row.cells, columns, "entity").strip() == imported.entity_code


def _line(
    row: Row | Broken, columns: dict[str, tuple[str, ...]], order: cells.DayOrder, imported: SpendingImport
) -> BudgetRow:
    if isinstance(row, Broken):
        raise ValueError(row.why)  # noqa: TRY004 - said of what is written, not of a type
    return read_line(row.cells, columns, order, cut_on=imported.cut_on)


def _write_budget(
    imported: SpendingImport,
    lines: Sequence[BudgetRow],
    columns: dict[str, tuple[str, ...]],
    known: dict[str, object],
    bad: Sequence[BadRow],
    *,
    by: Actor,
) -> None:
    cuts = {one.key.cut_on for one in lines}
    there = {one.identity: one for one in BudgetLine.objects.filter(cut_on__in=cuts)}
    amounts = told_amounts(columns)
    new: list[BudgetLine] = []
    changed: list[BudgetLine] = []
    same: list[int] = []
    for row in lines:
        told = _told(row, amounts)
        line = there.get(row.key.identity)
        if line is None:
            new.append(_new_line(row, told, imported))
        elif all(getattr(line, name) == value for name, value in told.items()):
            same.append(line.pk)
        else:
            for name, value in told.items():
                setattr(line, name, value)
            line.seen_in = imported
            changed.append(line)
    counts = {"added": len(new), "changed": len(changed), "same": len(same), "bad": len(bad)}
    digest = _digest(f"{row.key.identity}{row.amounts}" for row in lines)
    write_batch(
        imported,
        {**known, **counts},
        new=[*new, *_listed(imported, bad)],
        changed=changed,
        changed_fields=("name", "section", "fund", *amounts, "seen_in"),
        seen=BudgetLine.objects.filter(pk__in=same) if same else None,
        perm=Perm.EDIT_SPENDING,
        by=by,
        verb="bring_budget",
        public={**known, **counts, "cuts": sorted(str(one) for one in cuts), "digest": digest},
    )


def _told(row: BudgetRow, amounts: Sequence[str]) -> dict[str, object]:
    said = {"name": row.name, "section": row.section, "fund": row.fund}
    return {name: value for name, value in said.items() if value} | {
        name: getattr(row.amounts, name) for name in amounts
    }


def _new_line(row: BudgetRow, told: dict[str, object], imported: SpendingImport) -> BudgetLine:
    key = row.key
    return BudgetLine(
        cut_on=key.cut_on,
        identity=key.identity,
        section_code=key.section_code,
        validity=key.validity,
        code=key.code,
        fund_code=key.fund_code,
        seen_in=imported,
        **told,
    )


def _missing(imported: SpendingImport, shape: Shape) -> int:
    return missing_contracts(imported).count() if shape.what is What.CONTRACTS else missing_lines(imported).count()


def _let_bytes_go(imported: SpendingImport, by: Actor) -> None:
    """What waited is no longer needed."""
    sent = (
        Upload.objects.filter(public_id=imported.upload, state=UploadState.FINISHED).first()
        if imported.upload
        else None
    )
    if sent is not None:
        abandon_upload(sent, by=by)


def _fail(imported: SpendingImport, why: str) -> None:
    fields = {"finished_at": clock.now(), "failure": why[:300]}
    take(imported, IMPORT_FLOW, "fail_spending_import", fields, by=TAKER)


def _refusal(error: Exception) -> Refusal:
    """Why it did not end, in words."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, Unreadable):
        return Invalid(error.message, way_out=error.way_out)
    outage = outage_of(error)
    if outage is not None:
        return NotNow(_("El archivo no se terminó de traer: %(why)s") % {"why": outage.command})
    why = why_no_file(error) if isinstance(error, OSError) else _("la base de datos no lo recibió")
    return Invalid(_("El archivo no se terminó de traer: %(why)s.") % {"why": why})
