"""Files of the invented office that another body leads: a boy whom UPTD PPA looks after and of whom there is news, a
girl of whom there has been none for too long, and a boy who came back to the commission."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.leading import actions
from suar.config.demo.clock import at
from suar.registry.accounts.models import Office, User
from suar.registry.agencies.models import Agency, Kind

CONTACT = "Kepala seksi tindak lanjut (contoh), 0800-555-0120"
AGREED = "Disepakati dalam rapat: pendampingan sudah berjalan di sana."


@dataclass(frozen=True, slots=True)
class Told:
    name: str
    sex: str
    born: str
    cluster: str
    summary: str
    circumstances: tuple[tuple[str, list[str]], ...]


DIMAS = Told(
    "Dimas Misal", "L", "2012-03-09", "trafficking", "Anak ditemukan bekerja di tempat hiburan; bahasa isyarat.",
    (("disability", ["hearing"]), ("document", ["birth_certificate", "nik"]), ("schooling", ["stopped"])),
)  # fmt: skip
MELATI = Told(
    "Melati Rekaan", "P", "2010-08-21", "trafficking", "Anak dijanjikan pekerjaan di kota lain dan berhasil pulang.",
    (("living", ["kin"]), ("schooling", ["irregular"])),
)  # fmt: skip
YOSEP = Told(
    "Yosep Contoh", "L", "2011-11-02", "abh", "Keluarga meminta pendampingan saat anak diperiksa sebagai saksi.",
    (("living", ["mother"]), ("schooling", ["attends"])),
)  # fmt: skip


def follow_three(office: Office, staff: Mapping[str, User]) -> None:
    now, by = timezone.now(), staff["divisi_pengaduan"]
    uptd, police = (Agency.objects.active().of_kind(kind).order_by("pk")[0] for kind in (Kind.UPTD, Kind.POLICE))
    watched(opened(office, by, DIMAS, now - timedelta(days=15)), uptd, police, staff, now)
    silent(opened(office, by, MELATI, now - timedelta(days=26)), uptd, by, now)
    back(opened(office, by, YOSEP, now - timedelta(days=20)), uptd, by, now)


def opened(office: Office, by: User, told: Told, on: datetime) -> Case:
    with at(on):
        child = children.register(office=office, by=by, name=told.name, sex=told.sex, birth_date=told.born)
        for sort, codes in told.circumstances:
            children.note(child=child, sort=sort, codes=codes, source="family", by=by)
        case = cases.open_case(
            child=child, office=office, by=by, kind="non", cluster=told.cluster, channel="referral",
            region_code="61.71", child_role="victim", summary=told.summary, officer=by,
        )  # fmt: skip
        cases.assess_risk(case=case, answers={"controlled": "yes"}, by=by)
    return case


def watched(case: Case, uptd: Agency, police: Agency, staff: Mapping[str, User], now: datetime) -> None:
    """News each week; talked to once by the police and once more for a reason; numbers of two systems."""
    by, other = staff["divisi_pengaduan"], staff["divisi_pemantauan"]
    with at(now - timedelta(days=13)):
        actions.name_lead(case=case, agency=uptd, why=AGREED, contact=CONTACT, by=by)
        actions.note_number(case=case, system="police", number="LP/B/1204/CONTOH/2026", by=by)
    with at(now - timedelta(days=11)):
        told(case, other, seen_days=1, plan=False, step="Juru bahasa isyarat untuk pertemuan berikut", safe="yes")
        talk(case, police, by, purpose="police", words="Mau, asal ada juru bahasa.")
    with at(now - timedelta(days=6)):
        actions.note_number(case=case, system="simfoni", number="SP-CONTOH-2026-0418", by=other)
    with at(now - timedelta(days=4)):
        told(case, other, seen_days=2, plan=True, step="Pemeriksaan psikologis di RSUD", safe="yes", obstacle="law")
        talk(
            case, uptd, other, purpose="psychology", words="Ingin ditemani kakaknya.", reason="care",
            reason_words="Pemeriksaan psikologis belum pernah dilakukan; berita acara polisi tidak memuatnya.",
        )  # fmt: skip


def silent(case: Case, uptd: Agency, by: User, now: datetime) -> None:
    """Nothing was heard for longer than the risk allows: every answer is amber."""
    with at(now - timedelta(days=24)):
        actions.name_lead(case=case, agency=uptd, why=AGREED, contact=CONTACT, by=by)
    with at(now - timedelta(days=19)):
        told(case, by, seen_days=3, plan=False, step="Mencari tempat pemulihan", safe="unknown", obstacle="place")


def back(case: Case, uptd: Agency, by: User, now: datetime) -> None:
    """The body led for some days; then the commission took the file back, and owes again what it owed."""
    with at(now - timedelta(days=18)):
        actions.name_lead(case=case, agency=uptd, why=AGREED, contact=CONTACT, by=by)
    with at(now - timedelta(days=3)):
        actions.name_lead(case=case, agency=None, why="Anak pindah ke kecamatan lain; komisi yang terdekat.", by=by)


def told(case: Case, by: User, *, seen_days: int, plan: bool, step: str, safe: str, obstacle: str = "") -> None:
    today = timezone.localdate()
    sheet = {"on": today, "safe": safe, **({f"obstacle_{obstacle}": True} if obstacle else {})}
    actions.watch(
        case=case, by=by, how="phone", told_by="Kepala seksi (contoh)", seen_by="lead",
        seen_who="Pekerja sosial (contoh)", seen_on=today - timedelta(days=seen_days),
        plan="made" if plan else "none", plan_on=today if plan else None,
        next_step=step, next_step_on=timezone.localdate() + timedelta(days=6), sheet=sheet,
    )  # fmt: skip


def talk(
    case: Case, body: Agency, by: User, *, purpose: str, words: str, reason: str = "", reason_words: str = ""
) -> None:
    actions.note_interview(
        case=case, by=by, on=timezone.localdate(), body=body, purpose=purpose, present=["companion", "social_worker"],
        wish="wants", wish_words=words, arrangement="Pagi, ruang ramah anak, dengan juru bahasa isyarat",
        reason=reason, reason_words=reason_words,
    )  # fmt: skip
