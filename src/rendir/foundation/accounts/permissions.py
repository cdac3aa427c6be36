"""Every permission there is. Nobody writes one anywhere else; everybody asks `user.has_perm(Perm.X)`.

Some are bound to units: asked of a thing that says which units answer for it (`AnsweredByUnits`), they need a hat with
that permission *in one of those units*; asked of no thing, the question is «anywhere». What reaches across units is a
permission of its own (`wider`), and whoever holds it may the narrow one of every thing.

Apps below this one name theirs as text (`organization.edit_units`); a test holds them to this list.
"""

from enum import StrEnum
from typing import Protocol, runtime_checkable


class Perm(StrEnum):
    """What a person may be allowed. Sorted by app and verb."""

    MANAGE_PEOPLE = "accounts.manage_people"
    ENTER_DESK = "accounts.enter_desk"
    IMPORT_ARCHIVE = "archive.import_documents"
    PUBLISH_ARCHIVE = "archive.publish_documents"
    READ_ARCHIVE = "archive.read_documents"
    EDIT_AUDIENCES = "audiences.edit_audiences"
    PUBLISH_CHARACTERISATION = "audiences.publish_characterisation"
    READ_AUDIENCES = "audiences.read_audiences"
    READ_LEDGER = "audit.read_ledger"
    MAKE_BACKUPS = "backups.make_backups"
    TAKE_BACKUPS = "backups.take_backups"
    ACCEPT_DELIVERY = "compliance.accept_delivery"
    FREEZE_CUT = "compliance.freeze_cut"
    PUBLISH_EVIDENCE = "compliance.publish_evidence"
    READ_ANY_EVIDENCE = "compliance.read_any_evidence"
    READ_EVIDENCE = "compliance.read_evidence"
    REPORT_ANY_DELIVERY = "compliance.report_any_delivery"
    REPORT_DELIVERY = "compliance.report_delivery"
    VERIFY_DELIVERY = "compliance.verify_delivery"
    EDIT_GOALS = "goals.edit_goals"
    PUBLISH_GOALS = "goals.publish_goals"
    REPORT_ANY_PROGRESS = "goals.report_any_progress"
    REPORT_PROGRESS = "goals.report_progress"
    FILES_ADD = "library.add_files"
    PUBLISH = "library.publish"
    QUEUE_NOTICES = "notices.queue_notices"
    READ_NOTICES = "notices.read_notices"
    SEND_NOTICES = "notices.send_notices"
    EDIT_CALENDAR = "organization.edit_calendar"
    EDIT_ENTITY = "organization.edit_entity"
    EDIT_UNITS = "organization.edit_units"
    EDIT_ZONES = "organization.edit_zones"
    ADOPT_PLAN = "planning.adopt_plan"
    CLOSE_PLAN = "planning.close_plan"
    EDIT_PLAN = "planning.edit_plan"
    IMPORT_PLAN = "planning.import_plan"
    READ_PLAN = "planning.read_plan"
    EDIT_SPENDING = "spending.edit_spending"
    READ_SPENDING = "spending.read_spending"
    COLLECT_ANSWERS = "surveys.collect_answers"
    EDIT_SURVEYS = "surveys.edit_surveys"
    EXPORT_ANSWERS = "surveys.export_answers"
    PUBLISH_SURVEYS = "surveys.publish_results"
    READ_SURVEYS = "surveys.read_surveys"
    DECIDE_ROUND = "topics.decide_round"
    EDIT_TOPICS = "topics.edit_topics"
    PROPOSE_TOPIC = "topics.propose_topic"
    READ_TOPICS = "topics.read_topics"
    RUN_ROUND = "topics.run_round"

    @property
    def meaning(self) -> str:
        """What it lets a person do, in plain words."""
        return _MEANINGS[self]

    @property
    def area(self) -> str:
        """What it is about, in plain words: the app whose permission it is."""
        return _AREAS[self.value.partition(".")[0]]

    @property
    def wider(self) -> "Perm | None":
        """The permission that allows the same of every unit's things; None where this one is not bound to units."""
        return _WIDER.get(self)

    @property
    def is_unit_bound(self) -> bool:
        """Whether the units that answer for a thing limit who may."""
        return self in _WIDER


@runtime_checkable
class AnsweredByUnits(Protocol):
    """A thing that says which units answer for it: what a permission bound to units is asked of.

    A property is enough. No unit is nobody's thing: only the wider permission reaches it.
    """

    @property
    def unit_ids(self) -> frozenset[int]:
        """The primary keys of the units that answer for it."""
        ...


_MEANINGS = {
    Perm.MANAGE_PEOPLE: "Invitar personas y darles roles",
    Perm.ENTER_DESK: "Entrar al escritorio",
    Perm.IMPORT_ARCHIVE: "Traer al archivo los documentos de años anteriores, corregirlos y retirarlos",
    Perm.PUBLISH_ARCHIVE: "Publicar un documento del archivo después de revisar los datos personales",
    Perm.READ_ARCHIVE: "Ver el archivo de años anteriores, también lo interno",
    Perm.EDIT_AUDIENCES: "Caracterizar los grupos de valor: escribirlos, y sus fuentes y cifras",
    Perm.PUBLISH_CHARACTERISATION: "Publicar la caracterización de los grupos de valor",
    Perm.READ_AUDIENCES: "Ver los grupos de valor, también lo que no se ha publicado",
    Perm.READ_LEDGER: "Leer el registro de lo que se hizo",
    Perm.ACCEPT_DELIVERY: "Aceptar, devolver o excusar lo que reportan las dependencias",
    Perm.FREEZE_CUT: "Congelar y publicar el corte de un cuatrimestre",
    Perm.PUBLISH_EVIDENCE: "Publicar evidencia después de revisar los datos personales",
    Perm.READ_ANY_EVIDENCE: "Ver las entregas y la evidencia de cualquier dependencia",
    Perm.READ_EVIDENCE: "Ver las entregas y su evidencia, también la interna",
    Perm.REPORT_ANY_DELIVERY: "Reportar en nombre de cualquier dependencia, con el soporte",
    Perm.REPORT_DELIVERY: "Reportar las entregas y responder a Control Interno",
    Perm.VERIFY_DELIVERY: "Verificar las entregas y publicar el informe de Control Interno",
    Perm.EDIT_GOALS: "Escribir las metas del plan, sus indicadores y sus vínculos con los ODS y los derechos",
    Perm.PUBLISH_GOALS: "Publicar las metas del plan y su alineación con los ODS y los derechos",
    Perm.REPORT_ANY_PROGRESS: "Anotar el avance de las metas de cualquier dependencia",
    Perm.REPORT_PROGRESS: "Anotar el avance de las metas de su dependencia",
    Perm.MAKE_BACKUPS: "Hacer copias de seguridad y ver las que hay",
    Perm.TAKE_BACKUPS: "Llevarse una copia de seguridad: todos los datos, también los personales",
    Perm.FILES_ADD: "Guardar archivos",
    Perm.PUBLISH: "Publicar documentos",
    Perm.QUEUE_NOTICES: "Poner avisos en cola",
    Perm.READ_NOTICES: "Ver qué se avisó y a quién",
    Perm.SEND_NOTICES: "Enviar avisos o anotar que se entregaron",
    Perm.EDIT_CALENDAR: "Declarar las fechas de las etapas, los días que no cuentan y los términos",
    Perm.EDIT_ENTITY: "Corregir los datos de la entidad",
    Perm.EDIT_UNITS: "Crear, corregir y unir dependencias",
    Perm.EDIT_ZONES: "Escribir y corregir las zonas del territorio",
    Perm.ADOPT_PLAN: "Adoptar la estrategia y publicar sus cambios",
    Perm.CLOSE_PLAN: "Cerrar la vigencia",
    Perm.EDIT_PLAN: "Editar el cronograma",
    Perm.IMPORT_PLAN: "Importar un cronograma",
    Perm.READ_PLAN: "Ver el borrador del cronograma",
    Perm.EDIT_SPENDING: "Traer los contratos y el presupuesto, y decir a qué meta aportan",
    Perm.READ_SPENDING: "Ver cómo llegaron los contratos y el presupuesto, y lo que no cuadra en ellos",
    Perm.COLLECT_ANSWERS: "Recibir respuestas de encuestas en nombre de otros y digitar las de papel",
    Perm.EDIT_SURVEYS: "Preparar encuestas, abrirlas, cerrarlas y agrupar sus textos",
    Perm.EXPORT_ANSWERS: "Llevarse las respuestas anónimas de una encuesta cerrada, una por una",
    Perm.PUBLISH_SURVEYS: "Publicar los resultados de una encuesta y retirarlos",
    Perm.READ_SURVEYS: "Ver las encuestas y lo que se contó, también antes de publicarlo",
    Perm.DECIDE_ROUND: "Decidir qué temas se escogen y publicarlo con sus razones",
    Perm.EDIT_TOPICS: "Revisar propuestas, escribir y unir temas, preparar rondas y contar papeletas",
    Perm.PROPOSE_TOPIC: "Proponer un tema",
    Perm.READ_TOPICS: "Ver los temas, las propuestas y las rondas, también lo interno",
    Perm.RUN_ROUND: "Abrir, cerrar y retirar una ronda de temas",
}

_AREAS = {
    "accounts": "Las personas y la entrada",
    "archive": "El archivo de años anteriores",
    "audiences": "Los grupos de valor",
    "audit": "El registro",
    "backups": "Las copias de seguridad",
    "compliance": "Las entregas y su evidencia",
    "goals": "Las metas del plan",
    "library": "Los archivos y lo publicado",
    "notices": "Los avisos",
    "organization": "La entidad",
    "planning": "El cronograma",
    "spending": "Los contratos y el presupuesto",
    "surveys": "Las encuestas",
    "topics": "Los temas",
}

_WIDER = {
    Perm.READ_EVIDENCE: Perm.READ_ANY_EVIDENCE,
    Perm.REPORT_DELIVERY: Perm.REPORT_ANY_DELIVERY,
    Perm.REPORT_PROGRESS: Perm.REPORT_ANY_PROGRESS,
}
"""Each permission that is bound to units, with the one that reaches across them."""
