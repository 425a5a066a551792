"""Reads the bodies that ship with the program. Pure: no database."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from suar.registry.agencies import helplines

FILE = Path(__file__).parent / "data" / "kalbar.yaml"


@lru_cache(maxsize=1)
def bodies() -> tuple[dict[str, Any], ...]:
    """One dict a body: name, short_name, kind, region, verified, and perhaps source, address, note, contacts."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))["agencies"]
    return tuple(_with_numbers(body, helplines.numbers()) for body in told)


def _with_numbers(body: dict[str, Any], numbers: dict[str, str]) -> dict[str, Any]:
    """A national line stands here as a placeholder, because its number has its place in `helplines.yaml`."""
    filled = body | {field: body[field] % numbers for field in ("name", "short_name")}
    if "contacts" in body:
        filled["contacts"] = [line | {"phone": line.get("phone", "") % numbers} for line in body["contacts"]]
    return filled
