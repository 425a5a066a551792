"""The *berita acara pemusnahan* as plain data and as PDF. Always Indonesian; files by number, no child by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from typing import Any

from django.utils import translation

from suar.casework.retention import rules
from suar.casework.retention.models import Act, Item, Kind, Why
from suar.core.clocks.calendars import WIB
from suar.core.documents import indonesian, typeset
from suar.registry.accounts.models import Role, User

TEMPLATE = files(__package__) / "templates" / "retention" / "act.typ"
MARKS = {
    rules.Certainty.SOURCED: "bersumber",
    rules.Certainty.UNVERIFIED: "belum diperiksa ahli hukum",
    rules.Certainty.HOUSE: "bukan ketentuan undang-undang",
}
DESTROYED = (
    "Yang dimusnahkan adalah kunci setiap berkas. Tanpa kunci itu isi berkas tidak dapat dibaca lagi oleh siapa pun, "
    "termasuk oleh komisi. Nomor berkas dan angka tanpa nama tetap tercatat untuk laporan."
)
AT_ONCE = "Dilaksanakan lewat perintah mesin tanpa masa tunggu; kedua nama disebutkan oleh operator."


def pdf(words: Mapping[str, Any], *, at: datetime) -> bytes:
    """The same words and moment give the same bytes. Raises TypesettingError."""
    return typeset.pdf(TEMPLATE, words, at=at)


def written(act: Act, items: Sequence[Item]) -> dict[str, Any]:
    """Every field of the paper of an act that is done: number, day and date are there."""
    if act.dated is None or act.unreadable_from is None:
        raise ValueError("An act that is not done has no paper.")
    with translation.override("id"):
        head = [str(line) for line in act.office.letterhead] or [act.office.name]
        return {
            "instansi": head[0] if len(head) > 2 else "",
            "lembaga": head[1] if len(head) > 2 else head[0],
            "alamat": ", ".join(head[2:] if len(head) > 2 else head[1:]),
            "nomor": act.number,
            "hari": indonesian.long_date(act.dated, "id"),
            "tempat": act.office.city,
            "tanggal": indonesian.plain_date(act.dated, "id"),
            "isi": [DESTROYED, *([AT_ONCE] if act.at_once else [])],
            "tidak_terbaca": indonesian.plain_date(act.unreadable_from, "id"),
            "dasar": [f"{basis.text} ({MARKS[basis.certainty]})" for basis in rules.schedule().bases],
            "berkas": [line(n, item) for n, item in enumerate(items, 1)],
            "golongan": [golongan(group) for group in groups_of(items)],
            "orang": persons(act),
        }


def line(n: int, item: Item) -> dict[str, str]:
    """One row of the list of what was destroyed."""
    ran_out = indonesian.plain_date(item.ran_out_on, "id") if item.ran_out_on else "-"
    return {
        "nomor": str(n),
        "berkas": item.reference,
        "jenis": str(Kind(item.kind).label),
        "golongan": group_of(item).name,
        "habis": ran_out,
        "alasan": str(Why(item.why).label),
    }


def group_of(item: Item) -> rules.Group:
    """The class in the version that counted when the file was proposed."""
    return rules.schedule().group(item.group, item.group_since)


def groups_of(items: Sequence[Item]) -> list[rules.Group]:
    return list(dict.fromkeys(group_of(item) for item in items))


def golongan(group: rules.Group) -> str:
    return f"{group.name}: {group.years} tahun. {group.basis} ({MARKS[group.certainty]})."


def persons(act: Act) -> list[dict[str, str]]:
    """Who did what and when; the operator at the machine has no name here."""
    done = [
        ("Menyusun", act.proposed_by, act.proposed_at),
        ("Menyetujui", act.approved_by, act.approved_at),
        ("Melaksanakan", act.started_by, act.started_at),
    ]
    return [
        {"peran": did, "nama": named(who), "waktu": indonesian.moment(at.astimezone(WIB), "id")}
        for did, who, at in done
        if at is not None
    ]


def named(user: User | None) -> str:
    if user is None:
        return "Operator mesin"
    return f"{user.name}, {Role(user.role).label}" if user.role else user.name
