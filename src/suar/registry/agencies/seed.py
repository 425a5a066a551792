"""Reads the bodies that ship with the program. Pure: no database."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "data" / "kalbar.yaml"


@lru_cache(maxsize=1)
def bodies() -> tuple[dict[str, Any], ...]:
    """One dict a body: name, short_name, kind, region, verified, and perhaps source, address, note, contacts."""
    return tuple(yaml.safe_load(FILE.read_text(encoding="utf-8"))["agencies"])
