"""How a letter begins: the worker proposes, or somebody asks for one. Nothing here sends anything.

A duty that stood in a letter of a kind is not proposed for that kind again: whoever withdrew it had a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from suar.casework.duties.models import Duty
from suar.casework.letters import rules, signing
from suar.casework.letters.lines import late, late_of, still_owed, worth_a_letter
from suar.casework.letters.models import NUMBERED, Kind, Letter, LetterLine, Status
from suar.core import ledger
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import WORKER, Actor
from suar.core.ledger.models import StaleRow
from suar.core.vault import keys
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require
from suar.registry.agencies.models import Agency

BATCH = 500


def propose(*, office: Office, agency: Agency, kind: str, by: Actor) -> Letter:
    """A draft with everything that this agency is late with; a draft that exists gains what it lacks.

    Raises DomainError where nothing is late, Refused, Conflict."""
    require(by, Permission.LETTER_WORK, office.pk)
    now = timezone.now()
    duties = late_of(office, agency, now, by)
    if not duties or _is_out_of_sight(office, agency, kind, by):
        raise DomainError(
            gettext("Lembaga ini tidak punya kewajiban terlambat yang batasnya pasti dan yang dapat Anda surati.")
        )
    seen = Letter.objects.visible_to(by) if isinstance(by, User) else Letter.objects.all()
    before = seen.waiting().filter(office=office, agency=agency, kind=Kind.REMINDER).order_by("-sent_at")
    follows = before.first() if kind == Kind.ESCALATION else None
    return _draft(office, agency, kind, duties, now=now, by=by, follows=follows)


def _is_out_of_sight(office: Office, agency: Agency, kind: str, by: Actor) -> bool:
    """Whether the draft that stands names a file withheld from whoever asks: nobody writes into what they may not see.
    What they would have added, the worker adds within a minute."""
    draft = Letter.objects.drafts().filter(office=office, agency=agency, kind=kind)
    return isinstance(by, User) and draft.exclude(pk__in=Letter.objects.visible_to(by).values("pk")).exists()


def propose_due(*, now: datetime) -> int:
    """What the worker does each minute: settled duties leave the drafts, late ones enter them; a reminder that was sent
    and not answered in time is followed by a letter to the superior. Returns how many drafts changed."""
    return _tidy(now) + _remind(now) + _escalate(now)


def _tidy(now: datetime) -> int:
    changed = 0
    lines: dict[Letter, list[LetterLine]] = defaultdict(list)
    for line in LetterLine.objects.filter(letter__status=Status.DRAFT).select_related("letter__office", "duty"):
        lines[line.letter].append(line)
    for letter, held in lines.items():
        settled = [line for line in held if not still_owed(line.duty, now)]
        if settled:
            changed += _settle(letter, settled, left=len(held) - len(settled), now=now)
    return changed


def _settle(letter: Letter, settled: list[LetterLine], *, left: int, now: datetime) -> int:
    """Take settled duties out of a draft; a draft without any is withdrawn and keeps its lines, to show what it was."""
    facts = {"kind": letter.kind, "duties": len(settled)}
    try:
        with ledger.record("letter.settle", by=WORKER, office=letter.office.code, data=facts) as entry:
            if not left:
                letter.move_to(Status.WITHDRAWN)
                letter.withdrawn_at = now
                with translation.override("id"):
                    letter.why = gettext("Semua kewajiban dalam usulan ini sudah selesai.")
            entry.change(letter)
            if left:
                entry.remove(*settled)
    except StaleRow:
        return 0  # somebody works on it this moment: next minute
    return 1


def _remind(now: datetime) -> int:
    found = late(now).filter(letter_lines=None).select_related("office", "agency").order_by("due_at")[:BATCH]
    groups: dict[tuple[Office, Agency], list[Duty]] = defaultdict(list)
    for duty in worth_a_letter(found, now):
        if duty.agency is not None:
            groups[duty.office, duty.agency].append(duty)
    return sum(_proposed(office, agency, Kind.REMINDER, duties, now) for (office, agency), duties in groups.items())


def _escalate(now: datetime) -> int:
    unanswered = Letter.objects.waiting().filter(kind=Kind.REMINDER, answer_by__lt=now)
    changed = 0
    for letter in unanswered.select_related("office", "agency__superior").order_by("answer_by")[:BATCH]:
        again = late(now).filter(letter_lines__letter=letter)
        fresh = again.exclude(pk__in=LetterLine.objects.filter(letter__kind=Kind.ESCALATION).values("duty"))
        if duties := worth_a_letter(fresh, now):
            changed += _proposed(letter.office, letter.agency, Kind.ESCALATION, duties, now, letter)
    return changed


def _proposed(
    office: Office, agency: Agency, kind: str, duties: Sequence[Duty], now: datetime, follows: Letter | None = None
) -> int:
    """Whether the worker could propose it; what somebody else works on this moment waits for the next minute."""
    try:
        _draft(office, agency, kind, duties, now=now, by=WORKER, follows=follows)
    except Conflict:
        return 0
    return 1


def _draft(
    office: Office,
    agency: Agency,
    kind: str,
    duties: Sequence[Duty],
    *,
    now: datetime,
    by: Actor,
    follows: Letter | None,
) -> Letter:
    held = Letter.objects.drafts().filter(office=office, agency=agency, kind=kind).select_related("office").first()
    letter = held or _begun(office, agency, kind, now=now, follows=follows)
    known = set(held.lines.values_list("duty", flat=True)) if held else set()
    lines = [LetterLine(letter=letter, duty=duty) for duty in duties if duty.pk not in known]
    if not lines:
        return letter
    facts = {"kind": kind, "agency": agency.pk, "duties": len(lines)}
    try:
        with transaction.atomic(), ledger.record("letter.propose", by=by, office=office.code, data=facts) as entry:
            if held:
                entry.change(letter)
            else:
                entry.add(letter)
            entry.add(*lines)
    except (StaleRow, IntegrityError):  # somebody edits the draft, or proposed the same letter this moment
        raise StaleRow from None
    return letter


def _last_read_by(office: Office, to: Agency) -> str:
    """For whose attention the last letter of this office to that body was: proposed again, and changed where it is not
    so any more."""
    gone = Letter.objects.filter(office=office, to=to, status__in=NUMBERED).exclude(line="")
    return gone.order_by("-proposed_at", "-pk").values_list("line", flat=True).first() or ""


def _begun(office: Office, agency: Agency, kind: str, *, now: datetime, follows: Letter | None) -> Letter:
    """A new draft, not saved yet, to the agency itself or to its superior where that is known."""
    to = (agency.superior or agency) if kind == Kind.ESCALATION else agency
    letter = Letter(
        office=office,
        kind=kind,
        agency=agency,
        to=to,
        addressee=rules.addressee(to.name),
        line=_last_read_by(office, to),
        signer=signing.usual_signer(office.pk),
        follows=follows,
        proposed_at=now,
        turn_at=now,
    )
    keys.create(letter.pk)
    letter.closing = rules.CLOSING[Kind(kind)]
    return letter
