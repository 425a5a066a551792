"""The journey of one file, newest first, put together from its duties, sheets, notes, risk and complaints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case as Whether
from django.db.models import CharField, Prefetch, Value, When, prefetch_related_objects
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case, MonitoringSheet, Note, Risk, RiskAssessment, Safe
from suar.casework.cases.panels import obstacle_words, reasons_of
from suar.casework.cases.rules import closing_reasons
from suar.casework.duties.models import Duty, Status
from suar.casework.duties.rows import basis, title
from suar.core.clocks.calendars import end_of_day, start_of_day
from suar.core.documents.indonesian import ZONE, relative
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User

LATEST = 40  # of each kind: older ones stand on their own tabs
LETTERS = 400  # of one note or sheet: the rest stands on its tab


@dataclass(frozen=True, slots=True)
class Moment:
    """One point of the journey. `open` is something still to come or late, shown before what happened."""

    at: datetime
    title: str = ""
    body: str = ""
    by: str = ""
    tone: str = "teal"
    badge: str = ""
    badge_tone: str = ""
    url: str = ""
    quote: bool = False
    open: bool = False
    note: str = ""
    beginning: bool = False


def gather(case: Case) -> None:
    """Load the sheets of the file once, for the journey and for the panels beside it, with the file's key at hand."""
    prefetch_related_objects(
        [case],
        Prefetch("notes", Note.objects.select_related("by")),
        Prefetch("monitoringsheets", MonitoringSheet.objects.select_related("by", "asked_of")),
        Prefetch("riskassessments", RiskAssessment.objects.select_related("by")),
    )
    share_cipher(case, *case.notes.all(), *case.monitoringsheets.all(), *case.riskassessments.all())


def duties_of(case: Case) -> list[Duty]:
    """Every duty of the file, newest first, with its agency: one statement for the strip and the journey."""
    found = Duty.objects.about(case.child_id).filter(case_id=case.pk).select_related("agency", "officer")
    duties = list(found.order_by("-started_at", "-id")[: 3 * LATEST])
    share_cipher(case, *duties)
    return duties


def compose(case: Case, duties: list[Duty], now: datetime, more: Iterable[Moment] = ()) -> list[Moment]:
    """Late duties first, then what happened from the newest back to the complaint that began it. `more`: what apps
    above know of."""
    late = [moment for duty in duties if (moment := _late(duty, now))]
    outside = _beginnings(case)
    past = [
        *_duties(duties),
        *_notes(case),
        *_sheets(case),
        *_risks(case),
        *more,
        # Before them: of two moments at the same time the later one is named first.
        *_own(case, [moment.at for moment in outside if moment.beginning]),
        *outside,
    ]
    return sorted(late, key=lambda m: m.at) + sorted(past, key=lambda m: m.at, reverse=True)


def _late(duty: Duty, now: datetime) -> Moment | None:
    if not duty.is_open or duty.due_at is None or duty.due_at >= now:
        return None
    owed_by = duty.agency.short_name if duty.agency else ""
    doubt = _("batas perlu dicek") if duty.in_doubt else _("terlambat")
    return Moment(
        at=duty.due_at, title=title(duty), by=owed_by, tone="red", badge=doubt,
        badge_tone="amber" if duty.in_doubt else "red", open=True, note=basis(duty), url=_page(duty),
    )  # fmt: skip


def _duties(duties: Iterable[Duty]) -> Iterator[Moment]:
    for duty in duties:
        if duty.status != Status.DONE or duty.done_at is None:
            continue
        missed = duty.due_at if duty.due_at is not None and duty.done_at > duty.due_at else None
        if duty.kind == "monitor" and missed is None:
            continue  # the sheet that kept it stands there itself
        yield Moment(
            at=duty.done_at,
            title=title(duty),
            by=duty.agency.short_name if duty.agency else (duty.officer.name if duty.officer else ""),
            tone="amber" if missed else "green",
            badge=_("selesai, %(late)s") % {"late": relative(missed, duty.done_at)} if missed else _("selesai"),
            badge_tone="amber" if missed else "green",
            url=_page(duty),
        )


def _page(duty: Duty) -> str:
    return reverse("duties:duty-detail", args=[duty.pk])


def _notes(case: Case) -> Iterator[Moment]:
    for note in case.notes.all()[:LATEST]:
        words = note.kind == Note.Kind.WORDS
        yield Moment(
            at=note.at,
            title="" if words else str(note.get_kind_display()).capitalize(),
            body=_short("\n".join(part for part in (note.seen, note.said) if part)),
            by=_name(note.by),
            badge=_("kata-kata anak") if words else "",
            badge_tone="teal" if words else "",
            quote=words,
            url=reverse("cases:note-list", args=[case.pk]),
        )


def _sheets(case: Case) -> Iterator[Moment]:
    for sheet in case.monitoringsheets.all()[:LATEST]:
        yield Moment(
            at=sheet.at,
            title=_("Lembar pantau"),
            body=_short("\n".join([sheet.state, *obstacle_words(sheet), *_asked(sheet)]).strip()),
            by=_name(sheet.by),
            badge=_("aman") if sheet.safe == Safe.YES else _("belum aman") if sheet.safe == Safe.NO else "",
            badge_tone="green" if sheet.safe == Safe.YES else "red" if sheet.safe == Safe.NO else "",
            url=reverse("cases:sheet-list", args=[case.pk]),
        )


def _asked(sheet: MonitoringSheet) -> list[str]:
    if sheet.asked_of is None:
        return []
    return [
        _("Diminta dari %(agency)s: %(asked)s (%(answer)s)")
        % {"agency": sheet.asked_of.short_name, "asked": sheet.asked, "answer": sheet.get_answer_display()}
    ]


def _risks(case: Case) -> Iterator[Moment]:
    for row in case.riskassessments.all()[:LATEST]:
        yield Moment(
            at=row.at,
            title=_("Risiko dinilai %(level)s") % {"level": Risk(row.level).label},
            body=", ".join(reasons_of(row)[:4]),
            by=_name(row.by),
            tone="amber" if row.level == Risk.HIGH else "teal",
            badge=_waiting(case, row),
            badge_tone="amber",
            url=reverse("cases:risk-list", args=[case.pk]),
        )


def _waiting(case: Case, row: RiskAssessment) -> str:
    waits = row.level not in {case.risk, Risk.UNKNOWN} and row.confirmed_by_id is None
    return _("menunggu orang kedua") if waits else ""


def _beginnings(case: Case) -> list[Moment]:
    """The complaints of the file and what was handed over of it: two tables of plain columns, one statement."""
    complaints = case.complaints.order_by().values_list(Value("c"), "pk", "received_at", "channel", "number", Value(""))
    # A desk that gives no number signs with a name, which is sealed: that it signed is what counts here.
    signed = Whether(When(receipt_at=None, then=Value("")), default=Value("x"), output_field=CharField())
    handed = case.handovers.order_by().values_list(
        Value("h"), "pk", "handed_at", "agency__short_name", signed, "by__name"
    )
    channels = dict(case.complaints.model._meta.get_field("channel").flatchoices)
    moments = []
    for kind, pk, at, what, number, name in complaints.union(handed, all=True):
        moment = at if isinstance(at, datetime) else datetime.fromisoformat(at)
        if kind == "c":
            moments.append(_complaint(pk, moment, str(channels.get(what, what)), number))
        else:
            moments.append(_handover(pk, moment, what, number, name))
    return moments


def _complaint(pk: UUID | str, at: datetime, channel: str, number: str) -> Moment:
    title = _("Pengaduan diterima lewat %(channel)s") % {"channel": channel}
    url = reverse("complaints:complaint-detail", args=[UUID(str(pk))])
    return Moment(at=at, title=title, body=_("Pengaduan %(number)s") % {"number": number}, url=url, beginning=True)


def _handover(pk: UUID | str, at: datetime, agency: str, signed: str, by: str) -> Moment:
    return Moment(
        at=at,
        url=reverse("complaints:handover-detail", args=[UUID(str(pk))]),
        title=_("Diserahkan kepada %(agency)s") % {"agency": agency},
        by=by,
        badge=_("ada tanda terima") if signed else _("menunggu tanda terima"),
        badge_tone="green" if signed else "amber",
    )


def _own(case: Case, received: list[datetime]) -> Iterator[Moment]:
    # A file opened on the day of its complaint stands after it.
    same_day = [at for at in received if at.astimezone(ZONE).date() == case.opened_on]
    yield Moment(at=max([start_of_day(case.opened_on), *same_day]), title=_("Berkas dibuka"))
    if case.closed_on is not None:
        reason = closing_reasons().get(case.closing_reason)
        yield Moment(
            at=end_of_day(case.closed_on),
            title=_("Berkas ditutup"),
            body=str(reason.label) if reason else case.closing_reason,
            tone="green",
        )


def _name(user: User | None) -> str:
    return user.name if user else ""


def _short(text: str) -> str:
    return Truncator(text).chars(LETTERS)
