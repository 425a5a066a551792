"""A complaint becomes a case: what was under the complaint's key goes under the child's, and the old key goes."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext, override

from suar.casework.cases import actions as cases
from suar.casework.cases import ages
from suar.casework.cases.models import Case, Risk
from suar.casework.cases.perms import require_officer
from suar.casework.cases.rules import RANK, event_words
from suar.casework.children import actions as children
from suar.casework.children.models import Child
from suar.casework.complaints import danger, following, rules
from suar.casework.complaints.models import Complaint, HandOver, Status
from suar.casework.complaints.perms import require_here
from suar.casework.complaints.recording import REVIEW, held_in_place, is_able, recorded
from suar.casework.conflicts import actions as conflicts
from suar.casework.conflicts.withheld import require_free
from suar.casework.duties import actions as duties
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger import holds
from suar.core.ledger.recording import Recording
from suar.core.vault import keys, marks, tokens
from suar.core.vault.fields import reseal, share_cipher
from suar.core.vault.models import DataKey
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission

DETAILS = ("birth_date", "sex", "nik", "phone", "address", "guardian", "school")


def make_case(
    *,
    complaint: Complaint,
    by: User,
    child: Child | None = None,
    officer: User | None = None,
    case: Case | None = None,
    event_on: str = "",
) -> Case:
    """The complaint becomes a case: of a new child, of a child that has a file already, or it joins an open `case`.
    `event_on`: when it happened, as far as known; a file that it joins keeps its own date, and notes what was named.
    Complaint, messages, hand-overs, duties and what follows (following.py) are sealed anew under the child's key; the
    complaint's own key goes."""
    require_here(by, Permission.COMPLAINT_TRIAGE, complaint)
    child = case.child if case else child
    if child is not None:
        require_free(by, child.pk)
    joined, officer = case is not None, officer or _holder(complaint, child, case, by)
    _check(complaint, child, case, officer)
    old, child_id = complaint.subject, child.pk if child else uuid4()
    keys.create(child_id)
    try:
        with recorded("make_case", complaint, by, subject=child_id, joined=joined) as entry:
            held_in_place(complaint)  # before its messages are read: none may join them under the old key
            conflicts.move_subject(old=old, new=child_id, case_id=None, reference=complaint.number, by=by)
            child = child or _register(complaint, child_id, by)
            case = case or _open(complaint, child, officer, by)
            complaint.officer = officer
            _seal_under(child, complaint, case, entry)
            following.became_case(complaint=complaint, old=old, case=case, by=by)
            _bring_along(complaint, case, event_on, by, joined=joined)
            conflicts.note_case(subject=child.pk, case_id=case.pk, reference=case.number, by=by)
            _move_duties(old, case, by)
            marks.lift(child_id)  # what is joined to it is about a child
            # Only a committed move may end the old key; after a kill in between `sweep_keys` ends it.
            transaction.on_commit(lambda: _forget(old))
    except Conflict:
        _undo_findable(child_id)
        raise
    return case


def _move_duties(old: UUID, case: Case, by: User) -> None:
    """They go on in the file; the review is done: whoever opens the file has decided."""
    duties.finish_all(subject=old, kinds=[REVIEW], by=by)
    duties.move_subject(old=old, new=case.child_id, case_id=case.pk, reference=case.number, by=by)


def _holder(complaint: Complaint, child: Child | None, case: Case | None, by: User) -> User:
    """Who held it before goes on with it, unless they left or it is withheld from them now."""
    subjects = {complaint.subject, child.pk if child else complaint.subject}
    for officer in (case.officer if case else None, complaint.officer):
        if officer is not None and all(is_able(officer, complaint, subject) for subject in subjects):
            return officer
    return by


def _check(complaint: Complaint, child: Child | None, case: Case | None, officer: User) -> None:
    if complaint.status == Status.CASE:
        raise Conflict(gettext("Pengaduan ini sudah menjadi berkas. Muat ulang halaman untuk membukanya."))
    if complaint.status not in {Status.READ, Status.HANDED_OVER}:
        raise Conflict(gettext("Baca dulu pengaduan ini; yang sudah ditutup perlu dibuka lagi."))
    if not complaint.cluster:
        raise DomainError(gettext("Telaah dulu pengaduan ini: tentukan klasternya, lalu buka berkas."))
    if not _has_key(complaint):
        raise Refused(gettext("Isi pengaduan ini sudah dimusnahkan. Tidak ada yang dapat dipindahkan ke berkas."))
    if child is not None and child.office_id != complaint.office_id:
        raise Refused(gettext("Anak ini dicatat kantor lain. Minta kantor itu bila perlu bekerja sama."))
    if case is not None and not case.is_open:
        raise Refused(gettext("Berkas itu sudah ditutup. Buka lagi dulu, atau buka berkas baru untuk anak ini."))
    for subject in {complaint.subject, child.pk if child else complaint.subject}:
        require_officer(officer, complaint.office, subject)


def _has_key(complaint: Complaint) -> bool:
    """False when it was erased. Raises Conflict when its key went because somebody else made the case a moment ago."""
    try:
        return not complaint.is_erased
    except keys.KeyMissing:
        raise Conflict(gettext("Pengaduan ini sudah menjadi berkas. Muat ulang halaman untuk membukanya.")) from None


def _register(complaint: Complaint, child_id: UUID, by: User) -> Child:
    given = complaint.child_details or {}
    details: dict[str, Any] = {name: str(given[name]) for name in DETAILS if given.get(name)}
    if given.get("birth_estimated") == rules.YES:
        details["birth_estimated"] = True
    return children.register(
        office=complaint.office,
        by=by,
        child_id=child_id,
        name=complaint.child_name,
        unnamed=not complaint.child_name,
        **details,
    )


def _open(complaint: Complaint, child: Child, officer: User, by: User) -> Case:
    """A new file, with the assessment of the triage as its first: level, answers and reasons go along."""
    risk_answers = danger.answers_of(complaint)
    case = cases.open_case(
        child=child,
        office=complaint.office,
        by=by,
        kind=complaint.kind,
        cluster=complaint.cluster,
        channel=complaint.channel,
        region_code=complaint.region_code,
        received_at=complaint.clock_from,
        age=rules.age_in(complaint.child_details, timezone.localdate(complaint.received_at)),
        child_role=complaint.child_role,
        summary=complaint.story,
        officer=officer,
        risk=complaint.risk,
        safe_now=danger.safe_now(complaint),
    )
    if any(answer != rules.UNKNOWN for answer in risk_answers.values()):
        cases.assess_risk(case=case, answers=risk_answers, by=by, heard=False)
    return case


def _bring_along(complaint: Complaint, case: Case, event_on: str, by: User, *, joined: bool) -> None:
    event_on = ages.checked(event_on)
    if event_on and not case.event_on:
        cases.set_event(case=case, event_on=event_on, by=by)
    elif event_on and event_on != case.event_on:
        cases.write_note(case=case, by=by, said=_other_date(complaint, case, event_on))
    if joined:
        _bring_danger(complaint, case, by)


def _other_date(complaint: Complaint, case: Case, event_on: str) -> str:
    with override("id"):  # a record of the office: one language whoever writes it
        return gettext(
            "Pengaduan %(number)s, yang digabungkan ke berkas ini, menyebut tanggal kejadian lain: %(told)s. "
            "Tanggal di berkas tetap: %(kept)s."
        ) % {"number": complaint.number, "told": event_words(event_on), "kept": event_words(case.event_on)}


def _bring_danger(complaint: Complaint, case: Case, by: User) -> None:
    """A complaint that joins a file tells it what it says of danger: a file is never calmer than what joined it."""
    risk_answers, in_danger = danger.answers_of(complaint), danger.is_said(complaint)
    level = Risk.HIGH if in_danger and complaint.risk == Risk.UNKNOWN else complaint.risk
    known = any(answer != rules.UNKNOWN for answer in risk_answers.values())
    if known and (case.risk == Risk.UNKNOWN or RANK[level] > RANK[case.risk]):
        cases.assess_risk(case=case, answers=risk_answers, by=by, heard=False)
    if in_danger:
        cases.learn_danger(case=case, by=by, at=danger.heard_at(complaint))


def _seal_under(child: Child, complaint: Complaint, case: Case, entry: Recording) -> None:
    """Everything is opened with the old key first; then each row is sealed and saved under the child's."""
    messages, handovers = list(complaint.messages.all()), list(complaint.handovers.all())
    for message in messages:
        message.complaint = complaint
    share_cipher(complaint, *messages, *handovers)
    texts = [(message.text, message.sent_at) for message in messages]

    def turn() -> None:
        complaint.subject, complaint.case = child.pk, case

    old = complaint.subject
    reseal(complaint, turn)
    holds.moved(old, child.pk, entry)
    for handover in handovers:
        reseal(handover, lambda row=handover: _turn(row, child, case))
    for message, text in zip(messages, texts, strict=True):
        message.text, message.sent_at = text
    share_cipher(child, complaint, *messages, *handovers)
    complaint.move_to(Status.CASE)
    entry.change(complaint, *messages, *handovers)


def _turn(handover: HandOver, child: Child, case: Case) -> None:
    handover.subject, handover.case = child.pk, case


def _forget(old: UUID) -> None:
    """No row is sealed under it any more: key and search tokens go. No tombstone: nobody was erased."""
    tokens.forget(old)
    DataKey.objects.filter(pk=old).delete()


def _undo_findable(child_id: UUID) -> None:
    """Another made the case first: the child that was about to be written down is not there to be found."""
    if not Child.objects.filter(pk=child_id).exists():
        tokens.forget(child_id)
        DataKey.objects.filter(pk=child_id).delete()


def sweep_keys() -> int:
    """End the keys of complaints that became a case just before a kill. Idempotent. Returns how many there were."""
    moved = Complaint.objects.filter(case__isnull=False).exclude(subject=F("id")).values_list("pk", flat=True)
    ended, batch = 0, []
    for pk in moved.iterator(chunk_size=2000):
        batch.append(pk)
        if len(batch) == 500:
            ended, batch = ended + _sweep(batch), []
    return ended + _sweep(batch)


def _sweep(ids: list[Any]) -> int:
    left = list(DataKey.objects.filter(pk__in=ids).values_list("pk", flat=True))
    for subject in left:
        _forget(subject)
    return len(left)
