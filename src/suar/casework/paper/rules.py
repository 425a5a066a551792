"""The number of a sheet and its check letter; what was typed of one. No database, no clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from suar.core.errors import DomainError

COUNT_RULE = "house.paper.count"
MOST = 100  # sheets in a pad: a place has at most three figures
# Without I, O and Q, which a hand writes like 1 and 0. A prime number of them, so that no wrong figure and no swap of
# neighbours gives the same letter.
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_TYPED = re.compile(r"(?:K\W*P\W*)?(\d{4})\W+(\d{1,4})\W+(\d{1,3})\W*([A-Z])?")
_LOOKALIKES = str.maketrans({"I": "1", "O": "0"})

# How somebody knows that the machine's clock ran ahead when a pad was printed. A code: nothing is told by it.
CLOCK_WAS_WRONG = {
    "seen": _("jam komputer waktu itu terlihat maju, lalu dibetulkan"),
    "other": _("kertas lain, buku tamu, atau telepon genggam menunjukkan waktu seperti di kertas ini"),
    "writer": _("yang menulis di kertas ini memastikan waktunya"),
}
ABOUT = timedelta(minutes=1)  # a paper tells no seconds


def is_before_print(at: datetime, printed: datetime) -> bool:
    """Whether the time on a sheet is before the one at which it was printed, as the machine told it."""
    return at < printed - ABOUT


@dataclass(frozen=True, slots=True)
class Number:
    """Year, pad of the year, place in the pad."""

    year: int
    pad: int
    place: int

    @property
    def of_pad(self) -> str:
        return f"KP-{self.year:04d}-{self.pad:04d}"

    @property
    def letter(self) -> str:
        figures = f"{self.year:04d}{self.pad:04d}{self.place:03d}"
        return LETTERS[sum(weight * int(figure) for weight, figure in enumerate(figures, start=2)) % len(LETTERS)]

    def __str__(self) -> str:
        return f"{self.of_pad}-{self.place:02d}-{self.letter}"


def parse(typed: str) -> Number:
    """The number as somebody typed or scanned it: small letters, spaces for dashes, without KP. Raises DomainError with
    what to look at again."""
    text = typed.strip().upper()
    found = _TYPED.fullmatch(text) or _TYPED.fullmatch(text[:-1].translate(_LOOKALIKES) + text[-1:])
    if found is None:
        raise DomainError(gettext("Nomor lembar berbentuk KP-2026-0007-12-T. Ketik seperti tercetak di sudut kertas."))
    number = Number(int(found[1]), int(found[2]), int(found[3]))
    if not found[4]:
        raise DomainError(gettext("Huruf di ujung nomor belum ada. Huruf itu menjaga dari salah ketik."))
    if found[4] != number.letter:
        raise DomainError(
            gettext("Ada angka atau huruf yang tidak pas dengan yang lain. Periksa lagi satu per satu, pelan-pelan.")
        )
    return number


def number_of_pad(pad: str, place: int) -> Number:
    """Of a sheet in a pad called `KP-2026-0007`."""
    _prefix, year, count = pad.split("-")
    return Number(int(year), int(count), place)
