"""The only door by which rows change: `create`, `change`, `take`, `remove`, `record`, all inside `atomic()`; the one by
which somebody looks at what is reserved, `reveal`; and the one by which it is erased, `erase_reserved`.

Each checks who may, checks the version that the actor saw, writes with one conditional statement and queues a ledger
entry. The queue is chained when the outermost `atomic()` ends: the ledger's head is the last row locked, so that
transactions that touch the same rows never wait for each other in a circle.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from rendir.foundation.audit import chain
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.held import NOWHERE, moment, standing_at
from rendir.foundation.audit.models import LedgerEntry, LedgerHead, LedgerPayload, TopicCounter, Tracked
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale, WrongState
from rendir.foundation.core.spanish import squeeze
from rendir.foundation.core.workflow import Flow

M = TypeVar("M", bound=Tracked)
_UNTOLD = "(no se escribe)"


@dataclass(slots=True)
class _Deed:
    """One entry to be chained when the transaction ends."""

    verb: str
    by: Actor
    kind: str
    object_id: str
    public: dict[str, Any]
    reserved: dict[str, Any]
    at: str


@dataclass(slots=True)
class _Pending:
    deeds: list[_Deed] = field(default_factory=list)
    topics: set[str] = field(default_factory=set)


_pending: ContextVar[_Pending | None] = ContextVar("rendir_ledger_pending", default=None)


@contextmanager
def atomic() -> Iterator[None]:
    """One transaction: all of it happens and is chained, or nothing does. May be nested; only the outermost chains."""
    pending = _pending.get()
    if pending is not None:
        with _undone_together(pending), transaction.atomic():
            yield
        return
    token = _pending.set(_Pending())
    try:
        with standing_at(NOWHERE), transaction.atomic():
            yield
            _chain(_pending.get() or _Pending())
    finally:
        _pending.reset(token)


@contextmanager
def _undone_together(pending: _Pending) -> Iterator[None]:
    """What a nested transaction queued goes where its rows go: a refusal that a caller outlives leaves no entry."""
    deeds, topics = len(pending.deeds), set(pending.topics)
    try:
        yield
    except BaseException:
        del pending.deeds[deeds:]
        pending.topics = topics
        raise


def create(obj: M, *, perm: str, by: Actor, verb: str = "") -> M:
    """Write a new row. `IntegrityError` of a constraint is the caller's to explain."""
    check(perm, by=by)
    with atomic():
        obj.save(force_insert=True)
        _queue(verb or f"create_{kind_of(obj)}", obj, by, _values(obj))
    return obj


def create_many(objs: Sequence[M], *, perm: str, by: Actor, verb: str) -> Sequence[M]:
    """Write many new rows of one kind as one deed; the entry carries all of them. Nothing to write writes nothing."""
    check(perm, by=by)
    if not objs:
        return objs
    with atomic():
        type(objs[0])._default_manager.bulk_create(objs, batch_size=500)
        public = {"rows": [_values(obj)[0] for obj in objs]}
        reserved = [_values(obj)[1] for obj in objs]
        _queue(verb, objs[0], by, (public, {"rows": reserved} if any(reserved) else {}))
    return objs


def write_batch(
    root: Tracked,
    fields: Mapping[str, object],
    *,
    new: Sequence[models.Model] = (),
    changed: Sequence[Tracked] = (),
    changed_fields: Sequence[str] = (),
    seen: QuerySet[Any] | None = None,
    perm: str,
    by: Actor,
    verb: str,
    public: dict[str, Any],
) -> None:
    """Write many rows that a table brought, some new and some changed, as one deed of `root`, which gets `fields`.

    The entry carries what the caller says of them in `public` (how many, and a digest of what they say): half a million
    rows told one by one would make the ledger as large as the table. `seen` are rows that came as they were: they are
    marked as seen by `root` in their field `seen_in`, which is nothing they say. Rows changed get their next version.
    """
    check(perm, root, by=by)
    with atomic():
        for kind in dict.fromkeys(type(one) for one in new):
            kind._default_manager.bulk_create([one for one in new if type(one) is kind], batch_size=500)
        for one in changed:
            one.version += 1
        if changed:
            type(changed[0])._default_manager.bulk_update(changed, [*changed_fields, "version"], batch_size=200)
        if seen is not None:
            seen.update(seen_in=root)
        _update(root, root.version, fields)
        _queue(verb, root, by, (public, {}))


def change(
    obj: M,
    fields: Mapping[str, object],
    *,
    perm: str,
    by: Actor,
    expected: int,
    verb: str = "",
    reason: str = "",
) -> M:
    """Set `fields`, if the row is still at version `expected`; `Stale` where somebody else was faster.

    A change that changes nothing writes nothing and keeps the version.
    """
    check(perm, obj, by=by)
    different = {name: value for name, value in fields.items() if getattr(obj, name) != value}
    if not different and obj.version == expected:
        return obj
    with atomic():
        before = _named(obj, different)
        _update(obj, expected, different)
        public, reserved = _split(obj, {name: [before[name], now] for name, now in _named(obj, different).items()})
        if reason:
            public["reason"] = reason
        _queue(verb or f"change_{kind_of(obj)}", obj, by, (public, reserved))
    return obj


def touch(
    obj: M,
    *,
    perm: str,
    by: Actor,
    expected: int,
    verb: str,
    public: dict[str, Any],
    reserved: dict[str, Any] | None = None,
) -> M:
    """A part of the aggregate changed (rows of another table): its root gets the next version and the entry."""
    check(perm, obj, by=by)
    with atomic():
        _update(obj, expected, {})
        _queue(verb, obj, by, (public, reserved or {}))
    return obj


def take(
    obj: M,
    flow: Flow,
    name: str,
    fields: Mapping[str, object] | None = None,
    *,
    by: Actor,
    expected: int | None = None,
    reason: str = "",
) -> M:
    """Take a step of the object's flow: right state, right actor, right version, one conditional update.

    `fields` are set with the step. Without `expected` the version in hand counts.
    """
    fields = fields or {}
    step = flow.step(name)
    check(step.permission, obj, by=by)
    state = getattr(obj, flow.field)
    if not flow.allows(name, state):
        labels = ", ".join(f"«{one.label}»" for one in flow.open_steps(state)) or "ninguno"
        message = _("No se puede «%(step)s» en el estado actual.") % {"step": step.label}
        raise WrongState(message, way_out=_("Pasos posibles ahora: %(steps)s.") % {"steps": labels})
    moved = {flow.field: step.target, **fields}
    with atomic():
        _update(obj, obj.version if expected is None else expected, moved, **{flow.field: state})
        public, reserved = _split(obj, {"from": state, "to": step.target, **_named(obj, fields)})
        if reason:
            public["reason"] = reason
        _queue(name, obj, by, (public, reserved))
    return obj


def remove(obj: Tracked, *, perm: str, by: Actor, verb: str = "", reason: str = "") -> None:
    """Delete a row, keeping what it said in the ledger. `Stale` where it changed or went since it was read."""
    check(perm, obj, by=by)
    with atomic():
        _update(obj, obj.version, {})
        public, reserved = _values(obj)
        if reason:
            public["reason"] = reason
        _queue(verb or f"remove_{kind_of(obj)}", obj, by, (public, reserved))
        obj.__class__._default_manager.filter(pk=obj.pk).delete()


def remove_many(objs: Iterable[Tracked], *, perm: str, by: Actor, verb: str) -> None:
    """Delete many rows, one deed each."""
    with atomic():
        for obj in objs:
            remove(obj, perm=perm, by=by, verb=verb)


def record(
    obj: Tracked,
    *,
    verb: str,
    by: Actor,
    public: dict[str, Any] | None = None,
    reserved: dict[str, Any] | None = None,
) -> None:
    """Write down that something was done that changes no row of its own (a publication read, an import undone)."""
    with atomic():
        _queue(verb, obj, by, (public or {}, reserved or {}))


def reveal(obj: Tracked, field: str, *, perm: str, reason: str, by: Actor) -> str:
    """Look at one reserved field on purpose: gives it as text, and writes down who looked, at which and why.

    A look is an act, so it comes by POST: while a page is drawn for a reader nothing is revealed. The reason may name
    people and stays reserved itself. `NotAllowed` for who may not, `Invalid` without a reason.
    """
    if moment():
        message = "what is reserved is shown on a POST, never while a page is read"
        raise RuntimeError(message)
    if field not in obj.RESERVED:
        message = f"{kind_of(obj)}.{field} is not reserved: show it, or declare it"
        raise ValueError(message)
    check(perm, obj, by=by)
    reason = squeeze(reason)
    if not reason:
        message = _("Falta decir para qué necesita este dato.")
        raise Invalid(message, way_out=_("Escríbalo en pocas palabras: queda en el registro con su nombre."))
    with atomic():
        _queue("reveal_reserved", obj, by, ({"field": field}, {"reason": reason}), topics=())
    return str(getattr(obj, field))


def erase_reserved(what: Tracked | LedgerEntry, *, perm: str, reason: str, by: Actor) -> int:
    """Erase for good what the ledger keeps in reserve about a thing, or of one entry, with its salt: nobody can then
    guess it from its digest, and the chain holds as before. Gives how many entries forgot something.

    The row itself is the caller's to remove or to change, before: what that deed would keep in reserve is not written
    either. The reason is public: it names nobody. `Invalid` without one.
    """
    check(perm, what if isinstance(what, Tracked) else None, by=by)
    reason = squeeze(reason)
    if not reason:
        message = _("Falta decir por qué se borra.")
        raise Invalid(message, way_out=_("Escríbalo sin nombrar a nadie: la razón queda en el registro."))
    with atomic():
        rows = LedgerPayload.objects.filter(_about(what), reserved=True)
        erased = sorted(rows.values_list("entry_id", flat=True))
        rows.delete()
        unsaid = _unsay(what)
        if erased or unsaid:
            _queue("erase_reserved", what, by, ({"entries": erased, "reason": reason}, {}), topics=())
    return len(erased) + unsaid


def _about(what: Tracked | LedgerEntry) -> Q:
    if isinstance(what, LedgerEntry):
        return Q(entry=what)
    return Q(entry__kind=kind_of(what), entry__object=what.public_id)


def _unsay(what: Tracked | LedgerEntry) -> int:
    """What was done to it in this transaction and is not chained yet loses what it would keep in reserve."""
    pending = _pending.get()
    if pending is None or isinstance(what, LedgerEntry):
        return 0
    deeds = [one for one in pending.deeds if (one.kind, one.object_id) == (kind_of(what), what.public_id)]
    told = [one for one in deeds if one.reserved]
    for deed in told:
        deed.reserved = {}
    return len(told)


def check(perm: str, obj: object = None, *, by: Actor) -> None:
    """`NotAllowed` unless the actor may."""
    if not by.has_perm(perm, obj):
        message = _("Su rol no permite esta acción.")
        raise NotAllowed(message, way_out=_("Pídala a quien lidera el equipo de rendición de cuentas."))


def kind_of(obj: Tracked) -> str:
    """The object's kind as the ledger names it."""
    return obj._meta.model_name or type(obj).__name__.lower()


def _stale() -> Stale:
    message = _("Otra persona cambió esto mientras usted lo veía.")
    return Stale(message, way_out=_("Copie lo que escribió, abra de nuevo la página y verá lo que cambió."))


def _update(obj: Tracked, expected: int, fields: Mapping[str, object], **conditions: object) -> None:
    """One conditional update; the object in hand then says what the row says."""
    rows = obj.__class__._default_manager.filter(pk=obj.pk, version=expected, **conditions)  # `request.user` is a proxy
    if not rows.update(version=F("version") + 1, **fields):
        raise _stale()
    for name, value in fields.items():
        setattr(obj, name, value)
    obj.version = expected + 1


def _queue(
    verb: str,
    obj: Tracked | LedgerEntry,
    by: Actor,
    payloads: tuple[dict[str, Any], dict[str, Any]],
    *,
    topics: Iterable[str] | None = None,
) -> None:
    """`topics` are the counters that move; those of the object where nothing else is said."""
    pending = _pending.get()
    if pending is None:
        message = _("a deed needs a transaction")
        raise RuntimeError(message)
    at = clock.now().isoformat(timespec="seconds")
    kind, identity = (obj.kind, obj.object) if isinstance(obj, LedgerEntry) else (kind_of(obj), obj.public_id)
    pending.deeds.append(_Deed(verb, by, kind, identity, *payloads, at))
    pending.topics.update(() if isinstance(obj, LedgerEntry) else obj.AUDIT_TOPICS if topics is None else topics)


def _chain(pending: _Pending) -> None:
    """Bump the counters in sorted order, then lock the head and append."""
    if not pending.deeds:
        return
    for topic in sorted(pending.topics):
        _bump(topic)
    head = _locked_head()
    for deed in pending.deeds:
        _append(head, deed)
    LedgerHead.objects.filter(pk=1).update(sequence=head.sequence, hash=head.hash)


def _bump(topic: str) -> None:
    stamp = secrets.token_hex(16)
    if TopicCounter.objects.filter(topic=topic).update(value=F("value") + 1, stamp=stamp):
        return
    try:
        with transaction.atomic():
            TopicCounter.objects.create(topic=topic, value=1, stamp=stamp)
    except IntegrityError:  # another transaction made the row first
        TopicCounter.objects.filter(topic=topic).update(value=F("value") + 1, stamp=stamp)


def _locked_head() -> LedgerHead:
    """The chain's end, locked until the transaction ends. Its one row is made the first time."""
    rows = LedgerHead.objects.select_for_update()
    return rows.filter(pk=1).first() or rows.get(pk=_first_head().pk)


def _first_head() -> LedgerHead:
    try:
        with transaction.atomic():
            return LedgerHead.objects.create(pk=1, hash=chain.GENESIS)
    except IntegrityError:  # another transaction made it first
        return LedgerHead.objects.get(pk=1)


def _append(head: LedgerHead, deed: _Deed) -> None:
    salts = secrets.token_hex(16), secrets.token_hex(16)
    entry = LedgerEntry(
        sequence=head.sequence + 1,
        at=deed.at,
        actor=deed.by.actor_id,
        actor_role=deed.by.actor_role,
        actor_unit=deed.by.actor_unit,
        verb=deed.verb,
        kind=deed.kind,
        object=deed.object_id,
        public_digest=chain.payload_digest(salts[0], deed.public),
        reserved_digest=chain.payload_digest(salts[1], deed.reserved) if deed.reserved else "",
        previous=head.hash,
    )
    entry.hash = chain.entry_hash(entry_as_mapping(entry))
    entry.save(force_insert=True)
    payloads = [LedgerPayload(entry=entry, reserved=False, salt=salts[0], body=deed.public)]
    if deed.reserved:
        payloads.append(LedgerPayload(entry=entry, reserved=True, salt=salts[1], body=deed.reserved))
    LedgerPayload.objects.bulk_create(payloads)
    head.sequence, head.hash = entry.sequence, entry.hash


def entry_as_mapping(entry: LedgerEntry) -> dict[str, object]:
    """The entry as `chain` reads it."""
    return {name: getattr(entry, name) for name in (*chain.FIELDS, "hash")}


def _values(obj: Tracked) -> tuple[dict[str, Any], dict[str, Any]]:
    """Every field of the row, public and reserved apart."""
    names = [one.name for one in obj._meta.concrete_fields if one.name not in {"id", "public_id", "version"}]
    return _split(obj, _named(obj, names))


def _named(obj: Tracked, names: Iterable[str]) -> dict[str, Any]:
    return {name: _told(obj, name) for name in names}


def _told(obj: Tracked, name: str) -> object:
    if name in obj.SECRET:
        return _UNTOLD
    value = _plain(getattr(obj, name))
    return hashlib.sha256(chain.canonical(value)).hexdigest() if name in obj.DIGESTED else value


def _split(obj: Tracked, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    public = {name: value for name, value in values.items() if name not in obj.RESERVED}
    return public, {name: value for name, value in values.items() if name in obj.RESERVED}


def _plain(value: object) -> object:
    """A value as canonical JSON can say it; a related row by its opaque identity."""
    match value:
        case None | bool() | int():
            plain: object = value
        case Tracked():
            plain = value.public_id
        case datetime() | date():
            plain = value.isoformat()
        case dict():
            plain = {str(key): _plain(one) for key, one in value.items()}
        case frozenset() | set():
            plain = sorted(str(_plain(one)) for one in value)
        case list() | tuple():
            plain = [_plain(one) for one in value]
        case _:
            plain = str(value)
    return plain
