"""What was doubted of a row may quote it: it lies under the child's key alone, and its page shows what its reader may
see."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.conflicts import actions as conflicts
from suar.casework.register.models import ImportRun
from suar.core.ledger.models import Entry
from suar.core.vault import keys
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User
from tests.casework.register.builders import case
from tests.factories import an_import, an_officer

pytestmark = pytest.mark.django_db
WRITTEN = "zzqx"  # a status that nobody can read, and the doubt quotes it


def an_import_with_a_doubt(by: User, *, visible: bool = True) -> ImportRun:
    return an_import(by, case(status=WRITTEN), case(name="Dara Rekaan", sex="P"), visible=visible)


def the_page(user: User, run: ImportRun, name: str = "detail") -> str:
    browser = Client()
    browser.force_login(user)
    response = browser.get(reverse(f"register:import-{name}", args=[run.pk]))
    assert response.status_code == 200
    return response.content.decode()


def doubted(run: ImportRun) -> Case:
    return Case.objects.exclude(imported_row__doubts=b"").get(batch=run.batch_id)


@pytest.mark.parametrize(("name", "visible"), [("preview", False), ("detail", True)])
def test_the_page_tells_what_was_doubted_and_the_record_whose_row_it_was(name: str, visible: bool) -> None:
    by = an_officer()
    run = an_import_with_a_doubt(by, visible=visible)
    assert WRITTEN in the_page(by, run, name)
    read = Entry.objects.filter(verb="read.import").latest("id")
    assert str(doubted(run).pk) in json.loads(read.data)["ids"]


def test_the_run_itself_quotes_no_row() -> None:
    run = unlock([an_import_with_a_doubt(an_officer())])[0]
    assert run.found["doubtful"] == 1
    assert WRITTEN not in json.dumps(run.found)


def test_a_withheld_file_is_not_quoted() -> None:
    by = an_officer()
    run = an_import_with_a_doubt(by)
    found = doubted(run)
    conflicts.recuse(subject=found.child_id, office=found.office, by=by)
    assert WRITTEN not in the_page(by, run)


def test_of_an_erased_child_nothing_is_quoted() -> None:
    by = an_officer()
    run = an_import_with_a_doubt(by)
    now = timezone.now()
    keys.destroy(doubted(run).child_id, at=now, unreadable_from=now.date())
    assert WRITTEN not in the_page(by, run)
