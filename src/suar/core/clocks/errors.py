"""Why a clock gives no answer. `str(error)` is English for the command line; `error.message` is for a page, in the
reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import cast

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from suar.core.errors import DomainError

Period = tuple[date, date | None]


class ClockError(DomainError):
    """Any reason why no due moment is given."""

    def __init__(self, reason: str, message: Promise) -> None:
        # A lazy text is a str to whoever shows it; turning it into one here would fix the language too early.
        super().__init__(cast("str", message))
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


class UnknownRule(ClockError):
    """No rule of this name in any rule file."""

    status = 404

    def __init__(self, rule_id: str) -> None:
        super().__init__(
            f"unknown rule {rule_id!r}; `clocks list` shows all",
            format_lazy(_("Aturan {rule} tidak dikenal."), rule=rule_id),
        )
        self.rule_id = rule_id


class RuleNotInForce(ClockError):
    """The rule exists, but no version of it was in force on the date."""

    def __init__(self, rule_id: str, on: date, periods: Sequence[Period]) -> None:
        spans = ", ".join(f"{begins} to {ends or 'now'}" for begins, ends in periods)
        super().__init__(
            f"rule {rule_id!r} is not in force on {on} (in force {spans}); `on` chooses the date whose law applies",
            format_lazy(_("Aturan {rule} tidak berlaku pada {date}."), rule=rule_id, date=on.isoformat()),
        )
        self.rule_id = rule_id
        self.on = on


class PauseEndsBeforeItBegins(ClockError):
    """A pause is [from, to]; `to` lies before `from`."""

    def __init__(self, begins: datetime, ends: datetime) -> None:
        super().__init__(
            f"pause ends before it begins: {begins.isoformat()} to {ends.isoformat()}",
            _("Jeda berakhir sebelum dimulai. Periksa tanggalnya."),
        )


class NaiveMoment(ClockError):
    """A moment without a zone: the engine does not guess."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(f"moment without zone: {moment.isoformat()}", _("Waktu tanpa zona waktu."))


class NoDueMoment(ClockError):
    """The rule is known, but gives no moment for this event."""

    def __init__(self, rule_id: str, reason: str) -> None:
        super().__init__(
            f"rule {rule_id!r} gives no due moment: {reason}",
            format_lazy(_("Aturan {rule} tidak memberi tenggat untuk kejadian ini."), rule=rule_id),
        )


class OutsideCalendar(ClockError):
    """The count leaves the years of the calendar of working days."""

    def __init__(self, day: date, first: date, last: date) -> None:
        super().__init__(
            f"working days counted from {day:%Y-%m-%d} leave the calendar ({first} to {last})",
            _("Di luar tahun-tahun kalender hari kerja."),
        )


class InvalidRule(ClockError):
    """A rule, or a file of rules, that contradicts itself. The text names file, rule and field."""

    status = 500

    def __init__(self, reason: str) -> None:
        super().__init__(reason, _("Berkas aturan tidak sah."))


class InvalidQuestion(ClockError):
    """A line asking for a due moment that cannot be read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, _("Pertanyaan tidak dapat dibaca."))
