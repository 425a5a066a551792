"""Everything that happens to numbered paper: printed, entered, closed, counted."""

from __future__ import annotations

from suar.casework.paper.actions.closing import close, count
from suar.casework.paper.actions.entering import enter_intake, enter_visit, enter_watch, lay_receipts
from suar.casework.paper.actions.printing import Printed, print_pad

__all__ = ["Printed", "close", "count", "enter_intake", "enter_visit", "enter_watch", "lay_receipts", "print_pad"]
