"""Blocks: what stands between the tags is the body."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from suar.core.ui.tags.library import TONES, checked, part, register


@register.simple_block_tag
def panel(
    content: str,
    title: str,
    url: str = "",
    count: int | None = None,
    *,
    more: str = "",
    level: int = 2,
    id: str = "",
    plain: bool = False,
) -> SafeString:
    """A heading over a line, with *Semua n* beside it, or `more` in its place; `plain` leaves the line out."""
    return part("panel", content=content, title=title, url=url, count=count, more=more, level=level, id=id, plain=plain)


@register.simple_block_tag
def row(
    content: str,
    title: Any,
    url: str = "",
    time: Any = "",
    tone: str = "",
    *,
    note: Any = "",
    badge: Any = "",
    badge_tone: str = "",
) -> SafeString:
    """One line of a list: title, meta (the body), and at the right a time with its tone and a small `note`."""
    tones = {"tone": checked(tone, TONES), "badge_tone": checked(badge_tone, TONES)}
    return part("row", content=content, title=title, url=url, time=time, note=note, badge=badge, **tones)


@register.simple_block_tag
def banner(content: str, number: Any, title: str, url: str = "", action: str = "", tone: str = "amber") -> SafeString:
    """One number that nobody may get used to, in words, with the one thing to do about it."""
    return part(
        "banner", content=content, number=number, title=title, url=url, action=action, tone=checked(tone, TONES)
    )


@register.simple_block_tag
def notice(content: str, title: str = "", tone: str = "teal", icon: str = "") -> SafeString:
    """A short text that must not be missed. Red only for danger or late."""
    shape = icon or {"red": "alert", "amber": "alert", "green": "check-circle"}.get(tone, "info")
    return part("notice", content=content, title=title, tone=checked(tone, TONES), icon=shape)


@register.simple_block_tag
def stats(content: str) -> SafeString:
    """The strip of up to four answers at the head of a page; inside it `stat`."""
    return format_html('<div class="stats">{}</div>', content)


@register.simple_block_tag
def stat(content: str, label: str, value: Any = "", tone: str = "") -> SafeString:
    """One answer: question, the answer in bold with its tone, and the rest in the body."""
    return part("stat", content=content, label=label, value=value, tone=checked(tone, TONES))


@register.simple_block_tag
def timeline(content: str) -> SafeString:
    """What happened, newest first; inside it `event`."""
    return format_html('<ol class="timeline">{}</ol>', content)


@register.simple_block_tag
def event(
    content: str,
    when: Any,
    tone: str = "",
    title: Any = "",
    *,
    by: Any = "",
    url: str = "",
    badge: Any = "",
    badge_tone: str = "",
    open: bool = False,
) -> SafeString:
    """One point of a timeline; `open` draws it hollow: not done yet."""
    tones = {"tone": checked(tone, TONES), "badge_tone": checked(badge_tone, TONES)}
    return part("event", content=content, when=when, title=title, by=by, url=url, badge=badge, open=open, **tones)


@register.simple_block_tag
def steps(content: str) -> SafeString:
    """Numbered steps (*Lalu apa?*); inside it `step`."""
    return format_html('<ol class="steps">{}</ol>', content)


@register.simple_block_tag
def step(content: str, title: str) -> SafeString:
    return format_html('<li class="step"><p class="step-title">{}</p><p>{}</p></li>', title, content)


@register.simple_block_tag
def empty(content: str, title: str, url: str = "", action: str = "", icon: str = "inbox") -> SafeString:
    """An empty list says why it is empty and what to do."""
    return part("empty", content=content, title=title, url=url, action=action, icon=icon)


@register.simple_block_tag
def table(content: str, caption: str, stack: bool = False, hidden_caption: bool = False, id: str = "") -> SafeString:
    """A table that scrolls sideways rather than breaking the page. `stack` turns rows into cards on a phone
    (cells carry `data-label`)."""
    return part("table", content=content, caption=caption, stack=stack, hidden_caption=hidden_caption, id=id)


@register.simple_block_tag
def details(content: str, label: str) -> SafeString:
    """Text that opens on demand."""
    return format_html('<details class="more"><summary>{}</summary>{}</details>', label, content)
