"""A file from a stranger: another process looks at it, within limits, and no more than two at once."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile

from factories.yearly import zipped
from rendir.foundation.core import apart
from rendir.foundation.core.refusal import NotNow
from rendir.front.opendata import receiving


@pytest.fixture
def file() -> Iterator[TemporaryUploadedFile]:
    with TemporaryUploadedFile("x.zip", "application/zip", 0, None) as made:
        made.write(zipped({"a": b"x"}))
        made.flush()
        yield made


def test_another_process_says_what_it_found(file: TemporaryUploadedFile) -> None:
    found = receiving.check_apart(file, "ab" * 8)
    why = "el archivo no es un archivo del año de Rendir: no tiene su lista de contenido"
    assert found == {"holds": None, "error": f"El archivo no sirve: {why}."}


@pytest.mark.parametrize(
    ("fault", "said"), [(apart.TooSlow, "tarda demasiado"), (apart.Broken, "está dañado, o hecho para hacer daño")]
)
def test_a_file_that_breaks_the_other_process_is_told(
    file: TemporaryUploadedFile, fault: type[Exception], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> Iterator[bytes]:
        raise fault

    monkeypatch.setattr(apart, "printed", fail)
    found = receiving.check_apart(file, "")
    assert (found["holds"], said in found["error"]) == (None, True)


def test_whoever_comes_while_two_are_checked_is_asked_to_wait(
    file: TemporaryUploadedFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "_PATIENCE", 0.01)
    with receiving._a_turn(), receiving._a_turn(), pytest.raises(NotNow, match="se están comprobando otros"):
        receiving.check_apart(file, "")
    assert receiving.check_apart(file, "")["holds"] is None
