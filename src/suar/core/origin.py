"""The name under which an office signs its heads, as its home keeps it: heads that a process signs under another one
are no more this office's. Without Django, which not every process loads."""

from __future__ import annotations

from pathlib import Path

SETTING = "SUAR_LOG_ORIGIN"
FILE = "secret/log.origin"


def kept(home: Path) -> str:
    """Empty in a home that has none yet."""
    try:
        return (home / FILE).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return ""


def fault(home: Path, given: str) -> str:
    """What is wrong with the name in the environment, in a sentence; empty where it is none or the same."""
    known = kept(home)
    if not given or not known or given == known:
        return ""
    return f"{SETTING} is {given!r}, but this office signs its heads as {known!r}. Set that name, or none."
