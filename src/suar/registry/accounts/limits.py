"""What is counted at the door for minutes: wrong passwords, codes already used. A cache of Django's in a table of
`main`, so that all processes of the desk count together and a restart forgets nothing.

A key names an address or an account, so it is kept only as a code under this home's secret; a value is JSON, never an
object that would be built on reading; a row is deleted within a minute after its time is over."""

from __future__ import annotations

import json
import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connections, router
from django.utils.crypto import salted_hmac

LONGEST = 24 * 60 * 60  # seconds: nothing is counted for longer


def code_of(key: str) -> str:
    """HMAC-SHA-256 under the key of the desk, 64 hexadecimal digits."""
    return salted_hmac("suar.registry.accounts.limits", key, algorithm="sha256").hexdigest()


class SharedLimits(BaseCache):
    """A value is anything that JSON holds. Raises TypeError for any other."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._put(key, value, timeout, version, replacing="{table}.expires_at <= %s")

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._put(key, value, timeout, version, replacing="%s > 0")

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        live = _rows().filter(pk=self._code(key, version), expires_at__gt=time.time())
        return bool(live.update(expires_at=self._until(timeout)))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        row = _rows().filter(pk=self._code(key, version), expires_at__gt=time.time()).first()
        return default if row is None else json.loads(row.value)

    def delete(self, key: str, version: int | None = None) -> bool:
        removed, _by_table = _rows().filter(pk=self._code(key, version)).delete()
        return bool(removed)

    def clear(self) -> None:
        _rows().all().delete()

    def _code(self, key: str, version: int | None) -> str:
        return code_of(self.make_and_validate_key(key, version=version))

    def _until(self, timeout: Any) -> float:
        until: float | None = self.get_backend_timeout(timeout)
        return min(until if until is not None else time.time() + LONGEST, time.time() + LONGEST)

    def _put(self, key: str, value: Any, timeout: Any, version: int | None, *, replacing: str) -> bool:
        """One statement on either engine: of two processes that add the same key one is told that it is there."""
        meta = _rows().model._meta
        connection = connections[router.db_for_write(_rows().model)]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {meta.db_table} (code, value, expires_at) VALUES (%s, %s, %s)"  # noqa: S608 - a table's name
                " ON CONFLICT (code) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at"
                f" WHERE {replacing.format(table=meta.db_table)}",
                [self._code(key, version), json.dumps(value), self._until(timeout), time.time()],
            )
            return bool(cursor.rowcount)


def forget(now: float) -> int:
    """Delete what is over. Returns how many."""
    removed: int = _rows().filter(expires_at__lte=now).delete()[0]
    return removed


def _rows() -> Any:
    # A cache is made before the models are: they are looked up on first use.
    from suar.registry.accounts.models import Tally

    return Tally.objects
