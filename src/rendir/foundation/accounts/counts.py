"""What sign-in counts, shared by every process and kept over a restart: Django's cache over our own table.

A cache in each process's memory would count apart in each, and forget at each restart. Django's own cache in the
database keeps pickled objects, which a restored copy could turn into code; here values are JSON, and keys (which hold
mails and addresses of the network) are digests under the installation's secret key.
"""

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from rendir.foundation.core import clock


class SharedCounts(BaseCache):
    """`add` is one insertion, so that of two processes one succeeds: sign-in takes its lock with it."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:  # noqa: ANN401 - Django's own
        row = self._standing(key, version).values_list("value", flat=True).first()
        return default if row is None else row[0]

    def set(
        self,
        key: str,
        value: Any,  # noqa: ANN401 - Django's own signature
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        fields = {"value": [value], "expires_at": self._until(timeout)}
        _rows().update_or_create(key=self._digest(key, version), defaults=fields)

    def add(
        self,
        key: str,
        value: Any,  # noqa: ANN401 - Django's own signature
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        _rows().filter(expires_at__lte=clock.now()).delete()
        try:
            with transaction.atomic():
                _rows().create(key=self._digest(key, version), value=[value], expires_at=self._until(timeout))
        except IntegrityError:
            return False
        return True

    def touch(
        self,
        key: str,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        return bool(self._standing(key, version).update(expires_at=self._until(timeout)))

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(self._standing(key, version).delete()[0])

    def clear(self) -> None:
        _rows().delete()

    def _standing(self, key: str, version: int | None) -> QuerySet[Any]:
        still = Q(expires_at=None) | Q(expires_at__gt=clock.now())
        return _rows().filter(still, key=self._digest(key, version))

    def _digest(self, key: str, version: int | None) -> str:
        whole = self.make_and_validate_key(key, version=version)
        return salted_hmac("rendir.counts", whole, algorithm="sha256").hexdigest()

    def _until(self, timeout: float | None) -> datetime | None:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return None if seconds is None else clock.now() + timedelta(seconds=seconds)


def _rows() -> QuerySet[Any]:
    """The table, found when it is first used: settings name this module before models are read."""
    rows: QuerySet[Any] = apps.get_model("accounts", "SharedCount").objects.all()
    return rows
