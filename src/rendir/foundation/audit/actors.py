"""Who may stand behind an action: a person, a timed job, or the holder of a public token."""

from dataclasses import dataclass
from typing import Any, Protocol


class Actor(Protocol):
    """What the ledger needs to know of whoever acts. `Person` (accounts), `Job` and `PublicToken` are actors."""

    @property
    def actor_id(self) -> str:
        """An opaque identity: never a name, never an address."""
        ...

    @property
    def actor_role(self) -> str: ...

    @property
    def actor_unit(self) -> str: ...

    def has_perm(self, perm: str, obj: Any = None) -> bool: ...  # noqa: ANN401 - Django's own signature


@dataclass(frozen=True, slots=True)
class Job:
    """The installation itself, acting by the clock or by a command. It may do what `allowed` names; None: anything.

    Commands run with the rights of whoever holds the server; the ledger says that it was a command.
    """

    name: str
    allowed: frozenset[str] | None = None

    @property
    def actor_id(self) -> str:
        return f"job:{self.name}"

    @property
    def actor_role(self) -> str:
        return "Tarea del sistema"

    @property
    def actor_unit(self) -> str:
        return ""

    def has_perm(self, perm: str, obj: object = None) -> bool:  # noqa: ARG002 - Django's own signature
        return self.allowed is None or perm in self.allowed


@dataclass(frozen=True, slots=True)
class PublicToken:
    """Somebody without an account who holds a link or a code; may do only what the token names."""

    token_id: str
    allowed: frozenset[str]

    @property
    def actor_id(self) -> str:
        return f"token:{self.token_id}"

    @property
    def actor_role(self) -> str:
        return "Ciudadanía"

    @property
    def actor_unit(self) -> str:
        return ""

    def has_perm(self, perm: str, obj: object = None) -> bool:  # noqa: ARG002 - Django's own signature
        return perm in self.allowed
