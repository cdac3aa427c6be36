"""The table of roles and permissions as people read it."""

from rendir.foundation.accounts.matrix import Reach, areas, reach_of, right_of, short_name
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.accounts.roles import ROLE_CARDS, Role

REPORTING = {Role.COMMUNICATIONS, Role.PARTICIPATION, Role.CITIZEN_SERVICE, Role.UNIT_STAFF}


def test_every_permission_stands_once_under_its_area() -> None:
    assert [right.perm for area in areas() for right in area.rights] == list(Perm)
    assert [area.label for area in areas()] == [
        "Las personas y la entrada",
        "El archivo de años anteriores",
        "Los grupos de valor",
        "El registro",
        "Las copias de seguridad",
        "Las entregas y su evidencia",
        "Las metas del plan",
        "Los archivos y lo publicado",
        "Los avisos",
        "La entidad",
        "El cronograma",
        "Los contratos y el presupuesto",
        "Las encuestas",
        "Los temas",
    ]


def test_a_role_has_what_its_card_says() -> None:
    told = {role: {perm for perm in Perm if reach_of(role, perm) is not Reach.NONE} for role in Role}
    assert told == {role: set(card.permissions) for role, card in ROLE_CARDS.items()}


def test_units_limit_only_what_is_bound_to_them_and_only_who_does_not_reach_across() -> None:
    limited = {(role, perm) for role in Role for perm in Perm if reach_of(role, perm) is Reach.OWN_UNIT}
    bound = (Perm.REPORT_DELIVERY, Perm.READ_EVIDENCE, Perm.REPORT_PROGRESS)
    assert limited == {(role, perm) for role in REPORTING for perm in bound}


def test_a_line_names_its_holders_and_has_a_mark_for_each_role() -> None:
    right = right_of(Perm.REPORT_DELIVERY)
    assert [label for label, _ in right.cells] == [str(role.label) for role in Role]
    assert right.holders == (
        (Role.TEAM_LEAD, Reach.EVERYWHERE),
        (Role.PLANNING, Reach.EVERYWHERE),
        (Role.COMMUNICATIONS, Reach.OWN_UNIT),
        (Role.PARTICIPATION, Reach.OWN_UNIT),
        (Role.CITIZEN_SERVICE, Reach.OWN_UNIT),
        (Role.UNIT_STAFF, Reach.OWN_UNIT),
    )


def test_where_there_is_little_room_names_are_short_and_different() -> None:
    names = [short_name(role).replace("\u00ad", "") for role in Role]
    assert (max(map(len, names)) <= 19, len(set(names))) == (True, len(Role))
