"""What a letter says and when one is due: no database, no clock of its own."""

from __future__ import annotations

from datetime import datetime, timedelta

from suar.casework.duties.models import AT_ONCE
from suar.casework.letters.models import Kind
from suar.core.clocks.calendars import WIB

STRIP = "JWB/"  # before the letter's number in the code of its strip: whoever scans it sees what it is
ANSWER_RULE = "house.agency.answer"
"""How long an agency has to answer a letter; after it the superior is written to. A rule of the house, no law."""

CLASSIFICATION: dict[str, str] = {Kind.REMINDER: "PENGINGAT", Kind.ESCALATION: "ESKALASI"}
"""Stands where the office's pattern asks for a classification."""

NATURE: dict[str, str] = {Kind.REMINDER: "Rahasia, segera", Kind.ESCALATION: "Rahasia, sangat segera"}
TITLE: dict[str, str] = {
    Kind.REMINDER: "Pengingat kewajiban yang lewat tenggat",
    Kind.ESCALATION: "Permohonan tindak lanjut atas kewajiban yang lewat tenggat",
}
CLOSING: dict[str, str] = {
    Kind.REMINDER: "Bila sudah dipenuhi, mohon tanggal dan nomor suratnya, agar catatan kami dibetulkan. Bila ada "
    "halangan, mohon diberitahukan, agar kita mencari jalan bersama.",
    Kind.ESCALATION: "Mohon bantuan agar kewajiban tersebut dipenuhi, dan agar kami mendapat nama bagian yang "
    "menanganinya. Kami siap bertemu bila ada halangan.",
}
"""Proposed words, which whoever edits the letter may change. Always Indonesian: an official letter has one language."""


def may_be_written_about(due_at: datetime, unit: str, now: datetime) -> bool:
    """Whether a late duty belongs in a letter. One that is due at once gets its own day: that day is for the phone."""
    if unit not in AT_ONCE:
        return due_at < now
    return due_at.astimezone(WIB).date() < now.astimezone(WIB).date()


def overdue(due_at: datetime, now: datetime) -> str:
    """How long past, in whole days of 24 hours: "12 hari", "kurang dari 1 hari"."""
    days = (now - due_at) // timedelta(days=1)
    return f"{days} hari" if days > 0 else "kurang dari 1 hari"


def addressee(name: str) -> str:
    """As it is proposed: the head of the body. Whoever edits it names who is to read it."""
    return f"Pimpinan {name}"[:160]


def opening(kind: str, agency: str, reminder: str) -> list[str]:
    """The words before the table. `reminder` names the letter that was not answered."""
    late = f"Menurut catatan kami, kewajiban {agency} di bawah ini sudah lewat tenggat dan belum dipenuhi."
    named = "Anak disebut dengan nomor berkas; nama dan isi perkaranya tidak ditulis dalam surat ini."
    if kind == Kind.REMINDER:
        return [f"{late} {named}"]
    before = f" Surat pengingat kami {reminder} belum dijawab." if reminder else ""
    return [f"{late}{before} Karena itu kami menyampaikannya kepada Bapak/Ibu sebagai atasan. {named}"]


def wanted_within(length: str) -> str:
    """Counted from the sending, which nobody knows when the letter is written: so no date."""
    return (
        f"Jawaban tertulis kami tunggu dalam {length} sejak surat ini dikirim (aturan komisi, bukan batas "
        "undang-undang)."
    )
