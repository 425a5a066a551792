"""Loads, sessions and hand-overs, made through the actions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.supervision import actions, leaving
from suar.casework.supervision.models import Session, TermHandover, Transfer
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Appointment, Role, User
from tests.factories import a_case, a_user, an_office, an_officer


def files(user: User, count: int, risk: str = "high") -> list[Case]:
    """So many files in one pair of hands."""
    return [a_case(user, risk=risk) for _n in range(count)]


def nobodys(by: User, **facts: str) -> Case:
    """A file that nobody holds."""
    case = a_case(by, **facts)
    return cases.assign(case=case, officer=None, by=by)


def a_talk(leader: User | None = None, case: Case | None = None, mark: str = "") -> Session:
    """A session with somebody, and what was agreed about a file of theirs."""
    leader = leader or a_user(Role.WAKIL)
    other = an_officer(leader.office)
    row = actions.log_session(
        office=leader.office, other=other, by=leader, kind="discussion", held_at=timezone.now(), minutes=30,
        points=f"Lembar pantau {mark}",
    )  # fmt: skip
    actions.agree_on_file(session=row, case=case or a_case(other), agreed=f"Temui lagi {mark}", by=other)
    return row


def a_transfer(case: Case | None = None, mark: str = "") -> Transfer:
    """A file that another office is asked to take."""
    case = case or a_case(an_officer())
    to = an_office("melawi", "KPPAD Kabupaten Melawi")
    by = an_officer(case.office)
    return actions.propose_transfer(case=case, to_office=to, reason="moved", summary=f"Pindah {mark}", by=by)


def leaving_soon(role: Role = Role.WAKIL, days: int = 20) -> Appointment:
    """Somebody whose term ends in so many days."""
    user = accounts.add_user(username=f"lama{uuid4().hex[:8]}", name="Purna Contoh", password="x" * 14, by=OPERATOR)
    until = timezone.localdate() + timedelta(days=days)
    since = timezone.localdate() - timedelta(days=400)
    accounts.appoint(user=user, office=an_office(), role=role, since=since, until=until, by=OPERATOR)
    return Appointment.objects.select_related("user", "office").get(user=user)


def carry(term: Appointment, by: User, *receivers: User, **facts: Any) -> TermHandover:
    people = list(receivers) or leaving.staying(term)
    seal = leaving.plan(term, people, by).seal
    return actions.hand_over(appointment=term, receivers=people, by=by, **{"seal": seal, **facts})


def a_handing(by: User | None = None) -> TermHandover:
    """Everything of somebody whose term ends, given to whoever stays."""
    by = by or a_user(Role.KETUA)
    term = leaving_soon()
    a_case(term.user, officer=term.user)
    an_officer()
    return carry(term, by)


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def words_of(page: HttpResponse) -> str:
    return " ".join(strip_tags(page.content.decode()).split())


def fresh(case: Case) -> Case:
    return Case.objects.select_related("child", "office", "officer").get(pk=case.pk)


def last(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).latest("pk")
