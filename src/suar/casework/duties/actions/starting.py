"""How a duty begins, and how it follows a complaint into the child's file."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Required, TypedDict, Unpack
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.conflicts.withheld import require_free, require_holder, require_receiver
from suar.casework.duties.kinds import KINDS, RISKS, kind_for
from suar.casework.duties.limits import ask_by, set_limit
from suar.casework.duties.models import ASK, Duty
from suar.casework.duties.recording import may_work
from suar.casework.duties.rulebook import rulebook
from suar.core import ledger
from suar.core.errors import DomainError
from suar.core.ledger.actors import Actor, told_at
from suar.core.once import once
from suar.core.vault import marks
from suar.core.vault.erased import must_be_sealed
from suar.core.vault.fields import VaultModel, reseal, share_cipher
from suar.registry.accounts.models import Office, User
from suar.registry.agencies.models import Agency


class DutyFacts(TypedDict, total=False):
    """What a new duty is told. `event_at` is the moment that starts its clock; None: nobody knows it yet.

    `due_at` is a date that was agreed: it stands as it is, whatever the kind's rule. `on` is the date whose law applies
    where that is not the event's. `risk` chooses among the rules of a kind that has one for each level. `sealed_like`
    is an opened row of the same subject: its key is not fetched again. `duty_id`: of what was pressed once."""

    duty_id: UUID | None
    kind: Required[str]
    about: Required[str]
    subject: Required[UUID]
    office: Required[Office]
    reference: str
    case_id: UUID | None
    agency: Agency | None
    officer: User | None
    what: str
    event: str
    event_at: datetime | None
    rule: str | None
    risk: str
    due_at: datetime | None
    on: date | None
    sealed_like: VaultModel | None
    started_at: datetime


def start(*, by: Actor, **facts: Unpack[DutyFacts]) -> Duty:
    """A new duty. The rule defaults to the kind's; an event whose date nobody knows makes a question, never lateness.
    The same `duty_id` again starts nothing.

    Raises DomainError, ClockError, Refused, Conflict."""
    may_work(by, facts["office"])
    require_free(by, facts["subject"])
    require_holder(facts.get("officer"), facts["subject"])
    require_receiver(facts.get("agency"), facts["subject"])

    def act(pk: UUID) -> Duty:
        facts["duty_id"] = pk
        return begin(by=by, **facts)

    return once(Duty.objects.all(), facts.get("duty_id"), act, subject=facts["subject"])


def begin(*, by: Actor, **facts: Unpack[DutyFacts]) -> Duty:
    """As `start`, within an action that has asked already who may see the file: what it has just written may have
    withheld the file from whoever acts, and the duty is owed all the same."""
    may_work(by, facts["office"])
    facts.setdefault("started_at", told_at(by, timezone.now()))
    duty = prepare(**facts)
    with ledger.record(
        "duty.start",
        by=by,
        subject=duty.subject,
        office=duty.office.code,
        data={"kind": duty.kind, "rule": duty.rule},
    ) as entry:
        entry.add(duty)
        if isinstance(by, User):
            marks.lift_unless_by(duty.subject, by.pk)  # somebody owes something to a child
    return duty


def prepare(**facts: Unpack[DutyFacts]) -> Duty:
    """The duty that `start` records, not saved yet: for an action that adds many rows in one entry."""
    kind, agency, event_at, due_at = facts["kind"], facts.get("agency"), facts.get("event_at"), facts.get("due_at")
    rule = _rule_of(facts)
    _check(kind, rule, facts)
    duty = Duty(
        id=facts.get("duty_id") or uuid4(),
        office=facts["office"],
        about=facts["about"],
        subject=facts["subject"],
        case_id=facts.get("case_id"),
        reference=facts.get("reference", ""),
        kind=kind,
        agency=agency,
        what=facts.get("what", ""),
        officer=facts.get("officer"),
        owed_to=KINDS[kind].owed_to,
        rule=rule,
        event=facts.get("event") or (rulebook().versions(rule)[-1].starts_on if rule else ""),
        event_at=event_at,
        law_on=facts.get("on"),
        due_at=due_at,
        started_at=facts.get("started_at") or timezone.now(),
    )
    if kind == ASK or (event_at is None and due_at is None and rule):
        _make_question(duty)
    elif event_at is not None and due_at is None and rule:
        set_limit(duty)
    else:
        duty.turn_at = due_at or duty.started_at
    if (opened := facts.get("sealed_like")) is not None:
        share_cipher(opened, duty)
    must_be_sealed(duty)
    return duty


def prepare_alike(about_whom: Iterable[tuple[UUID, UUID, str]], **facts: Unpack[DutyFacts]) -> list[Duty]:
    """The same duty for many files (subject, case, reference), not saved yet: one clock is counted for all of them.

    For duties without words of their own; `facts["subject"]` names any one of the subjects."""
    first = prepare(**facts)
    same = {field.attname: getattr(first, field.attname) for field in Duty._meta.concrete_fields}
    for name in ("id", "version", "subject", "case_id", "reference", "what"):
        del same[name]
    return [
        Duty(**same, subject=subject, case_id=case_id, reference=reference)
        for subject, case_id, reference in about_whom
    ]


def _check(kind: str, rule: str, facts: DutyFacts) -> None:
    if KINDS[kind].owed_by == "agency" and facts.get("agency") is None:
        raise DomainError(gettext("Pilih lembaga yang berkewajiban."))
    if kind == ASK and not (facts.get("event") or rule):
        raise DomainError(gettext("Tulis peristiwa yang tanggalnya ditanyakan."))


def _rule_of(facts: DutyFacts) -> str:
    """The rule that counts. A date that was agreed needs none; a risk nobody knows is taken as high."""
    kind, rule = KINDS[facts["kind"]], facts.get("rule")
    if rule is not None:
        return rule
    if facts.get("due_at") is not None or kind.code == ASK or kind.rule is None:
        return ""
    risk = facts.get("risk", "high")
    return kind.rule.format(risk=risk if risk in RISKS else "high")


def _make_question(duty: Duty) -> None:
    """Nobody knows the date: to ask is ours, and what the question stands for is kept beside it."""
    of_agency = duty.agency is not None
    if duty.kind != ASK:
        duty.asks_for = duty.kind
    else:
        duty.asks_for = kind_for(duty.rule, of_agency=of_agency) if duty.rule else "other"
    duty.kind, duty.asks_of, duty.agency, duty.event_at, duty.due_at = ASK, duty.agency, None, None, None
    duty.turn_at = ask_by(duty.started_at, duty.office_id)


def move_subject(
    *,
    old: UUID,
    new: UUID,
    case_id: UUID | None,
    reference: str,
    by: Actor,
    about: str = Duty.About.CHILD,
    only: Collection[UUID] | None = None,
) -> int:
    """The duties of a complaint that became a case go on in the child's file, sealed under the child's key; so do those
    of what turned out to belong to a file or a complaint. `only`: of these, where the rest stays."""
    found = Duty.objects.about(old) if only is None else Duty.objects.about(old).filter(pk__in=only)
    moved = list(found.select_related("office"))
    if not moved:
        return 0
    may_work(by, moved[0].office)
    notes = [note for duty in moved for note in duty.notes.all()]
    for row in [*moved, *notes]:
        reseal(row, lambda row=row: setattr(row, "subject", new))
    for duty in moved:
        duty.about, duty.case_id, duty.reference = about, case_id, reference
    with ledger.record("duty.move", by=by, subject=new, office=moved[0].office.code) as entry:
        entry.change(*moved, *notes)
    return len(moved)
