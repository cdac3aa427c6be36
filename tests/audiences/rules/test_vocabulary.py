"""The words of a characterisation: each with a label, and what follows from it."""

import pytest

from rendir.information.audiences.rules import vocabulary as words
from rendir.information.audiences.rules.vocabulary import AudienceKind, Channel, Dimension, LegalBasis


@pytest.mark.parametrize(
    "kind",
    [
        words.AudienceKind,
        words.Dimension,
        words.Channel,
        words.NeedFormat,
        words.Frequency,
        words.SourceKind,
        words.LegalBasis,
    ],
)
def test_every_word_has_its_label(kind: type[words.Worded]) -> None:
    labels = dict(kind.choices())
    assert set(labels) == {one.value for one in kind}
    assert len(set(labels.values())) == len(labels)
    assert "" not in labels.values()


def test_persons_and_organisations_have_their_own_dimensions() -> None:
    told = {one: one.kind for one in Dimension}
    assert told.pop(Dimension.GEOGRAPHIC) is None
    organisations = {one for one, kind in told.items() if kind == AudienceKind.ORGANISATIONS}
    assert organisations == {Dimension.TYPE, Dimension.ORGANISATIONAL}
    assert Dimension.TYPE.short == "De tipo"


def test_a_channel_tells_or_listens_or_both() -> None:
    assert [one for one in Channel if not one.tells and not one.listens] == []
    assert (Channel.RADIO.tells, Channel.RADIO.listens) == (True, False)
    assert (Channel.BOX.tells, Channel.BOX.listens) == (False, True)
    assert (Channel.MEETING.tells, Channel.MEETING.listens, Channel.MEETING.is_virtual) == (True, True, False)
    assert Channel.VIRTUAL.is_virtual


def test_only_authorisation_or_a_statistical_end_covers_what_is_sensitive() -> None:
    """Ley 1581 de 2012, arts. 6 a and 6 e; only an authorisation has a proof to keep (art. 9)."""
    assert [one for one in LegalBasis if one.covers_sensitive] == [LegalBasis.AUTHORISATION, LegalBasis.STATISTICS]
    assert [one for one in LegalBasis if one.needs_proof] == [LegalBasis.AUTHORISATION]
