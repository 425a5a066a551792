"""Every form that makes a row: its page pressed twice makes one, also at the same moment; other words from a page that
the browser kept are another row, never thrown away and called saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from suar.casework.cases import forms as cases
from suar.casework.complaints import forms as complaints
from suar.casework.complaints import handover_forms, intake_forms
from suar.casework.conferences import forms as conferences
from suar.casework.contacts import forms as contacts
from suar.casework.duties import forms as duties
from suar.casework.leading import forms as leading
from suar.casework.mail import forms as mail
from suar.casework.material import forms as material
from suar.casework.paper import forms as paper
from suar.casework.plans import forms as plans
from suar.casework.rights import forms as rights
from suar.casework.rounds import forms as rounds
from suar.casework.sharing import forms as sharing
from suar.casework.supervision import forms as supervision
from suar.core import once
from suar.core.ui.making import OnceForm
from tests.addresses import ADDRESSES
from tests.casework import presses
from tests.casework.presses import Press

pytestmark = pytest.mark.django_db

type Form = type[OnceForm]
type Begin = Callable[[], Press]

# One row of a kind is enough for these: further words are refused, and stay on the form.
ONLY_ONE: dict[Form, Begin] = {
    plans.ReviewForm: presses.a_review,
    supervision.TransferForm: presses.a_transfer,
    supervision.ReceiversForm: presses.a_term,
}
SEVERAL: dict[Form, Begin] = {
    cases.CaseForm: presses.a_file,
    cases.NewNoteForm: presses.a_note,
    cases.TaskForm: presses.a_task,
    cases.NewSheetForm: presses.a_sheet,
    duties.DutyForm: presses.a_duty,
    duties.LimitForm: presses.a_limit,
    leading.WatchingForm: presses.a_watching,
    leading.NumberForm: presses.a_number,
    leading.InterviewForm: presses.an_interview,
    plans.CheckInForm: presses.a_check_in,
    conferences.PlanForm: presses.a_conference,
    conferences.AskForm: presses.a_determination,
    conferences.AccompanyForm: presses.an_accompaniment,
    sharing.ConsentForm: presses.a_consent,
    sharing.ReferralForm: presses.a_referral,
    sharing.AgreementForm: presses.an_agreement,
    rights.ReceiveForm: presses.a_request,
    contacts.MissedForm: presses.a_missed,
    contacts.NoteForm: presses.a_silent_call,
    contacts.BeginForm: presses.an_intake,
    contacts.PasteForm: presses.a_chat,
    contacts.FlagForm: presses.a_flag,
    contacts.NumberForm: presses.a_line,
    intake_forms.ComplaintForm: presses.a_complaint,
    intake_forms.FindingForm: presses.a_finding,
    handover_forms.HandOverForm: presses.a_handover,
    complaints.ReplyForm: presses.a_reply,
    material.BeginForm: presses.an_arrival,
    mail.MailForm: presses.a_letter,
    rounds.ListForm: presses.a_weekly_list,
    rounds.QuestionForm: presses.a_question,
    supervision.SessionForm: presses.a_session,
    supervision.SessionFileForm: presses.an_agreement_on_a_file,
}
WALKED = {**SEVERAL, **ONLY_ONE}
ELSEWHERE: dict[Form, str] = {
    paper.PrintForm: "its answer is a file, drawn once: a second press is told so (tests/casework/paper/test_pages.py)",
    mail.MailComplaintForm: "a letter becomes one complaint and has no id of a page (tests/casework/mail)",
    paper.IntakePaperForm: "a sheet is entered once and has no id of a page (tests/casework/paper/test_actions.py)",
}
# Its page looks for the file before it looks for a child alike: two at once are in tests/casework/cases.
LOOKS_FIRST = {cases.CaseForm}


def made_of(form: Form) -> Iterator[Form]:
    for one in form.__subclasses__():
        yield one
        yield from made_of(one)


def test_every_form_that_makes_a_row_is_walked_or_named_with_its_reason() -> None:
    assert ADDRESSES, "every page is loaded, and with it its form"
    assert {one for one in made_of(OnceForm) if one.__module__.startswith("suar.")} == {*WALKED, *ELSEWHERE}


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> set[Form]:
    """Which forms were sent."""
    found, real = set[Form](), OnceForm.full_clean

    def full_clean(form: OnceForm) -> None:
        found.update({type(form)} if form.is_bound else ())
        real(form)

    monkeypatch.setattr(OnceForm, "full_clean", full_clean)
    return found


@pytest.mark.parametrize("begin", SEVERAL.values())
def test_other_words_from_the_same_page_are_a_row_of_their_own(begin: Begin) -> None:
    page = begin()
    before = page.rows
    assert page()[0] == 302, page()[1]
    assert page(**page.other)[0] == 302, page(**page.other)[1]
    assert page.rows == before + 2


@pytest.mark.parametrize(("form", "begin"), WALKED.items())
def test_the_same_words_twice_are_one_row_and_answered_alike(form: Form, begin: Begin, sent: set[Form]) -> None:
    page = begin()
    before, first = page.rows, page()
    assert first[0] == 302, first
    assert page() == first
    assert page.rows == before + 1
    assert sent == {form}


@pytest.mark.parametrize("begin", [begin for form, begin in WALKED.items() if form not in LOOKS_FIRST])
def test_of_two_at_the_same_moment_the_second_finds_the_first(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    page = begin()
    before, first = page.rows, page()
    real, looks = once._there, iter([lambda *_row: None])
    monkeypatch.setattr(once, "_there", lambda *row: next(looks, real)(*row))  # it looked before the first was there
    assert page() == first
    assert page.rows == before + 1
    assert next(looks, None) is None
