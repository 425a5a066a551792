"""What pages show of rounds and lists, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Window
from django.urls import reverse
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case, MonitoringSheet
from suar.casework.cases.panels import obstacle_words, share_child
from suar.casework.duties.beside import Beside
from suar.casework.duties.models import Duty
from suar.casework.duties.rows import DutyRow, rows
from suar.casework.rounds import owed, rules
from suar.casework.rounds.models import (
    ANSWER_TONES,
    STATE_TONES,
    UNANSWERED,
    Answer,
    ListLine,
    Round,
    RoundItem,
    State,
    WeeklyList,
)
from suar.core.ledger.models import Entry
from suar.core.vault.fields import share_cipher, unlock
from suar.registry.accounts.models import User
from suar.registry.agencies.models import Agency, Contact

TOUCHING = ("read.round_item", "case.sheet")


@dataclass(frozen=True, slots=True)
class Progress:
    """`7 dari 23, 12 menit`."""

    done: int
    total: int
    minutes: int

    @property
    def words(self) -> str:
        return _("%(done)d dari %(total)d, %(minutes)d menit") % {
            "done": self.done, "total": self.total, "minutes": self.minutes,
        }  # fmt: skip


def progress(items: Sequence[RoundItem], walk: Round, now: datetime) -> Progress:
    """Of the files that may be seen: how many are over, and how long it took."""
    marks = [item.at for item in items if item.at is not None]
    minutes = rules.minutes_spent(walk.at, marks, walk.ended_at or now)
    return Progress(sum(not item.is_waiting for item in items), len(items), minutes)


def items_of(walk: Round, user: User) -> list[RoundItem]:
    """The files of a round that its walker may still see, open or closed, without their words."""
    seen = Case.objects.visible_to(user).values("pk")
    return list(walk.items.filter(case__in=seen).select_related("case__child"))


def next_of(walk: Round, user: User) -> UUID | None:
    """The file that comes next; None where all are over."""
    return walk.items.waiting().open_to(user).order_by("place").values_list("pk", flat=True).first()


def before(item: RoundItem, items: Sequence[RoundItem]) -> UUID | None:
    """The file that came before this one and is still open."""
    earlier = [one.pk for one in items if one.place < item.place and one.case.is_open]
    return earlier[-1] if earlier else None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One file of a round in its summary."""

    item: RoundItem
    initials: str
    state: str
    tone: str
    reason: str
    url: str


def item_rows(items: Sequence[RoundItem]) -> list[ItemRow]:
    """By initials and number; one key look-up for all."""
    cases = unlock([item.case for item in items])
    share_child(*cases)
    return [
        ItemRow(
            item,
            item.case.child.initials,
            str(State(item.state).label),
            STATE_TONES[State(item.state)],
            str(item.get_reason_display()) if item.reason else "",
            reverse("cases:case-detail", args=[item.case_id]),
        )
        for item in items
    ]


@dataclass(frozen=True, slots=True)
class AgencyBeside:
    """A body that owes something for this child: its lines to call, what it owes, where a letter to it begins."""

    agency: Agency
    phones: Sequence[Contact]
    duties: Sequence[DutyRow]
    letter_url: str
    ask_url: str


def agencies_of(duties: Sequence[Duty], now: datetime, case: Case) -> list[AgencyBeside]:
    share_cipher(case, *duties)
    by_agency: dict[Agency, list[Duty]] = {}
    for duty in sorted(duties, key=owed.turn):
        if duty.agency is not None and duty.is_open:
            by_agency.setdefault(duty.agency, []).append(duty)
    phones = owed.phones_of(by_agency)
    return [
        AgencyBeside(
            agency,
            phones.get(agency.pk, ()),
            rows(held, now, {}, whose=False),
            f"{reverse('letters:letter-new')}?agency={agency.pk}",
            reverse("rounds:asked-agency", args=[agency.pk]),
        )
        for agency, held in by_agency.items()
    ]


@dataclass(frozen=True, slots=True)
class LastSheet:
    """The last sheet of a file as a round shows it, and how many there are."""

    sheet: MonitoringSheet
    count: int
    obstacles: list[str]
    pairs: list[tuple[str, Any]]


def last_sheet(case: Case) -> LastSheet | None:
    counted = case.monitoringsheets.select_related("by", "asked_of").annotate(of=Window(Count("pk")))
    sheet = counted.first()
    if sheet is None:
        return None
    share_cipher(case, sheet)
    pairs = [
        (_("Aman"), sheet.get_safe_display()),
        (_("Bersekolah"), sheet.get_at_school_display()),
        (_("Sehat"), sheet.get_healthy_display()),
        (_("Keadaan anak"), sheet.state),
        (_("Uraian hambatan"), sheet.obstacle_note),
    ]
    asked = f"{sheet.asked_of.short_name}: {sheet.get_answer_display()}" if sheet.asked_of else ""
    return LastSheet(
        sheet, sheet.of, obstacle_words(sheet), [pair for pair in (*pairs, (_("Yang diminta"), asked)) if pair[1]]
    )


def somebody_else(case: Case, user: User, now: datetime) -> tuple[str, datetime] | None:
    """Who else has this file before them in a round, or has just written a sheet: the record of reads tells."""
    since = int((now - rules.SOMEBODY_ELSE).timestamp() * 1_000_000)
    near = Entry.objects.about(case.child_id).filter(verb__in=TOUCHING, at_us__gte=since)
    entry = near.exclude(actor=user.actor_id).filter(actor__startswith="user:").order_by("-id").first()
    if entry is None:
        return None
    name = User.objects.filter(pk=entry.actor.removeprefix("user:")).values_list("name", flat=True).first()
    return (name, entry.at) if name else None


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of a list: as it was printed, and what was answered."""

    line: ListLine
    words: dict[str, str]
    answer: str
    tone: str
    settled: bool


def list_rows(weekly: WeeklyList, lines: Sequence[ListLine]) -> list[ListRow]:
    printed = dict(weekly.frozen or {}).get("baris", [])
    return [
        ListRow(
            line,
            printed[line.place - 1] if line.place <= len(printed) else {},
            str(Answer(line.answer).label) if line.answer else str(UNANSWERED),
            ANSWER_TONES[Answer(line.answer)] if line.answer else "",
            line.answer == Answer.DONE or not line.duty.is_open,
        )
        for line in lines
    ]


def beside_duty(duty: Duty, user: User) -> list[Beside]:
    """On the page of a duty: the lists on which it stands."""
    lines = ListLine.objects.filter(duty=duty, list__in=WeeklyList.objects.visible_to(user)).select_related("list")
    return [
        Beside(
            _("Daftar mingguan %(number)s, baris %(n)d") % {"number": line.list.number, "n": line.place},
            reverse("rounds:weekly-detail", args=[line.list_id]),
            line.list.at,
            str(Answer(line.answer).label) if line.answer else str(UNANSWERED),
            ANSWER_TONES[Answer(line.answer)] if line.answer else "",
        )
        for line in lines.defer("list__content", "list__frozen", "list__recipient")
    ]
