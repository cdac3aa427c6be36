"""The `rendir` command: a manual at the front, Django's management behind."""

import os
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

MANUAL = """rendir: la estrategia de rendición de cuentas de su entidad, todo el año y a la vista.

PARA EMPEZAR
  rendir demo              Carga un municipio ficticio con su año 2021 y lo sirve para conocer Rendir.
  rendir start             Crea una instalación verdadera y vacía: pregunta la entidad y la primera persona.
  rendir runserver         Sirve el sitio.

EL CRONOGRAMA
  rendir plan import ARCHIVO --year AÑO [--dry-run] [--format json|text]
                           Lee un cronograma y lo deja en revisión; con --dry-run solo dice qué entiende.
  rendir plan import ARCHIVO --year AÑO --confirm [--accept-proposals]
                           Lo escribe sin más revisión; con --accept-proposals, también lo que se propone.
  rendir plan check AÑO|ARCHIVO
                           Revisa la coherencia del cronograma: advierte, nunca bloquea.
  rendir plan export AÑO --format csv|xlsx|docx|odt|pdf|ics|json [--output ARCHIVO]
                           Saca el cronograma adoptado en el formato de la entidad.
  rendir plan check-corpus [CARPETA]
                           Mide cuánto entiende de archivos cuyo contenido se conoce.

EL GASTO
  rendir contracts import ARCHIVO [--format text|json]
                           Trae los contratos de la entidad de un archivo de SECOP I, II o Integrado, CSV o JSON.
  rendir budget import ARCHIVO [--entity-code CÓDIGO] [--cut FECHA] [--format text|json]
                           Trae el presupuesto a un corte, de un archivo de CUIPO.

LOS DATOS
  rendir datasets          Nombra los conjuntos de datos abiertos.
  rendir dataset NOMBRE --format csv|json|xlsx [--output ARCHIVO] [--filter CAMPO=VALOR]
                           Saca un conjunto de datos, o solo las filas que dicen eso.
  rendir export-year AÑO ARCHIVO.zip
                           Guarda un año completo en un archivo que cualquiera puede comprobar.
  rendir verify [ARCHIVO.zip] [--head HUELLA]
                           Comprueba que el registro, o el archivo de un año, no fue reescrito.

LAS COPIAS
  rendir backup [--output ARCHIVO]
                           Guarda todo en un solo archivo, sin detener el sitio: base de datos, archivos y claves.
  rendir restore ARCHIVO [--replace]
                           Restaura una copia en una instalación vacía y dice qué se sostiene.

EL SERVICIO
  rendir migrate           Pone la base de datos al día. Es lo único que pide una actualización.
  rendir let_in CORREO     Da una invitación a quien perdió su clave o su teléfono y nadie adentro puede ayudar.
  rendir remind            Deja en los avisos el recordatorio del día de cada persona (cada cuarto de hora).
  rendir send_notices      Envía los avisos pendientes (con un servidor de correo; cada cuarto de hora).
  rendir check_links       Revisa qué enlaces de la evidencia ya no responden (cada noche; una vez al mes cada uno).
  rendir clean_uploads     Quita las cargas de archivos que nadie terminó (cada noche).
  rendir tidy              Olvida sesiones vencidas y claves de envíos viejos (cada noche).

Cada orden se explica con «rendir ORDEN --help». Todo el estado vive en la carpeta RENDIR_DATA (./var si no se dice) y,
si la hay, en la base de datos de DATABASE_URL: «rendir backup» las guarda juntas. Los demás ajustes están en
docs/generated/settings.md.

Una orden mal escrita termina con 2; algo que no se pudo hacer, con 1; lo demás, con 0."""

HELP = {"-h", "--help", "help"}
COMMANDS = {"export-year": "export_year"}
"""What people write with a hyphen, which no module of Python may have in its name."""
ONLY_READ = {"datasets", "dataset", "verify"}
"""They ask an installation and make none: where there is none they say so from a folder that is thrown away."""
DEMO_TODAY = "2021-10-15"


def main() -> None:
    """Answer help and version; leave the rest to Django's management, with one line for what makes no sense."""
    words = [
        *(
            one.replace("-", "_") if place == 0 and not one.startswith("-") else one
            for place, one in enumerate(sys.argv[1:])
        )
    ]
    if not words or words[0] in HELP:
        sys.stdout.write(f"{MANUAL}\n")
        return
    if words[0] == "--version":
        sys.stdout.write(f"rendir {version('rendir')}\n")
        return
    command = [COMMANDS.get(words[0], words[0]), *words[1:]]
    if words[0] in ONLY_READ and _is_empty():
        with TemporaryDirectory() as nowhere:
            os.environ["RENDIR_DATA"] = nowhere
            _manage(command)
    else:
        _manage(command)


def _is_empty() -> bool:
    """Whether nothing was ever installed here. Another server's database is asked, not guessed about."""
    database = Path(os.environ.get("RENDIR_DATA", "var")) / "db.sqlite3"
    return not os.environ.get("DATABASE_URL") and not database.exists()


def _manage(words: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rendir.settings")
    if words[0] == "demo":
        os.environ.setdefault("RENDIR_TODAY", DEMO_TODAY)
    import django  # noqa: PLC0415 - so that help and version answer at once
    from django.core.management import ManagementUtility, get_commands  # noqa: PLC0415 - after the settings
    from django.core.management.base import CommandError  # noqa: PLC0415 - after the settings
    from django.db import DatabaseError  # noqa: PLC0415 - after the settings

    from rendir.foundation.core.commands import why_not_ready  # noqa: PLC0415 - after the settings
    from rendir.foundation.core.env import BadSetting  # noqa: PLC0415 - after the settings
    from rendir.foundation.core.outages import outage_of  # noqa: PLC0415 - after the settings

    try:
        django.setup()
        if words[0] not in get_commands():
            _stop(f"rendir: no existe la orden «{words[0]}». Vea «rendir --help».")
        ManagementUtility(["rendir", *words]).fetch_command(words[0]).run_from_argv(["rendir", *words])
    except BadSetting as error:
        _stop(f"rendir: {error}")
    except CommandError as error:
        _stop(f"rendir {words[0]}: {error}", code=error.returncode)
    except DatabaseError as error:
        outage = outage_of(error)
        reason = outage.command if outage else why_not_ready()
        if reason is None or "--traceback" in words:
            raise
        _stop(f"rendir {words[0]}: {reason}", code=1)


def _stop(line: str, *, code: int = 2) -> None:
    sys.stderr.write(f"{line}\n")
    sys.exit(code)
