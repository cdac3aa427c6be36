"""Where the clocks of Colombia are: the one time zone. Pure, for what writes hours without asking what time it is."""

from zoneinfo import ZoneInfo

BOGOTA = ZoneInfo("America/Bogota")
