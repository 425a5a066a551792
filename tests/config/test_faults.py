"""Must show: a full disk, a disk that is read-only, a database that is away: a clear message, nothing lost, and it goes
on by itself. Each fault is made on the store, and ended again."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from suar.casework.cases.models import Note
from suar.casework.complaints import intake_keys, takeover
from suar.casework.complaints.models import Complaint
from suar.casework.intake import actions as public
from suar.casework.intake.draft import Draft
from suar.casework.intake.models import Filing
from suar.config.worker import Loop, Outcome, attempt
from suar.core.ledger import triggers
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.models import Entry
from suar.core.ledger.verify import verify
from suar.desk import health
from tests.casework.intake.public_face import day_key, public_face
from tests.casework.intake.visitor import Visitor
from tests.desk.pages import signed_in
from tests.factories import a_case, an_office, an_officer

pytestmark = pytest.mark.django_db(transaction=True)
STORES = ("default", "keys", "intake")
ANSWERS = {"safe": "yes", "about": "self", "region": "61.71", "name": "Bunga", "story": "Ada akun yang mengancamku."}
WRITES = ("INSERT", "UPDATE", "DELETE")

type Fault = Callable[[], AbstractContextManager[None]]


@contextmanager
def refusing(words: str, which: Callable[[str], bool]) -> Iterator[None]:
    """The stores answer so, as their drivers say it, where there is no means of SQLite's own."""

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if which(sql.lstrip()):
            raise OperationalError(words)
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        for store in STORES:
            stack.enter_context(connections[store].execute_wrapper(refuse))
        yield


@contextmanager
def pragma(begin: str, end: str) -> Iterator[None]:
    for statement in (begin, end):
        for store in STORES:
            with connections[store].cursor() as cursor:
                cursor.execute(statement)
        if statement is begin:
            yield


@contextmanager
def full() -> Iterator[None]:
    """Nothing may be written any more. (A disk that truly takes nothing: e2e/test_faults.py.)"""
    with refusing("database or disk is full", lambda sql: sql.startswith(WRITES)):
        yield


@contextmanager
def read_only() -> Iterator[None]:
    if connections["default"].vendor != "sqlite":
        with refusing("cannot execute in a read-only transaction", lambda sql: sql.startswith(WRITES)):
            yield
        return
    with pragma("PRAGMA query_only = ON", "PRAGMA query_only = OFF"):
        yield


@contextmanager
def away() -> Iterator[None]:
    with refusing("connection refused", lambda sql: True):
        yield


FAULTS = {"full": full, "read-only": read_only, "away": away}


@pytest.fixture(autouse=True)
def _flushed() -> Iterator[None]:
    """What a test wrote goes with it: the triggers would refuse it."""
    yield
    triggers.drop()


@pytest.fixture(params=FAULTS)
def fault(request: pytest.FixtureRequest) -> Fault:
    found: Fault = FAULTS[request.param]
    return found


def a_draft() -> Draft:
    return Draft.begin(timezone.now(), "review").answering(ANSWERS)


def test_a_form_that_was_not_kept_says_so_and_files_once_when_it_is_over(fault: Fault, settings: Settings) -> None:
    public_face(settings)
    day_key()
    visitor = Visitor(Client(headers={"accept-encoding": "gzip"}, raise_request_exception=False))
    review = visitor.fill()
    with fault():
        unsent = visitor.press(review, "kirim")
        assert unsent.status == 503
        assert "tel:110" in unsent.text and "tel:129" in unsent.text
    assert not Filing.objects.exists()
    sent = {field: unsent.hidden(field) for field in ("isian", "aksi")}
    first, second = visitor.post("/lapor/", sent), visitor.post("/lapor/", sent)
    assert first.code and first.code == second.code
    assert Filing.objects.count() == 1


def test_a_complaint_on_its_way_waits_and_arrives_once(fault: Fault, caplog: pytest.LogCaptureFixture) -> None:
    an_office()
    intake_keys.publish()
    public.file(draft=a_draft(), now=timezone.now())
    with fault(), caplog.at_level(logging.WARNING, "suar.worker"):
        for _round in range(3):
            attempt("take over", takeover.take_over)
            attempt("sequence", sequence_all)
    assert "tried again" in caplog.text
    assert not Complaint.objects.exists()
    for _round in range(2):
        attempt("take over", takeover.take_over)
        attempt("sequence", sequence_all)
    assert Complaint.objects.count() == 1
    assert list(Filing.objects.values_list("taken", "set_aside")) == [(True, False)]
    assert verify().wrong == []


def test_what_an_officer_sends_is_kept_whole_or_not_at_all_and_the_page_says_so(fault: Fault) -> None:
    officer = an_officer()
    case = a_case(officer)
    browser = signed_in(officer)
    browser.raise_request_exception = False
    url, words = reverse("cases:note-add", args=[case.pk]), {"kind": "words", "said": "Aku mau sekolah.", "seen": ""}
    entries = Entry.objects.filter(verb="case.note").count()
    with fault():
        refused = browser.post(url, words)
    assert refused.status_code == 503
    assert "Penyimpanan penuh atau sedang tidak dapat dicapai" in refused.content.decode()
    assert not Note.objects.exists()
    assert Entry.objects.filter(verb="case.note").count() == entries
    assert browser.post(url, words).status_code == 302
    assert Note.objects.count() == 1
    sequence_all()
    assert verify().wrong == []


def test_the_health_of_a_house_whose_stores_are_away_is_still_told() -> None:
    with away():
        found = {check.code: check for check in health.checks(timezone.now())}
    assert not found["store"].well
    assert found["store"].value == "tidak menjawab"
    assert "disk" in found


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EIO])
def test_a_disk_that_takes_nothing_does_not_end_the_worker(number: int, caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []

    def step() -> None:
        done.append("tried")
        if len(done) < 3:
            raise OSError(number, "a path that may name a file", "/srv/suar/keys")

    loop = Loop([("copies", 1.0, step)])
    with caplog.at_level(logging.WARNING, "suar.worker"):
        for second in (100.0, 101.0, 102.0):
            loop.round(second)
    assert done == ["tried"] * 3
    assert "copies" in caplog.text and "/srv" not in caplog.text


def test_any_other_fault_of_the_system_is_told_and_not_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    def step() -> None:
        raise PermissionError(errno.EACCES, "not ours", "/srv/suar/keys")

    assert attempt("copies", step) is Outcome.FAILED
    assert "PermissionError" in caplog.text and "/srv" not in caplog.text
