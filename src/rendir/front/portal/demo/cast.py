"""Who lives in the demo: a municipality that does not exist, and one person for each hat."""

from dataclasses import dataclass
from datetime import date

from rendir.foundation.accounts.roles import Role
from rendir.foundation.organization.models import ExceptionKind
from rendir.plan.planning.rules.facts import Stage

PASSWORD = "cuentas-claras-2021"  # noqa: S105 - printed on purpose: nothing of the demo is real
YEAR = 2021
START = date(2021, 1, 18)
CONTRACT_END = date(2021, 10, 31)

ENTITY: dict[str, object] = {
    "name": "Alcaldía de Villa Clara",
    "short_name": "Villa Clara",
    "nit": "800.000.000-0",
    "address": "Calle 1 # 2-3",
    "city": "Villa Clara (municipio ficticio)",
    "postal_code": "000000",
    "phone": "+57 600 000 0000",
    "email": "contacto@villaclara.example",
    "judicial_email": "notificaciones@villaclara.example",
    "hours": "Lunes a viernes, de 8:00 a 12:00 y de 14:00 a 18:00",
    "format_code": "PLA-F-014",
    "format_version": "3",
    "prepared_by": "Profesional de Planeación del Desarrollo",
    "reviewed_by": "Líder del equipo de rendición de cuentas",
    "is_fictitious": True,
}


@dataclass(frozen=True, slots=True)
class Player:
    """A person of the demo."""

    name: str
    email: str
    role: Role
    unit: str


PLAYERS = (
    Player("Marta Inés Rojas", "lider", Role.TEAM_LEAD, "Dirección de Planeación del Desarrollo"),
    Player("Óscar Peña", "planeacion", Role.PLANNING, "Dirección de Planeación del Desarrollo"),
    Player("Luz Dary Gómez", "comunicaciones", Role.COMMUNICATIONS, "Oficina de Comunicaciones"),
    Player("Wilson Ñáñez", "participacion", Role.PARTICIPATION, "Dirección de Participación Ciudadana"),
    Player("Yolanda Castro", "atencion", Role.CITIZEN_SERVICE, "Dirección de Atención al Ciudadano"),
    Player("Ernesto Quintero", "funcionario", Role.UNIT_STAFF, "Secretaría General"),
    Player("Amparo Suárez", "control", Role.INTERNAL_CONTROL, "Oficina de Control Interno"),
    Player("Jairo Benavides", "alcaldia", Role.LEGAL_REPRESENTATIVE, "Despacho del Alcalde"),
    Player("Camilo Torres", "sistemas", Role.IT, "Secretaría General"),
)

TERRITORY = """\
Comuna 1
    Barrio Centro
    Barrio San José
Comuna 2
    Barrio La Esperanza
    Barrio Villa del Río
Corregimiento El Roble
    Centro poblado El Roble
    Vereda La Palma
    Vereda Alto Bonito
Corregimiento San Isidro
    Vereda El Salado
    Vereda Agua Clara
"""

LAND = {
    "El Salado": "-75.70 4.68, -75.71 4.72, -75.695 4.755, -75.65 4.765, "
    "-75.615 4.75, -75.618 4.72, -75.625 4.69, -75.66 4.688",
    "Agua Clara": "-75.70 4.68, -75.66 4.688, -75.625 4.69, -75.62 4.66, "
    "-75.63 4.605, -75.67 4.598, -75.705 4.61, -75.71 4.65",
    "1": "-75.625 4.69, -75.618 4.72, -75.615 4.75, -75.598 4.752, "
    "-75.585 4.745, -75.582 4.72, -75.58 4.695, -75.60 4.693",
    "2": "-75.62 4.66, -75.625 4.69, -75.60 4.693, -75.58 4.695, -75.575 4.67, -75.575 4.65, -75.60 4.64",
    "La Palma": "-75.585 4.745, -75.55 4.762, -75.50 4.75, -75.495 4.72, "
    "-75.505 4.69, -75.54 4.699, -75.58 4.695, -75.582 4.72",
    "Alto Bonito": "-75.58 4.695, -75.54 4.699, -75.505 4.69, -75.51 4.61, -75.56 4.592, "
    "-75.63 4.605, -75.62 4.66, -75.60 4.64, -75.575 4.65, -75.575 4.67",
}
"""The contours of an invented territory: longitude and latitude of each corner, by the name of the zone."""

STAGES = {
    Stage.READINESS: (date(2021, 1, 18), date(2021, 3, 31)),
    Stage.DESIGN: (date(2021, 3, 1), date(2021, 6, 30)),
    Stage.PREPARATION: (date(2021, 6, 1), date(2021, 8, 31)),
    Stage.EXECUTION: (date(2021, 8, 1), date(2021, 11, 30)),
    Stage.FOLLOW_UP: (date(2021, 11, 1), date(2021, 12, 31)),
}

PATRONAL_FEAST: dict[str, object] = {
    "kind": ExceptionKind.CLOSED,
    "starts_on": date(2021, 7, 16),
    "ends_on": date(2021, 7, 16),
    "motive": "Día cívico: fiestas patronales",
    "act": "Decreto municipal 004 de 2021",
}


def email_of(player: Player) -> str:
    """The address with which the person signs in."""
    return f"{player.email}@villaclara.example"
