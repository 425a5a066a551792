"""Pads and sheets, made through the actions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Channel
from suar.casework.paper import actions
from suar.casework.paper.models import Kind, Pad, Sheet
from suar.config.demo.clock import at
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.factories import a_case, a_user

STORY = "Anak tidak pulang sejak kemarin"


def a_printed_pad(by: User | None = None, kind: str = Kind.INTAKE, count: int = 2, days: int = 3) -> actions.Printed:
    """Printed some days ago."""
    by = by or a_user(Role.SEKRETARIAT)
    office = by.office  # as of today: whoever was appointed today printed nothing before
    with at(timezone.now() - timedelta(days=days)):
        return actions.print_pad(office=office, by=by, kind=kind, count=count)


def a_sheet(by: User | None = None, kind: str = Kind.INTAKE, **facts: Any) -> Sheet:
    return fresh(a_printed_pad(by, kind, **facts).sheets[0])


def fresh(sheet: Sheet) -> Sheet:
    return Sheet.objects.select_related("pad__office", "complaint", "case").get(pk=sheet.pk)


def fresh_pad(pad: Pad) -> Pad:
    return Pad.objects.select_related("office").get(pk=pad.pk)


def facts(**more: Any) -> dict[str, Any]:
    return {"channel": Channel.VISIT, "story": STORY, **more}


def an_older_case() -> tuple[Case, User]:
    """A file of three days ago, with who opened it: what paper of yesterday tells is news about it."""
    with at(timezone.now() - timedelta(days=3)):
        staff = a_user(Role.SEKRETARIAT)
        return a_case(staff), staff


def yesterday() -> datetime:
    return timezone.now() - timedelta(days=1)


def verbs() -> list[str]:
    return list(Entry.objects.filter(verb__startswith="paper.").order_by("pk").values_list("verb", flat=True))
