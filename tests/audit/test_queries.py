"""What is asked of the ledger, and what its check convicts."""

import pytest

from factories.accounts import a_person
from factories.organization import BY, a_unit
from rendir.foundation.audit import queries
from rendir.foundation.audit.actions import change
from rendir.foundation.audit.chain import GENESIS, Break, entry_hash, payload_digest
from rendir.foundation.audit.models import LedgerEntry, LedgerHead, LedgerPayload, TopicCounter
from rendir.foundation.organization.actions import EDIT_UNITS

pytestmark = pytest.mark.django_db


def _three_units() -> None:
    for name in ("Gobierno", "Hacienda", "Salud"):
        a_unit(name)


def _entries() -> list[LedgerEntry]:
    return list(LedgerEntry.objects.order_by("sequence"))


def test_before_anything_was_done() -> None:
    assert (queries.head(), list(queries.entries()), queries.verify_now()) == ((0, GENESIS), [], [])


def test_the_head_is_the_last_entry() -> None:
    _three_units()
    assert queries.head() == (3, _entries()[-1].hash)


def test_the_versions_of_topics_are_told_in_one_order() -> None:
    _three_units()
    assert queries.topic_versions(("plan", "organization", "accounts")) == "accounts:0 organization:3 plan:0"
    assert queries.topic_versions(()) == ""


def test_the_history_of_one_thing_is_newest_first() -> None:
    unit, _ = a_unit("Hacienda"), a_unit("Salud")
    change(unit, {"name": "Tesoro"}, perm=EDIT_UNITS, by=BY, expected=1)
    told = [(one.sequence, one.verb) for one in queries.history_of(unit)]
    assert told == [(3, "change_unit"), (1, "create_unit")]


def test_the_chain_is_read_as_it_was_written() -> None:
    _three_units()
    written = [{name: getattr(one, name) for name in queries.chain.FIELDS} | {"hash": one.hash} for one in _entries()]
    assert list(queries.entries()) == written
    assert queries.verify_now() == []


def test_reading_the_chain_does_not_ask_more_of_a_longer_one(django_assert_num_queries: object) -> None:
    assert callable(django_assert_num_queries)
    a_unit("Cultura")
    with django_assert_num_queries(5):
        queries.verify_now()
    _three_units()
    with django_assert_num_queries(5):
        queries.verify_now()


@pytest.mark.parametrize("field", ["at", "actor", "actor_role", "actor_unit", "verb", "kind", "object"])
def test_a_word_changed_in_the_database_is_found(field: str) -> None:
    _three_units()
    LedgerEntry.objects.filter(sequence=2).update(**{field: "forged"})
    assert queries.verify_now() == [Break(2, "su contenido no corresponde a su huella")]


def test_an_entry_cut_out_of_the_database_is_found() -> None:
    _three_units()
    LedgerPayload.objects.filter(entry=2).delete()
    LedgerEntry.objects.filter(sequence=2).delete()
    assert queries.verify_now() == [Break(3, "falta el asiento 2"), Break(3, "no continúa el asiento anterior")]


def test_the_last_entry_cut_off_is_found_by_the_head_kept_apart() -> None:
    _three_units()
    LedgerPayload.objects.filter(entry=3).delete()
    LedgerEntry.objects.filter(sequence=3).delete()
    assert queries.verify_now() == [Break(3, "el registro termina antes de donde debería")]


def test_what_is_written_while_one_checks_is_no_break() -> None:
    _three_units()
    kept = queries.head()
    a_unit("Cultura")
    assert list(queries.end_breaks(kept)) == []


def test_a_payload_changed_in_the_database_is_found() -> None:
    _three_units()
    LedgerPayload.objects.filter(entry=2).update(body={"name": "forged"})
    assert queries.verify_now() == [Break(2, "su contenido guardado no corresponde a lo que se registró")]


def test_a_reserved_payload_put_where_there_was_none_is_found() -> None:
    _three_units()
    LedgerPayload.objects.create(entry_id=2, reserved=True, salt="ab", body={"name": "forged"})
    assert queries.verify_now() == [Break(2, "su contenido guardado no corresponde a lo que se registró")]


def test_personal_data_can_be_erased_and_the_chain_holds() -> None:
    a_person("Ana Insider")
    held = queries.head()[1]
    assert LedgerPayload.objects.filter(reserved=True).delete()[0] == 1
    assert queries.verify_now(held=held) == []


def test_what_is_public_cannot_be_erased() -> None:
    _three_units()
    LedgerPayload.objects.filter(entry=2).delete()
    assert queries.verify_now() == [Break(2, "su contenido público fue borrado")]


def test_a_whole_chain_rewritten_with_its_head_is_convicted_by_who_holds_an_older_one() -> None:
    _three_units()
    held = queries.head()[1]
    previous = GENESIS
    for entry in _entries():
        payload = LedgerPayload.objects.get(entry=entry)
        payload.body = {**payload.body, "name": "forged"}
        payload.save()
        entry.previous, entry.public_digest = previous, payload_digest(payload.salt, payload.body)
        entry.hash = previous = entry_hash({name: getattr(entry, name) for name in queries.chain.FIELDS})
        entry.save()
    LedgerHead.objects.update(hash=previous)
    assert queries.verify_now() == []
    said = "la huella que usted tiene no está en el registro: fue reescrito"
    assert queries.verify_now(held=held) == [Break(3, said)]


def test_rows_of_the_ledger_tell_what_they_are() -> None:
    unit = a_unit("Hacienda")
    entry = LedgerEntry.objects.get()
    assert str(entry) == f"1 create_unit unit {unit.public_id}"
    assert str(LedgerPayload.objects.get()) == "1 público"
    assert str(LedgerPayload(entry=entry, reserved=True)) == "1 reservado"
    assert str(LedgerHead.objects.get()) == f"1 {entry.hash[:12]}"
    assert str(TopicCounter.objects.get()) == "organization 1"
