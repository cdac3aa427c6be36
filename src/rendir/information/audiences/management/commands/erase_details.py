"""`rendir erase_details`: the timed job that erases what personal data must not outlive."""

from typing import Any

from rendir.foundation.audit.actors import Job
from rendir.foundation.core import clock
from rendir.foundation.core.commands import RendirCommand
from rendir.foundation.core.spanish import count
from rendir.information.audiences.actions.data import erase_due


class Command(RendirCommand):
    """Erases the exact counts of the sources whose time is over. Run it every night; twice erases nothing twice."""

    help = "Borra el detalle de las fuentes de grupos de valor cuyo plazo de conservación terminó."

    def run(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - Django's own signature
        done = erase_due(clock.today(), by=Job("erasure"))
        self.stdout.write(f"{count(done, 'fuente quedó sin detalle', 'fuentes quedaron sin detalle')}.")
