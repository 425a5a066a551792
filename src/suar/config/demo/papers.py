"""Paper and post of the invented office: a pad from the week without power, and letters that came in this month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Channel
from suar.casework.letters.models import Letter
from suar.casework.mail import actions as mail
from suar.casework.mail.models import Incoming, Nature
from suar.casework.paper import actions as paper
from suar.casework.paper.models import Kind, Why
from suar.config.demo.clock import at
from suar.core.ledger.actors import WORKER
from suar.registry.accounts.models import Office, User
from suar.registry.agencies.models import Agency
from suar.registry.agencies.models import Kind as AgencyKind

PRINTED_DAYS, OUTAGE_DAYS = 24, 6
TYPED = timedelta(days=1, hours=4)


def write_and_receive(office: Office, staff: Mapping[str, User]) -> None:
    """Three pads, of which the first was used when the power was out; five letters in the agenda."""
    without_power(office, staff)
    post(office, staff)


def without_power(office: Office, staff: Mapping[str, User]) -> None:
    by, officer = staff["sekretariat"], staff["divisi_pengaduan"]
    now = timezone.now()
    with at(now - timedelta(days=PRINTED_DAYS)):
        intake = paper.print_pad(office=office, by=by, kind=Kind.INTAKE, count=10).sheets
        watch = paper.print_pad(office=office, by=by, kind=Kind.WATCH, count=6).sheets
        paper.print_pad(office=office, by=by, kind=Kind.VISIT, count=6)
    told, entered = now - timedelta(days=OUTAGE_DAYS), now - timedelta(days=OUTAGE_DAYS) + TYPED
    with at(entered):
        paper.enter_intake(sheet=intake[0], by=officer, at=told, facts=a_boy_without_papers())
        paper.enter_intake(sheet=intake[1], by=officer, at=told + timedelta(hours=2), facts=a_girl_who_does_not_hear())
        paper.close(sheet=intake[2], by=by, why=Why.DAMAGED)
    file = Case.objects.filter(office=office, batch=None, status="open").select_related("office", "child")
    opened = file.filter(opened_on__lt=(told - timedelta(days=1)).date()).order_by("number").first()
    if opened is not None:
        with at(entered):
            known: dict[str, Any] = {
                "safe": opened.safe_now,
                "at_school": "yes",
                "state": "Tenang, mulai sekolah lagi.",
            }
            paper.enter_watch(sheet=watch[0], case=opened, by=officer, at=told, facts=known)
    paper.lay_receipts(by=WORKER)


def a_boy_without_papers() -> dict[str, Any]:
    return {
        "channel": Channel.VISIT,
        "about": "other",
        "story": "Anak laki-laki ikut bekerja di kapal dan belum punya akta kelahiran. Ia ingin sekolah lagi.",
        "child_details": {"sex": "L", "age": 14},
        "reporter": {"name": "Ibu RT (contoh)", "phone": "0800-555-0177", "may_call": "yes"},
        "region_code": "61.72",
    }


def a_girl_who_does_not_hear() -> dict[str, Any]:
    return {
        "channel": Channel.VISIT,
        "about": "family",
        "story": "Anak tuli, di rumah tidak ada yang berbahasa isyarat. Ia takut pulang ke rumah pamannya.",
        "child_details": {"sex": "P", "age": 12},
        "reporter": {"name": "Bibi (contoh)", "relation": "bibi", "may_call": "no"},
        "region_code": "61.71",
    }


def post(office: Office, staff: Mapping[str, User]) -> None:
    by, ketua = staff["sekretariat"], staff["ketua"]
    social = Agency.objects.active().of_kind(AgencyKind.UPTD).order_by("pk").first()
    now = timezone.now()
    with at(now - timedelta(days=9)):
        asked = a_letter(
            office, by, "470/118/DS/2026", "Undangan rapat anak putus sekolah", agency=social, srikandi="SRK-26-004417"
        )
        mail.dispose(mail=asked, to=[staff["divisi_pemantauan"]], instruction="Hadiri dan catat hasilnya.", by=ketua)
    with at(now - timedelta(days=8)):
        asked = Incoming.objects.select_related("office").get(pk=asked.pk)
        mail.note_read(disposition=_own(asked), by=staff["divisi_pemantauan"])
        mail.finish(disposition=_own(asked), by=staff["divisi_pemantauan"], result="Hadir. Notulen di lemari 2.")
        mail.settle(mail=Incoming.objects.select_related("office").get(pk=asked.pk), by=by)
    with at(now - timedelta(days=3)):
        urgent = a_letter(
            office, by, "B/77/XI/2026", "Permintaan pendampingan pemeriksaan", agency=social, nature=Nature.URGENT
        )
        mail.dispose(mail=urgent, to=[staff["divisi_pengaduan"]], instruction="Hubungi hari ini.", by=ketua)
        sealed = a_letter(
            office, by, "R/05/2026", "Keterangan tambahan satu berkas", sender="RS (contoh)", nature=Nature.SECRET
        )
        file = Case.objects.filter(office=office, batch=None, status="open").select_related("office", "child")
        mail.belong(mail=sealed, by=by, source=file.order_by("-number").first())
    waiting = Letter.objects.waiting().filter(office=office).order_by("sent_at").select_related("office").first()
    with at(now - timedelta(hours=20)):
        a_letter(
            office, by, "045/12/DS/2026", "Warga menanyakan anak yang tidak bersekolah", sender="Kepala desa (contoh)"
        )
        if waiting is not None:
            a_letter(office, by, "331/909/2026", "Jawaban atas pengingat", agency=waiting.to, letter=waiting)


def a_letter(office: Office, by: User, number: str, about: str, **more: Any) -> Incoming:
    today = timezone.localdate()
    dated = today - timedelta(days=1)
    facts: dict[str, Any] = {
        "received_on": today, "agency": None, "sender": "", "outside_number": number, "dated": dated,
        "srikandi": "", "about": about, "nature": Nature.ORDINARY, "pages": 2, "lies": "Lemari 2, map surat masuk",
    }  # fmt: skip
    return mail.enter(office=office, by=by, **{**facts, **more})


def _own(incoming: Incoming) -> Any:
    row = incoming.dispositions.select_related("to").get()
    row.incoming = incoming
    return row
