"""Everything that is done about sharing: consents given and withdrawn, agreements, referrals, the review of danger."""

from __future__ import annotations

from suar.casework.sharing.actions.agreements import draw_up, end, sign
from suar.casework.sharing.actions.answers import answer, finish, receive, review, tell
from suar.casework.sharing.actions.consents import give, withdraw
from suar.casework.sharing.actions.referrals import cancel, draft, edit, send

__all__ = [
    "answer",
    "cancel",
    "draft",
    "draw_up",
    "edit",
    "end",
    "finish",
    "give",
    "receive",
    "review",
    "send",
    "sign",
    "tell",
    "withdraw",
]
