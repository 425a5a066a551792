"""Whether a request may be granted: who asks, for what, and what the child wants. No database, no clock.

The default is *no* wherever granting may endanger somebody (UU 27/2022 art. 33): what is not known counts as danger."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from suar.casework.cases.rules import Words
from suar.casework.rights.models import Custody, Identity, Implicated, Kind, Relation, Wish
from suar.core.clocks.rules import Certainty

SPEAK_FOR_ANOTHER = frozenset({Relation.LAWYER, Relation.OTHER})
HERE = Path(__file__).parent / "rules"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a file that may be given. `read`: free text, to be read through before it goes."""

    code: str
    label: Words
    read: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """Why something is not given. `silent`: its answer does not say whether a file exists."""

    code: str
    label: Words
    basis: str
    certainty: Certainty
    silent: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What a decision looks at. `age` is the child's today, None where nobody knows it; `safe` is whether the child is
    known to be safe now. `kept_from`: it was asked to keep something from a person of this name, and nobody wrote why
    it is given all the same."""

    kind: str
    relation: str
    identity: str = Identity.NOT_SHOWN
    custody: str = Custody.NOT_SHOWN
    implicated: str = Implicated.UNKNOWN
    wish: str = Wish.NOT_ASKED
    safe: bool = False
    age: int | None = None
    kept_from: bool = False


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load((HERE / "rights-2026-11.yaml").read_text(encoding="utf-8"))
    return table


@cache
def sections() -> Mapping[str, Section]:
    return {
        code: Section(code, Words(row["label"], row["label_en"]), row["read"])
        for code, row in _table()["sections"].items()
    }


@cache
def grounds() -> Mapping[str, Ground]:
    return {
        code: Ground(
            code, Words(row["label"], row["label_en"]), row["basis"], Certainty(row["certainty"]), row["silent"]
        )
        for code, row in _table()["grounds"].items()
    }


def never() -> list[Words]:
    """What no package holds."""
    return [Words(row["label"], row["label_en"]) for row in _table()["never"]]


def is_of_the_home(sort: str, code: str) -> bool:
    """Whether this circumstance tells with whom the child lives, or points at somebody there."""
    codes = _table()["of_the_home"].get(sort)
    return codes is not None and (not codes or code in codes)


def child_asked_from() -> int:
    """Years of age from which the child's own *no* stops everybody else. A house rule."""
    return int(_table()["child_asked_from"])


def hindrances(asked: Asked) -> list[str]:
    """Why this may not be granted, each with what to do; nothing where it may be."""
    found = []
    if asked.implicated == Implicated.YES:
        found.append(
            _(
                "Peminta atau yang diwakilinya diduga terlibat dalam perkara anak ini. Permintaannya hanya dapat "
                "ditolak."
            )
        )
    elif asked.implicated == Implicated.UNKNOWN:
        found.append(
            _(
                "Belum diperiksa apakah peminta atau yang diwakilinya diduga terlibat. Periksa pengaduan dan catatan "
                "berkas dulu."
            )
        )
    if asked.identity == Identity.NOT_SHOWN:
        found.append(_("Jati diri peminta belum ditunjukkan. Minta ia menunjukkannya; jangan simpan salinannya."))
    if asked.relation == Relation.CHILD:
        return found
    if asked.relation == Relation.OTHER:
        found.append(_("Hanya anak, orang tua, wali, atau kuasanya yang dapat meminta."))
    if asked.custody != Custody.SHOWN:
        found.append(_("Hak atas anak belum jelas: akta, putusan, penetapan, atau surat kuasa belum ditunjukkan."))
    return [*found, *_of_the_child(asked)]


def _of_the_child(asked: Asked) -> list[str]:
    """What stands in the way on the child's side, where somebody else asks."""
    found = []
    if asked.kept_from:
        found.append(
            _(
                "Di berkas ada yang diminta ditahan dari orang bernama seperti peminta atau yang diwakilinya. Tulis di "
                "pemeriksaan mengapa ia tetap boleh mendapatnya, atau tolak."
            )
        )
    if asked.wish == Wish.REFUSES:
        found.append(_("Anak tidak mau. Keinginannya didahulukan."))
    elif asked.wish == Wish.TOO_YOUNG and (asked.age is None or asked.age >= child_asked_from()):
        found.append(_("Anak seusia ini dapat ditanyai. Tanyakan keinginannya dengan aman."))
    elif asked.wish == Wish.NOT_ASKED:
        found.append(_("Keinginan anak belum ditanyakan. Tanyakan dengan aman, tanpa kehadiran peminta."))
    if not asked.safe and asked.kind == Kind.ACCESS:
        found.append(
            _("Anak belum tercatat aman. Selama itu data tidak diberikan kepada siapa pun selain anak sendiri.")
        )
    return found


def missing_sections(kind: str, outcome: str, chosen: Collection[str], read_through: bool) -> str:
    """What is wrong with the choice of parts, in words; empty where nothing is."""
    if kind != Kind.ACCESS or outcome != "grant":
        return _("Bagian berkas hanya dipilih bila permintaan melihat data dikabulkan.") if chosen else ""
    if not chosen or not set(chosen) <= set(sections()):
        return _("Pilih bagian berkas yang diberikan, paling sedikit satu.")
    if any(sections()[code].read for code in chosen) and not read_through:
        return _("Bagian yang berisi tulisan bebas harus dibaca dulu: adakah data orang lain di dalamnya?")
    return ""


def is_clear(asked: Asked) -> bool:
    """Whether the asker is somebody who may hear that there is a file at all: known, entitled, and not implicated."""
    entitled = asked.relation == Relation.CHILD or (asked.relation != Relation.OTHER and asked.custody == Custody.SHOWN)
    return entitled and asked.identity != Identity.NOT_SHOWN and asked.implicated == Implicated.NO


def is_silent(codes: Collection[str]) -> bool:
    """Whether the answer may not say that a file exists."""
    return any(grounds()[code].silent for code in codes if code in grounds())
