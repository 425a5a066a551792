"""One duty as a line of a page: what is owed, when, and what stands beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from suar.casework.duties import words
from suar.casework.duties.kinds import KINDS, label_of
from suar.casework.duties.limits import rule_of
from suar.casework.duties.models import Duty, Status
from suar.casework.duties.naming import Subject
from suar.core.clocks.errors import ClockError
from suar.core.clocks.rules import Certainty, Rule
from suar.core.clocks.wording import length
from suar.core.ui.moments import due_tone
from suar.core.ui.tags.times import due, moment
from suar.core.vault.fields import share_cipher, unlock

LONGEST = 80
BY_RULE = frozenset({"legal_step", "legal_watch", "other"})
"""Kinds that are called by their rule."""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """`tone`: red late, amber today, doubtful or to be asked, green done. `meta`: whose it is, and its basis."""

    subject: UUID
    title: str
    url: str
    reference: str
    initials: str
    time: str
    tone: str
    badge: str
    badge_tone: str
    meta: str
    state: tuple[str, str]
    note: str = ""
    late: bool = False


def rows(duties: Iterable[Duty], now: datetime, names: Mapping[UUID, Subject], *, whose: bool = True) -> list[DutyRow]:
    """The lines of a page. A title that was typed by hand is opened with the key that its subject's name was opened
    with; for the others one query."""
    listed = list(duties)
    by_hand: list[Duty] = []
    for duty in filter(typed, listed):
        subject = names.get(duty.subject)
        if subject and subject.opened:
            share_cipher(subject.opened, duty)
        else:
            by_hand.append(duty)
    unlock(by_hand)
    return [row(duty, now, names.get(duty.subject), whose=whose) for duty in listed]


def row(
    duty: Duty, now: datetime, subject: Subject | None = None, *, whose: bool = True, called: str | None = None
) -> DutyRow:
    """`whose`: the agency stands before the basis. `called`: a title in place of the duty's own."""
    badge, badge_tone = badge_of(duty, now)
    parts = [duty.agency.short_name] if whose and duty.agency is not None else []
    return DutyRow(
        subject=duty.subject,
        title=title(duty) if called is None else called,
        url=reverse("duties:duty-detail", args=[duty.pk]),
        reference=duty.reference,
        initials=subject.initials if subject else "",
        time=time_of(duty),
        tone=tone(duty, now),
        badge=badge,
        badge_tone=badge_tone,
        meta=" · ".join([*parts, *filter(None, [basis(duty)])]),
        state=state(duty, now),
        late=duty.is_late(now),
    )


def partner_row(duty: Duty, now: datetime) -> DutyRow:
    """The line as the agency that owes it sees it: nothing that was typed, no initials, its own page."""
    plain = row(duty, now, whose=False, called=kind_title(duty))
    mine = "" if duty.escalated_at and plain.badge_tone == "red" and duty.is_open else plain.badge
    return replace(plain, url=reverse("duties:partner-answer", args=[duty.pk]), badge=mine)


def typed(duty: Duty) -> bool:
    """Whether the title is what somebody wrote: sealed, unlike every other."""
    return duty.kind == "other" and not duty.rule


def title(duty: Duty) -> str:
    """What is owed: "Serahkan laporan ke UPTD PPA atau polisi", "Kirim SPDP kepada penuntut umum"."""
    if duty.is_question:
        return _("Tanyakan kapan: %(event)s") % {"event": event(duty)}
    if typed(duty) and duty.what:
        first = str(duty.what).strip().splitlines()[0]
        return first if len(first) <= LONGEST else f"{first[: LONGEST - 1]}…"
    return kind_title(duty)


def kind_title(duty: Duty) -> str:
    """The title without a word that was typed: what a partner is shown."""
    pattern = KINDS[duty.kind].rule or "" if duty.kind in KINDS else ""
    if duty.rule and (duty.kind in BY_RULE or "{risk}" in pattern):
        return words.title(duty.rule)
    return label_of(duty.kind)


def event(duty: Duty) -> str:
    """What starts, or would start, the clock."""
    rule = shown_rule(duty)
    return words.event(rule.starts_on) if rule else words.event(duty.event)


def shown_rule(duty: Duty) -> Rule | None:
    """The rule as a page shows it; nothing where the rule files no longer know it."""
    try:
        return rule_of(duty)
    except ClockError:
        return None


def basis(duty: Duty) -> str:
    """The basis and the length of the limit, short: "aturan komisi · 3 × 24 jam"."""
    rule = shown_rule(duty)
    if rule is None:
        return _("tanggal yang disepakati") if duty.due_at else ""
    source = _("aturan komisi") if rule.certainty is Certainty.HOUSE else words.basis(rule.basis)
    return f"{source} · {length(rule.limit)}"


def time_of(duty: Duty) -> str:
    """The due moment in a narrow column, or why there is none. What is closed passes nothing any more."""
    if duty.due_at is not None:
        return due(duty.due_at) if duty.is_open else moment(duty.due_at, "short")
    return _("tanggal belum diketahui") if duty.is_question else _("tanpa tenggat")


def tone(duty: Duty, now: datetime) -> str:
    if duty.status == Status.CANCELLED:
        return ""
    if duty.is_late(now):
        return "red"
    if duty.status == Status.DONE:
        return "green"
    if duty.due_at is None:
        return "amber" if duty.is_question else ""
    return "amber" if due_tone(duty.due_at, now) else ""


def badge_of(duty: Duty, now: datetime) -> tuple[str, str]:
    """The one word beside the title, and its tone: doubt before everything else."""
    if duty.status == Status.CANCELLED:
        return _("dibatalkan"), ""
    if duty.status == Status.DONE:
        return (_("selesai terlambat"), "red") if duty.is_late(now) else (_("selesai"), "green")
    if duty.in_doubt:
        return _("batas perlu dicek"), "amber"
    if duty.escalated_at is not None:
        return _("naik ke Ketua"), "red"
    return (_("sudah diterima"), "green") if duty.status == Status.ACKNOWLEDGED else ("", "")


def state(duty: Duty, now: datetime) -> tuple[str, str]:
    """How it stands, in a word and its tone: the badge, or what a duty without one is."""
    if (badge := badge_of(duty, now))[0]:
        return badge
    if duty.is_late(now):
        return _("terlambat"), "red"
    return (_("menunggu tanggalnya"), "amber") if duty.is_question else (_("berjalan"), "")


def subjects(*groups: Collection[Duty]) -> set[UUID]:
    return {duty.subject for group in groups for duty in group}
