"""A file opened, handed on, and how the child stands in it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases import ages, promises, rules
from suar.casework.cases.alongside import Change, barred, went_along
from suar.casework.cases.clusters import CATEGORIES, CLUSTERS
from suar.casework.cases.models import (
    Case,
    ChildRole,
    Kind,
    Risk,
    Safe,
)
from suar.casework.cases.perms import (
    first_holder,
    require_file,
    require_officer,
)
from suar.casework.cases.recording import add, known, reason_of, recorded
from suar.casework.children.models import Child
from suar.casework.children.perms import require_office
from suar.casework.conflicts import actions as conflicts
from suar.casework.conflicts.rules import Heard
from suar.core.documents.models import next_number
from suar.core.errors import DomainError
from suar.core.ledger.actors import WORKER, Actor
from suar.core.ledger.recording import Recording
from suar.core.once import once
from suar.core.vault.fields import share_cipher, unlock
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require


def open_case(
    *,
    child: Child,
    office: Office,
    by: Actor,
    kind: str,
    cluster: str,
    channel: str = "",
    region_code: str = "",
    opened_on: date | None = None,
    received_at: datetime | None = None,
    age: int | None = None,
    child_role: str = ChildRole.UNKNOWN,
    summary: str = "",
    event_on: str = "",
    officer: User | None = None,
    risk: str = Risk.UNKNOWN,
    category: str = "",
    safe_now: str = Safe.UNKNOWN,
    case_id: UUID | None = None,
) -> Case:
    """A new file with its number and first duties, which run from `received_at` (now where it is not given). The same
    `case_id` again opens nothing."""
    require_office(by, office)
    known(cluster=(cluster, CLUSTERS), kind=(kind, Kind.values), child_role=(child_role, ChildRole.values))
    known(category=(category, ["", *CATEGORIES]), risk=(risk, Risk.values), safe_now=(safe_now, Safe.values))
    moment = timezone.now()

    def act(pk: UUID) -> Case:
        holder = first_holder(child, officer, by, office)
        case = Case(
            id=pk, office=office, child=child, kind=kind, cluster=cluster, category=category,
            channel=channel, region_code=region_code, opened_on=opened_on or timezone.localdate(moment),
            age=age, event_on=ages.checked(event_on), child_role=child_role, summary=summary, officer=holder, risk=risk,
            review_role=rules.needs_role_review(cluster, category, child_role), safe_now=safe_now,
        )  # fmt: skip
        return _opened(case, received_at or moment, by)

    return once(Case.objects.select_related("child", "office"), case_id, act, child_id=child.pk)


def _opened(case: Case, since: datetime, by: Actor) -> Case:
    share_cipher(case.child, case)
    if isinstance(by, User) and barred(case, case.officer):
        case.officer = None  # the child's file is opened all the same; whoever leads finds somebody who can carry it
    case.age = ages.at_opening(case, case.age)
    facts = {"cluster": case.cluster, "kind": case.kind, **_said_safe(case)}
    with recorded("case.open", case, by, **facts) as entry:
        entry.data["number"] = case.number = _next_number(case, entry)
        entry.add(case, *promises.first(case, since))
        _withhold(case, by)
    return case


def _said_safe(case: Case) -> dict[str, str]:
    """What was said of safety, for the record: later papers are weighed against it."""
    return {} if case.safe_now == Safe.UNKNOWN else {"safe": case.safe_now}


def _next_number(case: Case, entry: Recording) -> str:
    year = f"{case.opened_on.year}"
    return f"{year}-{next_number('case', entry=entry, office=case.office.code, period=year):04d}"


def _withhold(case: Case, by: Actor) -> None:
    """From whoever the summary may name; what was withheld of the child before is named by the file."""
    heard = Heard({}, {"summary": case.summary})
    conflicts.compare(subject=case.child_id, office=case.office, heard=heard, reference=case.number, case_id=case.pk)
    conflicts.note_case(subject=case.child_id, case_id=case.pk, reference=case.number, by=by)


def assign(*, case: Case, officer: User | None, by: Actor, why: str = "") -> Case:
    """Who holds the file. Its open duties go along. `why`: a leader gives it all the same to somebody who carries too
    much; the reason goes into the file as a note. Raises DomainError for such a file without it, Refused by others."""
    require_file(case, by)
    require_officer(officer, case.office, case.child_id)
    over = barred(case, officer) if isinstance(by, User) and officer and officer.pk != case.officer_id else ""
    if over:
        if not why.strip():
            raise DomainError(over)
        require(by, Permission.CASELOAD_OVERRIDE, case.office_id)
    held = case.officer.actor_id if case.officer else ""
    facts = {"officer": officer.actor_id if officer else "", "held": held, **({"over": True} if over else {})}
    with recorded("case.assign", case, by, **facts) as entry:
        former, case.officer = case.officer, officer
        entry.change(case)
        if over:
            add(entry, case, reason_of(case, by, why))
        promises.hand_on(case, former, by)
        went_along(Change.ASSIGNED, case, by, timezone.now())
    return case


def let_go(user: int, subject: UUID) -> None:
    """Somebody may not see this child's files any more: they are nobody's from now on, by the program's hand, and stand
    before the leaders among the files without a holder. Inside the recording that withholds them."""
    held = Case.objects.filter(child=subject, officer=user).select_related("child", "office", "officer")
    for case in unlock(list(held)):
        assign(case=case, officer=None, by=WORKER)


def settle_role(*, case: Case, child_role: str, why: str, by: Actor) -> Case:
    """A person decides how the child stands in the file after a review; the reason goes into the file as a note."""
    require_file(case, by)
    require(by, Permission.CASE_CLOSE, case.office_id)
    known(child_role=(child_role, ChildRole.values))
    if not why.strip():
        raise DomainError(_("Tulis alasan keputusan ini."))
    note = reason_of(case, by, why)
    with recorded("case.settle_role", case, by, before=case.child_role, after=child_role) as entry:
        case.child_role, case.review_role = child_role, False
        entry.change(case)
        add(entry, case, note)
        promises.role_settled(case, by, why.strip())
    return case
