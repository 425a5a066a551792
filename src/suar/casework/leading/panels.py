"""What pages show of who leads a file: the five answers of *pantau*, points of the journey, the page's own rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from suar.casework.cases.gathered import Found, Plain, Shown
from suar.casework.cases.models import Case, MonitoringSheet, Safe
from suar.casework.cases.panels import SAFE_TONES, Strip, obstacle_words
from suar.casework.cases.perms import can_work
from suar.casework.cases.promises import next_watch
from suar.casework.cases.timeline import LATEST, Moment
from suar.casework.duties.models import Duty
from suar.casework.leading import owed
from suar.casework.leading.models import How, Interview, Lead, OtherNumber, Plan, SeenBy, Watching
from suar.casework.leading.perms import earlier, leader_of
from suar.core.documents.indonesian import ZONE, plain_date, short
from suar.core.vault.fields import share_cipher, unlock
from suar.registry.accounts.models import User

OFFERED = 30  # rows of each kind on the page of one file


def answers(case: Case, user: User) -> list[Strip]:
    """Where another body leads: who last saw the child, safe now, the plan, the next step, what stands in the way.
    Amber where the answer is missing or older than the house's watching interval for this risk."""
    if case.is_led_here or not case.is_open:
        return []
    told = latest(case)
    today = timezone.localdate()
    sheet = next(iter(case.monitoringsheets.all()), None)
    if sheet is not None:
        share_cipher(case, sheet)
    url = reverse("leading:watching-add", args=[case.pk]) if can_work(user, case) else ""
    return [
        _seen(case, told, today, url),
        _safe(case, sheet, today),
        _plan(case, told, today),
        _next(case, told, today),
        _obstacles(case, sheet, today),
    ]


def latest(case: Case) -> Watching | None:
    """What was told last, with the file's key at hand."""
    rows = Watching.objects.filter(case=case).select_related("sheet", "lead").order_by("-sheet__on", "-at")
    row = rows.first()
    if row is not None:
        share_cipher(case, row, row.sheet)
    return row


def _tone(case: Case, told: date | None, today: date, else_: str = "") -> str:
    return "amber" if is_stale(case, told, today) else else_


def is_stale(case: Case, told: date | None, today: date) -> bool:
    """An answer older than the office's interval between monitoring sheets for this risk, or none at all."""
    return told is None or next_watch(case, datetime.combine(told, time(12), ZONE)) < today


def _seen(case: Case, told: Watching | None, today: date, url: str) -> Strip:
    value, tone = _("Belum diketahui."), "amber"
    lines: tuple[str, ...] = _on(told)
    if told is None:
        lines = (_("Belum ada kabar dari %(who)s.") % {"who": leader_of(case)},)
    elif told.seen_on is not None:
        value, tone = _days(told.seen_on, today), _tone(case, told.seen_on, today)
        lines = (told.seen_who or seen_by(told), short(told.seen_on))
    return Strip(_("Terakhir bertemu anak"), value, tone, lines=lines, url=url, action=_("Catat kabar"))


def _days(day: date, today: date) -> str:
    days = (today - day).days
    return _("Hari ini.") if days <= 0 else ngettext("%(n)d hari lalu.", "%(n)d hari lalu.", days) % {"n": days}


def seen_by(told: Watching) -> str:
    return told.lead.short_name if told.seen_by == SeenBy.LEAD else str(told.get_seen_by_display())


def _safe(case: Case, sheet: MonitoringSheet | None, today: date) -> Strip:
    value = f"{str(case.get_safe_now_display()).capitalize()}."
    tone = SAFE_TONES[Safe(case.safe_now)]
    told = sheet.on if sheet else None
    lines = (_("menurut kabar %(day)s") % {"day": short(told)},) if told else ()
    return Strip(
        _("Aman, menurut kabar"), value, "red" if tone == "red" else _tone(case, told, today, tone), lines=lines
    )


def _plan(case: Case, told: Watching | None, today: date) -> Strip:
    label = _("Rencana %(who)s") % {"who": leader_of(case)}
    if told is None or told.plan == Plan.UNKNOWN:
        return Strip(label, _("Belum diketahui."), "amber", lines=_on(told))
    if told.plan_on is None:
        return Strip(label, _("Belum ada rencana."), "amber", lines=_on(told))
    return Strip(label, plain_date(told.plan_on), _tone(case, told.sheet.on, today), lines=_on(told))


def _next(case: Case, told: Watching | None, today: date) -> Strip:
    label = _("Langkah berikut")
    if told is None or not told.next_step:
        return Strip(label, _("Belum diketahui."), "amber", lines=_on(told))
    late = told.next_step_on is not None and told.next_step_on < today
    day = (short(told.next_step_on),) if told.next_step_on else ()
    return Strip(label, told.next_step, "amber" if late else _tone(case, told.sheet.on, today), lines=day)


def _obstacles(case: Case, sheet: MonitoringSheet | None, today: date) -> Strip:
    label = _("Hambatan")
    if sheet is None:
        return Strip(label, _("Belum diketahui."), "amber")
    words = obstacle_words(sheet)
    value = words[0] if words else _("Tidak ada.")
    lines = (*words[1:], *((sheet.obstacle_note,) if sheet.obstacle_note else ()))
    return Strip(label, value, _tone(case, sheet.on, today, "amber" if words else ""), lines=lines)


def _on(told: Watching | None) -> tuple[str, ...]:
    return (_("menurut kabar %(day)s") % {"day": short(told.sheet.on)},) if told else ()


def found(case: Case, user: User) -> Iterable[Plain]:
    return [Plain("lead", case.leads.all(), "at", name="by__name", state="agency__short_name")]


def drawn(case: Case, user: User, rows: list[Found]) -> Shown:
    """Who began to lead, on the journey; why stands on the room's own page."""
    url = reverse("leading:case-lead", args=[case.pk])
    return Shown(
        [
            Moment(at=one.at, title=_("Memimpin: %(who)s") % {"who": one.state or _("komisi")}, by=one.name, url=url)
            for one in rows[:LATEST]
        ]
    )


def who(row: Lead) -> str:
    return row.agency.short_name if row.agency else _("komisi")


def page(case: Case, user: User, *, alone: bool = False) -> dict[str, Any]:
    """Everything on the page of one file, opened. `alone`: of no other file of the child."""
    leads = list(case.leads.select_related("agency", "by").order_by("-at", "-id")[:OFFERED])
    told = Watching.objects.filter(case=case).select_related("sheet", "lead", "by").order_by("-sheet__on", "-at")
    watchings = list(told[:OFFERED])
    numbers = list(OtherNumber.objects.filter(case=case).select_related("by", "withdrawn_by").order_by("system", "at"))
    interviews = [row for row in interviews_of(case, user) if row.case_id == case.pk or not alone]
    share_cipher(case, *leads, *watchings, *(row.sheet for row in watchings), *numbers)
    return {
        "leads": [(row, who(row)) for row in leads],
        "current": leads[0] if leads else None,
        "watchings": [(row, pairs_of(row)) for row in watchings],
        "numbers": [row for row in numbers if row.withdrawn_at is None],
        "withdrawn": [row for row in numbers if row.withdrawn_at is not None],
        "interviews": [(row, interview_pairs(row)) for row in interviews if row.withdrawn_at is None],
        "not_held": [row for row in interviews if row.withdrawn_at is not None],
    }


def interviews_of(case: Case, user: User) -> list[Interview]:
    """Of the child, in every file that is read as its and that this reader may see; and what was withdrawn in this."""
    ids = earlier(case).filter(case__in=Case.objects.visible_to(user).order_by().values("pk")).order_by().values("pk")
    rows = Interview.objects.filter(Q(pk__in=ids) | Q(case=case)).select_related("body", "by", "withdrawn_by", "case")
    return unlock(rows.order_by("-on", "-at")[:OFFERED])


def theirs(duties: Iterable[Duty]) -> list[Duty]:
    """What the lead owes for this child, of the file's duties."""
    return [duty for duty in duties if duty.kind in owed.OURS]


def pairs_of(row: Watching) -> list[tuple[str, Any]]:
    plan = plain_date(row.plan_on) if row.plan_on else str(row.get_plan_display())
    seen = ", ".join(filter(None, [seen_by(row), row.seen_who, short(row.seen_on) if row.seen_on else ""]))
    step = ", ".join(filter(None, [row.next_step, short(row.next_step_on) if row.next_step_on else ""]))
    return [
        (_("Diketahui lewat"), ", ".join(filter(None, [str(How(row.how).label), row.told_by]))),
        (_("Terakhir bertemu anak"), seen),
        (_("Anak aman?"), str(row.sheet.get_safe_display())),
        (_("Rencana"), plan),
        (_("Langkah berikut"), step),
        (_("Hambatan"), "; ".join([*obstacle_words(row.sheet), row.sheet.obstacle_note]).strip("; ")),
    ]


def interview_pairs(row: Interview) -> list[tuple[str, Any]]:
    return [
        (_("Oleh"), body_of(row)),
        (_("Tujuan"), str(row.get_purpose_display())),
        (_("Yang mendampingi"), row.present_words),
        (_("Kemauan anak"), ", ".join(filter(None, [str(row.get_wish_display()), row.wish_words]))),
        (_("Pengaturan"), row.arrangement),
        (_("Mengapa sekali lagi"), ": ".join(filter(None, [str(row.get_reason_display()), row.reason_words]))),
    ]


def body_of(row: Interview) -> str:
    return row.body.short_name if row.body else pgettext("wawancara", "komisi")


def known_already(case: Case, talks: Iterable[Interview]) -> list[tuple[str, str]]:
    """What was told and where it lies, before a child is asked once more: words, address. `talks`: `interviews_of`."""
    found = [
        (
            _("Wawancara %(day)s oleh %(who)s") % {"day": short(row.on), "who": body_of(row)},
            reverse("leading:case-lead", args=[row.case_id]) if row.case_id == case.pk else "",
        )
        for row in talks
        if row.withdrawn_at is None
    ]
    return [
        *found,
        *((words, reverse("complaints:case-complaints", args=[case.pk])) for words in _papers(case)),
    ]


def _papers(case: Case) -> list[str]:
    complaints = list(case.complaints.order_by("received_at").values_list("number", flat=True))
    handed = list(case.handovers.order_by("handed_at").values_list("agency__short_name", flat=True))
    return [
        *(_("Pengaduan %(number)s") % {"number": number} for number in complaints),
        *(_("Paket penyerahan kepada %(agency)s") % {"agency": agency} for agency in handed),
    ]
