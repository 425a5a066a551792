"""A file that another office is asked to take: asked, accepted with a file of its own there, refused, withdrawn."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.conflicts import actions as conflicts
from suar.casework.conflicts.withheld import is_withheld, require_receiver
from suar.casework.duties.models import Duty
from suar.casework.supervision import actions
from suar.casework.supervision.models import Transfer, TransferState
from suar.casework.supervision.perms import get_transfer
from suar.core import ledger
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import StaleRow
from suar.core.vault.fields import unlock
from suar.core.vault.models import DataKey
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Office, Role, User
from tests.casework.conferences.ground import a_barred_agency
from tests.casework.supervision.ground import fresh, last, signed_in, words_of
from tests.factories import a_case, a_child, a_user, an_office, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db
PAGE = "/supervisi/pindah/"
SUMMARY = "Anak pindah ke rumah bibinya di Sambas. UPTD ditunggu jawabannya."


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def sambas() -> Office:
    return an_officer_elsewhere().office


@pytest.fixture
def there(sambas: Office) -> User:
    return a_user(Role.KETUA, sambas)


@pytest.fixture
def case(officer: User) -> Case:
    return a_case(officer, a_child(officer, name="Banyu Contoh", sex="L", nik="6171010101100000"))


def asked(case: Case, to: Office, **facts: Any) -> Transfer:
    by = facts.pop("by", case.officer)
    given = {"reason": "moved", "summary": SUMMARY, **facts}
    row = actions.propose_transfer(case=case, to_office=to, by=by, **given)
    return row


def accepted(row: Transfer, by: User, officer: User | None = None) -> Transfer:
    return actions.accept_transfer(transfer=get_transfer(by, row.pk), officer=officer or by, by=by)


def test_it_is_asked_and_nothing_moves_yet(case: Case, sambas: Office, officer: User) -> None:
    row = asked(case, sambas)
    assert (row.state, row.number, row.office) == (TransferState.PROPOSED, case.number, case.office)
    assert fresh(case).officer == officer and Case.objects.count() == 1
    entry = last("transfer.propose")
    assert (entry.office, entry.subject) == (case.office.code, case.child_id)


def test_where_it_is_accepted_the_child_has_a_file_a_key_and_clocks_there(
    case: Case, sambas: Office, there: User
) -> None:
    row = accepted(asked(case, sambas), there)
    new = fresh(Case.objects.get(pk=row.new_case_id))
    unlock([new, new.child])
    assert (new.office, new.officer, new.number) == (sambas, there, row.new_number)
    assert (new.risk, new.cluster, new.summary) == (case.risk, case.cluster, SUMMARY)
    assert new.child_id != case.child_id and DataKey.objects.filter(pk=new.child_id).exists()
    assert (new.child.name, new.child.sex, new.child.nik) == ("Banyu Contoh", "L", "")
    kinds = set(Duty.objects.open().filter(case_id=new.pk).values_list("kind", flat=True))
    assert {"see_child", "plan", "monitor"} <= kinds
    assert last("transfer.accept").office == sambas.code
    assert last("case.open").office == sambas.code


def test_of_two_who_answer_the_second_hears_of_the_first_and_of_nothing_that_was_not(
    case: Case, sambas: Office, there: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = asked(case, sambas)
    seen = get_transfer(there, row.pk)

    def stale(**_facts: object) -> None:
        raise StaleRow

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(conflicts, "carry_over", stale)
        with pytest.raises(StaleRow, match="baru saja mengubahnya"):
            accepted(row, there)
    assert get_transfer(there, row.pk).state == TransferState.PROPOSED
    accepted(row, there)
    with pytest.raises(Conflict, match="sudah dijawab"):
        actions.refuse_transfer(transfer=seen, why="Tidak ada tempat.", by=there)


def test_the_old_file_and_its_duties_stay_until_its_own_office_closes_it(
    case: Case, sambas: Office, there: User, officer: User
) -> None:
    accepted(asked(case, sambas), there)
    assert fresh(case).is_open and Duty.objects.open().filter(case_id=case.pk).exists()
    shown = words_of(signed_in(officer).get(f"/berkas/{case.pk}/"))
    assert "Tutup berkas ini dengan alasan" in shown
    old = fresh(case)
    unlock([old])
    cases.propose_closure(case=old, reason="pindah", note="Diterima kantor Sambas.", by=officer)
    cases.countersign_closure(case=old, by=a_user(Role.KETUA))
    assert not fresh(case).is_open


def test_the_other_office_reads_the_summary_and_never_the_file(case: Case, sambas: Office, there: User) -> None:
    row = asked(case, sambas)
    browser = signed_in(there)
    shown = words_of(browser.get(f"{PAGE}{row.pk}/"))
    assert SUMMARY in shown and "Banyu Contoh" not in shown
    assert browser.get(f"/berkas/{case.pk}/").status_code == 404
    entry = last("read.transfer")
    assert entry.subject == case.child_id and str(row.pk) in entry.data


NAMING = "Malam itu datang Herkulanus Bujangga, pamannya."


def test_whoever_the_summary_names_in_the_other_office_never_sees_it(case: Case, sambas: Office, there: User) -> None:
    named = a_user(Role.SEKRETARIAT, sambas, name="Herkulanus Bujangga")
    row = asked(case, sambas, summary=NAMING)
    assert is_withheld(named, case.child_id) and not is_withheld(there, case.child_id)
    assert signed_in(named).get(f"{PAGE}{row.pk}/").status_code == 404
    done = accepted(row, there)
    assert is_withheld(named, done.new_case.child_id)  # type: ignore[union-attr]  # accepted
    assert signed_in(named).get(f"{PAGE}{row.pk}/").status_code == 404
    assert done.new_number not in words_of(signed_in(named).get(PAGE))


def test_who_comes_to_serve_there_while_it_waits_is_compared_with_it(case: Case, sambas: Office) -> None:
    asked(case, sambas, summary=NAMING)
    named = a_user(Role.SEKRETARIAT, sambas, name="Herkulanus Bujangga")
    assert is_withheld(named, case.child_id)


def test_there_only_whoever_answers_reads_the_summary_and_only_until_the_answer(
    case: Case, sambas: Office, there: User, officer: User
) -> None:
    row, staff = asked(case, sambas), signed_in(an_officer(sambas))
    address = f"{PAGE}{row.pk}/"
    assert SUMMARY not in words_of(staff.get(address)) and SUMMARY in words_of(signed_in(there).get(address))
    actions.refuse_transfer(transfer=get_transfer(there, row.pk), why="Tidak ada tempat.", by=there)
    assert SUMMARY not in words_of(signed_in(there).get(address))
    assert SUMMARY in words_of(signed_in(officer).get(address))


def test_whoever_it_is_withheld_from_stays_shut_out_there(case: Case, sambas: Office, there: User) -> None:
    both = a_user(Role.DIVISI_PEMANTAUAN, case.office)
    accounts.appoint(user=both, office=sambas, role=Role.SEKRETARIAT, by=OPERATOR)
    who: Any = {"user": both, "by": a_user(Role.KETUA), "why": "Kerabat", "reader": "Sekretariat"}
    conflicts.withhold(subject=case.child_id, office=case.office, **who)
    row = asked(case, sambas)
    with pytest.raises(DomainError):
        accepted(row, there, User.objects.get(pk=both.pk))
    done = accepted(row, there)
    assert done.new_case is not None and is_withheld(both, done.new_case.child_id)
    assert not Transfer.objects.visible_to(User.objects.get(pk=both.pk)).exists()


def test_who_serves_the_other_office_only_later_and_a_whole_agency_stay_shut_out_too(
    case: Case, sambas: Office, there: User
) -> None:
    body, later = a_barred_agency(case, a_user(Role.KETUA)), a_user(Role.DIVISI_PEMANTAUAN, case.office)
    who: Any = {"user": later, "by": a_user(Role.KETUA), "why": "Kerabat", "reader": "Sekretariat"}
    conflicts.withhold(subject=case.child_id, office=case.office, **who)
    new = accepted(asked(case, sambas), there).new_case
    assert new is not None and is_withheld(later, new.child_id)
    with pytest.raises(DomainError):
        require_receiver(body, new.child_id)
    assert last("conflict.withhold").office == sambas.code


def test_it_is_refused_or_withdrawn_with_a_reason_and_then_asked_anew(case: Case, sambas: Office, there: User) -> None:
    row = asked(case, sambas)
    with pytest.raises(DomainError):
        actions.refuse_transfer(transfer=row, why=" ", by=there)
    actions.refuse_transfer(transfer=get_transfer(there, row.pk), why="Anak tidak tinggal di sini", by=there)
    assert last("transfer.refuse").office == sambas.code
    with pytest.raises(Conflict):
        accepted(row, there)
    second = asked(case, sambas)
    assert case.officer is not None
    with pytest.raises(DomainError):
        actions.withdraw_transfer(transfer=second, why="", by=case.officer)
    actions.withdraw_transfer(transfer=second, why="Anak kembali", by=case.officer)
    assert last("transfer.withdraw").office == case.office.code
    assert Case.objects.count() == 1


def test_what_two_answer_at_once_is_answered_once(case: Case, sambas: Office, there: User) -> None:
    row = asked(case, sambas)
    stale = get_transfer(there, row.pk)
    accepted(row, there)
    with pytest.raises(Conflict):
        actions.accept_transfer(transfer=stale, officer=there, by=there)
    assert Case.objects.filter(office=sambas).count() == 1


def test_who_and_what_is_refused(case: Case, sambas: Office, there: User, officer: User) -> None:
    for facts in ({"reason": "none"}, {"summary": "  "}):
        with pytest.raises(DomainError):
            asked(case, sambas, **facts)
    with pytest.raises(DomainError):
        asked(case, case.office)
    with pytest.raises(Refused):
        asked(case, sambas, by=there)
    row = asked(case, sambas)
    with pytest.raises(Conflict):
        asked(case, sambas)
    for by in (officer, a_user(Role.DIVISI_PENGADUAN, sambas)):
        with pytest.raises(Refused):
            accepted(row, by)
    with pytest.raises(Refused):
        actions.withdraw_transfer(transfer=row, why="x", by=there)


def test_whoever_leads_both_offices_does_not_answer_the_own_question(case: Case, sambas: Office) -> None:
    both = a_user(Role.KETUA)
    accounts.appoint(user=both, office=sambas, role=Role.KETUA, by=OPERATOR)
    both = User.objects.get(pk=both.pk)
    with pytest.raises(Refused):
        accepted(asked(case, sambas, by=both), both)


def test_a_closed_file_is_not_taken(case: Case, sambas: Office, there: User, officer: User) -> None:
    row = asked(case, sambas)
    old = fresh(case)
    unlock([old])
    cases.propose_closure(case=old, reason="pindah", note="Tanpa jawaban.", by=officer)
    cases.countersign_closure(case=old, by=a_user(Role.KETUA))
    with pytest.raises(Conflict):
        accepted(row, there)


def test_the_database_keeps_one_question_a_file(case: Case, sambas: Office) -> None:
    row = asked(case, sambas)
    double = Transfer(**{field.attname: getattr(row, field.attname) for field in Transfer._meta.concrete_fields})
    double.pk, double.version = uuid4(), 0
    with pytest.raises(IntegrityError), transaction.atomic(), ledger.record("transfer.propose", by=row.by) as entry:
        entry.add(double)


# the pages


def test_it_is_asked_and_answered_on_its_pages(case: Case, sambas: Office, there: User, officer: User) -> None:
    ours, theirs = signed_in(officer), signed_in(there)
    assert "Usulkan pemindahan" in words_of(ours.get(f"/berkas/{case.pk}/petugas/"))
    form = {"form_id": str(uuid4()), "to_office": sambas.pk, "reason": "moved", "summary": SUMMARY}
    page = f"{PAGE}berkas/{case.pk}/"
    assert ours.post(page, form | {"summary": ""}).context["form"].errors
    for _twice in range(2):
        sent = ours.post(page, form)
    row = Transfer.objects.get()
    assert sent.headers["Location"] == f"{PAGE}{row.pk}/"
    assert case.number in words_of(theirs.get(PAGE))
    answer = {"version": row.version, "officer": there.pk}
    assert theirs.post(f"{PAGE}{row.pk}/terima/", answer).headers["Location"] == f"{PAGE}{row.pk}/"
    late = theirs.post(f"{PAGE}{row.pk}/tolak/", {"version": row.version, "why": "Kata yang diketik"})
    assert late.status_code == 409 and "Kata yang diketik" in late.content.decode()


def test_the_pages_are_not_for_everyone(case: Case, sambas: Office, there: User, officer: User) -> None:
    row = asked(case, sambas)
    stranger = signed_in(a_user(Role.KETUA, an_office("melawi", "KPPAD Melawi")))
    for step in ("", "terima/", "tolak/", "tarik/"):
        assert stranger.get(f"{PAGE}{row.pk}/{step}").status_code == 404
    assert stranger.get(f"{PAGE}berkas/{case.pk}/").status_code == 404
    assert signed_in(officer).get(f"{PAGE}{row.pk}/terima/").status_code == 403
    assert signed_in(there).get(f"{PAGE}{row.pk}/terima/").status_code == 200
    assert signed_in(a_user(Role.ADMIN)).get(PAGE).status_code == 403
