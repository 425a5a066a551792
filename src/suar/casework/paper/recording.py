"""Who may, and how a change of a sheet is written down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.paper import rules
from suar.casework.paper.models import Pad, Sheet
from suar.core import ledger
from suar.core.errors import DomainError
from suar.core.ledger.actors import Actor
from suar.core.ledger.recording import Recording


def held(sheet: Sheet) -> Sheet:
    """The row as it is now, held until the transaction ends: two who enter one sheet wait for each other here."""
    fresh = Sheet.objects.select_for_update().get(pk=sheet.pk)
    fresh.pad = sheet.pad
    return fresh


def must_be_true_time(sheet: Sheet, at: datetime, clock: str) -> None:
    """What was written on a sheet happened after it was printed and before now. Where the paper says that it was
    before, either is wrong, the paper or the clock of the machine that day; `clock`: how somebody knows that it was
    the clock. Raises DomainError."""
    if at > timezone.now():
        raise DomainError(gettext("Waktu di kertas belum tiba. Perbaiki tanggal atau jamnya."))
    if rules.is_before_print(at, sheet.pad.at) and clock not in rules.CLOCK_WAS_WRONG:
        raise DomainError(
            gettext(
                "Waktu di kertas lebih dulu daripada saat lembar ini dicetak. Periksa tanggal, jam, dan nomornya. Bila "
                "semuanya benar, pilih bagaimana Anda tahu jam komputer salah waktu itu."
            )
        )


@contextmanager
def recorded(verb: str, pad: Pad, by: Actor, **data: Any) -> Iterator[Recording]:
    """One entry about a pad or its sheets. Raises Conflict when somebody else was first."""
    facts = {"pad": str(pad.pk), **data}
    with ledger.record(f"paper.{verb}", by=by, office=pad.office.code, data=facts) as entry:
        yield entry
