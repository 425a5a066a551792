"""The telephone numbers that a child or an officer is told to call, from `data/helplines.yaml`. No database.

The public form imports this module, so it may import no model: the public process has no table of agencies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.http import HttpRequest

FILE = Path(__file__).parent / "data" / "helplines.yaml"
CERTAINTIES = ("sourced", "verify")


class UnusableHelpline(ValueError):
    """A line of the file lacks a name, a number, a source or a known certainty."""


@dataclass(frozen=True)
class Helpline:
    """`code` is the placeholder under which sentences name the number: `%(police_number)s`."""

    code: str
    name: str
    number: str
    source: str
    certainty: str

    def __post_init__(self) -> None:
        texts = (self.name, self.number, self.source)
        if not all(isinstance(text, str) and text for text in texts) or self.certainty not in CERTAINTIES:
            raise UnusableHelpline(f"{self.code}: a helpline needs a name, a number, a source and a certainty.")


@cache
def helplines() -> dict[str, Helpline]:
    """Every helpline by its code. Raises UnusableHelpline with the code of the first line that is incomplete."""
    lines = yaml.safe_load(FILE.read_text(encoding="utf-8"))["helplines"]
    return {
        code: Helpline(code, *(facts.get(field, "") for field in ("name", "number", "source", "certainty")))
        for code, facts in lines.items()
    }


def numbers() -> dict[str, str]:
    """Code to number, to fill the placeholders of a sentence: `_("Telepon %(police_number)s.") % numbers()`."""
    return {code: line.number for code, line in helplines().items()}


def context(request: HttpRequest) -> dict[str, str]:
    """Context processor: `{{ police_number }}` and the others in every template of both surfaces."""
    return numbers()
