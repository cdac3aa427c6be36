"""Static files as production serves them: each named by its content, each address in them leading somewhere."""

from pathlib import Path

from django.core.management import call_command
from pytest_django import Settings


def test_every_address_in_a_static_file_leads_somewhere(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()
