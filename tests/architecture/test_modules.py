"""Every room has a name that says what is in it, and a first sentence that says it better."""

import ast

import pytest

from source_tree import Module, modules

ROOMS_WITHOUT_A_NAME = {"utils", "helpers", "services", "signals", "mixins", "managers", "common", "misc"}
THE_CLOCK = "rendir.foundation.core.clock"
ASKS_THE_TIME = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow", "time.time", "timezone.now"}


@pytest.mark.parametrize("module", modules(), ids=lambda one: one.place)
def test_a_module_opens_by_saying_what_belongs_in_it(module: Module) -> None:
    told = ast.get_docstring(module.tree) or ""
    assert len(told) > 15
    assert told.rstrip().endswith((".", "?", "`", ")"))


@pytest.mark.parametrize("module", modules(), ids=lambda one: one.place)
def test_a_module_is_named_for_its_meaning(module: Module) -> None:
    assert ROOMS_WITHOUT_A_NAME.isdisjoint(module.path.relative_to(module.path.anchor).with_suffix("").parts[-4:])


def _is_an_app(module: Module) -> bool:
    return module.path.name == "__init__.py" and module.place == f"{module.app}/__init__.py"


@pytest.mark.parametrize("module", [one for one in modules() if _is_an_app(one)], ids=lambda one: one.place)
def test_an_app_says_what_its_word_means_and_nothing_else(module: Module) -> None:
    assert len(module.tree.body) == 1


@pytest.mark.parametrize("module", [one for one in modules() if one.name != THE_CLOCK], ids=lambda one: one.place)
def test_only_the_clock_knows_the_time(module: Module) -> None:
    calls = [ast.unparse(node.func) for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
    assert [call for call in calls if ".".join(call.split(".")[-2:]) in ASKS_THE_TIME] == []
