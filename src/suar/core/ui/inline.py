"""The public face's style sheet travels inside the page, so that the first visit needs two requests; CSP admits it by
hash."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static" / "ui"


def squeeze(css: str) -> str:
    """The same rules without comments and without space that no browser needs."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};,>])\s*|(?<=[:;{}]) ", lambda m: m.group(1) or "", css).replace(";}", "}").strip()


@cache
def public_css() -> str:
    """Exactly the text between the page's <style> tags. Read once per process."""
    sheets = [(STATIC / name).read_text(encoding="utf-8") for name in ("tokens.css", "public.css")]
    return squeeze("\n".join(sheets))


@cache
def style_hash() -> str:
    """The CSP source (`'sha256-…'`) that admits this style sheet and no other."""
    digest = hashlib.sha256(public_css().encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
