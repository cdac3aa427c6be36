"""Fields of forms that every app may ask with: a text of several lines, one file among several answers, many files."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile


class TextField(forms.CharField):
    """A text of several lines, its line ends as the database keeps them."""

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - Django's own signature
        return (super().to_python(value) or "").replace("\r\n", "\n")


class FilesInput(forms.ClearableFileInput):
    """The browser's own question for files, several at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; gives a list, empty where none was sent."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ANN401 - Django's own signature
        sent: Sequence[UploadedFile[Any]] = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not sent:
            super().clean(None, initial)
        return [super(FilesField, self).clean(one, initial) for one in sent]


class EitherFileField(forms.FileField):
    """A file that is one of several ways to answer: none of them is optional, and the form says what is missing."""

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ANN401 - Django's own signature
        return super().clean(data, initial) if data else None
