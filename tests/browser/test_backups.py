"""Whoever runs the service makes a backup and takes it away; on a bad day nothing that was typed is lost."""

import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from shutil import rmtree

import pytest
from django.conf import settings
from django.db import OperationalError
from playwright.sync_api import Page, expect

from rendir.foundation.accounts.roles import Role
from rendir.foundation.backups.actions.making import make_backup
from rendir.foundation.backups.models import Backup
from rendir.foundation.backups.states import BackupState
from rendir.foundation.backups.views import staff
from rendir.foundation.core import clock
from rendir.plan.planning.views.staff import activities

PHONE = {"width": 360, "height": 740}
DARK = {"color_scheme": "dark"}


@pytest.fixture(autouse=True)
def _leave_no_trace(monkeypatch: pytest.MonkeyPatch):
    """The tests' database is not the one that a process of its own would open: here the site makes it itself."""
    monkeypatch.setattr(staff, "start_backup", make_backup)
    yield
    Backup.objects.all().delete()
    rmtree(settings.BACKUPS_ROOT, ignore_errors=True)


def _past(days: int, state: str = BackupState.DONE, **fields: object) -> None:
    moment = clock.now() - timedelta(days=days)
    held = {"size": 61_400_000, "sha256": "a" * 64, "head": "5e0c" * 16, "sequence": 90 + days}
    said = {**held, "rows": 540, "files": 14} if state == BackupState.DONE else {}
    Backup.objects.create(started_at=moment, finished_at=moment, state=state, **{**said, **fields})


def test_a_backup_is_made_seen_and_taken_away(
    at_desk: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    picture: Callable[..., object],
    tmp_path: Path,
) -> None:
    _past(12)
    _past(19, BackupState.FAILED, failure="La copia no se hizo: no hay espacio en el disco.")
    page = at_desk(Role.IT)
    page.goto("/gestion/")
    expect(page.locator("#backups + .row")).to_contain_text("Última copia: hace 12 días")
    page.get_by_role("link", name="Ver las copias y hacer otra").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Copias de seguridad")
    axe(page)
    page.get_by_role("button", name="Hacer una copia ahora").click()
    expect(page.get_by_role("status").first).to_contain_text("La copia se está haciendo.")
    expect(page.locator("main")).to_contain_text("Última copia: hoy")
    expect(page.locator("tbody tr").first).to_contain_text("Hecha y comprobada")
    page.goto("/gestion/copias/")
    picture(page, "manual/copias", height=760)
    axe(page)
    page.locator("tbody tr a").first.click()
    expect(page.get_by_role("heading", name="¿Llevarse esta copia?")).to_be_visible()
    axe(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Descargar la copia").click()
    download.value.save_as(tmp_path / "copia.zip")
    with zipfile.ZipFile(tmp_path / "copia.zip") as source:
        assert (source.testzip(), "manifest.json" in source.namelist()) == (None, True)
    page.goto("/gestion/registro/")
    expect(page.locator("tbody tr").first).to_contain_text("Se llevó una copia de seguridad con todos los datos")
    for options in ({}, DARK):
        small = at_desk(Role.IT, PHONE, **options)
        small.goto("/gestion/copias/")
        fits(small)
        axe(small)
        small.locator("tbody a").first.click()
        fits(small)
        axe(small)


def test_what_was_typed_on_a_bad_day_is_sent_again_from_the_same_page(
    at_desk: Callable[..., Page],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError

    page = at_desk(Role.PLANNING)
    page.goto("/gestion/cronograma/2021/actividades/R8/")
    before = page.get_by_label("Meta o producto").input_value()
    page.get_by_label("Meta o producto").fill("Encuesta en las veredas\ny en el casco urbano")
    real = activities.edit_activity
    monkeypatch.setattr(activities, "edit_activity", away)
    page.get_by_role("button", name="Guardar", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("El sitio no alcanza sus datos")
    page.get_by_text("Ver lo que escribió").click()
    expect(page.locator("details")).to_contain_text("Encuesta en las veredas")
    for viewport in (PHONE, {"width": 1280, "height": 800}):
        page.set_viewport_size(viewport)
        fits(page)
        axe(page)
    monkeypatch.setattr(activities, "edit_activity", real)
    page.get_by_role("button", name="Enviarlo otra vez").click()
    page.wait_for_url("**/grilla/#R8")
    page.goto("/gestion/cronograma/2021/actividades/R8/")
    expect(page.get_by_label("Meta o producto")).to_have_value("Encuesta en las veredas\ny en el casco urbano")
    page.get_by_label("Meta o producto").fill(before)
    page.get_by_role("button", name="Guardar", exact=True).click()
    page.wait_for_url("**/grilla/#R8")
