"""How the one stylesheet is put together."""

from pathlib import Path

from rendir.foundation.core import stylesheet


def test_parts_come_in_order_without_comments_and_empty_lines(tmp_path: Path) -> None:
    for folder in ("ui", "pages"):
        (tmp_path / folder).mkdir()
    for name in ("tokens", "base", "layout", "ui/tag", "ui/button", "pages/grid", "print"):
        (tmp_path / f"{name}.css").write_text(f"/* why\n {name} */\n\n.{Path(name).name} {{\n}}\n\n", encoding="utf-8")
    lines = stylesheet.build(tmp_path).splitlines()
    assert lines[0] == stylesheet.HEAD.strip()
    assert lines[1::2] == [f".{name} {{" for name in ("tokens", "base", "layout", "button", "tag", "grid", "print")]
    assert set(lines[2::2]) == {"}"}
