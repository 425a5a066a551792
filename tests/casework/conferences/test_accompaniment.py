"""Where the child was not alone: what is written, what is not, and the next date."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from suar.casework.conferences.models import Accompaniment
from suar.casework.duties.models import Duty
from suar.casework.duties.models import Status as DutyStatus
from suar.core.errors import DomainError, Refused
from suar.registry.accounts.models import User
from tests.casework.conferences.ground import an_accompaniment, verbs
from tests.factories import a_case, a_closed_case, an_agency, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return an_officer()


def test_who_was_there_for_the_child_is_written_down_and_not_what_it_said(officer: User) -> None:
    row = an_accompaniment(officer, agency=an_agency(), lawyer="yes", breaks="no")
    row = Accompaniment.objects.get(pk=row.pk)
    assert (row.occasion, row.lawyer, row.companion, row.breaks) == ("police", "yes", "unknown", "no")
    assert row.condition == "Lelah , minta jeda." and verbs("accompaniment.") == ["accompaniment.write"]
    assert not {"statement", "testimony", "said", "answers"} & {field.name for field in row._meta.fields}


def test_the_next_date_is_our_duty_at_that_moment_and_going_along_keeps_it(officer: User) -> None:
    case, soon = a_case(officer), timezone.now() + timedelta(hours=1)
    first = an_accompaniment(officer, case, next_at=soon)
    owed = Duty.objects.get(pk=first.next_duty)
    assert (owed.kind, owed.due_at, owed.agency_id, owed.officer) == ("accompany", soon, None, officer)
    began = timezone.now() - timedelta(minutes=5)
    an_accompaniment(officer, case, occasion="hearing", began_at=began, fulfils=owed.pk)
    owed = Duty.objects.get(pk=owed.pk)
    assert (owed.status, owed.done_at) == (DutyStatus.DONE, began)
    with pytest.raises(DomainError, match="sudah selesai"):
        an_accompaniment(officer, case, fulfils=owed.pk)


def test_nothing_of_another_file_is_kept_by_it(officer: User) -> None:
    other = an_accompaniment(officer, a_case(officer), next_at=timezone.now() + timedelta(days=1))
    with pytest.raises(DomainError):
        an_accompaniment(officer, a_case(officer), fulfils=other.next_duty)
    assert Duty.objects.get(pk=other.next_duty).is_open


def test_the_same_form_writes_once(officer: User) -> None:
    case, pk = a_case(officer), uuid4()
    assert an_accompaniment(officer, case, accompaniment_id=pk) == an_accompaniment(officer, case, accompaniment_id=pk)
    assert Accompaniment.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"occasion": "party"}, "daftar"),
        ({"lawyer": "maybe"}, "daftar"),
        ({"companions": " "}, "mendampingi"),
        ({"condition": "x" * 301}, "bukan keterangannya"),
        ({"condition": "Dikira anak nakal."}, "netral"),
        ({"promised": "x" * 301}, "bukan keterangannya"),
        ({"began_at": timezone.now() + timedelta(days=1)}, "belum tiba"),
        ({"next_at": timezone.now() - timedelta(days=9)}, "sesudah"),
    ],
)
def test_what_does_not_hold_is_refused(officer: User, facts: dict[str, object], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        an_accompaniment(officer, **facts)
    assert not Accompaniment.objects.exists()


def test_nobody_elsewhere_and_nothing_in_a_closed_file(officer: User) -> None:
    with pytest.raises(Refused):
        an_accompaniment(an_officer_elsewhere(), a_case(officer))
    with pytest.raises(Refused):
        an_accompaniment(officer, a_closed_case(officer))
