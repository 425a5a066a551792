"""What staff see and press in a round."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import MonitoringSheet
from suar.casework.conflicts import actions as conflicts
from suar.casework.rounds import actions
from suar.casework.rounds.models import Round, RoundItem
from suar.casework.rounds.views.items import KEYS
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.casework.rounds.ground import a_line, a_round, due_cases, item_of
from tests.desk.pages import signed_in, statements, text_of
from tests.factories import a_late_duty, a_user, an_agency, an_officer_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return a_user(Role.DIVISI_PEMANTAUAN)


@pytest.fixture
def browser(officer: User) -> Client:
    return signed_in(officer)


def page(item: RoundItem, name: str = "detail") -> str:
    return reverse(f"rounds:item-{name}", args=[item.round_id, item.pk])


def filled(**answers: object) -> dict[str, object]:
    return {"version": 0, "safe": "yes", "at_school": "yes", "healthy": "unknown", **answers}


# beginning


def test_the_first_page_offers_what_is_due_and_one_press_opens_the_first_file(browser: Client, officer: User) -> None:
    due_cases(officer, 2)
    text = text_of(browser, reverse("rounds:round-list"))
    assert "yang saya pegang dan jatuh tempo".capitalize() in text and "2 berkas" in text
    answer = browser.post(reverse("rounds:round-begin"), {"scope": "my_due"})
    item = RoundItem.objects.get(place=1)
    assert answer.status_code == 302 and answer["Location"] == page(item)


def test_a_round_that_stood_still_is_offered_again_and_goes_on_at_its_file(browser: Client, officer: User) -> None:
    walk = a_round(officer)
    item, _case = item_of(walk)
    browser.post(page(item), filled())
    text = text_of(browser, reverse("rounds:round-list"))
    assert "Ada putaran yang belum selesai" in text and reverse("rounds:round-begin") not in text
    assert page(item_of(walk, 2)[0]) in text_of(browser, reverse("rounds:round-detail", args=[walk.pk]))


def test_nothing_due_is_said_on_the_page_itself(browser: Client) -> None:
    assert "0 berkas" in text_of(browser, reverse("rounds:round-list"))
    answer = browser.post(reverse("rounds:round-begin"), {"scope": "due"})
    assert answer.status_code == 400 and "Tidak ada berkas" in answer.content.decode()


# a file


def test_a_file_shows_what_there_is_to_know_and_whom_to_call(browser: Client, officer: User) -> None:
    item, case = item_of(a_round(officer))
    agency = an_agency("police")
    a_line(agency)
    cases.write_sheet(case=case, by=officer, safe="no", state="Masih di posko.", obstacle_place=True, next_on=None)
    a_late_duty(agency, office=officer.office, by=officer, subject=case.child_id, case_id=case.pk)
    text = text_of(browser, page(item))
    for words in (
        case.child.initials, case.number, "0 dari 3, 0 menit", "Aman sekarang?", "Langkah berikut", "Masih di posko.",
        "A. Belum ada tempat pemulihan", agency.short_name, "0800-555-0161", "Jawab permintaan komisi",
    ):  # fmt: skip
        assert words in text, words
    assert f"{reverse('letters:letter-new')}?agency={agency.pk}" in text
    assert case.child.name not in text


def test_nothing_is_chosen_beforehand_and_the_last_sheet_fills_in_only_when_asked(
    browser: Client, officer: User
) -> None:
    item, case = item_of(a_round(officer))
    cases.write_sheet(case=case, by=officer, safe="no", state="Masih di posko.", obstacle_law=True)
    assert not re.search(r'name="safe"[^>]*checked', text_of(browser, page(item)))
    text = text_of(browser, page(item), sama=1)
    assert re.search(r'value="no"[^>]*data-key="2"[^>]*checked|checked[^>]*data-key="2"', text)
    assert ">\nMasih di posko.</textarea>" in text or ">Masih di posko.</textarea>" in text
    assert "belum disimpan" in text
    assert MonitoringSheet.objects.count() == 1


def test_one_press_saves_and_opens_the_next_and_a_second_press_writes_nothing(browser: Client, officer: User) -> None:
    walk = a_round(officer, 2)
    item, case = item_of(walk)
    for _press in range(2):
        answer = browser.post(page(item), filled(state="Bersekolah lagi.", obstacle_family="on"))
        assert answer["Location"] == page(item_of(walk, 2)[0])
    sheet = MonitoringSheet.objects.get()
    assert (sheet.case_id, sheet.safe, sheet.obstacles) == (case.pk, "yes", "C")
    answer = browser.post(page(item_of(walk, 2)[0]), filled())
    assert answer["Location"] == reverse("rounds:round-detail", args=[walk.pk])
    assert "Putaran selesai" in text_of(browser, answer["Location"])


def test_an_unanswered_question_keeps_every_word(browser: Client, officer: User) -> None:
    item, _case = item_of(a_round(officer))
    answer = browser.post(page(item), filled(safe="", state="Belum tersambung."))
    text = answer.content.decode()
    assert answer.status_code == 422 and "Jawab dulu" in text and "Belum tersambung." in text
    answer = browser.post(page(item), filled(next_on=timezone.localdate().isoformat()))
    assert answer.status_code == 422 and "sesudah hari ini" in answer.content.decode()
    assert not MonitoringSheet.objects.exists()


def test_what_somebody_else_wrote_is_said_and_the_same_words_may_be_sent_again(browser: Client, officer: User) -> None:
    item, case = item_of(a_round(officer))
    cases.write_sheet(case=case, by=a_user(Role.WAKIL), safe="no")
    answer = browser.post(page(item), filled(state="Sudah di rumah."))
    text = answer.content.decode()
    assert answer.status_code == 409 and "Orang lain baru saja" in text and "Sudah di rumah." in text
    assert 'name="version" value="1"' in text
    assert browser.post(page(item), filled(version=1, state="Sudah di rumah.")).status_code == 302
    assert MonitoringSheet.objects.count() == 2


def test_a_file_that_another_has_before_them_is_said_with_their_name(browser: Client, officer: User) -> None:
    item, case = item_of(a_round(officer))
    assert "Orang lain baru saja di berkas ini" not in text_of(browser, page(item))
    other = a_user(Role.WAKIL)
    theirs = actions.begin(office=officer.office, by=other, scope="due")
    its = RoundItem.objects.get(round=theirs, case=case)
    text_of(signed_in(other), page(its))
    text = text_of(browser, page(item))
    assert "Orang lain baru saja di berkas ini" in text and other.name in text


def test_skipping_and_putting_off_are_one_press_each(browser: Client, officer: User) -> None:
    walk = a_round(officer, 3)
    first, second = item_of(walk, 1)[0], item_of(walk, 2)[0]
    assert browser.post(page(first, "skip"), {"reason": "agreed"})["Location"] == page(second)
    assert browser.post(page(second, "defer"))["Location"] == page(item_of(walk, 3)[0])
    assert browser.post(page(first, "skip"), {"reason": "agreed"}).status_code == 302
    text = text_of(browser, reverse("rounds:round-detail", args=[walk.pk]))
    assert "dilewati" in text and "sudah ada janji di hari lain" in text
    assert page(first) in text
    assert browser.post(page(first), filled()).status_code == 302
    assert RoundItem.objects.get(pk=first.pk).state == "done"


def test_every_reason_has_a_key_of_its_own_and_no_key_stands_twice(browser: Client, officer: User) -> None:
    item, case = item_of(a_round(officer))
    cases.write_sheet(case=case, by=officer, safe="yes")
    keys = re.findall(r'data-key="(.)"', text_of(browser, page(item_of(item.round, 2)[0])))
    assert len(keys) == len(set(keys)) and set(KEYS.values()) < set(keys)
    assert "g" not in keys
    assert 'data-key="t"' in text_of(browser, page(item))


def test_it_ends_by_a_press_and_says_what_is_left(browser: Client, officer: User) -> None:
    walk = a_round(officer)
    browser.post(reverse("rounds:round-end", args=[walk.pk]))
    assert browser.post(reverse("rounds:round-end", args=[walk.pk])).status_code == 302
    text = text_of(browser, reverse("rounds:round-detail", args=[walk.pk]))
    assert text.count(">belum sempat<") == 3
    assert Round.objects.get().ended_at is not None


# who may not


def test_a_round_of_somebody_else_does_not_exist(officer: User) -> None:
    item, _case = item_of(a_round(officer))
    for other in (a_user(Role.KETUA), an_officer_elsewhere()):
        theirs = signed_in(other)
        for url in (reverse("rounds:round-detail", args=[item.round_id]), page(item)):
            assert theirs.get(url).status_code == 404
        for url in (page(item, "skip"), page(item, "defer"), reverse("rounds:round-end", args=[item.round_id])):
            assert theirs.post(url).status_code == 404
    assert signed_in(a_user(Role.GUBERNUR)).get(reverse("rounds:round-list")).status_code == 403


def test_a_file_that_is_withheld_meanwhile_drops_out_without_a_word(browser: Client, officer: User) -> None:
    walk = a_round(officer, 2)
    item, case = item_of(walk)
    ketua, _another = a_user(Role.KETUA), a_user(Role.WAKIL)
    conflicts.withhold(subject=case.child_id, office=case.office, user=officer, by=ketua, why="Ia pamannya.")
    assert browser.get(page(item)).status_code == 404
    assert browser.post(page(item), filled()).status_code == 404
    text = text_of(browser, reverse("rounds:round-detail", args=[walk.pk]))
    assert case.number not in text and "0 dari 1" in text
    browser.post(page(item_of(walk, 2)[0]), filled())
    assert not Round.objects.get().is_running


def test_what_does_not_exist_is_not_found(browser: Client, officer: User) -> None:
    walk = a_round(officer)
    assert browser.get(reverse("rounds:round-detail", args=[uuid4()])).status_code == 404
    assert browser.get(reverse("rounds:item-detail", args=[walk.pk, uuid4()])).status_code == 404


# reads and weight


def test_each_look_at_a_file_is_a_read_of_it(browser: Client, officer: User) -> None:
    item, case = item_of(a_round(officer))
    text_of(browser, page(item))
    entry = Entry.objects.get(verb="read.round_item")
    assert entry.subject == case.child_id and str(case.pk) in entry.data
    text_of(browser, reverse("rounds:round-detail", args=[item.round_id]))
    assert str(case.child_id) in Entry.objects.get(verb="read.round").data


def test_a_page_costs_the_same_with_many_files(browser: Client, officer: User) -> None:
    few = a_round(officer, 2)
    item = item_of(few)[0]
    urls = [page(item), reverse("rounds:round-detail", args=[few.pk]), reverse("rounds:round-list")]
    before = [len(statements(browser, url)) for url in urls]
    actions.end(walk=item.round, by=officer)
    many = a_round(officer, 6)
    urls = [page(item_of(many)[0]), reverse("rounds:round-detail", args=[many.pk]), reverse("rounds:round-list")]
    after = [len(statements(browser, url)) for url in urls]
    assert all(then <= first + 1 for first, then in zip(before, after, strict=True)), (before, after)
    assert max(after) <= 24, after
