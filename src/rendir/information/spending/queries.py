"""What is asked of contracts and budget: found by words, by year, by modality; a cut and its lines; what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from rendir.foundation.audit.held import held
from rendir.information.goals.models import Goal
from rendir.information.goals.queries import public_plans
from rendir.information.spending.models import (
    AccountGoal,
    BadRow,
    BudgetLine,
    Contract,
    ContractGoal,
    SpendingImport,
)
from rendir.information.spending.rules.contracts import words_of
from rendir.information.spending.rules.execution import Line, is_current
from rendir.information.spending.rules.shapes import What

PAGE = 20
MOST_COUNTED = 1000
"""Beyond them it is said that there are more: nobody counts half a million rows for a page."""
_SQLITE = "SELECT rowid FROM spending_contract_words WHERE spending_contract_words MATCH %s LIMIT %s"
_POSTGRESQL = "SELECT id FROM spending_contract WHERE to_tsvector('simple', words) @@ to_tsquery('simple', %s) LIMIT %s"
_DROPPED = ("digest", "words")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for among contracts. `before` is the last one of the page before: its day and its number."""

    words: str = ""
    year: int | None = None
    modality: str = ""
    goal: str = ""
    before: tuple[date, int] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of contracts: how many there are in all (at most `MOST_COUNTED`), and where the next page begins."""

    contracts: tuple[Contract, ...]
    count: int
    next: str = ""

    @property
    def is_capped(self) -> bool:
        """Whether there are more than were counted."""
        return self.count > MOST_COUNTED


def find_contracts(asked: Asked) -> Found:
    """The contracts asked for, the newest first, a page at a time. Never by counting what is before it."""
    rows = _filtered(asked)
    count = rows.order_by()[: MOST_COUNTED + 1].count()
    if asked.before is not None:
        day, pk = asked.before
        rows = rows.filter(day__lte=day).exclude(day=day, pk__gte=pk)  # an «or» would read all that is before
    page = list(rows.defer(*_DROPPED).order_by("-day", "-pk")[: PAGE + 1])
    shown = tuple(page[:PAGE])
    return Found(shown, count, cursor_of(shown[-1]) if len(page) > PAGE else "")


def cursor_of(contract: Contract) -> str:
    """Where a page ends, for an address."""
    return f"{contract.day:%Y%m%d}-{contract.pk}"


def _filtered(asked: Asked) -> QuerySet[Contract]:
    rows = Contract.objects.all()
    if asked.year is not None:
        rows = rows.filter(year=asked.year)
    if asked.modality:
        rows = rows.filter(modality=asked.modality)
    if asked.goal:
        rows = rows.filter(pk__in=_tied_to(asked.goal))
    words = words_of(asked.words).split()
    return _with_words(rows, words) if words else rows


def public_plan_ids() -> list[int]:
    """The plans whose goals anybody may read of."""
    return [plan.pk for plan in public_plans()]


def _tied_to(code: str) -> QuerySet[ContractGoal, int]:
    """The contracts tied to a goal of a public plan."""
    links = ContractGoal.objects.filter(goal__code=code, goal__plan__in=public_plan_ids())
    return links.values_list("contract_id", flat=True)


def _with_words(rows: QuerySet[Contract], words: Sequence[str]) -> QuerySet[Contract]:
    """Those in which every word begins a word. Rare words are found by their index; of those that many contracts have,
    the newest are found soon by looking at each, and no index would order them.

    Whole words are asked first: where they are many, what begins with them need not be gathered.
    """
    found = _indexed(words, whole=True)
    if len(found) <= MOST_COUNTED:
        found = _indexed(words, whole=False)
    if len(found) <= MOST_COUNTED:
        return rows.filter(pk__in=found)
    for word in words:
        rows = rows.filter(words__contains=f" {word}")
    return rows


def _indexed(words: Sequence[str], *, whole: bool) -> list[int]:
    """Contracts by the index of their words: some more than are counted, at most."""
    if connection.vendor == "sqlite":
        statement, asked = _SQLITE, " ".join(f'"{word}"' if whole else f'"{word}"*' for word in words)
    else:
        statement, asked = _POSTGRESQL, " & ".join(word if whole else f"{word}:*" for word in words)
    with connection.cursor() as cursor:
        cursor.execute(statement, [asked, MOST_COUNTED + 1])
        return [row[0] for row in cursor.fetchall()]


def contract_of(public_id: str) -> Contract | None:
    """A contract, with the import that last brought it."""
    return Contract.objects.filter(public_id=public_id).select_related("seen_in").defer(*_DROPPED).first()


@held("spending")
def contract_years() -> tuple[int, ...]:
    """The years that contracts are of, newest first: one step of the index for each."""
    return tuple(int(one) for one in _distinct("year", descending=True))


@held("spending")
def modalities() -> tuple[str, ...]:
    """The modalities that contracts have, in order."""
    return tuple(str(one) for one in _distinct("modality", descending=False) if one)


def _distinct(name: str, *, descending: bool) -> list[int | str]:
    """The values of an indexed column without reading all rows: each is the next after the last."""
    order, after = (f"-{name}", "lt") if descending else (name, "gt")
    rows = Contract.objects.exclude(**{f"{name}__isnull": True}).order_by(order).values_list(name, flat=True)
    found: list[int | str] = []
    value = rows.first()
    while value is not None and len(found) < 100:
        found.append(value)
        value = rows.filter(**{f"{name}__{after}": value}).first()
    return found


class Spent(NamedTuple):
    """Whether there are contracts, and whether there is a budget."""

    contracts: bool
    budget: bool


@held("spending")
def has_spending() -> Spent:
    """What there is to see."""
    return Spent(Contract.objects.exists(), BudgetLine.objects.exists())


@held("spending")
def has_twice() -> bool:
    """Whether contracts came of SECOP Integrado and also of one of those that it gathers."""
    sources = [key for key in ("secop-1", "secop-2", "secop-integrado") if Contract.objects.filter(source=key).exists()]
    return "secop-integrado" in sources and len(sources) > 1


@held("spending")
def cuts() -> tuple[date, ...]:
    """The days at which the budget is known, newest first."""
    return tuple(BudgetLine.objects.order_by("-cut_on").values_list("cut_on", flat=True).distinct())


def lines_at(cut: date) -> tuple[BudgetLine, ...]:
    """The lines of a cut, by section and account."""
    return tuple(BudgetLine.objects.filter(cut_on=cut).select_related("seen_in").order_by("section_code", "code", "pk"))


def as_line(line: BudgetLine) -> Line:
    """A line for the arithmetic."""
    return Line(line.code, line.name, line.amounts, line.section, line.validity)


def apart(lines: Sequence[BudgetLine]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """What was appropriated for the year, and what is left of other years."""
    told = [as_line(one) for one in lines]
    return tuple(one for one in told if is_current(one.validity)), tuple(
        one for one in told if not is_current(one.validity)
    )


def imports() -> QuerySet[SpendingImport]:
    """Every import, the newest first."""
    return SpendingImport.objects.order_by("-pk")


def last_imports() -> Mapping[str, SpendingImport]:
    """The last one that ended, of contracts and of budget."""
    rows = SpendingImport.objects.filter(state="done").order_by("pk")
    return {one.what: one for one in rows}


def last_entity_code() -> str:
    """The code of the entity in CUIPO, as it was last written."""
    rows = SpendingImport.objects.exclude(entity_code="").order_by("-pk")
    return rows.values_list("entity_code", flat=True).first() or ""


def bad_rows(imported: SpendingImport) -> QuerySet[BadRow]:
    """What could not be read of a file, in its order."""
    return BadRow.objects.filter(source=imported).order_by("pk")


def missing_contracts(imported: SpendingImport) -> QuerySet[Contract]:
    """Contracts of the same source that were here and did not come."""
    return (
        Contract.objects.filter(source=imported.source)
        .exclude(seen_in=imported)
        .defer(*_DROPPED)
        .order_by("-day", "-pk")
    )


def missing_lines(imported: SpendingImport) -> QuerySet[BudgetLine]:
    """Lines of the same cuts that did not come, of those that such a file tells."""
    came = BudgetLine.objects.filter(seen_in=imported).values("cut_on")
    rows = BudgetLine.objects.filter(cut_on__in=came).exclude(seen_in=imported)
    if imported.source == "cuipo-programacion":
        rows = rows.exclude(definitive=None)
    elif imported.source == "cuipo-ejecucion":
        rows = rows.exclude(committed=None)
    return rows.order_by("section_code", "code", "pk")


def tied_goals(contract: Contract) -> tuple[ContractGoal, ...]:
    """The goals that a contract contributes to."""
    return tuple(ContractGoal.objects.filter(contract=contract).select_related("goal__plan").order_by("goal__code_key"))


def public_goals_of(contract: Contract) -> tuple[Goal, ...]:
    """Those of them that anybody may read of."""
    return tuple(link.goal for link in tied_goals(contract) if link.goal.plan_id in public_plan_ids())


@held("spending", "goals")
def goals_with_contracts() -> tuple[Goal, ...]:
    """The public goals that some contract is tied to, by their code."""
    tied = ContractGoal.objects.values("goal")
    return tuple(
        Goal.objects.filter(pk__in=tied, plan__in=public_plan_ids()).select_related("plan").order_by("code_key")
    )


def account_links(year: int) -> dict[tuple[str, str], tuple[AccountGoal, ...]]:
    """What the accounts of a year are tied to, by section and code."""
    found: dict[tuple[str, str], tuple[AccountGoal, ...]] = {}
    for one in AccountGoal.objects.filter(year=year).select_related("goal__plan").order_by("goal__code_key"):
        key = (one.section_code, one.code)
        found[key] = (*found.get(key, ()), one)
    return found


def goals_to_choose() -> QuerySet[Goal]:
    """Every goal that spending may be tied to, the newest plan first."""
    return Goal.objects.select_related("plan").order_by("-plan__first_year", "code_key")


def is_contracts(imported: SpendingImport) -> bool:
    """Whether it brought contracts."""
    return imported.what == What.CONTRACTS
