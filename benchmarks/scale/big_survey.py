"""A survey with many answers, and what its steps cost."""

import random
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.management import call_command

from rendir.foundation.audit.actors import Job
from rendir.foundation.organization.actions import found_entity
from rendir.information.surveys.actions.living import close_survey, open_survey
from rendir.information.surveys.actions.preparing import choose_grouping, create_survey, edit_survey
from rendir.information.surveys.actions.receiving import receive_public_answer
from rendir.information.surveys.exports.answers import answers_csv
from rendir.information.surveys.models import Channel, Response, Survey, TextAnswer
from rendir.information.surveys.queries import results_now
from rendir.information.surveys.rules.answering import shown_answers
from rendir.information.surveys.rules.questionnaire import Questionnaire

BY = Job("bench")
BATCH = 2000
MOST_MIB = 30
RECEIVED = 200
_MIB = 1024 * 1024


def measure(answers: int) -> None:
    """Write a survey with so many answers, and print what each step costs."""
    call_command("migrate", verbosity=0)
    found_entity(name="Municipio de prueba", short_name="Prueba", by=BY)
    survey = _an_open()
    questionnaire, dice = survey.questionnaire(), random.Random(2021)  # noqa: S311 - a play
    said = [shown_answers(questionnaire, _citizen(dice)) for _one in range(RECEIVED)]
    started = time.process_time()
    for number, one in enumerate(said):
        receive_public_answer(survey, one, sending=f"bench-{number}")
    each = (time.process_time() - started) / RECEIVED
    print(f"receiving one answer: {each * 1000:.1f} ms")
    _write(survey, questionnaire, answers - RECEIVED, dice)
    told = f"{Response.objects.count():,} answers"
    _cost(f"closing, with {told} counted", lambda: close_survey(survey, by=BY), seconds=30)
    _cost("counting again, crossed by another question", lambda: _cross(survey), seconds=30)
    _cost("the results as they would be published", lambda: results_now(survey), seconds=1)
    _cost("every answer written as CSV", lambda: sum(map(len, answers_csv(survey))), seconds=60)


def _an_open() -> Survey:
    survey = create_survey(
        year=2021, title="¿Cómo va?", audience="citizens", purpose="Para medir.", template="percepcion", by=BY
    )
    edit_survey(survey, {"closes_on": date(2021, 12, 1)}, expected=survey.version, by=BY)
    choose_grouping(survey, "p1", expected=survey.version, by=BY)
    return open_survey(survey, by=BY)


def _write(survey: Survey, questionnaire: Questionnaire, number: int, dice: random.Random) -> None:
    """As `receive_answer` would leave them, without asking one by one."""
    for start in range(0, number, BATCH):
        said = [shown_answers(questionnaire, _citizen(dice)) for _one in range(min(BATCH, number - start))]
        texts = [TextAnswer(survey=survey, question="p10", text=one.pop("p10")) for one in said if "p10" in one]
        day = date(2021, 10, 15)
        Response.objects.bulk_create(
            Response(survey=survey, day=day, channel=Channel.LINK, answers=one) for one in said
        )
        TextAnswer.objects.bulk_create(texts)


def _cross(survey: Survey) -> None:
    choose_grouping(survey, "p2", expected=survey.version, by=BY)


def _cost(what: str, act: Callable[[], object], *, seconds: float) -> None:
    """Time and memory of one run: watching the memory makes it several times slower than it is in use."""
    tracemalloc.start()
    started = time.process_time()
    act()
    taken = time.process_time() - started
    most = tracemalloc.get_traced_memory()[1] / _MIB
    tracemalloc.stop()
    goal = "" if taken <= seconds and most <= MOST_MIB else "   short of its goal"
    print(f"{what}: {taken:.1f} s of processor (goal {seconds}), at most {most:.1f} MiB (goal {MOST_MIB}){goal}")


def _citizen(dice: random.Random) -> dict[str, Any]:
    order = ["o1", "o2", "o3", "o4"]
    dice.shuffle(order)
    answers: dict[str, Any] = {
        "p1": dice.choice(("o1", "o2", "o3")),
        "p2": dice.choice(("o1", "o2", "o3", "o4")),
        "p3": dice.randint(1, 5),
        "p4": {row: dice.choice(("o1", "o2", "o3", "o4")) for row in ("o1", "o2", "o3", "o4", "o5")},
        "p5": order,
        "p6": dice.choice(("o1", "o2")),
        "p7": dice.choice(("o1", "o2")),
        "p8": dice.randint(1, 5),
        "p9": dice.sample(["o1", "o2", "o3", "o4", "o5", "o6"], 2),
    }
    if dice.random() < 0.3:
        answers["p10"] = "Que arreglen la vía y digan en qué se gastó la plata."
    return answers
