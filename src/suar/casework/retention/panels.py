"""What shared pages show of files that come to their end, as plain data."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from suar.casework.retention.letting_go import acts_holding_what_was_let_go_by
from suar.casework.retention.models import Act, ActStatus
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, offices_with

TONES = {
    ActStatus.PROPOSED: "amber",
    ActStatus.APPROVED: "teal",
    ActStatus.RUNNING: "amber",
    ActStatus.DONE: "green",
    ActStatus.WITHDRAWN: "",
}


def to_count(user: User) -> dict[str, QuerySet[Act]]:
    """Acts that wait for the second person, where this one may be it."""
    seen = Act.objects.visible_to(user).to_approve().exclude(proposed_by=user)
    seen = seen.exclude(pk__in=acts_holding_what_was_let_go_by(user).values("pk"))
    return {"acts_to_approve": seen.filter(office__in=offices_with(user, Permission.RETENTION_APPROVE))}


def today(counts: dict[str, int]) -> list[dict[str, Any]]:
    """One line where something waits."""
    if not counts["acts_to_approve"]:
        return []
    url = f"{reverse('retention:act-list')}?status={ActStatus.PROPOSED}"
    text = _("berita acara pemusnahan menunggu persetujuan")
    return [{"count": counts["acts_to_approve"], "text": text, "url": url}]


def called(act: Act) -> str:
    """What an act is called on a screen."""
    return _("Berita acara %(number)s") % {"number": act.number} if act.number else _("Berita acara pemusnahan")
