"""The words of one letter as plain data, from its rows: the same fields for the page, the PDF and the DOCX.

Always Indonesian. A child stands in it by the number of its file; nothing that was typed about a child is in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import translation

from suar.casework.duties import rows
from suar.casework.duties.books import book_of
from suar.casework.duties.limits import limit
from suar.casework.duties.models import Duty
from suar.casework.letters import rules
from suar.casework.letters.models import Letter
from suar.core.clocks.calendars import WIB
from suar.core.clocks.wording import length
from suar.core.documents import indonesian
from suar.registry.accounts.models import Role, User

UNNUMBERED = "(diberikan saat terbit)"
DRAFT = "USULAN"


def answer_by(at: datetime, office_id: int) -> datetime:
    """By when an answer to a letter of that moment is wanted, by the rule of the house."""
    return limit(rules.ANSWER_RULE, at, office_id=office_id).due_at


def answer_within(office_id: int, on: date) -> str:
    """The length of that limit on a day, in words."""
    return length(book_of(office_id, on=on).get(rules.ANSWER_RULE, on=on).limit)


def written(letter: Letter, duties: Sequence[Duty], now: datetime) -> dict[str, Any]:
    """Every field of the letter as it would be issued at that moment."""
    with translation.override("id"):
        head = [str(line) for line in letter.office.letterhead] or [letter.office.name]
        closing = [words.strip() for words in str(letter.closing).split("\n\n") if words.strip()]
        return {
            "instansi": head[0] if len(head) > 2 else "",
            "lembaga": head[1] if len(head) > 2 else head[0],
            "alamat": ", ".join(head[2:] if len(head) > 2 else head[1:]),
            "nomor": letter.number or UNNUMBERED,
            "sifat": rules.NATURE[letter.kind],
            "lampiran": "-",
            "hal": rules.TITLE[letter.kind],
            "tempat": letter.office.city,
            "tanggal": indonesian.plain_date(now.astimezone(WIB).date(), "id"),
            "kepada": to_whom(letter),
            "isi": rules.opening(letter.kind, letter.agency.name, reminder(letter)),
            "kewajiban": [line(n, duty, now) for n, duty in enumerate(duties, 1)],
            "penutup": [rules.wanted_within(answer_within(letter.office_id, now.astimezone(WIB).date())), *closing],
            "jabatan": title_of(letter.signer) if letter.signer else "",
            "nama": letter.signer.name if letter.signer else "",
            "tembusan": [f"Pimpinan {letter.agency.name}"] if letter.to_id != letter.agency_id else [],
        }


def to_whom(letter: Letter) -> list[str]:
    attention = [f"u.p. {letter.line}"] if letter.line else []
    return [letter.addressee, *attention, *([letter.to.address] if letter.to.address else [])]


def reminder(letter: Letter) -> str:
    """The letter that was not answered: "nomor 012/KPPAD-KB/XI/2026 tanggal 3 November 2026"."""
    if letter.follows is None or letter.follows.dated is None:
        return ""
    return f"nomor {letter.follows.number} tanggal {indonesian.plain_date(letter.follows.dated, 'id')}"


def line(n: int, duty: Duty, now: datetime) -> dict[str, str]:
    """One row of the table. A duty without a due moment is in no letter."""
    if duty.due_at is None:
        raise ValueError("A duty without a due moment is not late.")
    return {
        "nomor": str(n),
        "berkas": duty.reference or "-",
        "uraian": rows.kind_title(duty),
        "dasar": rows.basis(duty) or "-",
        "tempo": indonesian.plain_date(duty.due_at.astimezone(WIB).date(), "id"),
        "lewat": rules.overdue(duty.due_at, now),
    }


def title_of(user: User) -> str:
    """As a letter names the office that its signer holds."""
    return str(Role(user.role).label) if user.role else ""


def sample(kind: str) -> dict[str, Any]:
    """A letter about nobody: what an uploaded template is tried with."""
    line_of_nobody = {"nomor": "1", "berkas": "2026-0000", "uraian": "-", "dasar": "-", "tempo": "-", "lewat": "-"}
    return {
        **dict.fromkeys("instansi lembaga alamat nomor lampiran tempat tanggal jabatan nama".split(), "-"),
        "sifat": rules.NATURE[kind],
        "hal": rules.TITLE[kind],
        "kepada": ["-"],
        "isi": ["-"],
        "kewajiban": [line_of_nobody],
        "penutup": ["-"],
        "tembusan": ["-"],
    }
