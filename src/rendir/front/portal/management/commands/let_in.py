"""`rendir let_in`: a way in for somebody whom nobody inside can let in any more."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.urls import reverse

from rendir.foundation.accounts.invitations import code_of
from rendir.foundation.core.commands import RendirCommand
from rendir.foundation.core.components.wording import written_day
from rendir.front.portal.actions import let_in
from rendir.front.portal.invitations import invitation_path


class Command(RendirCommand):
    """Prints the link and the code by which the person chooses a password."""

    help = "Deja entrar a quien perdió su clave o su teléfono y nadie adentro puede ayudar."
    manual = (
        "Hace una invitación para la persona de ese correo y muestra su enlace y su código, para una sola vez. Si su\n"
        "acceso estaba cerrado, lo abre. El registro dice que fue desde el servidor.\n\n"
        "Con --without-second-step le quita además el segundo paso, si perdió el teléfono y los códigos."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="CORREO", help="con el que la persona entra")
        parser.add_argument("--without-second-step", action="store_true", help="le quita el segundo paso")

    def run(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        invitation = let_in(options["email"], without_second_factor=options["without_second_step"])
        self.stdout.write(f"Para {invitation.person.name}, hasta el {written_day(invitation.expires_on)}:")
        self.stdout.write(f"  {settings.BASE_URL}{invitation_path(invitation)}")
        self.stdout.write(
            f"  o en {settings.BASE_URL}{reverse('portal:type_code')} el código {code_of(invitation.public_id)}"
        )
