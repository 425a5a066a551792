"""The choices of this room, and its dated tables: ages, bases, fields. Each table says how certain it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suar.casework.duties.words import english

RULES = Path(__file__).parent / "rules"


class Giver(TextChoices):
    """Who spoke. An officer speaks where nobody could be asked."""

    CHILD = "child", pgettext_lazy("persetujuan", "anak")
    CAREGIVER = "caregiver", _("pengasuh")
    ADULT = "adult", _("orang dewasa lain yang dipercaya anak")
    OFFICER = "officer", _("petugas: tidak ditanyakan")


class Whose(TextChoices):
    """Whose consent it is, whoever speaks for them."""

    CHILD = "child", pgettext_lazy("persetujuan", "anak")
    CAREGIVER = "caregiver", _("pengasuh")


class Form(TextChoices):
    WRITTEN = "written", _("tertulis")
    MARK = "mark", _("tanda atau cap jempol")
    ORAL = "oral", _("lisan")
    NONE = "none", _("tidak ditanyakan")


class Answer(TextChoices):
    YES = "yes", _("setuju")
    NO = "no", _("tidak setuju")


class Purpose(TextChoices):
    """What for. The press is no purpose: nobody is asked for it."""

    SERVICES = "services", _("layanan bagi anak")
    REFERRAL = "referral", _("rujukan: lembaga lain melanjutkan")
    WATCHING = "watching", _("pemantauan bersama")
    REPORTING = "reporting", _("pelaporan tanpa identitas")
    KEEPING = "keeping", _("menyimpan berkas di komisi")


GOES_OUT = (Purpose.SERVICES, Purpose.REFERRAL, Purpose.WATCHING, Purpose.REPORTING)


class Way(TextChoices):
    """How a package left the house."""

    COURIER = "courier", _("diantar langsung")
    MEETING = "meeting", _("diserahkan dalam pertemuan")
    POST = "post", _("amplop tertutup lewat pos")
    OFFICIAL = "official", _("saluran resmi lembaga")


class Verdict(TextChoices):
    JUSTIFIED = "justified", _("beralasan")
    NOT = "not", _("tidak beralasan")


@dataclass(frozen=True, slots=True)
class Words:
    """A text of a table in both languages."""

    indonesian: str
    in_english: str

    @property
    def shown(self) -> str:
        return self.in_english if english() else self.indonesian


@dataclass(frozen=True, slots=True)
class Field:
    code: str
    words: Words
    typed: bool = False
    least: bool = False
    identifies: bool = False

    @property
    def label(self) -> str:
        return self.words.shown


@dataclass(frozen=True, slots=True)
class Basis:
    """`of`: whose consent it may be about; empty for what danger allows. `below`: only of a child younger than
    that. `to`: the kinds of bodies to which it lets go. `over_no`: it sets a caregiver's own no aside."""

    code: str
    words: Words
    basis: str
    certainty: str
    of: frozenset[str] = frozenset()
    below: int | None = None
    to: frozenset[str] = frozenset()
    over_no: bool = False

    @property
    def label(self) -> str:
        return self.words.shown


@dataclass(frozen=True, slots=True)
class Expected:
    of: str
    form: str


@dataclass(frozen=True, slots=True)
class Band:
    """From this age in years and below that, whose consent is expected in which form."""

    first: int
    below: int
    expected: tuple[Expected, ...]
    words: Words

    @property
    def note(self) -> str:
        return self.words.shown


@dataclass(frozen=True, slots=True)
class Ages:
    id: str
    certainty: str
    source: str
    bands: tuple[Band, ...]
    unknown: Band
    adult: Band


def _in_force(name: str, day: date) -> dict[str, Any]:
    known = sorted(_tables(name), key=lambda table: table["effective_from"])
    return next((table for table in reversed(known) if table["effective_from"] <= day), known[0])


@cache
def _tables(name: str) -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(path.read_text(encoding="utf-8")) for path in RULES.glob(f"{name}-*.yaml"))


def ages_on(day: date) -> Ages:
    table = _in_force("ages", day)
    bands = tuple(_band(row) for row in table["bands"])
    ends = (_band(table["unknown_age"]), _band(table["adult"]))
    return Ages(str(table["id"]), str(table["certainty"]), str(table["source"]), bands, *ends)


def _band(row: Mapping[str, Any]) -> Band:
    expected = tuple(Expected(str(one["of"]), str(one["form"])) for one in row["expected"])
    return Band(int(row.get("from", 0)), int(row.get("until", 0)), expected, _words(row, "note"))


def fields_on(day: date) -> dict[str, Field]:
    """Every field that can go out, in its order."""
    rows = _in_force("fields", day)["fields"]
    return {row["code"]: _field(row) for row in rows}


def _field(row: Mapping[str, Any]) -> Field:
    flags = {name: bool(row.get(name, False)) for name in ("least", "identifies")}
    return Field(str(row["code"]), _words(row, "label"), typed=row["from"] == "typed", **flags)


def reasons_on(day: date) -> dict[str, Basis]:
    """Why somebody was not asked."""
    return _bases("not_sought", day)


def aside_on(day: date) -> frozenset[str]:
    """Reasons for which a caregiver is not asked although it said no."""
    return frozenset(code for code, reason in reasons_on(day).items() if reason.over_no)


def dangers_on(day: date) -> dict[str, Basis]:
    """What lets the least go out without agreement and consent."""
    return _bases("danger", day)


def _bases(part: str, day: date) -> dict[str, Basis]:
    return {row["code"]: _basis(row) for row in _in_force("bases", day)[part]}


def _basis(row: Mapping[str, Any]) -> Basis:
    whom: dict[str, Any] = {"of": frozenset(row.get("of", ())), "below": row.get("below")}
    whom |= {"to": frozenset(row.get("to", ())), "over_no": bool(row.get("over_no", False))}
    return Basis(str(row["code"]), _words(row, "label"), str(row["basis"]), str(row["certainty"]), **whom)


def _words(row: Mapping[str, Any], name: str) -> Words:
    return Words(str(row[name]), str(row[f"{name}_en"]))


def label_of_field(code: str, day: date) -> str:
    known = fields_on(day)
    return known[code].label if code in known else code


CERTAINTY = {"sourced": _("bersumber"), "verify": _("perlu dicek"), "house": _("aturan komisi")}
