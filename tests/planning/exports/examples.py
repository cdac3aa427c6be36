"""A small schedule that has everything a format must hold."""

from datetime import date

from rendir.foundation.core.documents import Signature
from rendir.plan.planning.exports.heading import ScheduleHeading
from rendir.plan.planning.rules.facts import ActivityFacts, Component, Responsible, Stage

ACTIVITIES = (
    ActivityFacts(
        Component.INFORMATION,
        1,
        "Actualizar la caracterización de los grupos de valor",
        frozenset({Stage.READINESS}),
        frozenset({3}),
        "Documento de caracterización",
        (Responsible("Oficina de Comunicaciones"), Responsible("Secretaría General")),
    ),
    ActivityFacts(
        Component.INFORMATION, 2, "=Informe", frozenset({Stage.DESIGN, Stage.EXECUTION}), frozenset({1, 2}), None
    ),
    ActivityFacts(Component.DIALOGUE, 1, "Ferias de gestión\ncon \x0bmarcas", frozenset(), frozenset(), "Texto " * 400),
    ActivityFacts(None, 1, "Sin componente todavía", frozenset({Stage.FOLLOW_UP}), frozenset({1, 2, 3})),
)
HEADING = ScheduleHeading(
    entity="Alcaldía de Paz & Vida",
    title="Cronograma de la estrategia de rendición de cuentas",
    year=2021,
    version=2,
    adopted_on=date(2021, 1, 29),
    format_code="F-PL-07",
    format_version="3",
    address="https://rendicion.example/2021/cronograma/",
    seal="9f3a 61c0",
    prepared_by=Signature("Ana Ruiz", "Planeación"),
)
