"""The pages of the press: who sees which sheet, what a check leaves behind, and how the better words are put in."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.insight.reports import actions
from suar.insight.reports.models import Snapshot
from suar.insight.reports.periods import parse
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role, Session, User
from suar.registry.accounts.permissions import STAFF
from suar.registry.accounts.typed import KEPT
from tests.desk.pages import signed_in
from tests.factories import a_user, an_office, an_officer, an_officer_elsewhere, an_outsider
from tests.insight.reports.builders import some_cases

pytestmark = pytest.mark.django_db
CASES = [{"cluster": "abh", "region_code": "61.71"}] * 12 + [{"cluster": "sipil", "kind": "non", "sex": "L"}] * 3
CHECK = reverse("press:statement-check")
STATEMENT = "Anak itu pemain lama. Mucikarinya dicari. Korban berinisial Zq sudah aman."


@pytest.fixture
def report() -> Snapshot:
    office = an_office()
    some_cases(office, CASES)
    return actions.freeze(office=office, period=parse("2021"), by=OPERATOR)


def address(name: str, report: Snapshot) -> str:
    return reverse(f"press:{name}", args=[report.pk])


def verbs_of(user: User) -> list[str]:
    return list(Entry.objects.filter(actor=user.actor_id).order_by("pk").values_list("verb", flat=True))


def box(text: str) -> str:
    """What stands in the text box."""
    found = html.document_fromstring(text).xpath("//textarea[@name='text']")[0].text or ""
    return found.removeprefix("\r\n").removeprefix("\n")


def test_a_sheet_shows_public_figures_with_fingerprint_and_what_is_not_told(report: Snapshot) -> None:
    page = signed_in(a_user(Role.SEKRETARIAT)).get(address("sheet-detail", report)).text
    assert "lima belas" in page and report.short_fingerprint in page
    assert "Hotel, kos, penginapan" in page and "perlu dicek ahli hukum" in page
    assert "Anak Berhadapan dengan Hukum (ABH)" in page
    assert "Hak Sipil dan Partisipasi" not in page  # three cases: hidden, so not named


def test_on_paper_and_as_a_file_it_is_the_same(report: Snapshot) -> None:
    user = a_user(Role.KETUA)
    browser = signed_in(user)
    printed = browser.get(address("sheet-print", report)).text
    assert "lima belas" in printed and "Tidak disebut" in printed
    file = browser.get(address("sheet-pdf", report))
    assert file["Content-Disposition"] == 'attachment; filename="lembar-pers-2021.pdf"'
    assert file.content.startswith(b"%PDF")
    assert verbs_of(user) == ["read.press_sheet", "read.press_file"]
    assert str(report.pk) in Entry.objects.filter(verb="read.press_file").get().data


def test_another_offices_sheet_is_not_found_and_a_running_period_has_none(report: Snapshot) -> None:
    running = actions.freeze(office=report.office, period=parse(f"{date.today().year}"), by=OPERATOR)
    for name in ("sheet-detail", "sheet-print", "sheet-pdf"):
        assert signed_in(an_officer_elsewhere()).get(address(name, report)).status_code == 404
        assert signed_in(an_officer()).get(address(name, running)).status_code == 404
        assert signed_in(an_outsider()).get(address(name, report)).status_code == 200
    listed = signed_in(an_officer()).get(reverse("press:sheet-list")).text
    assert str(report.pk) in listed and str(running.pk) not in listed


def test_where_nothing_is_frozen_the_page_says_what_to_do() -> None:
    may = signed_in(a_user(Role.KETUA)).get(reverse("press:sheet-list")).text
    assert "Belum ada angka yang dibekukan" in may and reverse("reports:report-new") in may
    may_not = signed_in(a_user(Role.SEKRETARIAT)).get(reverse("press:sheet-list")).text
    assert "Belum ada angka yang dibekukan" in may_not and reverse("reports:report-new") not in may_not


def test_a_sheet_that_was_frozen_anew_says_so(report: Snapshot) -> None:
    browser = signed_in(a_user(Role.KETUA))
    assert "lebih baru" not in browser.get(address("sheet-detail", report)).text
    some_cases(report.office, [{"cluster": "abh"}] * 12)
    newer = actions.freeze(office=report.office, period=parse("2021"), by=OPERATOR)
    if newer.at > report.at:
        assert "lebih baru" in browser.get(address("sheet-detail", report)).text
    assert "lebih baru" not in browser.get(address("sheet-detail", newer)).text


@pytest.mark.parametrize("role", list(Role))
def test_every_role_of_the_staff_checks_statements_and_nobody_else(role: Role) -> None:
    wanted = 200 if role in STAFF else 403
    browser = signed_in(a_user(role))
    assert browser.get(CHECK).status_code == wanted
    assert browser.post(CHECK, {"text": STATEMENT}).status_code == wanted


def test_a_check_leaves_that_it_was_and_no_word_of_it() -> None:
    user = a_user(Role.SEKRETARIAT)
    browser = signed_in(user)
    browser.get(CHECK)
    assert verbs_of(user) == []
    said = "Zqxjanda tinggal di Desa Zqxjanda."
    assert "Zqxjanda" in browser.post(CHECK, {"text": said}).text
    entry = Entry.objects.get(actor=user.actor_id)
    assert (entry.verb, entry.data, entry.why, entry.subject, entry.office) == ("press.check", "", "", None, "")
    for model in apps.get_models():
        if model._meta.managed:
            assert "Zqxjanda" not in repr(list(model._base_manager.values_list())), model


def test_what_is_sent_while_the_desk_is_locked_is_not_kept_either() -> None:
    user = a_user(Role.SEKRETARIAT)
    browser = signed_in(user)
    browser.get(CHECK)
    Session.objects.update(seen_at=timezone.now() - timedelta(days=1))
    came_from = {"referer": f"http://testserver{CHECK}"}
    answer = browser.post(CHECK, {"text": STATEMENT}, headers=came_from)
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == [CHECK]  # the empty page, not what was typed
    assert KEPT not in browser.session
    assert verbs_of(user) == []


def test_marks_are_shown_with_why_and_what_to_write() -> None:
    page = signed_in(a_user(Role.SEKRETARIAT)).post(CHECK, {"text": STATEMENT}).text
    assert page.count("<mark>") == 3
    assert "<mark>pemain lama</mark>" in page and "KemenPPPA" in page
    assert "Anak itu anak yang pernah dijangkau sebelumnya. Pihak yang mengeksploitasinya dicari." in page  # the copy
    assert box(page) == STATEMENT


def test_one_press_puts_one_better_word_in_and_another_all() -> None:
    browser = signed_in(a_user(Role.KETUA))
    page = browser.post(CHECK, {"text": STATEMENT}).text
    keys = [one.get("value") for one in html.document_fromstring(page).xpath("//button[@name='put']")]
    assert len(keys) == 3 and keys[-1] == "all"  # of the initials nothing is put in by itself
    once = browser.post(CHECK, {"text": STATEMENT, "put": keys[1]}).text
    assert box(once) == "Anak itu pemain lama. Pihak yang mengeksploitasinya dicari. Korban berinisial Zq sudah aman."
    every = browser.post(CHECK, {"text": STATEMENT, "put": "all"}).text
    assert box(every).startswith("Anak itu anak yang pernah dijangkau sebelumnya. Pihak yang")
    assert every.count("<mark>") == 1 and "Baca lagi kalimatnya" in every


@pytest.mark.parametrize("put", ["word.sold 0 3", "x", "word.repeat 9 21", "🙂"])
def test_a_mark_that_is_no_longer_there_changes_nothing(put: str) -> None:
    page = signed_in(a_user(Role.KETUA)).post(CHECK, {"text": "Dulu anak itu pemain lama.", "put": put}).text
    assert box(page) == "Dulu anak itu pemain lama."
    assert "Pernyataan sudah berubah" in page


def test_nothing_is_called_safe() -> None:
    page = signed_in(a_user(Role.KETUA)).post(CHECK, {"text": "Komisi menerima laporan."}).text
    assert "Tidak ada yang ditemukan daftar ini" in page and "dua mata membaca sebelum dikirim" in page


@pytest.mark.parametrize("text", ["", "   ", "a" * 20_001])
def test_what_cannot_be_checked_is_explained_and_not_recorded(text: str) -> None:
    user = a_user(Role.KETUA)
    page = signed_in(user).post(CHECK, {"text": text})
    assert page.status_code == 200 and 'aria-invalid="true"' in page.text
    assert verbs_of(user) == []


def test_markup_in_a_statement_is_text() -> None:
    page = signed_in(a_user(Role.KETUA)).post(CHECK, {"text": "<script>x()</script> pemain lama <b>itu</b>"}).text
    assert "<script>x()" not in page and "<b>itu" not in page


def test_in_english_the_reasons_are_english() -> None:
    reader = a_user(Role.KETUA)
    accounts.choose_language(user=reader, language="en", by=reader)
    browser: Client = signed_in(reader)
    assert "it is the protection that was not enough" in browser.post(CHECK, {"text": STATEMENT}).text
