"""JSON: the stored snapshot as one edition shows it, for other programs and for whoever wants to check the
fingerprint.

`edition`, `fingerprint` and `frozen_at` are no part of the snapshot. The SHA-256 over the canonical JSON of all other
keys, in the secret edition, is the fingerprint. The open edition lacks the salt: with it, hidden figures could be
guessed and the guess confirmed."""

from __future__ import annotations

import json

from suar.insight.reports.content import SALT
from suar.insight.reports.editions import View, figures_of


def make(view: View) -> bytes:
    shown = {key: value for key, value in view.content.items() if key != SALT or not view.is_open}
    shown |= {
        "figures": figures_of(view),
        "edition": view.edition.value,
        "fingerprint": view.fingerprint,
        "frozen_at": view.at.isoformat(timespec="seconds"),
    }
    return (json.dumps(shown, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
