"""What pages show of the safeguards: plain data, staff by name, children by the number of their file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suar.casework.cases.models import Case
from suar.casework.duties.beside import Beside
from suar.casework.duties.models import Duty
from suar.casework.safeguards import perms, reading, rules
from suar.casework.safeguards.alarm_kinds import OFTEN
from suar.casework.safeguards.models import BrokenGlass, UnusualReading
from suar.casework.safeguards.verbs import GLASS
from suar.core.alarms.models import Alarm
from suar.core.ledger.models import Entry, EntryQuerySet
from suar.registry.accounts.alarms import heard
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows
from suar.registry.accounts.trail import Line, lines, names_of

REVIEW = "glass_review"


@dataclass(frozen=True, slots=True)
class Reader:
    """One read of a file. `glass`: by somebody of another office; `new`: since the reader of this page last looked."""

    line: Line
    glass: bool
    new: bool


def reads_of(case: Case) -> EntryQuerySet:
    """The reads of this file, and of the child where no file is named; never those of the child's other files."""
    named = Q(data__contains=str(case.pk)) | Q(data="")
    return Entry.objects.about(case.child_id).reads().filter(named, office=case.office.code)


def last_look(case: Case, user: User) -> int:
    """The last entry of this user about who reads this file, before now; 0 for the first look."""
    looks = reads_of(case).by(user).filter(verb="read.case_readers")
    return looks.order_by("-id").values_list("id", flat=True).first() or 0


def readers(entries: Iterable[Entry], since: int, user: User) -> list[Reader]:
    """The entries in words. Before the first look nothing is marked as new, nor what one read oneself."""
    listed = list(entries)
    return [
        Reader(line, GLASS in entry.why, bool(since) and entry.pk > since and entry.actor != user.actor_id)
        for entry, line in zip(listed, lines(listed), strict=True)
    ]


def beside_duty(duty: Duty, user: User) -> Sequence[Beside]:
    """Beside the duty to review: the opening that it is about."""
    if duty.kind != REVIEW or not allows(user, Permission.SAFEGUARD_VIEW, duty.office_id):
        return []
    found = BrokenGlass.objects.visible_to(user).filter(duty_id=duty.pk).only("pk", "at", "verdict")
    return [
        Beside(
            _("Pembukaan darurat"),
            reverse("safeguards:glass-detail", args=[glass.pk]),
            glass.at,
            _("menunggu penilaian") if glass.is_waiting else _("sudah dinilai"),
            "amber" if glass.is_waiting else "green",
        )
        for glass in found
    ]


@dataclass(frozen=True, slots=True)
class GlassRow:
    """One opening in a list, with the page that it leads to."""

    glass: BrokenGlass
    running: bool
    url: str


def rows(found: Iterable[BrokenGlass], now: datetime) -> list[GlassRow]:
    """For the leaders: each leads to its review."""
    return [GlassRow(one, one.until > now, reverse("safeguards:glass-detail", args=[one.pk])) for one in found]


OFTEN_WORDS: dict[str, Any] = {
    "missed": gettext_lazy("kali mencari berkas kantor lain tanpa hasil, dalam 24 jam"),
    "opened": gettext_lazy("berkas kantor lain dibuka, dalam 24 jam"),
    "lately": gettext_lazy("berkas kantor lain dibuka, dalam 30 hari"),
}
OFTEN_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Often:
    """Somebody who opened files of other offices often or sought them in vain, as the alarm says it."""

    who: str
    n: int
    what: str
    at: datetime
    open: bool


def often(user: User) -> list[Often]:
    """The newest that this leader is told of."""
    alarms = list(heard(user).filter(kind=OFTEN).order_by("-pk")[:OFTEN_SHOWN])
    names = names_of(alarm.details.split()[0] for alarm in alarms)
    return [_in_words(alarm, names) for alarm in alarms]


def _in_words(alarm: Alarm, names: Mapping[str, str]) -> Often:
    """Its details are who, and of what how many."""
    actor, count = alarm.details.split()
    what, _colon, n = count.partition(":")
    return Often(names[actor], int(n), str(OFTEN_WORDS[what]), alarm.opened_at, alarm.is_open)


SIGNS: dict[str, Any] = {
    "hour": gettext_lazy("berkas berbeda dibuka dalam satu jam"),
    "day": gettext_lazy("berkas berbeda dibuka pada hari itu"),
    "names": gettext_lazy("nama lengkap ditampilkan"),
    "elsewhere": gettext_lazy("berkas dari daerah yang biasanya tidak dikerjakan"),
    "night": gettext_lazy("berkas dibuka pukul 22.00 sampai 05.00, bukan saat piket"),
    "searches": gettext_lazy("pencarian tanpa membuka yang ditemukan"),
    "fortnight": gettext_lazy("berkas hanya dibaca dalam 14 hari, tidak dipegang dan tidak dikerjakan"),
    "quarter": gettext_lazy("berkas hanya dibaca dalam 90 hari, tidak dipegang dan tidak dikerjakan"),
}


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign in words: how many, of what, from where it is told, and why that number."""

    n: int
    what: str
    limit: int
    note: str


def signs(row: UnusualReading) -> list[Sign]:
    notes = {code: limit.note for code, limit in reading.rule_on(row.day).signs.items()}
    return [
        Sign(found["n"], str(SIGNS.get(code, code)), found["limit"], notes.get(code, ""))
        for code, found in row.signs.items()
    ]


def own(user: User, now: datetime) -> list[GlassRow]:
    """What this user opened in the last month, with its verdict; what is still open leads to the file. Without what was
    withheld since."""
    lately = BrokenGlass.objects.by(user).filter(at__gt=now - timedelta(days=rules.RATE_DAYS))
    return [
        GlassRow(one, one.until > now, reverse("cases:case-detail", args=[one.case_id]) if one.until > now else "")
        for one in lately.select_related("case", "office")
        if not perms.is_withheld(user, one.case)
    ]
