"""`rendir check_links`: the timed job that finds dead links."""

from typing import Any

from rendir.foundation.core import clock
from rendir.foundation.core.commands import RendirCommand
from rendir.foundation.core.spanish import count
from rendir.plan.compliance.actions.links import check_links


class Command(RendirCommand):
    """Asks the links that are evidence whether they still answer, each about once a month."""

    help = "Revisa qué enlaces de la evidencia ya no responden: cada uno, una vez al mes."

    def run(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - Django's own signature
        found = check_links(clock.today())
        told = (
            count(found.answering, "enlace responde", "enlaces responden"),
            count(found.dead, "no responde", "no responden"),
            count(found.unknown, "no se pudo comprobar", "no se pudieron comprobar"),
        )
        self.stdout.write("; ".join(told) + ".")
