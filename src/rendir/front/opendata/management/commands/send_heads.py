"""`rendir send_heads`: the timed job that sends the head of the ledger to who asked for it."""

from typing import Any

from rendir.foundation.core.commands import RendirCommand
from rendir.foundation.core.spanish import count
from rendir.front.opendata.actions import send_heads


class Command(RendirCommand):
    """Queues one notice a day for each. Run it every day; running it twice sends nothing twice."""

    help = "Pone en cola la huella del registro para quienes pidieron recibirla cada día."
    manual = (
        "Ejecútela una vez al día, antes de «rendir send_notices», que es la que envía. Repetirla no repite ningún\n"
        "aviso. También borra los correos que nadie confirmó a tiempo."
    )

    def run(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - Django's own signature
        queued, forgotten = send_heads()
        erased = count(forgotten, "correo sin confirmar borrado", "correos sin confirmar borrados")
        self.stdout.write(f"{count(queued, 'huella en cola', 'huellas en cola')}; {erased}.")
