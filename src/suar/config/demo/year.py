"""A fictional year of West Kalimantan, lived day by day through the actions that the desk itself uses."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case, Status
from suar.casework.cases.rules import instrument as risk_instrument
from suar.casework.complaints import actions as complaints
from suar.casework.complaints.models import Complaint
from suar.casework.complaints.rules import CONDITIONS
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.config.demo import clock, morning, people, stories
from suar.config.demo.correspondence import Correspondence
from suar.registry.accounts.models import Office, User
from suar.registry.agencies.models import Agency

DAYS = 365
MET = {one.code: "yes" for one in CONDITIONS}
PER_WEEK = 3.0
NEW_PROCEDURE = date(2026, 1, 10)  # the legal steps below are those of UU 20/2025, in force from 2 January 2026
CHANNELS = {"form": 0, "visit": 30, "whatsapp": 22, "phone": 12, "social": 8, "referral": 8, "finding": 20}
LEGAL_STEPS = [  # a verified limit, a doubtful one, one whose date nobody knows
    ("kuhap25.report.no_response", "police"),
    ("kuhap25.file_study", "prosecutor"),
    ("kuhap25.transfer_to_court", "prosecutor"),
    ("kuhap25.file_completion", "police"),
]


@dataclass(slots=True)
class Year:
    """The office being lived in. One seed, one year: the same rows each time."""

    office: Office
    staff: dict[str, User]
    today: datetime
    chance: random.Random = field(default_factory=lambda: random.Random(61))  # noqa: S311 - invented people, no secret
    open_cases: dict[UUID, Case] = field(default_factory=dict)
    letters: Correspondence = field(init=False)

    def __post_init__(self) -> None:
        self.letters = Correspondence(self.today, self.staff)

    @property
    def officers(self) -> list[User]:
        return [self.staff[role] for role in ("divisi_pengaduan", "divisi_pemantauan", "wakil")]

    def live(self, progress: Callable[[int, int], None]) -> None:
        """From a year ago to this morning."""
        first = self.today - timedelta(days=DAYS)
        for n in range(DAYS):
            day = (first + timedelta(days=n)).replace(hour=8, minute=0, second=0, microsecond=0)
            self._day(day)
            progress(n + 1, DAYS)
        morning.prepare(self)

    def _day(self, day: datetime) -> None:
        arrivals = sum(self.chance.random() < PER_WEEK / 5 / 2 for _ in range(2)) if day.weekday() < 5 else 0
        for _ in range(arrivals):
            self._complaint(day + timedelta(minutes=self.chance.randint(0, 480)))
        if day.day == 14 and day.month in {3, 10}:
            self._group_finding(day + timedelta(hours=13))
        self._keep_promises(day)
        for case in list(self.open_cases.values()):
            self._perhaps_close(case, day)
        with clock.at(day + timedelta(hours=9)):
            now = timezone.now()
            duties.remind(now=now)
            duties.note_lateness(now=now)
            duties.escalate(now=now)
        self.letters.day(day, self.open_cases.values())

    def _complaint(self, at: datetime) -> None:
        child = people.child(self.chance, at.date())
        cluster = self.chance.choices(list(stories.CLUSTERS), list(stories.CLUSTERS.values()))[0]
        channel = self.chance.choices(list(CHANNELS), list(CHANNELS.values()))[0]
        by = self.chance.choice(self.officers)
        with clock.at(at):
            complaint = complaints.receive(
                office=self.office,
                by=by,
                channel=channel,
                kind="non" if channel == "finding" else "pengaduan",
                about=self.chance.choice(["friend", "family", "other"]),
                story=self.chance.choice(stories.STORIES[cluster]),
                child_name=child.name,
                child_details=_details(child, at),
                reporter={"name": people.child(self.chance, at.date()).name, "phone": people.phone(self.chance)},
                region_code=child.district,
                child_role="victim",
            )
        self._decide(complaint, cluster, by, at + timedelta(hours=self.chance.randint(1, 30)))

    def _decide(self, complaint: Complaint, cluster: str, by: User, at: datetime) -> None:
        if at > self.today - timedelta(days=1):
            return  # still on the desk this morning
        lot = self.chance.random()
        with clock.at(at):
            if lot < 0.06:
                complaints.close_as(complaint=complaint, status="noise", noise="question", by=by)
            elif lot < 0.12:
                told = "Soal warisan orang dewasa: dijelaskan lewat telepon."
                complaints.close_as(complaint=complaint, status="out_of_remit", why=told, nowhere=True, by=by)
            else:
                self._triage(complaint, cluster, by)
                if lot < 0.2:
                    self._hand_over(complaint, by)
                else:
                    self._open(complaint, cluster, by, at)

    def _triage(self, complaint: Complaint, cluster: str, by: User) -> None:
        grave = cluster in {"trafficking", "pornografi"}
        complaints.triage(
            complaint=complaint,
            by=by,
            in_remit=True,
            cluster=cluster,
            questions={
                "event_72h": self.chance.choice(["yes", "no", "unknown"] if grave else ["no"]),
                "pregnancy": "unknown" if grave else "no",
                "dying": "yes" if self.chance.random() < 0.06 else "no",
                "pictures": "yes" if cluster == "pornografi" else "no",
            },
            risk_answers=self._risk_answers(grave),
            region_code=complaint.region_code,
        )

    def _risk_answers(self, grave: bool) -> dict[str, str]:
        """High where an adult controls the child; else low, or medium where the child was reached before."""
        answers = {question.code: "no" for question in risk_instrument().questions}
        answers["controlled"] = "yes" if grave else "no"
        return answers | {"reached_before": self.chance.choice(["yes", "no"])}

    def _hand_over(self, complaint: Complaint, by: User) -> None:
        complaints.hand_over(
            complaint=complaint,
            agency=self._agency("uptd"),
            purpose="Pendampingan anak",
            packet="Kronologi, keterangan anak, layanan yang sudah diberikan",
            recipient="Ibu Wulan Contoh, petugas penerima",
            conditions=MET,
            by=by,
        )

    def _hand_over_case(self, case: Case) -> None:
        complaints.hand_over(
            case=case,
            agency=self._agency("uptd"),
            purpose="Pendampingan anak",
            packet="Kronologi, layanan yang sudah diberikan, keadaan anak saat ini",
            recipient="Petugas piket UPTD PPA",
            conditions=MET | {"companion": "no"},
            exceptions={"companion": "pekerja sosial kabupaten sedang mendampingi anak lain; ibunya ikut hadir"},
            by=self.staff["divisi_pengaduan"],
        )

    def _open(self, complaint: Complaint, cluster: str, by: User, at: datetime) -> None:
        happened = f"{at - timedelta(days=20):%Y-%m}" if at.day % 3 else ""  # of some nobody knows when it was
        officer = self.chance.choice(self.officers)
        case = complaints.make_case(complaint=complaint, by=by, officer=officer, event_on=happened)
        grave = cluster in {"trafficking", "pornografi"}
        cases.assess_risk(
            case=case,
            answers={
                "controlled": "yes" if grave and self.chance.random() < 0.6 else "no",
                "no_safe_place": "yes" if grave and self.chance.random() < 0.3 else "no",
                "danger_now": "unknown" if grave else "no",
            },
            by=by,
        )
        safe = "no" if grave and self.chance.random() < 0.2 else "yes"
        where = "Sementara di kantor polisi" if safe == "no" else "Di rumah bibi"
        cases.set_safety(case=case, safe_now=safe, note=where, by=by)
        if cluster in {"trafficking", "abh", "pornografi"} and at.date() >= NEW_PROCEDURE:
            self._legal_step(case, by, at)
        self.open_cases[case.id] = case

    def _legal_step(self, case: Case, by: User, at: datetime) -> None:
        rule, kind = self.chance.choice(LEGAL_STEPS)
        known = self.chance.random() < 0.8
        duties.start(
            kind="legal_step",
            about="child",
            subject=case.child_id,
            case_id=case.id,
            office=self.office,
            reference=case.number,
            agency=self._agency(kind),
            rule=rule,
            event_at=at if known else None,
            by=by,
        )

    def _keep_promises(self, day: datetime) -> None:
        """Most duties are kept in time, some late, a few not yet; agencies are slower than the office."""
        near = Q(due_at__lt=day + timedelta(days=1.5)) | Q(due_at=None)
        kept = Duty.objects.open().filter(near, started_at__lt=day, office=self.office)
        for duty in kept.exclude(pk__in=self.letters.unanswered):
            if self.chance.random() < (0.1 if duty.due_at is None else 0.3 if duty.agency_id else 0.75):
                with clock.at(day + timedelta(hours=2, minutes=self.chance.randint(0, 300))):
                    self._do(duty, day)

    def _do(self, duty: Duty, day: datetime) -> None:
        case = self.open_cases.get(duty.case_id) if duty.case_id else None
        if duty.kind == "ask_date":
            duties.know_date(duty=duty, event_at=day - timedelta(days=3), by=self.staff["wakil"])
        elif duty.kind == "monitor" and case is not None:
            case.refresh_from_db()
            self._sheet(case)
        elif duty.kind == "handover" and duty.case_id is not None:
            self._hand_over_case(Case.objects.get(pk=duty.case_id))
        elif duty.kind not in {"review_imported", "review_child_role", "read_complaint", "handover"}:
            duties.finish(duty=duty, by=self.staff["divisi_pengaduan"], note="Selesai dikerjakan.")

    def _perhaps_close(self, case: Case, day: datetime) -> None:
        if (day.date() - case.opened_on).days > 60 and self.chance.random() < 0.03:
            case.refresh_from_db()
            self._close(case, day + timedelta(hours=6))

    def _sheet(self, case: Case) -> None:
        obstacle = self.chance.choice([None, None, "place", "law", "family"])
        asked = self._agency(self.chance.choice(["uptd", "social", "police"])) if obstacle else None
        now = timezone.now()
        fields: dict[str, Any] = {
            "on": now.date(),
            "safe": case.safe_now,
            "at_school": self.chance.choice(["yes", "yes", "no"]),
            "healthy": "yes",
            "state": self.chance.choice(stories.STATES),
            "next_on": (now + timedelta(days={"high": 7, "medium": 14}.get(case.risk, 30))).date(),
        }
        if obstacle:
            fields |= {f"obstacle_{obstacle}": True, "obstacle_note": stories.OBSTACLES[obstacle]}
        if asked is not None:
            fields |= {"asked_of": asked, "asked": "Mohon kabar tertulis.", "answer": "waiting"}
        cases.write_sheet(case=case, by=case.officer or self.staff["ketua"], **fields)

    def _close(self, case: Case, at: datetime) -> None:
        with clock.at(at):
            if case.safe_now != "yes":
                cases.set_safety(case=case, safe_now="yes", note="Di rumah bibi", by=self.staff["wakil"])
            reason = self.chance.choice(["reintegrasi", "putusan", "rujuk"])
            cases.propose_closure(
                case=case, reason=reason, note="Anak aman dan kembali bersekolah.", by=self.officers[0]
            )
        with clock.at(at + timedelta(hours=1)):
            cases.countersign_closure(case=case, by=self.staff["ketua"])
        if case.status == Status.CLOSED:
            del self.open_cases[case.id]

    def _group_finding(self, at: datetime) -> None:
        found = [people.child(self.chance, at.date()) for _ in range(5)]
        shelter = self._agency("social")
        with clock.at(at):
            complaints.record_group_finding(
                office=self.office,
                by=self.officers[0],
                found_on=at.date(),
                region_code="61.71",
                place="Penginapan di Pontianak",
                story="Anak-anak ditemukan bersama polisi dan UPTD; dijangkau dan didampingi malam itu.",
                children=[
                    complaints.FoundChild(
                        name=child.name if n else "", details=_details(child, at), role="victim", handed_to=shelter
                    )
                    for n, child in enumerate(found)
                ],
                present=[self._agency("police"), self._agency("uptd")],
                children_found=6,
                conditions=MET,
            )

    def _agency(self, kind: str) -> Agency:
        return self.chance.choice(list(Agency.objects.active().of_kind(kind).order_by("pk")[:4]))


def _details(child: people.Person, at: datetime) -> dict[str, Any]:
    return {
        "sex": child.sex,
        "birth_date": child.birth_date.isoformat(),
        "nik": child.nik,
        "age": child.age(at.date()),
    }
