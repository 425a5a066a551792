"""What a sealed filing says, checked word by word. Pure.

The public process may be broken or taken over, so nothing in a body is believed that has not the shape it must have:
such a body is `Damaged`, kept and reported."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from suar.casework.complaints.models import About
from suar.casework.intake import answers as codes
from suar.casework.intake.places import districts
from suar.casework.intake.receipt import seal_reply
from suar.casework.intake.sealing import Damaged

KEY_BYTES = 32
LONGEST = 10_000  # characters of one text; the public form stops at half of it
MOST = 50  # answers to one question
# A worker that stood still for longer takes the moment of arrival: no clock may start in another century.
BELIEVED = timedelta(days=60)
AHEAD = timedelta(minutes=5)  # by which two clocks may differ
REACHING = ("contact", "phone", "phone_answers", "phone_hours", "cover_name")
MANY = frozenset({"worry", "need"})  # questions with several answers


def arrived_complaint(body: dict[str, Any], *, now: datetime) -> dict[str, Any]:
    """The facts that `receive` takes. Raises Damaged."""
    answers = checked_answers(body.get("answers"))
    about = answers.get("about", "")
    own = about in {"", About.SELF}
    name = answers.get("name", "")
    reporter: dict[str, str] = {field: answers[field] for field in REACHING if field in answers}
    if name and not own:
        reporter["name"] = name
    region = answers.get("region", "")
    return {
        "about": about,
        "story": answers.get("story", ""),
        "child_name": name if own else "",
        "reporter": reporter or None,
        "place": answers.get("place", ""),
        "region_code": region if region in districts() else "",
        "urgent": codes.in_danger_now(answers),
        "received_at": moment(body.get("filed_at"), now),
        "answers": answers,
        "reply_key": reply_key(body.get("reply_key")),
    }


def arrived_message(body: dict[str, Any], *, now: datetime) -> tuple[str, datetime]:
    """Text and time of a further message; a form sent again with other answers becomes one. Raises Damaged."""
    at = moment(body.get("filed_at"), now)
    if body.get("kind") == "form":
        lines = [f"{question}: {answer}" for question, answer in codes.labelled(checked_answers(body.get("answers")))]
        return "\n".join([_("Formulir dikirim sekali lagi dengan isi lain:"), *lines]), at
    text = body.get("text")
    if not isinstance(text, str) or not text or not _is_text(text):
        raise Damaged("A message without text.")
    return text, at


def checked_answers(raw: object) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise Damaged("The answers are no object.")
    for name, value in raw.items():
        parts = value if name in MANY and isinstance(value, list) else [value]
        if name not in codes.NAMES or len(parts) > MOST or not all(_is_text(part) for part in parts):
            raise Damaged("An answer has no known shape.")
    if raw.get("about", "") not in {"", *About.values}:
        raise Damaged("About whom is not a known word.")
    return raw


def _is_text(value: object) -> bool:
    """Text that can be kept: of a bearable length, without halves of characters, which have no UTF-8 form."""
    return isinstance(value, str) and len(value) <= LONGEST and not any("\ud800" <= char <= "\udfff" for char in value)


def moment(raw: object, now: datetime) -> datetime:
    try:
        at = datetime.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise Damaged("No time of filing.")
    return at if -AHEAD <= now - at <= BELIEVED else now


def reply_key(raw: object) -> bytes:
    try:
        key = bytes.fromhex(raw) if isinstance(raw, str) else b""
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise Damaged("No reply key.")
    try:
        seal_reply(key, "", UUID(int=0))
    except ValueError as error:  # a point of low order: 32 bytes, but nothing can be sealed to them
        raise Damaged("Nothing can be sealed to the reply key.") from error
    return key
