"""`rendir send_notices`: the timed job of the outbox."""

from typing import Any

from rendir.foundation.core.commands import RendirCommand
from rendir.foundation.core.spanish import count
from rendir.foundation.notices.actions import send_notices


class Command(RendirCommand):
    """Sends what is pending. Run it every quarter of an hour; running it twice sends nothing twice."""

    help = "Envía los avisos pendientes."

    def run(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - Django's own signature
        sent, failed = send_notices()
        failures = count(failed, "no salió", "no salieron")
        self.stdout.write(f"{count(sent, 'aviso enviado', 'avisos enviados')}; {failures}.")
