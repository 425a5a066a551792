"""What the invented office may share: an agreement that is signed and one that is not, children who agreed in their own
ways, one who took it back, referrals in every state, and one that danger let go this morning."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.cases.perms import get_case
from suar.casework.sharing import actions
from suar.casework.sharing.models import Consent, Referral
from suar.config.demo.clock import at
from suar.registry.accounts.models import Office, User
from suar.registry.agencies.models import Agency, Kind

NEEDED = 5  # files that the story is told of
TERMS = {
    "services": [
        "initials", "sex", "birth_year", "district", "risk", "chronology", "services", "condition", "health",
    ],
    "watching": ["initials", "risk", "safety"],
    "reporting": ["sex", "birth_year", "district", "cluster"],
}  # fmt: skip
MONTHS = {"services": 12, "watching": 6, "reporting": 24}
TO = {"name": "Ibu Wulan Contoh", "role": "Kepala seksi layanan", "line": "0800-555-0144"}
FIELDS = ["initials", "sex", "birth_year", "chronology", "services", "condition"]
TYPED = {
    "chronology": "Anak ditemukan bersama orang dewasa yang mengatur pekerjaannya; malam itu didampingi petugas.",
    "services": "Didampingi komisi dua kali, diperiksa di Puskesmas.",
    "condition": "Tenang, tidur cukup, ingin kembali bersekolah.",
}
AIM = "Pendampingan psikologis, sekurang-kurangnya empat pertemuan."


def share(office: Office, staff: Mapping[str, User]) -> None:
    """Told of the first open files that the office itself holds."""
    bodies = {kind: Agency.objects.active().of_kind(kind).order_by("pk").first() for kind in (Kind.UPTD, Kind.HEALTH)}
    uptd, hospital = bodies[Kind.UPTD], bodies[Kind.HEALTH]
    open_ones = Case.objects.filter(office=office, batch=None, status="open").order_by("number")
    if uptd is None or hospital is None or open_ones.count() < NEEDED:
        return
    by = staff["divisi_pengaduan"]
    with at(timezone.now() - timedelta(days=60)):
        agree(office, staff, uptd)
        draw_up(office, hospital, by)
    files = [get_case(by, pk) for pk in open_ones.values_list("pk", flat=True)[:NEEDED]]
    accepted(files[0], by, uptd)
    taken_back(files[1], by, uptd)
    waiting(files[2], by, uptd)
    outside(files[3], by, hospital)
    in_danger(files[4], staff, uptd)


def agree(office: Office, staff: Mapping[str, User], body: Agency) -> None:
    agreement = draw_up(office, body, staff["divisi_pengaduan"])
    actions.sign(agreement=agreement, by=staff["ketua"], reason="Rujukan ke UPTD PPA berjalan setiap minggu.")


def draw_up(office: Office, body: Agency, by: User) -> Any:
    facts: dict[str, Any] = {"contact": "Ibu Wulan Contoh, kepala seksi layanan", "basis": "Nota kesepahaman 01/CONTOH"}
    day = timezone.localdate()
    return actions.draw_up(
        office=office, agency=body, by=by, terms=TERMS, months=MONTHS, valid_from=day,
        valid_until=day + timedelta(days=730), **facts,
    )  # fmt: skip


def agreed(case: Case, by: User, body: Agency, words: dict[str, Any], form: str = "written", **more: Any) -> Consent:
    """The child, and the caregiver, whatever the age: nobody has to look up which of them is expected."""
    day = timezone.localdate()
    facts: dict[str, Any] = {"given_on": day, "purposes": ["services", "keeping"], "agencies": [body], **more}
    nobody: dict[str, Any] = {
        "whose": "caregiver",
        "giver": "officer",
        "form": "none",
        "reason": "caregiver_implicated",
    }
    actions.give(case=case, by=by, answer="yes", words={"note": "Pengasuh diduga terlibat."}, **nobody, **facts)
    return actions.give(
        case=case, by=by, whose="child", giver="child", answer="yes", form=form, words=words, **facts
    )  # fmt: skip


def drafted(case: Case, by: User, body: Agency, fields: list[str]) -> Referral:
    typed = {code: text for code, text in TYPED.items() if code in fields}
    return actions.draft(
        case=case, by=by, agency=body, purpose="services", fields=fields, to=TO, aim=AIM, typed=typed,
        contact=f"{by.name}, {case.office.name}",
    )  # fmt: skip


def accepted(case: Case, by: User, body: Agency) -> None:
    """A child who signs with a mark, in sign language; its referral is being carried out."""
    with at(timezone.now() - timedelta(days=20)):
        words = {"language": "isyarat, dengan juru bahasa", "capacity": "Mengulang dengan gambar apa yang disetujui."}
        agreed(case, by, body, words, form="mark")
        referral = actions.send(referral=drafted(case, by, body, FIELDS), by=by, how="courier")
    with at(timezone.now() - timedelta(days=19)):
        actions.receive(referral=referral, by=by, receipt_number="B/117/CONTOH", received_by="Ibu Wulan Contoh")
    with at(timezone.now() - timedelta(days=17)):
        actions.answer(referral=referral, by=by, accepted=True, words="Pertemuan pertama pekan depan.")


def taken_back(case: Case, by: User, body: Agency) -> None:
    """Withdrawn after something went: the receiver is still to be told."""
    with at(timezone.now() - timedelta(days=9)):
        consent = agreed(case, by, body, {"language": "Melayu Pontianak", "aloud": True})
        actions.send(referral=drafted(case, by, body, FIELDS), by=by, how="meeting")
    with at(timezone.now() - timedelta(hours=5)):
        day: date = timezone.localdate()
        actions.withdraw(consent=consent, by=by, on=day, who="Anak", why="Takut tetangga di kantor itu tahu.")


def waiting(case: Case, by: User, body: Agency) -> None:
    """May go, and a consent that ends soon; what is kept from somebody."""
    with at(timezone.now() - timedelta(days=2)):
        kept = {"who": "ayah", "fields": ["address", "school"], "why": "Ia mencari anak ini."}
        until = timezone.localdate() + timedelta(days=21)
        agreed(case, by, body, {"language": "Dayak Kanayatn"}, expires_on=until, kept=kept)
        drafted(case, by, body, FIELDS)


def outside(case: Case, by: User, body: Agency) -> None:
    """Without an agreement that is signed: it waits."""
    with at(timezone.now() - timedelta(days=1)):
        drafted(case, by, body, [*FIELDS, "address"])


def in_danger(case: Case, staff: Mapping[str, User], body: Agency) -> None:
    """Went this morning; the Wakil owes the review."""
    by = staff["divisi_pengaduan"]
    with at(timezone.now() - timedelta(hours=3)):
        referral = drafted(case, by, body, ["initials", "sex", "birth_year", "district", "chronology", "condition"])
        actions.send(
            referral=referral, by=by, how="meeting", danger="danger", reviewer=staff["wakil"],
            why="Anak diancam malam ini; tempat aman tidak dapat menunggu.",
        )  # fmt: skip
