"""What a file shows of a transfer: that it was asked, and where it went."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.gathered import Found, Plain, Shown
from suar.casework.cases.models import Case
from suar.casework.cases.panels import Panel
from suar.casework.supervision.models import Transfer, TransferState
from suar.core.documents.indonesian import short
from suar.registry.accounts.models import User


def found(case: Case, user: User) -> Iterable[Plain]:
    """In the office that asked."""
    rows = Transfer.objects.filter(case=case)
    return [Plain("transfer", rows, ("decided_at", "at"), "new_number", "state", "to_office__name")]


def drawn(case: Case, user: User, rows: list[Found]) -> Shown:
    if not rows:
        return Shown()
    row = rows[0]
    lines = [f"{row.name}: {TransferState(row.state).label}"]
    if row.state == TransferState.ACCEPTED:
        there = {"number": row.code, "day": short(timezone.localdate(row.at))}
        lines.append(_("nomor di sana %(number)s, sejak %(day)s") % there)
        if case.is_open:
            lines.append(_("Tutup berkas ini dengan alasan “pindah wilayah”, dua tanda tangan."))
    url = reverse("supervision:transfer-detail", args=[row.pk])
    return Shown(panels=[Panel(_("Pindah kantor"), tuple(lines), url, _("Lihat"))])
