"""The steps of a letter: edited, issued once, sent, answered, withdrawn; each with its refusals and its entry."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.letters import actions, rendering
from suar.casework.letters.models import Kind, Letter, Status
from suar.core.clocks.calendars import WIB
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Covered, Entry
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role
from tests.casework.letters.ground import to_somebody
from tests.factories import (
    a_case,
    a_late_duty,
    a_letter,
    a_sent_letter,
    a_user,
    an_agency,
    an_issued_letter,
    an_officer,
    an_officer_elsewhere,
    an_outsider,
)

pytestmark = pytest.mark.django_db


def again(letter: Letter) -> Letter:
    return Letter.objects.select_related("office", "agency", "to", "signer", "follows").get(pk=letter.pk)


def last(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).latest("id")


def words_in(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def text_of_pdf(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)


def test_an_issued_letter_has_its_number_and_both_files_as_they_were() -> None:
    ketua = a_user(Role.KETUA)
    letter = again(actions.issue(letter=a_letter(), by=ketua))
    assert (letter.status, letter.issued_by, letter.dated) == (
        Status.ISSUED,
        ketua,
        timezone.now().astimezone(WIB).date(),
    )
    assert letter.number.startswith("001/")
    files = {file.form: file for file in letter.files.all()}
    assert set(files) == {"pdf", "docx"}
    for file in files.values():
        assert hashlib.sha256(rendering.content(file)).hexdigest() == file.sha256
    for text in (text_of_pdf(rendering.content(files["pdf"])), words_in(rendering.content(files["docx"]))):
        assert letter.number in text and "2026-0412" in text and letter.agency.name in text and ketua.name in text
        assert "USULAN" not in text
    covered = Covered.objects.filter(entry=last("letter.issue")).values_list("table", flat=True)
    assert sorted(covered) == ["documents.series", "letters.letter", "letters.letterfile", "letters.letterfile"]


def test_pressed_twice_it_is_one_letter_and_one_number() -> None:
    ketua, letter = a_user(Role.KETUA), a_letter()
    stale = again(letter)
    first = actions.issue(letter=letter, by=ketua)
    second = actions.issue(letter=stale, by=ketua)
    assert (first.number, first.pk) == (second.number, second.pk)
    assert Entry.objects.filter(verb="letter.issue").count() == 1
    assert actions.issue(letter=a_letter(), by=ketua).number.startswith("002/")


def test_somebody_else_who_presses_too_is_told_so() -> None:
    letter = a_letter()
    stale = again(letter)
    actions.issue(letter=letter, by=a_user(Role.KETUA))
    with pytest.raises(Conflict):
        actions.issue(letter=stale, by=a_user(Role.WAKIL))


def test_of_two_editors_the_second_is_told_and_an_old_preview_is_not_issued() -> None:
    letter = a_letter()
    other = again(letter)
    assert letter.signer is not None
    facts = {"addressee": "Kepala Unit", "line": "", "closing": "Mohon segera.", "signer": letter.signer}
    actions.edit(letter=letter, by=an_officer(), **facts)
    with pytest.raises(Conflict):
        actions.edit(letter=again_with(other), by=an_officer(), **facts)
    with pytest.raises(Conflict):
        actions.issue(letter=again_with(other), by=letter.signer)
    assert again(letter).addressee == "Kepala Unit"


def test_a_letter_to_the_whole_body_is_not_kept_and_not_issued() -> None:
    ketua, duty = a_user(Role.KETUA), a_late_duty()
    assert duty.agency is not None
    drawn = actions.propose(office=duty.office, agency=duty.agency, kind=Kind.REMINDER, by=OPERATOR)
    with pytest.raises(DomainError, match="isi “Untuk perhatian”"):
        actions.issue(letter=drawn, by=ketua)
    for addressee, line in ((drawn.addressee, duty.agency.short_name), (f"Yth. {duty.agency.name}", " ")):
        with pytest.raises(DomainError, match="tidak ditujukan kepada seluruh lembaga"):
            facts = {"addressee": addressee, "line": line, "closing": "", "signer": ketua}
            actions.edit(letter=again(drawn), by=ketua, **facts)
    assert (again(drawn).status, again(drawn).line) == (Status.DRAFT, "")
    issued = actions.issue(letter=to_somebody(again(drawn)), by=ketua)
    assert "u.p. Kepala layanan" in issued.frozen["kepada"]


def test_who_read_the_last_letter_to_a_body_is_proposed_again() -> None:
    ketua, first = a_user(Role.KETUA), a_late_duty()
    agency = first.agency
    assert agency is not None
    drawn = actions.propose(office=first.office, agency=agency, kind=Kind.REMINDER, by=OPERATOR)
    assert drawn.line == ""
    issued = actions.issue(letter=to_somebody(again(drawn)), by=ketua)
    a_late_duty(agency)
    again_drawn = actions.propose(office=first.office, agency=agency, kind=Kind.REMINDER, by=OPERATOR)
    assert again_drawn.pk != issued.pk and again_drawn.line == issued.line == "Kepala layanan"


def again_with(seen: Letter) -> Letter:
    """The row as it is now, carried by a form that saw the version before."""
    row = again(seen)
    row.version = seen.version
    return row


def test_a_letter_tells_no_story_no_name_and_nothing_that_was_typed() -> None:
    ketua = a_user(Role.KETUA)
    case = a_case(ketua)
    told = {"subject": case.child_id, "case_id": case.pk, "reference": case.number, "what": "RAHASIA-RINCIAN"}
    duty = a_late_duty(**told)
    assert duty.agency is not None
    letter = to_somebody(actions.propose(office=duty.office, agency=duty.agency, kind=Kind.REMINDER, by=OPERATOR))
    issued = actions.issue(letter=letter, by=ketua)
    said = json.dumps(issued.frozen) + words_in(rendering.content(issued.files.get(form="docx")))
    assert case.number in said
    for secret in ("RAHASIA-RINCIAN", "Rara", str(case.child_id)):
        assert secret not in said


def test_what_was_settled_since_is_left_out_and_nothing_left_is_refused() -> None:
    agency, ketua = an_agency(), a_user(Role.KETUA)
    first = a_late_duty(agency, reference="2026-0001")
    letter = a_letter(agency)
    assert letter.lines.count() == 2
    duties.finish(duty=Duty.objects.get(pk=first.pk), by=OPERATOR)
    issued = actions.issue(letter=letter, by=ketua)
    assert [row["berkas"] for row in issued.frozen["kewajiban"]] == ["2026-0412"]
    assert issued.lines.count() == 1
    other = a_letter()
    for line in other.lines.all():
        duties.finish(duty=line.duty, by=OPERATOR)
    with pytest.raises(Conflict):
        actions.issue(letter=other, by=ketua)
    assert again(other).number == ""


def test_a_house_rule_is_never_cited_as_law_and_the_day_of_the_answer_says_whose_rule_it_is() -> None:
    issued = an_issued_letter()
    assert issued.frozen["kewajiban"][0]["dasar"].startswith("aturan komisi")
    assert any("bukan batas undang-undang" in words for words in issued.frozen["penutup"])


def test_sent_and_answered_are_recorded_with_when_and_how() -> None:
    letter = a_sent_letter()
    assert (letter.status, letter.sent_how) == (Status.SENT, "courier")
    assert letter.sent_at is not None and letter.answer_by == letter.sent_at + timedelta(days=14)
    actions.answer(letter=letter, on=timezone.localdate(), number="B/12", note="Segera dikirim.", by=an_officer())
    answered = again(letter)
    assert (answered.status, answered.answer_number, answered.answer_note) == (
        Status.ANSWERED,
        "B/12",
        "Segera dikirim.",
    )
    assert json.loads(last("letter.answer").data) == {"kind": "reminder"}


def test_no_letter_is_sent_or_answered_in_the_future_or_before_its_date() -> None:
    now, ketua = timezone.now(), a_user(Role.KETUA)
    issued = an_issued_letter(ketua)
    for at in (now + timedelta(hours=1), now - timedelta(days=3)):
        with pytest.raises(DomainError):
            actions.send(letter=again(issued), how="post", at=at, by=ketua)
    sent = a_sent_letter(ketua)
    for on in (timezone.localdate() + timedelta(days=1), timezone.localdate() - timedelta(days=3)):
        with pytest.raises(DomainError):
            actions.answer(letter=again(sent), on=on, number="", by=ketua)


def test_a_letter_takes_no_step_out_of_turn() -> None:
    ketua = a_user(Role.KETUA)
    with pytest.raises(Conflict):
        actions.send(letter=a_letter(), how="post", by=ketua)
    with pytest.raises(Conflict):
        actions.answer(letter=an_issued_letter(ketua), on=timezone.localdate(), number="", by=ketua)
    sent = a_sent_letter(ketua)
    with pytest.raises(Conflict):
        actions.edit(letter=sent, addressee="X", line="", closing="", signer=ketua, by=ketua)


def test_a_letter_is_withdrawn_with_a_reason_and_keeps_its_number() -> None:
    letter, ketua = an_issued_letter(), a_user(Role.KETUA)
    with pytest.raises(DomainError):
        actions.withdraw(letter=again(letter), why=" ", by=ketua)
    actions.withdraw(letter=letter, why="Salah alamat.", by=ketua)
    withdrawn = again(letter)
    assert (withdrawn.status, withdrawn.why, withdrawn.number) == (Status.WITHDRAWN, "Salah alamat.", letter.number)


def test_only_commissioners_of_the_office_issue_and_withdraw() -> None:
    for by in (a_user(Role.SEKRETARIAT), an_officer_elsewhere(), an_outsider()):
        letter = a_letter()
        with pytest.raises(Refused):
            actions.issue(letter=letter, by=by)
        with pytest.raises(Refused):
            actions.withdraw(letter=letter, why="x", by=by)
        assert again(letter).status == Status.DRAFT


def test_the_signer_is_a_commissioner_of_the_office() -> None:
    letter = a_letter()
    with pytest.raises(DomainError):
        actions.edit(
            letter=letter, addressee="X", line="", closing="", signer=a_user(Role.SEKRETARIAT), by=an_officer()
        )


def test_a_number_that_an_edited_pattern_repeats_is_refused() -> None:
    ketua = a_user(Role.KETUA)
    office = ketua.office
    issued = an_issued_letter(ketua)
    fixed = issued.number.replace("001/", "{urut:03d}/")  # without a year the counter starts anew
    accounts.edit_office(
        office=office,
        name=office.name,
        letterhead=office.letterhead,
        city=office.city,
        letter_pattern=fixed,
        by=OPERATOR,
    )
    with pytest.raises(Conflict):
        actions.issue(letter=a_letter(), by=ketua)
