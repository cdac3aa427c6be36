"""`rendir clean_uploads`: the timed job of uploads."""

from typing import Any

from rendir.foundation.audit.actors import Job
from rendir.foundation.core.commands import RendirCommand
from rendir.foundation.core.spanish import count
from rendir.foundation.library.actions import clean_uploads


class Command(RendirCommand):
    """Removes what nobody went on with. Run it every night; running it twice removes nothing twice."""

    help = "Quita las cargas que nadie siguió."

    def run(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - Django's own signature
        done = clean_uploads(by=Job("uploads"))
        self.stdout.write(f"{count(done, 'carga abandonada', 'cargas abandonadas')}.")
