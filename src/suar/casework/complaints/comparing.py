"""What a complaint says, as it is compared with the people of the house before any of them sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import batched
from uuid import UUID

from django.db.models import Q

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Complaint, Message, Status
from suar.casework.conflicts import actions as conflicts
from suar.casework.conflicts.rules import Heard
from suar.casework.conflicts.standing import Arrival, says
from suar.casework.intake.places import districts
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Office

NAMED = ("guardian",)  # of the child's details
PROSE = ("address", "school", "place")
BATCH = 200


def compare(complaint: Complaint) -> None:
    """In the transaction that writes the complaint down."""
    conflicts.compare(
        subject=complaint.subject, office=complaint.office, heard=heard_in(complaint), reference=complaint.number,
        case_id=complaint.case_id,
    )  # fmt: skip


def heard_in(complaint: Complaint) -> Heard:
    """Of an opened complaint."""
    details, reporter, answers = complaint.child_details or {}, complaint.reporter or {}, complaint.answers or {}
    names = {"child": complaint.child_name, "reporter": str(reporter.get("name") or "")}
    desk = answers.get("desk", {})
    names |= {name: str(details.get(name) or "") for name in NAMED} | {"reported": str(desk.get("reported_name") or "")}
    texts = {"story": complaint.story}
    texts |= {f"answer_{name}": value for name, value in answers.items() if isinstance(value, str)}
    texts |= {f"desk_{name}": str(value) for name, value in desk.items() if name != "reported_name"}
    texts |= {f"child_{name}": str(details.get(name) or "") for name in PROSE}
    place = " ".join(filter(None, (complaint.place, districts().get(complaint.region_code, ""))))
    return Heard({k: v for k, v in names.items() if v}, {k: v for k, v in texts.items() if v}, place)


def compare_message(complaint: Complaint, text: str) -> None:
    """A further message may be the first to name somebody."""
    conflicts.compare(
        subject=complaint.subject, office=complaint.office, heard=Heard({}, {"message": text}),
        reference=complaint.case.number if complaint.case else complaint.number, case_id=complaint.case_id,
    )  # fmt: skip


def reported_in(subjects: Collection[UUID]) -> Iterator[str]:
    """Who is reported by name, in complaints of these subjects that are not found unfounded."""
    about = Complaint.objects.filter(Q(case__child__in=subjects) | Q(subject__in=subjects))
    for complaint in unlock(about.still_suspecting()):
        yield str(((complaint.answers or {}).get("desk") or {}).get("reported_name") or "")


@says
def standing(office: Office, subject: UUID | None = None) -> Iterator[Arrival]:
    """Complaints that wait or were handed over, and those of open files, each with the messages that came after it."""
    waits = Q(status__in=[Status.NEW, Status.READ, Status.HANDED_OVER])
    chosen = Q(subject=subject) if subject else waits | Q(case__in=Case.objects.open())
    rows = Complaint.objects.filter(chosen, office=office).order_by("pk")
    for batch in batched(list(rows.values_list("pk", flat=True)), BATCH):
        opened = unlock(Complaint.objects.filter(pk__in=batch).select_related("case"))
        said: dict[UUID, list[str]] = defaultdict(list)
        for message in unlock(Message.objects.filter(complaint__in=batch, direction="in").select_related("complaint")):
            said[message.complaint_id].append(message.text)
        for complaint in opened:
            if complaint.is_readable:
                reference = complaint.case.number if complaint.case else complaint.number
                yield Arrival(complaint.subject, heard_in(complaint), reference, complaint.case_id)
                for text in said[complaint.pk]:
                    yield Arrival(complaint.subject, Heard({}, {"message": text}), reference, complaint.case_id)
