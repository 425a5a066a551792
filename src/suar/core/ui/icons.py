"""The sprite of icons: lucide-static (ISC), see static/ui/icons-LICENSE.txt."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

SPRITE = Path(__file__).parent / "static" / "ui" / "icons.svg"
SYMBOL = re.compile(r'<symbol id="([a-z-]+)" viewBox="0 0 24 24">(.*?)</symbol>')


@cache
def symbols() -> dict[str, str]:
    """Name → drawing, as it stands in the sprite."""
    return dict(SYMBOL.findall(SPRITE.read_text(encoding="utf-8")))


def drawing(name: str) -> str:
    """The inside of one icon. Raises KeyError with the known names: a misspelt icon is a bug, not an empty space."""
    try:
        return symbols()[name]
    except KeyError:
        raise KeyError(f"No icon {name!r}. Known: {', '.join(sorted(symbols()))}") from None
