"""What pages show of letters that came in, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from suar.casework.cases.gathered import Found, Plain, Shown
from suar.casework.cases.models import Case
from suar.casework.cases.panels import Panel
from suar.casework.duties.beside import Beside
from suar.casework.duties.models import Duty
from suar.casework.mail import owed
from suar.casework.mail.models import Disposition, Incoming, Nature
from suar.core.documents.indonesian import short
from suar.core.ui.tags.times import day
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows

NATURES = {Nature.ORDINARY: "", Nature.URGENT: "amber", Nature.SECRET: "teal"}
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One letter in the agenda. `about` only of a letter of a body that belongs to no file and is not secret: the
    others tell it on their own page, and so does one of a private person, whose name stands in no list."""

    mail: Incoming
    sender: str
    about: str
    state: str
    tone: str


def listed(found: QuerySet[Incoming]) -> QuerySet[Incoming]:
    """With what a list shows of dispositions."""
    counted = {
        "disposed": Count("dispositions"),
        "undone": Count("dispositions", filter=Q(dispositions__done_at=None)),
    }
    return found.select_related("agency", "case", "complaint", "letter").annotate(**counted)


def lines(rows: Iterable[Incoming]) -> list[Line]:
    """Keys are fetched only for what is opened."""
    mails = list(rows)
    unlock([mail for mail in mails if is_told(mail)])
    return [line(mail) for mail in mails]


def is_told(mail: Incoming) -> bool:
    return mail.agency_id is not None and mail.is_nobodys and mail.nature != Nature.SECRET


def line(mail: Incoming) -> Line:
    told = is_told(mail) and mail.is_readable
    state, tone = state_of(mail)
    sender = mail.agency.short_name if mail.agency else _("bukan lembaga")
    return Line(mail, sender, mail.about if told else "", state, tone)


def state_of(mail: Incoming) -> tuple[str, str]:
    disposed, undone = int(getattr(mail, "disposed", 0)), int(getattr(mail, "undone", 0))
    if mail.is_settled:
        return _("selesai"), "green"
    if not disposed:
        return _("belum ada disposisi"), "amber"
    return (_("%(n)d disposisi berjalan") % {"n": undone}, "") if undone else (_("disposisi selesai"), "teal")


def facts(mail: Incoming) -> list[tuple[str, Any]]:
    """How it stands in the agenda, on its own page."""
    pairs = [
        (_("Dari"), mail.agency.name if mail.agency else mail.sender),
        (_("Nomor surat"), mail.outside_number),
        (_("Tanggal surat"), day(mail.dated) if mail.dated else ""),
        (_("Nomor SRIKANDI"), mail.srikandi),
        (_("Tanggal terima"), day(mail.received_on)),
        (_("Sifat"), str(Nature(mail.nature).label)),
        (_("Jumlah halaman"), mail.pages or ""),
        (_("Letak kertasnya"), mail.lies),
        (_("Diagendakan oleh"), mail.by.name),
    ]
    return [(name, value) for name, value in pairs if value]


def to_count(user: User) -> dict[str, QuerySet[Disposition]]:
    """What the sidebar counts: dispositions that wait for this very user."""
    held = Duty.objects.open().filter(kind=owed.KIND, officer=user.pk).values("pk")
    mine = Disposition.objects.filter(duty_id__in=held, done_at=None, incoming__in=Incoming.objects.visible_to(user))
    return {"mail_mine": mine}


def beside_duty(duty: Duty, user: User) -> Sequence[Beside]:
    """Beside the duty of a disposition: the letter on whose page it ends."""
    if duty.kind != owed.KIND or not allows(user, Permission.MAIL_VIEW, duty.office_id):
        return []
    found = Incoming.objects.visible_to(user).filter(dispositions__duty_id=duty.pk)
    return [
        Beside(
            _("Surat masuk %(number)s") % {"number": mail.number},
            reverse("mail:incoming-detail", args=[mail.pk]),
            mail.at,
        )
        for mail in found
    ]


def found(case: Case, user: User) -> Iterable[Plain]:
    rows = Incoming.objects.visible_to(user).filter(case=case)
    return [Plain("mail", rows, "at", "number", "outside_number", "received_on")]


def drawn(case: Case, user: User, rows: list[Found]) -> Shown:
    """Letters that belong to this file, by their numbers."""
    if not rows:
        return Shown()
    said = (
        f"{one.code}: {one.state or _('tanpa nomor')}, {short(date.fromisoformat(one.name))}" for one in rows[:SHOWN]
    )
    url = reverse("mail:incoming-detail", args=[rows[0].pk])
    return Shown(panels=[Panel(_("Surat masuk"), tuple(said), url, _("Buka yang terbaru"))])
