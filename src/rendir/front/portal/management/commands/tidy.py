"""`rendir tidy`: the timed job that forgets what serves no more."""

from typing import Any

from rendir.foundation.core.commands import RendirCommand
from rendir.foundation.core.spanish import count
from rendir.front.portal.actions import DAYS_OF_A_KEY, tidy


class Command(RendirCommand):
    """Run it every night; running it twice does nothing twice."""

    help = "Olvida lo que ya no sirve: sesiones vencidas y claves de envíos viejos."
    manual = (
        "Borra las sesiones vencidas y las claves con que se reconoce un formulario que llega dos veces, cuando\n"
        f"tienen más de {DAYS_OF_A_KEY} días. No borra nada de lo que se hizo."
    )

    def run(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - Django's own signature
        keys = count(tidy(), "clave de envío olvidada", "claves de envío olvidadas")
        self.stdout.write(f"Sesiones vencidas borradas; {keys}.")
