"""Pages with a form that makes a row, ready to be pressed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.models import Case, MonitoringSheet, Note, Task
from suar.casework.complaints.models import Complaint, GroupFinding, HandOver, Message
from suar.casework.conferences.models import Accompaniment, Conference, Determination
from suar.casework.contacts.models import Contact, Draft, Flag, OurNumber
from suar.casework.duties.models import Duty, HouseLimit
from suar.casework.leading.models import Interview, OtherNumber, Watching
from suar.casework.mail.models import Incoming
from suar.casework.material.models import Arrival
from suar.casework.plans.models import CheckIn, PlanReview
from suar.casework.rights.models import SubjectRequest
from suar.casework.rounds.models import Asked, WeeklyList
from suar.casework.sharing.models import Agreement, Consent, Referral
from suar.casework.supervision.models import Session, SessionFile, TermHandover, Transfer
from suar.registry.accounts.models import Role, User
from tests.casework.cases.pages import at as in_file
from tests.casework.complaints.pages import fields_of, opened
from tests.casework.complaints.test_handover_pages import hand_data
from tests.casework.complaints.test_intake_pages import finding_data
from tests.casework.contacts.ground import a_missed_call
from tests.casework.duties import test_house_limits as limits
from tests.casework.leading import test_pages as leading
from tests.casework.leading.ground import led_elsewhere
from tests.casework.mail import test_pages as mail
from tests.casework.plans.ground import a_planned_case, closed, planned, settled
from tests.casework.rights.test_pages import FORM as RIGHTS
from tests.casework.rounds.ground import owing
from tests.casework.sharing import test_pages as sharing
from tests.casework.supervision.ground import a_talk, leaving_soon
from tests.desk.pages import signed_in
from tests.factories import a_case, a_triaged_complaint, a_user, an_agency, an_officer, an_officer_elsewhere


@dataclass(frozen=True)
class Press:
    browser: Client
    path: str
    model: type[Model]
    typed: dict[str, Any]
    other: dict[str, Any]
    """What somebody types instead, on the page that the browser kept."""

    def __call__(self, **other: Any) -> tuple[int, str]:
        response = self.browser.post(self.path, self.typed | other)
        return response.status_code, response.headers.get("Location", response.content.decode()[-2000:])

    @property
    def rows(self) -> int:
        return self.model._default_manager.count()


def press(by: User, path: str, model: type[Model], typed: dict[str, Any], shown: str = "", **other: Any) -> Press:
    """What is `typed`, with the id that the page shows. `shown`: the page, where it is not at the form's address."""
    browser = signed_in(by)
    found = re.search(r'name="form_id" value="([0-9a-f-]{36})"', browser.get(shown or path).content.decode())
    assert found, path
    return Press(browser, path, model, {**typed, "form_id": found[1]}, other)


def a_file() -> Press:
    typed = {"kind": "non", "cluster": "trafficking", "child_role": "victim", "sex": "P"}
    return press(an_officer(), reverse("cases:case-add"), Case, typed, summary="Anak lain.")


def a_note() -> Press:
    officer = an_officer()
    typed = {"kind": "words", "said": "Aku mau pulang."}
    return press(officer, in_file("note-add", a_case(officer)), Note, typed, said="Aku tidak mau pulang.")


def a_task() -> Press:
    officer = an_officer()
    return press(officer, in_file("task-add", a_case(officer)), Task, {"text": "Antar surat"}, text="Antar baju")


def a_sheet() -> Press:
    officer = an_officer()
    typed = {"on": timezone.localdate().isoformat(), "safe": "yes", "at_school": "no", "healthy": "yes"}
    return press(officer, in_file("sheet-add", a_case(officer)), MonitoringSheet, typed, safe="no", state="Hilang.")


def a_duty() -> Press:
    officer, due = an_officer(), timezone.localtime() + timedelta(days=10)
    path = reverse("duties:duty-add", args=[a_case(officer).child_id])
    typed = {"rule": "-", "knows": "known", "due_at": f"{due:%Y-%m-%dT%H:%M}", "what": "Antar seragam"}
    return press(officer, path, Duty, typed, what="Antar buku")


def a_watching() -> Press:
    officer = an_officer()
    path = leading.at("watching-add", led_elsewhere(officer))
    typed = leading.news(safe="yes", next_step="Ke dokter")
    return press(officer, path, Watching, typed, safe="no", next_step="Anak hilang")


def a_number() -> Press:
    officer = an_officer()
    path, typed = leading.at("number-add", led_elsewhere(officer)), {"system": "simfoni", "number": "2026-55-104"}
    return press(officer, path, OtherNumber, typed, number="2026-55-777")


def an_interview() -> Press:
    officer = an_officer()
    path = leading.at("interview-add", led_elsewhere(officer))
    again = {"reason": "law", "reason_words": "Diminta hakim.", "present": ["companion", "lawyer"]}
    return press(officer, path, Interview, leading.talk(), **again)


def a_review() -> Press:
    case, _officer, ketua = a_planned_case()
    typed = {"verdict": "continue", "words": "Berjalan."}
    return press(ketua, reverse("plans:review-add", args=[case.pk]), PlanReview, typed)


def a_check_in() -> Press:
    officer = an_officer()
    case, ketua = a_case(officer), a_user(Role.KETUA, officer.office)
    planned(case, officer, ketua)
    settled(case, officer)
    closed(case, officer, ketua)
    unknown = dict.fromkeys(("safe", "at_school", "healthy"), "unknown")
    typed = {"kind": "after_care_1m", "on": timezone.localdate().isoformat(), "result": "tried", "whom": "Telepon pagi"}
    other = {"result": "reached", "whom": "Anak", "safe": "no", "words": "Tolong saya."}
    path = reverse("plans:checkin-add", args=[case.pk])
    return press(officer, path, CheckIn, typed | unknown, **other)


def a_conference() -> Press:
    ketua = a_user(Role.KETUA)
    at = timezone.localtime() + timedelta(days=2)
    typed = {"starts_at": at.strftime("%Y-%m-%dT%H:%M"), "mode": "room", "place": "Ruang A", "agenda": "Satu"}
    typed |= {"purpose": "Tempat tinggal", "chair": str(ketua.pk)}
    path = reverse("conferences:conference-plan", args=[a_case(ketua).pk])
    return press(ketua, path, Conference, typed, purpose="Sekolah")


def a_determination() -> Press:
    ketua, chair = a_user(Role.KETUA), a_user(Role.WAKIL)
    typed = {"trigger": "return", "question": "Pulang atau tidak?", "chair": str(chair.pk)}
    path = reverse("conferences:determination-ask", args=[a_case(ketua).pk])
    return press(ketua, path, Determination, typed, question="Pulang ke bibi?")


def an_accompaniment() -> Press:
    officer = an_officer()
    at = timezone.localtime() - timedelta(hours=2)
    typed = {"occasion": "police", "began_at": at.strftime("%Y-%m-%dT%H:%M"), "companions": "Ibu Contoh"}
    typed |= dict.fromkeys(("lawyer", "companion", "social_worker", "breaks"), "unknown")
    path = reverse("conferences:accompaniment-write", args=[a_case(officer).pk])
    return press(officer, path, Accompaniment, typed, condition="Lelah.")


def a_limit() -> Press:
    path = f"/kewajiban/aturan/{limits.PLAN}/ubah/"
    return press(a_user(Role.KETUA), path, HouseLimit, limits.form(), reason="Pleno 10 Desember")


def a_consent() -> Press:
    officer = an_officer()
    path = sharing.url("consent-new", a_case(officer).pk)
    return press(officer, path, Consent, sharing.typed_consent(), answer="no")


def a_referral() -> Press:
    officer = an_officer()
    typed = sharing.typed_referral(an_agency())
    path = sharing.url("referral-new", a_case(officer).pk)
    return press(officer, path, Referral, typed, aim="Pendampingan di sidang")


def an_agreement() -> Press:
    typed = {
        "agency": str(an_agency().pk), "for_services": ["initials", "sex"], "kept_services": "12",
        "contact": "Ibu Sari", "basis": "Nota 01", "valid_from": sharing.today().isoformat(),
        "valid_until": "2030-01-01",
    }  # fmt: skip
    return press(an_officer(), sharing.url("agreement-new"), Agreement, typed, for_services=["initials"])


def a_request() -> Press:
    officer = an_officer()
    path = reverse("rights:request-of-case", args=[a_case(officer).pk])
    return press(officer, path, SubjectRequest, RIGHTS, name="Orang Lain", kind="withdrawal", asks="Cabut.")


def a_missed() -> Press:
    typed = {"phone": "0800-555-0123", "channel": "phone"}
    return press(an_officer(), reverse("contacts:missed-new"), Contact, typed, phone="0800-555-0177")


def a_silent_call() -> Press:
    typed, path, shown = {"call_type": "silent", "channel": "phone"}, "contacts:contact-note", "contacts:contact-list"
    return press(an_officer(), reverse(path), Contact, typed, reverse(shown), call_type="wrong_number")


def an_intake() -> Press:
    path, shown = reverse("contacts:draft-begin"), reverse("contacts:contact-list")
    return press(an_officer(), path, Draft, {"channel": "phone"}, shown, channel="visit")


def a_chat() -> Press:
    typed = {"text": "Tolong adik saya.", "channel": "whatsapp"}
    return press(an_officer(), reverse("contacts:chat-paste"), Draft, typed, text="Tolong adik saya. Ia hilang.")


def a_flag() -> Press:
    officer = an_officer()
    typed = {"kind": "young", "reason": "Suaranya pelan.", "lasts": "month"}
    path = reverse("contacts:flag-new", args=[a_missed_call(officer).pk])
    return press(officer, path, Flag, typed, reason="Suaranya pelan, sering terdiam.")


def a_line() -> Press:
    typed = {"shown_as": "Piket", "phone": "0800-555-0999"}
    return press(an_officer(), reverse("contacts:number-list"), OurNumber, typed, shown_as="Piket malam")


def a_complaint() -> Press:
    officer, path = an_officer(), reverse("complaints:complaint-new")
    typed = fields_of(signed_in(officer).get(path)) | {"channel": "phone", "story": "Satu."}
    return press(officer, path, Complaint, typed, story="Anak lain, sedang dipukul.", urgent="on")


def a_finding() -> Press:
    """Other words are those of one line of the table."""
    officer, path = an_officer(), reverse("complaints:finding-new")
    typed = finding_data(signed_in(officer).get(path), an_agency("social").pk)
    return press(officer, path, GroupFinding, typed, **{"form-1-name": "Budi Contoh"})


def a_handover() -> Press:
    officer = an_officer()
    path = reverse("complaints:handover-new", args=[a_triaged_complaint(officer).pk])
    typed = hand_data(signed_in(officer).get(path), an_agency("uptd").pk)
    return press(officer, path, HandOver, typed, recipient="Bapak Contoh, piket")


def a_reply() -> Press:
    officer = an_officer()
    complaint = opened(officer)
    path, shown = (reverse(f"complaints:complaint-{name}", args=[complaint.pk]) for name in ("reply", "detail"))
    return press(officer, path, Message, {"text": "Kami baca."}, shown, text="Kami datang hari ini.")


def an_arrival() -> Press:
    """Other words: noticed an hour before."""
    before = timezone.localtime() - timedelta(hours=1)
    path = reverse("material:arrival-new")
    return press(an_officer(), path, Arrival, {"stopped": "on"}, noticed_at=before.strftime("%Y-%m-%dT%H:%M"))


def a_letter() -> Press:
    path, other = reverse("mail:incoming-new"), {"sender": "Orang Lain", "about": "Hal lain"}
    return press(a_user(Role.SEKRETARIAT), path, Incoming, mail.typed(), **other)


def a_weekly_list() -> Press:
    officer = an_officer()
    agency, path = owing(officer), reverse("rounds:weekly-new")
    typed = {"agency": str(agency.pk), "recipient": "Kasubbag Umum"}
    return press(officer, path, WeeklyList, typed, f"{path}?lembaga={agency.pk}", recipient="Ibu Sari, kepala layanan")


def a_question() -> Press:
    officer = an_officer()
    agency = owing(officer, 1)
    path = reverse("rounds:asked-agency", args=[agency.pk])
    typed: dict[str, Any] = {"how": "phone", "who": "Ibu Sari", "said": "Besok."}
    typed |= {"duties": [str(Duty.objects.get(agency=agency).pk)]}
    return press(officer, path, Asked, typed, said="Anaknya sudah tidak di sana.")


def a_session() -> Press:
    leader, other, held = a_user(Role.KETUA), an_officer(), timezone.localtime() - timedelta(hours=2)
    typed = {"other": str(other.pk), "kind": "check", "held_at": f"{held:%Y-%m-%dT%H:%M}", "minutes": "30"}
    path = reverse("supervision:session-new")
    return press(leader, path, Session, typed | {"points": "Jadwal kunjungan"}, points="Jadwal kunjungan dan libur")


def an_agreement_on_a_file() -> Press:
    leader = a_user(Role.KETUA)
    session = a_talk(leader)
    path = reverse("supervision:session-file", args=[session.pk])
    typed = {"case": str(session.files.get().case_id), "agreed": "Telepon sekolah"}
    return press(leader, path, SessionFile, typed, agreed="Telepon sekolah dan puskesmas")


def a_transfer() -> Press:
    officer, there = an_officer(), an_officer_elsewhere().office
    path = reverse("supervision:transfer-new", args=[a_case(officer).pk])
    typed = {"to_office": str(there.pk), "reason": "moved", "summary": "Pindah bersama bibi."}
    return press(officer, path, Transfer, typed)


def a_term() -> Press:
    """What somebody leaves, handed over as it was read."""
    term, ketua, other = leaving_soon(), a_user(Role.KETUA), an_officer()
    path = reverse("supervision:term-plan", args=[term.pk])
    typed = {"receivers": [str(other.pk)], "seal": "", "carry": ""}
    plan = signed_in(ketua).post(path, typed).context["plan"]
    return press(ketua, path, TermHandover, typed | {"seal": plan.seal, "carry": "1"})
