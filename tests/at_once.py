"""Two persons at the same step in the same moment.

On PostgreSQL each has a connection of its own and stands inside its transaction when the other begins. SQLite lets one
write at a time: there one comes after the other."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any

from django.db import connection, connections

from suar.core.errors import Conflict, DomainError

SOON = 20.0  # seconds: one waits for the other no longer


def met(call: Callable[..., Any]) -> Callable[..., Any]:
    """The call, begun only when both are there. Who comes alone, or a second time, goes on."""
    barrier = Barrier(2)

    def meet(*args: Any, **kwargs: Any) -> Any:
        if connection.vendor == "postgresql":
            with suppress(BrokenBarrierError):
                barrier.wait(SOON)
            barrier.abort()
        return call(*args, **kwargs)

    return meet


def at_once(*steps: Callable[[], object]) -> list[object]:
    """What each brought, or how it was refused: side by side, or one after the other where the engine knows no more."""
    brought: list[object] = [None] * len(steps)

    def take(n: int) -> None:
        try:
            brought[n] = steps[n]()
        except DomainError as refusal:
            brought[n] = Conflict if isinstance(refusal, Conflict) else type(refusal)
        finally:
            if connection.vendor == "postgresql":
                connections.close_all()

    if connection.vendor != "postgresql":
        for n in range(len(steps)):
            take(n)
        return brought
    threads = [Thread(target=take, args=[n]) for n in range(len(steps))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(3 * SOON)
    assert not any(thread.is_alive() for thread in threads), "One waits for the other for ever."
    return brought
