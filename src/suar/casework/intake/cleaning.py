"""Text exactly as typed, made safe to keep: one Unicode form (NFC), one kind of line end, no control characters."""

from __future__ import annotations

import unicodedata

KEPT = frozenset("\n\t")
# Cc: NUL and the other controls. Cs: lone surrogates, which no database takes. Co stays: old phones keep emoji there.
DROPPED = frozenset({"Cc", "Cs"})


def clean(text: str) -> str:
    joined = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (char for char in joined if char in KEPT or unicodedata.category(char) not in DROPPED)
    return unicodedata.normalize("NFC", "".join(kept)).strip()
