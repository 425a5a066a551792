"""Every change in the six steps: assessed, planned, approved, carried out, reviewed, asked after."""

from __future__ import annotations

from suar.casework.plans.actions.assessing import finish_assessment, save_assessment
from suar.casework.plans.actions.carrying import note_service
from suar.casework.plans.actions.following import (
    follow_assigned,
    follow_closed,
    follow_lead,
    follow_reopened,
    follow_risk,
)
from suar.casework.plans.actions.planning import approve_plan, save_plan, send_back_plan, submit_plan
from suar.casework.plans.actions.reviewing import check_in, review

__all__ = [
    "approve_plan",
    "check_in",
    "finish_assessment",
    "follow_assigned",
    "follow_closed",
    "follow_lead",
    "follow_reopened",
    "follow_risk",
    "note_service",
    "review",
    "save_assessment",
    "save_plan",
    "send_back_plan",
    "submit_plan",
]
