"""What the tests of the safeguards do again and again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.safeguards import actions
from suar.casework.safeguards.actions.honey import Place
from suar.casework.safeguards.alarm_kinds import HONEY
from suar.casework.safeguards.models import BrokenGlass, Danger
from suar.core.alarms.models import Alarm
from suar.registry.accounts.models import User
from tests.desk.pages import signed_in

WORDS = "Anak ini ada di rumah sakit kami dan ibunya tidak dapat dihubungi."


def broken(case: Case, by: User, **facts: str) -> BrokenGlass:
    given = {"number": case.number, "danger": Danger.CARE, "words": WORDS, **facts}
    return actions.break_glass(office=case.office, by=by, **given)


def shown(page: Any) -> str:
    return str(page.content.decode())


def again(user: User) -> User:
    """As the next request finds them."""
    return User.objects.get(pk=user.pk)


def status(user: User, name: str, case: Case) -> int:
    return signed_in(user).get(reverse(name, args=[case.pk])).status_code


def told(kind: str = HONEY, now: datetime | None = None) -> int:
    """How many alarms of this kind there are after the worker looked anew."""
    actions.watch_honey(now=now or timezone.now(), place=Place())
    return Alarm.objects.filter(kind=kind).count()
