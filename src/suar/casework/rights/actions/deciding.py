"""Two people decide: one proposes, another confirms or sends it back; what was decided may be taken up again."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.rights import rules
from suar.casework.rights.actions.receiving import known
from suar.casework.rights.models import Check, Decision, Outcome, Status, SubjectRequest
from suar.casework.rights.recording import (
    add,
    checks_of,
    may,
    may_decide,
    must_stand,
    recorded,
    row_of,
    said,
    standing_decision,
)
from suar.casework.rights.weighing import stands_in_the_way
from suar.core.errors import Conflict, DomainError
from suar.registry.accounts.handing import must_be_two
from suar.registry.accounts.models import User


def propose(
    *,
    request: SubjectRequest,
    outcome: str,
    why: str,
    by: User,
    sections: Sequence[str] = (),
    grounds: Sequence[str] = (),
    read_through: bool = False,
) -> Decision:
    """The first of two. Raises DomainError for a grant that something stands in the way of, and for what is missing."""
    may(by, request.case)
    must_stand(request, Status.OPEN)
    known(outcome, Outcome.values)
    if not why.strip():
        raise DomainError(_("Tulis alasan usul ini dengan beberapa kalimat."))
    if wrong := rules.missing_sections(request.kind, outcome, sections, read_through):
        raise DomainError(wrong)
    if not set(grounds) <= set(rules.grounds()) or (outcome == Outcome.REFUSE and not grounds):
        raise DomainError(_("Pilih dasar penolakan dari daftar, paling sedikit satu."))
    if outcome == Outcome.GRANT:
        must_be_free(request)
    if (waiting := standing_decision(request)) is not None:
        raise Conflict(_("Usul %(name)s masih menunggu orang kedua. Muat ulang halaman.") % {"name": waiting.by.name})
    row = Decision(
        **row_of(request, by), outcome=outcome, sections=list(sections), grounds=list(grounds),
        read_through=read_through, words=said(why=why),
    )  # fmt: skip
    with recorded("propose", request, by, outcome=outcome) as entry:
        entry.change(request)  # first: two proposals at once are told apart by its version
        add(entry, request, row)
    return row


def confirm(*, request: SubjectRequest, by: User) -> SubjectRequest:
    """The second of two, on what stands there now: looked at again, for meanwhile the child may be in danger."""
    may_decide(by, request.case)
    must_stand(request, Status.OPEN)
    decision = _waiting(request)
    must_be_two(by, decision.by, _("Yang mengusulkan tidak memutuskan sendiri. Minta komisioner lain membacanya."))
    if decision.outcome == Outcome.GRANT:
        must_be_free(request)
    with recorded("confirm", request, by, outcome=decision.outcome) as entry:
        request.move_to(Status.DECIDED)
        request.outcome = decision.outcome
        decision.confirmed_by, decision.confirmed_at = by, timezone.now()
        entry.change(request, decision)
    return request


def send_back(*, request: SubjectRequest, why: str, by: User) -> Decision:
    """Not so: the reason stays beside the proposal, and another may be made."""
    may_decide(by, request.case)
    must_stand(request, Status.OPEN)
    decision = _waiting(request)
    _ended(request, decision, why, by)
    with recorded("send_back", request, by) as entry:
        entry.change(request, decision)
    return decision


def reconsider(*, request: SubjectRequest, why: str, by: User) -> SubjectRequest:
    """What was decided and not carried out yet is taken up again: something became known. One person is enough to
    stop."""
    may(by, request.case)
    must_stand(request, Status.DECIDED)
    decision = standing_decision(request)
    if decision is None:
        raise Conflict(request.not_open())
    _ended(request, decision, why, by)
    with recorded("reconsider", request, by) as entry:
        request.move_to(Status.OPEN)
        request.outcome = ""
        entry.change(request, decision)
    return request


def must_be_free(request: SubjectRequest) -> None:
    """Nothing stands in the way of granting it. Raises DomainError with every reason: a form keeps its words."""
    if found := stands_in_the_way(request, latest(request)):
        raise DomainError(" ".join(found))


def latest(request: SubjectRequest) -> Check | None:
    return next(iter(checks_of(request)), None)


def _waiting(request: SubjectRequest) -> Decision:
    decision = standing_decision(request)
    if decision is None or not decision.waits:
        raise Conflict(_("Tidak ada usul yang menunggu. Muat ulang halaman."))
    return decision


def _ended(request: SubjectRequest, decision: Decision, why: str, by: User) -> None:
    if not why.strip():
        raise DomainError(_("Tulis apa yang harus dilihat lagi."))
    decision.words = {**(decision.words or {}), "back": why.strip()}
    decision.ended_by, decision.ended_at = by, timezone.now()
