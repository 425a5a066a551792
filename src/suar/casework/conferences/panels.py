"""What pages show of this room, as plain data: the tab of a file, its journey, what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.gathered import Found, Plain, Shown
from suar.casework.cases.models import Case
from suar.casework.cases.panels import Panel
from suar.casework.cases.timeline import LATEST, Moment
from suar.casework.conferences import owed, perms
from suar.casework.conferences.models import (
    Accompaniment,
    Conference,
    Decision,
    Determination,
    Dissent,
    Invitation,
    Member,
    Opinion,
    Option,
)
from suar.casework.conferences.models.accompaniment import Occasion
from suar.casework.conferences.models.base import Known
from suar.casework.conferences.models.conference import Status
from suar.casework.conferences.models.interests import State, Trigger
from suar.casework.duties.models import Duty
from suar.core.documents.indonesian import short
from suar.core.ui.tags.times import moment
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User

TONES: dict[str, str] = {
    Status.PLANNED: "teal",
    Status.HELD: "amber",
    Status.SIGNED: "amber",
    Status.CONFIRMED: "green",
    Status.CANCELLED: "",
    State.OPEN: "amber",
    State.FINAL: "green",
    State.SUPERSEDED: "",
    State.WITHDRAWN: "",
}


def gather(case: Case) -> None:
    """The sheets of this room of one file, with the file's key at hand: for their own tab."""
    prefetch_related_objects(
        [case],
        Prefetch("conferences", Conference.objects.select_related("chair")),
        Prefetch("determinations", Determination.objects.select_related("chair")),
        Prefetch("accompaniments", Accompaniment.objects.select_related("agency", "by")),
    )
    share_cipher(case, *case.conferences.all(), *case.determinations.all(), *case.accompaniments.all())


MEETING, PANEL, REVIEW, GOING = "c", "d", "r", "g"


def found(case: Case, user: User) -> Iterator[Plain]:
    """What the journey tells: words stand on the pages of the room."""
    panels = case.determinations.all()
    yield Plain(MEETING, case.conferences.all(), ("held_at", "starts_at"), "mode", "status", "chair__name")
    yield Plain(PANEL, panels, ("signed_at", "at"), "trigger", "state", "chair__name")
    yield Plain(REVIEW, panels.filter(state=State.FINAL), ("signed_at", "at"), "review_on")
    yield Plain(GOING, case.accompaniments.all(), "began_at", "occasion", "", "by__name")


def drawn(case: Case, user: User, rows: list[Found]) -> Shown:
    """Meetings, decisions and who went along; beside it the next meeting and what holds for the child."""
    moments = [told(case, one) for one in rows if one.kind != REVIEW][:LATEST]
    planned = [one for one in rows if one.kind == MEETING and one.state == Status.PLANNED]
    holding = [one for one in rows if one.kind == REVIEW]
    return Shown(moments, [*map(_next, planned[-1:]), *map(_holds, holding[:1])])


def _next(one: Found) -> Panel:
    url = reverse("conferences:conference-detail", args=[one.pk])
    return Panel(_("Rapat berikutnya"), (moment(one.at, "short"), one.name), url, _("Buka"))


def _holds(one: Found) -> Panel:
    """What a panel decided, by when it is looked at again."""
    on = date.fromisoformat(one.code) if one.code else None
    when = _("Ditinjau lagi %(day)s") % {"day": short(on)} if on else _("Sudah diputuskan.")
    late = on is not None and on < timezone.localdate()
    url = reverse("conferences:determination-detail", args=[one.pk])
    return Panel(_("Kepentingan terbaik"), (when,), url, _("Buka"), "red" if late else "")


def told(case: Case, one: Found) -> Moment:
    if one.kind == GOING:
        title = _("Didampingi: %(occasion)s") % {"occasion": Occasion(one.code).label}
        return Moment(at=one.at, title=title, by=one.name, url=f"{tab_url(case)}#pendampingan")
    if one.kind == MEETING:
        title, badge, name = _("Konferensi kasus"), str(Status(one.state).label), "conference"
    else:
        title = _("Kepentingan terbaik: %(trigger)s") % {"trigger": Trigger(one.code).label}
        badge, name = str(State(one.state).label), "determination"
    url = reverse(f"conferences:{name}-detail", args=[one.pk])
    return Moment(at=one.at, title=title, by=one.name, badge=badge, badge_tone=TONES[one.state], url=url)


def said(determination: Determination) -> str:
    """The decision in words; of a chosen way, its own."""
    if determination.decision:
        return str(determination.decision)
    chosen = [row for row in perms.options(determination) if row.place == determination.chosen]
    return str(chosen[0].text) if chosen else ""


def tab_url(case: Case) -> str:
    return reverse("conferences:case-conferences", args=[case.pk])


def url_of(sheet: Conference | Determination) -> str:
    name = "conference" if isinstance(sheet, Conference) else "determination"
    return reverse(f"conferences:{name}-detail", args=[sheet.pk])


def label_of(sheet: Conference | Determination) -> str:
    return _("Konferensi kasus") if isinstance(sheet, Conference) else _("Kepentingan terbaik")


# one conference


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with its duty and who disagreed."""

    row: Decision
    who: str
    state: str
    tone: str
    duty_url: str
    dissents: list[tuple[str, Dissent]]


def decided(conference: Conference, invited: Sequence[Invitation], now: datetime) -> list[Decided]:
    rows, names = perms.decisions(conference), {row.pk: row.called for row in invited}
    duties = owed.states_of(rows, conference.case)
    found = []
    for row in rows:
        duty = duties.get(row.duty)
        state, tone = state_of(row, duty, now)
        dissents = [(names.get(one.invitation_id, ""), one) for one in row.dissents.all()]
        url = reverse("duties:duty-detail", args=[row.duty]) if duty else ""
        found.append(Decided(row, who_owes(row, duty), state, tone, url, dissents))
    return found


def who_owes(row: Decision, duty: Duty | None) -> str:
    if row.agency is not None:
        return row.agency.short_name
    officer = duty.officer if duty is not None else row.officer
    return officer.name if officer else _("petugas berkas")


def state_of(row: Decision, duty: Duty | None, now: datetime) -> tuple[str, str]:
    if not row.stands:
        return _("ditarik"), ""
    if duty is None or not duty.is_open:
        return (str(duty.get_status_display()) if duty else _("selesai")), "green"
    return (_("terlambat"), "red") if duty.is_late(now) else (_("berjalan"), "amber")


# one determination


@dataclass(frozen=True, slots=True)
class Sitting:
    """A member with what they said to what is asked now, and before."""

    row: Member
    now: Opinion | None
    before: list[Opinion]


def sittings(determination: Determination, members: Sequence[Member]) -> list[Sitting]:
    return [
        Sitting(
            row,
            next((one for one in row.opinions.all() if one.round == determination.round), None),
            [one for one in row.opinions.all() if one.round != determination.round],
        )
        for row in members
    ]


def proposed(determination: Determination, options: Sequence[Option]) -> str:
    """What the panel is asked, or was."""
    chosen = next((row for row in options if row.place == determination.chosen), None)
    way = _("Pilihan %(n)d: %(text)s") % {"n": chosen.place, "text": chosen.text} if chosen else ""
    return "\n".join(part for part in (way, determination.decision) if part)


def child_lines(row: Determination) -> list[tuple[str, str]]:
    if row.heard is None:
        return []
    if not row.heard:
        return [(_("Belum didengar, karena"), row.why_not_heard)]
    day = short(row.spoken_on) if row.spoken_on else ""
    return [(_("Berbicara dengan anak"), ", ".join(part for part in (row.spoken_by, day) if part))]


# going along


def presences(row: Accompaniment) -> list[tuple[str, str]]:
    """What was there for the child, as pairs of name and answer."""
    named = [
        (_("Penasihat hukum"), row.lawyer),
        (_("Pendamping"), row.companion),
        (_("Pekerja sosial"), row.social_worker),
        (_("Jeda diberikan"), row.breaks),
    ]
    return [(name, str(Known(value).label)) for name, value in named]


# the office


def coming(user: User, since: datetime, until: datetime) -> list[Conference]:
    """Meetings of the offices of this user that are planned in these days, the next first."""
    found = Conference.objects.visible_to(user).filter(status=Status.PLANNED)
    found = found.filter(starts_at__gte=since, starts_at__lt=until).select_related("case", "child", "chair")
    return list(found.order_by("starts_at", "pk"))
