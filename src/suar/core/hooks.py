"""One way for an app to plug in to an app below it, which may not import it.

    @Hook                                                       # where it is fired
    def birth_date_changed(child: Child, entry: Recording, /) -> object:
        \"\"\"What it is told, and when.\"\"\"

    birth_date_changed.listen(follow_birth)                     # in `ready()` of the app above
    birth_date_changed(child, entry)                            # inside the action

The decorated function is never called: its signature is what a listener must accept, which mypy checks, and its
docstring is what `docs/hooks.md` says. Listeners run in the caller's transaction and nothing here catches what they
raise, so that an action whose listener fails is rolled back whole."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

_declared: dict[str, Hook[..., Any]] = {}


class HookError(Exception):
    """A mistake of the program, found when it starts."""


class Hook[**P, R]:
    """Listeners of one signature. Calling the hook calls each with the same arguments and returns their results."""

    def __init__(self, signature: Callable[P, R]) -> None:
        self.name = dotted(signature)
        self.signature = inspect.signature(signature)
        self.doc = inspect.getdoc(signature) or ""
        self._listeners: list[tuple[int, str, Callable[P, R]]] = []
        if self.name in _declared:
            raise HookError(f"{self.name} is declared twice")
        if not self.doc:
            raise HookError(f"{self.name} does not say in a docstring what it is for")
        _declared[self.name] = self

    def listen(self, listener: Callable[P, R], *, order: int = 0) -> Callable[P, R]:
        """Call this listener too: those of a lower `order` first, of one order by their dotted names, so that the order
        never depends on which app starts first. Raises HookError for a listener that listens already."""
        name = dotted(listener)
        if any(known == name for _order, known, _listener in self._listeners):
            raise HookError(f"{name} listens to {self.name} already")
        self._listeners.append((order, name, listener))
        self._listeners.sort(key=lambda one: one[:2])
        return listener

    def forget(self, listener: Callable[P, R]) -> None:
        """Call it no longer: for tests that put in a listener of their own."""
        self._listeners = [one for one in self._listeners if one[2] is not listener]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[R]:
        return [listener(*args, **kwargs) for _order, _name, listener in self._listeners]

    @property
    def passes(self) -> list[str]:
        """Each parameter as it is declared, `child: Child`."""
        return [f"{one.name}: {one.annotation}" for one in self.signature.parameters.values()]

    @property
    def listeners(self) -> list[tuple[int, str]]:
        """Order and dotted name of each, in the order in which they are called."""
        return [(order, name) for order, name, _listener in self._listeners]


def dotted(function: Callable[..., object]) -> str:
    return f"{function.__module__}.{getattr(function, '__qualname__', type(function).__qualname__)}"


def declared() -> list[Hook[..., Any]]:
    """Every hook of the modules that are imported, by name."""
    return [_declared[name] for name in sorted(_declared)]
