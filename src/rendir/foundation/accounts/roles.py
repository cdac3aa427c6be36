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


_SURVEYS = frozenset({Perm.READ_SURVEYS, Perm.EDIT_SURVEYS, Perm.COLLECT_ANSWERS})
_BACKUPS = frozenset({Perm.MAKE_BACKUPS, Perm.TAKE_BACKUPS})
_EVERYBODY = frozenset({Perm.ENTER_DESK, Perm.READ_PLAN})
_REPORTS = _EVERYBODY | {
    Perm.REPORT_DELIVERY,
    Perm.READ_EVIDENCE,
    Perm.FILES_ADD,
    Perm.READ_AUDIENCES,
    Perm.REPORT_PROGRESS,
    Perm.READ_TOPICS,
    Perm.PROPOSE_TOPIC,
}
_CHARACTERISES = frozenset({Perm.EDIT_AUDIENCES, Perm.PUBLISH_CHARACTERISATION})
_PRIORITISES = frozenset({Perm.EDIT_TOPICS, Perm.RUN_ROUND})
_PLANNING = (_REPORTS | _CHARACTERISES | _PRIORITISES | _SURVEYS) | {
    Perm.PUBLISH_SURVEYS,
    Perm.REPORT_ANY_DELIVERY,
    Perm.READ_ANY_EVIDENCE,
    Perm.ACCEPT_DELIVERY,
    Perm.PUBLISH_EVIDENCE,
    Perm.FREEZE_CUT,
    Perm.READ_ARCHIVE,
    Perm.IMPORT_ARCHIVE,
    Perm.PUBLISH_ARCHIVE,
    Perm.EDIT_GOALS,
    Perm.PUBLISH_GOALS,
    Perm.REPORT_ANY_PROGRESS,
    Perm.EDIT_PLAN,
    Perm.IMPORT_PLAN,
    Perm.EDIT_SPENDING,
    Perm.READ_SPENDING,
    Perm.EDIT_UNITS,
    Perm.EDIT_ZONES,
    Perm.EDIT_CALENDAR,
    Perm.EDIT_ENTITY,
    Perm.READ_LEDGER,
    Perm.READ_NOTICES,
    Perm.SEND_NOTICES,
}

ROLE_CARDS: dict[Role, RoleCard] = {
    Role.LEGAL_REPRESENTATIVE: RoleCard(
        "Responde por la estrategia: la adopta, publica sus cambios, congela los cortes y cierra la vigencia.",
        _EVERYBODY
        | {
            Perm.ADOPT_PLAN,
            Perm.CLOSE_PLAN,
            Perm.PUBLISH,
            Perm.FILES_ADD,
            Perm.READ_LEDGER,
            Perm.READ_EVIDENCE,
            Perm.READ_ANY_EVIDENCE,
            Perm.PUBLISH_EVIDENCE,
            Perm.FREEZE_CUT,
            Perm.READ_ARCHIVE,
            Perm.PUBLISH_ARCHIVE,
            Perm.READ_SURVEYS,
            Perm.PUBLISH_SURVEYS,
            Perm.READ_AUDIENCES,
            Perm.PUBLISH_CHARACTERISATION,
            Perm.READ_SPENDING,
            Perm.PUBLISH_GOALS,
            Perm.READ_TOPICS,
            Perm.DECIDE_ROUND,
        },
    ),
    Role.TEAM_LEAD: RoleCard(
        "Conduce el año: prepara el cronograma, lo adopta por encargo, ve quién debe qué y publica la evidencia.",
        _PLANNING
        | _BACKUPS
        | {
            Perm.ADOPT_PLAN,
            Perm.CLOSE_PLAN,
            Perm.PUBLISH,
            Perm.MANAGE_PEOPLE,
            Perm.EXPORT_ANSWERS,
            Perm.DECIDE_ROUND,
        },
    ),
    Role.PLANNING: RoleCard(
        "Importa, corrige y consolida el cronograma; revisa lo que reportan las dependencias y congela los cortes.",
        _PLANNING,
    ),
    Role.COMMUNICATIONS: RoleCard(
        "Informa: consulta lo que cada actividad necesita y cuándo, y reporta lo de su dependencia.",
        _REPORTS,
    ),
    Role.PARTICIPATION: RoleCard(
        "Convoca: caracteriza los grupos de valor, lleva los temas, hace las encuestas y reporta lo suyo.",
        _REPORTS | _CHARACTERISES | _PRIORITISES | _SURVEYS | {Perm.EDIT_ZONES},
    ),
    Role.CITIZEN_SERVICE: RoleCard(
        "Recibe a la ciudadanía: consulta el cronograma y reporta lo de su dependencia.",
        _REPORTS | {Perm.READ_SURVEYS, Perm.COLLECT_ANSWERS},
    ),
    Role.UNIT_STAFF: RoleCard("Cumple lo que su dependencia prometió y lo reporta con su evidencia.", _REPORTS),
    Role.INTERNAL_CONTROL: RoleCard(
        "Verifica: lee todo, también el registro y los avisos; lleva su propia cuenta y no edita lo de otros.",
        _EVERYBODY
        | {
            Perm.READ_LEDGER,
            Perm.READ_NOTICES,
            Perm.READ_EVIDENCE,
            Perm.READ_ANY_EVIDENCE,
            Perm.READ_ARCHIVE,
            Perm.READ_SURVEYS,
            Perm.READ_AUDIENCES,
            Perm.READ_TOPICS,
            Perm.READ_SPENDING,
            Perm.VERIFY_DELIVERY,
        },
    ),
    Role.IT: RoleCard(
        "Mantiene el servicio: personas, datos de la entidad, correo y copias; no toca el cronograma.",
        _EVERYBODY
        | _BACKUPS
        | {Perm.MANAGE_PEOPLE, Perm.EDIT_ENTITY, Perm.READ_NOTICES, Perm.SEND_NOTICES, Perm.READ_LEDGER},
    ),
}
