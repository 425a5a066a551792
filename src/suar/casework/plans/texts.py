"""The texts of a file: the one that is being written, the one that counts, and what a new one begins with."""

from __future__ import annotations

from suar.casework.cases.models import Case
from suar.casework.plans import rules
from suar.casework.plans.models import CarePlan, NeedsAssessment
from suar.core.vault.fields import share_cipher

BEING_WRITTEN = ("draft", "waiting")


def draft_of[Row: (NeedsAssessment, CarePlan)](kind: type[Row], case: Case) -> Row | None:
    """The one that is being written, opened with the file's key."""
    found = kind._default_manager.filter(case=case, status__in=BEING_WRITTEN).select_related("written_by")
    row = found.first()
    if row is not None:
        row.case = case
        share_cipher(case, row)
    return row


def finished_assessment(case: Case) -> NeedsAssessment | None:
    row = NeedsAssessment.objects.filter(case=case, status=NeedsAssessment.Status.FINISHED).first()
    if row is not None:
        share_cipher(case, row)
    return row


def plan_in_force(case: Case) -> CarePlan | None:
    row = CarePlan.objects.filter(case=case, status=CarePlan.Status.IN_FORCE).first()
    if row is not None:
        row.case = case
        share_cipher(case, row)
    return row


def assessment_before(case: Case) -> dict[str, str]:
    """What a new assessment begins with: the last one, but for what is asked anew."""
    last = finished_assessment(case)
    words = last.words if last else {}
    return {name: text for name, text in words.items() if name not in rules.ASKED_ANEW}


def plan_before(case: Case) -> dict[str, str]:
    """What a new plan begins with: the one in force."""
    last = plan_in_force(case)
    return last.words if last else {}
