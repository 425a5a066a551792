"""Everything that ever left a file: to whom, what, when, on which basis. Apps above that give something away (a
hand-over) add theirs when they are ready: this room stands below them and cannot ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from suar.casework.cases.models import Case


@dataclass(frozen=True, slots=True)
class Out:
    """One thing that left. `who` is the named receiver at the body `to`; `receipt` what says that it came."""

    at: datetime
    what: str
    to: str
    who: str = ""
    fields: str = ""
    basis: str = ""
    receipt: str = ""
    tone: str = ""
    url: str = ""


type Source = Callable[[Case], Iterable[Out]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Called with the file, its key at hand. Twice is as good as once."""
    if source not in _sources:
        _sources.append(source)
    return source


def of(case: Case) -> list[Out]:
    """Newest first."""
    return sorted((out for source in _sources for out in source(case)), key=lambda out: out.at, reverse=True)
