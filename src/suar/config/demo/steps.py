"""Two files of the invented office in their six steps: one led through all of them, one whose plan is carried out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.plans import actions
from suar.casework.plans.models import PlanItem
from suar.config.demo.clock import at
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import Office, User
from suar.registry.agencies.models import Agency, Kind

type Wanted = tuple[str, str, str, str, int]

BOY = {"name": "Yansen Rekaan", "sex": "L", "birth_date": "2013-05-20"}
GIRL = {"name": "Melati Misalan", "sex": "P", "birth_date": "2012-08-11"}
FIRST = {
    "strengths": "Neneknya sabar dan selalu ada. Ia pandai memperbaiki sepeda.",
    "need_safety": "no", "need_health": "yes", "words_health": "Kursi roda sudah terlalu kecil.",
    "need_mind": "unknown", "need_school": "yes", "words_school": "Kelasnya di lantai dua, tidak ada jalan landai.",
    "need_family": "no", "need_papers": "yes", "words_papers": "Belum punya akta kelahiran.",
    "need_legal": "no", "need_livelihood": "yes", "words_livelihood": "Nenek berjualan kue, cukup untuk makan saja.",
    "safety": "Aman di rumah nenek; tetangga dekat ikut menjaga.",
    "wishes": "Aku mau kelasku di bawah, dan tidak mau digendong lagi di depan teman.",
    "caregiver": "Nenek bersedia dan meminta bantuan surat-surat.",
    "alone": "Anak, di halaman sekolah, sesudah jam pelajaran.", "sources": "Anak, nenek, guru kelas; kartu keluarga.",
}  # fmt: skip
SECOND = {
    "strengths": "Ia sendiri yang menjelaskan kepada guru apa yang ia perlukan, dengan tulisan.",
    "need_safety": "no", "need_health": "yes", "words_health": "Alat bantu dengarnya rusak.",
    "need_mind": "no", "need_school": "yes", "words_school": "Tidak ada juru bahasa isyarat di kelasnya.",
    "need_family": "no", "need_papers": "no", "need_legal": "no", "need_livelihood": "unknown",
    "safety": "Aman di rumah kakak.", "wishes": "Aku mau tahu apa yang ditertawakan teman-temanku.",
    "caregiver": "Kakak bersedia; ia belajar bahasa isyarat.", "alone": "Anak, lewat tulisan, di ruang tamu komisi.",
    "sources": "Anak, kakak, wali kelas.",
}  # fmt: skip
# Key, goal, service, who (a role, or a kind of body), days from the opening.
BOYS = [
    ("kelas", "Kelas di lantai bawah.", "Rapat dengan kepala sekolah dan wali kelas.", "divisi_pengaduan", 24),
    ("akta", "Akta kelahiran ada.", "Dampingi keluarga ke Disdukcapil.", "sekretariat", 40),
    ("sehat", "Kursi roda yang sesuai.", "Pemeriksaan dan alat bantu.", Kind.HEALTH, 40),
]
GIRLS = [
    ("kelas", "Ada juru bahasa di kelasnya.", "Rapat dengan sekolah tentang juru bahasa.", "divisi_pengaduan", 24),
    ("sehat", "Mendengar lagi lewat alatnya.", "Pemeriksaan dan alat bantu dengar.", Kind.HEALTH, 40),
]


def walk_the_steps(office: Office, staff: Mapping[str, User]) -> None:
    """A boy in a wheelchair, closed and asked after; a girl who is deaf, whose plan is carried out."""
    morning = timezone.localtime().replace(hour=9, minute=20, second=0, microsecond=0)
    walked(staff, morning - timedelta(days=75))
    waiting(staff, morning - timedelta(days=20))


def opened(staff: Mapping[str, User], child: Mapping[str, Any], began: datetime, **facts: Any) -> Case:
    by = staff["divisi_pengaduan"]
    with at(began):
        known = children.register(office=by.office, by=by, **child)
        case = cases.open_case(
            child=known, office=by.office, by=by, kind="pengaduan", cluster="pendidikan", officer=by,
            region_code="61.71", channel="visit", safe_now="yes", **facts,
        )  # fmt: skip
        if case.officer is None:  # on some days of the year the officer carries too much
            cases.assign(case=case, officer=by, by=staff["ketua"], why="Anak ini sudah mengenalnya.")
    return case


def planned(
    case: Case, staff: Mapping[str, User], began: datetime, needs: Mapping[str, str], wanted: Sequence[Wanted]
) -> None:
    """Assessed after a day, a plan on the third, approved by the Ketua on the fourth."""
    by = staff["divisi_pengaduan"]
    with at(began + timedelta(days=1)):
        cases.write_note(case=case, by=by, kind="visit", seen="Ditemui di sekolah; ruangnya tenang.", said="")
        draft = actions.save_assessment(case=case, by=by, content=needs)
        actions.finish_assessment(case=case, by=by, edition=draft.edition)
    with at(began + timedelta(days=3)):
        plan = actions.save_plan(case=case, by=by, content=lines(staff, began.date(), wanted))
        actions.submit_plan(case=case, by=by, edition=plan.edition)
    with at(began + timedelta(days=4)):
        actions.approve_plan(case=case, by=staff["ketua"], edition=plan.edition)


def lines(staff: Mapping[str, User], began: date, wanted: Sequence[Wanted]) -> dict[str, str]:
    words = {"aim": "Anak belajar di kelasnya seperti semua temannya."}
    for key, goal, service, whom, days in wanted:
        body = None if whom in staff else Agency.objects.active().of_kind(whom).order_by("pk").first()
        who = f"a:{body.pk}" if body else f"u:{staff[whom].pk}"
        day = (began + timedelta(days=days)).isoformat()
        words |= {f"goal_{key}": goal, f"service_{key}": service, f"who_{key}": who, f"day_{key}": day}
    return words


def watched(case: Case, by: User, began: datetime, *days: int) -> None:
    for day in days:
        with at(began + timedelta(days=day)):
            cases.write_sheet(case=case, by=by, safe="yes", at_school="yes", state="Tenang, mau bercerita.")


def walked(staff: Mapping[str, User], began: datetime) -> None:
    by, ketua = staff["divisi_pengaduan"], staff["ketua"]
    case = opened(
        staff, BOY, began, risk="high", summary="Anak berkursi roda tidak dapat masuk kelasnya; akta belum ada."
    )
    planned(case, staff, began, FIRST, BOYS)
    watched(case, by, began, 6, 9)
    for days, key, words in (
        (10, "kelas", "Kelas dipindah ke lantai bawah mulai minggu ini."),
        (16, "akta", "Akta terbit; petugas Disdukcapil datang ke rumah."),
        (22, "sehat", "Kursi roda baru diterima dan disetel."),
    ):
        with at(began + timedelta(days=days)):
            carried(case, key, words, by)
    with at(began + timedelta(days=17)):
        actions.review(case=case, by=ketua, verdict="continue", words="Butir pertama selesai; tunggu alat bantu.")
    watched(case, by, began, 16, 23, 29)
    with at(began + timedelta(days=30)):
        actions.review(case=case, by=ketua, verdict="close", words="Semua butir terlaksana, anak bersekolah.")
        cases.write_sheet(case=case, by=by, safe="yes", at_school="yes", healthy="yes", state="Masuk kelas sendiri.")
        cases.propose_closure(
            case=case, reason="reintegrasi", note="Kelas, akta, dan kursi roda ada. Wali kelas yang menemani.", by=by
        )
    with at(began + timedelta(days=31)):
        cases.countersign_closure(case=case, by=ketua)
    with at(began + timedelta(days=60)):
        actions.check_in(
            case=case, by=by, kind="after_care_1m", on=timezone.localdate(), result="reached",
            whom="Anak dan nenek, kunjungan ke rumah.", safe="yes", at_school="yes", healthy="yes",
            words="Sekarang aku yang membuka pintu kelas.", following="Kabar bulan ketiga lewat wali kelas.",
        )  # fmt: skip


def waiting(staff: Mapping[str, User], began: datetime) -> None:
    by = staff["divisi_pengaduan"]
    case = opened(
        staff, GIRL, began, risk="high", summary="Anak tuli; sekolah meminta juru bahasa dan tidak ada yang menanggung."
    )
    planned(case, staff, began, SECOND, GIRLS)
    watched(case, by, began, 6, 11, 17)
    with at(began + timedelta(days=12)):
        carried(case, "kelas", "Rapat pertama; sekolah mencari juru bahasa isyarat.", by, outcome="given")


def carried(case: Case, key: str, words: str, by: User, outcome: str = "done") -> None:
    item = PlanItem.objects.select_related("plan", "agency", "officer").get(case=case, key=key)
    item.case = case
    share_cipher(case, item)
    actions.note_service(item=item, by=by, on=timezone.localdate(), outcome=outcome, words=words)
