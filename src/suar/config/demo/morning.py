"""The last days before this morning: each state that a page can show, and something to do for each role."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.cases.rules import instrument as risk_instrument
from suar.casework.children import actions as children
from suar.casework.complaints import actions as complaints
from suar.casework.complaints import intake_keys, takeover
from suar.casework.complaints.models import Complaint, HandOver
from suar.casework.complaints.rules import CONDITIONS
from suar.casework.conflicts import actions as conflicts
from suar.casework.intake import actions as intake
from suar.casework.intake.draft import Draft
from suar.casework.register import actions as register
from suar.config.demo import clock, people, stories
from suar.core.documents.spreadsheets import Column, Kind, Sheet, xlsx
from suar.registry.accounts import actions as accounts
from suar.registry.agencies.models import Agency

if TYPE_CHECKING:
    from suar.config.demo.year import Year

THIS_MORNING = [
    ("friend", "Temanku dijanjikan pekerjaan lewat aplikasi. Sekarang dia tidak boleh pulang.", "now"),
    ("self", "Ada yang mengancam akan menyebarkan gambarku.", "yes"),
    ("other", "Anak di penginapan dekat kantor, bersama orang dewasa. Pemiliknya Markus Teladan.", "unknown"),
]
TIES = [  # of whom of the house, what, who, and where
    ("sekretariat", "kin", "Marcus Teladan", "Sungai Raya"),
    ("mitra", "sibling", "Yuliana Umpama", "Singkawang"),
]
JUNK = 12
ASKED_BACK = "Aku sudah baca. Aku mau bicara, tapi jangan telepon rumah. Sore saja."


def prepare(year: Year) -> None:
    """All of it, in the order in which it happened."""
    lived = list(Case.objects.filter(batch=None, status="open").order_by("-opened_on", "-number"))
    talk_with_a_child(year)
    know_the_children(year, lived)
    slip(year, lived)
    find_the_same(year, lived)
    hand_in_tasks(year, lived)
    wait_for_signatures(year, lived[12:])
    without_a_safe_place(year, lived[:6])
    owed_by_the_partner(year, lived[3:5])
    receipts(year)
    decide_some(year)
    heard_again(year, lived)
    find_unfounded(year)
    declare_ties(year)
    complain_by_form()
    flood()
    keep_watch(year)


def keep_watch(year: Year) -> None:
    """Who is on duty this week; the one after is still to be set."""
    tonight = timezone.localdate()
    accounts.keep_watch(
        office=year.office,
        since=tonight,
        until=tonight + timedelta(days=6),
        first=year.staff["divisi_pengaduan"],
        second=year.staff["sekretariat"],
        by=year.staff["ketua"],
    )


def talk_with_a_child(year: Year) -> None:
    """A child that holds a code: read and answered the day before yesterday, and it has written again."""
    filed = year.today - timedelta(days=2)
    with clock.at(filed):
        intake_keys.publish()
        draft = Draft.begin(filed, "safe").answering(
            {"safe": "yes", "about": "self", "region": "61.71", "story": "Ada orang dewasa yang terus menghubungiku."}
        )
        intake.file(draft=draft, now=filed)
        takeover.take_over()
        complaint = Complaint.objects.select_related("office").get(pk=draft.form_id)
        officer = year.staff["divisi_pengaduan"]
        complaints.open_complaint(complaint=complaint, by=officer)
        complaints.reply(complaint=complaint, text=stories.ANSWER, by=officer)
        takeover.deliver_replies()
    intake_keys.publish()
    found = intake.look_up(draft.receipt, "")
    if found is not None:
        intake.write_further(found=found, text=ASKED_BACK, now=timezone.now())
        takeover.take_over()


def declare_ties(year: Year) -> None:
    """Two of the house said who is close to them; this morning a complaint names one of these."""
    for role, kind, name, place in TIES:
        user = year.staff[role]
        with clock.at(year.today - timedelta(days=20)):
            conflicts.add_tie(user=user, by=user, kind=kind, name=name, place=place)


def complain_by_form() -> None:
    """Three complaints through the public form itself, taken over and not yet opened."""
    intake_keys.publish()
    for about, story, safe in THIS_MORNING:
        now = timezone.now()
        given = {"safe": safe, "about": about, "region": "61.71", "story": story}
        intake.file(draft=Draft.begin(now, "safe").answering(given), now=now)
    takeover.take_over()


def flood() -> None:
    """What a machine sent the day before yesterday: each filled the field that nobody sees."""
    for n in range(JUNK):
        now = timezone.now() - timedelta(days=2)
        with clock.at(now):
            intake.file(draft=Draft.begin(now, "safe").answering({"story": f"beli {n}"}), now=now, trapped=True)


def know_the_children(year: Year, lived: Sequence[Case]) -> None:
    """How most may be reached, and what was seen and said on visits."""
    for place, case in enumerate(lived):
        officer = case.officer or year.staff["ketua"]
        with clock.at(year.today - timedelta(days=1 + place % 5, hours=3)):
            if place % 5:
                answers = stories.CONTACTS[place % len(stories.CONTACTS)]
                number = people.phone(year.chance) if answers["may_call"] == "yes" else ""
                children.set_safe_contact(child=case.child, by=officer, answers=answers | {"number": number})
            for sort, codes, source, note in stories.CIRCUMSTANCES[place] if place < len(stories.CIRCUMSTANCES) else []:
                children.note(child=case.child, by=officer, sort=sort, codes=codes, source=source, note=note)
            if place % 3 == 0:
                kind, seen, said = stories.NOTES[place // 3 % len(stories.NOTES)]
                cases.write_note(case=case, by=officer, kind=kind, seen=seen, said=said)


def slip(year: Year, lived: Sequence[Case]) -> None:
    """A note of this morning in which a word was wrong, mended by who wrote it."""
    officer = year.staff["divisi_pengaduan"]
    case = lived[-1]
    wrong, right = stories.SLIP
    with clock.at(year.today - timedelta(hours=2)):
        note = cases.write_note(case=case, by=officer, kind="call", said=wrong)
    with clock.at(year.today - timedelta(hours=1)):
        cases.mend_note(note=note, by=officer, seen="", said=right)


def find_the_same(year: Year, lived: Sequence[Case]) -> None:
    """A second file of a child, under the first name alone, that turned out to be the same child's."""
    ketua, child = year.staff["ketua"], lived[0].child
    with clock.at(year.today - timedelta(days=3)):
        facts = {"name": child.name.split()[0], "birth_date": child.birth_date, "sex": child.sex}
        other = children.register(office=child.office, by=ketua, **facts)
        children.merge(child=child, other=other, why=stories.SAME_CHILD, by=ketua)


def hand_in_tasks(year: Year, lived: Sequence[Case]) -> None:
    """Two tasks for each who works on files, the first of today."""
    workers = [*year.officers, year.staff["sekretariat"], year.staff["ketua"]]
    for place, worker in enumerate(workers):
        for days, case in enumerate(lived[2 * place : 2 * place + 2]):
            text = stories.TASKS[(2 * place + days) % len(stories.TASKS)]
            due = timezone.localdate(year.today) + timedelta(days=2 * days)
            with clock.at(year.today - timedelta(days=1)):
                task = cases.add_task(case=case, by=year.staff["wakil"], text=text, due_on=due, officer=worker)
            if place == 0 and days:
                cases.finish_task(task=task, by=worker)


def wait_for_signatures(year: Year, lived: Sequence[Case]) -> None:
    """Two closures proposed and not yet signed."""
    ready = [case for case in lived if case.safe_now == "yes"][:2]
    for case in ready:
        with clock.at(year.today - timedelta(days=1, hours=2)):
            cases.propose_closure(
                case=case, reason="reintegrasi", note=stories.CLOSING_NOTE, by=year.staff["divisi_pemantauan"]
            )


def without_a_safe_place(year: Year, lived: Sequence[Case]) -> None:
    """Two children of these days sleep where they should not."""
    for case, where in zip(lived[1:3], stories.UNSAFE, strict=True):
        case.refresh_from_db()
        with clock.at(year.today - timedelta(hours=14)):
            cases.set_safety(case=case, safe_now="no", note=where, by=year.staff["divisi_pengaduan"])


def owed_by_the_partner(year: Year, lived: Sequence[Case]) -> None:
    """The partner's own body owes receipts: one since this week, one since today."""
    partner = Agency.objects.of_kind("uptd").order_by("pk").first()
    if partner is None:
        return
    for case, days in zip(lived, (4, 0), strict=False):
        with clock.at(year.today - timedelta(days=days, hours=2)):
            complaints.hand_over(
                case=case,
                agency=partner,
                purpose="Pendampingan psikologis anak",
                packet="Kronologi, layanan yang sudah diberikan, keadaan anak saat ini",
                recipient="Ibu Wulan Contoh, petugas penerima",
                conditions={one.code: "yes" for one in CONDITIONS},
                by=year.staff["divisi_pengaduan"],
            )


def receipts(year: Year) -> None:
    """Of the older hand-overs two in three came back signed."""
    for place, handover in enumerate(HandOver.objects.filter(receipt_at=None).order_by("handed_at")):
        at = handover.handed_at + timedelta(hours=20 + place % 9)
        if place % 3 and at < year.today - timedelta(days=3):
            with clock.at(at):
                complaints.record_receipt(
                    handover=handover,
                    received_by="Petugas Contoh",
                    receipt_number=f"{place + 11:03d}/TT/{at:%Y}",
                    at=at,
                    by=year.staff["sekretariat"],
                )


def decide_some(year: Year) -> None:
    """Of yesterday's complaints one was read and waits for triage; one says what another has said."""
    new = list(Complaint.objects.filter(status="new").exclude(channel="form").order_by("-received_at"))
    if new:
        with clock.at(year.today - timedelta(hours=1)):
            complaints.open_complaint(complaint=new[0], by=year.staff["divisi_pemantauan"])
    first = Complaint.objects.filter(status="case").order_by("-received_at").first()
    if first is None:
        return
    with clock.at(year.today - timedelta(days=3)):
        again = complaints.receive(
            office=year.office, by=year.staff["sekretariat"], channel="whatsapp", kind="pengaduan", about="family",
            story="Menyampaikan hal yang sama lewat WhatsApp, menanyakan kabar.", child_role="unknown",
            region_code=first.region_code,
        )  # fmt: skip
        complaints.close_as(complaint=again, status="duplicate", same_as=first, by=year.staff["divisi_pengaduan"])


def heard_again(year: Year, lived: Sequence[Case]) -> None:
    """Somebody reports a child that has a file already, in the spelling of an older paper."""
    written = {case: case.child.name.lower().replace("u", "oe").replace("j", "dj").title() for case in lived}
    again = next((case for case, name in reversed(written.items()) if name != case.child.name), lived[-1])
    child = again.child
    with clock.at(year.today - timedelta(hours=3)):
        complaints.receive(
            office=year.office, by=year.staff["sekretariat"], channel="visit", kind="pengaduan", about="family",
            story="Bibinya datang membawa kartu keluarga lama dan menanyakan kabar anak.", child_name=written[again],
            child_details={"birth_date": child.birth_date, "sex": child.sex}, child_role="victim",
            region_code=again.region_code,
        )  # fmt: skip


def find_unfounded(year: Year) -> None:
    """A neighbour's suspicion was looked into: two agreed that it did not hold. Of another the second still reads."""
    first, second = year.staff["divisi_pengaduan"], year.staff["wakil"]
    calm = {question.code: "no" for question in risk_instrument().questions}
    for days, place, closes in ((9, "di warung", True), (2, "di bengkel", False)):
        with clock.at(year.today - timedelta(days=days)):
            complaint = complaints.receive(
                office=year.office, by=first, channel="visit", kind="pengaduan", about="other", region_code="61.71",
                story=f"Tetangga mengira seorang anak laki-laki dipekerjakan {place} pada jam sekolah.",
                child_role="unknown",
            )  # fmt: skip
            complaints.triage(
                complaint=complaint, by=first, in_remit=True, cluster="pendidikan", risk_answers=calm,
                questions=dict.fromkeys(("event_72h", "pregnancy", "dying", "pictures"), "no"),
            )  # fmt: skip
            complaints.propose_unfounded(
                complaint=complaint, by=first, why=f"Kunjungan: anak membantu ibunya {place} sesudah pulang sekolah.",
            )  # fmt: skip
            if closes:
                complaints.close_as(
                    complaint=complaint, status="unfounded", by=second, why="Wali kelas: anak hadir setiap hari.",
                )  # fmt: skip


def stage_last_year(year: Year) -> None:
    """The register of the year before, staged and not yet shown: the secretariat looks at it this morning."""
    day, rows = date(year.today.year - 1, 1, 12), []
    for n in range(1, 25):
        child = people.child(year.chance, day)
        cluster = list(stories.REGISTER_WORDS)[n % len(stories.REGISTER_WORDS)]
        written = "31/02/" + str(day.year) if n == 17 else day
        place = "Ptk" if n % 2 else "Kubu Raya"
        row = [n, written, "Non Pengaduan" if n % 3 else "Pengaduan", cluster, child.name, child.sex, child.age(day)]
        rows.append([*row, place, stories.REGISTER_WORDS[cluster], "Proses" if n % 4 else "Selesai"])
        day += timedelta(days=13)
    heads = ["No", "Tanggal", "Pengaduan/Non", "Klaster", "Nama Anak", "L/P", "Umur", "Kab/Kota", "Uraian", "Status"]
    # Dates as an office types them: some cells hold one, one holds a day that no calendar has.
    columns = [Column(head, Kind.DATE if head == "Tanggal" else Kind.TEXT) for head in heads]
    file = io.BytesIO(xlsx([Sheet(f"Register {day.year} (contoh)", columns, rows)], at=timezone.now()))
    register.stage(
        path=file, file_name=f"register-{year.today.year - 1}.xlsx", office=year.office, by=year.staff["sekretariat"]
    )


def local_closures(moment: datetime) -> list[tuple[date, str]]:
    """Days off that only this province knows."""
    return [(date(moment.year, 6, 2), "Gawai Dayak (contoh)"), (date(moment.year, 3, 3), "Cap Go Meh (contoh)")]
