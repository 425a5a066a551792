"""The kinds of duty the commission knows: what each is called, which rule gives its limit, who owes it to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from suar.casework.duties.models import ASK, Duty
from suar.registry.accounts.permissions import Permission

To = Duty.OwedTo
RISKS = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class DutyKind:
    """`rule` may hold `{risk}`; None means that whoever starts the duty names rule or date. `own_end`: an act of
    another room ends it, never a press on the page of the duty; where `or_reason` it may also be cancelled there, with
    the reason. `in_words`: a press on its page says how it was done. `needs`: what whoever ends it must be allowed;
    nobody else is given it."""

    code: str
    label: str | Promise
    rule: str | None
    owed_by: Literal["us", "agency"]
    owed_to: str
    own_end: bool = False
    or_reason: bool = False
    in_words: bool = False
    needs: Permission | None = None


_ALL = [
    DutyKind("read_complaint", _("Baca pengaduan"), "house.complaint.first_read", "us", To.REPORTER),
    DutyKind(
        "triage_complaint",
        _("Telaah pengaduan"),
        "house.complaint.triage",
        "us",
        To.REPORTER,
        own_end=True,
        needs=Permission.COMPLAINT_TRIAGE,
    ),
    DutyKind("answer_reporter", _("Jawab pelapor"), "house.complaint.answer", "us", To.REPORTER),
    DutyKind("answer_message", _("Jawab pesan pelapor"), "house.message.answer", "us", To.REPORTER),
    DutyKind("reply_unread", _("Jangkau pelapor, jawaban belum dibuka"), "house.reply.unread", "us", To.REPORTER),
    DutyKind(
        "handover",
        _("Serahkan laporan ke UPTD PPA atau polisi"),
        "house.report.handover",
        "us",
        To.CHILD,
        in_words=True,
    ),
    DutyKind(
        "acknowledge_handover", _("Benarkan penerimaan laporan"), "house.handover.acknowledge", "agency", To.COMMISSION
    ),
    DutyKind("see_child", _("Temui anak"), "house.see_child.{risk}", "us", To.CHILD, in_words=True),
    DutyKind("plan", _("Susun rencana penanganan"), "house.plan.{risk}", "us", To.CHILD),
    DutyKind("monitor", _("Isi lembar pantau"), "house.monitoring.{risk}", "us", To.CHILD),
    DutyKind("assess_needs", _("Nilai kebutuhan anak lagi"), "house.assessment.{risk}", "us", To.CHILD, own_end=True),
    DutyKind(
        "supervisor_review",
        _("Tinjau bersama atasan"),
        "house.supervisor_review.{risk}",
        "us",
        To.CHILD,
        own_end=True,
        needs=Permission.CASE_CLOSE,
    ),
    DutyKind("plan_step", _("Laksanakan butir rencana"), None, "us", To.CHILD, own_end=True),
    DutyKind("plan_service", _("Layanan menurut rencana penanganan"), None, "agency", To.CHILD),
    DutyKind(
        "lead_see_child", _("Temui anak, sebagai yang memimpin"), "house.lead_see_child.{risk}", "agency", To.CHILD
    ),
    DutyKind(
        "lead_plan", _("Susun rencana penanganan, sebagai yang memimpin"), "house.lead_plan.{risk}", "agency", To.CHILD
    ),
    DutyKind(
        "event_72h",
        _("Antar ke layanan kesehatan hari ini: kejadian dalam 72 jam"),
        "house.triage.last_event_within_72_hours",
        "us",
        To.CHILD,
        in_words=True,
    ),
    DutyKind(
        "pregnancy_care",
        _("Hubungkan dengan layanan kehamilan hari ini"),
        "house.triage.pregnancy",
        "us",
        To.CHILD,
        in_words=True,
    ),
    DutyKind(
        "suicide_safety",
        _("Dampingi hari ini: anak memikirkan kematian"),
        "house.triage.thoughts_of_dying",
        "us",
        To.CHILD,
        in_words=True,
    ),
    DutyKind(
        "picture_threat",
        _("Lindungi akun dan minta penghapusan hari ini: ada ancaman menyebarkan gambar"),
        "house.triage.threat_to_spread_pictures",
        "us",
        To.CHILD,
        in_words=True,
    ),
    DutyKind("review_imported", _("Tinjau baris register yang masih terbuka"), "house.review.imported", "us", To.CHILD),
    DutyKind("review_child_role", _("Tinjau kedudukan anak di register"), "house.review.imported", "us", To.CHILD),
    DutyKind("agency_answer", _("Jawab permintaan komisi"), "house.agency.answer", "agency", To.COMMISSION),
    DutyKind(
        "reach_agency",
        _("Jangkau lembaga dengan jalan lain: berkas ditahan dari semua orangnya"),
        "house.agency.reach",
        "us",
        To.CHILD,
    ),  # fmt: skip
    DutyKind("legal_step", _("Langkah hukum"), None, "agency", To.CHILD),
    DutyKind("legal_watch", _("Jaga batas hukum"), None, "us", To.CHILD),
    DutyKind(ASK, _("Tanyakan tanggalnya"), "house.event_date.ask", "us", To.CHILD),
    DutyKind("after_care_1m", _("Kabar pertama sesudah penutupan"), "house.aftercare.first", "us", To.CHILD),
    DutyKind("after_care_3m", _("Kabar kedua sesudah penutupan"), "house.aftercare.second", "us", To.CHILD),
    DutyKind("after_care_6m", _("Kabar ketiga sesudah penutupan"), "house.aftercare.third", "us", To.CHILD),
    DutyKind(
        "reopen_unsafe",
        _("Buka lagi berkas: anak belum aman"),
        "house.aftercare.unsafe",
        "us",
        To.CHILD,
        own_end=True,
        or_reason=True,
        needs=Permission.CASE_CLOSE,
    ),
    DutyKind(
        "glass_review",
        _("Nilai pembukaan darurat berkas ini"),
        "house.glass.review",
        "us",
        To.CHILD,
        own_end=True,
        needs=Permission.SAFEGUARD_VIEW,
    ),
    DutyKind(
        "material_call",
        _("Telepon unit PPA atau siber: ada materi masuk"),
        "house.material.call",
        "us",
        To.CHILD,
        own_end=True,
    ),
    DutyKind(
        "material_receipt",
        _("Minta tanda terima polisi: materi masuk"),
        "house.material.receipt",
        "us",
        To.CHILD,
        own_end=True,
    ),
    DutyKind(
        "disposition", _("Kerjakan disposisi surat masuk"), "house.mail.disposition", "us", To.COMMISSION, own_end=True
    ),
    DutyKind("rights_access", _("Jawab permintaan melihat data anak"), "pdp.access", "us", To.CHILD, own_end=True),
    DutyKind(
        "rights_correction", _("Jawab permintaan memperbaiki data anak"), "pdp.correct", "us", To.CHILD, own_end=True
    ),
    DutyKind("rights_withdrawal", _("Jawab penarikan persetujuan"), "pdp.withdraw", "us", To.CHILD, own_end=True),
    DutyKind(
        "conference_minutes",
        _("Tulis dan tandatangani notulen konferensi kasus"),
        "house.conference.minutes",
        "us",
        To.CHILD,
        own_end=True,
    ),
    DutyKind("conference_decision", _("Laksanakan keputusan konferensi kasus"), None, "us", To.CHILD),
    DutyKind(
        "best_interests_review",
        _("Tinjau lagi keputusan kepentingan terbaik anak"),
        "house.best_interests.review",
        "us",
        To.CHILD,
    ),
    DutyKind("accompany", _("Dampingi anak"), None, "us", To.CHILD),
    DutyKind(
        "call_back",
        _("Telepon balik: panggilan tak terjawab"),
        "house.contact.call_back",
        "us",
        To.REPORTER,
        own_end=True,
    ),
    DutyKind(
        "referral_receipt",
        _("Benarkan penerimaan rujukan"),
        "house.referral.receipt",
        "agency",
        To.COMMISSION,
        own_end=True,
    ),
    DutyKind("referral_ask", _("Tanyakan jawaban rujukan"), "house.referral.ask", "us", To.CHILD, own_end=True),
    DutyKind(
        "share_review",
        _("Tinjau: keterangan keluar tanpa kesepakatan"),
        "house.share.review",
        "us",
        To.CHILD,
        own_end=True,
    ),
    DutyKind(
        "withdrawal_tell",
        _("Beri tahu penerima: persetujuan dicabut"),
        "house.consent.tell",
        "us",
        To.CHILD,
        own_end=True,
    ),
    DutyKind("consent_renew", _("Tanyakan lagi persetujuan yang akan berakhir"), None, "us", To.CHILD),
    DutyKind("supervise", _("Adakan supervisi yang disepakati"), None, "us", To.COMMISSION),
    DutyKind("receive_key_sheet", _("Terima lembar kunci dari yang purnatugas"), None, "us", To.COMMISSION),
    DutyKind("other", _("Kewajiban lain"), None, "us", To.CHILD),
]

KINDS: dict[str, DutyKind] = {kind.code: kind for kind in _ALL}


def label_of(code: str) -> str:
    """The Indonesian name of a kind; an unknown code names itself."""
    return str(KINDS[code].label) if code in KINDS else code


def ends_alone(code: str) -> bool:
    """Whether only an act of another room ends a duty of this kind."""
    return code in KINDS and KINDS[code].own_end


def may_be_dropped(code: str) -> bool:
    """Whether a duty of this kind may be cancelled by hand, with the reason."""
    return code not in KINDS or not KINDS[code].own_end or KINDS[code].or_reason


def ends_in_words(code: str) -> bool:
    """Whether whoever ends a duty of this kind by hand writes how it was done."""
    return code in KINDS and KINDS[code].in_words


def needed_for(code: str) -> Permission | None:
    """What whoever ends a duty of this kind must be allowed, beyond working on duties."""
    return KINDS[code].needs if code in KINDS else None


# Kinds that do not go to everybody who works on duties.
NEEDING = frozenset(kind.code for kind in _ALL if kind.needs)


def kind_for(rule_id: str, *, of_agency: bool) -> str:
    """The kind of a duty started from a rule: the house's own kind for it, else a step or a limit of law."""
    house, _, last = rule_id.rpartition(".")
    wanted = {rule_id, f"{house}.{{risk}}"} if last in RISKS else {rule_id}
    by_hand = (kind for kind in _ALL if kind.code != ASK and not kind.own_end)
    for kind in by_hand:
        if kind.rule in wanted and (kind.owed_by == "agency" or not of_agency):
            return kind.code
    if rule_id.startswith("house."):
        return "agency_answer" if of_agency else "other"
    return "legal_step" if of_agency else "legal_watch"
