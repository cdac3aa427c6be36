"""The one door by which rows change: who may, which version, one statement, one entry, all or nothing."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError

from factories.accounts import insider
from factories.organization import a_unit
from rendir.foundation.accounts.models import Person
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit import actions, queries
from rendir.foundation.audit.actions import (
    atomic,
    change,
    check,
    create,
    create_many,
    erase_reserved,
    kind_of,
    record,
    remove,
    remove_many,
    take,
    touch,
    write_batch,
)
from rendir.foundation.audit.actors import Actor, Job, PublicToken
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload, TopicCounter, Tracked
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale, WrongState
from rendir.foundation.notices.models import Notice
from rendir.foundation.notices.states import NOTICE_FLOW, NoticeState
from rendir.foundation.organization.models import Unit, UnitAlias, UnitKind

PERM = "organization.edit_units"
BY = Job("tests")
NOBODY = PublicToken("t1", frozenset())
SOME_TIME = datetime(2021, 10, 15, 13, 0, tzinfo=UTC)


def _unit(name: str = "Hacienda") -> Unit:
    return Unit(name=name, folded=name.lower(), sort_key=name.lower())


def _person(name: str = "Ana") -> Person:
    email = f"{name.lower()}@entidad.example"
    return Person(name=name, sort_key=name.lower(), email=email, password="argon2$secreto")


def _notice(state: str = NoticeState.PENDING) -> Notice:
    sent_at = SOME_TIME if state == NoticeState.SENT else None
    said = {"to_name": "Ana", "to_address": "ana@entidad.example", "subject": "Aviso", "body": "Texto"}
    return Notice(key="k", person="p1", why="prueba", queued_at=SOME_TIME, state=state, sent_at=sent_at, **said)


def _kept(obj: Tracked) -> Tracked:
    return type(obj)._default_manager.get(pk=obj.pk)


def _ledger() -> list[tuple[str, str, str]]:
    return [(one.verb, one.kind, one.object) for one in LedgerEntry.objects.order_by("sequence")]


def _said(sequence: int) -> tuple[Any, Any]:
    """What an entry says: its public payload and its reserved one."""
    bodies = dict(LedgerPayload.objects.filter(entry=sequence).values_list("reserved", "body"))
    return bodies.get(False), bodies.get(True)


def _counters() -> dict[str, int]:
    return dict(TopicCounter.objects.values_list("topic", "value"))


def _everything() -> tuple[object, ...]:
    """What stands in the ledger and beside it: what an act that is refused leaves as it was."""
    return (_ledger(), queries.head(), _counters(), LedgerPayload.objects.count())


# --- create ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_new_row_is_written_with_its_entry() -> None:
    with clock.travel(date(2021, 10, 15)):
        unit = create(_unit(), perm=PERM, by=BY)
    assert _kept(unit) == unit
    entry = LedgerEntry.objects.get()
    told = (entry.sequence, entry.actor, entry.actor_role, entry.actor_unit, entry.verb, entry.kind, entry.object)
    assert told == (1, "job:tests", "Tarea del sistema", "", "create_unit", "unit", unit.public_id)
    assert (entry.at[:11], entry.at[19:], len(entry.at)) == ("2021-10-15T", "-05:00", 25)
    assert (entry.previous, queries.head()) == ("0" * 64, (1, entry.hash))
    fields = {"name": "Hacienda", "folded": "hacienda", "sort_key": "hacienda", "kind": "unit"}
    assert _said(1) == ({**fields, "starts_on": None, "ends_on": None}, None)
    assert entry.reserved_digest == ""
    assert _counters() == {"organization": 1}
    assert queries.verify_now() == []


@pytest.mark.django_db
def test_the_entry_says_who_as_they_were() -> None:
    ana = insider(Role.PLANNING, Role.IT, unit=a_unit("Planeación"))
    before = queries.head()[0]
    create(_unit(), perm=PERM, by=ana, verb="found_unit")
    entry = LedgerEntry.objects.get(sequence=before + 1)
    told = (entry.actor, entry.actor_role, entry.actor_unit, entry.verb)
    assert told == (ana.public_id, "Planeación, Sistemas", "Planeación", "found_unit")


@pytest.mark.django_db
def test_what_is_reserved_and_what_is_secret_stays_apart() -> None:
    create(_person(), perm=PERM, by=BY)
    public, reserved = _said(1)
    assert public == {"password": "(no se escribe)", "last_login": "(no se escribe)", "is_active": True}
    assert reserved == {"name": "Ana", "sort_key": "ana", "email": "ana@entidad.example"}
    assert queries.verify_now() == []


@pytest.mark.django_db
def test_two_entries_never_share_a_salt() -> None:
    create_many([_person("Ana")], perm=PERM, by=BY, verb="x")
    create(_person("Beto"), perm=PERM, by=BY)
    assert LedgerPayload.objects.values("salt").distinct().count() == 4


@pytest.mark.django_db
def test_who_may_not_writes_nothing() -> None:
    before = _everything()
    with pytest.raises(NotAllowed) as refused:
        create(_unit(), perm=PERM, by=NOBODY)
    assert refused.value.message == "Su rol no permite esta acción."
    assert (_everything(), Unit.objects.count()) == (before, 0)


@pytest.mark.django_db
def test_what_a_constraint_refuses_leaves_no_entry() -> None:
    create(_unit(), perm=PERM, by=BY)
    before = _everything()
    with pytest.raises(IntegrityError):
        create(_unit(), perm=PERM, by=BY)
    assert (_everything(), Unit.objects.count()) == (before, 1)


@pytest.mark.django_db
def test_many_rows_are_one_deed() -> None:
    units = create_many([_unit("Hacienda"), _unit("Salud")], perm=PERM, by=BY, verb="found_units")
    assert _ledger() == [("found_units", "unit", units[0].public_id)]
    public, reserved = _said(1)
    assert ([row["name"] for row in public["rows"]], reserved) == (["Hacienda", "Salud"], None)
    assert [unit.name for unit in Unit.objects.order_by("name")] == ["Hacienda", "Salud"]
    assert _counters() == {"organization": 1}


@pytest.mark.django_db
def test_many_rows_keep_apart_what_is_reserved() -> None:
    create_many([_person("Ana"), _person("Beto")], perm=PERM, by=BY, verb="invite_people")
    public, reserved = _said(1)
    assert [sorted(row) for row in public["rows"]] == [["is_active", "last_login", "password"]] * 2
    assert [row["name"] for row in reserved["rows"]] == ["Ana", "Beto"]


def _batch(root: Unit, *, by: Actor = BY, **options: object) -> None:
    write_batch(root, {"ends_on": date(2021, 1, 1)}, perm=PERM, by=by, verb="bring", public={"rows": 2}, **options)


@pytest.mark.django_db
def test_a_batch_is_one_deed_of_its_root_that_says_what_the_caller_says() -> None:
    root, old = create(_unit("Carga"), perm=PERM, by=BY), create(_unit("Salud"), perm=PERM, by=BY)
    new, old.sort_key = [_unit("Hacienda"), UnitAlias(unit=root, name="x", folded="x", since=date(2021, 1, 1))], "otra"
    _batch(root, new=new, changed=[old], changed_fields=("sort_key",))
    assert _ledger()[2:] == [("bring", "unit", root.public_id)]
    assert _said(3) == ({"rows": 2}, None)
    old.refresh_from_db()
    root.refresh_from_db()
    assert (old.version, old.sort_key, root.version, root.ends_on) == (2, "otra", 2, date(2021, 1, 1))
    assert (Unit.objects.filter(name="Hacienda").count(), UnitAlias.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_a_batch_that_fails_or_is_not_allowed_leaves_nothing() -> None:
    root = create(_unit("Carga"), perm=PERM, by=BY)
    before = _everything()
    with pytest.raises(IntegrityError):
        _batch(root, new=[_unit("Carga")])
    with pytest.raises(NotAllowed):
        _batch(root, new=[_unit("Otra")], by=NOBODY)
    assert (_everything(), Unit.objects.count()) == (before, 1)


@pytest.mark.django_db
def test_no_rows_are_no_deed() -> None:
    before = _everything()
    assert create_many([], perm=PERM, by=BY, verb="found_units") == []
    with pytest.raises(NotAllowed):
        create_many([], perm=PERM, by=NOBODY, verb="found_units")
    assert _everything() == before


# --- change ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_change_says_what_it_was_and_what_it_is() -> None:
    unit = create(_unit(), perm=PERM, by=BY)
    fields = {"name": "Hacienda", "kind": UnitKind.TEAM, "ends_on": date(2021, 12, 31)}
    change(unit, fields, perm=PERM, by=BY, expected=1, reason="Acuerdo 4")
    kept = Unit.objects.get()
    assert (kept.kind, kept.ends_on, kept.version) == ("team", date(2021, 12, 31), 2)
    assert (unit.kind, unit.ends_on, unit.version) == ("team", date(2021, 12, 31), 2)
    assert _ledger()[1:] == [("change_unit", "unit", unit.public_id)]
    assert _said(2) == ({"kind": ["unit", "team"], "ends_on": [None, "2021-12-31"], "reason": "Acuerdo 4"}, None)
    assert _counters() == {"organization": 2}


@pytest.mark.django_db
def test_a_change_that_changes_nothing_writes_nothing() -> None:
    unit = create(_unit(), perm=PERM, by=BY)
    before = _everything()
    assert change(unit, {"name": "Hacienda", "ends_on": None}, perm=PERM, by=BY, expected=1, reason="x") is unit
    assert (_everything(), Unit.objects.get().version, unit.version) == (before, 1, 1)


@pytest.mark.django_db
def test_the_same_fields_over_a_newer_version_are_still_too_late() -> None:
    unit = create(_unit(), perm=PERM, by=BY)
    change(unit, {"name": "Tesoro"}, perm=PERM, by=BY, expected=1)
    before = _everything()
    with pytest.raises(Stale):
        change(unit, {"name": "Tesoro"}, perm=PERM, by=BY, expected=1)
    assert _everything() == before


@pytest.mark.django_db
def test_who_is_too_late_changes_nothing() -> None:
    mine = create(_unit(), perm=PERM, by=BY)
    theirs = Unit.objects.get()
    change(theirs, {"name": "Tesoro"}, perm=PERM, by=BY, expected=1)
    before = _everything()
    with pytest.raises(Stale) as refused:
        change(mine, {"kind": UnitKind.TEAM}, perm=PERM, by=BY, expected=1)
    assert refused.value.message == "Otra persona cambió esto mientras usted lo veía."
    kept = Unit.objects.get()
    assert (_everything(), kept.name, kept.kind, kept.version) == (before, "Tesoro", "unit", 2)
    assert (mine.kind, mine.version) == ("unit", 1)


@pytest.mark.django_db
def test_who_may_not_changes_nothing() -> None:
    unit = create(_unit(), perm=PERM, by=BY)
    before = _everything()
    with pytest.raises(NotAllowed):
        change(unit, {"name": "Tesoro"}, perm=PERM, by=NOBODY, expected=1)
    assert (_everything(), Unit.objects.get().name) == (before, "Hacienda")


@pytest.mark.django_db
def test_a_change_of_what_is_reserved_or_secret_says_no_more_than_it_may() -> None:
    ana = create(_person(), perm=PERM, by=BY)
    fields = {"name": "Ana María", "password": "argon2$otro", "is_active": False}
    change(ana, fields, perm=PERM, by=BY, expected=1, verb="correct_person")
    assert _said(2) == (
        {"password": ["(no se escribe)", "(no se escribe)"], "is_active": [True, False]},
        {"name": ["Ana", "Ana María"]},
    )
    assert "argon2" not in str(list(LedgerPayload.objects.values_list("body", flat=True)))


@pytest.mark.django_db
def test_what_is_digested_is_told_by_its_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Unit, "DIGESTED", frozenset({"name"}))
    unit = create(_unit(), perm=PERM, by=BY)
    change(unit, {"name": "Tesoro"}, perm=PERM, by=BY, expected=1)
    digests = [hashlib.sha256(f'"{name}"'.encode()).hexdigest() for name in ("Hacienda", "Tesoro")]
    assert (_said(1)[0]["name"], _said(2)[0]) == (digests[0], {"name": digests})


@pytest.mark.django_db
def test_a_related_row_is_told_by_its_opaque_identity() -> None:
    first, second = create_many([_unit("A"), _unit("B")], perm=PERM, by=BY, verb="x")
    alias = create(UnitAlias(unit=first, name="aa", folded="aa", since=date(2021, 1, 1)), perm=PERM, by=BY)
    change(alias, {"unit": second}, perm=PERM, by=BY, expected=1)
    assert _said(3)[0] == {"unit": [first.public_id, second.public_id]}
    assert UnitAlias.objects.get().unit == second


# --- touch, take -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_part_that_changed_gives_its_root_the_next_version() -> None:
    unit = create(_unit(), perm=PERM, by=BY)
    touch(unit, perm=PERM, by=BY, expected=1, verb="rename_rooms", public={"rooms": 3}, reserved={"keys": ["a"]})
    assert (Unit.objects.get().version, unit.version) == (2, 2)
    assert (_ledger()[1][0], _said(2)) == ("rename_rooms", ({"rooms": 3}, {"keys": ["a"]}))
    before = _everything()
    with pytest.raises(Stale):
        touch(unit, perm=PERM, by=BY, expected=1, verb="rename_rooms", public={})
    with pytest.raises(NotAllowed):
        touch(unit, perm=PERM, by=NOBODY, expected=2, verb="rename_rooms", public={})
    assert _everything() == before


@pytest.mark.django_db
def test_a_step_moves_the_row_and_says_from_where_to_where() -> None:
    notice = create(_notice(), perm=PERM, by=BY)
    take(notice, NOTICE_FLOW, "send_notice", {"sent_at": SOME_TIME, "subject": "Otro"}, by=BY, reason="a mano")
    kept = Notice.objects.get()
    assert (kept.state, kept.sent_at, kept.subject, kept.version) == ("sent", SOME_TIME, "Otro", 2)
    assert (notice.state, notice.version) == ("sent", 2)
    assert _ledger()[1] == ("send_notice", "notice", notice.public_id)
    said = {"from": "pending", "to": "sent", "sent_at": "2021-10-15T13:00:00+00:00", "reason": "a mano"}
    assert _said(2) == (said, {"subject": "Otro"})


@pytest.mark.django_db
def test_a_step_from_the_wrong_state_says_which_are_possible() -> None:
    notice = create(_notice(NoticeState.FAILED), perm=PERM, by=BY)
    before = _everything()
    with pytest.raises(WrongState) as refused:
        take(notice, NOTICE_FLOW, "fail_notice", by=BY)
    assert (refused.value.message, refused.value.way_out) == (
        "No se puede «Anotar que no salió» en el estado actual.",
        "Pasos posibles ahora: «Enviar», «Anotar que se entregó por otro medio».",
    )
    assert _everything() == before


@pytest.mark.django_db
def test_where_no_step_leads_on_it_says_so() -> None:
    notice = create(_notice(NoticeState.HANDED), perm=PERM, by=BY)
    with pytest.raises(WrongState, match="No se puede «Enviar»") as refused:
        take(notice, NOTICE_FLOW, "send_notice", by=BY)
    assert refused.value.way_out == "Pasos posibles ahora: ninguno."


@pytest.mark.django_db
@pytest.mark.parametrize("expected", [None, 1])
def test_a_step_somebody_else_took_first_is_too_late(expected: int | None) -> None:
    mine = create(_notice(), perm=PERM, by=BY)
    take(Notice.objects.get(), NOTICE_FLOW, "hand_notice", by=BY)
    before = _everything()
    with pytest.raises(Stale):
        take(mine, NOTICE_FLOW, "hand_notice", by=BY, expected=expected)
    assert (_everything(), mine.state) == (before, "pending")


@pytest.mark.django_db
def test_a_step_needs_its_permission() -> None:
    notice = create(_notice(), perm=PERM, by=BY)
    before = _everything()
    with pytest.raises(NotAllowed):
        take(notice, NOTICE_FLOW, "hand_notice", by=NOBODY)
    assert (_everything(), Notice.objects.get().state) == (before, "pending")


# --- remove, record --------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_is_removed_stays_told() -> None:
    ana = create(_person(), perm=PERM, by=BY)
    remove(ana, perm=PERM, by=BY, reason="duplicada")
    assert Person.objects.count() == 0
    assert _ledger()[1] == ("remove_person", "person", ana.public_id)
    public, reserved = _said(2)
    assert public == {
        "password": "(no se escribe)",
        "last_login": "(no se escribe)",
        "is_active": True,
        "reason": "duplicada",
    }
    assert reserved == {"name": "Ana", "sort_key": "ana", "email": "ana@entidad.example"}
    assert _counters() == {"accounts": 2}


@pytest.mark.django_db
def test_who_may_not_removes_nothing() -> None:
    unit = create(_unit(), perm=PERM, by=BY)
    before = _everything()
    with pytest.raises(NotAllowed):
        remove(unit, perm=PERM, by=NOBODY)
    with pytest.raises(NotAllowed):
        remove_many([unit], perm=PERM, by=NOBODY, verb="clear")
    assert (_everything(), Unit.objects.count()) == (before, 1)


@pytest.mark.django_db
def test_what_somebody_else_changed_is_not_removed_unseen() -> None:
    mine = create(_unit(), perm=PERM, by=BY)
    change(Unit.objects.get(), {"name": "Tesoro"}, perm=PERM, by=BY, expected=1)
    before = _everything()
    with pytest.raises(Stale):
        remove(mine, perm=PERM, by=BY)
    assert (_everything(), Unit.objects.count()) == (before, 1)


@pytest.mark.django_db
def test_nothing_is_removed_twice() -> None:
    unit = create(_unit(), perm=PERM, by=BY)
    again = Unit.objects.get()
    remove(unit, perm=PERM, by=BY, verb="close_unit")
    before = _everything()
    with pytest.raises(Stale):
        remove(again, perm=PERM, by=BY)
    assert (_everything(), _ledger()[1][0]) == (before, "close_unit")


@pytest.mark.django_db
def test_many_removed_are_a_deed_each_or_none() -> None:
    first, second, third = create_many([_unit(name) for name in "ABC"], perm=PERM, by=BY, verb="x")
    remove_many([first, second], perm=PERM, by=BY, verb="clear")
    assert _ledger()[1:] == [("clear", "unit", first.public_id), ("clear", "unit", second.public_id)]
    before = _everything()
    with pytest.raises(Stale):
        remove_many([third, second], perm=PERM, by=BY, verb="clear")
    assert (_everything(), list(Unit.objects.all())) == (before, [third])


@pytest.mark.django_db
def test_what_changes_no_row_can_be_written_down() -> None:
    unit = create(_unit(), perm=PERM, by=BY)
    record(unit, verb="read_unit", by=BY)
    record(unit, verb="tell_unit", by=BY, public={"to": 2}, reserved={"names": ["Ana"]})
    assert [verb for verb, _, _ in _ledger()] == ["create_unit", "read_unit", "tell_unit"]
    assert (_said(2), _said(3)) == (({}, None), ({"to": 2}, {"names": ["Ana"]}))
    assert (Unit.objects.get().version, _counters()) == (1, {"organization": 3})


def test_who_may_passes() -> None:
    check(PERM, by=BY)
    check(PERM, by=Job("narrow", frozenset({PERM})))


@pytest.mark.parametrize("by", [NOBODY, Job("narrow", frozenset({"audit.read_ledger"}))])
def test_who_may_not_is_told_whom_to_ask(by: Actor) -> None:
    with pytest.raises(NotAllowed) as refused:
        check(PERM, by=by)
    assert refused.value.way_out == "Pídala a quien lidera el equipo de rendición de cuentas."


# --- all or nothing --------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_acts_inside_one_another_are_chained_once_in_their_order() -> None:
    with atomic():
        first = create(_unit("A"), perm=PERM, by=BY)
        with atomic():
            change(first, {"name": "AA"}, perm=PERM, by=BY, expected=1)
            with atomic():
                create(_person(), perm=PERM, by=BY)
        assert LedgerEntry.objects.count() == 0
        create(_unit("B"), perm=PERM, by=BY)
    assert [verb for verb, _, _ in _ledger()] == ["create_unit", "change_unit", "create_person", "create_unit"]
    assert _counters() == {"accounts": 1, "organization": 1}
    assert queries.verify_now() == []


@pytest.mark.django_db
def test_a_transaction_without_deeds_writes_nothing() -> None:
    before = _everything()
    with atomic(), atomic():
        pass
    assert _everything() == before


def _two_acts_and_a_fault() -> None:
    with atomic():
        create(_unit("B"), perm=PERM, by=BY)
        create(_person(), perm=PERM, by=BY)
        raise ZeroDivisionError


@pytest.mark.django_db
def test_what_fails_at_the_end_undoes_all() -> None:
    create(_unit("A"), perm=PERM, by=BY)
    before = _everything()
    with pytest.raises(ZeroDivisionError):
        _two_acts_and_a_fault()
    assert (_everything(), Unit.objects.count(), Person.objects.count()) == (before, 1, 0)
    create(_unit("C"), perm=PERM, by=BY)
    assert [verb for verb, _, _ in _ledger()] == ["create_unit", "create_unit"]


@pytest.mark.django_db
def test_what_fails_inside_and_is_outlived_leaves_no_entry() -> None:
    with atomic():
        first = create(_unit("A"), perm=PERM, by=BY)
        with pytest.raises(ZeroDivisionError):
            _two_acts_and_a_fault()
        last = create(_unit("C"), perm=PERM, by=BY)
    assert _ledger() == [("create_unit", "unit", first.public_id), ("create_unit", "unit", last.public_id)]
    assert (_counters(), list(Unit.objects.all()), Person.objects.count()) == ({"organization": 1}, [first, last], 0)


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["_append", "_bump", "_locked_head"])
@pytest.mark.parametrize(
    "act",
    [
        lambda _: create(_person(), perm=PERM, by=BY),
        lambda unit: change(unit, {"name": "B"}, perm=PERM, by=BY, expected=1),
        lambda unit: remove(unit, perm=PERM, by=BY),
    ],
    ids=["create", "change", "remove"],
)
def test_a_trail_that_fails_undoes_the_act(
    part: str, act: Callable[[Unit], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = create(_unit("A"), perm=PERM, by=BY)
    before = _everything()

    def fail(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(actions, part, fail)
        with pytest.raises(OSError, match=r"^$"):
            act(unit)
    kept = Unit.objects.get()
    assert (_everything(), kept.name, kept.version, Person.objects.count()) == (before, "A", 1, 0)


@pytest.mark.django_db
def test_a_deed_needs_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="needs a transaction"):
        actions._queue("x", _unit(), BY, ({}, {}))


@pytest.mark.django_db
def test_each_topic_counts_each_transaction_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Unit, "AUDIT_TOPICS", ("plan", "organization"))
    for name in "ABC":
        with atomic():
            unit = create(_unit(name), perm=PERM, by=BY)
            change(unit, {"name": name * 2}, perm=PERM, by=BY, expected=1)
    create(_notice(), perm=PERM, by=BY)
    assert _counters() == {"organization": 3, "plan": 3}


# --- values as the ledger says them ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (UnitKind.TEAM, "team"),
        (date(2021, 10, 15), "2021-10-15"),
        (SOME_TIME, "2021-10-15T13:00:00+00:00"),
        (Decimal("1.50"), "1.50"),
        (0.5, "0.5"),
        ({1: {"día": date(2021, 1, 2)}}, {"1": {"día": "2021-01-02"}}),
        ({"b", "a"}, ["a", "b"]),
        (frozenset({2, 1}), ["1", "2"]),
        ([1, (date(2021, 1, 2), None)], [1, ["2021-01-02", None]]),
        (Unit(public_id="abc234"), "abc234"),
    ],
)
def test_a_value_is_told_plainly(value: object, plain: object) -> None:
    assert actions._plain(value) == plain


def test_a_kind_is_told_as_the_ledger_names_it() -> None:
    assert [kind_of(one) for one in (_unit(), UnitAlias(), _person())] == ["unit", "unitalias", "person"]


# --- what is erased ---------------------------------------------------------------------------------------------------


def _kept_in_reserve() -> list[int]:
    return sorted(LedgerPayload.objects.filter(reserved=True).values_list("entry_id", flat=True))


@pytest.mark.django_db
def test_what_is_reserved_about_a_thing_is_erased_and_the_chain_holds() -> None:
    ana, other = create(_person(), perm=PERM, by=BY), create(_person("Olga"), perm=PERM, by=BY)
    change(ana, {"name": "Ana María"}, perm=PERM, by=BY, expected=1)
    before = queries.head()
    assert erase_reserved(ana, perm=PERM, reason="  Lo pidió su\ntitular ", by=BY) == 2
    assert (_kept_in_reserve(), queries.verify_now(held=before[1])) == ([2], [])
    assert _ledger()[-1] == ("erase_reserved", "person", ana.public_id)
    assert _said(4) == ({"entries": [1, 3], "reason": "Lo pidió su titular"}, None)
    assert _said(3)[0] == {}
    assert other.name in str(_said(2)[1])


@pytest.mark.django_db
def test_what_is_reserved_in_one_entry_is_erased() -> None:
    ana = create(_person(), perm=PERM, by=BY)
    change(ana, {"name": "Ana María"}, perm=PERM, by=BY, expected=1)
    assert erase_reserved(LedgerEntry.objects.get(pk=1), perm=PERM, reason="Error", by=BY) == 1
    assert (_kept_in_reserve(), queries.verify_now(), _ledger()[-1]) == (
        [2],
        [],
        ("erase_reserved", "person", ana.public_id),
    )


@pytest.mark.django_db
def test_what_the_same_transaction_would_keep_in_reserve_is_not_written() -> None:
    ana = create(_person(), perm=PERM, by=BY)
    with atomic():
        remove(ana, perm=PERM, by=BY)
        assert erase_reserved(ana, perm=PERM, reason="Se fue", by=BY) == 2
    assert (_kept_in_reserve(), queries.verify_now()) == ([], [])
    assert [verb for verb, _, _ in _ledger()] == ["create_person", "remove_person", "erase_reserved"]
    assert LedgerEntry.objects.get(pk=2).reserved_digest == ""


@pytest.mark.django_db
def test_nothing_to_erase_writes_nothing() -> None:
    unit = create(_unit(), perm=PERM, by=BY)
    before = _everything()
    assert erase_reserved(unit, perm=PERM, reason="Nada", by=BY) == 0
    assert _everything() == before


@pytest.mark.django_db
def test_who_may_not_erases_nothing_and_without_a_reason_nobody_does() -> None:
    ana = create(_person(), perm=PERM, by=BY)
    before = _everything()
    with pytest.raises(NotAllowed):
        erase_reserved(ana, perm=PERM, reason="Sí", by=NOBODY)
    with pytest.raises(Invalid, match="Falta decir por qué"):
        erase_reserved(ana, perm=PERM, reason=" ", by=BY)
    assert _everything() == before


@pytest.mark.django_db
def test_an_erasure_that_is_undone_erases_nothing() -> None:
    ana = create(_person(), perm=PERM, by=BY)
    before = _everything()

    def erase_and_fail() -> None:
        with atomic():
            erase_reserved(ana, perm=PERM, reason="Sí", by=BY)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        erase_and_fail()
    assert (_everything(), queries.verify_now()) == (before, [])
