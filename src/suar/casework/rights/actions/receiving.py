"""A request is written down, looked at, and dropped by whoever asked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.rights import owed, rules
from suar.casework.rights.comparing import compare
from suar.casework.rights.models import (
    Channel,
    Check,
    Custody,
    Identity,
    Implicated,
    Kind,
    Relation,
    Status,
    SubjectRequest,
    Wish,
)
from suar.casework.rights.recording import add, may, must_stand, recorded, row_of, said
from suar.casework.rights.weighing import names_of, reported_alike
from suar.core.clocks.calendars import WIB
from suar.core.clocks.past import must_have_been
from suar.core.documents.models import next_number
from suar.core.documents.reaching import must_be_lately
from suar.core.errors import DomainError
from suar.core.once import once
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User


def receive(
    *,
    case: Case,
    kind: str,
    relation: str,
    channel: str,
    name: str,
    asks: str,
    by: User,
    behalf: str = "",
    contact: str = "",
    received_at: datetime | None = None,
    request_id: UUID | None = None,
) -> SubjectRequest:
    """Written down; the 72 hours run from the moment at which it reached the office. The same `request_id` again writes
    nothing twice. `behalf`: for whom a lawyer or somebody else asks."""
    may(by, case)
    for value, allowed in ((kind, Kind.values), (relation, Relation.values), (channel, Channel.values)):
        known(value, allowed)
    _must_be_said(relation, name, behalf, asks)
    received = received_at or timezone.now()
    must_have_been(received)
    must_be_lately(received)
    words = said(name=name, behalf=behalf, contact=contact, asks=asks)

    def act(pk: UUID) -> SubjectRequest:
        request = SubjectRequest(
            id=pk, office=case.office, case=case, child=case.child, kind=kind, relation=relation, channel=channel,
            received_at=received, by=by, at=timezone.now(), words=words,
        )  # fmt: skip
        return _received(request, by)

    rows = SubjectRequest.objects.select_related("office", "case", "child")
    return once(rows, request_id, act, case_id=case.pk, by_id=by.pk)


def _received(request: SubjectRequest, by: User) -> SubjectRequest:
    case = request.case
    share_cipher(case, request)
    with recorded("receive", request, by, kind=request.kind, relation=request.relation) as entry:
        year = request.received_at.astimezone(WIB).year
        number = next_number("rights", entry=entry, office=case.office.code, period=str(year))
        request.number = f"H-{number:03d}/{year % 100:02d}"
        request.duty = owed.start(request, by).pk
        entry.add(request)
        compare(request)
    return request


def _must_be_said(relation: str, name: str, behalf: str, asks: str) -> None:
    if not (name.strip() and asks.strip()):
        raise DomainError(_("Tulis siapa yang meminta dan apa yang dimintanya."))
    if relation in rules.SPEAK_FOR_ANOTHER and not behalf.strip():
        raise DomainError(_("Tulis siapa yang diwakilinya: dengan nama itu pun berkas diperiksa."))


def check(
    *,
    request: SubjectRequest,
    identity: str,
    custody: str,
    implicated: str,
    wish: str,
    by: User,
    shown: str = "",
    why_not: str = "",
    wish_words: str = "",
    kept_why: str = "",
) -> Check:
    """Who asks, as somebody looked at it. A new row each time; while it is decided already nothing is looked at anew.

    *No* says what was looked at; of a name that may be the reported person's, why it is somebody else. `kept_why`: why
    this asker may have it, though somebody asked to keep it from a person of this name."""
    may(by, request.case)
    must_stand(request, Status.OPEN)
    for value, allowed in (
        (identity, Identity.values), (custody, Custody.values), (implicated, Implicated.values), (wish, Wish.values)
    ):  # fmt: skip
        known(value, allowed)
    if custody == Custody.NOT_NEEDED and request.relation != Relation.CHILD:
        raise DomainError(_("Hanya anak sendiri yang tidak perlu menunjukkan haknya atas anak."))
    if implicated == Implicated.NO and not why_not.strip():
        raise DomainError(_why_asked(request, by))
    row = Check(
        **row_of(request, by), identity=identity, custody=custody, implicated=implicated, wish=wish,
        words=said(shown=shown, implicated=why_not, wish=wish_words, kept=kept_why),
    )  # fmt: skip
    with recorded("check", request, by, implicated=implicated) as entry:
        add(entry, request, row)
        entry.change(request)
    return row


def _why_asked(request: SubjectRequest, by: User) -> str:
    """What whoever says *not implicated* has still to write."""
    if reported_alike(request.case, by, *names_of(request)):
        return _(
            "Nama peminta atau yang diwakilinya mirip dengan nama terlapor di berkas ini. Tulis mengapa ia orang lain."
        )
    return _("Tulis apa yang sudah diperiksa sehingga peminta tidak diduga terlibat.")


def drop(*, request: SubjectRequest, why: str, by: User) -> SubjectRequest:
    """Whoever asked asks no longer. Nothing is owed any more."""
    may(by, request.case)
    must_stand(request, Status.OPEN, Status.DECIDED)
    if not why.strip():
        raise DomainError(_("Tulis kapan dan bagaimana peminta mencabutnya."))
    with recorded("drop", request, by) as entry:
        request.move_to(Status.DROPPED)
        request.ending = said(why=why)
        request.ended_by, request.ended_at = by, timezone.now()
        entry.change(request)
        owed.call_off(request, entry)
    return request


def known(value: str, allowed: list[str]) -> None:
    if value not in allowed:
        raise DomainError(_("Pilihan “%(value)s” tidak dikenal. Pilih dari daftar.") % {"value": value})
