"""Which text or line of a file somebody may know of; 404 for all others."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from suar.casework.cases.models import Case
from suar.casework.plans.models import CarePlan, NeedsAssessment, PlanItem
from suar.core.vault.fields import share_cipher


def get_assessment(case: Case, pk: UUID) -> NeedsAssessment:
    return _of_file(case, case.needsassessments.select_related("by", "written_by", "finished_by"), pk)


def get_plan(case: Case, pk: UUID) -> CarePlan:
    return _of_file(case, case.careplans.select_related("written_by", "submitted_by", "approved_by"), pk)


def get_item(case: Case, pk: UUID) -> PlanItem:
    return _of_file(case, case.planitems.select_related("plan", "agency", "officer"), pk)


def _of_file[R: (NeedsAssessment, CarePlan, PlanItem)](case: Case, rows: QuerySet[R], pk: UUID) -> R:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    row.case = case
    share_cipher(case, row)
    return row
