"""The letters of the invented year: the worker proposes, the Ketua issues, the secretariat sends, agencies are slow.

Some stay in each state, so that the list has something of everything."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from suar.casework.letters import actions
from suar.casework.letters.models import Kind, Letter, LetterQuerySet
from suar.config.demo import clock
from suar.core.clocks.calendars import WIB
from suar.registry.accounts.models import User

ISSUED_AFTER = timedelta(days=2)
SENT_AFTER = timedelta(days=1)
ANSWERED_AFTER = timedelta(days=9)
SILENT = 3  # every third letter is never answered: its agency's superior is written to
WEEKDAY = 1  # letters are signed on Tuesdays
REFUSED = "Lembaga sudah dihubungi lewat telepon."


def day(on: datetime, today: datetime, staff: dict[str, User]) -> None:
    """One day of it, after the worker's round."""
    with clock.at(on + timedelta(hours=9, minutes=1)):
        actions.propose_due(now=timezone.now())
        ketua, secretariat = staff["ketua"], staff["sekretariat"]
        for letter in whole().waiting().filter(sent_at__lt=on - ANSWERED_AFTER):
            if int(letter.pk.hex[:4], 16) % SILENT:
                on_day = timezone.localdate()
                actions.answer(letter=letter, on=on_day, number=f"B/{on_day:%j}/{on_day:%Y}", by=secretariat)
        for letter in whole().to_send().filter(issued_at__lt=on - SENT_AFTER):
            actions.send(letter=letter, how="courier" if letter.kind == Kind.ESCALATION else "email", by=secretariat)
        # What was proposed in the last days waits for whoever opens the demo.
        if on.astimezone(WIB).weekday() == WEEKDAY and on < today - timedelta(days=4):
            _sign(on, ketua)


def _sign(on: datetime, ketua: User) -> None:
    for n, letter in enumerate(whole().drafts().filter(proposed_at__lt=on - ISSUED_AFTER).order_by("proposed_at")):
        if n == 3:
            actions.withdraw(letter=letter, why=REFUSED, by=ketua)
        else:
            actions.issue(letter=letter, by=ketua)


def whole() -> LetterQuerySet:
    return Letter.objects.select_related("office", "agency", "to", "signer", "follows", "template")
