"""What shared pages show of letters, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from suar.casework.duties.beside import Beside
from suar.casework.duties.models import Duty
from suar.casework.letters.models import Kind, Letter, LetterLine, Status
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, allows

TONES = {
    Status.DRAFT: "amber",
    Status.ISSUED: "teal",
    Status.SENT: "",
    Status.ANSWERED: "green",
    Status.WITHDRAWN: "",
}


def to_count(user: User, now: datetime) -> dict[str, QuerySet[Letter]]:
    """What the first page counts of letters: proposals, issued and not sent, unanswered beyond their day."""
    seen = Letter.objects.visible_to(user)
    return {
        "letters_drafted": seen.drafts(),
        "letters_to_send": seen.to_send(),
        "letters_unanswered": seen.waiting().filter(answer_by__lt=now),
    }


def today(counts: dict[str, int]) -> list[dict[str, Any]]:
    """One line for each thing that waits for somebody, with its list; nothing where nothing waits."""
    said = [
        ("letters_drafted", _("usulan surat menunggu"), Status.DRAFT),
        ("letters_to_send", _("surat terbit, belum dikirim"), Status.ISSUED),
        ("letters_unanswered", _("surat lewat hari jawabannya"), Status.SENT),
    ]
    url = reverse("letters:letter-list")
    return [
        {"count": counts[name], "text": text, "url": f"{url}?status={status}"}
        for name, text, status in said
        if counts[name]
    ]


def of_duty(duty: Duty, user: User) -> Sequence[Beside]:
    """By which letters an agency was reminded of this duty, and when."""
    if duty.agency_id is None or not allows(user, Permission.LETTER_VIEW, duty.office_id):
        return []
    found = LetterLine.objects.filter(duty=duty, letter__in=Letter.objects.visible_to(user))
    return [beside(line.letter) for line in found.select_related("letter__agency").defer("letter__frozen")]


def beside(letter: Letter) -> Beside:
    return Beside(
        text=called(letter),
        url=reverse("letters:letter-detail", args=[letter.pk]),
        at=letter.sent_at or letter.issued_at or letter.proposed_at,
        badge=str(Status(letter.status).label),
        tone=TONES[Status(letter.status)],
    )


def called(letter: Letter) -> str:
    """What a letter is called on a screen: "Pengingat 012/KPPAD-KB/XI/2026"."""
    kind = _("Pengingat") if letter.kind == Kind.REMINDER else _("Eskalasi")
    return f"{kind} {letter.number}" if letter.number else kind
