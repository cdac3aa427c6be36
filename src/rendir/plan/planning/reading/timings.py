"""When, as cells say it: dates, months, numbers of periods, words for how often, all brought to four-month periods."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz, process

from rendir.foundation.core.spanish import fold, join_words
from rendir.plan.planning.reading.periods import (
    IS_YEAR,
    LETTERS,
    MONTH,
    MONTHS,
    NUMERALS,
    Scheme,
    month_of,
    scheme_of,
    slot_at,
)
from rendir.plan.planning.rules.facts import PERIODS, period_of

_EVERY = r"(mes|cuatrimestre|trimestre|bimestre|semana|quincena|dia|jueves|lunes|martes|viernes)"
_NUMBER = r"(\d{1,2}|un|dos|tres|cuatro|cinco|seis|doce)"
_ALWAYS = re.compile(
    r"\b(permanente(s|mente)?|(de forma |de manera )?(constante|continu[oa])(mente)?|todo el ano|toda la vigencia"
    r"|(durante|en) (toda )?la vigencia|mensual(es|mente)?|periodic[oa]s?(mente)?|bimestral(es|mente)?|bimensual"
    r"|trimestral(es|mente)?|cuatrimestral(es|mente)?|semanal(es|mente)?|quincenal(es|mente)?|diari[oa]s?(mente)?"
    r"|(a|por|segun) (la )?(demanda|necesidad|solicitud|requerimiento)"
    r"|(cuando|cada vez que) se (requiera|solicite|presente|necesite|realice)"
    rf"|(todos|todas|cada) (los |las |el |un )?{_EVERY}(e?s)?|enero a diciembre"
    rf"|cada ([2-4]|dos|tres|cuatro) (meses|semanas)|([3-9]|1[0-2]|tres|cuatro|seis|doce)( o mas)? veces al ano)\b"
)
_ALL_OF_A_GROUP = re.compile(r"(en )?tod[oa]s?( los anteriores)?|(los |las )?(tres|3|cuatro|4|doce|12)|siempre")
"""Where the title of the column says of what."""
_TWICE_A_YEAR = re.compile(r"\b(semestral(es|mente)?|cada (seis|6) meses|cada semestre|(dos|2) veces al ano)\b")
_ONCE_A_YEAR = re.compile(r"\b(anual(es|mente)?|(una|1|unica)( sola)? vez( al ano)?|cada ano)\b")
_WHOLE_YEAR = re.compile(r"(durante |todo )?(el )?(ano |vigencia )?(de )?20\d\d|vigencia( 20\d\d)?|todo 20\d\d")
_MOMENTS = (
    (re.compile(r"\b(fin(al)?(es)?|cierre|termina\w*) (de|del) (la |el )?(ano|vigencia)"), 12, "final del año"),
    (re.compile(r"\b(inicios?|comienzos?|principios?) (de|del) (la |el )?(ano|vigencia)"), 1, "comienzo del año"),
    (re.compile(r"\b(mitad|mediados) (de|del) (la |el )?(ano|vigencia)"), 6, "mitad del año"),
)
_FROM = re.compile(r"\b(a partir del?|desde( el| la)?|(comenzando|iniciando|empezando|inicia) (en|el|desde)) ")
_UNTIL = re.compile(r"\b(hasta|y hasta|-|al?)\b(?! partir)")
_DAY_FIRST = re.compile(r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})\b")
_YEAR_FIRST = re.compile(r"\b(\d{4})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{1,2})(?!\d)")
_MONTH_AND_YEAR = re.compile(
    r"(?<![\d/.-])(?:(0?[1-9]|1[0-2])\s*[/.-]\s*20\d\d|20\d\d\s*[/.-]\s*(0?[1-9]|1[0-2]))(?!\s*[/.-]?\s*\d)"
)
_DAY_AND_MONTH = re.compile(r"(\d{1,2})[/-](0?[1-9]|1[0-2])")
_RANGE = re.compile(
    r"^\s*(?:\d{1,2}\s*)?(?:,?\s*(?:de(?:l)?\s+)?\d{4}\s*)?(?:a|al|hasta|y hasta|-|–|—)\s*(?:el\s+)?"
    r"(?:\d{1,2}\s+)?(?:dias\s+)?(?:de\s+)?$"
)
_SHORT = re.compile(r"([ctqsb])\s?-?\s?(\d)|(\d)\s?([ctqsb])")


@dataclass(frozen=True, slots=True)
class Timing:
    """What a text says about when: four-month periods, the scheme it uses, the years it names; the interval in words
    that a person can check, and how sure the reading is, from 0 to 1. `often` tells that the text says how often and
    not when; with no period at all, once a year.
    """

    periods: frozenset[int]
    scheme: Scheme
    years: frozenset[int] = frozenset()
    interval: str = ""
    confidence: float = 1.0
    often: bool = False


@lru_cache(maxsize=8192)
def timing_of(text: str, within: Scheme | None = None) -> Timing | None:
    """What a cell says about when: `I y II cuatrimestre`, `marzo a junio`, `15/03/2021`; None if not understood."""
    plain = fold(text)
    ways = (_from_on, _often_until, _dates, _always_first, _months, _short_numbers)
    found = next((timing for way in ways if (timing := way(plain))), None)
    return found or _numbered(plain, within) or _in_a_group(plain, within) or _loosely(plain)


def _loosely(plain: str) -> Timing | None:
    """What is understood only where nothing else is."""
    ways = (_part_in_a_sentence, _misspelt_months, _day_and_month, _moment, _always, _whole_year)
    return next((timing for way in ways if (timing := way(plain))), None)


def _from_on(plain: str) -> Timing | None:
    """From a moment to the end of the year: `Trimestral a partir de abril`, `desde el 1 de marzo`."""
    found = _FROM.search(plain)
    start = timing_of(plain[found.end() :]) if found and not _UNTIL.search(plain[found.end() :]) else None
    if start is None or not start.periods or start.often:
        return None
    periods = frozenset(range(min(start.periods), PERIODS[-1] + 1))
    return replace(start, periods=periods, interval=f"desde {start.interval}", confidence=min(start.confidence, 0.8))


def _often_until(plain: str) -> Timing | None:
    """From the beginning of the year to a moment: `Mensual hasta octubre`."""
    often, _, until = plain.partition(" hasta ")
    end = timing_of(until) if until and _always_first(often.strip(" ,")) else None
    if end is None or not end.periods or end.often:
        return None
    periods = frozenset(range(1, max(end.periods) + 1))
    return replace(end, periods=periods, interval=f"hasta {end.interval}", confidence=min(end.confidence, 0.8))


def _short_numbers(plain: str) -> Timing | None:
    """`C1 y C2`, `Q3`, `1T - 3T`: letters with numbers, and nothing else."""
    found = list(_SHORT.finditer(plain))
    rest = set(re.findall(r"[a-z0-9]+", _SHORT.sub(" ", plain))) - {"y", "e", "a", "al"}
    schemes = {LETTERS[one[1] or one[4]] for one in found}
    if len(schemes) != 1 or any(not IS_YEAR.fullmatch(word) for word in rest):
        return None
    numbers = [int(one[2] or one[3]) for one in found]
    if len(found) == 2 and re.fullmatch(r"\s*(?:-|–|a|al)\s*", plain[found[0].end() : found[1].start()]):
        numbers = list(range(numbers[0], numbers[1] + 1))
    return _timing_of_slots(schemes.pop(), numbers)


def _in_a_group(plain: str, within: Scheme | None) -> Timing | None:
    """`Todos`, under a title that says of what."""
    if within is None or not _ALL_OF_A_GROUP.fullmatch(plain.strip(" .")):
        return None
    return Timing(frozenset(PERIODS), within, interval="todo el año", confidence=0.9)


def _part_in_a_sentence(plain: str) -> Timing | None:
    """`A finales del primer semestre`: the number and the part of the year side by side."""
    numbers = "|".join(sorted(NUMERALS, key=len, reverse=True))
    found = re.findall(rf"\b({numbers})\.? (cuatrimestre|trimestre|semestre|bimestre)\b", plain)
    found += [
        (one[1], one[0]) for one in re.findall(rf"\b(cuatrimestre|trimestre|semestre|bimestre) ({numbers})\b", plain)
    ]
    if len({scheme for _, scheme in found}) != 1:
        return None
    timing = _timing_of_slots(Scheme(found[0][1]), [NUMERALS[number] for number, _ in found])
    return timing and replace(timing, confidence=0.8)


def _misspelt_months(plain: str) -> Timing | None:
    """`Septimbre`: a month with a letter wrong."""
    found = _months(re.sub(r"[a-z]{5,}", lambda word: _nearest_month(word[0]), plain))
    return found and replace(found, confidence=0.7)


@lru_cache(maxsize=4096)
def _nearest_month(word: str) -> str:
    best = process.extractOne(word, MONTHS, scorer=fuzz.ratio, score_cutoff=84)
    return best[0] if best else word


def _day_and_month(plain: str) -> Timing | None:
    """`15/03`, with no year."""
    found = _DAY_AND_MONTH.fullmatch(plain)
    if not found or not 1 <= int(found[1]) <= 31:
        return None
    day, month = int(found[1]), int(found[2])
    return Timing(frozenset({period_of(month)}), Scheme.DATES, interval=f"{day} de {MONTHS[month - 1]}", confidence=0.7)


def _moment(plain: str) -> Timing | None:
    found = next(((month, name) for words, month, name in _MOMENTS if words.search(plain)), None)
    if found is None:
        return None
    return Timing(frozenset({period_of(found[0])}), Scheme.DATES, _years_in(plain), found[1], 0.6)


def _whole_year(plain: str) -> Timing | None:
    """`Vigencia 2021`: the year and nothing more."""
    if not _WHOLE_YEAR.fullmatch(plain.strip(" .")):
        return None
    return Timing(frozenset(PERIODS), Scheme.FOUR_MONTHS, _years_in(plain), "todo el año", 0.6, often=True)


def _always_first(plain: str) -> Timing | None:
    """All the year, where the words for it are the whole text."""
    whole = plain.strip(" .")
    return _always(plain) if _ALWAYS.fullmatch(whole) or _TWICE_A_YEAR.fullmatch(whole) else None


def timing_between(start: Timing, end: Timing) -> Timing:
    """From the first period of one to the last of the other."""
    if not (start.periods and end.periods):
        return start if start.periods else end
    periods = range(min(start.periods), max(end.periods) + 1)
    interval = " a ".join(one.interval for one in (start, end) if one.interval)
    confidence = min(start.confidence, end.confidence)
    years = start.years | end.years
    return Timing(frozenset(periods) or start.periods | end.periods, start.scheme, years, interval, confidence)


def _dates(plain: str) -> Timing | None:
    found = _written_dates(plain)
    if not found:
        return _numeric_months(plain)
    # 03/25/2021 is no day of the calendar here: somebody wrote the month first.
    swapped = [one.month > 12 >= one.day for one in found]
    dates = [
        replace(one, day=one.month, month=one.day) if swap else one for one, swap in zip(found, swapped, strict=True)
    ]
    if any(not (1 <= one.month <= 12 and 1 <= one.day <= 31) for one in dates):
        return None
    interval = " a ".join(dict.fromkeys(f"{one.day:02}/{one.month:02}/{one.year}" for one in (dates[0], dates[-1])))
    periods = _spread(plain, [(one.span, one.month) for one in dates])
    return Timing(periods, Scheme.DATES, frozenset(one.year for one in dates), interval, 0.6 if any(swapped) else 1.0)


def _numeric_months(plain: str) -> Timing | None:
    """`05-2021`, `2021/05`: a month and its year, in figures."""
    found = [(one.span(), int(one[1] or one[2])) for one in _MONTH_AND_YEAR.finditer(plain)]
    if not found:
        return None
    years = _years_in(plain)
    return Timing(_spread(plain, found), Scheme.MONTHS, years, _interval("", found, years), 0.9)


@dataclass(frozen=True, slots=True)
class _Date:
    """A date as written, and where in the text it stands."""

    span: tuple[int, int]
    year: int
    month: int
    day: int


def _written_dates(plain: str) -> list[_Date]:
    day_first = [_Date(one.span(), _year(one[3]), int(one[2]), int(one[1])) for one in _DAY_FIRST.finditer(plain)]
    year_first = [_Date(one.span(), _year(one[1]), int(one[3]), int(one[4])) for one in _YEAR_FIRST.finditer(plain)]
    taken = [one.span for one in year_first]
    free = [one for one in day_first if not any(start <= one.span[0] < end for start, end in taken)]
    return sorted([*free, *year_first], key=lambda one: one.span)


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _months(plain: str) -> Timing | None:
    found = [
        (one.span(), month_of(one[1]))
        for one in re.finditer(rf"\b{MONTH}", plain)
        if one[1] not in _ALSO_OTHER_WORDS or len(plain) < 16
    ]
    if not found:
        return None
    years = _years_in(plain)
    return Timing(_spread(plain, found), Scheme.MONTHS, years, _interval(plain, found, years), 0.9)


def _years_in(plain: str) -> frozenset[int]:
    return frozenset(int(year) for year in re.findall(r"\b20\d\d\b", plain))


def _interval(plain: str, found: list[tuple[tuple[int, int], int]], years: frozenset[int]) -> str:
    """`22 a 28 de abril de 2021`, `marzo a diciembre de 2021`: days only where all months have the same."""
    first, last = found[0][1], found[-1][1]
    # `28-nov-21`: what follows the month with a hyphen is its year.
    days = re.findall(r"(?<![a-z]-)\b(\d{1,2})\b", plain) if first == last else []
    named = MONTHS[first - 1] if first == last else f"{MONTHS[first - 1]} a {MONTHS[last - 1]}"
    on_days = f"{' a '.join(dict.fromkeys((days[0], days[-1])))} de {named}" if days else named
    return f"{on_days} de {min(years)}" if len(years) == 1 else on_days


_ALSO_OTHER_WORDS = frozenset({"mar", "set"})


def _spread(plain: str, found: list[tuple[tuple[int, int], int]]) -> frozenset[int]:
    """The periods of months at their places in a text, filled up where two stand as a range."""
    months = {month for _, month in found}
    for (before, first), (after, last) in pairwise(found):
        between = plain[before[1] : after[0]]
        from_to = plain[: before[0]].rstrip().endswith("entre") and between.strip() == "y"
        if (from_to or _RANGE.match(between)) and first <= last:
            months |= set(range(first, last + 1))
    return frozenset(period_of(month) for month in months)


def _numbered(plain: str, within: Scheme | None) -> Timing | None:
    scheme = scheme_of(plain) or within
    years = _years_in(plain)
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if not IS_YEAR.fullmatch(word)]
    words = [_last(word, scheme) for word in words if word not in _AROUND_YEAR]
    numbers = [NUMERALS[word] for word in words if word in NUMERALS]
    others = [word for word in words if word not in NUMERALS and word not in _JOINING and not scheme_of(word)]
    if scheme is None or not numbers or others:
        return None
    if re.search(r"\d\s*(?:a|-|–|al)\s*\d|\bi+\s*(?:a|-|–|al)\s*i+", plain) and len(numbers) == 2:
        numbers = list(range(numbers[0], numbers[1] + 1))
    timing = _timing_of_slots(scheme, numbers)
    return timing and replace(timing, years=years)


def _last(word: str, scheme: Scheme | None) -> str:
    """`último` as the number it stands for."""
    return str(12 // scheme.months_each) if scheme and word in ("ultimo", "ultima") else word


_AROUND_YEAR = frozenset({"ano", "vigencia", "la", "en", "durante"})
_JOINING = frozenset({"y", "e", "a", "al", "de", "del", "el", "los", "hasta"})


def _timing_of_slots(scheme: Scheme, numbers: Iterable[int]) -> Timing | None:
    slots = [slot_at(scheme, number) for number in numbers]
    known = [slot for slot in slots if slot]
    if not known or len(known) < len(slots):
        return None
    periods = frozenset[int]().union(*(slot.periods for slot in known))
    listed = join_words([str(slot.index) for slot in known])
    return Timing(periods, scheme, interval=f"{scheme} {listed}")


def _always(plain: str) -> Timing | None:
    years = _years_in(plain)
    if _TWICE_A_YEAR.search(plain):
        return Timing(frozenset({2, 3}), Scheme.HALVES, years, "junio y diciembre", 0.6, often=True)
    if _ALWAYS.search(plain):
        scheme = scheme_of(plain) or Scheme.FOUR_MONTHS
        return Timing(frozenset(PERIODS), scheme, years, "todo el año", 0.8, often=True)
    if _ONCE_A_YEAR.search(plain):
        return Timing(frozenset(), Scheme.FOUR_MONTHS, years, "una vez al año", 0.5, often=True)
    return None
