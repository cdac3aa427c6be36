"""The domain says no in one family, each member with its answer of HTTP."""

import pytest

from rendir.foundation.core.refusal import Invalid, NoRoom, NotAllowed, Refusal, Stale, WrongState


@pytest.mark.parametrize(
    ("kind", "status"), [(Refusal, 409), (NotAllowed, 403), (WrongState, 409), (Stale, 409), (Invalid, 422)]
)
def test_a_refusal_says_what_cannot_be_and_what_to_do_instead(kind: type[Refusal], status: int) -> None:
    refusal = kind("No se puede.", way_out="Haga otra cosa.")
    told = (str(refusal), refusal.message, refusal.way_out, refusal.status)
    assert told == ("No se puede.", "No se puede.", "Haga otra cosa.", status)
    assert issubclass(kind, Refusal)


def test_a_way_out_may_be_missing() -> None:
    assert Refusal("No.").way_out == ""


def test_a_refusal_tells_a_program_what_it_needs_and_a_full_disk_is_no_fault_of_the_sender() -> None:
    assert (NoRoom("No hay espacio.").status, Refusal("No.").facts) == (507, {})
