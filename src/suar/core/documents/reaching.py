"""On which day something reached the office, as it is written down: it takes a running number of that day's year, of
which the number bears two digits."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.core.errors import DomainError

LONGEST = dt.timedelta(days=5 * 366)
"""Before it is written down. Of what is older the year is a slip; a hundred off, it would take a number of this
year's."""


def must_be_lately(reached: dt.date | dt.datetime, *, written: dt.datetime | None = None) -> None:
    """`written`: when it was written down, where that was not now. Raises DomainError with what to do instead."""
    day = timezone.localdate(reached) if isinstance(reached, dt.datetime) else reached
    if day < timezone.localdate(written) - LONGEST:
        raise DomainError(
            _(
                "Tertulis tahun %(year)d, lebih dari 5 tahun lalu. Perbaiki tahunnya. Bila memang selama itu, "
                "catat dengan hari ini, dan tulis waktu yang sebenarnya dalam uraian."
            )
            % {"year": day.year}
        )
