"""Loads, sessions and hand-overs, made through the actions."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client
from django.utils.html import strip_tags

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import User
from tests.factories import a_case


def files(user: User, count: int, risk: str = "high") -> list[Case]:
    """So many files in one pair of hands."""
    return [a_case(user, risk=risk) for _n in range(count)]


def nobodys(by: User, **facts: str) -> Case:
    """A file that nobody holds."""
    case = a_case(by, **facts)
    return cases.assign(case=case, officer=None, by=by)


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
