"""The responsibles of all entries of a file: a product in their cell, several names in one, a cell left blank."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rendir.foundation.core.importing import Proposal
from rendir.foundation.core.spanish import join_words
from rendir.plan.planning.reading.cells import said, tell_placeholder
from rendir.plan.planning.reading.entries import Entry
from rendir.plan.planning.reading.findings import FindingCode
from rendir.plan.planning.reading.responsibles import Names, is_deliverable, pieces, split
from rendir.plan.planning.rules.facts import Responsible, ResponsibleKind


def name_responsibles(entries: Sequence[Entry], known_units: Sequence[str]) -> None:
    """Read who answers for each entry; propose, never fill, where nobody is named."""
    for entry in entries:
        _move_product(entry)
        _drop_placeholder(entry)
    names = Names.gathered(known_units, _cells(entries))
    read: dict[tuple[str, bool], tuple[Responsible, ...]] = {}
    for entry in entries:
        text, wrapped = said(entry.responsible), entry.responsible.source.page is not None
        if (text, wrapped) not in read:
            read[text, wrapped] = split(text, names, wrapped=wrapped)
        entry.responsibles = read[text, wrapped]
        _tell_kinds(entry)
    for place, entry in enumerate(entries):
        if not entry.responsibles:
            _tell_missing(entry, entries, place)


def _cells(entries: Sequence[Entry]) -> list[str]:
    return [said(entry.responsible) for entry in entries]


def _move_product(entry: Entry) -> None:
    """A deliverable in the cell of the responsible, where the row has no product, is the product."""
    text = said(entry.responsible)
    if entry.product is not None or not is_deliverable(text):
        return
    cell = entry.responsible
    entry.product, entry.product_cell = text, cell
    entry.responsible = replace(cell, text="")
    message = (
        f"«{text}» está en la celda del responsable, pero es una meta o producto y la fila no tiene otra. Se lee como "
        "meta o producto."
    )
    entry.tell(FindingCode.PRODUCT_IN_RESPONSIBLE_CELL, message, cell, applied=True)


def _drop_placeholder(entry: Entry) -> None:
    cell = entry.responsible
    if cell.text.strip() and not tell_placeholder(entry, cell, "el responsable"):
        entry.responsible = replace(cell, text="")


def _tell_kinds(entry: Entry) -> None:
    if len(entry.responsibles) > 1:
        listed = join_words([f"«{one.name}»" for one in entry.responsibles])
        message = f"La celda nombra {len(entry.responsibles)} responsables: {listed}. Se leen por separado."
        entry.tell(FindingCode.SEVERAL_RESPONSIBLES, message, entry.responsible, applied=True)
    for one in entry.responsibles:
        _tell_kind(entry, one)


def _tell_kind(entry: Entry, one: Responsible) -> None:
    if one.kind in (ResponsibleKind.TEAM, ResponsibleKind.ROLE):
        what = "un equipo" if one.kind is ResponsibleKind.TEAM else "un rol"
        message = f"«{one.name}» es {what}, no una dependencia. Se conserva así."
        entry.tell(FindingCode.RESPONSIBLE_NOT_A_UNIT, message, entry.responsible, applied=True)
    if _may_be_several(one):
        _propose_pieces(entry, one)


def _may_be_several(one: Responsible) -> bool:
    """A name that begins like nothing known may be cut at any joint; another, where it has a comma."""
    joint = len(pieces(one.name)) > 1
    return joint and (one.kind is ResponsibleKind.UNKNOWN or bool(re.search(r",(?!\d)", one.name)))


def _propose_pieces(entry: Entry, one: Responsible) -> None:
    parts = tuple(Responsible(part) for part in pieces(one.name))
    place = entry.responsibles.index(one)
    value = [*entry.responsibles[:place], *parts, *entry.responsibles[place + 1 :]]
    reason = f"«{one.name}» podría nombrar {len(parts)} responsables en una sola celda."
    proposal = Proposal("responsibles", as_value(value), reason, 0.4)
    message = f"{reason} Si es así, acepte la propuesta; si es un solo nombre, déjelo."
    entry.tell(FindingCode.RESPONSIBLE_MAYBE_SEVERAL, message, entry.responsible, proposal=proposal)


def as_value(responsibles: Sequence[Responsible]) -> list[dict[str, str]]:
    """Responsibles as JSON, the value of a proposal."""
    return [{"name": one.name, "kind": one.kind.value} for one in responsibles]


def _tell_missing(entry: Entry, entries: Sequence[Entry], place: int) -> None:
    proposal = _proposal_from_neighbours(entries, place)
    message = "La actividad no tiene responsable."
    message += " Hay una propuesta: revísela." if proposal else " Escríbalo antes de adoptar el plan."
    entry.tell(FindingCode.RESPONSIBLE_MISSING, message, entry.responsible.source, proposal=proposal)


def _proposal_from_neighbours(entries: Sequence[Entry], place: int) -> Proposal | None:
    """What the rows around a blank cell say, with as much confidence as they agree."""
    above, below = _neighbour(entries, place, -1), _neighbour(entries, place, 1)
    merged = _centre_of_merge(entries, place)
    if merged:
        return _proposal(merged, 0.8, _MERGED)
    if above and below and above.responsibles == below.responsibles:
        return _proposal(above, 0.6, f"Las filas más cercanas, antes ({above.code}) y después ({below.code}), {_SAY}.")
    nearest = above or below
    side = "antes" if above else "después"
    return (
        _proposal(nearest, 0.4, f"La fila más cercana, {side} ({{code}}), dice {{who}}. Confírmelo.")
        if nearest
        else None
    )


_SAY = "dicen {who}"
_NEAR = 3
_MERGED = (
    "La fila vecina ({code}) dice {who} y las filas a ambos lados de ella están en blanco: parece una sola celda "
    "combinada, con el texto en el centro."
)


def _neighbour(entries: Sequence[Entry], place: int, step: int) -> Entry | None:
    """The nearest entry with responsible in a direction, in the same run of rows and at most three away."""
    others = (place + step * distance for distance in range(1, _NEAR + 1))
    near = (entries[other] for other in others if 0 <= other < len(entries))
    return next((one for one in near if one.responsibles and one.table == entries[place].table), None)


def _centre_of_merge(entries: Sequence[Entry], place: int) -> Entry | None:
    """The filled neighbour whose other neighbour is blank too, as when a cell was merged over the three."""
    for step in (1, -1):
        centre, far = place + step, place + 2 * step
        if min(centre, far) < 0 or max(centre, far) >= len(entries):
            continue
        same_run = entries[centre].table == entries[far].table == entries[place].table
        both_blank = _was_left_blank(entries[place]) and _was_left_blank(entries[far])
        if same_run and entries[centre].responsibles and both_blank:
            return entries[centre]
    return None


def _was_left_blank(entry: Entry) -> bool:
    """Whether nobody wrote in the cell: a cell that held a product was not part of a merged one."""
    moved = any(one.code == FindingCode.PRODUCT_IN_RESPONSIBLE_CELL for one in entry.findings)
    return not entry.responsibles and not moved


def _proposal(source: Entry, confidence: float, reason: str) -> Proposal:
    who = join_words([f"«{one.name}»" for one in source.responsibles])
    told = reason.format(code=source.code, who=who)
    return Proposal("responsibles", as_value(source.responsibles), told, confidence)
