"""What pages show of requests, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from suar.casework.cases.gathered import Found, Plain, Shown
from suar.casework.cases.models import Case
from suar.casework.cases.panels import Panel
from suar.casework.cases.timeline import LATEST, Moment
from suar.casework.duties.beside import Beside
from suar.casework.duties.models import Duty
from suar.casework.rights import owed, rules
from suar.casework.rights.models import Check, Decision, Kind, Outcome, Status, SubjectRequest
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows

TONES = {Status.OPEN: "amber", Status.DECIDED: "amber", Status.DONE: "green", Status.DROPPED: ""}


@dataclass(frozen=True, slots=True)
class Line:
    """One request in a list; nothing is opened for it."""

    request: SubjectRequest
    url: str
    due_at: datetime | None
    tone: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on the page: what was proposed, by whom, and what became of it."""

    row: Decision
    parts: list[str]
    reasons: list[str]
    why: str
    back: str


def listed(found: QuerySet[SubjectRequest]) -> QuerySet[SubjectRequest]:
    return found.select_related("case").defer("words", "ending")


def rows(requests: Sequence[SubjectRequest]) -> list[Line]:
    """With until when each is owed: one statement."""
    wanted = [one.duty for one in requests if one.duty and one.is_open]
    due = dict(Duty.objects.open().filter(pk__in=wanted).values_list("pk", "due_at"))
    return [
        Line(one, url_of(one), due.get(one.duty) if one.duty else None, TONES[Status(one.status)]) for one in requests
    ]


def url_of(request: SubjectRequest) -> str:
    return reverse("rights:request-detail", args=[request.pk])


def asked(request: SubjectRequest) -> list[tuple[str, str]]:
    """Who asks for what, in pairs."""
    said = request.words or {}
    behalf = [(_("Mewakili"), said["behalf"])] if said.get("behalf") else []
    return [
        (_("Yang meminta"), f"{said.get('name', '')} ({request.get_relation_display()})"),
        *behalf,
        (_("Lewat"), str(request.get_channel_display())),
        (_("Cara menjawabnya"), said.get("contact", "")),
        (_("Permintaannya"), said.get("asks", "")),
    ]


def checked(check: Check) -> list[tuple[str, str]]:
    said = check.words or {}
    kept = [(_("Mengapa yang ditahan boleh diberikan"), said["kept"])] if said.get("kept") else []
    return [
        (_("Jati diri"), str(check.get_identity_display())),
        (_("Hak atas anak"), _with(check.get_custody_display(), said.get("shown", ""))),
        (_("Diduga terlibat"), _with(check.get_implicated_display(), said.get("implicated", ""))),
        (_("Keinginan anak"), _with(check.get_wish_display(), said.get("wish", ""))),
        *kept,
    ]


def _with(label: Any, words: str) -> str:
    return f"{label}. {words}" if words else str(label)


def decided(row: Decision) -> Decided:
    said = row.words or {}
    parts = [str(rules.sections()[code].label) for code in row.sections if code in rules.sections()]
    named = [rules.grounds()[code] for code in row.grounds if code in rules.grounds()]
    return Decided(
        row, parts, [f"{one.label} ({one.basis})" for one in named], said.get("why", ""), said.get("back", "")
    )


def is_silent(asker: rules.Asked, decision: Decision) -> bool:
    """Whether the answer may not say that a file exists: by its ground, or because of who asks."""
    return decision.outcome == Outcome.REFUSE and (rules.is_silent(decision.grounds) or not rules.is_clear(asker))


def answer(asker: rules.Asked, decision: Decision) -> list[str]:
    """What may be said to whoever asked. A refusal that would tell that a file exists says neither."""
    if is_silent(asker, decision):
        return [
            _("Komisi tidak dapat memberi tahu apakah ada data tentang anak yang disebut dalam permintaan ini."),
            _("Jawaban ini tidak berarti datanya ada, dan tidak berarti datanya tidak ada."),
            _("Keberatan dapat disampaikan tertulis kepada Ketua komisi."),
        ]
    if decision.outcome == Outcome.REFUSE:
        reasons = "; ".join(
            f"{rules.grounds()[code].label} ({rules.grounds()[code].basis})" for code in decision.grounds
        )
        return [
            _("Permintaan tidak dikabulkan: %(why)s.") % {"why": reasons},
            _("Keberatan dapat disampaikan tertulis kepada Ketua komisi."),
        ]
    granted = {
        Kind.ACCESS: _("Permintaan melihat data dikabulkan untuk: %(parts)s.") % {"parts": _listed(decision)},
        Kind.CORRECTION: _("Permintaan memperbaiki data dikabulkan. Data sudah atau segera diperbaiki."),
        Kind.WITHDRAWAL: _("Penarikan persetujuan diterima. Yang bersandar pada persetujuan itu dihentikan."),
    }
    return [granted[Kind(asker.kind)]]


def _listed(decision: Decision) -> str:
    return ", ".join(str(rules.sections()[code].label) for code in decision.sections if code in rules.sections())


def found(case: Case, user: User) -> Iterable[Plain]:
    if not allows(user, Permission.RIGHTS_VIEW, case.office_id):
        return []
    rows = SubjectRequest.objects.visible_to(user).filter(case=case)
    return [
        Plain(kind, rows.filter(kind=kind), "received_at", code="number", state="status", name="by__name")
        for kind in Kind
    ]


def drawn(case: Case, user: User, rows: list[Found]) -> Shown:
    """That somebody asked, in the journey; while somebody waits for an answer, beside it."""
    moments = [
        Moment(
            at=one.at,
            title=_("Permintaan data %(number)s") % {"number": one.code},
            body=str(Kind(one.kind).label).capitalize(),
            by=one.name,
            badge=str(Status(one.state).label),
            badge_tone=TONES[Status(one.state)],
            url=reverse("rights:request-detail", args=[one.pk]),
        )
        for one in rows[:LATEST]
    ]
    waiting = [one for one in rows if one.state in {Status.OPEN, Status.DECIDED}]
    return Shown(moments, [_waits(waiting[-1])] if waiting else [])


def _waits(one: Found) -> Panel:
    url = reverse("rights:request-detail", args=[one.pk])
    line = f"{one.code}: {Kind(one.kind).label}"
    return Panel(_("Ada yang meminta data"), (line,), url, _("Buka permintaannya"), "amber")


def beside_duty(duty: Duty, user: User) -> Sequence[Beside]:
    """Beside a duty to answer: the request on whose page it ends."""
    if duty.kind not in owed.KINDS.values() or not allows(user, Permission.RIGHTS_VIEW, duty.office_id):
        return []
    return [
        Beside(
            _("Permintaan %(number)s") % {"number": one.number}, url_of(one), one.received_at,
            str(one.get_status_display()), TONES[Status(one.status)],
        )
        for one in SubjectRequest.objects.visible_to(user).filter(duty=duty.pk)
    ]  # fmt: skip
