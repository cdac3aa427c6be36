"""What an entry lacks, and small doubts about its words: told to a person, corrected by nobody else."""

import re
from collections.abc import Sequence

from rendir.foundation.core.importing import Finding, Proposal, Source
from rendir.foundation.core.spanish import join_words
from rendir.plan.planning.reading.entries import Entry
from rendir.plan.planning.reading.findings import FindingCode, finding
from rendir.plan.planning.reading.periods import Scheme

# Words that are often written with an accent they do not have.
_MISSPELT = {
    "estratégia": "estrategia",
    "ferías": "ferias",
    "exámen": "examen",
    "volúmen": "volumen",
    "resúmen": "resumen",
    "gratuíto": "gratuito",
    "enfásis": "énfasis",
    "dialógo": "diálogo",
    "interes": "interés",
}
_WORD = re.compile(r"\w+")


def tell_gaps(entry: Entry) -> None:
    """Tell which of component, stage, period and product an entry lacks, and what in its words is doubtful."""
    told = {one.code for one in entry.findings}
    if entry.component is None and FindingCode.COMPONENT_NOT_UNDERSTOOD not in told:
        entry.tell(FindingCode.COMPONENT_MISSING, "No se sabe el componente de la actividad. Escójalo.")
    if not entry.stages:
        message = "La actividad no está marcada en ninguna etapa. Escoja una."
        entry.tell(FindingCode.STAGE_MISSING, message, entry.marks.get("stages"))
    if not entry.periods:
        message = "La actividad no está marcada en ningún cuatrimestre. Escoja uno."
        entry.tell(FindingCode.PERIOD_MISSING, message, entry.marks.get("periods"))
    if entry.product is None:
        message = "La actividad no dice su meta o producto. Escríbalo si lo tiene."
        entry.tell(FindingCode.PRODUCT_MISSING, message, entry.product_cell)
    _tell_spelling(entry)
    _tell_stray_quote(entry)


def _tell_spelling(entry: Entry) -> None:
    better = _WORD.sub(lambda word: _corrected(word[0]), entry.name)
    if better == entry.name:
        return
    wrong = next(word for word in _WORD.findall(entry.name) if _corrected(word) != word)
    reason = f"«{wrong}» se escribe «{_corrected(wrong)}»."
    message = f"{reason} El nombre se conserva como está escrito; acepte la propuesta para corregirlo."
    entry.tell(FindingCode.SPELLING_DOUBTFUL, message, entry.at, proposal=Proposal("name", better, reason, 0.9))


def _corrected(word: str) -> str:
    right = _MISSPELT.get(word.lower(), word)
    return right.capitalize() if word[:1].isupper() and right != word else right


def _tell_stray_quote(entry: Entry) -> None:
    for field, text in (("name", entry.name), ("product", entry.product or "")):
        if text.count('"') == 1 and (text.startswith('"') or text.endswith('"')):
            reason = "El texto tiene unas comillas que abren y no cierran, o cierran y no abren."
            proposal = Proposal(field, text.strip('"').strip(), reason, 0.8)
            at = entry.product_cell if field == "product" else entry.at
            entry.tell(FindingCode.STRAY_QUOTE, f"{reason} Acepte la propuesta para quitarlas.", at, proposal=proposal)


def scheme_of_file(entries: Sequence[Entry]) -> Scheme:
    """How the file divides the year: as its first entry that says so does."""
    return next((entry.scheme for entry in entries if entry.scheme), Scheme.FOUR_MONTHS)


def about_periods(entries: Sequence[Entry]) -> list[Finding]:
    """One finding where the periods of the file are not four-month ones and had to be calculated."""
    others = list(dict.fromkeys(e.scheme for e in entries if e.scheme and e.scheme is not Scheme.FOUR_MONTHS))
    if not others:
        return []
    words = join_words([f"{scheme}s" if scheme is not Scheme.MONTHS else "meses" for scheme in others])
    first = next(entry for entry in entries if entry.scheme is others[0])
    message = (
        f"El archivo usa {words}. Los cuatrimestres se calculan: enero a abril, mayo a agosto, septiembre a diciembre."
    )
    return [finding(FindingCode.PERIODS_DERIVED, message, first.at.source, applied=True)]


def about_year(titles: Sequence[Finding], entries: Sequence[Entry], year: int) -> list[Finding]:
    """Where the titles or the dates of the file name another year than the one imported."""
    named = [(one.source, one.source.text or "") for one in titles if one.source]
    found = [(int(other), source) for source, text in named for other in re.findall(r"\b20\d\d\b", text)]
    found += [(other, entry.at.source) for entry in entries for other in sorted(entry.years)]
    if not found or any(other == year for other, _ in found):
        return []
    other, source = found[0]
    return [_year_finding(other, year, source)]


def _year_finding(other: int, year: int, source: Source) -> Finding:
    message = f"El archivo dice {other} y usted importa el plan de {year}. Revise que sea el archivo correcto."
    return finding(FindingCode.YEAR_DIFFERS, message, source)
