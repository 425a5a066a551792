"""Everything that happens in a round, to what is asked, and to a weekly list."""

from __future__ import annotations

from suar.casework.rounds.actions.asking import ask
from suar.casework.rounds.actions.listing import answer, make, mark_sent
from suar.casework.rounds.actions.walking import begin, defer, end, skip, write

__all__ = ["answer", "ask", "begin", "defer", "end", "make", "mark_sent", "skip", "write"]
