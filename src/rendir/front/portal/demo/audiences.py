"""The demo's characterisation: eight groups of the fictitious municipality, as of 2020 and as of 2021. Some counts are
small on purpose, and are held back in what is published.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from rendir.foundation.accounts.models import Person
from rendir.foundation.organization.queries import zones_in_force
from rendir.information.audiences.actions.characterisations import (
    edit_characterisation,
    open_characterisation,
    publish_characterisation,
)
from rendir.information.audiences.actions.data import TableRead, declare_source, write_tables
from rendir.information.audiences.actions.groups import add_audience, add_need, add_segment, choose_channels
from rendir.information.audiences.exports.characterisation import render_characterisation
from rendir.information.audiences.models import Audience
from rendir.information.audiences.rules.tally import read_counts
from rendir.information.audiences.rules.vocabulary import (
    AudienceKind,
    Channel,
    Dimension,
    Frequency,
    LegalBasis,
    NeedFormat,
    SourceKind,
)

People = Mapping[str, Person]
PEOPLE, BODIES = AudienceKind.PERSONS, AudienceKind.ORGANISATIONS
C, F, N = Channel, NeedFormat, Frequency
_SIGNS = "Lengua de señas colombiana"
SURVEYED, COUNTED = date(2021, 8, 20), date(2020, 11, 15)
"""When the survey of the second version was made, and the registers of the first were counted."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Figures of a variable: what it is, of which segment, how many of each value as somebody types them."""

    variable: str
    dimension: Dimension
    lines: str
    segment: str = ""
    is_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """A source of the demo with its figures. Without a purpose it does not come from personal data."""

    title: str
    kind: SourceKind
    on: date
    counts: tuple[Counts, ...]
    purpose: str = ""
    basis: LegalBasis = LegalBasis.STATISTICS


@dataclass(frozen=True, slots=True)
class Cast:
    """A group of the demo."""

    name: str
    kind: AudienceKind
    summary: str
    zones: tuple[str, ...]
    needs: tuple[tuple[str, NeedFormat, Frequency, str], ...]
    publication: tuple[Channel, ...]
    dialogue: tuple[Channel, ...]
    segments: tuple[tuple[str, str], ...] = ()
    differential: str = ""
    barriers: str = ""
    adjustments: str = ""
    first: tuple[Origin, ...] = ()
    later: tuple[Origin, ...] = ()
    is_new: bool = field(default=False)


GROUPS = (
    Cast(
        "Familias campesinas",
        PEOPLE,
        "Quienes viven del campo en los corregimientos El Roble y San Isidro: siembran café, plátano y hortalizas.",
        ("Corregimiento El Roble", "Corregimiento San Isidro"),
        (
            ("En qué se gastó la plata de las vías rurales", F.AUDIO, N.FOUR_MONTHLY, "Español"),
            ("Cuándo y dónde hay asistencia técnica", F.SPOKEN, N.MONTHLY, "Español"),
        ),
        (C.RADIO, C.LEADERS, C.CHAT),
        (C.MEETING, C.TABLE, C.TELEPHONE),
        (
            ("Mujeres rurales", "Llevan la finca o la casa campesina."),
            ("Hombres rurales", "Los demás usuarios de la asistencia técnica."),
        ),
        barriers="La señal de celular es débil y bajar al centro cuesta un día de trabajo.",
        adjustments="Los encuentros se hacen en la vereda, en domingo, y se reconoce el transporte.",
        first=(
            Origin(
                "Registro de asistencia técnica agropecuaria",
                SourceKind.REGISTER,
                COUNTED,
                (Counts("Corregimiento", Dimension.GEOGRAPHIC, "El Roble; 214\nSan Isidro; 163"),),
                "Prestar la asistencia técnica y contar a cuántas familias llega",
                LegalBasis.FUNCTION,
            ),
        ),
        later=(
            Origin(
                "Encuesta en los mercados campesinos",
                SourceKind.SURVEY,
                SURVEYED,
                (
                    Counts(
                        "Por dónde se entera de lo que hace la Alcaldía",
                        Dimension.BEHAVIOUR,
                        "Emisora; 96\nVecinos y líderes; 71\nWhatsApp; 38\nCartelera; 9\nNo se entera; 26",
                    ),
                    Counts(
                        "Edad",
                        Dimension.DEMOGRAPHIC,
                        "De 18 a 28 años; 31\nDe 29 a 59 años; 148\n60 años o más; 61",
                    ),
                    Counts(
                        "Edad",
                        Dimension.DEMOGRAPHIC,
                        "De 18 a 28 años; 17\nDe 29 a 59 años; 79\n60 años o más; 28",
                        segment="Mujeres rurales",
                    ),
                    Counts(
                        "Edad",
                        Dimension.DEMOGRAPHIC,
                        "De 18 a 28 años; 14\nDe 29 a 59 años; 69\n60 años o más; 33",
                        segment="Hombres rurales",
                    ),
                ),
                "Saber cómo quieren informarse y participar",
                LegalBasis.AUTHORISATION,
            ),
        ),
    ),
    Cast(
        "Juventudes",
        PEOPLE,
        "Personas de 18 a 28 años que estudian, trabajan o buscan en qué, en el casco urbano y en las veredas.",
        ("Comuna 1", "Comuna 2", "Centro poblado El Roble"),
        (
            ("Qué pasó con el plan de empleo joven", F.VIDEO, N.FOUR_MONTHLY, "Español"),
            ("Cuánto se gasta en deporte y cultura", F.DATA, N.HALF_YEARLY, "Español"),
        ),
        (C.NETWORKS, C.CHAT, C.SCHOOL),
        (C.TABLE, C.VIRTUAL, C.NETWORKS),
        differential="Se habla con el Consejo Municipal de Juventud y se les cuenta en su propio lenguaje.",
        first=(
            Origin(
                "Proyecciones de población, DANE",
                SourceKind.STATISTICS,
                date(2018, 6, 30),
                (Counts("Sexo", Dimension.DEMOGRAPHIC, "Mujeres; 1.480\nHombres; 1.523"),),
            ),
        ),
    ),
    Cast(
        "Personas con discapacidad y quienes las cuidan",
        PEOPLE,
        "Personas inscritas en el registro de discapacidad del municipio y sus cuidadoras y cuidadores.",
        ("Comuna 1", "Comuna 2", "Corregimiento El Roble"),
        (
            ("Qué apoyos hay y cómo se piden", F.EASY, N.WHEN_IT_CHANGES, "Español"),
            ("Qué se hizo para que los edificios sean accesibles", F.SIGNED, N.YEARLY, _SIGNS),
        ),
        (C.TELEPHONE, C.VISIT, C.RADIO),
        (C.VISIT, C.TABLE),
        differential="La información se hace también en lengua de señas y en lectura fácil.",
        barriers="Edificios con escaleras, videos sin subtítulos, reuniones sin intérprete.",
        adjustments="Intérprete en los encuentros, rampa en el lugar, visita a quien no puede salir.",
        first=(
            Origin(
                "Registro de discapacidad del municipio",
                SourceKind.REGISTER,
                COUNTED,
                (
                    Counts(
                        "Tipo de discapacidad",
                        Dimension.INTRINSIC,
                        "Física; 58\nVisual; 21\nAuditiva; 17\nIntelectual; 12\nPsicosocial; 3\nSordoceguera; 1",
                        is_sensitive=True,
                    ),
                    Counts("Zona", Dimension.GEOGRAPHIC, "Urbana; 83\nRural; 29"),
                ),
                "Certificar la discapacidad y ofrecer los apoyos",
            ),
        ),
    ),
    Cast(
        "Resguardo y familias indígenas",
        PEOPLE,
        "Familias que se reconocen indígenas y sus autoridades propias, casi todas en la vereda Alto Bonito.",
        ("Vereda Alto Bonito",),
        (("Qué se cumplió de lo acordado con el cabildo", F.SPOKEN, N.HALF_YEARLY, "Nasa yuwe y español"),),
        (C.LEADERS, C.VISIT, C.RADIO),
        (C.MEETING, C.LETTER),
        differential="Se habla primero con la autoridad propia, en su lugar y con quien traduzca.",
        barriers="La lengua y la distancia.",
        adjustments="Traducción en los encuentros y actas leídas en nasa yuwe.",
        first=(
            Origin(
                "Listado censal entregado por el cabildo",
                SourceKind.REGISTER,
                COUNTED,
                (
                    Counts("Vereda", Dimension.GEOGRAPHIC, "Alto Bonito; 64\nLa Palma; 7\nAgua Clara; 2"),
                    Counts(
                        "Lengua que se habla en casa",
                        Dimension.INTRINSIC,
                        "Nasa yuwe; 41\nEspañol; 32",
                        is_sensitive=True,
                    ),
                ),
                "Concertar con la autoridad propia",
            ),
        ),
    ),
    Cast(
        "Víctimas del conflicto armado",
        PEOPLE,
        "Personas incluidas en el Registro Único de Víctimas que viven en el municipio, y su mesa de participación.",
        ("Comuna 2", "Corregimiento San Isidro"),
        (("Cómo va el plan de acción territorial para las víctimas", F.SHEET, N.HALF_YEARLY, "Español"),),
        (C.TELEPHONE, C.MAIL),
        (C.TABLE,),
        differential="Se acuerda con la mesa de participación qué se publica y qué no, para no ponerlas en riesgo.",
        barriers="El miedo a figurar en una lista.",
        adjustments="Nunca se pide el nombre para preguntar ni para hablar.",
        later=(
            Origin(
                "Registro Único de Víctimas, cifra publicada",
                SourceKind.STATISTICS,
                date(2021, 6, 30),
                (Counts("Sexo", Dimension.DEMOGRAPHIC, "Mujeres; 402\nHombres; 371\nOtro; 3"),),
            ),
        ),
    ),
    Cast(
        "Juntas de acción comunal",
        BODIES,
        "Las juntas de los barrios y veredas, y su asociación.",
        ("Comuna 1", "Comuna 2", "Corregimiento El Roble", "Corregimiento San Isidro"),
        (
            ("Qué obras siguen y con qué plata", F.REPORT, N.FOUR_MONTHLY, "Español"),
            ("Quién responde cada petición", F.DATA, N.MONTHLY, "Español"),
        ),
        (C.CHAT, C.MAIL, C.LETTER),
        (C.MEETING, C.HEARING, C.TABLE),
        first=(
            Origin(
                "Registro de organismos comunales",
                SourceKind.REGISTER,
                COUNTED,
                (Counts("Clase de junta", Dimension.TYPE, "De barrio; 18\nDe vereda; 23\nAsociación; 1"),),
            ),
        ),
    ),
    Cast(
        "Comerciantes",
        BODIES,
        "Tenderos, restaurantes, talleres y hoteles del casco urbano, y la Cámara de Comercio.",
        ("Barrio Centro", "Barrio San José"),
        (),
        (C.NETWORKS, C.LEAFLET),
        (C.FAIR, C.VIRTUAL),
        is_new=True,
        later=(
            Origin(
                "Registro mercantil, Cámara de Comercio",
                SourceKind.STATISTICS,
                date(2021, 3, 31),
                (Counts("Tamaño", Dimension.TYPE, "Micro; 612\nPequeña; 24\nMediana; 4\nGrande; 0"),),
            ),
        ),
    ),
    Cast(
        "Recicladores de oficio",
        PEOPLE,
        "Personas que viven de recuperar lo que otros botan, casi todas en el barrio La Esperanza.",
        ("Barrio La Esperanza",),
        (("Qué va a pasar con la ruta de reciclaje", F.SPOKEN, N.WHEN_IT_CHANGES, "Español"),),
        (C.LEADERS,),
        (),
        is_new=True,
        later=(
            Origin(
                "Censo de recicladores de oficio",
                SourceKind.FORM,
                SURVEYED,
                (
                    Counts("Sexo", Dimension.DEMOGRAPHIC, "Mujeres; 19\nHombres; 14"),
                    Counts("Años en el oficio", Dimension.BEHAVIOUR, "Menos de 5; 8\nDe 5 a 15; 21\nMás de 15; 4"),
                ),
                "Formalizar el oficio y contar a cuántas personas",
                LegalBasis.AUTHORISATION,
            ),
        ),
    ),
)
_METHOD = (
    "Se contaron los registros que la Alcaldía lleva por ley, estadísticas ya publicadas y lo que dijeron los buzones "
    "y los puntos de atención en 2020. Nadie fue obligado a responder y no se guardó ninguna lista de personas."
)
_METHOD_NOW = (
    "A los registros y estadísticas de 2020 se sumaron una encuesta en los mercados campesinos, el censo de "
    "recicladores y dos talleres con la mesa de víctimas y el Consejo de Juventud. Nadie fue obligado a responder y no "
    "se guardó ninguna lista de personas."
)
_COUNTED = "Participación contó los valores de cada columna; la lista de personas no se guardó."
_OBJECTIVE = (
    "Saber qué quiere conocer cada grupo, en qué forma y por dónde, y dónde quiere que se le escuche, para decidir con "
    "ello qué se informa y dónde se dialoga."
)
_LIMITS = "De las personas mayores de 60 años y de la población LGBTI no hay todavía datos que se puedan usar."


def characterise(people: People) -> None:
    """Version 1: the groups as the registers of 2020 show them, before the year's strategy is adopted."""
    by = people["participacion"]
    for cast in GROUPS:
        if not cast.is_new:
            _write(cast, cast.first, by=by)
    _publish(people, objective=_OBJECTIVE, method=_METHOD, limits=_LIMITS, reason="")


def deeds(people: People) -> list[tuple[date, Callable[[], object]]]:
    """What Participation does in the third period: new groups and sources, and version 2, which fulfils I1 and D1."""
    return [(date(2021, 9, 6), partial(_learn, people)), (date(2021, 10, 6), partial(_publish_again, people))]


def _learn(people: People) -> None:
    by = people["participacion"]
    for cast in GROUPS:
        if cast.is_new:
            _write(cast, cast.later, by=by)
        else:
            audience = Audience.objects.get(name=cast.name)
            for origin in cast.later:
                _count(audience, origin, by=by)


def _publish_again(people: People) -> None:
    reason = "Entran los comerciantes y los recicladores, y lo que dijo la encuesta en los mercados campesinos."
    _publish(people, objective=_OBJECTIVE, method=_METHOD_NOW, limits=_LIMITS, reason=reason)


def _publish(people: People, **words: str) -> None:
    by = people["participacion"]
    draft = open_characterisation(by=by)
    edit_characterisation(draft, **words, expected=draft.version, by=by)
    screening = {"found": [], "found_is_public": "", "confirmed": True}
    publish_characterisation(draft, render=render_characterisation, screening=screening, by=by)


def _write(cast: Cast, origins: tuple[Origin, ...], *, by: Person) -> None:
    placed = {one.zone.label: one.zone for one in zones_in_force()}
    audience = add_audience(
        name=cast.name,
        kind=cast.kind,
        summary=cast.summary,
        differential=cast.differential,
        barriers=cast.barriers,
        adjustments=cast.adjustments,
        zones=[placed[name] for name in cast.zones],
        by=by,
    )
    for name, description in cast.segments:
        add_segment(audience, name=name, description=description, by=by)
    for topic, shape, frequency, language in cast.needs:
        add_need(audience, topic=topic, format=shape, frequency=frequency, language=language, by=by)
    if cast.publication or cast.dialogue:
        choose_channels(
            audience, publication=cast.publication, dialogue=cast.dialogue, expected=audience.version, by=by
        )
    for origin in origins:
        _count(audience, origin, by=by)


def _count(audience: Audience, origin: Origin, *, by: Person) -> None:
    source = declare_source(
        audience,
        title=origin.title,
        kind=origin.kind,
        collected_on=origin.on,
        method=_COUNTED if origin.purpose else "Se tomó la cifra ya publicada.",
        is_personal=bool(origin.purpose),
        purpose=origin.purpose,
        legal_basis=origin.basis if origin.purpose else "",
        consent_proof="Carpeta 120-14 del archivo de gestión" if origin.basis.needs_proof else "",
        answers_optional=bool(origin.purpose),
        no_minors=bool(origin.purpose),
        keep_until=origin.on.replace(year=origin.on.year + 2) if origin.purpose else None,
        by=by,
    )
    segments = {one.name: one for one in audience.segments.all()}
    tables = [
        TableRead(
            variable=one.variable,
            dimension=one.dimension,
            counts=tuple(read_counts(one.lines)),
            segment=segments.get(one.segment),
            is_sensitive=one.is_sensitive,
        )
        for one in origin.counts
    ]
    write_tables(source, tables, by=by)
