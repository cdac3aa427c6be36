"""The timed job says what it did."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from rendir.foundation.audit.actors import Job
from rendir.foundation.core import clock
from rendir.foundation.library.actions import begin_upload, bring_table
from rendir.foundation.library.models import Upload

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("many", "told"),
    [(0, "0 cargas abandonadas; 0 tablas descartadas.\n"), (1, "1 carga abandonada; 1 tabla descartada.\n")],
)
def test_old_uploads_are_removed_and_counted(many: int, told: str, settings: Settings, tmp_path: Path) -> None:
    settings.LIBRARY_ROOT, settings.UPLOAD_DAYS = tmp_path, 3
    for _ in range(many):
        begin_upload(name="acta.pdf", size=5, by=Job("tests"))
        bring_table(b"a;b", name="a.csv", importer="metas", title_row=0, columns={}, by=Job("tests"))
    out = StringIO()
    with clock.travel(clock.today().replace(year=clock.today().year + 1, day=1)):
        call_command("clean_uploads", stdout=out)
    assert (out.getvalue(), Upload.objects.filter(state="open").count()) == (told, 0)
