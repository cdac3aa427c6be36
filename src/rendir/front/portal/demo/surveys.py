"""The demo's surveys: one of citizens, asked from July to September and published in October; one of officials, open;
one of a space, in draft. Whoever answers does not exist.
"""

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from rendir.foundation.accounts.models import Person
from rendir.foundation.core import clock
from rendir.front.portal.demo.work import Deed
from rendir.information.surveys.actions.codes import make_codes
from rendir.information.surveys.actions.living import close_survey, open_survey
from rendir.information.surveys.actions.preparing import choose_grouping, create_survey, edit_survey
from rendir.information.surveys.actions.publishing import publish_results
from rendir.information.surveys.actions.receiving import receive_answer, receive_public_answer
from rendir.information.surveys.actions.texts import group_texts, quote_text
from rendir.information.surveys.exports.results import render_results
from rendir.information.surveys.models import AccessMode, Channel, Sampling, Survey, TextAnswer
from rendir.information.surveys.rules.answering import shown_answers
from rendir.information.surveys.rules.box import TEMPLATES

YEAR = 2021
CITIZENS = "¿Cómo va la Alcaldía? Encuesta a la ciudadanía de 2021"
OFFICIALS = "La rendición de cuentas vista desde adentro, 2021"
SPACE = "¿Cómo le pareció la audiencia de diciembre?"
_ANSWERED = 124
_SEED = 2021
_WISHES = {
    "Vías rurales": (
        "El arreglo de la vía a El Roble, que lleva dos inviernos así.",
        "Cuándo llega la maquinaria a las veredas.",
        "La placa huella que prometieron.",
    ),
    "Agua": ("El acueducto de La Julia.", "Por qué se va el agua los domingos."),
    "En qué se gasta la plata": (
        "Quiero ver en qué se gasta la plata, con contratos y todo.",
        "Cuánto costó el parque.",
        "Los contratos de alimentación escolar.",
    ),
}
_QUOTED = "Quiero ver en qué se gasta la plata, con contratos y todo."


def survey_deeds(people: Mapping[str, Person]) -> list[Deed]:
    """Everything that was done with surveys, each on its day."""
    lead, participation, service = people["lider"], people["participacion"], people["atencion"]
    return [
        (date(2021, 7, 6), partial(_ask_citizens, participation)),
        *((day, partial(_receive, numbers, service)) for day, numbers in _days()),
        (date(2021, 10, 1), partial(_close, participation)),
        (date(2021, 10, 4), partial(_read_texts, participation)),
        (date(2021, 10, 5), partial(_ask_officials, participation)),
        (date(2021, 10, 7), partial(_answer_as_officials, service)),
        (date(2021, 10, 8), partial(_publish, lead)),
        (date(2021, 10, 12), partial(_prepare_a_space, participation)),
    ]


def _named(title: str) -> Survey:
    return Survey.objects.select_related("publication").get(title=title)


def _ask_citizens(by: Person) -> None:
    template = TEMPLATES["percepcion"]
    survey = create_survey(
        year=YEAR, title=CITIZENS, audience="citizens", purpose=template.purpose, template="percepcion", by=by
    )
    told = {
        "closes_on": date(2021, 9, 30),
        "population": "Personas de 18 años o más que viven en Villa Clara",
        "population_size": 18_400,
        "sampling": Sampling.OPEN,
        "fieldwork": (
            "Por el enlace y el código QR en la plaza, la emisora y los puestos de salud; con ayuda en la ventanilla. "
            "En septiembre se fue a las veredas que las lluvias habían dejado incomunicadas."
        ),
        "made_by": "Dirección de Participación Ciudadana",
    }
    edit_survey(survey, told, expected=survey.version, by=by)
    choose_grouping(survey, "p1", expected=survey.version, by=by)
    open_survey(survey, by=by)


def _days() -> Iterator[tuple[date, range]]:
    """Who answers on which day: most in July and August, the villages in September."""
    starts = [*range(0, 90, 6), *range(90, _ANSWERED, 8)]
    first = date(2021, 7, 8)
    for place, start in enumerate(starts):
        after = starts[place + 1] if place + 1 < len(starts) else _ANSWERED
        yield first + timedelta(days=4 * place), range(start, after)


def _receive(numbers: range, service: Person) -> None:
    survey = _named(CITIZENS)
    questionnaire = survey.questionnaire()
    for number in numbers:
        told = shown_answers(questionnaire, _citizen(random.Random(_SEED + number), number))  # noqa: S311 - a play
        if number % 5:
            receive_public_answer(survey, told, sending=f"demo-{number}")
        else:
            receive_answer(survey, told, channel=Channel.ASSISTED, by=service)


def _citizen(dice: random.Random, number: int) -> dict[str, Any]:
    """Somebody who answers: those of the villages see roads and water worse."""
    rural = number % 5 in {0, 3}
    worse = ("o1", "o1", "o2", "o2", "o3") if rural else ("o1", "o2", "o2", "o3", "o3")
    answers: dict[str, Any] = {
        "p1": "o2" if rural else "o1",
        "p2": dice.choice(("o1", "o2", "o2", "o3", "o3", "o4")),
        "p3": dice.choice((1, 2, 2, 3, 3, 4) if rural else (1, 2, 3, 3, 4, 4, 5)),
        "p4": {row: dice.choice(worse if row in {"o1", "o2"} else ("o2", "o3", "o3", "o4")) for row in _ROWS},
        "p6": dice.choice(("o1", "o2", "o2") if rural else ("o1", "o1", "o2")),
        "p7": dice.choice(("o1", "o2")),
        "p8": dice.choice((2, 3, 3, 4, 4, 5)),
        "p9": sorted(dice.sample(["o1", "o2", "o3", "o4", "o5"], dice.choice((1, 2, 2, 3)))),
    }
    if dice.random() < _OFTEN:
        order = ["o1", "o2", "o3", "o4"]
        dice.shuffle(order)
        answers["p5"] = sorted(order, key=lambda one: (one not in {"o1", "o2"}) if rural else (one not in {"o3", "o4"}))
    if dice.random() < _SELDOM:
        answers["p10"] = dice.choice([wish for wishes in _WISHES.values() for wish in wishes])
    return answers


_ROWS = ("o1", "o2", "o3", "o4", "o5")
_OFTEN, _SELDOM = 0.8, 0.5


def _close(by: Person) -> None:
    close_survey(_named(CITIZENS), by=by)


def _read_texts(by: Person) -> None:
    for group, wishes in _WISHES.items():
        survey = _named(CITIZENS)
        texts = TextAnswer.objects.filter(survey=survey, question="p10", text__in=wishes).values_list("pk", flat=True)
        group_texts(survey, "p10", texts, group=group, by=by)
    quoted = TextAnswer.objects.select_related("survey").filter(question="p10", text=_QUOTED).first()
    if quoted:
        quote_text(quoted, quoted.text, confirmed=True, by=by)


def _publish(by: Person) -> None:
    publish_results(_named(CITIZENS), render=render_results, by=by)


def _ask_officials(by: Person) -> None:
    template = TEMPLATES["funcionarios"]
    survey = create_survey(
        year=YEAR, title=OFFICIALS, audience="officials", purpose=template.purpose, template="funcionarios", by=by
    )
    told = {
        "access": AccessMode.CODE,
        "closes_on": clock.today() + timedelta(days=24),
        "population": "Funcionarios y contratistas de la Alcaldía de Villa Clara",
        "population_size": 86,
        "sampling": Sampling.CENSUS,
        "invited": 86,
        "made_by": "Dirección de Participación Ciudadana",
    }
    edit_survey(survey, told, expected=survey.version, by=by)
    make_codes(survey, 86, expected=survey.version, by=by)
    open_survey(survey, by=by)


def _answer_as_officials(service: Person) -> None:
    survey = _named(OFFICIALS)
    questionnaire = survey.questionnaire()
    for number in range(9):
        dice = random.Random(_SEED + number)  # noqa: S311 - a play
        answers = {
            "p1": dice.choice(("o1", "o2")),
            "p2": dice.randint(0, 22),
            "p3": dice.randint(2, 5),
            "p4": {row: dice.choice(("o2", "o3", "o4")) for row in ("o1", "o2", "o3", "o4")},
            "p5": sorted(dice.sample(["o1", "o2", "o3", "o4"], 2)),
            "p6": dice.choice(("o1", "o2")),
            "p7": dice.randint(3, 5),
        }
        told = shown_answers(questionnaire, answers)
        receive_answer(survey, told, channel=Channel.ASSISTED, by=service)


def _prepare_a_space(by: Person) -> None:
    purpose = TEMPLATES["espacio"].purpose
    create_survey(year=YEAR, title=SPACE, audience="citizens", purpose=purpose, template="espacio", by=by)
