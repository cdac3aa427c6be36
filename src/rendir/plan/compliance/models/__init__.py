"""What is kept of the year at work: one file for each aggregate."""

from rendir.plan.compliance.models.cut import Cut
from rendir.plan.compliance.models.delivery import CalendarKey, Delivery, DropLink, DueRuleChoice
from rendir.plan.compliance.models.evidence import Evidence, EvidenceLink, Measure
from rendir.plan.compliance.models.reminder import ReminderHour
from rendir.plan.compliance.models.verification import Reply, Verification, VerificationRound

__all__ = [
    "CalendarKey",
    "Cut",
    "Delivery",
    "DropLink",
    "DueRuleChoice",
    "Evidence",
    "EvidenceLink",
    "Measure",
    "ReminderHour",
    "Reply",
    "Verification",
    "VerificationRound",
]
