"""What somebody declares about those close to them: sealed under their own key, theirs to see, with its history."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.conflicts import actions, roster
from suar.casework.conflicts.actions.declaring import declaration_of
from suar.casework.conflicts.models import Declaration, Tie
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry
from suar.core.vault import tokens
from suar.registry.accounts.models import Role, User
from tests.factories import a_tie, a_user, an_officer, an_outsider

pytestmark = pytest.mark.django_db


def own_page(user: User) -> str:
    browser = Client()
    browser.force_login(user)
    return browser.get(reverse("conflicts:declaration")).content.decode()


def test_a_name_is_sealed_under_the_key_of_whoever_declares_it_and_found_by_its_tokens() -> None:
    tie = a_tie(an_officer(), name="Zainuddin Contoh")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM conflicts_tie")
        stored = bytes(cursor.fetchone()[0])
    assert stored and b"Zainuddin" not in stored
    assert tie.vault_subject == tie.declaration_id
    assert tokens.find_alike("Jainudin Contoh") == [tie.declaration_id]


def test_each_step_is_in_the_ledger_without_a_name() -> None:
    officer = an_officer()
    tie = actions.correct_tie(tie=a_tie(officer), by=officer, kind="kin", name="Sabirin Misal")
    actions.end_tie(tie=tie, by=officer)
    actions.declare(user=officer, by=officer)
    entries = list(Entry.objects.about(tie.declaration_id).order_by("pk"))
    assert [entry.verb.partition(".")[2] for entry in entries] == [
        "begin", "add_tie", "correct_tie", "end_tie", "renew",
    ]  # fmt: skip
    assert not any("Sabirin" in entry.data + entry.why for entry in entries)


def test_a_correction_keeps_what_was_written_as_history() -> None:
    officer = an_officer()
    old = a_tie(officer, name="Zainudin Contoh")
    new = actions.correct_tie(tie=old, by=officer, kind="sibling", name="Zainuddin Contoh", place="Sambas", born="1981")
    assert (new.corrects, Tie.objects.standing().get()) == (old, new)
    page = own_page(officer)
    assert "Zainudin Contoh" in page and "Zainuddin Contoh" in page and "1981" in page
    assert tokens.find_exact("Zainudin") == []


def test_what_was_ended_is_found_no_more_and_cannot_be_ended_again() -> None:
    officer = an_officer()
    tie = a_tie(officer)
    actions.end_tie(tie=tie, by=officer)
    assert tokens.find_alike("Zainuddin Contoh") == []
    assert list(roster.everything()) == []
    with pytest.raises(Conflict):
        actions.end_tie(tie=tie, by=officer)


@pytest.mark.parametrize(
    ("facts"), [{"kind": "cousin"}, {"name": " "}, {"name": "12"}, {"born": "81"}, {"born": "tahun lalu"}]
)
def test_what_says_nothing_is_refused(facts: dict[str, str]) -> None:
    with pytest.raises(DomainError):
        a_tie(an_officer(), **facts)


def test_nobody_declares_for_somebody_else_and_who_cannot_be_named_declares_nothing() -> None:
    officer = an_officer()
    with pytest.raises(Refused):
        actions.add_tie(user=officer, by=an_officer(), kind="kin", name="Sabirin Misal")
    with pytest.raises(Refused):
        actions.declare(user=(outsider := an_outsider()), by=outsider)


def test_nobody_is_also_a_declaration_and_is_renewed_each_year() -> None:
    partner = a_user(Role.MITRA)
    assert "Belum ada pernyataan" in own_page(partner)
    declared = actions.declare(user=partner, by=partner, heads_agency=True)
    assert declared.heads_agency and not declared.is_overdue
    assert "Anda menyatakan tidak ada siapa-siapa." in own_page(partner)
    declared.declared_on = timezone.localdate() - timedelta(days=366)
    assert declared.is_overdue


def test_the_profile_reminds_and_nothing_waits_for_it() -> None:
    officer = an_officer()
    browser = Client()
    browser.force_login(officer)
    assert "belum dinyatakan" in browser.get("/akun/").content.decode()
    browser.post(reverse("conflicts:declaration-renew"))
    assert declaration_of(officer) is not None
    assert "belum dinyatakan" not in browser.get("/akun/").content.decode()


def test_the_pages_add_correct_and_end_and_keep_what_was_typed() -> None:
    officer = an_officer()
    browser = Client()
    browser.force_login(officer)
    add = reverse("conflicts:tie-add")
    refused = browser.post(add, {"kind": "kin", "name": "Sabirin Misal", "born": "x"})
    assert (refused.status_code, "Sabirin Misal" in refused.content.decode()) == (400, True)
    assert browser.post(add, {"kind": "kin", "name": "", "born": ""}).status_code == 422
    assert browser.post(add, {"kind": "kin", "name": "Sabirin Misal"}).status_code == 302
    tie = Tie.objects.get()
    correct = reverse("conflicts:tie-correct", args=[tie.pk])
    assert "Sabirin Misal" in browser.get(correct).content.decode()
    assert browser.post(correct, {"kind": "kin", "name": "Sabirin Contoh"}).status_code == 302
    assert browser.post(reverse("conflicts:tie-end", args=[tie.pk])).status_code == 404
    assert browser.post(reverse("conflicts:tie-end", args=[Tie.objects.standing().get().pk])).status_code == 302
    assert not Tie.objects.standing().exists()


def test_another_sees_nothing_of_it_and_a_leader_only_by_a_read_in_the_ledger() -> None:
    officer, ketua = an_officer(), a_user(Role.KETUA)
    tie = a_tie(officer)
    address = reverse("conflicts:declaration-read", args=[officer.pk])
    browser = Client()
    browser.force_login(an_officer())
    assert browser.get(address).status_code == 403
    assert browser.get(reverse("conflicts:tie-correct", args=[tie.pk])).status_code == 404
    browser.force_login(ketua)
    assert "Zainuddin Contoh" in browser.get(address).content.decode()
    assert Entry.objects.about(tie.declaration_id).by(ketua).filter(verb="read.declaration").count() == 1
    assert browser.get(reverse("conflicts:declaration-read", args=[ketua.pk])).status_code == 404


def test_the_tokens_can_be_built_anew() -> None:
    tie = a_tie(an_officer())
    tokens.forget(tie.declaration_id)
    tokens.reindex()
    assert tokens.find_alike("Zainuddin Contoh") == [tie.declaration_id]
    assert Declaration.objects.count() == 1
