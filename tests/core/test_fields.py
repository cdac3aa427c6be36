"""Fields that every app may ask with."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import Form
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from rendir.foundation.core.fields import EitherFileField, FilesField, TextField


class AForm(Form):
    text = TextField(required=False)
    files = FilesField(required=False)


class AStrictForm(Form):
    files = FilesField()


def test_a_text_has_the_line_ends_of_the_database() -> None:
    form = AForm(QueryDict("text=uno%0D%0Ados"))
    assert form.is_valid()
    assert form.cleaned_data["text"] == "uno\ndos"


def test_many_files_come_at_once_and_none_is_a_list_too() -> None:
    files = [SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.txt", b"b")]
    form = AForm(QueryDict(""), MultiValueDict({"files": files}))
    assert form.is_valid()
    assert [one.name for one in form.cleaned_data["files"]] == ["a.txt", "b.txt"]
    empty = AForm(QueryDict(""))
    assert (empty.is_valid(), empty.cleaned_data["files"]) == (True, [])


def test_an_empty_file_is_refused_and_a_missing_one_where_it_is_asked_for() -> None:
    empty = AForm(QueryDict(""), MultiValueDict({"files": [SimpleUploadedFile("a.txt", b"")]}))
    assert (empty.is_valid(), AStrictForm(QueryDict("")).is_valid()) == (False, False)


class AnEitherForm(Form):
    file = EitherFileField()


def test_a_file_that_is_one_answer_of_several_may_be_missing_and_is_not_called_optional() -> None:
    form = AnEitherForm(QueryDict(""))
    assert (form.is_valid(), form.cleaned_data["file"], form.fields["file"].required) == (True, None, True)
    sent = AnEitherForm(QueryDict(""), MultiValueDict({"file": [SimpleUploadedFile("a.txt", b"a")]}))
    assert sent.is_valid()
    assert sent.cleaned_data["file"].name == "a.txt"
