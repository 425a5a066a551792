"""The agenda: entered once, answers one of ours, belongs somewhere, disposed and settled."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from suar.casework.complaints import actions as complaints
from suar.casework.complaints.models import Channel, Complaint
from suar.casework.conflicts import actions as conflicts
from suar.casework.duties import actions as duty_actions
from suar.casework.duties.models import Duty
from suar.casework.letters.models import Status as LetterStatus
from suar.casework.mail import actions
from suar.casework.mail.models import Incoming
from suar.config.demo.clock import at
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger import keyholding
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.verify import verify
from suar.core.vault import marks
from suar.core.vault.models import DataKey
from suar.registry.accounts.models import Role, User
from tests.casework.mail.ground import ABOUT, a_disposition, a_mail, facts, fresh, verbs
from tests.core.vault.test_no_plaintext import STORES, bytes_of, encodings
from tests.factories import (
    a_case,
    a_complaint,
    a_honey_file,
    a_sent_letter,
    a_triaged_complaint,
    a_user,
    an_issued_letter,
    an_officer_elsewhere,
    an_outsider,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ketua() -> User:
    return a_user(Role.KETUA)


@pytest.fixture
def staff(ketua: User) -> User:
    return a_user(Role.SEKRETARIAT, ketua.office)


# --- entered


def test_letters_are_numbered_through_the_year_in_which_they_came(staff: User) -> None:
    year = timezone.localdate().year
    last_year = timezone.localdate().replace(year=year - 1, month=6, day=1)
    numbers = [a_mail(staff).number, a_mail(staff).number, a_mail(staff, received_on=last_year).number]
    assert numbers == [f"A-0001/{year % 100}", f"A-0002/{year % 100}", f"A-0001/{(year - 1) % 100}"]
    assert verbs() == ["mail.enter"] * 3 and verify().wrong == []


def test_a_year_a_hundred_off_is_refused_for_a_new_letter_and_a_mended_one(staff: User) -> None:
    today = timezone.localdate()
    wrong = today.replace(year=today.year - 100, day=1)
    with pytest.raises(DomainError, match=str(wrong.year)):
        a_mail(staff, received_on=wrong)
    mail = a_mail(staff)
    with pytest.raises(DomainError, match=str(wrong.year)):
        actions.correct(mail=fresh(mail), by=staff, **facts(received_on=wrong))
    assert mail.number == f"A-0001/{today.year % 100}" and verbs() == ["mail.enter"]


def test_an_old_letter_is_mended_by_the_day_on_which_it_was_entered(staff: User) -> None:
    entered, office = timezone.now() - timedelta(days=10 * 366), staff.office
    with at(entered):
        mail = a_mail(a_user(Role.WAKIL, office))
    mended = facts(received_on=timezone.localdate(entered), lies="Lemari 3")
    assert actions.correct(mail=fresh(mail), by=staff, **mended).lies == "Lemari 3"


def test_no_store_holds_its_words_in_clear(staff: User) -> None:
    mark = "Zamrudkenari"
    mail = a_mail(staff, about=mark, sender=mark, lies=mark)
    assert (fresh(mail).about, fresh(mail).sender) == (mark, mark), "the control: it was written"
    for store in STORES:
        content = bytes_of(store)
        assert not [needle for needle in encodings(mark) if needle in content], store


def test_a_form_sent_twice_enters_one_letter_and_anothers_form_is_refused(staff: User, ketua: User) -> None:
    pk = uuid4()
    first = actions.enter(office=staff.office, by=staff, mail_id=pk, **facts())
    assert actions.enter(office=staff.office, by=staff, mail_id=pk, **facts(about="lain")).pk == first.pk
    with pytest.raises(Conflict):
        actions.enter(office=staff.office, by=ketua, mail_id=pk, **facts())
    assert Incoming.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"sender": "", "agency": None},
        {"about": "  "},
        {"nature": "lain"},
        {"received_on": timezone.localdate() + timedelta(days=1)},
        {"dated": timezone.localdate() + timedelta(days=1)},
    ],
)
def test_what_cannot_be_is_refused(staff: User, wrong: dict[str, object]) -> None:
    with pytest.raises(DomainError):
        a_mail(staff, **wrong)
    assert not Incoming.objects.exists()


def test_another_office_and_a_role_without_mail_enter_nothing(staff: User) -> None:
    for other in (an_officer_elsewhere(), an_outsider()):
        with pytest.raises(Refused):
            actions.enter(office=staff.office, by=other, **facts())


def test_a_correction_keeps_the_number_and_an_old_version_is_refused(staff: User) -> None:
    mail = a_mail(staff)
    old = fresh(mail)
    actions.correct(mail=fresh(mail), by=staff, **facts(about="Perihal yang benar"))
    assert (fresh(mail).about, fresh(mail).number) == ("Perihal yang benar", mail.number)
    with pytest.raises(Conflict):
        actions.correct(mail=old, by=staff, **facts(about="dari halaman lama"))


def test_a_letter_whose_words_name_somebody_of_the_house_is_withheld_from_them(staff: User) -> None:
    member = a_user(Role.DIVISI_PENGADUAN, staff.office, name="Wening Prameswari")
    mail = a_mail(staff, about="Keluhan terhadap Wening Prameswari")
    assert not Incoming.objects.visible_to(member).filter(pk=mail.pk).exists()
    assert Incoming.objects.visible_to(staff).filter(pk=mail.pk).exists()


# --- answers ours


def test_entered_as_an_answer_it_answers_our_letter_on_the_day_it_came(staff: User) -> None:
    letter = a_sent_letter(a_user(Role.WAKIL, staff.office))
    mail = a_mail(staff, letter=letter)
    letter.refresh_from_db()
    assert (letter.status, letter.answered_on, letter.answer_number) == (
        LetterStatus.ANSWERED,
        mail.received_on,
        "045/12/DS/2026",
    )
    assert fresh(mail).letter == letter


def test_a_letter_that_was_not_sent_or_is_unknown_is_not_answered(staff: User) -> None:
    mail = a_mail(staff)
    issued = an_issued_letter(a_user(Role.WAKIL, staff.office))
    for letter in (issued, None):
        with pytest.raises(DomainError):
            actions.answer(mail=fresh(mail), letter=letter, by=staff)
    assert fresh(mail).letter is None and verbs() == ["mail.enter"]


# --- belongs


def test_under_the_childs_key_its_own_key_is_gone_and_its_duty_is_of_the_file(
    staff: User, ketua: User, django_capture_on_commit_callbacks: object
) -> None:
    case, mail = a_case(staff), a_mail(staff)
    row = a_disposition(mail, staff, ketua)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # the fixture is a context manager
        actions.belong(mail=fresh(mail), by=staff, source=case)
    kept = fresh(mail)
    assert (kept.subject, kept.case, kept.about) == (case.child_id, case, ABOUT)
    assert Duty.objects.get(pk=row.duty_id).case_id == case.pk
    assert not DataKey.objects.filter(pk=mail.pk).exists()
    with pytest.raises(Conflict):
        actions.belong(mail=kept, by=staff, source=case)


def test_it_follows_its_complaint_into_the_file(staff: User) -> None:
    officer = a_user(Role.DIVISI_PENGADUAN, staff.office)
    complaint, mail = a_triaged_complaint(officer), a_mail(staff)
    actions.belong(mail=fresh(mail), by=staff, source=complaint)
    case = complaints.make_case(complaint=complaint, by=officer)
    kept = fresh(mail)
    assert (kept.subject, kept.about) == (case.child_id, ABOUT) and "mail.follow" in verbs()


def test_a_number_that_leads_nowhere_and_another_offices_file_are_answered_alike(staff: User) -> None:
    mail, elsewhere = a_mail(staff), a_case(an_officer_elsewhere())
    words = set()
    for source in (None, elsewhere):
        with pytest.raises(DomainError) as refusal:
            actions.belong(mail=fresh(mail), by=staff, source=source)
        words.add(str(refusal.value))
    assert len(words) == 1


def test_a_letter_that_is_a_complaint_becomes_one_with_its_true_time(staff: User) -> None:
    mail, when = a_mail(staff), timezone.now() - timedelta(days=2)
    complaint = actions.become_complaint(mail=fresh(mail), by=staff, facts={"story": "Isi surat", "received_at": when})
    assert (complaint.channel, complaint.received_at) == (Channel.LETTER, when)
    assert fresh(mail).complaint == complaint and fresh(mail).about == ABOUT
    with pytest.raises(Conflict):
        actions.become_complaint(mail=fresh(mail), by=staff, facts={"story": "lagi", "received_at": when})
    assert Complaint.objects.count() == 1


def test_of_an_erased_child_nothing_is_readable_and_nothing_more_is_written(staff: User, ketua: User) -> None:
    case, mail = a_case(staff), a_mail(staff)
    actions.belong(mail=fresh(mail), by=staff, source=case)
    row = a_disposition(mail, staff, ketua)
    keyholding.erase(subject=case.child_id, by=OPERATOR, why="request")
    gone = fresh(mail)
    assert gone.is_erased and ABOUT not in str(gone.about)
    row.incoming = gone
    for act in (
        lambda: actions.correct(mail=gone, by=staff, **facts()),
        lambda: actions.dispose(mail=gone, to=[staff], instruction="x", by=ketua),
        lambda: actions.finish(disposition=row, by=staff, result="x"),
    ):
        with pytest.raises(DomainError):
            act()


# --- disposed


def test_a_disposition_is_a_duty_of_its_receiver_that_ends_with_it(staff: User, ketua: User) -> None:
    row = a_disposition(a_mail(staff), staff, ketua, due_on=timezone.localdate() + timedelta(days=4))
    duty = Duty.objects.select_related("office").get(pk=row.duty_id)
    assert (duty.kind, duty.officer, duty.due_at.astimezone().date()) == ("disposition", staff, row.due_on)
    with pytest.raises(DomainError):
        duty_actions.finish(duty=duty, by=staff)
    actions.note_read(disposition=row, by=staff)
    actions.finish(disposition=row, by=staff, result="Sudah dijawab")
    duty.refresh_from_db()
    assert (duty.status, duty.done_at) == ("done", row.done_at)
    with pytest.raises(Conflict):
        actions.finish(disposition=row, by=staff, result="lagi")


def test_without_a_day_the_rule_of_the_house_counts(staff: User, ketua: User) -> None:
    duty = Duty.objects.get(pk=a_disposition(a_mail(staff), staff, ketua).duty_id)
    assert duty.rule == "house.mail.disposition" and duty.due_at > timezone.now()


def test_only_leaders_dispose_only_to_their_own_and_never_to_whom_it_is_withheld_from(staff: User, ketua: User) -> None:
    mail = a_mail(staff)
    with pytest.raises(Refused):
        actions.dispose(mail=fresh(mail), to=[ketua], instruction="x", by=staff)
    case = a_case(staff)
    actions.belong(mail=fresh(mail), by=staff, source=case)
    conflicts.withhold(
        subject=case.child_id, user=staff, by=ketua, why="kerabat", office=ketua.office
    ) if False else None
    for wrong in (
        {"to": [], "instruction": "x"},
        {"to": [staff], "instruction": " "},
        {"to": [an_officer_elsewhere()], "instruction": "x"},
        {"to": [staff], "instruction": "x", "due_on": timezone.localdate() - timedelta(days=1)},
    ):
        with pytest.raises(DomainError):
            actions.dispose(mail=fresh(mail), by=ketua, **wrong)
    assert "mail.dispose" not in verbs()


def test_two_leaders_who_dispose_at_once_do_not_write_past_each_other(staff: User, ketua: User) -> None:
    mail, wakil = a_mail(staff), a_user(Role.WAKIL, ketua.office)
    seen = fresh(mail)
    a_disposition(mail, staff, ketua)
    with pytest.raises(Conflict):
        actions.dispose(mail=seen, to=[staff], instruction="lain", by=wakil)


def test_nobody_reads_or_finishes_what_was_written_to_somebody_else(staff: User, ketua: User) -> None:
    row, other = a_disposition(a_mail(staff), staff, ketua), a_user(Role.DIVISI_PENGADUAN, ketua.office)
    for act in (actions.note_read, lambda **f: actions.finish(result="x", **f)):
        with pytest.raises(Refused):
            act(disposition=row, by=other)
    with pytest.raises(Refused):
        actions.note_read(disposition=row, by=ketua)


def test_a_leader_finishes_what_was_written_to_somebody_who_left(staff: User, ketua: User) -> None:
    row = a_disposition(a_mail(staff), staff, ketua)
    assert actions.finish(disposition=row, by=ketua, result="Dialihkan").done_at is not None
    assert not Duty.objects.open().filter(pk=row.duty_id).exists()


def test_it_is_settled_when_every_disposition_is_done(staff: User, ketua: User) -> None:
    mail = a_mail(staff)
    row = a_disposition(mail, staff, ketua)
    with pytest.raises(Conflict, match="belum selesai"):
        actions.settle(mail=fresh(mail), by=staff)
    actions.finish(disposition=row, by=staff, result="beres")
    settled = actions.settle(mail=fresh(mail), by=staff)
    assert settled.settled_by == staff
    with pytest.raises(Conflict):
        actions.dispose(mail=fresh(mail), to=[staff], instruction="x", by=ketua)
    assert verbs() == ["mail.enter", "mail.dispose", "mail.finish", "mail.settle"]


# --- released


def test_linked_to_the_wrong_file_it_is_released_with_its_words_and_duties_and_linked_anew(staff: User) -> None:
    wrong, right, mail = a_case(staff), a_case(staff), a_mail(staff)
    row = a_disposition(mail, staff)
    actions.belong(mail=fresh(mail), by=staff, source=wrong)
    others = Duty.objects.about(wrong.child_id).exclude(pk=row.duty_id).count()
    free = actions.release(mail=fresh(mail), by=staff)
    assert (free.subject, free.case, free.complaint) == (mail.pk, None, None)
    assert fresh(mail).about == ABOUT and fresh(mail).dispositions.get().instruction == "Siapkan jawaban."
    assert Duty.objects.get(pk=row.duty_id).subject == mail.pk
    assert Duty.objects.about(wrong.child_id).count() == others > 0
    actions.belong(mail=fresh(mail), by=staff, source=right)
    assert fresh(mail).subject == right.child_id == Duty.objects.get(pk=row.duty_id).subject
    assert verbs()[-3:] == ["mail.belong", "mail.release", "mail.belong"]
    assert verify().wrong == []


def test_released_it_is_compared_for_itself(staff: User, ketua: User) -> None:
    named, case = a_user(Role.WAKIL, name="Herkulanus Bujangga"), a_case(staff)
    mail = a_mail(staff)
    actions.belong(mail=fresh(mail), by=staff, source=case)
    actions.correct(mail=fresh(mail), by=staff, **facts(about="Tentang Herkulanus Bujangga"))
    free = actions.release(mail=fresh(mail), by=staff)
    assert not Incoming.objects.visible_to(named).filter(pk=free.pk).exists()


def test_a_letter_that_is_nobodys_or_became_its_complaint_is_not_released(staff: User) -> None:
    with pytest.raises(Conflict, match="tidak tertaut"):
        actions.release(mail=a_mail(staff), by=staff)
    mail = a_mail(staff)
    actions.become_complaint(mail=mail, by=staff, facts={"story": "Cerita.", "received_at": timezone.now()})
    with pytest.raises(Conflict, match="berasal dari surat ini"):
        actions.release(mail=fresh(mail), by=staff)


def test_who_does_not_keep_the_agenda_releases_nothing(staff: User) -> None:
    mail = actions.belong(mail=a_mail(staff), by=staff, source=a_case(staff))
    for other in (an_outsider(), an_officer_elsewhere()):
        with pytest.raises(Refused):
            actions.release(mail=fresh(mail), by=other)


def test_what_belongs_to_a_withheld_file_is_neither_seen_nor_touched(staff: User, ketua: User) -> None:
    complaint = a_complaint(staff)
    mail = a_mail(staff)
    actions.belong(mail=fresh(mail), by=staff, source=complaint)
    hidden_from = a_user(Role.DIVISI_PEMANTAUAN, ketua.office)
    conflicts.withhold(subject=complaint.subject, office=ketua.office, user=hidden_from, by=ketua, why="kerabat")
    assert not Incoming.objects.visible_to(hidden_from).exists()
    with pytest.raises(Refused):
        actions.correct(mail=fresh(mail), by=hidden_from, **facts())
    with pytest.raises(DomainError):
        actions.dispose(mail=fresh(mail), to=[hidden_from], instruction="x", by=ketua)


def test_a_letter_that_belongs_to_a_honey_file_lifts_its_mark_unless_whoever_set_it_links_it() -> None:
    ketua = a_user(Role.KETUA)
    case = a_honey_file(ketua)
    setter, other = a_mail(ketua), a_mail(a_user(Role.SEKRETARIAT, office=ketua.office))
    actions.belong(mail=fresh(setter), by=ketua, source=case)
    assert case.child_id in marks.standing()
    actions.belong(mail=fresh(other), by=other.by, source=case)
    assert case.child_id not in marks.standing()
