"""Who asked the invented office for data: two children for their own, a parent about a slip, one who may not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.rights import actions
from suar.casework.rights.models import SubjectRequest
from suar.config.demo.clock import at
from suar.registry.accounts.models import Office, User

FILES = 4  # the newest open ones that were not imported


def ask_for_data(office: Office, staff: Mapping[str, User]) -> None:
    """One is over, two are decided and not carried out yet, one waits for a second person."""
    found = Case.objects.filter(office=office, batch=None, status="open").select_related("child", "office")
    own, mended, refused, hers = list(found.order_by("-number")[:FILES])
    now = timezone.now()
    his_own(own, staff, now - timedelta(days=6))
    a_slip(mended, staff, now - timedelta(hours=30))
    not_for_him(refused, staff, now - timedelta(hours=20))
    her_own(hers, staff, now - timedelta(hours=9))


def asked(case: Case, staff: Mapping[str, User], **facts: Any) -> SubjectRequest:
    return actions.receive(case=case, by=staff["sekretariat"], **facts)


def his_own(case: Case, staff: Mapping[str, User], began: datetime) -> None:
    by = staff["sekretariat"]
    with at(began):
        request = asked(
            case, staff, kind="access", relation="child", channel="visit", name="Anak sendiri (contoh)",
            asks="Ingin tahu apa yang ditulis tentang sekolahnya.",
        )  # fmt: skip
        actions.check(
            request=request, by=by, identity="known", custody="not_needed", implicated="no", wish="agrees",
            why_not="Anak sendiri.", wish_words="Mau menyimpannya di rumah nenek.",
        )  # fmt: skip
    with at(began + timedelta(hours=4)):
        actions.propose(
            request=request, by=by, outcome="grant", sections=["identity", "course", "words"], read_through=True,
            why="Data tentang dirinya sendiri; tidak ada orang lain di dalamnya.",
        )  # fmt: skip
    with at(began + timedelta(hours=22)):
        actions.confirm(request=request, by=staff["wakil"])
    with at(began + timedelta(hours=25)):
        actions.carry_out(
            request=request, by=by, how="Paket dibuka bersama anak di kantor; kata kuncinya disampaikan lisan."
        )


def her_own(case: Case, staff: Mapping[str, User], began: datetime) -> None:
    by = staff["divisi_pengaduan"]
    with at(began):
        request = asked(
            case, staff, kind="access", relation="child", channel="phone", name="Anak sendiri (contoh)",
            contact="Datang besok bersama guru", asks="Ingin membawa catatan tentang dirinya ke sekolah baru.",
        )  # fmt: skip
        actions.check(
            request=request, by=by, identity="known", custody="not_needed", implicated="no", wish="agrees",
            why_not="Anak sendiri, dikenal petugas.",
        )  # fmt: skip
        actions.propose(
            request=request, by=by, outcome="grant", sections=["identity", "course"],
            why="Data tentang dirinya sendiri.",
        )  # fmt: skip
    with at(began + timedelta(hours=3)):
        actions.confirm(request=request, by=staff["ketua"])


def a_slip(case: Case, staff: Mapping[str, User], began: datetime) -> None:
    by = staff["divisi_pengaduan"]
    with at(began):
        request = asked(
            case, staff, kind="correction", relation="parent", channel="letter", name="Ibu Contoh Pemohon",
            contact="Datang lagi hari Jumat", asks="Tanggal lahir anak tertulis salah satu bulan.",
        )  # fmt: skip
        actions.check(
            request=request, by=by, identity="seen", custody="shown", implicated="no", wish="agrees",
            shown="Akta kelahiran dilihat asli.", why_not="Namanya tidak disebut di pengaduan mana pun.",
        )  # fmt: skip
        actions.propose(request=request, by=by, outcome="grant", why="Sesuai akta kelahiran.")
    with at(began + timedelta(hours=6)):
        actions.confirm(request=request, by=staff["ketua"])


def not_for_him(case: Case, staff: Mapping[str, User], began: datetime) -> None:
    by = staff["divisi_pengaduan"]
    with at(began):
        request = asked(
            case, staff, kind="access", relation="parent", channel="whatsapp", name="Bapak Contoh Pemohon",
            asks="Minta semua catatan dan alamat anak sekarang.",
        )  # fmt: skip
        actions.check(
            request=request, by=by, identity="not_shown", custody="not_shown", implicated="yes", wish="not_asked",
            why_not="Disebut anak dalam pengaduan; dugaan, belum diperiksa polisi.",
        )  # fmt: skip
    with at(began + timedelta(hours=2)):
        actions.propose(
            request=request, by=by, outcome="refuse", grounds=["endangers", "identity"],
            why="Anak berlindung dari rumah itu. Jawab dengan kalimat yang sama untuk setiap penolakan.",
        )  # fmt: skip
