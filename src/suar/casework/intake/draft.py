"""The half-filled form, sealed under the draft key: it travels in the page, nothing of it is kept on the server or in a
cookie. Each page carries its own, so an older page that is sent again (the browser's *back*) still works."""

from __future__ import annotations

import base64
import binascii
import json
import uuid
import zlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from uuid import UUID

from tink import TinkError

from suar.casework.intake import receipt
from suar.casework.intake.surface import draft_cipher

DRAFT_LIFE = timedelta(hours=24)
CODE_LIFE = timedelta(minutes=15)
CLOCK_SKEW = timedelta(minutes=5)  # two public hosts may differ a little
OPENED_MAX = 256 * 1024  # bytes; a sealed form is ours, but nothing is ever unpacked without a limit

Answers = dict[str, Any]


class NotOurs(Exception):
    """What the page carried was changed on the way, made elsewhere, or is no sealed form at all."""


class TooOld(Exception):
    """It is ours, but its time has passed."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One person's form on its way. `step` is the page it travels in; `word` is the own word beside the receipt."""

    form_id: UUID
    started_at: datetime
    receipt: str
    step: str
    answers: Answers = field(default_factory=dict)
    word: str = ""
    editing: bool = False  # came from the review by *Ubah* and goes back there

    @classmethod
    def begin(cls, now: datetime, step: str) -> Self:
        """Form id, start time and receipt exist before anything is filed, so a second press files nothing twice."""
        return cls(uuid.uuid4(), now, receipt.new(), step)

    def at(self, step: str, *, editing: bool = False) -> Self:
        return replace(self, step=step, editing=editing)

    def beside(self, word: str) -> Self:
        return replace(self, word=word)

    def answering(self, changes: Answers, clear: tuple[str, ...] = ()) -> Self:
        """With the answers of one page put in place of its old ones."""
        kept = {name: value for name, value in self.answers.items() if name not in clear}
        given = {name: value for name, value in changes.items() if value not in ("", [], None)}
        return replace(self, answers=kept | given)

    def without(self, *names: str) -> Self:
        return replace(self, answers={n: v for n, v in self.answers.items() if n not in names})

    def seal(self) -> str:
        return _seal(
            "draft",
            {
                "f": self.form_id.hex,
                "t": int(self.started_at.timestamp()),
                "r": self.receipt,
                "s": self.step,
                "a": self.answers,
                "w": self.word,
                "e": int(self.editing),
            },
        )

    @classmethod
    def open(cls, text: str, now: datetime) -> Self:
        """Raises NotOurs, TooOld."""
        held = _open("draft", text)
        started = datetime.fromtimestamp(held["t"], UTC)
        _check_age(started, now, DRAFT_LIFE)
        return cls(UUID(held["f"]), started, held["r"], held["s"], held["a"], held["w"], bool(held["e"]))


@dataclass(frozen=True, slots=True)
class CodePass:
    """The receipt (and word) that a look-up accepted, for the pages that follow it within 15 minutes."""

    receipt: str
    word: str
    given_at: datetime

    def seal(self) -> str:
        return _seal("code", {"r": self.receipt, "w": self.word, "t": int(self.given_at.timestamp())})

    @classmethod
    def open(cls, text: str, now: datetime) -> Self:
        """Raises NotOurs, TooOld."""
        held = _open("code", text)
        given = datetime.fromtimestamp(held["t"], UTC)
        _check_age(given, now, CODE_LIFE)
        return cls(held["r"], held["w"], given)


def _check_age(since: datetime, now: datetime, life: timedelta) -> None:
    if not -CLOCK_SKEW <= now - since <= life:
        raise TooOld("The page was open too long.")


def _purpose(kind: str) -> bytes:
    return f"suar/{kind}/1".encode("ascii")


def _seal(kind: str, held: dict[str, Any]) -> str:
    packed = zlib.compress(json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return base64.urlsafe_b64encode(draft_cipher().encrypt(packed, _purpose(kind))).rstrip(b"=").decode("ascii")


def _open(kind: str, text: str) -> dict[str, Any]:
    try:
        sealed = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
        packed = draft_cipher().decrypt(sealed, _purpose(kind))
    except (UnicodeEncodeError, binascii.Error, TinkError) as error:
        raise NotOurs("Not sealed by this form.") from error
    held: dict[str, Any] = json.loads(zlib.decompressobj().decompress(packed, OPENED_MAX))
    return held
