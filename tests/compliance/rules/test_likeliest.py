"""Where evidence that nobody placed most likely belongs."""

from datetime import date

from rendir.plan.compliance.rules.matching import likeliest
from rendir.plan.compliance.rules.promises import Key, Nature, Promise
from rendir.plan.planning.rules.facts import ActivityFacts, Component


def _promise(text: str, name: str, place: int, product: str | None = None) -> Promise:
    key = Key.parse(text)
    assert key
    return Promise(key, place, ActivityFacts(Component.DIALOGUE, 1, name, product=product), Nature.PERIOD, date.max, "")


def test_the_period_of_the_day_comes_first_then_the_words_then_the_schedule() -> None:
    other = _promise("D3-2", "Acta de la mesa de agua", 1)
    plain = _promise("D1-3", "Ferias de servicios", 2)
    same = _promise("D2-3", "Mesas con las veredas", 3, product="Actas de cada mesa")
    told = likeliest([other, plain, same], "Acta: mesa de agua en la vereda", date(2021, 10, 1))
    assert [str(one.key) for one in told] == ["D2-3", "D1-3", "D3-2"]


def test_short_words_and_signs_say_nothing() -> None:
    rows = [_promise("D1-3", "de la y el", 1), _promise("D2-3", "¿? — de", 2)]
    assert likeliest(reversed(rows), "de la y el", date(2021, 10, 1)) == tuple(rows)
