"""The reference page of settings: what the environment may say, from the same declarations that read it."""

from rendir.foundation.core.env import DECLARED
from rendir.front.portal.reference.markdown import code, page, table


def options() -> str:
    """Every setting, by name. The meanings are in Spanish: whoever installs reads them in the messages too."""
    rows = [(code(one.name), one.meaning, one.shape, code(one.default)) for _, one in sorted(DECLARED.items())]
    return page(
        "Settings",
        "`rendir/settings.py`",
        "Read from the environment. A value that makes no sense is refused at the start, with advice. "
        "What differs per municipality is not here: it is edited at `/gestion/`.",
        table(("setting", "what for", "write", "where it says nothing"), rows),
    )
