"""A row of a file only through these, and what holds while another body leads."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.children.merges import one_child
from suar.casework.leading.models import Interview, InterviewQuerySet, OtherNumber
from suar.core.errors import Ended
from suar.core.vault.fields import share_cipher


def get_number(case: Case, pk: UUID) -> OtherNumber:
    return _of_file(case, OtherNumber.objects.standing().filter(case=case), pk)


def get_interview(case: Case, pk: UUID) -> Interview:
    return _of_file(case, Interview.objects.standing().filter(case=case).select_related("body"), pk)


def _of_file[R: (OtherNumber, Interview)](case: Case, rows: QuerySet[R], pk: UUID) -> R:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    row.case = case
    share_cipher(case, row)
    return row


def leader_of(case: Case) -> str:
    """Who leads, in one short word."""
    return case.lead.short_name if case.lead else _("komisi")


def require_watched(case: Case) -> None:
    """What is done only where another body leads. Raises Ended."""
    if case.is_led_here:
        raise Ended(_("Komisi sendiri yang memimpin berkas ini. Tulis lembar pantau biasa."))


def earlier(case: Case) -> InterviewQuerySet:
    """Those that count, in every file that is read as this child's."""
    return Interview.objects.standing().filter(child__in=one_child(case.child_id))
