"""Loads, sessions and hand-overs, made through the actions."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.supervision import actions
from suar.casework.supervision.models import Session, Transfer
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
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
