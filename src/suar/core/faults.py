"""What a log may say of a fault."""

from __future__ import annotations

from traceback import extract_tb

OURS = "/suar/"


def named(fault: BaseException) -> str:
    """Its class and the last place of ours that it passed; never its text, which may quote what was written."""
    frames = extract_tb(fault.__traceback__)
    where = next((frame for frame in reversed(frames) if OURS in frame.filename), frames[-1] if frames else None)
    return type(fault).__name__ + (f", {where.name}:{where.lineno}" if where else "")
