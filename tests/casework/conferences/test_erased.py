"""What is left of this room when a child's key is gone: pages that open and tell nothing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from suar.casework.conferences import actions
from suar.core.errors import DomainError
from suar.core.ledger import keyholding
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts.models import Role
from tests.casework.conferences.ground import (
    WISH,
    a_settled_determination,
    a_signed_conference,
    an_accompaniment,
)
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_user

pytestmark = pytest.mark.django_db

MARK = "Zamrud"


def test_every_page_of_an_erased_child_opens_and_tells_nothing() -> None:
    ketua = a_user(Role.KETUA)
    case = a_case(ketua)
    conference = a_signed_conference(ketua, case, MARK)
    sheet = a_settled_determination(ketua, case, MARK)
    an_accompaniment(ketua, case, MARK)
    urls = [
        reverse(f"conferences:{name}", args=[row.pk])
        for row, names in (
            (case, ["case-conferences"]),
            (conference, ["conference-detail", "conference-print", "conference-attendance"]),
            (sheet, ["determination-detail", "determination-print"]),
        )
        for name in names
    ]
    urls.append(reverse("conferences:invitation-print", args=[conference.invitations.get(user=ketua).pk]))
    browser = signed_in(ketua)
    assert [MARK in text_of(browser, url) for url in urls] == [True] * 6 + [False]  # not in the chair's own letter
    keyholding.erase(subject=case.child_id, by=OPERATOR, why="request")
    for url in urls:
        text = text_of(browser, url)
        assert MARK not in text and WISH not in text, url
    with pytest.raises(DomainError, match="dimusnahkan"):
        an_accompaniment(ketua, case.__class__.objects.select_related("child", "office", "officer").get(pk=case.pk))
    with pytest.raises(DomainError, match="dimusnahkan"):
        fresh = type(conference).objects.select_related("case__child", "case__office", "chair").get(pk=conference.pk)
        actions.add_to_minutes(conference=fresh, by=ketua, text="Lagi.")
