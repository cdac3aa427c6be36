"""What is asked of the library."""

import pytest

from factories.planning import an_adopted
from rendir.foundation.library.queries import files_of

pytestmark = pytest.mark.django_db


def test_the_files_of_a_publication_are_found_by_their_format() -> None:
    publication = an_adopted().publication
    assert {kind: file.name for kind, file in files_of(publication).items()} == {
        "csv": "cronograma-2021-v1.csv",
        "json": "cronograma-2021-v1.json",
    }


def test_what_was_not_published_has_no_files() -> None:
    assert files_of(None) == {}
