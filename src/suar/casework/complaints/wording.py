"""A complaint in words: who speaks, how to reach them without danger, what was answered, what was done. Plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from suar.casework.cases import clusters
from suar.casework.cases import rules as case_rules
from suar.casework.children.rules import birth_words, initials
from suar.casework.complaints import rules
from suar.casework.complaints.models import About, Channel, Complaint, Status
from suar.casework.intake import answers as codes
from suar.registry.agencies import helplines
from suar.registry.regions.reference import name_of


def title_of(complaint: Complaint) -> str:
    """Who speaks, in three words: "Teman melapor", "Keluarga datang langsung", "Temuan kelompok"."""
    if complaint.channel == Channel.FINDING:
        return _("Temuan kelompok") if complaint.finding_id else _("Temuan")
    if complaint.channel == Channel.REFERRAL:
        return _("Rujukan lembaga")
    who = {
        About.SELF: _("Anak sendiri"),
        About.FRIEND: _("Teman"),
        About.FAMILY: _("Keluarga"),
        About.OTHER: _("Warga"),
    }.get(About(complaint.about), _("Seseorang")) if complaint.about else _("Seseorang")  # fmt: skip
    if complaint.channel == Channel.VISIT:
        return _("%(who)s datang langsung") % {"who": who}
    if complaint.channel == Channel.FORM:
        return _("%(who)s melapor") % {"who": who}
    return _("%(who)s lewat %(channel)s") % {"who": who, "channel": complaint.get_channel_display()}


def badge_of(complaint: Complaint) -> tuple[str, str]:
    """The one word beside the title and its tone: what happens now before what the risk is."""
    if complaint.urgent and complaint.status in {Status.NEW, Status.READ}:
        return _("sedang terjadi"), "red"
    if complaint.status == Status.NEW:
        return _("belum dibaca"), "amber"
    if complaint.risk == "high":
        return _("risiko tinggi"), "red"
    return "", ""


@dataclass(frozen=True, slots=True)
class Contact:
    """May whoever filed be reached, and how. `answer` is the short word, `tone` its colour."""

    answer: str
    tone: str
    lines: tuple[str, ...]
    avoid: str = ""


def contact_of(complaint: Complaint) -> Contact:
    """Where nobody asked, the answer is *not yet asked*, which nobody may read as a yes. Numbers only by their end."""
    reporter, answers = complaint.reporter or {}, complaint.answers or {}
    lines = _ways(complaint, reporter)
    avoid = ""
    if (knows := answers.get("friend_knows")) in {"knows_not", "not"}:
        avoid = codes.in_words("friend_knows", knows)
    elif knows:
        lines.append(codes.in_words("friend_knows", knows))
    if reporter.get("secret") == rules.YES:
        lines.append(_("Minta namanya dirahasiakan."))
    if complaint.can_be_answered:
        return Contact(_("Lewat kode, di halaman ini."), "", tuple(lines), avoid)
    may = reporter.get("may_call", rules.YES if reporter.get("contact") == codes.PHONE else rules.UNKNOWN)
    answer, tone = {
        rules.YES: (_("Boleh ditelepon."), ""),
        rules.NO: (_("Jangan dihubungi."), "red"),
    }.get(may, (_("Belum ditanyakan."), "amber"))
    return Contact(answer, tone, tuple(lines), avoid)


def _ways(complaint: Complaint, reporter: dict[str, Any]) -> list[str]:
    """What must be known before anybody dials."""
    lines = []
    if complaint.can_be_answered:
        lines.append(_("Isi balasan baru tampil setelah pemegang kode bilang sedang sendirian."))
    if phone := str(reporter.get("phone") or ""):
        lines.append(_("Telepon %(number)s") % {"number": rules.number_of(phone)})
    if who := reporter.get("phone_answers"):
        lines.append(_("Yang boleh mengangkat: %(who)s") % {"who": who})
    if hours := reporter.get("phone_hours"):
        lines.append(_("Jam yang aman: %(hours)s") % {"hours": hours})
    if cover := reporter.get("cover_name"):
        lines.append(_("Sebut diri: %(name)s") % {"name": cover})
    return lines


Pairs = list[tuple[Any, Any]]


def answers_of(complaint: Complaint) -> Pairs:
    """The form's questions with the words that the person saw; the story and the ways of contact stand apart."""
    elsewhere = {"story", "contact", "phone", "phone_answers", "phone_hours", "cover_name", "name"}
    given = {name: value for name, value in (complaint.answers or {}).items() if name not in elsewhere}
    return list(codes.labelled(given))


def desk_notes_of(complaint: Complaint) -> Pairs:
    """What the desk wrote down besides the story: the person reported, by initials until somebody presses; pointers to
    evidence, reports, the wish."""
    desk = (complaint.answers or {}).get("desk", {})
    name = str(desk.get("reported_name") or "")
    reported = [initials(name) if name else "", desk.get("reported_relation")]
    pairs = [
        (_("Bersama anak ketika melapor"), desk.get("with_whom", "")),
        (_("Terlapor"), ", ".join(str(part) for part in reported if part)),
        (_("Nomor lembar kertas"), desk.get("paper", "")),
        (_("Nomor laporan polisi"), desk.get("police_report", "")),
        (_("Petunjuk bukti"), desk.get("evidence", "")),
        (_("Sudah dilaporkan ke"), desk.get("already", "")),
        (_("Harapan pelapor"), desk.get("wish", "")),
    ]
    return [(name, value) for name, value in pairs if value]


def _born(details: Mapping[str, Any]) -> str:
    said = birth_words(str(details.get("birth_date") or ""))
    return _("%(date)s (perkiraan)") % {"date": said} if said and details.get("birth_estimated") else said


def child_of(complaint: Complaint) -> Pairs:
    """What is known of the child, without the name."""
    details = complaint.child_details or {}
    sex = {"P": _("perempuan"), "L": _("laki-laki")}.get(str(details.get("sex")), "")
    nik = str(details.get("nik") or "")
    pairs = [
        (_("Jenis kelamin"), sex),
        (_("Usia"), _("%(n)s tahun") % {"n": details["age"]} if details.get("age") not in {None, ""} else ""),
        (_("Tanggal lahir"), _born(details)),
        (_("NIK"), f"•••• {nik[-4:]}" if nik else ""),
        (_("Sekolah"), details.get("school", "")),
        (_("Alamat"), details.get("address", "")),
        (_("Tempat kejadian atau akun"), complaint.place),
        (_("Kabupaten/kota"), name_of(complaint.region_code)),
        (_("Kedudukan anak"), complaint.get_child_role_display() if complaint.child_role != "unknown" else ""),
    ]
    return [(name, value) for name, value in pairs if value]


@dataclass(frozen=True, slots=True)
class Review:
    """What triage found, ready to be read."""

    remit: str
    cluster: str
    questions: Pairs
    level: str
    tone: str
    known: tuple[str, ...]
    open: tuple[str, ...]
    """Reasons that are known, and what nobody knows yet."""
    instrument: str
    waits: bool
    """A lower level was found and waits for a second person."""


def review_of(complaint: Complaint) -> Review | None:
    """None before the first triage."""
    found = complaint.triage or {}
    if "questions" not in found:
        return None
    tool = case_rules.instrument(code=found.get("instrument", ""))
    reasons = tool.read_reasons(found.get("reasons"))
    remit = {True: _("ya"), False: _("tidak"), None: _("perlu data")}[complaint.in_remit]
    return Review(
        remit=remit,
        cluster=clusters.told(complaint.cluster),
        questions=[
            (question.text, rules.ANSWERS.get(found["questions"].get(question.code, ""), _("tidak tahu")))
            for question in rules.QUESTIONS
        ],
        level=str(complaint.get_risk_display()),
        tone={"high": "red", "medium": "amber", "low": "green"}.get(complaint.risk, ""),
        known=tuple(str(reason) for reason in reasons if reason.answer == rules.YES),
        open=tuple(str(reason.question.reason) for reason in reasons if reason.answer != rules.YES),
        instrument=f"{tool.title}. {tool.note}",
        waits=found.get("level") not in {complaint.risk, "unknown", None},
    )


def closing_of(complaint: Complaint) -> str:
    """Why it is closed, in one sentence; empty for what is not."""
    why = str((complaint.triage or {}).get("why") or "")
    if complaint.status == Status.NOISE:
        return _("Bukan pengaduan: %(why)s.") % {"why": rules.NOISE.get(complaint.noise, complaint.noise)}
    if complaint.status == Status.DUPLICATE:
        return _("Sama dengan pengaduan lain.")
    if complaint.status == Status.OUT_OF_REMIT:
        directed = str((complaint.triage or {}).get("directed") or "")
        nowhere = _("Tidak ada lembaga yang tepat.") if (complaint.triage or {}).get("nowhere") else ""
        return " ".join(filter(None, [_("Di luar kewenangan. %(why)s") % {"why": why}, directed, nowhere]))
    if complaint.status == Status.WITHDRAWN:
        return _("Dicabut pelapor. %(why)s") % {"why": why}
    if complaint.status == Status.UNFOUNDED:
        return _("Dugaan tidak terbukti. %(why)s") % {"why": why}
    return ""


def proposed_of(complaint: Complaint) -> str:
    """What one person proposed and a second has to read; empty where nothing waits so."""
    if complaint.status != Status.READ or complaint.unfounded_by is None:
        return ""
    why = str((complaint.triage or {}).get("why") or "")
    words = {"name": complaint.unfounded_by.name, "why": why}
    return _("%(name)s mengusulkan: dugaan tidak terbukti. %(why)s") % words


# What a reply may begin with: it harms nobody who reads over a shoulder. Children here read Indonesian, whatever
# language the desk has.
BEGINNINGS = {
    "terima": "Terima kasih sudah bercerita. Kami sudah membacanya. Ini bukan salahmu.",
    "aman": (
        "Apakah keadaannya aman sekarang? Bila tidak, telepon {police_number} atau SAPA {sapa_number}. "
        "Tidak perlu menunggu kami."
    ).format(**helplines.numbers()),
    "tanya": "Supaya kami bisa membantu, tolong jawab bila aman: di kabupaten atau kota mana? Kapan boleh dijawab?",
    "teruskan": "Kami harus memberi tahu UPTD atau polisi supaya anak terlindungi. Kami bilang dulu sebelum itu.",
    "selesai": "Kami masih di sini. Kapan pun perlu, tulis lagi di halaman ini dengan kode yang sama.",
}


def beginnings() -> list[tuple[str, str]]:
    """Code and label of each beginning."""
    labels = {
        "terima": _("sudah dibaca"),
        "aman": _("aman sekarang?"),
        "tanya": _("perlu tahu lagi"),
        "teruskan": _("harus diteruskan"),
        "selesai": _("kami masih di sini"),
    }
    return [(code, labels[code]) for code in BEGINNINGS]
