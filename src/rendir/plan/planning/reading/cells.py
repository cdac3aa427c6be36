"""From the cells of one row to stages, periods and product: marks, words for them, and a mark fused with a text."""

import re
from dataclasses import replace

from rendir.foundation.core.importing import Cell
from rendir.foundation.core.spanish import fold, join_words
from rendir.foundation.core.tabular.formulas import unescape_formula
from rendir.plan.planning.reading.entries import Entry
from rendir.plan.planning.reading.findings import FindingCode
from rendir.plan.planning.reading.fragments import Parts
from rendir.plan.planning.reading.layouts import Layout
from rendir.plan.planning.reading.marks import is_blank, is_tick, split_fused
from rendir.plan.planning.reading.periods import Scheme, Slot
from rendir.plan.planning.reading.placeholders import is_placeholder
from rendir.plan.planning.reading.timings import Timing, timing_between, timing_of
from rendir.plan.planning.reading.vocabulary import Role, stages_of
from rendir.plan.planning.rules.facts import Stage

_STAGE_WORDS = (
    (Stage.FOLLOW_UP, r"\b(evaluar|evaluacion|verificar|seguimiento|analizar|mejoramiento)\b"),
    (Stage.READINESS, r"\b(caracteriza|conformar|autodiagnostico|aprestamiento)"),
    (Stage.DESIGN, r"\b(disenar|definir|priorizar|establecer|formular)\b"),
    (Stage.PREPARATION, r"\b(producir|preparar|capacitar|convocar)\b"),
    (Stage.EXECUTION, r"\b(realizar|implementar|divulgar|publicar|ejecutar)\b"),
)
_LIST = re.compile(r"(?:\b\d{1,2}[.)]\s.*){2}|\bANTES\b.*\bDURANTE\b|(?:(?:^|\s)[-•]\s?\w.*){2}", re.DOTALL)


def tidy(cell: Cell | None) -> str:
    """The text of a cell as `said`; the lines that the width of a page made of it are one again."""
    text = said(cell)
    return _WRAP.sub(" ", text) if cell and cell.source.page else text


def said(cell: Cell | None) -> str:
    """The text of a cell without white space around it, nor the apostrophe that guards a spreadsheet from it."""
    return unescape_formula(cell.text.strip()) if cell else ""


_WRAP = re.compile(r"[ \t]*\n[ \t]*(?![-•●▪*–]\s?\w|\d{1,2}[.)]\s)")


def read_product(entry: Entry, parts: Parts) -> None:
    """The product as written; None where the cell is blank."""
    cell = parts.get(Role.PRODUCT)
    text = tell_placeholder(entry, cell, "la meta o producto")
    entry.product, entry.product_cell = (text or None), cell or entry.product_cell
    if _LIST.search(text):
        message = "La meta o producto contiene una lista. Se conserva completa, como un solo texto."
        entry.tell(FindingCode.PRODUCT_WITH_LIST, message, cell, applied=True)


def tell_placeholder(entry: Entry, cell: Cell | None, what: str) -> str:
    """The text of a cell, and nothing where it only keeps a place, which is told."""
    text = tidy(cell)
    if not is_placeholder(text):
        return text
    entry.tell(FindingCode.PLACEHOLDER, f"«{text}» no es un dato: falta {what}. Se lee como vacío.", cell)
    return ""


def read_stages(entry: Entry, parts: Parts, layout: Layout) -> None:
    """The stages marked, or named in words; a mark fused with the product counts too."""
    for meaning, cell in parts.items():
        if isinstance(meaning, Stage):
            _read_stage_cell(entry, meaning, cell)
    _read_stage_words(entry, parts.get(Role.STAGES))
    if not entry.stages and layout.ticks(Stage):
        _read_fused_product(entry, layout)
    if len(entry.stages) > 1:
        names = join_words([stage.short_label for stage in Stage if stage in entry.stages])
        entry.tell(FindingCode.SEVERAL_STAGES, f"La actividad está marcada en varias etapas: {names}.", applied=True)


def _read_stage_cell(entry: Entry, stage: Stage, cell: Cell) -> None:
    text = cell.text.strip()
    if is_tick(text):
        entry.stages.add(stage)
    elif fused := split_fused(text):
        entry.stages.add(stage)
        _take_fused_text(entry, cell, fused[1])
    elif not is_blank(text):
        _tell_odd_mark(entry, cell)


def _take_fused_text(entry: Entry, cell: Cell, text: str) -> None:
    """The text beside a mark is the product if the row has no other."""
    taken = "como meta o producto" if entry.product is None else "solo como marca: la fila ya tiene meta o producto"
    if entry.product is None:
        entry.product, entry.product_cell = text, cell
    entry.tell(FindingCode.MARK_FUSED, f"Una X y un texto comparten la celda. Se lee {taken}.", cell, applied=True)


def _read_stage_words(entry: Entry, cell: Cell | None) -> None:
    text = tidy(cell)
    stages = stages_of(text)
    entry.stages |= stages
    if text and not stages:
        entry.tell(FindingCode.MARK_NOT_UNDERSTOOD, f"«{text}» no es una de las cinco etapas.", cell)


def _read_fused_product(entry: Entry, layout: Layout) -> None:
    fused = split_fused(entry.product or "")
    if fused is None:
        return
    entry.product = fused[1]
    message = "Una X y la meta o producto comparten la celda. Se leen como una marca de etapa y como el producto."
    entry.tell(FindingCode.MARK_FUSED, message, entry.product_cell, applied=True)
    stage, reason = _stage_of_fused(entry, layout)
    if stage:
        entry.stages.add(stage)
        message = f"La X no está bajo ninguna etapa. Se lee como {stage.label}, {reason}."
        entry.tell(FindingCode.STAGE_INFERRED, message, entry.product_cell, applied=True)


def _stage_of_fused(entry: Entry, layout: Layout) -> tuple[Stage | None, str]:
    """The stage whose column touches the product, from which the mark slipped; else what the words say."""
    beside = layout.neighbour(Role.PRODUCT)
    if isinstance(beside, Stage):
        return beside, "que es la columna vecina de la meta o producto"
    words = fold(f"{entry.name} {entry.product}")
    said = next((stage for stage, pattern in _STAGE_WORDS if re.search(pattern, words)), None)
    return said, "por las palabras de la actividad"


def _tell_odd_mark(entry: Entry, cell: Cell) -> None:
    text = cell.text.strip()
    message = f"Aquí se espera una X o nada, y dice «{text}». No se toma como marca."
    entry.tell(FindingCode.MARK_NOT_UNDERSTOOD, message, cell)


def read_periods(entry: Entry, parts: Parts, layout: Layout) -> None:
    """The four-month periods, from marks, from words or from dates."""
    for meaning, cell in parts.items():
        if isinstance(meaning, Slot):
            _read_period_cell(entry, meaning, cell)
    start, end = (_timing_in(entry, parts.get(role)) for role in (Role.START, Role.END))
    span = timing_between(start, end) if start and end else start or end
    said = [
        timing
        for role in (Role.TIMING, Role.ALSO_TIMING)
        if (timing := _timing_in(entry, parts.get(role), layout.timing_scheme))
    ]
    _take_timing(entry, span if span and all(one.often for one in said) else _together(said, span))
    _tell_only_how_often(entry, [*said, *([span] if span else [])], parts)


def _together(said: list[Timing], span: Timing | None) -> Timing | None:
    """What several cells of one row say: how often, up to when; or each of the moments."""
    often = [one for one in said if one.often]
    when = [*(one for one in said if not one.often), *([span] if span else [])]
    if not when:
        return often[0] if often else None
    periods = frozenset[int]().union(*(one.periods for one in when))
    recurring = often[0].periods if often else frozenset[int]()
    if len(periods) == 1 and len(recurring) > 1:
        periods = frozenset(one for one in recurring if one <= max(periods)) or periods
    return replace(when[0], periods=periods, years=frozenset[int]().union(*(one.years for one in when)))


def _tell_only_how_often(entry: Entry, said: list[Timing], parts: Parts) -> None:
    """`Anual` alone says how often and not when."""
    if said and not entry.periods:
        cell = parts.get(Role.TIMING)
        message = f"«{tidy(cell)}» dice cada cuánto y no cuándo. Escoja el cuatrimestre."
        entry.tell(FindingCode.PERIOD_NOT_UNDERSTOOD, message, cell)


def _read_period_cell(entry: Entry, slot: Slot, cell: Cell) -> None:
    text = cell.text.strip()
    entry.scheme = entry.scheme or slot.scheme
    if is_tick(text) or split_fused(text) or _says_when(text, slot):
        entry.periods |= slot.periods
    elif not is_blank(text):
        _tell_odd_mark(entry, cell)


def _says_when(text: str, slot: Slot) -> bool:
    """Whether the cell says a date inside its column, which is as good as an X."""
    timing = timing_of(text, slot.scheme) if text else None
    return timing is not None and timing.periods <= slot.periods


def _timing_in(entry: Entry, cell: Cell | None, within: Scheme | None = None) -> Timing | None:
    text = tell_placeholder(entry, cell, "cuándo")
    timing = timing_of(text, within) if text else None
    if text and timing is None:
        entry.tell(FindingCode.PERIOD_NOT_UNDERSTOOD, f"No se entiende cuándo es «{text}».", cell)
    if timing and timing.periods and timing.scheme is not Scheme.FOUR_MONTHS:
        _tell_interval(entry, cell, text, timing)
    return timing


def _tell_interval(entry: Entry, cell: Cell | None, text: str, timing: Timing) -> None:
    periods = join_words([str(period) for period in sorted(timing.periods)])
    sure = round(timing.confidence * 100)
    message = f"«{text}» se lee como {timing.interval}: cuatrimestre {periods} (confianza {sure} %)."
    entry.tell(FindingCode.PERIOD_READ, message, cell, applied=True)


def _take_timing(entry: Entry, timing: Timing | None) -> None:
    if timing and timing.periods:
        entry.periods |= timing.periods
        entry.scheme = entry.scheme or timing.scheme
        entry.years |= timing.years
