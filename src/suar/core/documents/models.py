"""Running numbers: letters, case files, complaints. One row per series, office and year."""

from __future__ import annotations

import datetime as dt

from django.db import models

from suar.core.documents import numbers


class Series(models.Model):
    """The last number given. Taken inside the action that needs it, under a row lock, so no number is given twice."""

    name = models.CharField(max_length=40)
    office = models.CharField(max_length=20)
    period = models.CharField(max_length=8)
    last = models.PositiveIntegerField(default=0)

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "office", "period"], name="documents_series_once")]


def next_number(name: str, *, office: str, period: str, count: int = 1) -> int:
    """The first of `count` new numbers of a series. Call inside the action's transaction; a rollback leaves no gap."""
    Series.objects.get_or_create(name=name, office=office, period=period)
    series = Series.objects.select_for_update().get(name=name, office=office, period=period)
    first = series.last + 1
    series.last += count
    series.save(update_fields=["last"])
    return first


def next_letter_number(pattern: str, *, office: str, on: dt.date, classification: str) -> str:
    """The next number of an office's letters, by the pattern that it chose. Call inside the action's transaction.

    Raises `PatternError` for a pattern that makes no number."""
    parsed = numbers.parse(pattern)
    count = next_number("letter", office=office, period=parsed.period(on))
    texts = {"klasifikasi": classification, "unit": office.upper()}
    return numbers.render(parsed, n=count, on=on, **{name: texts[name] for name in parsed.texts})
