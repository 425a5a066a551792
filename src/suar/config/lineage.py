"""A process ends with the one that made it: whoever is left over would go on answering at a port with what it loaded
long ago."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from functools import partial

PR_SET_PDEATHSIG = 1


def dying_with_me(number: int) -> Callable[[], None]:
    """What a child that this process forks does first: from then on it gets this signal when this process ends, however
    that ends. One that is late, for the parent is gone already, ends at once."""
    return partial(_die_with, os.getpid(), number)


def forks_die_with_me(number: int) -> None:
    """Each process that this one, or a fork of it, forks from now on does so."""
    makers = [os.getpid()]

    def before() -> None:
        makers[0] = os.getpid()

    os.register_at_fork(before=before, after_in_child=lambda: _die_with(makers[0], number))


def _die_with(parent: int, number: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:
            os._exit(0)
