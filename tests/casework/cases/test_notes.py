"""A note is mended by who wrote it, for a day; what it said before stays; later a new note sets it right."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases import actions
from suar.casework.cases.models import Case, Note
from suar.casework.cases.perms import get_note
from suar.casework.cases.rules import NOTE_WINDOW, is_mendable
from suar.config.demo.clock import at
from suar.core.errors import Conflict, DomainError, Ended, Refused
from suar.core.ledger.models import Entry
from suar.core.ledger.verify import verify
from suar.core.vault import keys
from suar.registry.accounts.models import Role, User
from tests.desk.pages import signed_in
from tests.factories import a_case, a_user, an_officer

pytestmark = pytest.mark.django_db
AFTER = NOTE_WINDOW + timedelta(minutes=1)


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def case(officer: User) -> Case:
    return a_case(officer)


def written(case: Case, by: User, **facts: str) -> Note:
    return actions.write_note(case=case, by=by, **{"seen": "Rumah rapi.", "said": "Kata bibi: baik.", **facts})


def mended(note: Note, by: User, seen: str = "Rumah bersih.", said: str = "") -> Note:
    return actions.mend_note(note=get_note(note.case, note.pk), by=by, seen=seen, said=said)


def url(note: Note) -> str:
    return reverse("cases:note-mend", args=[note.case_id, note.pk])


def test_what_it_said_before_stays_beside_it(case: Case, officer: User) -> None:
    note = written(case, officer)
    mended(note, officer)
    row = mended(note, officer, said="Kata bibi: tidur nyenyak.")
    kept = get_note(case, note.pk)
    assert (kept.seen, kept.said) == ("Rumah bersih.", "Kata bibi: tidur nyenyak.")
    assert [(was["seen"], was["said"]) for was in kept.former] == [
        ("Rumah rapi.", "Kata bibi: baik."),
        ("Rumah bersih.", ""),
    ]
    assert (kept.mended_at, kept.at) == (row.mended_at, note.at)
    assert [one.verb for one in Entry.objects.filter(verb__startswith="case.note").order_by("pk")] == [
        "case.note",
        "case.note_mend",
        "case.note_mend",
    ]
    assert verify().wrong == []


def test_the_same_words_are_no_change(case: Case, officer: User) -> None:
    note = written(case, officer)
    with pytest.raises(DomainError, match="masih sama"):
        mended(note, officer, "Rumah rapi. ", "Kata bibi: baik.")
    assert not Entry.objects.filter(verb="case.note_mend").exists()


def test_the_reason_of_a_decision_is_neither_mended_nor_written_by_itself(case: Case, officer: User) -> None:
    actions.settle_role(case=case, child_role="victim", why="Ia dipekerjakan orang lain.", by=officer)
    note = case.notes.get()
    with pytest.raises(Refused, match="tidak diubah"):
        mended(note, officer)
    page = signed_in(officer).get(reverse("cases:note-list", args=[case.pk])).content.decode()
    assert "Alasan keputusan" in page and url(note) not in page
    with pytest.raises(DomainError, match="tidak dikenal"):
        written(case, officer, kind="reason")


def test_nobody_else_mends_it_not_even_a_leader(case: Case, officer: User) -> None:
    note = written(case, officer)
    for other in (a_user(Role.KETUA), a_user(Role.SEKRETARIAT)):
        with pytest.raises(Refused, match="Hanya penulisnya"):
            mended(note, other)
    assert get_note(case, note.pk).former is None


def test_the_window_is_a_day_from_the_writing() -> None:
    now = timezone.now()
    assert is_mendable(now - NOTE_WINDOW, now)
    assert not is_mendable(now - AFTER, now)


def test_after_the_window_action_and_page_refuse_with_what_to_do() -> None:
    with at(timezone.now() - AFTER):
        writer = an_officer()
        note = written(a_case(writer), writer)
    with pytest.raises(Ended, match="selama 24 jam.*catatan baru"):
        mended(note, writer)
    browser = signed_in(writer)
    for answer in (browser.get(url(note)), browser.post(url(note), {"version": 1, "seen": "Lain."})):
        assert answer.status_code == 403
        assert "selama 24 jam" in answer.content.decode()
    assert url(note) not in browser.get(reverse("cases:note-list", args=[note.case_id])).content.decode()
    assert get_note(note.case, note.pk).seen == "Rumah rapi."


def test_the_window_of_a_note_from_paper_runs_from_when_it_was_entered(officer: User) -> None:
    with at(timezone.now() - timedelta(days=4)):
        writer = an_officer()
        case = a_case(writer)
    note = actions.write_note(case=case, by=writer, seen="Rumah.", at=timezone.now() - timedelta(days=3))
    assert mended(note, writer).at == note.at


def test_an_old_version_nothing_said_and_what_was_erased_are_refused(case: Case, officer: User) -> None:
    note = written(case, officer)
    stale = get_note(case, note.pk)
    mended(note, officer)
    with pytest.raises(Conflict):
        actions.mend_note(note=stale, by=officer, seen="Lagi.", said="")
    with pytest.raises(DomainError, match="Isi yang dilihat"):
        mended(note, officer, " ", "")
    keys.destroy(case.child_id, at=timezone.now(), unreadable_from=timezone.localdate())
    gone = get_note(Case.objects.select_related("office").get(pk=case.pk), note.pk)
    with pytest.raises(DomainError, match="dimusnahkan"):
        actions.mend_note(note=gone, by=officer, seen="Lagi.", said="")


def test_the_page_mends_and_shows_what_stood_before(case: Case, officer: User) -> None:
    note, browser = written(case, officer), signed_in(officer)
    listed = reverse("cases:note-list", args=[case.pk])
    assert url(note) in browser.get(listed).content.decode()
    assert "Rumah rapi." in browser.get(url(note)).content.decode()
    wrong = browser.post(url(note), {"version": note.version, "seen": "", "said": ""})
    assert wrong.status_code == 422
    assert browser.post(url(note), {"version": note.version, "seen": "Rumah bersih."}).status_code == 302
    page = browser.get(listed).content.decode()
    assert "Rumah bersih." in page and "Semula, yang dilihat:" in page and "Rumah rapi." in page


def test_two_tabs_keep_both_texts(case: Case, officer: User) -> None:
    note, browser = written(case, officer), signed_in(officer)
    mended(note, officer)
    late = browser.post(url(note), {"version": note.version, "seen": "Dari tab lain."})
    page = late.content.decode()
    assert late.status_code == 409 and "Dari tab lain." in page and "Rumah bersih." in page


def test_another_finds_no_such_page_of_a_file_they_may_not_know(case: Case, officer: User) -> None:
    note = written(case, officer)
    assert signed_in(a_user(Role.KETUA)).get(url(note)).status_code == 403
    assert signed_in(officer).get(reverse("cases:note-mend", args=[case.pk, case.pk])).status_code == 404
