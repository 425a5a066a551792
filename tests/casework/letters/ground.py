"""What tests of letters share."""

from __future__ import annotations

from typing import Any

from suar.casework.letters import actions
from suar.casework.letters.models import Letter
from suar.core.ledger.actors import OPERATOR


def to_somebody(letter: Letter) -> Letter:
    """As it was proposed, for the attention of an office-holder."""
    facts: dict[str, Any] = {"addressee": letter.addressee, "closing": letter.closing, "signer": letter.signer}
    return actions.edit(letter=letter, line="Kepala layanan", by=OPERATOR, **facts)
