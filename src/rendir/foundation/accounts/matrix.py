"""The table of roles and permissions as people read it: by area, one line for each permission, one mark for each role.
The page at /gestion/roles/, its CSV and the generated reference are readings of it. Pure.
"""

from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role


class Reach(Enum):
    """How far a role's permission goes. The value is the word that people read."""

    NONE = ""
    OWN_UNIT = "Lo suyo"
    EVERYWHERE = "Sí"


@dataclass(frozen=True, slots=True)
class Right:
    """One permission and how far it goes in each role, in the order of the roles."""

    perm: Perm
    reaches: tuple[Reach, ...]

    @property
    def cells(self) -> tuple[tuple[str, Reach], ...]:
        """How far it goes, by the name of each role."""
        return tuple((str(role.label), reach) for role, reach in zip(Role, self.reaches, strict=True))

    @property
    def holders(self) -> tuple[tuple[Role, Reach], ...]:
        """The roles that have it."""
        return tuple((role, reach) for role, reach in zip(Role, self.reaches, strict=True) if reach is not Reach.NONE)


@dataclass(frozen=True, slots=True)
class Area:
    """What a group of permissions is about."""

    label: str
    rights: tuple[Right, ...]


def areas() -> tuple[Area, ...]:
    """Everything that may be allowed, by area, in the order of the list."""
    return tuple(Area(label, tuple(map(right_of, perms))) for label, perms in groupby(Perm, lambda perm: perm.area))


def right_of(perm: Perm) -> Right:
    """One permission across the roles."""
    return Right(perm, tuple(reach_of(role, perm) for role in Role))


def reach_of(role: Role, perm: Perm) -> Reach:
    """How far a permission goes in a role. One that reaches across units takes the limit from the narrow one."""
    held = ROLE_CARDS[role].permissions
    if perm not in held:
        return Reach.NONE
    return Reach.OWN_UNIT if perm.is_unit_bound and perm.wider not in held else Reach.EVERYWHERE


def short_name(role: Role) -> str:
    """The role's name where there is little room; the soft hyphens say where a long word may break."""
    return _SHORT.get(role, str(role.label))


_SHORT = {
    Role.LEGAL_REPRESENTATIVE: "Represen\u00adtante legal",
    Role.TEAM_LEAD: "Líder",
    Role.PLANNING: "Planea\u00adción",
    Role.COMMUNICATIONS: "Comuni\u00adcaciones",
    Role.PARTICIPATION: "Partici\u00adpación",
    Role.CITIZEN_SERVICE: "Atención",
    Role.UNIT_STAFF: "Depen\u00addencia",
}
