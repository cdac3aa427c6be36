"""Who may import whom: the storeys, and what one app may know of another."""

import pytest
from importlinter.cli import lint_imports

from source_tree import ROOT, Module, modules

FRONT_OF_HOUSE = {"views", "forms", "urls", "management", "migrations"}


def test_imports_go_only_downwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


def _app_and_file(name: str) -> tuple[str, str]:
    """`rendir.plan.planning.views.public` is the file `views` of the app `plan/planning`."""
    parts = [*name.split("."), "", "", "", ""]
    return "/".join(parts[1:3]), parts[3]


@pytest.mark.parametrize("module", [one for one in modules() if one.app], ids=lambda one: one.place)
def test_nobody_reaches_into_the_views_of_another_app(module: Module) -> None:
    reached = [_app_and_file(name) for name in module.imports() if name.startswith("rendir.")]
    assert [(app, file) for app, file in reached if app != module.app and file in FRONT_OF_HOUSE] == []


INNER = ("models", "states", "rules", "actions", "queries", "datasets", "sections")


@pytest.mark.parametrize("module", [one for one in modules() if one.app], ids=lambda one: one.place)
def test_what_decides_does_not_know_what_shows(module: Module) -> None:
    if _app_and_file(module.name)[1] in INNER:
        assert [name for name in module.imports() if _app_and_file(name)[1] in {"views", "forms"}] == []
