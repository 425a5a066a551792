"""Running numbers: letters, case files, complaints. One row per series, office and year."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, models, transaction

from suar.core.documents import numbers
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.core.ledger.recording import Recording


class Series(LedgeredModel):
    """The last number given. Taken inside the action that needs it, under a row lock, so no number is given twice."""

    name = models.CharField(max_length=40)
    office = models.CharField(max_length=20)
    period = models.CharField(max_length=8)
    last = models.PositiveIntegerField(default=0)

    objects = LedgeredQuerySet["Series"].as_manager()

    ledger_fields = {1: ("id", "version", "name", "office", "period", "last")}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "office", "period"], name="documents_series_once")]


def next_number(name: str, *, entry: Recording, office: str, period: str, count: int = 1) -> int:
    """The first of `count` new numbers of a series, taken within the recording of the action that needs them: a number
    given past the program is found, and a rollback leaves no gap."""
    series = _locked(name, office, period)
    if series is None:
        try:
            with transaction.atomic():
                entry.add(Series(name=name, office=office, period=period, last=count))
            return 1
        except IntegrityError:  # another process has just begun it
            series = _locked(name, office, period)
            if series is None:
                raise
    first = series.last + 1
    series.last += count
    entry.change(series)
    return first


def next_letter_number(pattern: str, *, entry: Recording, office: str, on: dt.date, classification: str) -> str:
    """The next number of an office's letters, by the pattern that it chose, taken as `next_number` takes it.

    Raises `PatternError` for a pattern that makes no number."""
    parsed = numbers.parse(pattern)
    count = next_number("letter", entry=entry, office=office, period=parsed.period(on))
    texts = {"klasifikasi": classification, "unit": office.upper()}
    return numbers.render(parsed, n=count, on=on, **{name: texts[name] for name in parsed.texts})


def _locked(name: str, office: str, period: str) -> Series | None:
    return Series.objects.select_for_update().filter(name=name, office=office, period=period).first()
