"""Who did it, in the ledger: an identifier, never a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Anyone an action can be done by."""

    @property
    def actor_id(self) -> str:
        """`user:17`, `system:worker`, `public`."""


@dataclass(frozen=True, slots=True)
class Process:
    """A part of the program acting by itself, by a rule."""

    actor_id: str


WORKER = Process("system:worker")
OPERATOR = Process("system:operator")  # someone at the command line of the server
PUBLIC = Process("public")  # whoever filed through the public form; nobody knows who
