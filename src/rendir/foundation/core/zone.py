"""Where the clocks of Colombia are: the one time zone. Pure, for what writes hours without asking what time it is."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BOGOTA = ZoneInfo("America/Bogota")


def day_in_bogota(moment: datetime) -> date:
    """The day of a moment. Databases give moments in UTC, where from seven in the evening it is tomorrow already."""
    return moment.astimezone(BOGOTA).date()
