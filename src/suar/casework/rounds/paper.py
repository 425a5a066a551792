"""A weekly list as words and as a paper: made once, frozen. Always Indonesian; a child stands in it by the number of
its file, and nothing that was typed about a child is in it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from typing import Any

from django.utils import translation

from suar.casework.duties import rows
from suar.casework.duties.models import Duty
from suar.casework.rounds import codes, rules
from suar.casework.rounds.models import WeeklyList
from suar.core.clocks.calendars import WIB
from suar.core.documents import indonesian, typeset

TEMPLATE = files(__package__) / "papers" / "weekly.typ"
PICTURE = "kode.svg"


def freeze(weekly: WeeklyList, duties: Sequence[Duty], now: datetime, *, more: int = 0) -> None:
    """Its words and bytes, not saved yet. `more`: how many the body owes beside those that have a line."""
    words = written(weekly, duties, now) | {"sisa": more, "lain": left_over(more)}
    content = typeset.pdf(TEMPLATE, words, at=now, images={PICTURE: codes.picture(weekly.code)})
    weekly.frozen = words
    weekly.sha256 = hashlib.sha256(content).hexdigest()
    weekly.content = base64.b64encode(content).decode("ascii")


def pdf(weekly: WeeklyList) -> bytes:
    """Byte for byte as it was made."""
    return base64.b64decode(str(weekly.content))


def written(weekly: WeeklyList, duties: Sequence[Duty], now: datetime) -> dict[str, Any]:
    """Every word of the paper."""
    with translation.override("id"):
        head = [str(line) for line in weekly.office.letterhead] or [weekly.office.name]
        return {
            "lembaga": head[1] if len(head) > 2 else head[0],
            "alamat": ", ".join(head[2:] if len(head) > 2 else head[1:]),
            "judul": "Daftar kewajiban mingguan",
            "nomor": weekly.number,
            "kode": codes.grouped(weekly.code),
            "minggu": indonesian.plain_date(weekly.week_of, "id"),
            "tanggal": indonesian.plain_date(now.astimezone(WIB).date(), "id"),
            "kepada": [str(weekly.recipient), weekly.agency.name, *([weekly.line] if weekly.line else [])],
            "baris": [line(n, duty, now) for n, duty in enumerate(duties, 1)],
            "petugas": weekly.by.name,
        }


def left_over(more: int) -> str:
    """What the paper says of what has no line on it."""
    if not more:
        return ""
    return (
        f"Masih ada {more} kewajiban lain yang belum termuat di lembar ini: tenggatnya lebih kemudian. Semuanya ada di "
        "halaman lembaga Anda, bila lembaga Anda punya akun; bila tidak, tanyakan kepada petugas yang menyusun."
    )


def line(n: int, duty: Duty, now: datetime) -> dict[str, str]:
    """One row. On a limit that nobody checked against the text, no body is called late."""
    late = 0 if duty.in_doubt else rules.days_late(duty.due_at, now)
    return {
        "nomor": str(n),
        "berkas": duty.reference or "-",
        "uraian": rows.kind_title(duty),
        "tempo": indonesian.plain_date(duty.due_at.astimezone(WIB).date(), "id") if duty.due_at else "-",
        "lewat": f"{late} hari" if late else "-",
    }


def message(weekly: WeeklyList) -> str:
    """The same as a text to be sent from the office's own telephone: numbers only, no name of a child."""
    words: dict[str, Any] = dict(weekly.frozen or {})
    head = f"{words['lembaga']}: daftar kewajiban mingguan {words['nomor']}, {words['tanggal']}"
    to = f"Yth. {', '.join(words['kepada'][:2])}"
    foot = "Mohon balas dengan nomor baris: dipenuhi, sebagian, atau ditolak. Jangan menulis nama anak di sini."
    last = [*([words["lain"]] if words["lain"] else []), foot]
    return "\n".join([head, to, "", *(_as_text(row) for row in words["baris"]), "", *last])


def _as_text(row: dict[str, str]) -> str:
    late = f"lewat {row['lewat']}" if row["lewat"] != "-" else ""
    due = f"tempo {row['tempo']}" if row["tempo"] != "-" else ""
    told = ", ".join(part for part in (due, late) if part)
    return f"{row['nomor']}. {row['berkas']}: {row['uraian']}" + (f" ({told})" if told else "")
