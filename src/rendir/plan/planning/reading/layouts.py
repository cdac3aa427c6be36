"""Layouts: what each column of one table is, once its titles are held against its content.

Where title and content disagree, the content wins and the difference is a finding: a title cell slips when
somebody merges cells, a column of X marks does not.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from rendir.foundation.core.importing import Cell, Finding
from rendir.foundation.core.spanish import count, fold, join_words
from rendir.plan.planning.reading.findings import FindingCode, finding
from rendir.plan.planning.reading.headers import Header, Row, text_at
from rendir.plan.planning.reading.headings import weak_bag_of
from rendir.plan.planning.reading.marks import is_blank, is_mark
from rendir.plan.planning.reading.periods import Scheme, Slot, scheme_of
from rendir.plan.planning.reading.responsibles import kind_of
from rendir.plan.planning.reading.timings import timing_of
from rendir.plan.planning.reading.vocabulary import Meaning, Office, Role, component_of, plain_words
from rendir.plan.planning.rules.facts import Component, ResponsibleKind, Stage

_NUMBER = re.compile(r"\d{1,3}(\.\d{1,3})*[.)]?|[IVX]{1,4}[.)]?")


_LETTER_AND_NUMBER = 2
_SHORTEST_NAME = 12
"""Letters that the names of activities have at least, on average."""


class Content(Enum):
    """What the cells of a column are, mostly."""

    EMPTY = auto()
    MARKS = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Layout:
    """Which 0-based column holds what. `unknown` are the columns already told as not understood; `timing_scheme` is
    how the column of periods in words divides the year, where its title says it.
    """

    columns: dict[int, Meaning] = field(default_factory=dict)
    unknown: frozenset[int] = frozenset()
    timing_scheme: Scheme | None = None

    def column_of(self, role: Role) -> int | None:
        return next((column for column, meaning in self.columns.items() if meaning is role), None)

    def marks_components(self) -> bool:
        """Whether the component is told by marks, in a column for each."""
        return any(isinstance(meaning, Component) for meaning in self.columns.values())

    def ticks(self, family: type[Stage] | type[Slot]) -> list[tuple[int, Stage | Slot]]:
        """The columns of marks of one family, left to right."""
        return [
            (column, meaning)
            for column, meaning in sorted(self.columns.items())
            if isinstance(meaning, family) and isinstance(meaning, Stage | Slot)
        ]

    def neighbour(self, role: Role) -> Meaning | None:
        """What the column left of another holds."""
        column = self.column_of(role)
        return None if column is None else self.columns.get(column - 1)


def layout_of(header: Header, body: Sequence[Row]) -> tuple[Layout, list[Finding]]:
    """The layout of a table, and where its titles had to give way to its content."""
    width = max([header.width, *(len(row) for row in body)])
    reading = _Reading(header, {column: _content(body, column) for column in range(width)})
    reading.take_titles(body)
    reading.part_by_three()
    reading.infer_activity(body)
    reading.infer_product()
    reading.pass_over_numbers(body)
    reading.number_bare_group()
    reading.put_ticks_under_marks(Slot, Role.TIMING)
    reading.put_ticks_under_marks(Stage, Role.STAGES)
    reading.put_texts_under_texts()
    reading.find_component_column(body)
    reading.mark_offices()
    reading.name_the_rest(body)
    return reading.layout(), reading.findings


def _dated(body: Iterable[Row], column: int) -> int:
    """How many cells of a column say when, rather than how often."""
    timings = (timing_of(text) for row in body if (text := text_at(row, column)))
    return sum(timing is not None and not timing.often for timing in timings)


def _content(body: Iterable[Row], column: int) -> Content:
    texts = [text for row in body if (text := text_at(row, column))]
    marks = sum(is_mark(text) for text in texts)
    blanks = sum(is_blank(text) for text in texts)
    if not marks:
        return Content.EMPTY if len(texts) == blanks else Content.TEXT
    return Content.MARKS if (marks + blanks) * 2 > len(texts) else Content.TEXT


class _Reading:
    """The layout while it is worked out: each method settles one question, in the order of `layout_of`."""

    def __init__(self, header: Header, contents: dict[int, Content]) -> None:
        self.header, self.contents = header, contents
        self.columns: dict[int, Meaning] = {}
        self.findings: list[Finding] = []
        self.unknown: set[int] = set()

    def layout(self) -> Layout:
        columns = dict(sorted(self.columns.items()))
        timing = next((column for column, meaning in columns.items() if meaning is Role.TIMING), None)
        title = None if timing is None else self.header.title(timing)
        return Layout(columns, frozenset(self.unknown), scheme_of(title.text) if title else None)

    def take_titles(self, body: Sequence[Row]) -> None:
        """Believe the titles, and of two columns with one title the one with content that fits."""
        named = {column: self.header.meaning(column) for column in self.contents}
        for meaning in dict.fromkeys(one for one in named.values() if one and one is not Role.OUTSIDE):
            columns = [column for column, one in named.items() if one == meaning]
            if meaning is Role.COMPONENT:
                columns.sort(key=lambda column: -sum(component_of(text_at(row, column)) is not None for row in body))
            if meaning is Role.PRODUCT:
                columns.sort(key=self._says_no_product)
            if meaning is Role.RESPONSIBLE:
                columns.sort(key=self._how_far_from_office)
            if meaning is Role.TIMING:
                columns.sort(key=lambda column: -_dated(body, column))
                also = [column for column in columns[1:] if self.contents[column] is Content.TEXT]
                self.columns |= dict.fromkeys(also[:1], Role.ALSO_TIMING)
            fitting = Content.TEXT if isinstance(meaning, Role) else Content.MARKS
            best = next((column for column in columns if self.contents[column] is fitting), columns[0])
            self.columns[best] = meaning

    def part_by_three(self) -> None:
        """`1Q`, `2Q`, `3Q` with no fourth: three parts make the year, whatever the letter says."""
        ticks = {column: one for column, one in self.columns.items() if isinstance(one, Slot)}
        titles = [self.header.title(column) for column in ticks]
        quarters = [one.index for one in ticks.values() if one.scheme is Scheme.QUARTERS]
        by_letter = all(title and len(title.text.strip()) == _LETTER_AND_NUMBER for title in titles)
        if sorted(quarters) == [1, 2, 3] and len(ticks) == len(quarters) and by_letter:
            self.columns |= {column: Slot(Scheme.FOUR_MONTHS, one.index) for column, one in ticks.items()}

    def _says_no_product(self, column: int) -> bool:
        """Beside a column of goals, the column of products is the one that says so."""
        title = self.header.title(column)
        return title is None or not re.search(r"producto|entregable", fold(title.text))

    def _how_far_from_office(self, column: int) -> int:
        """Of several columns about who, the office that answers comes before a person's post."""
        title = self.header.title(column)
        words = fold(title.text) if title else ""
        ranks = (r"(dependencia|area|oficina|secretaria)\w* .*responsable", r"responsable|dependencia", r"lider|encarg")
        said = next((rank for rank, pattern in enumerate(ranks) if re.search(pattern, words)), len(ranks))
        return said + 10 * bool(re.search(r"\bcargo|\bnombre|\bfuncionari", words)) + 5 * ("apoyo" in words)

    def infer_activity(self, body: Sequence[Row]) -> None:
        """Where no title says which column is the activity, the one with the longest texts that no other title has."""
        if Role.ACTIVITY in self.columns.values():
            return
        free = [c for c, one in self.contents.items() if one is Content.TEXT and c not in self.columns]
        free = [c for c in free if self.header.meaning(c) is not Role.OUTSIDE]
        lengths = {c: sum(len(text_at(row, c)) for row in body) for c in free}
        named = [c for c in free if self._weakly_names(c, "activity")]
        best = max(named or free, key=lambda c: lengths[c], default=None)
        if best is None or (not named and lengths[best] < _SHORTEST_NAME * len(body)):
            return
        self.columns[best] = Role.ACTIVITY
        title = self.header.title(best)
        name = f"«{title.text.strip()}»" if title else "sin título"
        message = f"Ningún título dice cuál columna es la actividad. Se lee la columna {best + 1} ({name})."
        at = title or next(row[best] for row in body if text_at(row, best))
        self.findings.append(finding(FindingCode.ACTIVITY_INFERRED, message, at, applied=True))

    def infer_product(self) -> None:
        """Where no title says which column is the product, one that names it loosely: `Resultado`."""
        if Role.PRODUCT in self.columns.values():
            return
        free = [c for c, one in self.contents.items() if one is Content.TEXT and self.columns.get(c) is None]
        best = next((c for c in free if self._weakly_names(c, "product")), None)
        if best is not None:
            self.columns[best] = Role.PRODUCT

    def _weakly_names(self, column: int, what: str) -> bool:
        title = self.header.title(column)
        return title is not None and weak_bag_of(plain_words(title.text)) == what

    def pass_over_numbers(self, body: Sequence[Row]) -> None:
        """A title over two columns, the number and the text of the activity: the text is the activity."""
        column = Layout(self.columns).column_of(Role.ACTIVITY)
        if column is None or not self._is_untitled_text(column + 1):
            return
        texts = [text for row in body if (text := text_at(row, column))]
        if sum(bool(_NUMBER.fullmatch(text)) for text in texts) * 2 > len(texts):
            self.columns[column] = Role.NUMBER
            self.columns[column + 1] = Role.ACTIVITY

    def number_bare_group(self) -> None:
        """Number the columns of marks under a title such as `Cuatrimestre` that has no numbers below it."""
        column = next((column for column, meaning in self.columns.items() if meaning is Role.TIMING), None)
        title = None if column is None else self.header.title(column)
        scheme = scheme_of(title.text) if title else None
        spans = self.header.spans(Role.TIMING)
        if column is None or scheme is None or Layout(self.columns).ticks(Slot) or not spans:
            return
        span = next((one for one in spans if column in one), range(0))
        if len(span) * scheme.months_each == 12 and all(self.contents[one] is not Content.TEXT for one in span):
            self.columns |= {one: Slot(scheme, index) for index, one in enumerate(span, 1)}

    def put_ticks_under_marks(self, family: type[Stage] | type[Slot], group: Role) -> None:
        """Move the titles of stages or periods to where the marks are."""
        ticks = Layout(self.columns).ticks(family)
        better = self._better_columns([column for column, _ in ticks], group) if ticks else None
        if better is None:
            return
        for column, _ in ticks:
            del self.columns[column]
        self.columns |= dict(zip(better, (meaning for _, meaning in ticks), strict=True))
        self._tell_displaced(better, [column for column, _ in ticks], group)

    def _better_columns(self, named: list[int], group: Role) -> list[int] | None:
        """As many columns of marks as there are titles: those under the title of the group, or those in a row."""
        others = {c for c, one in self.columns.items() if c not in named and self._fits(c, one)}
        stray = [c for c, one in self.contents.items() if one is Content.MARKS and c not in {*named, *others}]
        for span in self.header.spans(group):
            if self._can_hold(list(span), named, others):
                return None if list(span) == named else list(span)
        run = sorted({*stray, *(c for c in named if self.contents[c] is Content.MARKS)})
        in_a_row = bool(stray) and run == list(range(run[0], run[0] + len(named)))
        return run if in_a_row else None

    def _fits(self, column: int, meaning: Meaning) -> bool:
        return not isinstance(meaning, Role) or self.contents[column] is Content.TEXT

    def _can_hold(self, span: list[int], named: list[int], others: set[int]) -> bool:
        """Whether the marks of the titles are under the group's title and nowhere else."""
        marked_outside = any(self.contents[c] is Content.MARKS for c in named if c not in span)
        free = all(self.contents[c] is not Content.TEXT and c not in others for c in span)
        return len(span) == len(named) and free and not marked_outside

    def _tell_displaced(self, better: list[int], named: list[int], group: Role) -> None:
        places = join_words([str(column + 1) for column in better])
        titled = join_words([str(column + 1) for column in named])
        what = "los periodos" if group is Role.TIMING else "las etapas"
        message = (
            f"Los títulos de {what} están en las columnas {titled}, pero las X están en las columnas {places}. "
            f"Se cree a las X: {what} se leen, en orden, en las columnas {places}."
        )
        moved = next(one for one, before in zip(better, named, strict=True) if one != before)
        at = self.header.title(moved) or self.header.rows[-1][0]
        self.findings.append(finding(FindingCode.HEADER_DISPLACED, message, at, applied=True))

    def put_texts_under_texts(self) -> None:
        """Move the title of a text column from an empty column to the untitled text beside it."""
        for column, meaning in list(self.columns.items()):
            if meaning in _MOVABLE and self.contents[column] is not Content.TEXT:
                self._move_text(column, meaning)

    def _move_text(self, column: int, meaning: Meaning) -> None:
        beside = [one for one in (column - 1, column + 1) if self._is_untitled_text(one)]
        if len(beside) != 1:
            return
        del self.columns[column]
        self.columns[beside[0]] = meaning
        message = (
            f"El título de la columna {column + 1} ({meaning}) está sobre una columna vacía; el texto está en la "
            f"columna {beside[0] + 1} y se lee ahí."
        )
        self.findings.append(finding(FindingCode.HEADER_DISPLACED, message, self.header.title(column), applied=True))

    def _is_untitled_text(self, column: int) -> bool:
        untitled = self.header.title(column) is None and column not in self.columns
        return untitled and self.contents.get(column) is Content.TEXT

    def find_component_column(self, body: Sequence[Row]) -> None:
        """Where no title says it, the column whose cells name components."""
        if Role.COMPONENT in self.columns.values() or Layout(self.columns).marks_components():
            return
        counts = Counter(
            column
            for row in body
            for column in range(len(row))
            if column not in self.columns and component_of(text_at(row, column))
        )
        # A row with nothing but the component is a heading, not a cell of this column.
        if counts:
            self.columns[min(counts)] = Role.COMPONENT

    def mark_offices(self) -> None:
        """Columns of marks whose titles are offices tell who answers, where no column says it in words."""
        who = Layout(self.columns).column_of(Role.RESPONSIBLE)
        if who is not None and self.contents[who] is Content.TEXT:
            return
        titles = {
            column: " ".join(title.text.split())
            for column, content in self.contents.items()
            if content is Content.MARKS and (title := self.header.title(column))
        }
        named = {column: text for column, text in titles.items() if kind_of(text) is not ResponsibleKind.UNKNOWN}
        free = {column: text for column, text in named.items() if self.columns.get(column) in (None, Role.RESPONSIBLE)}
        if len(free) > 1:
            self.columns |= {column: Office(text) for column, text in free.items()}

    def name_the_rest(self, body: Sequence[Row]) -> None:
        """Say which columns with content are not part of the plan."""
        for column, content in self.contents.items():
            if column not in self.columns and content is not Content.EMPTY:
                self.findings += self._unknown(column, body)

    def _unknown(self, column: int, body: Sequence[Row]) -> list[Finding]:
        title = self.header.title(column)
        cells = [row[column] for row in body if text_at(row, column)]
        # A single cell beyond the titles belongs to its row, and is told there.
        if title is None and len(cells) * 2 < len(body):
            return []
        self.unknown.add(column)
        name = f"«{title.text.strip()}»" if title else "sin título"
        message = (
            f"La columna {column + 1} ({name}) tiene {count(len(cells), 'celda escrita', 'celdas escritas')} y no "
            "corresponde a ningún dato del plan. Su contenido se conserva en el archivo original y no entra al plan."
        )
        at: Cell = title or cells[0]
        return [finding(FindingCode.COLUMN_NOT_UNDERSTOOD, message, at)]


_MOVABLE = frozenset({Role.ACTIVITY, Role.PRODUCT, Role.RESPONSIBLE})
