"""`rendir remind`: the timed job of the day's reminders."""

from typing import Any

from rendir.foundation.core import clock
from rendir.foundation.core.commands import RendirCommand
from rendir.foundation.core.spanish import count
from rendir.plan.compliance.actions.reminders import remind


class Command(RendirCommand):
    """Puts the reminders of those whose hour has come in the outbox. Running it twice tells nobody twice."""

    help = "Deja en los avisos el recordatorio del día de cada persona cuya hora llegó y que tiene algo nuevo."

    def run(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - Django's own signature
        done = remind(clock.now())
        later = count(done.later, "sale más tarde hoy", "salen más tarde hoy")
        self.stdout.write(f"{count(done.told, 'recordatorio nuevo', 'recordatorios nuevos')}; {later}.")
