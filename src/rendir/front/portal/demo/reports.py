"""What the units of the demo reported by 15 October 2021, what became of it, and what Control Interno found."""

from dataclasses import dataclass
from datetime import date

from rendir.plan.compliance.rules.standing import Result


@dataclass(frozen=True, slots=True)
class Report:
    """One report of one delivery. `by` is who of the cast; `sent`, how another unit made it reach them.

    Its evidence is the page of that name on the entity's site, or an act that is written. `accepted` is the day that
    Planning accepted it, `returned` the day and the reason; without either it waits.
    """

    key: str
    on: date
    by: str
    title: str
    said: str
    page: str = ""
    sent: str = ""
    progress: int | None = None
    accepted: date | None = None
    returned: tuple[date, str] | None = None
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class Delay:
    """Why something was not delivered and when it will be, said on a day."""

    key: str
    on: date
    by: str
    why: str
    expected_on: date


@dataclass(frozen=True, slots=True)
class Finding:
    """What Control Interno found where it did not simply agree, and what the unit answered."""

    result: Result
    percentage: int
    remark: str
    recommendation: str = ""
    answered_by: str = ""
    answer: str = ""


def _day(month: int, day: int) -> date:
    return date(2021, month, day)


REPORTS = (
    Report(
        "I2-1",
        _day(3, 19),
        "planeacion",
        "Acta de la capacitación del equipo",
        "El equipo quedó conformado con nueve dependencias y se capacitó en dos jornadas.",
        sent="Correo de Talento Humano del 18 de marzo",
        accepted=_day(3, 23),
        is_published=True,
    ),
    Report(
        "D3-1",
        _day(4, 16),
        "planeacion",
        "Ruta interna de los espacios de diálogo",
        "La ruta tiene tres momentos, con responsables y plazos para cada uno.",
        sent="Entregada en la reunión del equipo del 15 de abril",
        accepted=_day(4, 20),
        is_published=True,
    ),
    Report(
        "D9-1",
        _day(4, 20),
        "comunicaciones",
        "Publicaciones de enero a abril",
        "Se publicó cada semana y se respondieron los comentarios.",
        page="redes/enero-abril",
        returned=(
            _day(4, 23),
            "La página no dice las fechas ni cuántos comentarios se respondieron.",
        ),
    ),
    Report(
        "R3-1",
        _day(4, 22),
        "planeacion",
        "Esquema de seguimiento a los compromisos",
        "Cada compromiso tiene responsable, fecha y prueba de cumplimiento; se revisa cada mes.",
        accepted=_day(4, 26),
        is_published=True,
    ),
    Report(
        "D9-1",
        _day(4, 27),
        "comunicaciones",
        "Publicaciones de enero a abril, con fechas y respuestas",
        "Son 64 publicaciones con su fecha y 118 respuestas a comentarios.",
        page="redes/enero-abril-2",
        accepted=_day(4, 29),
        is_published=True,
    ),
    Report(
        "D5-1",
        _day(4, 28),
        "comunicaciones",
        "Transmisiones de febrero, marzo y abril",
        "Se hicieron tres transmisiones en directo con preguntas de la gente.",
        page="transmisiones",
        accepted=_day(5, 3),
        is_published=True,
    ),
    Report(
        "R4-1",
        _day(4, 29),
        "planeacion",
        "Formato interno de reporte",
        "El formato se adoptó y lo usan todas las dependencias.",
        sent="Correo del equipo de rendición de cuentas del 28 de abril",
        accepted=_day(5, 3),
        is_published=True,
    ),
    Report(
        "D4-1",
        _day(5, 14),
        "participacion",
        "Reglas de cada tipo de espacio de diálogo",
        "Se publicaron las reglas de mesas, encuentros, ferias y audiencia.",
        page="participa/reglas",
        accepted=_day(5, 18),
        is_published=True,
    ),
    Report(
        "D2-2",
        _day(6, 11),
        "planeacion",
        "Calendario de los espacios de diálogo",
        "El calendario tiene doce espacios: nueve presenciales y tres virtuales.",
        page="participa/calendario",
        sent="Acta del equipo del 10 de junio",
        accepted=_day(6, 15),
        is_published=True,
    ),
    Report(
        "I5-2",
        _day(6, 25),
        "comunicaciones",
        "Procedimiento para preparar y divulgar la información",
        "El procedimiento dice quién produce, quién revisa y quién publica para cada espacio.",
        accepted=_day(6, 29),
        is_published=True,
    ),
    Report(
        "I4-2",
        _day(7, 9),
        "planeacion",
        "Resultados de la consulta de temas",
        "Votaron 202 personas, 80 de ellas en papel. Vías y agua reunieron la mayoría de los votos.",
        page="participa/temas-priorizados",
        progress=60,
        accepted=_day(7, 13),
        is_published=True,
    ),
    Report(
        "R1-2",
        _day(7, 30),
        "participacion",
        "Acta de la capacitación a juntas y veedurías",
        "Asistieron 37 organizaciones a tres jornadas, una de ellas en zona rural.",
        accepted=_day(8, 3),
        is_published=True,
    ),
    Report(
        "I3-2",
        _day(8, 13),
        "planeacion",
        "Metas asociadas a derechos y objetivos de desarrollo sostenible",
        "Se asociaron 96 de 132 metas.",
        progress=73,
        accepted=_day(8, 18),
        is_published=True,
    ),
    Report(
        "D8-2",
        _day(8, 20),
        "funcionario",
        "Acta del encuentro ciudadano en la zona norte",
        "Se contó el avance de 14 compromisos; siete están cumplidos.",
        accepted=_day(8, 24),
        is_published=True,
    ),
    Report(
        "I9-2",
        _day(8, 24),
        "comunicaciones",
        "Piezas de la convocatoria",
        "Son cuatro piezas para redes, radio y carteleras de las veredas.",
        page="prensa/piezas-2021",
        accepted=_day(8, 26),
        is_published=True,
    ),
    Report(
        "R5-2",
        _day(8, 25),
        "funcionario",
        "Avance de los compromisos a 20 de agosto",
        "De 23 compromisos, once están cumplidos y ocho en ejecución.",
        page="participa/compromisos",
        accepted=_day(8, 30),
        is_published=True,
    ),
    Report(
        "I7-2",
        _day(8, 26),
        "comunicaciones",
        "Comunicados de mayo a agosto",
        "Se enviaron 17 comunicados a emisoras y medios de la región.",
        page="prensa/comunicados",
        accepted=_day(8, 30),
        is_published=True,
    ),
    Report(
        "D5-2",
        _day(8, 27),
        "comunicaciones",
        "Transmisiones de mayo a agosto",
        "Se hicieron cuatro transmisiones; las preguntas quedaron respondidas en la página.",
        page="transmisiones/segundo",
        accepted=_day(8, 31),
        is_published=True,
    ),
    Report(
        "D9-2",
        _day(8, 27),
        "comunicaciones",
        "Publicaciones de mayo a agosto, con fechas y respuestas",
        "Son 71 publicaciones con su fecha y 143 respuestas a comentarios.",
        page="redes/mayo-agosto",
        accepted=_day(8, 31),
        is_published=True,
    ),
    Report(
        "I10-2",
        _day(8, 30),
        "planeacion",
        "Avance del informe de gestión",
        "Están escritos los capítulos de salud, educación y vías.",
        progress=45,
        accepted=_day(9, 1),
    ),
    Report(
        "R6-2",
        _day(8, 30),
        "planeacion",
        "Análisis de los espacios del primer semestre",
        "Se consolidaron los formatos de ocho dependencias.",
        progress=50,
        sent="Correo del equipo de rendición de cuentas del 27 de agosto",
        accepted=_day(9, 2),
    ),
    Report(
        "I6-2",
        _day(8, 31),
        "planeacion",
        "Información para el encuentro de septiembre",
        "Se preparó la información de presupuesto y contratación.",
        returned=(
            _day(9, 3),
            "Falta la información de agua y vías, que son los temas que priorizó la gente.",
        ),
    ),
    Report(
        "R2-2",
        _day(9, 10),
        "planeacion",
        "Acta de la reunión con los organismos de control",
        "La Personería y la Contraloría propusieron cuatro temas.",
        progress=50,
        sent="Oficio de Fortalecimiento Institucional del 9 de septiembre",
        accepted=_day(9, 14),
        is_published=True,
    ),
    Report(
        "D7-2",
        _day(9, 17),
        "atencion",
        "Preguntas y respuestas de mayo a agosto",
        "Llegaron 58 preguntas; 55 se respondieron en término y tres después.",
        page="participa/respuestas",
        accepted=_day(9, 20),
        is_published=True,
    ),
    Report(
        "D8-3",
        _day(10, 8),
        "funcionario",
        "Acta del encuentro ciudadano en la zona rural",
        "Asistieron 64 personas y se contó el avance de nueve compromisos.",
    ),
    Report(
        "I7-3",
        _day(10, 13),
        "comunicaciones",
        "Comunicados de septiembre y octubre",
        "Se enviaron ocho comunicados; tres invitan a la audiencia pública.",
        page="prensa/comunicados-3",
    ),
    Report(
        "R1-3",
        _day(10, 14),
        "participacion",
        "Acta de la capacitación previa a la audiencia",
        "Asistieron 41 organizaciones.",
    ),
)

DELAYS = (
    Delay(
        "R8-2",
        _day(8, 31),
        "lider",
        "La encuesta está hecha en la cabecera; las lluvias cerraron el paso a las veredas y falta esa parte.",
        _day(10, 22),
    ),
    Delay(
        "D4-1",
        _day(4, 30),
        "participacion",
        "Las reglas están escritas y falta que las revise la oficina jurídica.",
        _day(5, 14),
    ),
    Delay(
        "R9-2",
        _day(9, 2),
        "lider",
        "El plan de mejoramiento depende del análisis de los espacios, que todavía no termina.",
        _day(10, 29),
    ),
)

READ_AND_ACCEPTED = {"R10-1": _day(5, 18), "R10-2": _day(9, 16)}
"""The reports of Control Interno, which come to their delivery when sealed, and when Planning accepted them."""

WAIVER = "R7-2"
WAIVER_REASON = "En el cuatrimestre ningún organismo de control hizo recomendaciones a los informes."

CUTS = {1: _day(5, 5), 2: _day(9, 6)}
"""The day on which each cut was frozen."""

ROUNDS = {1: (_day(5, 3), _day(5, 7), _day(5, 11), _day(5, 13)), 2: (_day(9, 1), _day(9, 6), _day(9, 9), _day(9, 14))}
"""When Control Interno opened each round, asked the units, heard them, and sealed its report."""

FINDINGS = {
    "D5-1": Finding(
        Result.PARTLY,
        67,
        "De las tres transmisiones, la de marzo no permitió preguntas.",
        "Dejar siempre abierto el canal de preguntas y guardar las que lleguen.",
        "comunicaciones",
        "En marzo hubo una falla de la plataforma; las preguntas se recibieron por correo y se respondieron.",
    ),
    "D4-1": Finding(
        Result.NOT_VERIFIED,
        0,
        "Al corte no se habían publicado las reglas.",
        "Publicarlas antes del primer encuentro.",
        "participacion",
        "Las reglas se publican el 14 de mayo, antes del primer encuentro.",
    ),
    "D8-2": Finding(
        Result.PARTLY,
        50,
        "El acta cuenta 14 compromisos y la página de compromisos publica 23.",
        "Llevar una sola lista de compromisos.",
        "funcionario",
        "En el encuentro se contaron los de la zona norte. La lista completa está en la página.",
    ),
    "I6-2": Finding(Result.NOT_VERIFIED, 40, "Planeación la devolvió: falta la información de los temas priorizados."),
    "I8-2": Finding(Result.NOT_VERIFIED, 0, "No hay evidencia de la difusión.", "Decir qué medios faltan y cuándo."),
    "R2-2": Finding(Result.NOT_VERIFIED, 0, "Al corte no se había hecho la reunión."),
    "R8-2": Finding(
        Result.NOT_VERIFIED,
        0,
        "Al corte no había resultados de la encuesta.",
        "Terminarla en las veredas y publicar los resultados completos.",
    ),
    "R9-2": Finding(Result.NOT_VERIFIED, 0, "No se ha formulado el plan.", "Fijar una fecha y cumplirla."),
}
CONCLUSIONS = {
    1: "Casi todo lo prometido se cumplió y está probado. Falta dar a conocer las reglas del diálogo.",
    2: "La mayor parte está cumplida y probada. Faltan la difusión masiva, la encuesta y el plan de mejoramiento.",
}
SCOPE = "Se revisaron todas las entregas del cuatrimestre, con la evidencia que las dependencias adjuntaron."
ADVICE = "Reportar cada entrega cuando se hace y no en la última semana del cuatrimestre."
