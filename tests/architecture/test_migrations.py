"""The models and their migrations say the same, and each app's migrations stand in one line."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

OURS = sorted(app.label for app in apps.get_app_configs() if app.name.startswith("rendir."))


@pytest.mark.django_db
def test_no_model_waits_for_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("app", OURS)
def test_the_migrations_of_an_app_stand_in_one_line(app: str) -> None:
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    leaves = [name for label, name in graph.leaf_nodes() if label == app]
    assert len(leaves) <= 1


def test_django_finds_nothing_wrong() -> None:
    call_command("check", fail_level="WARNING")
