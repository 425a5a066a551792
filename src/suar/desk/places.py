"""The rooms of the desk in the order of the sidebar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Complaint
from suar.casework.duties.models import Duty
from suar.registry.accounts.permissions import Permission


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the sidebar."""

    label: str | Promise
    name: str
    permission: Permission
    count: Callable[[Any, datetime], int] | None = None
    danger: bool = False
    section: str | Promise = ""

    def url(self) -> str:
        return reverse(self.name)


def _late_of_ours(user: Any, now: datetime) -> int:
    return Duty.objects.visible_to(user).ours().late(now).count()


def _waiting(user: Any, now: datetime) -> int:
    return Complaint.objects.visible_to(user).waiting().count()


def _open_cases(user: Any, now: datetime) -> int:
    return Case.objects.visible_to(user).open().count()


def _late_of_theirs(user: Any, now: datetime) -> int:
    return Duty.objects.visible_to(user).theirs().late(now).count()


COMMISSION, UNDERSTANDING, HOUSE = _("Komisi"), _("Memahami"), _("Rumah tangga")

PLACES: tuple[Place, ...] = (
    Place(_("Hari ini"), "desk:today", Permission.TODAY, _late_of_ours, danger=True),
    Place(_("Kewajiban lembaga saya"), "duties:partner-today", Permission.DUTY_ANSWER),
    Place(_("Pengaduan"), "complaints:complaint-list", Permission.COMPLAINT_VIEW, _waiting),
    Place(_("Berkas anak"), "cases:case-list", Permission.CASE_VIEW, _open_cases),
    Place(_("Kewajiban"), "duties:duty-list", Permission.DUTY_VIEW, _late_of_theirs, danger=True),
    Place(_("Lembaga"), "agencies:agency-list", Permission.AGENCY_VIEW, section=COMMISSION),
    Place(_("Wilayah"), "regions:region-list", Permission.REGION_VIEW, section=COMMISSION),
    Place(_("Aturan tenggat"), "duties:rule-list", Permission.CLOCKS_VIEW, section=COMMISSION),
    Place(_("Laporan"), "reports:report-list", Permission.REPORT_VIEW, section=UNDERSTANDING),
    Place(_("Impor register"), "register:import-list", Permission.REGISTER_IMPORT, section=UNDERSTANDING),
    Place(_("Jejak akses"), "desk:trail", Permission.LEDGER_VIEW, section=HOUSE),
    Place(_("Pengguna"), "accounts:user-list", Permission.USERS, section=HOUSE),
    Place(_("Sistem"), "desk:system", Permission.SYSTEM, section=HOUSE),
    Place(_("Pengaturan"), "accounts:settings", Permission.SETTINGS, section=HOUSE),
    Place(_("Hak akses"), "accounts:permission-table", Permission.SELF, section=HOUSE),
)
