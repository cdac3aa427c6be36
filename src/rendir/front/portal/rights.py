"""The table of roles and permissions as a file that a spreadsheet opens."""

from collections.abc import Iterator

from rendir.foundation.accounts.matrix import Right, areas, reach_of
from rendir.foundation.accounts.roles import Role
from rendir.foundation.core.tabular import EVERYTHING, Column, Dataset, Kind, Selection

FILE_NAME = "roles-y-permisos.csv"


def _rights(_selection: Selection = EVERYTHING) -> Iterator[Right]:
    return (right for area in areas() for right in area.rights)


def _role_column(role: Role) -> Column[Right]:
    return Column(
        role.value,
        str(role.label),
        "«Sí», «Lo suyo» (aquello por lo que responde su dependencia) o nada.",
        Kind.TEXT,
        lambda right: reach_of(role, right.perm).value,
    )


RIGHTS: Dataset[Right] = Dataset(
    name="roles_y_permisos",
    title="Roles y permisos",
    description="Qué puede hacer cada rol en esta instalación de Rendir.",
    columns=(
        Column("tema", "Tema", "De qué trata el permiso.", Kind.TEXT, lambda right: right.perm.area),
        Column("permite", "Permite", "Lo que deja hacer.", Kind.TEXT, lambda right: right.perm.meaning),
        Column("permiso", "Permiso", "Su nombre en el programa.", Kind.TEXT, lambda right: right.perm.value),
        *map(_role_column, Role),
    ),
    rows=_rights,
    key=("permiso",),
    count=lambda: len(tuple(_rights())),
    updated=lambda: None,
    legal_basis="MECI, líneas de defensa",
    keywords=("roles", "permisos"),
    topics=(),
)
