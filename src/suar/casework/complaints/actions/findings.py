"""Temuan kelompok: one event, n children, unnamed allowed, agencies present, each child handed to whom.

Reports, cases and children are counted apart: one finding, as many complaints as children were written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases.models import Kind
from suar.casework.complaints.actions.handing_over import hand_over
from suar.casework.complaints.actions.receiving import receive
from suar.casework.complaints.models import Channel, Complaint, GroupFinding, Presence
from suar.core import ledger
from suar.core.clocks.calendars import WIB
from suar.core.documents.models import next_number
from suar.core.errors import DomainError
from suar.core.vault import keys
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require
from suar.registry.agencies.models import Agency

MOST = 60  # children in one event; a real one held 18


@dataclass(frozen=True, slots=True)
class FoundChild:
    """One child of a group finding. The name may be unknown."""

    name: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    role: str = "unknown"
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
) -> GroupFinding:
    """The event and a complaint for each child, in one act."""
    require(by, Permission.COMPLAINT_ADD)
    if not children or len(children) > MOST:
        raise DomainError(gettext("Catat paling sedikit satu dan paling banyak 60 anak; anak tanpa nama pun dihitung."))
    finding_id = uuid4()
    keys.create(finding_id)
    finding = GroupFinding(
        id=finding_id,
        office=office,
        found_on=found_on,
        region_code=region_code,
        place=place,
        story=story,
        children_found=max(children_found or 0, len(children)),
        by=by,
        at=timezone.now(),
    )
    with ledger.record("finding.record", by=by, subject=finding_id, office=office.code) as entry:
        number = next_number("finding", office=office.code, period=str(found_on.year))
        finding.number = f"T-{number:03d}/{found_on.year % 100:02d}"
        entry.add(finding)
        entry.add(*[Presence(finding=finding, agency=agency) for agency in dict.fromkeys(present)])
        for child in children:
            _write_down(finding, child, by)
    return finding


def _write_down(finding: GroupFinding, child: FoundChild, by: User) -> Complaint:
    noon = datetime.combine(finding.found_on, time(12), WIB)
    complaint = receive(
        office=finding.office,
        by=by,
        channel=Channel.FINDING,
        kind=Kind.FINDING,
        about="other",
        story=finding.story,
        child_name=child.name,
        child_details=child.details,
        place=finding.place,
        region_code=finding.region_code,
        received_at=min(noon, timezone.now()),
        finding=finding,
        child_role=child.role,
    )
    if child.handed_to is not None:
        hand_over(
            complaint=complaint,
            agency=child.handed_to,
            purpose=gettext("Penanganan anak dari temuan kelompok"),
            packet=gettext("Kronologi temuan dan keterangan anak"),
            by=by,
        )
    return complaint
