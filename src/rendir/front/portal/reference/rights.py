"""The reference page of rights: every permission, every role, and which role holds which."""

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role
from rendir.front.portal.reference.markdown import code, page, table


def rights() -> str:
    """Permissions first, then roles, each naming the other."""
    return page(
        "Permissions and roles",
        "`foundation/accounts/permissions.py` and `roles.py`",
        "There is no superuser: nobody may more than the hats they wear allow.",
        "## Permissions",
        table(("permission", "lets a person", "roles"), map(_permission, Perm)),
        "## Roles",
        table(("role", "what it is for", "permissions"), map(_role, Role)),
    )


def _permission(perm: Perm) -> tuple[str, ...]:
    holders = [str(role.label) for role in Role if perm in ROLE_CARDS[role].permissions]
    return code(perm.value), perm.meaning, ", ".join(holders) or "commands and timed jobs only"


def _role(role: Role) -> tuple[str, ...]:
    card = ROLE_CARDS[role]
    return f"{role.label} ({code(role.value)})", card.meaning, ", ".join(code(one) for one in sorted(card.permissions))
