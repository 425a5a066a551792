"""Pure decisions of this room: what is no option, what a question lacks before its panel is asked, and whether those
who sit there may decide. No database, no clock."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from suar.casework.cases import clusters
from suar.casework.cases.rules import never_named
from suar.casework.dignity import blaming_words

PANEL = 3  # practice of best-interests procedures: three see what one overlooks; a house rule, no law
WAYS = 2  # one way is no choice
SHORT = 300  # letters: how a child is fits; what a child testified does not
MINUTES_RULE, REVIEW_RULE = "house.conference.minutes", "house.best_interests.review"
CLASSIFICATION = "UNDANGAN"
"""Stands where the office's pattern of letter numbers asks for a classification."""

SETTLED, MARRIED = "damai", "dinikahkan"


def no_option(text: str, cluster: str, category: str = "") -> str:
    """Why these words are no way for this child; empty where they may be one.

    A marriage never is. A settlement is none where a child was exploited: out-of-court settlement of sexual violence is
    barred by UU 12/2022 art. 23 (perlu dicek) and excluded from restorative justice by UU 20/2025 art. 82; the
    commission does not mediate there."""
    named = never_named(text)
    if MARRIED in named:
        return gettext(
            "Pernikahan bukan jalan bagi anak. Bila pihak lain menawarkannya, catat sebagai temuan di Catatan."
        )
    if SETTLED in named and clusters.is_exploitation(cluster, category):
        return gettext(
            "Mediasi atau perdamaian bukan pilihan bila anak dieksploitasi: perkaranya tidak diselesaikan di luar "
            "pengadilan. Bila pihak lain menawarkannya, catat sebagai temuan di Catatan."
        )
    return ""


def unfit_words(text: str) -> str:
    """Why a sentence about how the child is does not fit; empty where it does."""
    if len(text) > SHORT:
        return gettext("Tulis keadaan anak, bukan keterangannya: paling banyak %(n)d huruf.") % {"n": SHORT}
    if found := blaming_words(text):
        return gettext("Jangan tulis “%(word)s” tentang anak. Pakai kata yang netral.") % {"word": found[0]}
    return ""


@dataclass(frozen=True, slots=True)
class Question:
    """What stands on the sheet so far."""

    heard: bool | None
    options: int
    decided: bool
    reasons: bool
    review_on: date | None


def lacks(question: Question) -> list[str]:
    """What is missing before anybody can be asked for an opinion."""
    found = []
    if question.heard is None:
        found.append(gettext("pandangan anak, atau mengapa anak belum didengar"))
    if question.options < WAYS:
        found.append(gettext("paling sedikit dua pilihan, masing-masing dengan manfaat dan risikonya"))
    if not question.decided:
        found.append(gettext("keputusan yang diusulkan"))
    if not question.reasons:
        found.append(gettext("pertimbangannya"))
    if question.review_on is None:
        found.append(gettext("tanggal ditinjau lagi"))
    return found


@dataclass(frozen=True, slots=True)
class Seat:
    """One who sits on the panel. `line`: works on this file, or under whoever does. `barred`: the file is withheld from
    them. `agrees`: None while nothing was said to what is asked now."""

    called: str
    user: int | None = None
    line: bool = False
    barred: bool = False
    agrees: bool | None = None


def faults(seats: Sequence[Seat], *, chair: int, officer: int | None) -> list[str]:
    """Why those who sit there may not decide; empty where they may."""
    found = []
    if len(seats) < PANEL:
        found.append(gettext("Panel paling sedikit %(n)d orang; sekarang %(now)d.") % {"n": PANEL, "now": len(seats)})
    if chair not in {seat.user for seat in seats}:
        found.append(gettext("Ketua panel harus duduk di panel."))
    if chair == officer:
        found.append(gettext("Petugas berkas tidak memimpin panel tentang berkasnya sendiri. Pilih ketua lain."))
    if seats and all(seat.line for seat in seats):
        found.append(
            gettext(
                "Semua anggota mengerjakan berkas ini. Tambahkan paling sedikit satu orang yang bukan petugas berkas, "
                "bukan pengusul, dan tidak mengerjakan berkas ini."
            )
        )
    for seat in seats:
        if seat.barred:
            found.append(gettext("%(name)s tidak dapat ikut memutuskan. Keluarkan dari panel.") % {"name": seat.called})
    return found


def unheard(seats: Sequence[Seat]) -> list[str]:
    """Whose opinion is still missing: a decision does not pass over anybody's head."""
    return [seat.called for seat in seats if seat.agrees is None]


def is_outvoted(opinions: Collection[bool | None]) -> bool:
    """Whether not more agree than disagree."""
    said = [agrees for agrees in opinions if agrees is not None]
    return said.count(True) <= said.count(False)
