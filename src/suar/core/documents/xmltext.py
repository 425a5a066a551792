"""Office files and SVG are XML, which cannot hold every sign that a form can receive."""

from __future__ import annotations

import re

_UNWRITABLE = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str, instead: str = "") -> str:
    """`text` without control signs and lone surrogates, each replaced by `instead`."""
    return _UNWRITABLE.sub(instead, text)
