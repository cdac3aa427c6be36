"""`rendir verify`: plain words for people, JSON for programs, 1 where the chain does not hold."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from factories.organization import a_unit
from rendir.foundation.audit import queries
from rendir.foundation.audit.chain import GENESIS
from rendir.foundation.audit.models import LedgerEntry

pytestmark = pytest.mark.django_db


def _verify(**options: object) -> str:
    told = StringIO()
    call_command("verify", stdout=told, **options)
    return told.getvalue()


def _refused(**options: object) -> tuple[str, int, str]:
    """What was written, the exit status and the line of a check that does not hold."""
    told = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("verify", stdout=told, **options)
    return told.getvalue(), refused.value.returncode, str(refused.value)


def test_a_chain_that_holds_says_so() -> None:
    a_unit()
    assert _verify() == (
        f"Registro de 1 asiento. Última huella: {queries.head()[1]}\n"
        "Se sostiene: cada asiento continúa el anterior y su contenido es el que se registró.\n"
    )


def test_an_empty_chain_holds() -> None:
    assert _verify().startswith(f"Registro de 0 asientos. Última huella: {GENESIS}\nSe sostiene")


def test_a_forged_entry_is_told_by_its_place() -> None:
    a_unit("Gobierno")
    a_unit("Hacienda")
    LedgerEntry.objects.filter(sequence=1).update(verb="forged")
    told = (
        f"Registro de 2 asientos. Última huella: {queries.head()[1]}\n"
        "  asiento 1: su contenido no corresponde a su huella\n"
    )
    assert _refused() == (told, 1, "el registro no se sostiene")


def test_programs_read_json() -> None:
    a_unit()
    head = queries.head()[1]
    assert json.loads(_verify(format="json")) == {"entries": 1, "head": head, "breaks": []}
    LedgerEntry.objects.update(verb="forged")
    told, code, _ = _refused(format="json")
    breaks = [{"sequence": 1, "reason": "su contenido no corresponde a su huella"}]
    assert (json.loads(told), code) == ({"entries": 1, "head": head, "breaks": breaks}, 1)


def test_a_head_somebody_holds_is_looked_for() -> None:
    a_unit("Gobierno")
    held = queries.head()[1]
    a_unit("Hacienda")
    assert "Se sostiene" in _verify(head=held)
    assert "Se sostiene" in _verify(head=f" {held[:16].upper()}\n")
    told, code, _ = _refused(head="ab" * 32)
    assert (told.splitlines()[1], code) == (
        "  asiento 2: la huella que usted tiene no está en el registro: fue reescrito",
        1,
    )


@pytest.mark.parametrize("head", ["", "ab", "ab" * 33, "z" * 64])
def test_what_cannot_be_a_hash_is_wrong_use(head: str) -> None:
    assert _refused(head=head) == ("", 2, "una huella tiene 64 signos (0-9, a-f); bastan los primeros 16")
