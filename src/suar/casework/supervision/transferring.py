"""What a file shows of a transfer: that it was asked, and where it went."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.cases.panels import Panel
from suar.casework.supervision.models import Transfer, TransferState
from suar.core.documents.indonesian import short
from suar.registry.accounts.models import User, several_offices
from suar.registry.accounts.permissions import Permission, allows


def panel(case: Case, user: User) -> list[Panel]:
    """In the office that asked. With one office alone there is nowhere to go: one statement."""
    row = Transfer.objects.filter(case=case).select_related("to_office").order_by("-at").first()
    if row is None:
        if not case.is_open or not allows(user, Permission.TRANSFER_WORK, case.office_id) or not several_offices():
            return []
        url = reverse("supervision:transfer-new", args=[case.pk])
        return [Panel(_("Kantor lain"), (_("Berkas ini ditangani kantor ini."),), url, _("Usulkan pemindahan"))]
    lines = [f"{row.to_office.name}: {row.get_state_display()}"]
    if row.state == TransferState.ACCEPTED and row.decided_at:
        there = {"number": row.new_number, "day": short(timezone.localdate(row.decided_at))}
        lines.append(_("nomor di sana %(number)s, sejak %(day)s") % there)
        if case.is_open:
            lines.append(_("Tutup berkas ini dengan alasan “pindah wilayah”, dua tanda tangan."))
    return [Panel(_("Pindah kantor"), tuple(lines), reverse("supervision:transfer-detail", args=[row.pk]), _("Lihat"))]
