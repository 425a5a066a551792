"""The power fails between any two writes: what was committed and synced lies there, nothing else does, no line runs on.

    for cut in power.every_cut():
        draft = filed()
        with cut:
            takeover.take_over()
        power.worker_round()
        assert … , cut.place

The first round fails before the first write, the second before the next, and so on; the last is the one that ran to
its end. A write is a statement that changes a row of a store, a COMMIT, and what is made, synced, renamed or removed in
the home. From the failure on every statement is refused; the three connections are closed as the engine finds them, so
that it rolls back itself. A file that was not synced is empty, a rename whose folder was not synced has not been.

Needs `django_db(transaction=True)`: a test that runs inside a transaction commits nothing."""

from __future__ import annotations

import os
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from unittest.mock import patch

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from suar.config import worker

STORES = ("default", "keys", "intake")
WRITE = re.compile(r'\s*(INSERT|UPDATE|DELETE|TRUNCATE)\b(?:[^"]*"(?P<table>\w+)")?', re.IGNORECASE)
MOST = 2000  # cuts of one test: more is a work that never ends
UNLINK = os.unlink  # the disk's own doing, not the program's
MEMORY = ("suar.core.vault.", "suar.core.ledger.", "suar.casework.complaints.")


class PowerCut(BaseException):
    """The current is gone. Nobody may catch it."""


class Cut:
    """The `number`-th moment between writes, from 1, at which the power fails. `place` says where that was."""

    def __init__(self, number: int) -> None:
        self.number, self.seen, self.fell, self.place = number, 0, False, "never"
        self._files = Files()
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        for store in STORES:
            connection = connections[store]
            self._stack.enter_context(connection.execute_wrapper(self._statement))
            self._stack.enter_context(patch.object(connection, "_commit", self._commit(store, connection._commit)))
        for name in ("fsync", "replace", "rename", "unlink"):
            self._stack.enter_context(patch.object(os, name, self._on_disk(name, getattr(os, name))))
        self._stack.enter_context(patch.object(os, "open", self._opening(os.open)))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        self._stack.close()
        if self.fell and kind is not PowerCut:
            raise AssertionError(f"Somebody went on after the power failed: {self.place}.") from error
        return self.fell

    def again(self) -> Cut:
        """As many writes into what comes next: the power fails once more while the first failure is mended."""
        return Cut(self.number)

    def moment(self, place: str) -> None:
        """Between two writes: here the power may fail. Raises PowerCut, and from then on at every moment."""
        self.seen += 1
        if not self.fell and self.seen == self.number:
            self.fell, self.place = True, place
            self._files.lose()
            for store in STORES:
                # Not the engine's own way, which keeps a store in memory open.
                BaseDatabaseWrapper.close(connections[store])
        if self.fell:
            raise PowerCut(self.place)

    def _statement(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        connection = context["connection"]
        written = WRITE.match(sql)
        place = f"{connection.alias}: {written[1]} {written['table'] or ''}" if written else "a statement"
        if written or self.fell:
            self.moment(f"before {place}")
        done = execute(sql, params, many, context)
        if written and not connection.in_atomic_block:  # committed by itself
            self.moment(f"after {place}")
        return done

    def _commit(self, store: str, commit: Callable[[], None]) -> Callable[[], None]:
        def commit_or_fail() -> None:
            self.moment(f"before {store}: COMMIT")
            commit()
            self.moment(f"after {store}: COMMIT")

        return commit_or_fail

    def _opening(self, call: Callable[..., int]) -> Callable[..., int]:
        def open_or_fail(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
            written = bool(flags & (os.O_WRONLY | os.O_RDWR)) and self._files.ours(path)
            if written and self.fell:
                raise PowerCut(self.place)
            descriptor = call(path, flags, *args, **kwargs)
            if written:
                self._files.unsynced.add(Path(path))
            return descriptor

        return open_or_fail

    def _on_disk(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def call_or_fail(*args: Any, **kwargs: Any) -> Any:
            if not self._files.ours(args[0]):
                return call(*args, **kwargs)
            place = f"{name} {self._files.path(args[0]).name.lstrip('.').partition('.')[0]}"
            self.moment(f"before {place}")
            with self._files.noting(name, *args):
                done = call(*args, **kwargs)
            self.moment(f"after {place}")
            return done

        return call_or_fail


class Files:
    """What of the home is not yet on the disk."""

    def __init__(self) -> None:
        self.home = Path(settings.SUAR_HOME).resolve()
        self.unsynced: set[Path] = set()
        self.renamed: dict[Path, bytes | None] = {}  # what lay there before, until the folder is synced

    def path(self, what: int | str | os.PathLike[str]) -> Path:
        return Path(os.readlink(f"/proc/self/fd/{what}")) if isinstance(what, int) else Path(what)

    def ours(self, what: int | str | os.PathLike[str]) -> bool:
        return self.path(what).is_relative_to(self.home)

    @contextmanager
    def noting(self, name: str, *args: Any) -> Iterator[None]:
        before = {Path(one): Path(one).read_bytes() for one in args if not isinstance(one, int) and Path(one).is_file()}
        yield
        if name == "fsync":
            synced = self.path(args[0])
            self.unsynced.discard(synced)
            self.renamed = {path: old for path, old in self.renamed.items() if path.parent != synced}
        elif name in ("replace", "rename"):
            source, target = Path(args[0]), Path(args[1])
            self.renamed.setdefault(target, before.get(target))
            if source in self.unsynced:
                self.unsynced = (self.unsynced - {source}) | {target}

    def lose(self) -> None:
        for path in self.unsynced:
            if path.is_file() and path.stat().st_size:
                os.truncate(path, 0)
        for path, before in self.renamed.items():
            if before is not None:
                path.write_bytes(before)
            elif path.exists():
                UNLINK(path)


@contextmanager
def memory_kept() -> Iterator[None]:
    """A store in memory is gone when its last connection closes: hold one more, until there are others again."""
    with ExitStack() as stack:
        for store in STORES:
            name = str(connections[store].settings_dict["NAME"])
            if connections[store].vendor == "sqlite" and "mode=memory" in name:
                stack.enter_context(closing(sqlite3.connect(name, uri=True)))
        stack.callback(lambda: [connections[store].ensure_connection() for store in STORES])
        yield


def every_cut() -> Iterator[Cut]:
    """One cut after the other until a work runs to its end without one. Each is to be used once, with fresh rows."""
    with memory_kept():
        for number in range(1, MOST):
            yield (cut := Cut(number))
            if not cut.fell:
                return
        raise AssertionError(f"After {MOST} cuts the work has still not come to its end.")


def worker_round() -> None:
    """A worker that was started now does everything once: it knows nothing but what lies in the stores."""
    forget()
    worker.Loop(worker.steps()).round(time.monotonic())


def forget() -> None:
    """What a process kept in memory went with it."""
    from suar.casework.complaints import quarantine

    quarantine._let_through.clear()
    for name, module in list(sys.modules.items()):
        if name.startswith(MEMORY):
            for kept in vars(module).values():
                getattr(kept, "cache_clear", lambda: None)()
