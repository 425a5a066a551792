"""Short answers that harm nobody who reads over a shoulder, dated, from `rules/replies.yaml`. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from suar.registry.agencies import helplines

FILE = Path(__file__).parent / "rules" / "replies.yaml"


@dataclass(frozen=True, slots=True)
class Reply:
    """`when`: for which moment. `note`: what whoever sends it should know."""

    code: str
    when: str
    text: str
    note: str = ""


@cache
def every() -> tuple[tuple[date, tuple[Reply, ...]], ...]:
    """All versions, oldest first."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))["versions"]
    return tuple((version["effective_from"], tuple(map(_reply, version["replies"]))) for version in told)


def _reply(written: dict[str, str]) -> Reply:
    """The placeholders of the text become telephone numbers."""
    return Reply(**written | {"text": written["text"] % helplines.numbers()})


def on(day: date) -> tuple[Reply, ...]:
    """Those in force on that day; none before the first."""
    return next((replies for since, replies in reversed(every()) if since <= day), ())
