"""What an open intake holds of a chat that was read, and who of it is our own side."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from suar.casework.contacts import chat
from suar.casework.contacts.chat import Chat
from suar.casework.contacts.models import OurNumber
from suar.core.clocks.calendars import WIB
from suar.core.vault.fields import unlock
from suar.core.vault.sounds import number
from suar.registry.accounts.models import Office

FORM_TIME = "%Y-%m-%dT%H:%M"


def ours(office: Office) -> set[str]:
    """Names and numbers of our side, as a chat may show them."""
    rows = unlock(OurNumber.objects.filter(office=office))
    return {folded(text) for row in rows for text in (row.shown_as, row.phone) if text}


def folded(who: str) -> str:
    return number(who) if chat.is_number(who) else " ".join(who.casefold().split())


def body_of(read: Chat, of_us: Collection[str]) -> dict[str, Any]:
    """The form as far as the chat fills it, and the chat: whole, by speaker, without media."""
    mine = [who for who in read.speakers if folded(who) in of_us]
    who = chat.caller_of(read, mine)
    others = [name for name in read.speakers if name not in mine]
    said = {name: read.said_by({name}) for name in others}
    pasted = {
        "text": read.whole,
        "media": read.media,
        "said": said,
        "who": who,
        "ours": mine,
    }
    form = {"story": said[who] if who else read.said_by({""}), **_caller(who)}
    if read.began_at is not None:
        form["at"] = read.began_at.astimezone(WIB).strftime(FORM_TIME)
    return {"form": form, "chat": pasted}


def _caller(who: str) -> dict[str, str]:
    return {"phone": who, "caller_name": ""} if chat.is_number(who) else {"caller_name": who}


def told_by(body: Mapping[str, Any], who: str) -> dict[str, Any] | None:
    """The same intake with somebody else as whoever asks; None for whoever wrote nothing in it. What was typed since
    stays: only what still is as the chat filled it changes."""
    pasted = dict(body.get("chat") or {})
    said: Mapping[str, str] = pasted.get("said") or {}
    if who not in said:
        return None
    form, before = dict(body.get("form") or {}), str(pasted.get("who", ""))
    filled = {"phone": "", "caller_name": "", "story": said.get(before, ""), **_caller(before)}
    new = {"phone": "", "caller_name": "", "story": said[who], **_caller(who)}
    for name, words in new.items():
        if _same(form.get(name, ""), filled[name]) or not form.get(name, "").strip():
            form[name] = words
    return {"form": form, "chat": {**pasted, "who": who}}


def _same(typed: str, filled: str) -> bool:
    """Browsers send their own ends of lines."""
    return typed.strip().splitlines() == filled.strip().splitlines()
