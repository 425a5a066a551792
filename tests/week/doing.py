"""What the office does in the script, each through the action that its page presses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.children import actions as children
from suar.casework.complaints import actions as complaints
from suar.casework.complaints.models import HandOver
from suar.casework.complaints.perms import get_handover
from suar.casework.conferences import actions as conferences
from suar.casework.conferences.perms import get_conference, invitations
from suar.casework.contacts.models import Contact
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.mail import actions as mail
from suar.casework.mail.models import Incoming
from suar.casework.material import actions as material
from suar.casework.paper import actions as paper
from suar.casework.plans import actions as plans
from suar.casework.rights import actions as rights
from suar.casework.rights.perms import get_request
from suar.casework.rounds import actions as rounds
from suar.casework.rounds.models import ListLine, RoundItem
from suar.casework.sharing import actions as sharing
from suar.casework.supervision import actions as supervision
from suar.casework.supervision import leaving
from suar.registry.accounts.models import User
from tests.casework.plans.ground import line, needs
from tests.conditions import MET
from tests.week.arriving import id_of, next_sheet, pressed, sheet_of, visitor
from tests.week.house import House, term_of
from tests.week.script import moment

type Act = dict[str, Any]
ASKED = (
    "danger_now", "no_safe_place", "lives_with_suspect", "controlled", "threat", "health_emergency",
    "thoughts_of_dying", "under_13", "reached_before",
)  # fmt: skip
NO = dict.fromkeys(ASKED, "no")
ANSWERS = {
    "low": NO,
    "medium": NO | {"reached_before": "yes"},
    "high": {"controlled": "yes"},
    "dying": {"thoughts_of_dying": "yes"},
    "unknown": {},
}
LATER = date(2026, 11, 20)

# complaints


def open_(house: House, by: User, code: str, act: Act) -> None:
    complaints.open_complaint(complaint=house.complaint(code), by=by)


def reply(house: House, by: User, code: str, act: Act) -> None:
    complaints.reply(complaint=house.complaint(code), text=f"Terima kasih, kami sudah baca ({code}).", by=by)


def reads_reply(house: House, by: None, code: str, act: Act) -> None:
    """Whoever holds the code, at the public form."""
    with visitor() as somebody:
        page = somebody.look_up(house.codes[code])
        assert f"kami sudah baca ({code})" in somebody.press(page, "sendirian", "/kode/").words


def triage(house: House, by: User, code: str, act: Act) -> None:
    said = dict.fromkeys(("event_72h", "pregnancy", "dying", "pictures"), "no")
    complaints.triage(
        complaint=house.complaint(code), by=by, in_remit=True if act.get("cluster") else None,
        cluster=act.get("cluster", ""), questions=said | dict.fromkeys(act.get("said_yes", []), "yes"),
        risk_answers=ANSWERS[act["risk"]], officer=house.who(act["officer"]) if "officer" in act else None,
    )  # fmt: skip


def answered(house: House, by: User, code: str, act: Act) -> None:
    """By telephone: the reporter knows what happens."""
    keep(house, by, code, {"kind": "answer_reporter"})


def keep(house: House, by: User, code: str, act: Act) -> None:
    duty = Duty.objects.open().select_related("office", "agency").get(
        subject=house.complaint(code).subject, kind=act["kind"]
    )  # fmt: skip
    duties.finish(duty=duty, by=by, note="Sudah.")


def hand_over(house: House, by: User, code: str, act: Act) -> None:
    complaints.hand_over(
        complaint=house.complaint(code), agency=house.bodies[act["to"]], purpose="Pendampingan anak", by=by,
        packet="Kronologi dan keadaan anak", recipient="Ibu Sari Rekaan", conditions=MET,
    )  # fmt: skip


def receipt(house: House, by: User, code: str, act: Act) -> None:
    pk = HandOver.objects.values_list("pk", flat=True).get(complaint=house.complaints[code])
    complaints.record_receipt(
        handover=get_handover(by, pk), receipt_number=f"TT/{code}", received_by="Piket Rekaan", by=by
    )


def close(status: str, **why: Any) -> Callable[[House, User, str, Act], None]:
    def closed(house: House, by: User, code: str, act: Act) -> None:
        same = house.complaint(act["same_as"]) if "same_as" in act else None
        complaints.close_as(complaint=house.complaint(code), status=status, by=by, same_as=same, **why)

    return closed


def make_case(house: House, by: User, code: str, act: Act) -> None:
    officer = house.who(act["officer"]) if "officer" in act else None
    complaints.make_case(complaint=house.complaint(code), by=by, officer=officer)


def call_back(house: House, by: User, code: str, act: Act) -> None:
    said = "tersambung" if act["reached"] else "tidak"
    contact = Contact.objects.get(pk=house.contacts[code])
    pressed(by, f"/kontak/{contact.pk}/telepon-balik/", hasil=said, version=contact.version)


# files


def visit(house: House, by: User, code: str, act: Act) -> None:
    cases.write_note(case=house.case(code), by=by, kind="visit", seen="Ditemui; tenang.")


def paper_visit(house: House, by: User, code: str, act: Act) -> None:
    sheet = sheet_of(house.pads["visit"].sheets[0])
    paper.enter_visit(sheet=sheet, case=house.case(code), by=by, at=moment(act["when"]), seen="Ditemui.", said="")


def spoiled_sheet(house: House, by: User, code: str, act: Act) -> None:
    paper.close(sheet=next_sheet(house), by=by, why="damaged")


def sheet(house: House, by: User, code: str, act: Act) -> None:
    cases.write_sheet(
        case=house.case(code), by=by, safe="yes", state="Di rumah aman.", asked_of=house.bodies[act["to"]],
        asked="Tempat tinggal sesudah rumah aman", **obstacle(act),
    )  # fmt: skip


def obstacle(act: Act) -> dict[str, Any]:
    return {f"obstacle_{act['obstacle']}": True}


def disability(house: House, by: User, code: str, act: Act) -> None:
    children.note(child=house.case(code).child, by=by, sort="disability", codes=["hearing"], source="seen")


def without_papers(house: House, by: User, code: str, act: Act) -> None:
    children.note(child=house.case(code).child, by=by, sort="document", codes=["birth_certificate"], source="seen")


def propose_closure(house: House, by: User, code: str, act: Act) -> None:
    cases.propose_closure(case=house.case(code), reason="reintegrasi", note="Aman dan bersekolah.", by=by)


def countersign(house: House, by: User, code: str, act: Act) -> None:
    cases.countersign_closure(case=house.case(code), by=by)


def check_in(house: House, by: User, code: str, act: Act) -> None:
    plans.check_in(
        case=house.case(code), by=by, kind="after_care_1m", on=timezone.localdate(), result="reached",
        whom="Anak dan ibu, di rumah.", safe="yes", at_school="yes", healthy="yes", words="Baik.",
    )  # fmt: skip


def give_to_wakil(house: House, by: User, code: str, act: Act) -> None:
    cases.assign(case=house.case(code), officer=house.who("wakil"), by=by)


# plan and conference


def assess(house: House, by: User, code: str, act: Act) -> None:
    draft = plans.save_assessment(case=house.case(code), by=by, content=needs())
    plans.finish_assessment(case=house.case(code), by=by, edition=draft.edition)


def submit_plan(house: House, by: User, code: str, act: Act) -> None:
    ours, theirs = line(by, "satu", LATER), line(house.bodies["rsud"], "dua", date(2026, 11, 27))
    words = {"aim": "Anak bersekolah."} | ours | theirs
    plan = plans.save_plan(case=house.case(code), by=by, content=words)
    plans.submit_plan(case=house.case(code), by=by, edition=plan.edition)
    house.kept["edition"] = plan.edition


def approve_plan(house: House, by: User, code: str, act: Act) -> None:
    plans.approve_plan(case=house.case(code), by=by, edition=house.kept["edition"])


def meeting(house: House, by: User, code: str, act: Act) -> None:
    row = conferences.plan(
        case=house.case(code), by=by, starts_at=moment(act["when"]), place="Ruang rapat", purpose="Sekolah anak",
        agenda="Keadaan anak", chair=by,
    )  # fmt: skip
    conferences.invite(conference=row, by=by, agency=house.bodies["uptd"], name="dr. Ratna Rekaan", post="psikolog")
    conferences.invite(conference=row, by=by, user=house.who("pantau"))
    house.kept["meeting"], house.kept["meeting_at"] = row.pk, moment(act["when"])


def meet(house: House, by: User, code: str, act: Act) -> None:
    row = get_conference(by, house.kept["meeting"])
    came = {one.pk for one in invitations(row)}
    conferences.hold(conference=row, by=by, held_at=house.kept["meeting_at"], came=came)
    wish = "Aku mau sekolah lagi."
    conferences.hear(conference=row, by=by, whose="child", asked=True, wish=wish, took_part="wish_read")
    text = "Dinas Sosial menanggung seragam"
    conferences.decide(conference=row, by=by, text=text, agency=house.bodies["dinsos"], due_on=LATER)
    conferences.write_minutes(conference=row, by=by, minutes="Keadaan anak dibicarakan.")


def sign_minutes(house: House, by: User, code: str, act: Act) -> None:
    conferences.sign(conference=get_conference(by, house.kept["meeting"]), by=by)


def confirm_minutes(house: House, by: User, code: str, act: Act) -> None:
    conferences.confirm(conference=get_conference(by, house.kept["meeting"]), by=by)


# bodies, letters, requests


def weekly_list(house: House, by: User, code: str, act: Act) -> None:
    weekly = rounds.make(
        office=house.office, agency=house.bodies[act["to"]], by=by, recipient="Kanit PPA Rekaan", list_id=id_of("list")
    )
    rounds.mark_sent(weekly=weekly, by=by, how="letter")


def list_answered(house: House, by: User, code: str, act: Act) -> None:
    found = ListLine.objects.select_related("list__office", "list__agency", "duty__office", "duty__agency")
    row = found.get(list=id_of("list"))
    rounds.answer(line=row, by=by, answer="done", how="letter", on=timezone.localdate())


def walk_round(house: House, by: User, code: str, act: Act) -> None:
    """What is due of what this person holds."""
    walk = rounds.begin(office=house.office, by=by, scope="my_due")
    item = RoundItem.objects.select_related("round__office", "round__by").get(round=walk)
    file = house.case(code)
    seen = file.monitoringsheets.count()
    rounds.write(item=item, case=file, by=by, sheets=seen, safe="yes", state="Tenang.", **obstacle(act))


def dispose(house: House, by: User, code: str, act: Act) -> None:
    letter = Incoming.objects.select_related("office").get(pk=id_of("mail"))
    mail.dispose(mail=letter, to=[house.who(act["to"])], instruction="Jawab sekolah.", by=by)


def dispositioned(house: House, by: User, code: str, act: Act) -> None:
    letter = Incoming.objects.select_related("office").get(pk=id_of("mail"))
    row = letter.dispositions.select_related("to").get()
    row.incoming = letter
    mail.finish(disposition=row, by=by, result="Sekolah diarahkan ke Dinas Pendidikan.")


def ask_for_data(house: House, by: User, code: str, act: Act) -> None:
    request = rights.receive(
        case=house.case(code), by=by, kind="access", relation="parent", channel="visit", name="Bapak Peminta Rekaan",
        asks="Minta semua catatan dan alamat anak.",
    )  # fmt: skip
    rights.check(
        request=request, by=by, identity="not_shown", custody="not_shown", implicated="yes", wish="not_asked",
        why_not="Disebut anak; dugaan, belum diperiksa polisi.",
    )  # fmt: skip
    house.kept["request"] = request.pk


def propose_refusal(house: House, by: User, code: str, act: Act) -> None:
    rights.propose(
        request=get_request(by, house.kept["request"]), by=by, outcome="refuse", grounds=["endangers", "identity"],
        why="Anak berlindung dari rumah itu.",
    )  # fmt: skip


def confirm_refusal(house: House, by: User, code: str, act: Act) -> None:
    rights.confirm(request=get_request(house.who("sekre"), house.kept["request"]), by=by)


def tell_refusal(house: House, by: User, code: str, act: Act) -> None:
    rights.carry_out(request=get_request(by, house.kept["request"]), by=by, how="Disampaikan lisan di ruang tamu.")


def danger(house: House, by: User, code: str, act: Act) -> None:
    """Out without agreement and consent: the least, to a hospital, in the night."""
    file = house.case(code)
    row = sharing.draft(
        case=file, by=by, agency=house.bodies[act["to"]], purpose="services", fields=["initials", "sex", "condition"],
        to={"name": "dr. Ida Rekaan", "role": "dokter jaga", "line": "0800-555-0144"}, aim="Pemeriksaan malam ini",
        contact="Piket", typed={"condition": "Lelah dan demam."},
    )  # fmt: skip
    sharing.send(
        referral=row, by=by, how="courier", danger="danger", why="Demam tinggi.", reviewer=house.who(act["reviewer"])
    )


# material and the end of a term


def arrived_material(house: House, by: User, code: str, act: Act) -> None:
    house.kept["material"] = material.begin(office=house.office, by=by, complaint=house.complaint(code))


def call_police(house: House, by: User, code: str, act: Act) -> None:
    arrival = house.kept["material"]
    material.set_apart(arrival=arrival, by=by, where="Telepon kantor, laci 1")
    material.call(arrival=arrival, by=by, contact=house.police_line, answered="Bripka Rekaan")
    material.note(arrival=arrival, by=by, lies_on="phone", path="Grup kantor, pesan ke-3", seen="Staf", opened="Staf")
    material.instruct(arrival=arrival, by=by, instruction="collect")


def police_receipt(house: House, by: User, code: str, act: Act) -> None:
    material.receive(arrival=house.kept["material"], by=by, receipt_number="STP/1/2026", handed_to="Aiptu Rekaan")


def end_of_term(house: House, by: User, code: str, act: Act) -> None:
    term, takers = term_of(house, "wakil"), [house.who("pantau")]
    seal = leaving.plan(term, takers, house.who("ketua")).seal
    house.subjects["ST"] = supervision.hand_over(appointment=term, receivers=takers, seal=seal, by=by).pk


def key_sheet(house: House, by: User, code: str, act: Act) -> None:
    duty = Duty.objects.select_related("office").get(subject=house.subjects["ST"])
    duties.finish(duty=duty, by=by, note="Lembar diterima.")


VERBS: dict[str, Callable[..., None]] = {
    "open": open_, "case": make_case, "round": walk_round, "material": arrived_material,
    "noise": close("noise", noise="advert"), "duplicate": close("duplicate"),
    "out_of_remit": close("out_of_remit", why="Tunjangan guru: dijelaskan.", nowhere=True),
    "withdrawn": close("withdrawn", why="Pelapor menarik, anak sudah ditemui keluarga."),
    **{
        verb.__name__: verb
        for verb in (
            reply, reads_reply, triage, answered, keep, hand_over, receipt, call_back, visit, paper_visit,
            spoiled_sheet, sheet, disability, without_papers, propose_closure, countersign, check_in, give_to_wakil,
            assess, submit_plan, approve_plan, meeting, meet, sign_minutes, confirm_minutes, weekly_list,
            list_answered, dispose, dispositioned, ask_for_data, propose_refusal, confirm_refusal, tell_refusal,
            danger, call_police, police_receipt, end_of_term, key_sheet,
        )
    },
}  # fmt: skip
