"""The rooms of the desk in the order of the sidebar."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suar.registry.accounts.permissions import Permission


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the sidebar."""

    label: str | Promise
    name: str
    permission: Permission
    count: str = ""  # what stands beside it, by its name in counts.py
    danger: bool = False
    section: str | Promise = ""

    def url(self) -> str:
        return reverse(self.name)


COMMISSION, UNDERSTANDING, HOUSE = _("Komisi"), _("Memahami"), _("Pengelolaan")

PLACES: tuple[Place, ...] = (
    Place(_("Hari ini"), "desk:today", Permission.TODAY, "ours_late", danger=True),
    Place(_("Kewajiban lembaga saya"), "duties:partner-today", Permission.DUTY_ANSWER),
    Place(_("Pengaduan"), "complaints:complaint-list", Permission.COMPLAINT_VIEW, "waiting"),
    Place(_("Berkas anak"), "cases:case-list", Permission.CASE_VIEW, "open_count"),
    Place(_("Kewajiban"), "duties:duty-list", Permission.DUTY_VIEW, "theirs_late", danger=True),
    Place(_("Surat"), "letters:letter-list", Permission.LETTER_VIEW, "letters_drafted"),
    Place(pgettext_lazy("daftar", "Lembaga"), "agencies:agency-list", Permission.AGENCY_VIEW, section=COMMISSION),
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
