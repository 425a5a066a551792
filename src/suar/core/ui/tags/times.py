"""Moments, days and numbers."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from suar.core.documents import indonesian
from suar.core.ui import moments
from suar.core.ui.moments import since
from suar.core.ui.tags.library import register


@register.simple_tag
def moment(value: datetime | None, look: str = "full") -> SafeString:
    """A moment of the past or the future. `look`: full (absolute, relative beside it) or short (`Sen 23/11,
    15.20`, the rest on hover)."""
    if value is None:
        return SafeString("—")
    full, beside = indonesian.moment(value), since(value, timezone.now())
    if is_day(value):
        full = indonesian.long_date(value.astimezone(indonesian.ZONE).date())
    if look == "full":
        return format_html(
            '<time datetime="{}">{} <span class="muted">({})</span></time>', value.isoformat(), full, beside
        )
    return format_html('<time datetime="{}" title="{} ({})">{}</time>', value.isoformat(), full, beside, near(value))


@register.simple_tag
def due(value: datetime | None) -> SafeString:
    """A due moment in a narrow column: `lewat 2 jam`, `14.30` today, `besok 10.00`, `Jum 27/11`; the whole on hover."""
    if value is None:
        return SafeString("—")
    now = timezone.now()
    days = (value.astimezone(indonesian.ZONE).date() - now.astimezone(indonesian.ZONE).date()).days
    text = indonesian.relative(value, now)
    if value > now and days != 1:
        text = clock(value) if days == 0 else indonesian.short(value)
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), indonesian.moment(value), text)


@register.filter
def due_tone(value: datetime | None) -> str:
    """The tone of a due moment: red late, amber today, else none."""
    return moments.due_tone(value, timezone.now()) if value else ""


@register.simple_tag
def day(value: date | None) -> SafeString:
    """`Selasa, 24 November 2026`."""
    if value is None:
        return SafeString("—")
    plain = value.astimezone(indonesian.ZONE).date() if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', plain.isoformat(), indonesian.long_date(plain))


def clock(value: datetime) -> str:
    here = value.astimezone(indonesian.ZONE)
    return f"{here:%H:%M}" if (translation.get_language() or "id").startswith("en") else f"{here:%H.%M}"


def is_day(value: datetime) -> bool:
    """Midnight to the microsecond stands for the day: no act is recorded at such a moment, and where only the day is
    kept (core/days.py) an hour would be made up."""
    return value.astimezone(indonesian.ZONE).time() == time(0)


def near(value: datetime) -> str:
    """`hari ini, 10.00`, `Sen 23/11, 15.20`, `12 Mar 2025, 9.05`: the year stands where it is another year. Of a day
    without an hour, the day."""
    now = timezone.now().astimezone(indonesian.ZONE)
    here = value.astimezone(indonesian.ZONE)
    if here.date() == now.date():
        on = gettext("hari ini")
    elif here.year == now.year:
        on = indonesian.short(value)
    else:
        on = f"{here.day} {indonesian.short_month(here.month)} {here.year}"
    return on if is_day(value) else f"{on}, {clock(value)}"


@register.filter
def ago(value: datetime | None) -> str:
    """`3 hari lalu`. Only where the absolute moment stands beside it."""
    return since(value, timezone.now()) if value else "—"


@register.filter
def number(value: float | Decimal | None, places: int | None = None) -> str:
    """`1.234,5`; nothing gives a dash."""
    return "—" if value is None else indonesian.number(value, places)


@register.filter
def percent(value: float | Decimal | None, places: int = 0) -> str:
    """`86 %` for the share 0.86; nothing gives a dash."""
    return "—" if value is None else indonesian.percent(value, places)
