"""Standing people and rows for tests, made through the actions as the program makes them. Alphabetical by app."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.children.models import Child
from suar.casework.complaints import actions as complaints
from suar.casework.complaints.models import Channel, Complaint, GroupFinding, HandOver
from suar.casework.conflicts import actions as conflicts
from suar.casework.conflicts.models import Tie, Withholding
from suar.casework.duties import actions as duties
from suar.casework.duties.kinds import KINDS
from suar.casework.duties.models import Duty
from suar.casework.letters import actions as letters
from suar.casework.letters import signing
from suar.casework.letters.models import Kind as LetterKind
from suar.casework.letters.models import Letter, LetterTemplate
from suar.casework.register import actions as register
from suar.casework.register.models import ImportRun
from suar.casework.retention import actions as retention
from suar.casework.retention.models import Act, Item
from suar.casework.safeguards import actions as safeguards
from suar.casework.safeguards.actions.looking import Seen
from suar.casework.safeguards.models import BrokenGlass, UnusualReading
from suar.config.demo.clock import at
from suar.core import alarms, ledger
from suar.core.alarms.models import Alarm
from suar.core.documents.letters import DEMAND
from suar.core.ledger.actors import OPERATOR, PUBLIC
from suar.core.ledger.keyholding import finish_erasures
from suar.core.ledger.models import Hold
from suar.core.vault import keys
from suar.insight.reports import actions as reports
from suar.insight.reports.models import Snapshot
from suar.insight.reports.periods import parse
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Office, Role, User
from suar.registry.agencies import actions as agencies
from suar.registry.agencies.models import Agency, Kind
from tests.casework.letters.ground import to_somebody
from tests.casework.register.builders import HEADINGS, case, xlsx
from tests.conditions import MET

PASSWORD = "kata-sandi-untuk-uji"
number = count(1)

# accounts


def an_office(code: str = "kalbar", name: str = "KPPAD Kalimantan Barat") -> Office:
    """The office of this code; made at the first call."""
    return Office.objects.filter(code=code).first() or accounts.found_office(
        code=code, name=name, by=OPERATOR, letterhead=["KOMISI CONTOH", "Jalan Contoh 1, Pontianak"]
    )


def a_user(
    role: str = Role.KETUA,
    office: Office | None = None,
    *,
    username: str = "",
    name: str = "",
    agency: Agency | None = None,
) -> User:
    """Someone with one appointment; a partner gets an agency when none is given."""
    n = next(number)
    user = accounts.add_user(
        username=username or f"{role}{n}", name=name or f"Petugas Contoh {n}", password=PASSWORD, by=OPERATOR
    )
    if role == Role.MITRA and agency is None:
        agency = an_agency()
    accounts.appoint(user=user, office=office or an_office(), role=role, agency=agency, by=OPERATOR)
    return user


def a_factor(user: User) -> Authenticator:
    """A second factor with recovery codes, as the sign-in library saves them. Its row of codes."""
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    factor: Authenticator = RecoveryCodes.activate(user).instance
    return factor


def an_officer(office: Office | None = None) -> User:
    """The first standing person: works the case."""
    return a_user(Role.DIVISI_PENGADUAN, office)


def an_officer_elsewhere() -> User:
    """The second: the same work, in another office."""
    return a_user(Role.DIVISI_PENGADUAN, an_office("sambas", "KPPAD Kabupaten Sambas"))


def an_outsider() -> User:
    """The third: the Governor's office, finished reports only."""
    return a_user(Role.GUBERNUR)


# agencies


def an_agency(kind: str = Kind.UPTD, name: str = "") -> Agency:
    n = next(number)
    return agencies.add_agency(name=name or f"Lembaga Contoh {n}", short_name=f"Contoh {n}", kind=kind, by=OPERATOR)


# alarms


def an_alarm(kind: str = "house.queue", **facts: Any) -> Alarm:
    """An open alarm; each of its own subject, so that none stands for another."""
    return alarms.raise_alarm(kind, **{"subject": f"uji-{next(number)}", **facts})


# cases


def a_case(by: User | None = None, child: Child | None = None, **facts: Any) -> Case:
    """An open file of a trafficking case at high risk; what is named differs."""
    by = by or an_officer()
    given = {"kind": "pengaduan", "cluster": "trafficking", "region_code": "61.71", "officer": by, "risk": "high"}
    child = child or a_child(by)
    return cases.open_case(child=child, office=child.office, by=by, **{**given, **facts})


def a_closed_case(by: User | None = None, second: User | None = None) -> Case:
    """Closed by two people because the child is safe at home."""
    by = by or an_officer()
    case = a_case(by, safe_now="yes")
    cases.propose_closure(case=case, reason="reintegrasi", note="Anak aman dan bersekolah.", by=by)
    return cases.countersign_closure(case=case, by=second or a_user(Role.KETUA, case.office))


# children


def a_child(by: User | None = None, **facts: Any) -> Child:
    """A girl of fifteen with a name of two words; what is named differs."""
    by = by or an_officer()
    given = {"name": "Rara Contoh", "sex": "P", "birth_date": "2011-03-09"}
    return children.register(office=by.office, by=by, **{**given, **facts})


# conflicts


def a_tie(user: User, **facts: Any) -> Tie:
    """A brother whom this user declares; what is named differs."""
    return conflicts.add_tie(user=user, by=user, **{"kind": "sibling", "name": "Zainuddin Contoh", **facts})


def a_withholding(user: User | None = None) -> Withholding:
    """A complaint by the form that names somebody of the house: it waits for a decision."""
    user = user or a_user(Role.SEKRETARIAT, name=f"Herkulanus Bujangga {next(number)}")
    complaint = a_filed_complaint(user.office, story=f"Yang datang malam itu {user.name}.")
    return Withholding.objects.select_related("office", "user").get(subject=complaint.subject, user=user)


# duties


def a_duty(
    kind: str = "handover",
    *,
    office: Office | None = None,
    by: User | None = None,
    subject: UUID | None = None,
    **facts: Any,
) -> Duty:
    """A duty of the commission that started now, about a subject with a key; a kind owed by an agency gets one."""
    subject = subject or uuid4()
    keys.create(subject)
    if KINDS[kind].owed_by == "agency":
        facts.setdefault("agency", an_agency())
    given = {"about": "child", "reference": "2026-0412", "event_at": timezone.now()}
    return duties.start(
        kind=kind, subject=subject, office=office or an_office(), by=by or OPERATOR, **{**given, **facts}
    )


# complaints


def a_complaint(by: User | None = None, **facts: Any) -> Complaint:
    """Written down at the desk by an officer, about a girl of fifteen; what is named differs."""
    by = by or an_officer()
    given: dict[str, Any] = {
        "channel": Channel.VISIT,
        "about": "other",
        "story": "Seorang anak dipaksa bekerja di sebuah penginapan.",
        "child_name": "Rara Contoh",
        "child_details": {"sex": "P", "age": 15},
        "reporter": {"name": "Ibu Contoh", "phone": "0800-555-0101", "relation": "tetangga"},
        "region_code": "61.71",
    }
    return complaints.receive(office=by.office, by=by, **{**given, **facts})


def a_filed_complaint(office: Office | None = None, **facts: Any) -> Complaint:
    """Came through the public form: nobody has opened it, whoever filed holds a receipt."""
    key = X25519PrivateKey.generate().public_key()
    given: dict[str, Any] = {
        "channel": Channel.FORM,
        "about": "friend",
        "story": "Temanku ketakutan.",
        "answers": {"safe": "no", "about": "friend", "contact": "page", "story": "Temanku ketakutan."},
        "reporter": {"contact": "page"},
        "region_code": "61.71",
        "reply_key": key.public_bytes(Encoding.Raw, PublicFormat.Raw),
    }
    return complaints.receive(office=office or an_office(), by=PUBLIC, **{**given, **facts})


def a_triaged_complaint(by: User | None = None, complaint: Complaint | None = None, **facts: Any) -> Complaint:
    """In remit, trafficking, risk high, no duty of the same day."""
    by = by or an_officer()
    given: dict[str, Any] = {
        "in_remit": True,
        "cluster": "trafficking",
        "questions": {"event_72h": "no", "pregnancy": "unknown", "dying": "no", "pictures": "no"},
        "risk_answers": {"controlled": "yes"},
    }
    return complaints.triage(complaint=complaint or a_complaint(by), by=by, **{**given, **facts})


def a_handover(by: User | None = None, complaint: Complaint | None = None, **facts: Any) -> HandOver:
    """A complaint in remit given to a UPTD PPA that has not signed yet."""
    by = by or an_officer()
    given: dict[str, Any] = {"purpose": "Pendampingan anak", "packet": "Kronologi dan keadaan anak saat ini"}
    given |= {"recipient": "Ibu Sari", "conditions": MET, "agency": facts.pop("agency", None) or an_agency()}
    return complaints.hand_over(complaint=complaint or a_triaged_complaint(by), by=by, **{**given, **facts})


def a_group_finding(by: User | None = None, **facts: Any) -> GroupFinding:
    """One event: three children found, two written down, one of them without a name."""
    by = by or an_officer()
    given: dict[str, Any] = {
        "found_on": timezone.localdate(), "region_code": "61.71", "place": "Penginapan Contoh", "conditions": MET,
        "story": "Anak-anak ditemukan bersama petugas dan didampingi malam itu.",
        "children": [complaints.FoundChild(name="Bima Contoh"), complaints.FoundChild()], "children_found": 3,
    }  # fmt: skip
    return complaints.record_group_finding(office=by.office, by=by, **{**given, **facts})


# letters


def a_late_duty(agency: Agency | None = None, *, office: Office | None = None, days: int = 20, **facts: Any) -> Duty:
    """What an agency owed the commission by a rule of the house, so many days ago and more."""
    given = {"event_at": timezone.now() - timedelta(days=days + 14), "agency": agency or an_agency(Kind.POLICE)}
    return a_duty("agency_answer", office=office, **{**given, **facts})


def a_letter(agency: Agency | None = None, *, office: Office | None = None, kind: str = LetterKind.REMINDER) -> Letter:
    """A draft to somebody of an agency that is late with one duty; the office has a Ketua who signs."""
    duty = a_late_duty(agency, office=office)
    if not signing.signers([duty.office_id]).exists():
        a_user(Role.KETUA, duty.office)
    assert duty.agency is not None
    return to_somebody(letters.propose(office=duty.office, agency=duty.agency, kind=kind, by=OPERATOR))


def an_issued_letter(by: User | None = None, agency: Agency | None = None, **facts: Any) -> Letter:
    """With its number and both files."""
    by = by or a_user(Role.KETUA)
    return letters.issue(letter=a_letter(agency, office=by.office, **facts), by=by)


def a_sent_letter(by: User | None = None, agency: Agency | None = None, **facts: Any) -> Letter:
    """On its way by courier."""
    by = by or a_user(Role.KETUA)
    return letters.send(letter=an_issued_letter(by, agency, **facts), how="courier", by=by)


def a_letter_template(office: Office | None = None, kind: str = LetterKind.REMINDER) -> LetterTemplate:
    """The form of the house, uploaded as the office's own."""
    content = DEMAND.read_bytes()
    return letters.add_template(office=office or an_office(), kind=kind, name="kop.docx", content=content, by=OPERATOR)


# register


def an_import(by: User | None = None, *rows: list[Any], visible: bool = False) -> ImportRun:
    """A staged import of an open and a finished row, or of these rows; `visible` shows it."""
    by = by or an_officer()
    listed = rows or (case(status="Proses"), case(name="Dara Rekaan", sex="P"))
    run = register.stage(path=xlsx([HEADINGS, *listed]), file_name="register.xlsx", office=by.office, by=by)
    return register.make_visible(run=run, by=by) if visible else run


# retention

LONG_AGO = datetime(2021, 1, 4, 2, tzinfo=UTC)  # the first rules of the house are of that year


def an_old_case(by: User | None = None, **facts: Any) -> Case:
    """Closed long ago in the office of `by` by people of that time; nobody owes anything about the child any more."""
    office = by.office if by else an_office()
    with at(LONG_AGO):
        officer, second = an_officer(office), a_user(Role.KETUA, office)
        child = facts.pop("child", None) or a_child(officer)
        case = a_case(officer, child=child, safe_now="yes", age=15, opened_on=date(2006, 1, 2), **facts)
        cases.propose_closure(case=case, reason="reintegrasi", note="Anak aman dan bersekolah.", by=officer)
        case = cases.countersign_closure(case=case, by=second)
        for duty in Duty.objects.open().filter(subject=case.child_id):
            duties.finish(duty=duty, by=officer, note="Selesai.")
    return case


def a_due_item(by: User | None = None, case: Case | None = None) -> Item:
    """An old file that the worker proposes."""
    subject = (case or an_old_case(by)).child_id
    retention.propose_due(now=timezone.now(), span=(subject, subject))
    return Item.objects.get(subject=subject)


def an_act(by: User | None = None, *items: Item) -> Act:
    """Drawn up by an officer, about one due file or these."""
    by = by or an_officer()
    chosen = items or (a_due_item(by),)
    return retention.draw_up(office=by.office, items=[item.pk for item in chosen], by=by)


def an_approved_act(by: User | None = None, *items: Item) -> Act:
    act = an_act(by, *items)
    return retention.approve(act=act, by=a_user(Role.KETUA, act.office))


def a_started_act(by: User | None = None, *items: Item) -> Act:
    """Started when the waiting time is over, a week from now: the worker does the rest."""
    act = an_approved_act(by, *items)
    second = a_user(Role.WAKIL, act.office)
    with at(timezone.now() + timedelta(days=8)):
        return retention.start(act=act, by=second)


def a_done_act(by: User | None = None, *items: Item) -> Act:
    """Carried out, with its paper."""
    act = a_started_act(by, *items)
    finish_erasures()
    retention.finish_started()
    return Act.objects.select_related("office").get(pk=act.pk)


def a_hold(subject: UUID | None = None, by: User | None = None) -> Hold:
    """A leader keeps a closed file for a court."""
    by = by or a_user(Role.KETUA)
    subject = subject or a_closed_case(an_officer(by.office)).child_id
    return retention.hold(subject=subject, reason="court", basis="Surat nomor 12/CONTOH", by=by)


# safeguards


def a_glass(case: Case | None = None, by: User | None = None, **facts: str) -> BrokenGlass:
    """A file that somebody of another office opened for a child in danger; it waits for its review."""
    case = case or a_case()
    given = {"number": case.number, "danger": "care", "words": "Anak ini sekarang ada di rumah sakit kami."}
    return safeguards.break_glass(office=case.office, by=by or an_officer_elsewhere(), **{**given, **facts})


def a_honey_file(by: User | None = None, second: User | None = None) -> Case:
    """Planted by a leader, made ready step by step, closed by another: who opens it is told of."""
    by = by or a_user(Role.KETUA)
    case = safeguards.plant(office=by.office, by=by)
    for _ in range(3):
        case = safeguards.advance(case=case, by=by)
    return safeguards.advance(case=case, by=second or a_user(Role.WAKIL, by.office))


def a_reading(user: User | None = None) -> UnusualReading:
    """A day on which somebody showed twelve names: the worker asks a leader to look."""
    user, case = user or an_officer(), a_case()
    for _ in range(12):
        ledger.read("child_name", by=user, subject=case.child_id, office=case.office.code, why=user.role)
    safeguards.look(now=timezone.now(), seen=Seen())
    return UnusualReading.objects.get(user=user)


# reports


def a_report(period: str = "2021", office: Office | None = None) -> Snapshot:
    """The frozen figures of a period; of one that is over, Kantor Gubernur sees it too."""
    return reports.freeze(office=office or an_office(), period=parse(period), by=OPERATOR)
