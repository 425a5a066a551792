"""What shared pages show of complaints, and what the page of one complaint is made of. Plain data, no names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from tink import TinkError

from suar.casework.cases.models import Case
from suar.casework.cases.panels import Panel
from suar.casework.complaints import danger, wording
from suar.casework.complaints.models import Channel, Complaint, HandOver, Message
from suar.casework.complaints.recording import REVIEW
from suar.casework.duties.beside import Beside
from suar.casework.duties.models import Duty
from suar.casework.duties.panels import add_url
from suar.casework.duties.rows import row
from suar.casework.sharing.leaving import Out
from suar.core.documents import indonesian
from suar.core.ledger.models import Entry, EntryQuerySet
from suar.core.ui.counting import counted
from suar.core.ui.tags.times import clock, near
from suar.core.vault.fields import share_cipher
from suar.core.vault.keys import KeyMissing
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows
from suar.registry.regions.reference import name_of

SHOWN = 5


def time_of(at: datetime, now: datetime) -> str:
    """In a narrow column: the hour of today, the day of any other."""
    today = at.astimezone(indonesian.ZONE).date() == now.astimezone(indonesian.ZONE).date()
    return clock(at) if today else indonesian.short(at)


def time_of_arrival(complaint: Complaint, now: datetime) -> str:
    """As `time_of`; by the form the day alone, because a first page opens no complaint."""
    if complaint.channel == Channel.FORM:
        return indonesian.short(complaint.received_at)
    return time_of(complaint.received_at, now)


@dataclass(frozen=True, slots=True)
class Item:
    """One complaint on a page of many things."""

    subject: UUID
    title: str
    url: str
    time: str
    tone: str
    badge: str
    badge_tone: str
    meta: str


def to_count(user: User, now: datetime) -> dict[str, QuerySet[Complaint]]:
    """What the first page counts of complaints: those that wait for us to decide."""
    return {"waiting": Complaint.objects.visible_to(user).waiting()}


def today(user: User, now: datetime, counts: Mapping[str, int] | None = None) -> dict[str, Any]:
    """Who waits for us to decide: the urgent first, then whoever waited longest; and how many they are. `counts` of
    `to_count`, where the page has counted them together with others'."""
    counts = counted({**to_count(user, now)}) if counts is None else counts
    shown = Complaint.objects.visible_to(user).waiting().urgent_first()[:SHOWN]
    return {"items": [item(complaint, now) for complaint in shown], "count": counts["waiting"]}


def item(complaint: Complaint, now: datetime) -> Item:
    """Without opening anything: a list on the first page reads no child's words."""
    badge, tone = wording.badge_of(complaint)
    parts = [str(complaint.get_channel_display()).capitalize(), name_of(complaint.region_code)]
    return Item(
        subject=complaint.subject,
        title=wording.title_of(complaint),
        url=reverse("complaints:complaint-detail", args=[complaint.pk]),
        time=time_of_arrival(complaint, now),
        tone="",
        badge=badge,
        badge_tone=tone,
        meta=" · ".join([complaint.number, *filter(None, parts)]),
    )


def case_panels(case: Case, user: User) -> list[Panel]:
    """Each complaint of a file with its page, and whether somebody there waits for an answer: one statement."""
    last = Message.objects.filter(complaint=OuterRef("pk")).order_by("-place", "-id").values("direction")[:1]
    linked: list[Any] = list(case.complaints.annotate(last=Subquery(last)).order_by("-received_at", "id"))
    return [
        Panel(
            _("Pengaduan %(number)s") % {"number": complaint.number},
            (wording.title_of(complaint), near(complaint.received_at), *_waits(complaint.last)),
            url=reverse("complaints:complaint-detail", args=[complaint.pk]),
            more=_("Baca dan balas") if complaint.can_be_answered else _("Baca"),
            tone="amber" if _waits(complaint.last) else "",
        )
        for complaint in linked
    ]


def _waits(last: str | None) -> tuple[str, ...]:
    return (_("Pesan terakhir belum dijawab."),) if last == Message.Direction.IN else ()


def conversation_of(complaint: Complaint) -> list[Message]:
    """The messages, oldest first, opened with the complaint's key: one statement."""
    messages = list(complaint.messages.select_related("by"))
    for message in messages:
        message.complaint = complaint
    share_cipher(complaint, *messages)
    for message in messages:
        if not _opens(message):
            message.text = _("(tidak dapat dibuka)")
    return messages


def _opens(message: Message) -> bool:
    """One message that no key opens may not hide the others."""
    try:
        return message.text is not None
    except (TinkError, KeyMissing):
        return False


def handovers_of(source: Complaint | Case) -> list[HandOver]:
    """What was handed over of this complaint or case, newest first, with the key at hand."""
    handovers = list(source.handovers.select_related("agency", "by").order_by("-handed_at", "id"))
    share_cipher(source, *handovers)
    return handovers


def handed_out(case: Case) -> list[Out]:
    """The hand-overs of a file, in the list of everything that left it."""
    return [
        Out(
            at=one.handed_at,
            what=f"{_('Penyerahan')} {one.letter_number}",
            to=one.agency.short_name,
            who=one.recipient,
            fields=_("laporan: kronologi, layanan, keadaan"),
            basis=str(one.get_basis_display()),
            receipt=", ".join(filter(None, [one.receipt_number, one.received_by])) or _("menunggu tanda terima"),
            tone="green" if one.receipt_at else "amber",
            url=reverse("complaints:handover-detail", args=[one.pk]),
        )
        for one in handovers_of(case)
    ]


def duties_of(complaint: Complaint, user: User, now: datetime) -> dict[str, Any]:
    """What is owed about this complaint: open duties in their turn, closed ones, where one is added by hand; and what
    came since the last review, where another is owed."""
    found = Duty.objects.visible_to(user).about(complaint.subject).select_related("agency")
    listed = list(found.filter(case_id=complaint.case_id) if complaint.case_id else found)
    share_cipher(complaint, *listed)
    left = sorted((duty for duty in listed if duty.is_open), key=lambda duty: (duty.turn_at, duty.pk))
    closed = sorted((duty for duty in listed if not duty.is_open), key=lambda duty: duty.turn_at, reverse=True)
    may_add = allows(user, Permission.DUTY_WORK)
    return {
        "open": [row(duty, now) for duty in left],
        "closed": [row(duty, now) for duty in closed],
        "to_review": next((_to_review(complaint, duty) for duty in left if duty.kind == REVIEW), []),
        "add_url": add_url(complaint.subject, complaint.case_id) if may_add else "",
    }


def _to_review(complaint: Complaint, duty: Duty) -> list[str]:
    """What whoever reviews it should know: what came since the last review, and what that one left standing."""
    stands = _(
        "Bahaya ini belum dijawab: serahkan anak kepada lembaga yang menerima laporan atau dapat menolong, buka "
        "berkas, atau minta orang lain menelaah apakah bahayanya masih ada. Sampai itu telaah tetap menjadi kewajiban."
    )
    left = (complaint.triage or {}).get("at") and danger.is_said(complaint) and not danger.is_answered(complaint)
    return [words for words in (duty.what, stands if left else "") if words]


def history_of(complaint: Complaint) -> EntryQuerySet:
    """Every change and read of this complaint: under its own subject, and what names it under the child's."""
    own = Q(subject=complaint.pk)
    if complaint.subject != complaint.pk:
        own |= Q(subject=complaint.subject, data__contains=str(complaint.pk))
    return Entry.objects.filter(own)


def beside_duty(duty: Duty, user: User) -> list[Beside]:
    """Beside the duty to review: the page on which a review is written."""
    if duty.kind != REVIEW or not allows(user, Permission.COMPLAINT_TRIAGE, duty.office_id):
        return []
    found = Complaint.objects.visible_to(user).filter(subject=duty.subject, office=duty.office_id).first()
    if found is None:
        return []
    words = _("Telaah pengaduan %(number)s") % {"number": found.number}
    return [Beside(words, reverse("complaints:complaint-triage", args=[found.pk]), duty.started_at)]
