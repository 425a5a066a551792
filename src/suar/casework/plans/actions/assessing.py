"""What the child needs: written by several, finished by one of them, assessed again as a new one."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases.models import Case
from suar.casework.cases.recording import add, recorded
from suar.casework.plans import owed, rules
from suar.casework.plans.models import NeedsAssessment
from suar.casework.plans.recording import begun, led_here, must_be_seen, says_the_same, write_over
from suar.casework.plans.texts import assessment_before, draft_of
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import Actor
from suar.core.vault.erased import must_be_sealed
from suar.registry.accounts.models import User


def save_assessment(*, case: Case, by: Actor, content: Mapping[str, str], edition: int = 0) -> NeedsAssessment:
    """The draft as it is written so far; the first save begins it. `edition` is what its writer saw, 0 for none: the
    same text again writes nothing, another one over a newer edition raises Overtaken."""
    led_here(case, by)
    must_be_sealed(case)
    draft = draft_of(NeedsAssessment, case)
    if draft is not None and says_the_same(draft, content):
        return draft
    if draft is None:
        return _begin(case, by, content, edition)
    must_be_seen(draft, edition, assessment_before(case), case)
    with recorded("plan.assess", case, by, assessment=str(draft.pk)) as entry:
        write_over(draft, case, by, content, entry)
    return draft


def _begin(case: Case, by: Actor, content: Mapping[str, str], edition: int) -> NeedsAssessment:
    if edition:
        raise Conflict(gettext("Penilaian ini sudah selesai. Mulai penilaian baru bila keadaannya berubah."))
    last = case.needsassessments.first()
    draft = NeedsAssessment(**begun(case, by, last.number + 1 if last else 1, content))
    try:
        with recorded("plan.assess", case, by, assessment=str(draft.pk)) as entry:
            add(entry, case, draft)
    except IntegrityError:  # somebody else began it this very moment
        return save_assessment(case=case, by=by, content=content)
    return draft


def finish_assessment(*, case: Case, by: Actor, edition: int) -> NeedsAssessment:
    """From now on it counts, and is written over no more. What was asked for by a review or a reopening is done.

    Raises DomainError while something is missing, Conflict when it is not the edition that was read."""
    led_here(case, by)
    draft = draft_of(NeedsAssessment, case)
    if draft is None or draft.edition != edition:
        raise Conflict(gettext("Penilaian ini berubah sesudah Anda membacanya. Baca yang baru, lalu selesaikan."))
    if rules.lacking(draft.words):
        raise DomainError(gettext("Penilaian belum lengkap. Isi dulu yang masih kurang."))
    draft.move_to(NeedsAssessment.Status.FINISHED)
    draft.finished_by, draft.finished_at = by if isinstance(by, User) else None, timezone.now()
    with recorded("plan.finish_assessment", case, by, assessment=str(draft.pk)) as entry:
        entry.change(draft)
        owed.done(owed.open_of(case, owed.ASSESS), by, draft.finished_at, entry)
    return draft
