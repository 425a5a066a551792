"""Temuan kelompok: one event, n children, unnamed allowed, agencies present, each child handed to whom.

Events, reports, cases and children are counted apart: one finding, as many complaints as children were written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases.models import ChildRole, Kind
from suar.casework.children.perms import require_sight
from suar.casework.complaints import rules
from suar.casework.complaints.actions.handing_over import Basis, hand_over
from suar.casework.complaints.actions.receiving import receive
from suar.casework.complaints.models import About, Channel, Complaint, GroupFinding, Presence
from suar.core import ledger
from suar.core.clocks.calendars import WIB
from suar.core.documents.models import next_number
from suar.core.documents.reaching import must_be_lately
from suar.core.errors import DomainError
from suar.core.once import once
from suar.core.ui.errors import already_sent
from suar.core.vault import keys
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require
from suar.registry.agencies.models import Agency

MOST = 60  # children in one event; a real one held 18
# They stand in the letter to the agency, which is Indonesian.
ON_THE_SPOT = "petugas yang menerima anak di tempat"
PURPOSE, PACKET = "Penanganan anak dari temuan kelompok", "Kronologi temuan dan keterangan anak"


@dataclass(frozen=True, slots=True)
class FoundChild:
    """One child of a group finding. The name may be unknown. `role` is what was written at the scene, kept as it is."""

    name: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    role: str = ChildRole.UNKNOWN
    handed_to: Agency | None = None


def record_group_finding(
    *,
    office: Office,
    by: User,
    found_on: date,
    region_code: str,
    place: str,
    story: str,
    children: Sequence[FoundChild],
    present: Sequence[Agency] = (),
    children_found: int | None = None,
    conditions: Mapping[str, str] | None = None,
    exceptions: Mapping[str, str] | None = None,
    finding_id: UUID | None = None,
) -> GroupFinding:
    """The event and a complaint for each child, in one act. `children_found` may be more than were written down;
    `conditions`, `exceptions` are of the hand-overs on the spot. The same `finding_id` again records nothing twice."""
    require(by, Permission.COMPLAINT_ADD, office.pk)
    require_sight(by, office)
    _check(found_on, story, children, children_found)
    _check_conditions(children, conditions or {}, exceptions or {})

    def act(pk: UUID) -> GroupFinding:
        finding = GroupFinding(
            id=pk, office=office, found_on=found_on, region_code=region_code, place=place.strip(),
            story=story.strip(), children_found=children_found or len(children), by=by, at=timezone.now(),
        )  # fmt: skip
        return _recorded(finding, children, present, conditions or {}, exceptions or {})

    return _told(once(GroupFinding.objects.all(), finding_id, act, office_id=office.pk), by)


def _recorded(
    finding: GroupFinding,
    children: Sequence[FoundChild],
    present: Sequence[Agency],
    conditions: Mapping[str, str],
    exceptions: Mapping[str, str],
) -> GroupFinding:
    by, office, found_on = finding.by, finding.office, finding.found_on
    ids = [uuid4() for _child in children]
    keys.create_many([finding.pk, *ids])
    facts = {"written_down": len(children), "found": finding.children_found}
    with ledger.record("finding.record", by=by, subject=finding.pk, office=office.code, data=facts) as entry:
        number = next_number("finding", entry=entry, office=office.code, period=str(found_on.year))
        finding.number = f"T-{number:03d}/{found_on.year % 100:02d}"
        entry.add(finding)
        entry.add(*[Presence(finding=finding, agency=agency) for agency in dict.fromkeys(present)])
        for complaint_id, child in zip(ids, children, strict=True):
            told = _write_down(finding, child, by, complaint_id)
            _give(told, child.handed_to, by, conditions, exceptions)
    return finding


def _check_conditions(
    children: Sequence[FoundChild], conditions: Mapping[str, str], exceptions: Mapping[str, str]
) -> None:
    if any(child.handed_to for child in children) and rules.open_conditions(conditions, exceptions):
        raise DomainError(gettext("Jawab keempat syarat penyerahan; untuk “tidak” tulis mengapa."))


def _told(there: GroupFinding, by: User) -> GroupFinding:
    """As for one complaint (`receiving._told`)."""
    if there.by_id != by.pk and not GroupFinding.objects.visible_to(by).filter(pk=there.pk).exists():
        raise already_sent()
    return there


def _check(found_on: date, story: str, children: Sequence[FoundChild], children_found: int | None) -> None:
    if not 1 <= len(children) <= MOST:
        raise DomainError(gettext("Catat paling sedikit satu dan paling banyak 60 anak; anak tanpa nama pun dihitung."))
    if children_found is not None and children_found < len(children):
        raise DomainError(gettext("Jumlah anak yang ditemukan tidak boleh kurang dari yang dicatat di bawah."))
    if found_on > timezone.localdate():
        raise DomainError(gettext("Tanggal temuan belum tiba. Perbaiki tanggalnya."))
    must_be_lately(found_on)
    if not story.strip():
        raise DomainError(gettext("Tulis uraian singkat tentang temuan ini."))


def _write_down(finding: GroupFinding, child: FoundChild, by: User, complaint_id: UUID) -> Complaint:
    """The event's words go into each child's own report: a child may be erased without the others."""
    noon = datetime.combine(finding.found_on, time(12), WIB)
    return receive(
        office=finding.office,
        by=by,
        channel=Channel.FINDING,
        kind=Kind.FINDING,
        about=About.OTHER,
        story=finding.story,
        child_name=child.name,
        child_details=child.details,
        place=finding.place,
        region_code=finding.region_code,
        received_at=min(noon, timezone.now()),
        finding=finding,
        child_role=child.role,
        complaint_id=complaint_id,
    )


def _give(
    complaint: Complaint, agency: Agency | None, by: User, conditions: Mapping[str, str], exceptions: Mapping[str, str]
) -> None:
    """To the body that took the child on the spot, where one did."""
    if agency is None:
        return
    hand_over(
        complaint=complaint,
        agency=agency,
        purpose=PURPOSE,
        packet=PACKET,
        recipient=ON_THE_SPOT,
        conditions=conditions,
        exceptions=exceptions,
        basis=Basis.CRIME if rules.takes_reports(agency.kind) else Basis.DANGER,
        handed_at=complaint.received_at,
        by=by,
    )
