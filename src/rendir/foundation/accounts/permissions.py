"""Every permission there is. Nobody writes one anywhere else; everybody asks `user.has_perm(Perm.X)`.

Apps below this one name theirs as text (`organization.edit_units`); a test holds them to this list.
"""

from enum import StrEnum


class Perm(StrEnum):
    """What a person may be allowed. Sorted by app and verb."""

    MANAGE_PEOPLE = "accounts.manage_people"
    ENTER_DESK = "accounts.enter_desk"
    READ_LEDGER = "audit.read_ledger"
    MAKE_BACKUPS = "backups.make_backups"
    TAKE_BACKUPS = "backups.take_backups"
    FILES_ADD = "library.add_files"
    PUBLISH = "library.publish"
    QUEUE_NOTICES = "notices.queue_notices"
    READ_NOTICES = "notices.read_notices"
    SEND_NOTICES = "notices.send_notices"
    EDIT_CALENDAR = "organization.edit_calendar"
    EDIT_ENTITY = "organization.edit_entity"
    EDIT_UNITS = "organization.edit_units"
    ADOPT_PLAN = "planning.adopt_plan"
    CLOSE_PLAN = "planning.close_plan"
    EDIT_PLAN = "planning.edit_plan"
    IMPORT_PLAN = "planning.import_plan"
    READ_PLAN = "planning.read_plan"

    @property
    def meaning(self) -> str:
        """What it lets a person do, in plain words."""
        return _MEANINGS[self]


_MEANINGS = {
    Perm.MANAGE_PEOPLE: "Invitar personas y darles roles",
    Perm.ENTER_DESK: "Entrar al escritorio",
    Perm.READ_LEDGER: "Leer el registro de lo que se hizo",
    Perm.MAKE_BACKUPS: "Hacer copias de seguridad y ver las que hay",
    Perm.TAKE_BACKUPS: "Llevarse una copia de seguridad: todos los datos, también los personales",
    Perm.FILES_ADD: "Guardar archivos",
    Perm.PUBLISH: "Publicar documentos",
    Perm.QUEUE_NOTICES: "Poner avisos en cola",
    Perm.READ_NOTICES: "Ver qué se avisó y a quién",
    Perm.SEND_NOTICES: "Enviar avisos o anotar que se entregaron",
    Perm.EDIT_CALENDAR: "Declarar las fechas de las etapas",
    Perm.EDIT_ENTITY: "Corregir los datos de la entidad",
    Perm.EDIT_UNITS: "Crear, corregir y unir dependencias",
    Perm.ADOPT_PLAN: "Adoptar la estrategia y publicar sus cambios",
    Perm.CLOSE_PLAN: "Cerrar la vigencia",
    Perm.EDIT_PLAN: "Editar el cronograma",
    Perm.IMPORT_PLAN: "Importar un cronograma",
    Perm.READ_PLAN: "Ver el borrador del cronograma",
}
