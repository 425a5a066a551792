"""What a complaint says, as it is compared with the people of the house before any of them sees it."""

from __future__ import annotations

from suar.casework.complaints.models import Complaint
from suar.casework.conflicts import actions as conflicts
from suar.casework.conflicts.rules import Heard
from suar.casework.intake.places import districts

NAMED = ("guardian",)  # of the child's details
PROSE = ("address", "school", "place")


def compare(complaint: Complaint) -> None:
    """In the transaction that writes the complaint down."""
    details, reporter, answers = complaint.child_details or {}, complaint.reporter or {}, complaint.answers or {}
    names = {"child": complaint.child_name, "reporter": str(reporter.get("name") or "")}
    desk = answers.get("desk", {})
    names |= {name: str(details.get(name) or "") for name in NAMED} | {"reported": str(desk.get("reported_name") or "")}
    texts = {"story": complaint.story}
    texts |= {f"answer_{name}": value for name, value in answers.items() if isinstance(value, str)}
    texts |= {f"desk_{name}": str(value) for name, value in desk.items() if name != "reported_name"}
    texts |= {f"child_{name}": str(details.get(name) or "") for name in PROSE}
    place = " ".join(filter(None, (complaint.place, districts().get(complaint.region_code, ""))))
    heard = Heard({k: v for k, v in names.items() if v}, {k: v for k, v in texts.items() if v}, place)
    conflicts.compare(
        subject=complaint.subject, office=complaint.office, heard=heard, reference=complaint.number,
        case_id=complaint.case_id,
    )  # fmt: skip


def compare_message(complaint: Complaint, text: str) -> None:
    """A further message may be the first to name somebody."""
    conflicts.compare(
        subject=complaint.subject, office=complaint.office, heard=Heard({}, {"message": text}),
        reference=complaint.case.number if complaint.case else complaint.number, case_id=complaint.case_id,
    )  # fmt: skip
