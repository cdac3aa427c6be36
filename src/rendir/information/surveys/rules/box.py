"""Questionnaires that come in the box, in our own words. Pure: an entity starts from one and corrects it."""

from collections.abc import Sequence
from dataclasses import dataclass

from rendir.information.surveys.rules.questionnaire import Condition, Kind, Option, Question, Questionnaire


@dataclass(frozen=True, slots=True)
class Template:
    """A questionnaire to start from: what it is for, and whom it asks."""

    title: str
    audience: str
    purpose: str
    questionnaire: Questionnaire


def _options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(f"o{number}", label) for number, label in enumerate(labels, start=1))


def _numbered(questions: Sequence[Question]) -> Questionnaire:
    return Questionnaire(tuple(questions))


_AGES = _options("Menos de 29 años", "De 29 a 59 años", "60 años o más", "Prefiero no decirlo")
_WHERE = _options("En el casco urbano", "En la zona rural", "Fuera del municipio")
_YES_NO = _options("Sí", "No")
_HOW_GOOD = {"low": 1, "high": 5, "low_label": "muy mal", "high_label": "muy bien"}

PERCEPTION = _numbered(
    [
        Question("p1", Kind.SINGLE, "¿Dónde vive?", section="Sobre usted", options=_WHERE, required=True),
        Question("p2", Kind.SINGLE, "¿Qué edad tiene?", options=_AGES),
        Question(
            "p3",
            Kind.SCALE,
            "En general, ¿cómo le parece que trabaja la Alcaldía?",
            section="Lo que hace la Alcaldía",
            required=True,
            **_HOW_GOOD,  # type: ignore[arg-type] # numbers and texts, each of its field
        ),
        Question(
            "p4",
            Kind.MATRIX,
            "¿Cómo van estos asuntos donde usted vive?",
            rows=_options("Vías", "Agua y alcantarillado", "Salud", "Educación", "Seguridad"),
            options=_options("Mal", "Regular", "Bien", "No sé"),
        ),
        Question(
            "p5",
            Kind.RANKING,
            "¿Qué debe atenderse primero?",
            hint="Ponga 1 a lo más urgente.",
            options=_options("Vías", "Agua", "Salud", "Empleo"),
        ),
        Question(
            "p6",
            Kind.SINGLE,
            "En el último año, ¿supo de alguna reunión en la que la Alcaldía contara lo que hizo?",
            section="La rendición de cuentas",
            options=_YES_NO,
            required=True,
        ),
        Question("p7", Kind.SINGLE, "¿Asistió?", options=_YES_NO, condition=Condition("p6", ("o1",))),
        Question(
            "p8",
            Kind.SCALE,
            "¿Se entendió lo que explicaron?",
            low=1,
            high=5,
            low_label="nada",
            high_label="todo",
            condition=Condition("p7", ("o1",)),
        ),
        Question(
            "p9",
            Kind.MULTIPLE,
            "¿Por dónde se entera de lo que hace la Alcaldía?",
            hint="Marque todas las que quiera.",
            options=_options(
                "Emisora",
                "Facebook o WhatsApp",
                "Página web",
                "Cartelera o perifoneo",
                "Junta de Acción Comunal",
                "No me entero",
            ),
        ),
        Question("p10", Kind.TEXT, "¿De qué quiere que la Alcaldía le rinda cuentas este año?"),
    ]
)

OFFICIALS = _numbered(
    [
        Question(
            "p1",
            Kind.SINGLE,
            "¿Cómo está vinculado?",
            section="Sobre su trabajo",
            options=_options("De planta", "Por contrato"),
            required=True,
        ),
        Question("p2", Kind.NUMBER, "¿Cuántos años lleva en la entidad?", low=0, high=50),
        Question(
            "p3",
            Kind.SCALE,
            "¿Qué tanto sabe de la estrategia de rendición de cuentas de este año?",
            section="La rendición de cuentas",
            low=1,
            high=5,
            low_label="nada",
            high_label="mucho",
            required=True,
        ),
        Question(
            "p4",
            Kind.MATRIX,
            "¿Qué tan cierto es esto en su dependencia?",
            rows=_options(
                "Sabemos qué debemos entregar y cuándo",
                "Tenemos los datos que la gente pide",
                "Se responde lo que preguntan",
                "Lo que se promete se cumple",
            ),
            options=_options("Nada", "A veces", "Casi siempre", "Siempre"),
        ),
        Question(
            "p5",
            Kind.MULTIPLE,
            "¿Qué le hace falta para rendir cuentas mejor?",
            options=_options("Tiempo", "Datos", "Formación", "Herramientas", "Apoyo de quien dirige"),
        ),
        Question("p6", Kind.SINGLE, "¿Recibió formación este año?", options=_YES_NO, required=True),
        Question(
            "p7",
            Kind.SCALE,
            "¿Le sirvió?",
            low=1,
            high=5,
            low_label="nada",
            high_label="mucho",
            condition=Condition("p6", ("o1",)),
        ),
        Question("p8", Kind.TEXT, "¿Qué cambiaría de la manera en que rendimos cuentas?"),
    ]
)

SPACE = _numbered(
    [
        Question(
            "p1",
            Kind.SINGLE,
            "¿A nombre de quién vino?",
            section="Sobre usted",
            options=_options("Por mi cuenta", "Por una organización", "Trabajo en la Alcaldía"),
        ),
        Question(
            "p2",
            Kind.MULTIPLE,
            "¿Cómo se enteró de este espacio?",
            options=_options("Emisora", "Redes sociales", "Invitación", "Cartelera o perifoneo", "Otra persona"),
        ),
        Question(
            "p3",
            Kind.MATRIX,
            "¿Cómo estuvo el espacio?",
            section="El espacio",
            required=True,
            rows=_options(
                "El lugar y la hora", "La información que dieron", "El tiempo para preguntar", "Las respuestas"
            ),
            options=_options("Mal", "Regular", "Bien"),
        ),
        Question("p4", Kind.SINGLE, "¿Recibió información antes de venir?", options=_YES_NO),
        Question("p5", Kind.SINGLE, "¿Preguntó o propuso algo?", options=_YES_NO, required=True),
        Question(
            "p6",
            Kind.SINGLE,
            "¿Le respondieron?",
            options=_options("Sí, allí mismo", "Dijeron que después", "No"),
            condition=Condition("p5", ("o1",)),
        ),
        Question("p7", Kind.SCALE, "¿Volvería a un espacio como este?", low_label="no", high_label="sí, seguro"),
        Question("p8", Kind.TEXT, "¿Qué debe mejorar?"),
    ]
)

NEEDS = _numbered(
    [
        Question("p1", Kind.SINGLE, "¿Dónde vive?", section="Sobre usted", options=_WHERE, required=True),
        Question("p2", Kind.SINGLE, "¿Qué edad tiene?", options=_AGES),
        Question(
            "p3",
            Kind.MULTIPLE,
            "¿De qué asuntos quiere recibir información?",
            section="La información que necesita",
            required=True,
            options=_options(
                "En qué se gasta la plata",
                "Obras",
                "Salud",
                "Educación",
                "Subsidios y ayudas",
                "Contratos",
                "Seguridad",
            ),
        ),
        Question(
            "p4",
            Kind.RANKING,
            "¿Por dónde prefiere recibirla?",
            hint="Ponga 1 a lo que prefiere.",
            options=_options("Emisora", "Teléfono o mensajes", "Internet", "Reunión", "Papel"),
        ),
        Question(
            "p5",
            Kind.SINGLE,
            "¿Necesita algo para poder leerla, oírla o entenderla?",
            options=_options("Letra grande o lectura en voz alta", "Lengua de señas", "Otra lengua", "No"),
        ),
        Question(
            "p6", Kind.SINGLE, "¿Buscó información de la Alcaldía en el último año?", options=_YES_NO, required=True
        ),
        Question(
            "p7",
            Kind.SINGLE,
            "¿La encontró?",
            options=_options("Sí", "A medias", "No"),
            condition=Condition("p6", ("o1",)),
        ),
        Question("p8", Kind.TEXT, "¿Qué quiere saber que hoy no encuentra?"),
    ]
)

TEMPLATES = {
    "percepcion": Template(
        "Percepción de la gestión",
        "citizens",
        "Queremos saber cómo ve usted el trabajo de la Alcaldía y si le llega lo que contamos. Toma cinco minutos.",
        PERCEPTION,
    ),
    "funcionarios": Template(
        "Percepción de funcionarios y contratistas",
        "officials",
        "Queremos saber cómo se vive la rendición de cuentas dentro de la entidad y qué hace falta. Es anónima.",
        OFFICIALS,
    ),
    "espacio": Template(
        "Evaluación de un espacio",
        "citizens",
        "Cuéntenos cómo le pareció este espacio de diálogo: con eso preparamos el siguiente.",
        SPACE,
    ),
    "informacion": Template(
        "Necesidades de información",
        "citizens",
        "Queremos saber qué información necesita y cómo prefiere recibirla.",
        NEEDS,
    ),
}
"""By the name by which a person chooses it."""
