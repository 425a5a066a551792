"""Must show: of the best-furnished child, once erased, no table and no file holds a word, a key or a token any more.
What still names its id are rows of codes that stay for the figures, the record and the list of the erased."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.db import router
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.children.models import Child
from suar.casework.complaints import actions as complaints
from suar.casework.complaints import intake_keys, takeover
from suar.casework.complaints.models import Complaint
from suar.casework.conferences import actions as conferences
from suar.casework.conferences.models import Conference
from suar.casework.conferences.perms import get_conference
from suar.casework.conflicts import actions as conflicts
from suar.casework.duties import actions as duties
from suar.casework.duties.kinds import ends_alone
from suar.casework.duties.models import Duty
from suar.casework.intake import actions as public
from suar.casework.intake.draft import Draft
from suar.casework.letters import actions as letters
from suar.casework.mail import actions as mail
from suar.casework.material import actions as material
from suar.casework.material.models import Arrival
from suar.casework.paper import actions as paper
from suar.casework.plans.models import PlanItem
from suar.casework.retention import actions, rules
from suar.casework.retention.models import Act, Item
from suar.casework.rounds import actions as rounds
from suar.casework.rounds.models import Round
from suar.casework.safeguards import actions as safeguards
from suar.casework.safeguards.models import BrokenGlass
from suar.config.demo.clock import at
from suar.config.tick import tick
from suar.core import ledger
from suar.core.ledger import copies, triggers
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Hold
from suar.core.ledger.verify import verify
from suar.core.vault import tokens
from suar.core.vault.fields import VaultModel
from suar.core.vault.models import DataKey, SearchSubject, SearchToken, Tombstone, pack_tokens
from suar.registry.accounts.models import Role, User
from tests import power
from tests.casework.letters.ground import to_somebody
from tests.casework.mail.ground import a_disposition, a_mail, fresh
from tests.casework.material.ground import all_steps, an_arrival
from tests.casework.paper.ground import a_sheet
from tests.casework.plans import ground as plans
from tests.casework.rounds.ground import a_list_of
from tests.conditions import MET
from tests.core.vault.test_no_plaintext import STORES, bytes_of, encodings
from tests.desk.pages import signed_in
from tests.factories import a_late_duty, a_user, an_agency, an_officer_elsewhere
from tests.furnishing import Office, an_office_at_work
from tests.signing_in import proved

pytestmark = pytest.mark.django_db(transaction=True)
MARK = "Zamrudkenari"  # in every word that is written about the child, and nowhere else
ERASED = "(sudah dimusnahkan)"
WAITED = timedelta(days=8)
# What names the child or its file by an id or a code after the erasure, and why it stays.
STAYS = {
    "conferences.accompaniment": "that somebody went along, when and to which occasion",
    "conferences.addendum": "that something was added to minutes, by whom and when",
    "conferences.conference": "that there was a meeting, when, signed by whom",
    "conferences.decision": "whose a decision of a meeting is, and by when",
    "conferences.determination": "that a panel decided, by which trigger, signed by whom and when",
    "conferences.dissent": "that somebody did not agree",
    "conferences.invitation": "which body or colleague was asked, and whether they came",
    "conferences.member": "which colleague or body sat in a panel, and whether they agreed",
    "conferences.opinion": "that a member of a panel agreed or not, and when",
    "conferences.option": "that there was one more way",
    "conferences.voice": "that a child or a carer was heard: codes",
    "contacts.contact": "that somebody called, when and what kind of call",
    "contacts.said": "that something was said",
    "leading.interview": "that there was one, for what, who stood by the child: codes",
    "leading.lead": "which body led from which day on",
    "leading.othernumber": "which system had a number",
    "leading.watching": "how it was known, who last saw the child and when: codes",
    "rights.check": "how an asker was looked at: codes",
    "rights.decision": "what two people decided, on which grounds: codes",
    "rights.subjectrequest": "that somebody asked, for what kind of thing, and when it was answered",
    "sharing.consent": "who answered, on which day, until when: codes",
    "sharing.referral": "which body was asked to help, on which basis, and when",
    "supervision.sessionfile": "that the file was talked about, and when",
    "supervision.transfer": "which office was asked to take it, and what it answered",
    "supervision.filewatch": "who looked after it while nobody held it",
    "supervision.handedover": "that it was handed over at the end of a term",
    "alarms.alarm": "a code of what was wrong, closed by a person",
    "cases.case": "codes, dates and the age: the figures of past years",
    "cases.monitoringsheet": "codes of the obstacles: the figures",
    "cases.note": "that there was one, by whom and when",
    "cases.riskassessment": "the level: the figures",
    "cases.task": "that there was one, by whom and when",
    "children.child": "the row that the file hangs on: its sex",
    "children.circumstance": "codes of what surrounded the child: the figures; what tells of body or mind is sealed",
    "children.merge": "which two files were read as one child's",
    "complaints.complaint": "codes and days: the figures",
    "complaints.handover": "to which agency and when: the figures",
    "conflicts.withholding": "from whom the file was kept",
    "duties.duty": "what was owed and kept: the figures",
    "duties.dutynote": "at which step something was written",
    "ledger.covered": "digests of rows",
    "ledger.entry": "who did what: the record",
    "ledger.erasure": "that it was erased",
    "ledger.hold": "that it was held, by whom and how long",
    "mail.incoming": "that a letter came, from which body, when, under which number: codes",
    "mail.disposition": "who was to do something with it, and that it was done",
    "material.arrival": "that something arrived, when it was noticed, on what it lay: codes",
    "material.taken": "which step was taken when and by whom",
    "plans.careplan": "that there was one, by whom written and approved, and when",
    "plans.checkin": "how the child was after closure: codes",
    "plans.formertext": "that a text was written over, by whom and when",
    "plans.needsassessment": "that there was one, by whom and when",
    "plans.planitem": "whose a line was, by when, and how it ended: the figures",
    "plans.planreview": "the verdict, by whom and when",
    "plans.servicegiven": "that something was given, by whom and when",
    "paper.sheet": "the number of the paper that it was written on, and its day",
    "retention.item": "the line in the list of the erased",
    "rounds.rounditem": "that it stood in somebody's round, and in which turn",
    "safeguards.brokenglass": "who opened it and when",
    "vault.tombstone": "a restore obeys it",
}


@pytest.fixture(autouse=True)
def _founded() -> Iterator[None]:
    intake_keys.publish()
    with power.memory_kept():
        yield
    triggers.drop()  # they would refuse that the rows go with the test


def filed_and_answered(ketua: User) -> Complaint:
    """Through the form, read, answered; the reply lies in the intake for the receipt."""
    given = {"safe": "now", "about": "self", "region": "61.71", "name": f"{MARK} Contoh", "story": f"{MARK} takut."}
    draft = Draft.begin(timezone.now(), "review").answering(given)
    public.file(draft=draft, now=timezone.now())
    takeover.take_over()
    complaint = Complaint.objects.select_related("office").get(pk=draft.form_id)
    complaints.open_complaint(complaint=complaint, by=ketua)
    complaints.reply(complaint=complaint, text=f"{MARK}, kami membaca.", by=ketua)
    takeover.deliver_replies()
    return Complaint.objects.select_related("office").get(pk=complaint.pk)


def marked(office: Office) -> Case:
    """The child of the furnished office, with the mark in whatever is written about it."""
    ketua = office.ketua
    case = Case.objects.select_related("child", "office").get(pk=office.values["case_id"])
    words = {name: f"{MARK} {name}" for name in ("name", "address", "guardian", "school", "other_names")}
    children.edit(child=case.child, by=ketua, phone="0800-555-0177", nik="6171014902110000", **words)
    children.set_safe_contact(child=case.child, by=ketua, answers={"may_call": "no", "note": f"Lewat {MARK}"})
    joined = complaints.triage(
        complaint=filed_and_answered(ketua), by=ketua, in_remit=True, cluster="trafficking",
        questions={"event_72h": "no", "pregnancy": "no", "dying": "no", "pictures": "no"},
        risk_answers={"controlled": "yes"},
    )  # fmt: skip
    complaints.hand_over(
        complaint=joined,
        agency=an_agency(),
        purpose=f"Pendampingan {MARK}",
        packet=f"Kronologi {MARK}",
        recipient="Ibu Sari",
        conditions=MET,
        by=ketua,
    )
    complaints.make_case(complaint=Complaint.objects.get(pk=joined.pk), by=ketua, case=case, child=case.child)
    cases.write_note(case=case, by=ketua, kind="words", said=f"{MARK} mau sekolah.")
    cases.add_task(case=case, by=ketua, text=f"Telepon {MARK}", officer=ketua)
    cases.write_sheet(case=case, by=ketua, state=f"{MARK} tenang.", asked_of=an_agency(), asked=f"Kabar {MARK}")
    cases.assess_risk(case=case, answers={"threat": "yes"}, by=ketua)
    cases.set_safety(case=case, safe_now="yes", note=f"Di rumah bibi {MARK}", by=ketua)
    conflicts.withhold(
        subject=case.child_id, office=case.office, user=an_officer_elsewhere(), by=ketua, why=f"Paman {MARK}",
        reference=case.number, case_id=case.pk,
    )  # fmt: skip
    about: dict[str, Any] = {"subject": case.child_id, "case_id": case.pk, "reference": case.number}
    late = a_late_duty(what=f"Jawaban tentang {MARK}", by=ketua, office=case.office, **about)
    assert late.agency is not None
    drawn = letters.propose(office=case.office, agency=late.agency, kind="reminder", by=ketua)
    letters.issue(letter=to_somebody(drawn), by=ketua)
    all_steps(an_arrival(ketua, case=case), ketua, MARK)
    walked_and_asked(ketua, late)
    on_paper(case, ketua)
    return case


def walked_and_asked(ketua: User, late: Duty) -> None:
    """A round with the file in it, a question after what is late, a list on which it stands."""
    for walk in Round.objects.running().filter(by=ketua).select_related("office"):
        rounds.end(walk=walk, by=ketua)
    walk = rounds.begin(office=late.office, by=ketua, scope="mine")
    assert late.agency is not None and walk.items.filter(case=late.case_id).exists()
    rounds.ask(duty=late, by=ketua, said=f"Katanya {MARK} menunggu.")
    a_list_of(late.agency, ketua)


def on_paper(case: Case, ketua: User) -> None:
    """A visit from a numbered sheet, and a letter with a disposition that was carried out."""
    visit = a_sheet(ketua, "visit")
    paper.enter_visit(sheet=visit, case=case, by=ketua, at=timezone.now(), seen=f"Rumah {MARK}", said="")
    incoming = a_mail(ketua, about=f"Tentang {MARK}", sender=f"Kepala {MARK}", lies=f"Map {MARK}")
    row = a_disposition(incoming, ketua, ketua, instruction=f"Jawab {MARK}")
    mail.finish(disposition=row, by=ketua, result=f"{MARK} dijawab")
    mail.belong(mail=fresh(incoming), by=ketua, source=case)


def typed_and_asked_who_this_is(case: Case, user: User) -> None:
    """Words about the child lie in a session: the desk asked once more who this is."""
    client: Client = signed_in(user)
    proved(client, user, 5 * 60 + 1)
    asked = client.post(
        reverse("cases:closure-countersign", args=[case.pk]), {"version": case.version, "note": f"{MARK} pulang."}
    )
    assert asked.status_code == 302 and "typed" in client.session, "the control: it is kept"


def ended(case: Case, wakil: User, ketua: User) -> Act:
    """Let go, closed by two, everything done; erased by an act of two persons, and the worker's rounds."""
    actions.lift(hold=Hold.objects.standing().get(subject=case.child_id), why=f"Perkara {MARK} selesai.", by=ketua)
    for glass in BrokenGlass.objects.filter(case=case):
        safeguards.review(glass=glass, verdict="needed", words=f"{MARK} memang dirawat.", by=ketua)
    for arrival in Arrival.objects.open().filter(subject=case.child_id).select_related("office"):
        material.close(arrival=arrival, by=wakil)
    plans.assessed(case, ketua, strengths=f"{MARK} berani.", wishes=f"{MARK} ingin pulang.")
    for file in Case.objects.filter(child=case.child_id).open().select_related("child", "office", "officer"):
        close_whole(file, wakil, ketua)
    case.refresh_from_db()
    for duty in Duty.objects.open().about(case.child_id).select_related("office"):
        let_go(duty, ketua)
    item = actions.ask_for(kind="child", subject=case.child_id, why="request", by=ketua)
    act = actions.draw_up(office=case.office, items=[item.pk], by=ketua)
    actions.approve(act=act, by=wakil)
    with at(timezone.now() + WAITED):
        actions.start(act=act, by=wakil)
        for _ in range(2):
            tick()
            power.worker_round()
        sequence_all()
    return Act.objects.get(pk=act.pk)


def close_whole(case: Case, wakil: User, ketua: User) -> None:
    """One of the child's files, with everything in it done."""
    for line in PlanItem.objects.filter(case=case, state="open"):
        plans.settled(case, ketua, key=line.key)
    for met in Conference.objects.filter(case=case, status__in=("planned", "held")).values_list("pk", flat=True):
        sheet = get_conference(ketua, met)
        if sheet.is_planned:
            conferences.call_off(conference=sheet, by=ketua, why=f"{MARK} sakit.")
        else:
            conferences.write_minutes(conference=sheet, by=ketua, minutes=f"{MARK} dibicarakan.")
            conferences.sign(conference=get_conference(ketua, met), by=ketua)
    case.refresh_from_db()
    cases.set_safety(case=case, safe_now="yes", note=f"{MARK} di rumah.", by=ketua)
    cases.propose_closure(case=case, reason="reintegrasi", note=f"{MARK} aman.", by=ketua)
    cases.countersign_closure(case=case, by=wakil)


def let_go(duty: Duty, ketua: User) -> None:
    """Nobody waits for it any more; one that only its own room ends is ended as that room would."""
    if not ends_alone(duty.kind):
        duties.cancel(duty=duty, by=ketua, why=f"{MARK} tidak memerlukannya lagi.")
        return
    with ledger.record("duty.cancel", by=ketua, subject=duty.subject, office=duty.office.code) as entry:
        duty.move_to("cancelled")
        entry.change(duty)


def sealed_rows(subject: UUID) -> Iterator[VaultModel]:
    for model in apps.get_models():
        if issubclass(model, VaultModel):
            yield from model._base_manager.filter(**{model.subject_path: subject})


def words_of(row: VaultModel) -> str:
    return " ".join(str(getattr(row, field.attname)) for field in row.encrypted_fields())


def labels_naming(*ids: UUID) -> set[str]:
    """The tables of every store with one of these ids in any column, as text, as hexadecimal digits or as bytes."""
    needles = [form for one in ids for form in (str(one), one.hex)]
    found = set()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        names = [field.attname for field in model._meta.concrete_fields]
        for values in model._base_manager.using(router.db_for_read(model)).values_list(*names):
            raw = [bytes(value) for value in values if isinstance(value, bytes | memoryview)]
            text = " ".join(str(value) for value in values if not isinstance(value, bytes | memoryview))
            if any(n in text or n.encode() in b for n in needles for b in (b"", *raw)) or any(
                one.bytes in content for one in ids for content in raw
            ):
                found.add(model._meta.label_lower)
    return found


def files() -> Iterator[tuple[str, bytes]]:
    """Every file of the home: secrets, copies, charts, what the public process reads."""
    yield from ((str(path), path.read_bytes()) for path in Path(settings.SUAR_HOME).rglob("*") if path.is_file())


def everything() -> dict[str, bytes]:
    counts = str(getattr(caches["counts"], "_cache", "")).encode()  # each process's own; `default` is a table
    return {using: bytes_of(using) for using in STORES} | {"counts": counts}


@pytest.fixture
def office() -> Office:
    return an_office_at_work()


def test_of_an_erased_child_no_table_and_no_file_holds_a_word_a_key_or_a_token(office: Office) -> None:
    case, wakil = marked(office), a_user(Role.WAKIL, office.ketua.office)
    child = case.child_id
    typed_and_asked_who_this_is(case, wakil)
    copies.copy(settings.SUAR_HOME / "backups" / "main", keys_to=settings.SUAR_HOME / "backups" / "keys", by=OPERATOR)
    key = bytes(DataKey.objects.get(pk=child).wrapped)
    index = SearchSubject.objects.get(subject=child)
    listed, number = pack_tokens(index.unpacked()), index.no
    told_before = {row._meta.label_lower for row in sealed_rows(child) if MARK in words_of(row)}
    assert len(told_before) >= 9, "the control: the mark stands in many tables"
    assert key in everything()["keys"] and listed in everything()["keys"], "the control: they are found"

    act = ended(case, wakil, office.ketua)

    assert act.paper and Tombstone.objects.filter(pk=child).exists()
    left = list(sealed_rows(child))
    assert {row._meta.label_lower for row in left} >= told_before
    for row in left:
        assert row.is_erased and MARK not in words_of(row), row._meta.label_lower
    assert Child.objects.get(pk=child).name == ERASED
    assert not DataKey.objects.filter(pk=child).exists() and not SearchSubject.objects.filter(subject=child).exists()
    assert not SearchToken.objects.filter(no=number).exists()
    assert not tokens.find_exact(MARK)
    needles = [*encodings(MARK), key, listed]
    places = everything() | dict(files())
    assert any("backups" in name for name in places), "the control: copies are looked into"
    assert [name for name, content in places.items() if any(needle in content for needle in needles)] == []
    assert verify().wrong == []


def test_what_still_names_an_erased_child_are_rows_of_codes_that_are_meant_to_stay(office: Office) -> None:
    case, wakil = marked(office), a_user(Role.WAKIL, office.ketua.office)
    before = labels_naming(case.child_id, case.pk)
    assert {"vault.datakey", "vault.searchsubject"} <= before, "the control: they are found"
    ended(case, wakil, office.ketua)
    assert labels_naming(case.child_id, case.pk) - set(STAYS) == set()
    assert Item.objects.filter(subject=case.child_id).get().reference.split(", ")[0] == case.number


def test_no_session_with_a_kept_form_outlives_the_waiting_time() -> None:
    """What was typed lies sealed in a session that its cookie alone opens: it is gone before an act runs."""
    assert timedelta(seconds=settings.SESSION_COOKIE_AGE) < timedelta(days=rules.schedule().waiting_days)
