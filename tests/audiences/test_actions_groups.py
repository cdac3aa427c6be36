"""Groups, their zones, channels, segments and needs: by who may, and what is refused."""

from collections.abc import Callable

import pytest

from factories.accounts import a_person, insider, outsider
from factories.audiences import BY, a_group, a_source, a_whole_group, figures
from factories.organization import a_territory
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.models import LedgerEntry
from rendir.foundation.core.refusal import Invalid, NotAllowed, Stale, WrongState
from rendir.information.audiences.actions.groups import (
    add_audience,
    add_need,
    add_segment,
    bring_back_audience,
    choose_channels,
    edit_audience,
    edit_need,
    edit_segment,
    remove_need,
    remove_segment,
    retire_audience,
)
from rendir.information.audiences.models import Audience, AudienceSegment, InformationNeed
from rendir.information.audiences.rules.vocabulary import AudienceKind, Channel, Frequency, NeedFormat
from rendir.information.audiences.states import AudienceState

pytestmark = pytest.mark.usefixtures("_today")
NEED = {"format": NeedFormat.AUDIO, "frequency": Frequency.MONTHLY}


def _verbs() -> list[str]:
    return list(LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True))


def _labels(group: Audience) -> list[str]:
    return [place.zone.label for place in group.places.select_related("zone")]


def test_a_group_has_its_words_its_zones_and_an_address_for_ever() -> None:
    zones = a_territory()
    group = a_group("  Juventudes   rurales ", zones=[zones["Comuna 1"], zones["Vereda La Palma"]])
    assert (group.name, group.slug, str(group)) == ("Juventudes rurales", "juventudes-rurales", "Juventudes rurales")
    assert _labels(group) == ["Comuna 1", "Vereda La Palma"]
    assert _verbs()[-2:] == ["create_audience", "place_audience_in_zones"]
    edit_audience(
        group,
        name="Jóvenes del campo",
        kind=AudienceKind.PERSONS,
        summary="De las veredas.",
        zones=[zones["Vereda La Palma"], zones["Barrio Centro"]],
        expected=group.version,
        by=BY,
    )
    assert (group.name, group.slug) == ("Jóvenes del campo", "juventudes-rurales")
    assert sorted(_labels(group)) == ["Barrio Centro", "Vereda La Palma"]
    assert "take_audience_out_of_zone" in _verbs()


def test_two_groups_have_two_addresses_and_none_is_another_page() -> None:
    names = ("Víctimas", "Víctimas!", "¿?", "Caracterización")
    assert [a_group(name).slug for name in names] == ["victimas", "victimas-2", "grupo", "caracterizacion-2"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"name": " "}, "Falta el nombre del grupo."),
        ({"summary": " "}, "Falta decir quiénes son."),
        ({"name": "JUVENTÚDES"}, "Ya hay un grupo con ese nombre."),
    ],
)
def test_a_group_needs_a_name_of_its_own_and_who_they_are(words: dict[str, str], message: str) -> None:
    a_group("Juventudes")
    said = {"name": "Otro", "summary": "Ellos.", **words}
    with pytest.raises(Invalid, match=message):
        add_audience(**said, kind=AudienceKind.PERSONS, by=BY)
    assert Audience.objects.count() == 1


def test_a_group_with_data_stays_of_persons() -> None:
    group = a_group()
    a_source(group)
    words = {"name": group.name, "summary": group.summary, "expected": group.version, "by": BY}
    with pytest.raises(Invalid, match="no puede pasar de personas a organizaciones"):
        edit_audience(group, kind=AudienceKind.ORGANISATIONS, **words)  # type: ignore[arg-type] # the names are in `words`


def test_what_somebody_else_changed_is_not_written_over() -> None:
    group = a_group()
    choose_channels(group, publication=[Channel.RADIO], dialogue=[], expected=1, by=BY)
    with pytest.raises(Stale):
        edit_audience(group, name="X", kind=AudienceKind.PERSONS, summary="X.", expected=1, by=BY)


def test_channels_are_ranked_and_serve() -> None:
    group = a_whole_group()
    assert (group.publication, group.dialogue) == ((Channel.RADIO, Channel.CHAT), (Channel.MEETING,))
    for telling, listening, message in (
        ([Channel.BOX], [], "«Buzón de sugerencias» no sirve para eso."),
        ([], [Channel.RADIO], "«Emisora comunitaria o radio» no sirve para eso."),
        ([Channel.CHAT, Channel.CHAT], [], "Un canal está dos veces."),
    ):
        with pytest.raises(Invalid, match=message):
            choose_channels(group, publication=telling, dialogue=listening, expected=group.version, by=BY)


def test_a_retired_group_stays_and_may_come_back() -> None:
    group = a_group()
    with pytest.raises(Invalid, match="Falta la razón"):
        retire_audience(group, reason=" ", by=BY)
    retire_audience(group, reason="Se unió a otro.", by=BY)
    assert (group.state, group.state_reason) == (AudienceState.RETIRED, "Se unió a otro.")
    with pytest.raises(WrongState):
        retire_audience(group, reason="Otra vez.", by=BY)
    for act in (
        lambda: choose_channels(group, publication=[], dialogue=[], expected=group.version, by=BY),
        lambda: add_segment(group, name="X", by=BY),
        lambda: add_need(group, topic="X", **NEED, by=BY),
        lambda: a_source(group),
        lambda: edit_audience(group, name="X", kind=AudienceKind.PERSONS, summary="X.", expected=group.version, by=BY),
    ):
        with pytest.raises(Invalid, match="Este grupo se retiró"):
            act()
    bring_back_audience(group, by=BY)
    assert (group.state, group.state_reason) == (AudienceState.IN_FORCE, "")
    assert list(Audience.objects.in_force()) == [group]


def test_a_segment_is_named_once_in_its_group() -> None:
    group = a_group()
    women = add_segment(group, name="Mujeres", description="Las mujeres.", by=BY)
    add_segment(a_group("Otro"), name="Mujeres", by=BY)
    for name, message in (("MUJERES", "ya tiene un segmento con ese nombre"), (" ", "Falta el nombre del segmento")):
        with pytest.raises(Invalid, match=message):
            add_segment(group, name=name, by=BY)
    edit_segment(women, name="Mujeres rurales", expected=women.version, by=BY)
    assert (str(women), women.description) == ("Mujeres rurales", "")


def test_a_segment_with_figures_stays() -> None:
    group = a_group()
    women = add_segment(group, name="Mujeres", by=BY)
    figures(a_source(group), segment=women)
    with pytest.raises(Invalid, match="Hay cifras de este segmento"):
        remove_segment(women, by=BY)
    other = add_segment(group, name="Otras", by=BY)
    remove_segment(other, by=BY)
    assert list(AudienceSegment.objects.all()) == [women]


def test_a_need_is_told_in_its_words() -> None:
    group = a_group()
    with pytest.raises(Invalid, match="Falta decir qué quieren saber"):
        add_need(group, topic=" ", **NEED, by=BY)
    need = add_need(group, topic=" La  vía ", **NEED, language=" ", by=BY)
    assert (str(need), need.language) == ("La vía", "Español")
    edit_need(need, topic="El agua", **NEED, language="Nasa yuwe", expected=need.version, by=BY)
    assert (need.topic, need.language) == ("El agua", "Nasa yuwe")
    remove_need(need, by=BY)
    assert list(InformationNeed.objects.all()) == []


ACTS: tuple[Callable[[Audience, Actor], object], ...] = (
    lambda _group, by: a_group("Otro", by=by),
    lambda group, by: choose_channels(group, publication=[], dialogue=[Channel.BOX], expected=group.version, by=by),
    lambda group, by: add_segment(group, name="X", by=by),
    lambda group, by: add_need(group, topic="X", **NEED, by=by),
    lambda group, by: a_source(group, by=by),
    lambda group, by: retire_audience(group, reason="X", by=by),
)


@pytest.mark.parametrize("act", ACTS)
def test_who_characterises_may_and_nobody_else(act: Callable[[Audience, Actor], object]) -> None:
    group = a_group()
    for person in (outsider(), a_person("Rita Revisa", Role.INTERNAL_CONTROL), a_person("Cata", Role.COMMUNICATIONS)):
        with pytest.raises(NotAllowed):
            act(group, person)
    assert act(group, insider(Role.PARTICIPATION))
