"""Numbers of official letters by a pattern that an office chooses: `{klasifikasi}/{urut:03d}/{unit}/{tahun}`.

Only the pattern lives here, without a database: which fields it uses, when its counter starts anew, the number itself.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _

from suar.core.errors import DomainError

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
COUNTER = "urut"
DATES = ("tahun", "bulan", "bulan_romawi", "tanggal")
TEXTS = ("klasifikasi", "unit")
MAX_LENGTH = 80

_WIDTH = re.compile(r"0([1-6])d?")
_FIELD = re.compile(r"\{([^{}]*)\}")
_TEXT_VALUE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .\-]*[A-Za-z0-9])?")


class PatternError(DomainError):
    """The pattern, or a value for it, cannot make a number; the message says what to change."""


class Reset(Enum):
    """When counting starts again at 1."""

    NEVER = "never"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A valid pattern: literal texts and fields in order."""

    source: str
    parts: tuple[str | Field, ...]

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(part.name for part in self.parts if isinstance(part, Field))

    @property
    def texts(self) -> frozenset[str]:
        """The fields that the caller must give: of `klasifikasi` and `unit`, those used."""
        return self.fields & set(TEXTS)

    @property
    def resets(self) -> Reset:
        """Yearly if the year is printed: only then is a number that starts again at 1 still unique.

        The month never resets it: letters are counted through the year.
        """
        return Reset.YEARLY if "tahun" in self.fields else Reset.NEVER

    def period(self, on: dt.date) -> str:
        """The key under which the counter runs on that day: the year, or the empty text if it never starts again."""
        return f"{on.year:04d}" if self.resets is Reset.YEARLY else ""


def _split(source: str) -> tuple[str | Field, ...]:
    parts: list[str | Field] = []
    end = 0
    for match in _FIELD.finditer(source):
        if literal := source[end : match.start()]:
            parts.append(literal)
        parts.append(_field(match[1]))
        end = match.end()
    if literal := source[end:]:
        parts.append(literal)
    return tuple(parts)


def _field(text: str) -> Field:
    name, colon, width = text.partition(":")
    if name not in (COUNTER, *DATES, *TEXTS):
        known = ", ".join(f"{{{known}}}" for known in (COUNTER, *TEXTS, *DATES))
        raise PatternError(
            _("Bagian {%(name)s} tidak dikenal. Yang dapat dipakai: %(known)s.") % {"name": name, "known": known}
        )
    if not colon:
        return Field(name)
    shape = _WIDTH.fullmatch(width)
    if shape is None or name != COUNTER:
        raise PatternError(
            _("Lebar hanya untuk {urut}, misalnya {urut:03d}; {%(text)s} tidak dapat dipakai.") % {"text": text}
        )
    return Field(name, int(shape[1]))


def _check(source: str, parts: tuple[str | Field, ...]) -> None:
    names = [part.name for part in parts if isinstance(part, Field)]
    if names.count(COUNTER) != 1:
        raise PatternError(_("Pola harus memuat {urut} tepat satu kali."))
    literals = "".join(part for part in parts if isinstance(part, str))
    if "{" in literals or "}" in literals:
        raise PatternError(_("Kurung kurawal tidak berpasangan dalam pola."))
    if not literals.isprintable() or source != source.strip():
        raise PatternError(_("Pola hanya boleh memuat huruf, angka, dan tanda baca, tanpa spasi di tepi."))
    for left, right in zip(parts, parts[1:], strict=False):
        if isinstance(left, Field) and isinstance(right, Field):
            # "1" + "12" and "11" + "2" would be one number.
            raise PatternError(
                _("Pisahkan {%(left)s} dan {%(right)s}, misalnya dengan garis miring.")
                % {"left": left.name, "right": right.name}
            )


def parse(source: str) -> Pattern:
    """The pattern, checked. Raises `PatternError` that names what is wrong, in the reader's language.

    Fields: `{urut}` (the counter, exactly once, may be `{urut:03d}`), `{tahun}`, `{bulan}` (01 to 12),
    `{bulan_romawi}`, `{tanggal}` (01 to 31), `{klasifikasi}`, `{unit}`. No two fields may touch.
    """
    if not source.strip():
        raise PatternError(_("Pola nomor surat masih kosong."))
    if len(source) > MAX_LENGTH:
        raise PatternError(_("Pola terlalu panjang: paling banyak %(most)d huruf.") % {"most": MAX_LENGTH})
    parts = _split(source)
    _check(source, parts)
    return Pattern(source, parts)


def _text(name: str, value: str) -> str:
    if not _TEXT_VALUE.fullmatch(value):
        raise PatternError(
            _("Isi {%(name)s} harus huruf, angka, titik, spasi, atau tanda hubung; bukan “%(value)s”.")
            % {"name": name, "value": value}
        )
    return value


def render(pattern: Pattern | str, *, n: int, on: dt.date, **texts: str) -> str:
    """The letter number for counter `n` (from 1) on a day. `texts` gives `klasifikasi` and `unit` where they are used.

    Raises `PatternError` for a pattern or value that makes no number, `ValueError` for a counter below 1.
    """
    if n < 1:
        raise ValueError("Letter numbers count from 1")
    checked = parse(pattern) if isinstance(pattern, str) else pattern
    for name in sorted(checked.texts - texts.keys()):
        raise PatternError(_("Nomor surat memerlukan isi untuk {%(name)s}.") % {"name": name})
    values = {name: _text(name, texts[name]) for name in checked.texts}
    values |= {
        "tahun": f"{on.year:04d}",
        "bulan": f"{on.month:02d}",
        "bulan_romawi": ROMAN[on.month - 1],
        "tanggal": f"{on.day:02d}",
    }
    return "".join(
        part if isinstance(part, str) else f"{n:0{part.width}d}" if part.name == COUNTER else values[part.name]
        for part in checked.parts
    )
