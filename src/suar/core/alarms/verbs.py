"""What the ledger's verbs say on a screen: alarms."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from suar.core.alarms.kinds import kinds

WORDS: dict[str, Any] = {
    "alarm.raise": _("mencatat alarm"),
    "alarm.close": _("menutup alarm"),
    "alarm.mail": _("mengirim surel alarm"),
}

# Which alarm it was.
REASONS: dict[str, Any] = {code: kind.words for code, kind in kinds().items()}
