"""The demo's topics: what people proposed, the round of June that was decided in July, and the one open in October."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from rendir.foundation.accounts.models import Person
from rendir.foundation.library.actions import store_stream
from rendir.information.topics.actions import (
    Weight,
    accept_proposal,
    add_paper_bundle,
    add_source,
    add_topic,
    cast_ballot,
    close_round,
    decide_round,
    join_topic,
    judge_topic,
    open_round,
    prepare_round,
    receive_proposal,
    set_criteria,
    set_options,
)
from rendir.information.topics.exports.round import render_round
from rendir.information.topics.models import BasisChoice, SourceKind, Topic, TopicProposal, TopicRound
from rendir.information.topics.queries import criteria_of, options_of
from rendir.information.topics.rules.deciding import Choice
from rendir.information.topics.states import ProposalState

People = Mapping[str, Person]
Deed = tuple[date, Callable[[], object]]

_SURVEY = ("Encuesta en barrios y veredas, marzo de 2021", date(2021, 3, 26), "menciones")
_QUESTIONS = ("Peticiones recibidas en 2020, informe de Atención al Ciudadano", date(2021, 2, 15), "peticiones")
_TOPICS: tuple[tuple[str, str, int | None, int | None, int], ...] = (
    ("Agua potable en las veredas", "Acueductos, calidad del agua y turnos.", 128, 64, 95),
    ("Vías rurales", "Qué vías se arreglan, cuándo y con qué plata.", 141, 71, 90),
    ("Atención en el hospital", "Citas, urgencias y traslados.", 96, 58, 30),
    ("Alimentación escolar", "Qué se sirve, a cuántos y cuánto cuesta.", 77, 22, 85),
    ("Seguridad en los barrios", "Cámaras, cuadrantes y convivencia.", 40, 12, 60),
    ("Recolección de basuras", "Rutas, horarios y puntos críticos.", 52, 35, 70),
    ("Empleo para jóvenes", "Programas, cupos y resultados.", 61, 9, 55),
    ("Canchas y parques", "Arreglos y préstamo de escenarios.", 23, 6, 65),
    ("Alumbrado público", "Luminarias dañadas y cobro.", 40, 12, 60),
    ("Transporte escolar", "Rutas de las veredas y cupos.", 48, 15, 75),
    ("Mercados campesinos", "Fechas, puestos y apoyo para traer productos.", 55, None, 80),
    ("Casa de la cultura", "Talleres, horarios y arreglos.", 18, 4, 60),
)
"""Title, what it is about, mentions in the survey, petitions, and what planning gives it."""
_COUNCIL = ("Seguridad en los barrios", "Vías rurales")
_BODY = ("Alimentación escolar",)
_ONLINE: tuple[tuple[tuple[int, ...], int], ...] = (
    ((0, 1, 2), 24),
    ((0, 1, 3), 18),
    ((1, 4, 8), 14),
    ((0, 3, 9), 12),
    ((2, 5, 6), 12),
    ((1, 5, 10), 10),
    ((6, 8, 10), 9),
    ((0, 7, 11), 8),
    ((1, 2, 4), 9),
    ((3, 9), 6),
)
_PAPER = (
    (date(2021, 6, 20), "Plaza de mercado", 46, {0: 31, 1: 28, 2: 18, 3: 9, 4: 8, 5: 9, 8: 8, 10: 14, 6: 4}),
    (date(2021, 6, 27), "Vereda El Roble", 34, {0: 25, 1: 22, 9: 16, 3: 11, 10: 9, 7: 4}),
)
_TAKEN = (
    "Vías rurales",
    "Agua potable en las veredas",
    "Alimentación escolar",
    "Recolección de basuras",
    "Transporte escolar",
)
_REASONS = {
    "Atención en el hospital": (
        "Quedó tercero y no se escoge: el hospital es del departamento. Se pidió a la Gobernación que rinda cuentas "
        "de él y su respuesta se publicará en esta página."
    ),
    "Transporte escolar": "Se escoge en lugar del hospital: es el siguiente y el municipio lo contrata.",
}
_LEFT = "Por su puesto: se informa en la página del año y entra a la próxima ronda."
_PROPOSED = (
    ("Acueducto de las veredas de arriba", "Cuando llueve no llega agua a La Julia ni a El Roble.", date(2021, 5, 6)),
    ("Más mercados campesinos", "Que haya uno cada mes y no solo en diciembre.", date(2021, 5, 10)),
)
_WAITING = (
    ("Turnos de la biblioteca", "Cierra cuando salimos del colegio.", date(2021, 10, 5)),
    ("Alumbrado del parque", "Las lámparas llevan meses apagadas.", date(2021, 10, 9)),
    ("El puente de La Julia", "Lo prometieron en 2019. Llámenme al 300 000 0000 y les muestro.", date(2021, 10, 13)),
)
_NEXT = (
    "Recolección de basuras",
    "Empleo para jóvenes",
    "Alumbrado público",
    "Transporte escolar",
    "Canchas y parques",
)
_NEXT_VOTES: tuple[tuple[tuple[int, ...], int], ...] = (((0, 1), 9), ((1, 3), 7), ((2, 3), 6), ((0, 4), 5))


def topic_deeds(people: People) -> list[Deed]:
    """Everything that was done with topics in the year."""
    return [
        *((day, partial(receive_proposal, title=title, description=words)) for title, words, day in _PROPOSED),
        (date(2021, 5, 14), partial(_write_topics, people["participacion"])),
        (date(2021, 6, 1), partial(_prepare, people["participacion"])),
        (date(2021, 6, 8), partial(_open, "2021-1", people["participacion"])),
        (date(2021, 6, 15), partial(_vote, _ONLINE, [one[0] for one in _TOPICS], "2021-1")),
        *((day, partial(_count, place, papers, counts, people)) for day, place, papers, counts in _PAPER),
        (date(2021, 7, 1), partial(_close, people["participacion"])),
        (date(2021, 7, 9), partial(_decide, people["alcaldia"])),
        (date(2021, 10, 1), partial(_prepare_next, people["participacion"])),
        *((day, partial(receive_proposal, title=title, description=words)) for title, words, day in _WAITING),
        (date(2021, 10, 12), partial(_vote, _NEXT_VOTES, list(_NEXT), "2021-2")),
    ]


def _write_topics(by: Person) -> None:
    for title, description, mentions, petitions, _given in _TOPICS:
        topic = add_topic(title=title, description=description, by=by)
        for kind, (reference, on, unit), figure in (
            (SourceKind.SURVEY, _SURVEY, mentions),
            (SourceKind.QUESTIONS, _QUESTIONS, petitions),
        ):
            if figure is not None:
                add_source(topic, kind=kind, reference=reference, on=on, figure=figure, unit=unit, by=by)
        if title in _COUNCIL:
            reference = "Debate de control político, acta 14 del Concejo"
            add_source(topic, kind=SourceKind.COUNCIL, reference=reference, on=date(2021, 4, 22), by=by)
        if title in _BODY:
            reference = "Oficio 118 de la Personería"
            add_source(topic, kind=SourceKind.CONTROL_BODY, reference=reference, on=date(2021, 4, 12), by=by)
    water, markets = TopicProposal.objects.filter(state=ProposalState.WAITING)
    upper = accept_proposal(water, title="Acueducto de las veredas de arriba", by=by)
    join_topic(upper, _named("Agua potable en las veredas"), by=by)
    accept_proposal(markets, into=_named("Mercados campesinos"), by=by)


def _prepare(by: Person) -> None:
    round_ = prepare_round(
        title="Temas de la rendición de cuentas de 2021",
        question="¿De qué temas debe rendir cuentas la alcaldía este año?",
        method="Se convocó por radio, en carteleras y con las juntas comunales. Hubo urna en la plaza y en El Roble.",
        opens_on=date(2021, 6, 8),
        closes_on=date(2021, 6, 30),
        by=by,
    )
    set_options(round_, [_named(one[0]) for one in _TOPICS], by=by)
    weights = [
        Weight("Lo que votó la gente", 40, BasisChoice.VOTES),
        Weight("Lo que más se pide", 25, BasisChoice.FIGURES, SourceKind.QUESTIONS),
        Weight("Lo que dijo la encuesta", 20, BasisChoice.FIGURES, SourceKind.SURVEY),
        Weight("La alcaldía responde por ello", 15, BasisChoice.JUDGEMENT, "", "Competencia y plata del municipio."),
    ]
    set_criteria(round_, weights, by=by)
    given = {title: value for title, _words, _mentions, _petitions, value in _TOPICS}
    judged = next(one for one in criteria_of(round_) if one.basis == BasisChoice.JUDGEMENT)
    for option in options_of(round_):
        value = given[option.topic.title]
        reason = "Es competencia del municipio." if value > 50 else "La competencia es sobre todo del departamento."
        judge_topic(option, judged, value=value, reason=reason, by=by)


def _prepare_next(by: Person) -> None:
    round_ = prepare_round(
        title="Temas para los encuentros de noviembre",
        question="¿Qué tema quiere tratar en el encuentro de su zona?",
        opens_on=date(2021, 10, 1),
        closes_on=date(2021, 10, 31),
        most_choices=2,
        places=2,
        by=by,
    )
    set_options(round_, [_named(one) for one in _NEXT], by=by)
    weights = [
        Weight("Lo que vote la gente", 70, BasisChoice.VOTES),
        Weight("Lo que más se pide", 30, BasisChoice.FIGURES, SourceKind.QUESTIONS),
    ]
    set_criteria(round_, weights, by=by)
    open_round(_fresh(round_.slug), by=by)


def _open(slug: str, by: Person) -> None:
    open_round(_fresh(slug), by=by)


def _vote(groups: tuple[tuple[tuple[int, ...], int], ...], titles: list[str], slug: str) -> None:
    round_, slugs = _fresh(slug), [_named(one).slug for one in titles]
    sent = (choices for choices, number in groups for _one in range(number))
    for number, choices in enumerate(sent):
        cast_ballot(round_, [slugs[index] for index in choices], device=f"demo-{slug}-{number}")


def _count(place: str, papers: int, counts: Mapping[int, int], people: People) -> None:
    by = people["participacion"]
    words = f"Conteo de papeletas en {place}: {papers} papeletas válidas. Firmaron dos jurados y la veeduría.\n"
    scan = store_stream([words.encode()], name="conteo.txt", by=by)
    votes = {_named(_TOPICS[index][0]).slug: number for index, number in counts.items()}
    round_ = _fresh("2021-1")
    add_paper_bundle(round_, place=place, on=_day_of(place), papers=papers, counts=votes, scan=scan, by=by)


def _day_of(place: str) -> date:
    return next(day for day, named, _papers, _counts in _PAPER if named == place)


def _close(by: Person) -> None:
    close_round(_fresh("2021-1"), by=by)


def _decide(by: Person) -> None:
    round_ = _fresh("2021-1")
    choices = [
        Choice(one["key"], one["title"] in _TAKEN, _REASONS.get(one["title"], "" if one["title"] in _TAKEN else _LEFT))
        for one in round_.ranking or ()
    ]
    told = "Lo decidió el Comité de Gestión el 9 de julio de 2021, con la veeduría presente. Acta 11."
    decide_round(round_, choices, decision=told, render=render_round, by=by)


def _named(title: str) -> Topic:
    return Topic.objects.get(title=title)


def _fresh(slug: str) -> TopicRound:
    year, number = slug.split("-")
    return TopicRound.objects.get(year=int(year), number=int(number))
