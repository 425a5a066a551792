"""Everything that happens to a letter: proposed, edited, issued, sent, answered, withdrawn; an office's templates."""

from __future__ import annotations

from suar.casework.letters.actions.proposing import propose, propose_due
from suar.casework.letters.actions.steps import answer, edit, issue, send, withdraw
from suar.casework.letters.actions.templates import add_template, drop_template

__all__ = ["add_template", "answer", "drop_template", "edit", "issue", "propose", "propose_due", "send", "withdraw"]
