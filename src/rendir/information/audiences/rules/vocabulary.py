"""The words in which a group is described: kinds, dimensions, channels, formats, sources and why data may be kept.

Guía de caracterización de ciudadanía y grupos de valor (Función Pública): variables of persons are geographic,
demographic, intrinsic and of behaviour; those of organisations geographic, of type and of their behaviour.
"""

from enum import StrEnum


class Worded(StrEnum):
    """A word in data with the words in which it is shown."""

    label: str
    """As a person reads it."""

    def __new__(cls, value: str, label: str = "") -> "Worded":
        made = str.__new__(cls, value)
        made._value_ = value
        made.label = label
        return made

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Value and label, in order."""
        return [(one.value, one.label) for one in cls]


class AudienceKind(Worded):
    """Whether its members are people or organisations."""

    PERSONS = "personas", "Personas"
    ORGANISATIONS = "organizaciones", "Organizaciones"


class Dimension(Worded):
    """What a variable tells of those in a group."""

    GEOGRAPHIC = "geografica", "Geográfica: dónde están"
    DEMOGRAPHIC = "demografica", "Demográfica: edad, sexo, estudios, ocupación"
    INTRINSIC = "intrinseca", "Intrínseca: intereses, acceso a medios, lengua"
    BEHAVIOUR = "comportamiento", "De comportamiento: cómo participan y qué usan"
    TYPE = "tipologia", "De tipo: qué clase de organización es"
    ORGANISATIONAL = "organizacional", "De comportamiento organizacional: cómo se organizan y participan"

    @property
    def short(self) -> str:
        """Without what explains it."""
        return self.label.partition(":")[0]

    @property
    def kind(self) -> AudienceKind | None:
        """Of which groups it tells; None for both."""
        return _DIMENSION_OF.get(self)


_DIMENSION_OF = {
    Dimension.DEMOGRAPHIC: AudienceKind.PERSONS,
    Dimension.INTRINSIC: AudienceKind.PERSONS,
    Dimension.BEHAVIOUR: AudienceKind.PERSONS,
    Dimension.TYPE: AudienceKind.ORGANISATIONS,
    Dimension.ORGANISATIONAL: AudienceKind.ORGANISATIONS,
}


class Channel(Worded):
    """A way to tell something, to listen, or both."""

    RADIO = "radio", "Emisora comunitaria o radio"
    LOUDSPEAKER = "perifoneo", "Perifoneo"
    BOARD = "cartelera", "Carteleras en sitios de encuentro"
    LEAFLET = "volante", "Volantes o periódico impreso"
    TELEVISION = "television", "Televisión local"
    WEB = "web", "Página web"
    NETWORKS = "redes", "Redes sociales"
    CHAT = "chat", "Grupos de WhatsApp u otro chat"
    MAIL = "correo", "Correo electrónico"
    TELEPHONE = "telefono", "Llamada telefónica o mensaje de texto"
    LETTER = "carta", "Carta u oficio"
    VISIT = "visita", "Visita a la comunidad"
    SCHOOL = "escuela", "Escuelas y colegios"
    LEADERS = "lideres", "Líderes, juntas y autoridades propias"
    MEETING = "encuentro", "Encuentro o asamblea en la comunidad"
    TABLE = "mesa", "Mesa de trabajo o consejo de participación"
    HEARING = "audiencia", "Audiencia pública"
    FAIR = "feria", "Feria de la gestión"
    VIRTUAL = "virtual", "Reunión o transmisión virtual"
    COUNTER = "ventanilla", "Ventanilla de atención"
    BOX = "buzon", "Buzón de sugerencias"
    SURVEY = "encuesta", "Encuesta"

    @property
    def tells(self) -> bool:
        """Whether information is published by it."""
        return self not in _ONLY_LISTENS

    @property
    def listens(self) -> bool:
        """Whether people are heard by it."""
        return self not in _ONLY_TELLS

    @property
    def is_virtual(self) -> bool:
        """Whether it needs a screen and a line."""
        return self in _VIRTUAL


_ONLY_TELLS = frozenset(
    {Channel.RADIO, Channel.LOUDSPEAKER, Channel.BOARD, Channel.LEAFLET, Channel.TELEVISION, Channel.WEB}
)
_ONLY_LISTENS = frozenset({Channel.BOX, Channel.SURVEY})
_VIRTUAL = frozenset({Channel.WEB, Channel.NETWORKS, Channel.CHAT, Channel.MAIL, Channel.VIRTUAL})


class NeedFormat(Worded):
    """How a group wants to be told something."""

    SPOKEN = "hablado", "Explicado de viva voz"
    AUDIO = "audio", "Audio para radio o celular"
    VIDEO = "video", "Video corto con subtítulos"
    SIGNED = "senas", "Video con lengua de señas"
    POSTER = "afiche", "Cartel o afiche"
    SHEET = "hoja", "Hoja impresa en lenguaje claro"
    EASY = "lectura-facil", "Lectura fácil, con dibujos"
    BRAILLE = "braille", "Braille o letra grande"
    REPORT = "informe", "Informe completo"
    DATA = "datos", "Datos abiertos"
    MAP = "mapa", "Mapa"


class Frequency(Worded):
    """How often a group wants to be told something."""

    WHEN_IT_CHANGES = "novedad", "Cuando haya novedades"
    MONTHLY = "mensual", "Cada mes"
    QUARTERLY = "trimestral", "Cada tres meses"
    FOUR_MONTHLY = "cuatrimestral", "Cada cuatro meses"
    HALF_YEARLY = "semestral", "Cada seis meses"
    YEARLY = "anual", "Cada año"


class SourceKind(Worded):
    """Where what is known of a group comes from."""

    REGISTER = "registro", "Registro o base de datos de la entidad"
    FORM = "formulario", "Formulario en línea (Google, Microsoft u otro)"
    SURVEY = "encuesta", "Encuesta"
    SERVICE = "atencion", "Registros de los puntos de atención"
    BOX = "buzon", "Buzones de sugerencias y peticiones"
    FOCUS_GROUP = "grupo-focal", "Grupo focal o taller"
    OBSERVATION = "observacion", "Observación directa"
    STATISTICS = "estadistica", "Estadística oficial (DANE, Sisbén, otras entidades)"


class LegalBasis(Worded):
    """Why the entity may hold the personal data from which a source counts (Ley 1581 de 2012)."""

    AUTHORISATION = "autorizacion", "Autorización de cada persona (Ley 1581 de 2012, art. 9)"
    FUNCTION = "funcion-legal", "Ejercicio de una función legal de la entidad (Ley 1581 de 2012, art. 10 a)"
    PUBLIC = "datos-publicos", "Son datos públicos (Ley 1581 de 2012, art. 10 b)"
    STATISTICS = (
        "fin-estadistico",
        "Fin estadístico, sin identidad de nadie (Ley 1581 de 2012, arts. 6 e y 10 d)",
    )

    @property
    def needs_proof(self) -> bool:
        """Whether the entity must be able to show that each person said yes (art. 9)."""
        return self == LegalBasis.AUTHORISATION

    @property
    def covers_sensitive(self) -> bool:
        """Whether it is enough for sensitive data: explicit authorisation, or no identity (arts. 6 a and 6 e)."""
        return self in (LegalBasis.AUTHORISATION, LegalBasis.STATISTICS)
