"""A complaint becomes a case: everything opens under the child's key, nothing under the old one, and only once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from suar.casework.cases.models import Case, Note
from suar.casework.children.models import Child
from suar.casework.complaints import actions
from suar.casework.complaints.models import Complaint, HandOver, Message, Status
from suar.casework.duties.models import Duty
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.actors import PUBLIC
from suar.core.ledger.models import Entry
from suar.core.ledger.verify import verify
from suar.core.vault import keys, tokens
from suar.core.vault.models import DataKey
from tests.conditions import MET
from tests.factories import (
    a_case,
    a_child,
    a_closed_case,
    a_complaint,
    a_filed_complaint,
    a_handover,
    a_triaged_complaint,
    an_officer,
    an_officer_elsewhere,
)

pytestmark = pytest.mark.django_db

Committed = DjangoCaptureOnCommitCallbacks


def made(complaint: Complaint, by: Any, committed: Committed, **options: Any) -> Case:
    with committed(execute=True):
        return actions.make_case(complaint=complaint, by=by, **options)


@pytest.fixture
def rich() -> Complaint:
    """Filed by form, with messages both ways, triaged, handed over, duties open and done."""
    officer = an_officer()
    complaint = a_filed_complaint(child_name="Rara Contoh", child_details={"sex": "P", "birth_date": "2011-03-09"})
    actions.open_complaint(complaint=complaint, by=officer)
    at = timezone.now()
    actions.note_message(complaint=complaint, message_id=complaint.pk, text="Dia sudah di rumah.", at=at, by=PUBLIC)
    actions.reply(complaint=complaint, text="Terima kasih. Kami membaca pesanmu.", by=officer)
    a_triaged_complaint(officer, complaint)
    a_handover(officer, complaint)
    return complaint


def test_everything_opens_under_the_childs_key_and_the_old_key_is_gone(
    rich: Complaint, django_capture_on_commit_callbacks: Committed
) -> None:
    officer, old = an_officer(), rich.subject
    case = made(rich, officer, django_capture_on_commit_callbacks)
    assert not DataKey.objects.filter(pk=old).exists()
    assert not keys.is_erased(old)
    fresh = Complaint.objects.get(pk=rich.pk)
    assert (fresh.subject, fresh.case, fresh.status) == (case.child_id, case, Status.CASE)
    assert (fresh.story, fresh.child_name) == ("Temanku ketakutan.", "Rara Contoh")
    assert fresh.triage["risk_answers"]["controlled"] == "yes"
    texts = [message.text for message in Message.objects.filter(complaint=fresh).select_related("complaint")]
    assert texts == ["Dia sudah di rumah.", "Terima kasih. Kami membaca pesanmu."]
    handover = HandOver.objects.get(complaint=fresh)
    assert (handover.packet, handover.case, handover.subject) == (
        "Kronologi dan keadaan anak saat ini",
        case,
        case.child_id,
    )
    assert Duty.objects.about(old).count() == 0
    assert set(Duty.objects.about(case.child_id).values_list("case_id", flat=True)) == {case.pk}
    assert "acknowledge_handover" in Duty.objects.open().about(case.child_id).values_list("kind", flat=True)


def test_the_ledger_is_sound_after_the_move(rich: Complaint, django_capture_on_commit_callbacks: Committed) -> None:
    made(rich, an_officer(), django_capture_on_commit_callbacks)
    sequence_all()
    assert verify().wrong == []


def test_the_old_key_lives_until_the_move_is_committed_and_a_sweep_ends_what_a_kill_left(rich: Complaint) -> None:
    old = rich.subject
    actions.make_case(complaint=rich, by=an_officer())  # its callback waits for a commit that this test never makes
    assert DataKey.objects.filter(pk=old).exists()
    assert actions.sweep_keys() == 1
    assert not DataKey.objects.filter(pk=old).exists()
    assert actions.sweep_keys() == 0


def test_the_case_carries_what_triage_found(rich: Complaint, django_capture_on_commit_callbacks: Committed) -> None:
    officer = an_officer()
    case = made(rich, officer, django_capture_on_commit_callbacks)
    assert (case.cluster, case.kind, case.channel, case.risk) == ("trafficking", "pengaduan", "form", "high")
    assert (case.summary, case.region_code, case.age, case.safe_now) == ("Temanku ketakutan.", "61.71", 15, "no")
    assert case.officer == Complaint.objects.get(pk=rich.pk).officer == officer
    assessment = case.riskassessments.get()
    assert (assessment.level, assessment.answers["controlled"]) == ("high", "yes")
    child = Child.objects.get(pk=case.child_id)
    assert (child.name, child.sex, child.birth_date) == ("Rara Contoh", "P", "2011-03-09")
    seen = Duty.objects.get(kind="see_child", status="open")
    assert seen.event_at == Complaint.objects.get(pk=rich.pk).opened_at  # by the form: when it was opened


def test_a_child_without_a_name_gets_a_file(django_capture_on_commit_callbacks: Committed) -> None:
    officer = an_officer()
    complaint = a_triaged_complaint(officer, a_complaint(officer, child_name="", child_details=None))
    case = made(complaint, officer, django_capture_on_commit_callbacks)
    assert Child.objects.get(pk=case.child_id).unnamed


def test_a_second_case_of_one_complaint_is_refused(
    rich: Complaint, django_capture_on_commit_callbacks: Committed
) -> None:
    officer = an_officer()
    stale = Complaint.objects.select_related("office").get(pk=rich.pk)
    made(rich, officer, django_capture_on_commit_callbacks)
    with pytest.raises(Conflict, match="sudah menjadi berkas"):
        actions.make_case(complaint=rich, by=officer)
    before = set(DataKey.objects.values_list("pk", flat=True))
    with pytest.raises(Conflict):
        actions.make_case(complaint=stale, by=officer)
    assert (Case.objects.count(), Child.objects.count()) == (1, 1)
    assert set(DataKey.objects.values_list("pk", flat=True)) == before
    assert tokens.find_alike("Rara Contoh") == [rich.case.child_id]  # type: ignore[union-attr]  # it is a case now


def test_a_known_child_gets_a_second_case_under_the_same_key(django_capture_on_commit_callbacks: Committed) -> None:
    officer = an_officer()
    first = a_case(officer)
    case = made(a_triaged_complaint(officer), officer, django_capture_on_commit_callbacks, child=first.child)
    assert case.child == first.child
    assert case.number != first.number
    assert Child.objects.count() == 1


def test_a_complaint_may_join_an_open_case(django_capture_on_commit_callbacks: Committed) -> None:
    officer = an_officer()
    open_case = a_case(officer)
    joined = made(a_triaged_complaint(officer), officer, django_capture_on_commit_callbacks, case=open_case)
    assert joined == open_case
    assert open_case.complaints.count() == 1
    assert Entry.objects.get(verb="complaint.make_case").data.count('"joined":true') == 1


def test_what_joins_a_file_brings_the_date_of_the_event_where_the_file_has_none() -> None:
    officer = an_officer()
    joined = actions.make_case(
        complaint=a_triaged_complaint(officer), by=officer, case=a_case(officer), event_on="2026-05"
    )
    assert Case.objects.get(pk=joined.pk).event_on == "2026-05" and not joined.notes.exists()
    assert Entry.objects.filter(verb="case.set_event", subject=joined.child_id).count() == 1


def test_a_file_keeps_the_date_that_it_has_and_its_journal_says_that_the_complaint_named_another() -> None:
    officer = an_officer()
    case = a_case(officer, event_on="2026-05-09")
    for told in ("2026-05-09", "", "2026-04"):
        complaint = a_triaged_complaint(officer)
        actions.make_case(complaint=complaint, by=officer, case=case, event_on=told)
    note = Note.objects.select_related("case__child").get()
    assert Case.objects.get(pk=case.pk).event_on == "2026-05-09"
    assert complaint.number in note.said and "lain: April 2026" in note.said and "tetap: 9 Mei 2026" in note.said


def test_a_closed_case_is_not_joined() -> None:
    officer = an_officer()
    with pytest.raises(Refused, match="sudah ditutup"):
        actions.make_case(complaint=a_triaged_complaint(officer), by=officer, case=a_closed_case(officer))


def test_what_must_come_first_is_named() -> None:
    officer = an_officer()
    with pytest.raises(DomainError, match="Telaah dulu"):
        actions.make_case(complaint=a_complaint(officer), by=officer)
    with pytest.raises(Conflict, match="Baca dulu"):
        actions.make_case(complaint=a_filed_complaint(), by=officer)


def test_neither_office_nor_officer_nor_child_of_another_office() -> None:
    officer, elsewhere = an_officer(), an_officer_elsewhere()
    with pytest.raises(Refused):
        actions.make_case(complaint=a_triaged_complaint(officer), by=elsewhere)
    with pytest.raises(DomainError, match="anggota kantor"):
        actions.make_case(complaint=a_triaged_complaint(officer), by=officer, officer=elsewhere)
    with pytest.raises(Refused, match="kantor lain"):
        actions.make_case(complaint=a_triaged_complaint(officer), by=officer, child=a_child(elsewhere))


def test_messages_and_hand_overs_go_on_after_the_move(
    rich: Complaint, django_capture_on_commit_callbacks: Committed
) -> None:
    officer = an_officer()
    case = made(rich, officer, django_capture_on_commit_callbacks)
    complaint = Complaint.objects.select_related("office", "case").get(pk=rich.pk)
    actions.reply(complaint=complaint, text="Kami sudah bertemu.", by=officer)
    actions.hand_over(
        complaint=complaint,
        agency=a_handover().agency,
        purpose="Tempat aman",
        packet="Kronologi",
        recipient="Ibu Sari",
        conditions=MET,
        by=officer,
    )
    assert set(HandOver.objects.filter(complaint=complaint).values_list("case", flat=True)) == {case.pk}
    assert Message.objects.select_related("complaint").order_by("-at").first().text == "Kami sudah bertemu."  # type: ignore[union-attr]  # just written


def test_an_erased_complaint_becomes_no_case() -> None:
    officer = an_officer()
    complaint = a_triaged_complaint(officer)
    keys.destroy(complaint.subject, at=timezone.now(), unreadable_from=date(2027, 1, 1))
    fresh = Complaint.objects.select_related("office").get(pk=complaint.pk)
    with pytest.raises(Refused, match="dimusnahkan"):
        actions.make_case(complaint=fresh, by=officer)


def test_a_suspect_in_an_exploitation_case_is_flagged_and_never_recoded(
    django_capture_on_commit_callbacks: Committed,
) -> None:
    officer = an_officer()
    complaint = a_triaged_complaint(officer, child_role="suspect")
    case = made(complaint, officer, django_capture_on_commit_callbacks)
    assert (case.child_role, case.review_role) == ("suspect", True)
