"""What shared pages show of files: plain data, children by initials and number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from suar.casework.cases import rules
from suar.casework.cases.following import next_step
from suar.casework.cases.models import Case, MonitoringSheet, RiskAssessment, Safe
from suar.casework.children.panels import contact
from suar.casework.duties.models import Duty
from suar.casework.duties.rows import title
from suar.core.ui.counting import counted
from suar.core.vault.fields import share_cipher, unlock
from suar.registry.accounts.models import User

SHOWN = 5
SAFE_TONES = {Safe.YES: "green", Safe.NO: "red", Safe.UNKNOWN: "amber"}


@dataclass(frozen=True, slots=True)
class Panel:
    """A heading and its lines beside a file; `tone` belongs to the first line."""

    title: str
    lines: tuple[str, ...] = ()
    url: str = ""
    more: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """One of the four answers at the head of a file."""

    label: str
    value: str
    tone: str = ""
    lines: tuple[str, ...] = ()
    url: str = ""
    action: str = ""
    due_at: datetime | None = None


def to_count(user: User, now: datetime) -> dict[str, QuerySet[Case]]:
    """What the first page counts of files: open ones, those of this user, children without a safe place."""
    seen = Case.objects.visible_to(user)
    unsafe, mine = seen.without_safe_place(), seen.open().filter(officer=user)
    return {"open_count": seen.open(), "mine_count": mine, "unsafe_count": unsafe}


def today(user: User, now: datetime, counts: Mapping[str, int] | None = None) -> dict[str, Any]:
    """Children without a safe place tonight (how many, the first five) and how many files are open, of all and of this
    user. `subject` names the child of each item, for the read record of the page that shows it. `counts` of `to_count`,
    where the page has counted them together with others'."""
    counts = counted({**to_count(user, now)}) if counts is None else counts
    waiting = Case.objects.visible_to(user).without_safe_place()
    shown = unlock(waiting.select_related("child").order_by("opened_on", "id")[:SHOWN])
    share_child(*shown)
    return {
        **{name: counts[name] for name in ("open_count", "mine_count", "unsafe_count")},
        "unsafe_url": f"{reverse('cases:case-list')}?safe=no",
        "unsafe": [
            {
                "initials": case.child.initials,
                "number": case.number,
                "url": url_of(case.pk),
                "where": case.safe_note,
                "subject": case.child_id,
            }
            for case in shown
        ],
    }


def share_child(*cases: Case) -> None:
    """The child of a file is under the same key."""
    for case in cases:
        share_cipher(case, case.child)


def url_of(pk: UUID) -> str:
    return reverse("cases:case-detail", args=[pk])


def strip(case: Case, duties: list[Duty], now: datetime, work: bool) -> list[Strip]:
    """The four answers: safe now, may be reached, next duty, who holds the file."""
    reach = contact(case.child)
    holder = case.officer.name if case.officer else _("Belum ada petugas")
    return [
        Strip(
            _("Aman sekarang?"),
            f"{str(case.get_safe_now_display()).capitalize()}.",
            SAFE_TONES[Safe(case.safe_now)],
            lines=(case.safe_note,) if case.safe_note else (),
            url=reverse("cases:safety-set", args=[case.pk]) if work and case.is_open else "",
            action=_("Perbarui"),
        ),
        Strip(_("Boleh dihubungi"), reach.answer, reach.tone, reach.lines),
        next_duty(case, duties, now, work),
        Strip(
            _("Petugas dan status"),
            holder,
            "" if case.officer else "amber",
            lines=(str(case.get_status_display()).capitalize(), _("risiko %(level)s") % {"level": risk_words(case)}),
            url=reverse("cases:case-assign", args=[case.pk]) if work else "",
            action=_("Ganti petugas"),
        ),
    ]


def next_duty(case: Case, duties: list[Duty], now: datetime, work: bool) -> Strip:
    """The next step of the file, ours or an agency's: what is late before all else, a question without a date after
    what is dated. An open file is never without one."""
    duty = next_step(duties, now)
    if duty is None:
        url = reverse("cases:sheet-add", args=[case.pk]) if work and case.is_open else ""
        what = _("Tulis lembar pantau") if case.is_open else _("Tidak ada yang terbuka.")
        return Strip(_("Langkah berikut"), what, url=url, action=_("Tulis"))
    owed_by = _("oleh %(who)s") % {"who": duty.agency.short_name if duty.agency else _("komisi")}
    return Strip(_("Langkah berikut"), title(duty), lines=(owed_by,), due_at=duty.due_at)


def risk_words(case: Case) -> str:
    return str(case.get_risk_display())


def obstacle_words(sheet: MonitoringSheet) -> list[str]:
    words = {
        "A": _("A. Belum ada tempat pemulihan"),
        "B": _("B. Proses hukum lambat"),
        "C": _("C. Keluarga belum dapat bekerja sama"),
    }
    return [words[letter] for letter in sheet.obstacles]


def case_panels(case: Case, user: User) -> list[Panel]:
    """Beside the journey of a file: what stands in the way, and who must not know."""
    sheet = next(iter(case.monitoringsheets.all()), None)
    if sheet is not None:
        share_cipher(case, sheet)
    return [_sheet_panel(case, sheet), *_known_panel(case), *_register_panel(case)]


def _sheet_panel(case: Case, sheet: MonitoringSheet | None) -> Panel:
    url = reverse("cases:sheet-list", args=[case.pk])
    if sheet is None:
        return Panel(_("Yang menghambat"), (_("Belum ada lembar pantau."),), url, _("Lembar pantau"))
    lines = obstacle_words(sheet) or [_("Tidak ada hambatan menurut pantau terakhir.")]
    if sheet.asked_of is not None:
        lines.append(f"{sheet.asked_of.short_name}: {sheet.get_answer_display()}")
    return Panel(_("Yang menghambat"), tuple(lines), url, _("Lembar pantau"))


def _known_panel(case: Case) -> list[Panel]:
    reach = contact(case.child)
    return [Panel(_("Tidak boleh tahu"), (reach.avoid,), tone="red")] if reach.avoid else []


def _register_panel(case: Case) -> list[Panel]:
    """An imported file leads to the row of the register that it came from."""
    if case.batch_id is None:
        return []
    outcome = case.outcome and _("Menurut register: %(outcome)s") % {"outcome": outcome_words(case.outcome)}
    url = reverse("register:row-detail", args=[case.pk])
    return [Panel(_("Dari register"), (outcome,) if outcome else (), url, _("Baris aslinya"))]


def outcome_words(outcome: str) -> str:
    """The status of a register in words."""
    words = {
        "done": _("selesai"),
        "open": _("dalam proses"),
        "referred": _("dirujuk"),
        "monitored": _("dipantau"),
        "withdrawn": _("dicabut"),
    }
    return words.get(outcome, outcome)


def reasons_of(assessment: RiskAssessment) -> list[str]:
    """The reasons of a stored level in the reader's language, what is known before what is not."""
    tool = rules.instrument(code=assessment.instrument)
    return [str(reason) for reason in tool.read_reasons(assessment.reasons)]
