"""The reference page of rights: every permission by area, every role, and which role holds which."""

from rendir.foundation.accounts.matrix import Area, Reach, Right, areas
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.front.portal.reference.markdown import code, page, table


def rights() -> str:
    """Permissions first, area by area, then roles, each naming the other."""
    return page(
        "Permissions and roles",
        "`foundation/accounts/permissions.py` and `roles.py`",
        "There is no superuser: nobody may more than the hats they wear allow. A role with *(lo suyo)* may it only "
        "of what the units of its wearer answer for. The same table is shown at `/gestion/roles/`.",
        "## Permissions",
        *map(_area, areas()),
        "## Roles",
        table(("role", "what it is for", "permissions"), map(_role, Role)),
    )


def _area(area: Area) -> str:
    rows = table(("permission", "lets a person", "roles"), map(_permission, area.rights))
    return f"### {area.label}\n\n{rows}"


def _permission(right: Right) -> tuple[str, ...]:
    holders = [f"{role.label}{_limit(reach)}" for role, reach in right.holders]
    return code(right.perm.value), right.perm.meaning, ", ".join(holders) or "commands and timed jobs only"


def _limit(reach: Reach) -> str:
    return " *(lo suyo)*" if reach is Reach.OWN_UNIT else ""


def _role(role: Role) -> tuple[str, ...]:
    card = ROLE_CARDS[role]
    return f"{role.label} ({code(role.value)})", card.meaning, ", ".join(code(one) for one in sorted(card.permissions))
