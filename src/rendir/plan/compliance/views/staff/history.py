"""What was done with a delivery or a piece of evidence, from the ledger, in the words of a page. Nobody is named: who
did it is told by role and unit, as they were.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from rendir.foundation.audit.models import LedgerEntry, Tracked
from rendir.foundation.audit.queries import told_of

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing done: when, what, by which role and unit, with which reason."""

    at: datetime
    deed: str
    who: str
    reason: str


def history_of_all(things: Iterable[Tracked]) -> list[Happening]:
    """What was done with these things, newest first."""
    return [_happening(entry, told) for entry, told in told_of(things)[:SHOWN] if entry.verb in _words()]


def _happening(entry: LedgerEntry, told: dict[str, object]) -> Happening:
    who = " · ".join(part for part in (entry.actor_role, entry.actor_unit) if part)
    return Happening(datetime.fromisoformat(entry.at), _words()[entry.verb], who, str(told.get("reason") or ""))


def _words() -> dict[str, str]:
    return {
        "report_delivery": _("Se reportó"),
        "take_back_report": _("Se retiró el reporte"),
        "accept_delivery": _("Planeación la aceptó"),
        "return_delivery": _("Planeación la devolvió"),
        "ask_waiver": _("Se pidió que no aplique"),
        "grant_waiver": _("Se aprobó que no aplica"),
        "refuse_waiver": _("Se negó que no aplique"),
        "restore_delivery": _("Volvió a exigirse"),
        "explain_delay": _("Se explicó por qué no se entregó"),
        "set_due_day": _("Se puso a mano el último día"),
        "add_evidence": _("Se agregó evidencia"),
        "attach_evidence": _("La agregó el trabajo mismo"),
        "place_evidence": _("Se unió evidencia a una entrega"),
        "withdraw_evidence": _("Se retiró evidencia"),
        "publish_evidence": _("Se publicó evidencia"),
        "unpublish_evidence": _("Dejó de publicarse evidencia"),
        "check_link": _("Se revisó el enlace"),
        "open_original": _("Alguien abrió el original"),
        "read_original_data": _("Alguien vio los datos del original"),
    }
