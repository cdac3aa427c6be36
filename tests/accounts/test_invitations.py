"""The code of an invitation and the secret of its link: made again whenever they are needed, kept nowhere."""

import re

from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from rendir.foundation.accounts.invitations import LENGTH, code_digest, code_of, is_link_secret, link_secret
from rendir.foundation.audit.models import PUBLIC_ID_ALPHABET

IDENTITY = "7k3mq9xw2ytd"
identities = st.text(PUBLIC_ID_ALPHABET, min_size=12, max_size=12)


@given(identities)
def test_a_code_is_of_signs_that_nobody_confuses(identity: str) -> None:
    code = code_of(identity)
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}", code)
    assert (len(code) - 1, code_of(identity)) == (LENGTH, code)


@given(identities)
def test_a_code_is_the_same_however_it_is_typed(identity: str) -> None:
    code = code_of(identity)
    typed = [code.lower(), code.replace("-", ""), f"  {code[:3]} {code[3:]} ", code.replace("-", "–")]
    assert {code_digest(one) for one in typed} == {code_digest(code)}


def test_codes_are_spread_over_the_alphabet() -> None:
    signs = "".join(code_of(str(number)) for number in range(200)).replace("-", "").lower()
    assert set(signs) == set(PUBLIC_ID_ALPHABET)
    assert len({code_of(str(number)) for number in range(2000)}) == 2000


def test_a_link_opens_its_own_invitation_only() -> None:
    right = link_secret(IDENTITY)
    tried = [right, "", "x", link_secret("another"), right[:-1], code_of(IDENTITY)]
    assert [is_link_secret(IDENTITY, one) for one in tried] == [True, False, False, False, False, False]


def test_who_reads_the_database_learns_no_code(settings: Settings) -> None:
    """Code, digest and link are those of the installation's key: the identity alone makes others."""
    told = (code_of(IDENTITY), code_digest("K7QF3-M2XTP"), link_secret(IDENTITY))
    settings.SECRET_KEY = "another installation"
    again = (code_of(IDENTITY), code_digest("K7QF3-M2XTP"), link_secret(IDENTITY))
    assert [one == other for one, other in zip(told, again, strict=True)] == [False, False, False]
