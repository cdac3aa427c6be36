"""The hats of an accountability team, in plain words, and what each allows. One person may wear several.

Derived from the three lines of MECI: units report, planning consolidates, Control Interno verifies and never edits.
"""

from dataclasses import dataclass

from django.db import models

from rendir.foundation.accounts.permissions import Perm


class Role(models.TextChoices):
    """A hat."""

    LEGAL_REPRESENTATIVE = "legal_representative", "Representante legal"
    TEAM_LEAD = "team_lead", "Líder del equipo de rendición de cuentas"
    PLANNING = "planning", "Planeación"
    COMMUNICATIONS = "communications", "Comunicaciones"
    PARTICIPATION = "participation", "Participación ciudadana"
    CITIZEN_SERVICE = "citizen_service", "Atención al ciudadano"
    UNIT_STAFF = "unit_staff", "Funcionario de una dependencia"
    INTERNAL_CONTROL = "internal_control", "Control Interno"
    IT = "it", "Sistemas"


@dataclass(frozen=True, slots=True)
class RoleCard:
    """What a hat is for and what it allows."""

    meaning: str
    permissions: frozenset[Perm]


_EVERYBODY = frozenset({Perm.ENTER_DESK, Perm.READ_PLAN})
_WORKING = _EVERYBODY | {Perm.FILES_ADD}
_PLANNING = _WORKING | {
    Perm.EDIT_PLAN,
    Perm.IMPORT_PLAN,
    Perm.EDIT_UNITS,
    Perm.EDIT_CALENDAR,
    Perm.EDIT_ENTITY,
    Perm.READ_LEDGER,
    Perm.READ_NOTICES,
    Perm.SEND_NOTICES,
}

ROLE_CARDS: dict[Role, RoleCard] = {
    Role.LEGAL_REPRESENTATIVE: RoleCard(
        "Responde por la estrategia: la adopta, publica sus cambios y cierra la vigencia.",
        _EVERYBODY | {Perm.ADOPT_PLAN, Perm.CLOSE_PLAN, Perm.PUBLISH, Perm.FILES_ADD, Perm.READ_LEDGER},
    ),
    Role.TEAM_LEAD: RoleCard(
        "Conduce el año: prepara el cronograma, lo adopta por encargo y ve quién debe qué.",
        _PLANNING | {Perm.ADOPT_PLAN, Perm.CLOSE_PLAN, Perm.PUBLISH, Perm.MANAGE_PEOPLE},
    ),
    Role.PLANNING: RoleCard("Importa, corrige y consolida el cronograma.", _PLANNING),
    Role.COMMUNICATIONS: RoleCard("Informa: consulta lo que cada actividad necesita y cuándo.", _WORKING),
    Role.PARTICIPATION: RoleCard("Convoca: consulta los espacios de diálogo del año.", _WORKING),
    Role.CITIZEN_SERVICE: RoleCard("Recibe a la ciudadanía: consulta el cronograma.", _WORKING),
    Role.UNIT_STAFF: RoleCard("Cumple lo que su dependencia prometió.", _WORKING),
    Role.INTERNAL_CONTROL: RoleCard(
        "Verifica: lee todo, también el registro y los avisos, y no edita nada.",
        _EVERYBODY | {Perm.READ_LEDGER, Perm.READ_NOTICES},
    ),
    Role.IT: RoleCard(
        "Mantiene el servicio: personas, datos de la entidad y correo; no toca el cronograma.",
        _EVERYBODY | {Perm.MANAGE_PEOPLE, Perm.EDIT_ENTITY, Perm.READ_NOTICES, Perm.SEND_NOTICES, Perm.READ_LEDGER},
    ),
}
