"""Forms that lose nothing."""

from django.forms import CharField
from django.http import QueryDict

from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.versioned import VersionedForm, done


class AForm(VersionedForm):
    name = CharField()


def _sent(text: str, version: int | None = 3) -> AForm:
    return AForm(QueryDict(text), version=version, initial={})


def test_a_form_that_answers_to_the_version_there_is_goes_on() -> None:
    form = _sent("name=Ana&expected=3")
    assert (form.is_valid(), form.is_stale) == (True, False)


def test_a_form_that_answers_to_an_older_one_says_so_keeps_what_was_typed_and_can_be_sent_again() -> None:
    form = _sent("name=Ana&expected=2")
    assert (form.is_valid(), form.is_stale) == (False, True)
    assert (form.data["name"], form.data["expected"]) == ("Ana", "3")
    assert AForm(form.data, version=3, initial={}).is_valid()


def test_of_what_is_not_there_yet_any_version_is_new() -> None:
    assert _sent("name=Ana", version=None).is_valid()


def test_what_the_domain_refuses_stands_in_the_form_with_its_way_out() -> None:
    form = _sent("name=Ana&expected=3")
    assert form.is_valid()

    def refuse() -> None:
        raise Invalid("No se puede.", way_out="Haga otra cosa.")

    assert done(form, refuse) is False
    assert form.non_field_errors() == ["No se puede. Haga otra cosa."]
    assert done(_sent("name=Ana&expected=3"), lambda: None) is True
