"""What shared pages show of a child: plain data, the name never among it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from suar.casework.children import rules
from suar.casework.children.circumstances import SORTS, Sort, standing
from suar.casework.children.models import Child, Circumstance
from suar.core.vault.fields import unlock


@dataclass(frozen=True, slots=True)
class Contact:
    """May the child be reached, by whom and how. `answer` is the short word for a strip, `tone` its colour."""

    answer: str
    tone: str
    lines: tuple[str, ...]
    avoid: str
    wish: str
    asked: bool


def contact(child: Child) -> Contact:
    """Without a note the answer is *not yet asked*, which nobody may read as a yes."""
    note = rules.safe_contact(child.safe_contact)
    lines = [_("Jangan tinggalkan pesan.") if note["message"] == "never" else _("Boleh pesan netral, tanpa perkara.")]
    if note["may_call"] == "yes":
        if note["name_to_use"]:
            lines.insert(0, _("Pakai: %(name)s") % {"name": note["name_to_use"]})
        if note["hours"]:
            lines.insert(0, note["hours"])
        answer, tone = note["who"], ""
    elif note["may_call"] == "no":
        answer, tone = _("Jangan dihubungi."), "red"
    else:
        answer, tone = _("Belum ditanyakan."), "amber"
        lines = [_("Tanyakan dulu kepada anak, dengan aman.")]
    return Contact(answer, tone, tuple(lines), note["avoid"], note["wish"], note["may_call"] != "unknown")


def data(child: Child) -> list[tuple[Any, Any]]:
    """Pairs for the page of the child; a NIK shows its last four digits, and a number only where calling is safe."""
    note = rules.safe_contact(child.safe_contact)
    return [
        (_("Jenis kelamin"), child.get_sex_display()),
        (_("Tanggal lahir"), birth(child)),
        (_("NIK"), f"•••• {child.nik[-4:]}" if child.nik else _("belum ada")),
        (_("Telepon anak"), child.phone),
        (_("Nomor yang aman"), note["number"] if note["may_call"] == "yes" else ""),
        (_("Alamat"), child.address),
        (_("Orang tua/wali"), child.guardian),
        (_("Sekolah"), child.school),
    ]


def birth(child: Child) -> str:
    """The birth date in words; an estimated one says so."""
    words = rules.birth_words(child.birth_date)
    return _("%(date)s (perkiraan)") % {"date": words} if words and child.birth_estimated else words


@dataclass(frozen=True, slots=True)
class Section:
    """One sort of statement: what is so now, and what was or turned out wrong."""

    sort: str
    kind: Sort
    now: list[Circumstance]
    before: list[Circumstance]


def circumstances(child: Child) -> list[Section]:
    """Every sort, in the order of the catalogue, opened; one without a statement too."""
    rows = unlock(Circumstance.objects.about(child))
    found = []
    for sort, kind in SORTS.items():
        now = sorted(standing(rows, sort), key=lambda row: not row.primary)
        before = [row for row in rows if row.sort == sort and row not in now]
        found.append(Section(sort, kind, now, before))
    return found


def circumstances_now(child: Child) -> list[tuple[Any, str]]:
    """What is so now, a line a sort, for the page of the child. Sorts of which nothing is known are left out."""
    sections = [section for section in circumstances(child) if section.now]
    return [(section.kind.label, ", ".join(row.label for row in section.now)) for section in sections]
