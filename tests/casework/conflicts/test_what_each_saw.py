"""A partner who is named, and an officer whose brother is: what each sees of that child is nothing, byte by byte, from
the first moment on, while the superior sees it; and after a dismissal it is all back."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import pytest
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.complaints import actions as complaints
from suar.casework.complaints import alerts, intake_keys, takeover
from suar.casework.complaints.models import Complaint
from suar.casework.conflicts import actions, rules
from suar.casework.conflicts.models import Status, Withholding
from suar.casework.duties.models import Duty
from suar.casework.intake import actions as public
from suar.casework.intake.draft import Draft
from suar.casework.letters import actions as letters
from suar.casework.letters.models import Letter
from suar.core.ledger.actors import OPERATOR
from suar.core.vault.fields import unlock
from suar.desk import counts
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role, User
from suar.registry.agencies.models import Agency
from tests.addresses import GUARDED, parts_of
from tests.desk.pages import signed_in
from tests.factories import (
    a_group_finding,
    a_handover,
    a_late_duty,
    a_tie,
    a_triaged_complaint,
    a_user,
    an_agency,
    an_office,
)
from tests.furnishing import Office
from tests.samples import NOBODY

pytestmark = pytest.mark.django_db

MARK = "Zirkonia"  # in every word that is written about the child, and nowhere else
PARTNER, BROTHER = "Herkulanus Bujangga", "Zainuddin Achmad"
STORY = f"{MARK} dipaksa bekerja. Yang menyuruh Herkulanus Bujangga, dan Jainudin Ahmad menjaganya."
# Parts of addresses that name something of the child.
OF_THE_CHILD = frozenset(
    "assessment case_id complaint_id duty_id finding_id handover_id letter_id pk sheet subject task "
    "withholding_id".split()
)
QUESTIONS = {
    "desk:search": ["?q=Zirkonia", "?q={case}", "?q={complaint}", "?q=Zirkonia+Misalan"],
    "cases:case-list": ["?q={case}", "?status=semua"],
    "complaints:complaint-list": ["?q={complaint}", "?tab=semua"],
    "complaints:complaint-export": ["?tab=semua"],
    "duties:duty-list": ["?q={case}", "?status=semua"],
    "letters:letter-list": ["?q={case}", "?status=semua"],
    "letters:letter-export": ["?status=semua"],
}


@dataclass(slots=True)
class Ground:
    """The child, everything written about it, and who may not see it."""

    ketua: User
    officer: User
    partner: User
    colleague: User
    case: Case
    complaint: Complaint
    office: Office
    marks: list[bytes] = field(default_factory=list)


@pytest.fixture
def ground() -> Ground:
    """The complaint came by the form; the Ketua made it a file with something of everything."""
    intake_keys.publish()
    an_office()
    ketua, agency = a_user(Role.KETUA), an_agency()
    officer = a_user(Role.DIVISI_PENGADUAN)
    a_tie(officer, name=BROTHER)
    partner, colleague = a_user(Role.MITRA, name=PARTNER, agency=agency), a_user(Role.MITRA, agency=agency)
    complaint = unlock([filed()])[0]
    complaint = complaints.open_complaint(complaint=complaint, by=ketua)
    handover = a_handover(ketua, a_triaged_complaint(ketua, complaint), agency=agency)
    case = complaints.make_case(complaint=Complaint.objects.select_related("office").get(), by=ketua)
    return furnished(
        Ground(ketua, officer, partner, colleague, case, complaint, Office(ketua, partner)), agency, handover
    )


def filed(**answers: Any) -> Complaint:
    """Sent through the form and taken over by the worker."""
    given = {"safe": "now", "about": "self", "region": "61.71", "name": f"{MARK} Misalan", "story": STORY}
    draft = Draft.begin(timezone.now(), "review").answering(given | answers)
    public.file(draft=draft, now=timezone.now())
    takeover.take_over()
    return Complaint.objects.select_related("office").get(pk=draft.form_id)


def furnished(ground: Ground, agency: Agency, handover: Any) -> Ground:
    case, ketua = ground.case, ground.ketua
    cases.write_note(case=case, by=ketua, kind="words", said=f"{MARK} mau sekolah.")
    cases.add_task(case=case, by=ketua, text=f"Telepon {MARK}", officer=ketua)
    cases.write_sheet(case=case, by=ketua, state=f"{MARK} tenang.", asked_of=agency, asked=f"Kabar {MARK}")
    cases.assess_risk(case=case, answers={"threat": "yes"}, by=ketua)
    about = {"subject": case.child_id, "case_id": case.pk, "reference": case.number, "office": ketua.office}
    duty = a_late_duty(agency, what=f"Jawaban tentang {MARK}", by=ketua, **about)
    letter = letters.propose(office=ketua.office, agency=agency, kind="reminder", by=ketua)
    finding = a_group_finding(ketua, story=f"Temuan: {STORY}", place=f"Penginapan {MARK}")
    row = Withholding.objects.filter(subject=case.child_id)[0]
    ground.office.child = ground.office.imported = case.child_id
    ground.office.values |= {
        "assessment": case.riskassessments.all()[0].pk, "case_id": case.pk, "complaint_id": ground.complaint.pk,
        "duty_id": duty.pk, "finding_id": finding.pk, "handover_id": handover.pk, "letter_id": letter.pk,
        "pk": case.pk, "sheet": case.monitoringsheets.all()[0].pk, "subject": case.child_id,
        "task": case.tasks.all()[0].pk, "withholding_id": row.pk,
    }  # fmt: skip
    ids = {str(value) for name, value in ground.office.values.items() if name in OF_THE_CHILD} | {str(case.child_id)}
    ids |= {str(one.pk) for one in Duty.objects.about(case.child_id)}
    ground.marks = [text.encode() for text in (MARK, case.number, ground.complaint.number, finding.number, *ids)]
    return ground


def asked(ground: Ground, user: User) -> Iterator[tuple[str, bool, str, HttpResponse]]:
    """Every address of the desk, with the child's own objects: name, whether it names one, the address, the answer."""
    browser = signed_in(user)
    numbers = {"case": ground.case.number, "complaint": ground.complaint.number}
    for name in GUARDED:
        url = ground.office.address(name)
        named = bool(OF_THE_CHILD & set(parts_of(name)))
        for question in ("", *QUESTIONS.get(name, ())):
            address = url + question.format(**numbers)
            yield name, named, address, browser.get(address)


def bytes_of(response: Any) -> bytes:
    """What was sent; a workbook or letter unpacked, so that nothing hides in an archive."""
    body = b"".join(response.streaming_content) if response.streaming else bytes(response.content)
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def told(ground: Ground, url: str, response: Any) -> list[bytes]:
    """The marks in an answer, but for the address itself and the words of the question, which a page repeats."""
    path, _, question = url.partition("?")
    body = bytes_of(response).replace(path.encode(), b"")
    return [mark for mark in ground.marks if mark in body and mark not in unquote(question).encode()]


@pytest.mark.parametrize("who", ["officer", "partner"])
def test_no_address_of_the_desk_tells_them_a_word_of_the_child(ground: Ground, who: str) -> None:
    wrong: dict[str, object] = {}
    opened = 0
    for name, named, url, response in asked(ground, getattr(ground, who)):
        if named and response.status_code not in {403, 404, 405}:
            wrong[name] = response.status_code
        if response.status_code == 200:
            opened += 1
        if marks := told(ground, url, response):
            wrong[name] = marks
    assert wrong == {}
    assert opened > (25 if who == "officer" else 3)


@pytest.mark.parametrize("who", ["officer", "partner"])
def test_no_press_of_theirs_reaches_the_child(ground: Ground, who: str) -> None:
    browser, before = signed_in(getattr(ground, who)), versions()
    reached = {}
    for name in GUARDED:
        if OF_THE_CHILD & set(parts_of(name)):
            response = browser.post(ground.office.address(name), {"version": "1"})
            if response.status_code not in {403, 404, 405}:
                reached[name] = response.status_code
    assert reached == {}
    assert versions() == before


def versions() -> list[object]:
    rows = [model.objects.values_list("pk", "version") for model in (Case, Complaint, Duty, Letter, Withholding)]
    return sorted(map(str, (pair for found in rows for pair in found)))


@pytest.mark.parametrize("name", ["cases:case-detail", "complaints:complaint-detail", "duties:duty-detail"])
def test_what_is_withheld_answers_as_what_does_not_exist(ground: Ground, name: str) -> None:
    browser = signed_in(ground.officer)
    withheld = ground.office.address(name)
    nothing = re.sub(r"[0-9a-f-]{36}", str(NOBODY), withheld)
    one, other = browser.get(withheld), browser.get(nothing)
    assert (one.status_code, other.status_code) == (404, 404)
    unsaid = re.compile(rb"nonce-[^']*|nonce=\"[^\"]*\"|csrf[^>]*>|[0-9a-f]{8}-[0-9a-f-]{27}")
    assert unsaid.sub(b"", one.content) == unsaid.sub(b"", other.content)
    assert len(statements(browser, withheld)) == len(statements(browser, nothing))


def statements(browser: Client, url: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        browser.get(url)
    return [query["sql"] for query in captured.captured_queries]


def test_the_superior_sees_it_and_the_agency_goes_on_with_another(ground: Ground) -> None:
    seen = {name for name, _n, url, response in asked(ground, ground.ketua) if told(ground, url, response)}
    assert {
        "cases:case-list",
        "complaints:complaint-list",
        "desk:search",
        "cases:case-export",
        "letters:letter-list",
    } <= seen
    partner_page = signed_in(ground.colleague).get("/kewajiban/lembaga-saya/").content
    assert ground.case.number.encode() in partner_page
    assert ground.case.number.encode() not in signed_in(ground.partner).get("/kewajiban/lembaga-saya/").content


def test_after_a_dismissal_all_of_it_is_back(ground: Ground) -> None:
    for row in unlock(Withholding.objects.waiting().select_related("office")):
        actions.dismiss(withholding=row, by=ground.ketua, why="Orang lain dengan nama yang sama.")
    browser = signed_in(ground.officer)
    for name in ("cases:case-detail", "complaints:complaint-detail", "duties:duty-detail", "letters:letter-detail"):
        assert browser.get(ground.office.address(name)).status_code == 200, name
    assert MARK[0].encode() in browser.get(ground.office.address("cases:case-detail")).content
    assert ground.case.number.encode() in signed_in(ground.partner).get("/kewajiban/lembaga-saya/").content


def test_confirmed_it_stays_away(ground: Ground) -> None:
    for row in unlock(Withholding.objects.waiting().select_related("office")):
        actions.confirm(withholding=row, by=ground.ketua, why="Ia sendiri yang membenarkan.")
    assert signed_in(ground.officer).get(ground.office.address("cases:case-detail")).status_code == 404
    history = signed_in(ground.ketua).get(ground.office.address("cases:case-access")).content.decode()
    assert "menetapkan benturan kepentingan" in history


def test_the_counts_of_the_desk_leave_it_out(ground: Ground) -> None:
    now = timezone.now()
    assert counts.of_today(ground.ketua, now)["open_count"] == 1
    assert counts.of_today(ground.officer, now)["open_count"] == 0
    assert counts.of_today(ground.officer, now)["waiting"] == 0
    assert "conflicts" not in counts.of_today(a_user(Role.SEKRETARIAT), now)


# From the first moment


def test_complaint_and_withholding_are_one_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the comparison breaks, nobody sees the complaint; the filing waits, and comes with what it withholds."""
    intake_keys.publish()
    an_office()
    a_user(Role.KETUA)
    officer = a_user(Role.DIVISI_PENGADUAN, name=PARTNER)
    whole = rules.compare

    def broken(*args: Any) -> Any:
        raise OSError("The comparison broke.")

    monkeypatch.setattr(rules, "compare", broken)
    with pytest.raises(OSError, match="broke"):
        filed()
    assert not Complaint.objects.exists() and not Duty.objects.exists()
    monkeypatch.setattr(rules, "compare", whole)
    assert takeover.take_over() == 1
    assert Complaint.objects.count() == 1 and not Complaint.objects.visible_to(officer).exists()


def test_a_list_asks_for_rows_and_for_what_is_withheld_in_one_statement() -> None:
    officer = a_user(Role.DIVISI_PENGADUAN)
    assert officer.office_ids
    for model in (Complaint, Case, Duty, Letter):
        with CaptureQueriesContext(connection) as captured:
            list(model.objects.visible_to(officer))
        (asked_once,) = captured.captured_queries
        assert "conflicts_withholding" in asked_once["sql"]


def test_a_further_message_that_names_somebody_withholds_it_from_then_on() -> None:
    intake_keys.publish()
    an_office()
    a_user(Role.KETUA)
    officer = a_user(Role.DIVISI_PENGADUAN, name=PARTNER)
    complaint = filed(story="Ada yang menyuruh saya bekerja.")
    assert Complaint.objects.visible_to(officer).exists()
    complaints.note_message(
        complaint=complaint, message_id=NOBODY, text=f"Namanya {PARTNER}.", at=timezone.now(), by=OPERATOR
    )
    assert not Complaint.objects.visible_to(officer).exists()
    assert Withholding.objects.get().status == Status.WAITING


def test_no_alarm_and_no_e_mail_of_an_urgent_complaint_goes_to_whoever_is_named(settings: Any) -> None:
    settings.SUAR_EMAIL = True
    intake_keys.publish()
    office = an_office()
    ketua, wakil = a_user(Role.KETUA, name=PARTNER), a_user(Role.WAKIL)
    officer = a_user(Role.DIVISI_PENGADUAN)
    a_tie(officer, name=BROTHER)
    for user in (ketua, wakil, officer):
        accounts.edit_user(user=user, by=OPERATOR, name=user.name, email=f"{user.username}@contoh.example")
    accounts.keep_watch(
        office=office, by=wakil, since=timezone.localdate(), until=timezone.localdate(), first=officer, second=None
    )
    filed()
    assert Complaint.objects.get().urgent
    for _stage in range(4):
        alerts.alert(timezone.now() + 2 * alerts.PATIENCE)
        alerts._told_at.clear()
    assert {address for message in mail.outbox for address in message.to} == {f"{wakil.username}@contoh.example"}
