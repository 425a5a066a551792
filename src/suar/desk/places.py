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
    key: str = ""  # the letter after g that goes there
    icon: str = ""  # where it may stand in the bar at the foot of a phone
    short: str | Promise = ""  # its word there

    def url(self) -> str:
        return reverse(self.name)


COMMISSION, UNDERSTANDING, HOUSE = _("Komisi"), _("Memahami"), _("Pengelolaan")

PLACES: tuple[Place, ...] = (
    Place(_("Hari ini"), "desk:today", Permission.TODAY, "ours_late", danger=True, key="h", icon="home"),
    Place(
        _("Kewajiban lembaga saya"),
        "duties:partner-today",
        Permission.DUTY_ANSWER,
        key="w",
        icon="home",
        short=_("Kewajiban"),
    ),
    Place(_("Pengaduan"), "complaints:complaint-list", Permission.COMPLAINT_VIEW, "waiting", key="p", icon="message"),
    Place(pgettext_lazy("daftar", "Kontak"), "contacts:contact-list", Permission.CONTACT_VIEW, key="o"),
    Place(
        _("Berkas anak"),
        "cases:case-list",
        Permission.CASE_VIEW,
        "open_count",
        key="k",
        icon="folder",
        short=pgettext_lazy("daftar", "Berkas"),
    ),
    Place(_("Kewajiban"), "duties:duty-list", Permission.DUTY_VIEW, "theirs_late", danger=True, key="w"),
    Place(_("Putaran pantau"), "rounds:round-list", Permission.CASE_WORK, key="v"),
    Place(_("Surat"), "letters:letter-list", Permission.LETTER_VIEW, "letters_drafted", key="s"),
    Place(_("Surat masuk"), "mail:incoming-list", Permission.MAIL_VIEW, "mail_mine", key="f"),
    Place(_("Kertas"), "paper:pad-list", Permission.PAPER_WORK, "paper_uncounted", key="g"),
    Place(_("Materi masuk"), "material:arrival-list", Permission.MATERIAL_VIEW, "material_open", key="z"),
    Place(_("Permintaan data"), "rights:request-list", Permission.RIGHTS_VIEW, key="q"),
    Place(
        pgettext_lazy("daftar", "Lembaga"), "agencies:agency-list", Permission.AGENCY_VIEW, section=COMMISSION, key="l"
    ),
    Place(
        _("Kesepakatan berbagi"),
        "sharing:agreement-list",
        Permission.SHARING_VIEW,
        section=COMMISSION,
        icon="handshake",
    ),
    Place(_("Beban kerja"), "supervision:caseload", Permission.CASELOAD_VIEW, section=COMMISSION, key="c"),
    Place(_("Wilayah"), "regions:region-list", Permission.REGION_VIEW, section=COMMISSION, key="y"),
    Place(_("Aturan tenggat"), "duties:rule-list", Permission.CLOCKS_VIEW, section=COMMISSION, key="t", icon="scale"),
    Place(_("Laporan"), "reports:report-list", Permission.REPORT_VIEW, section=UNDERSTANDING, key="r", icon="chart"),
    Place(_("Pers"), "press:sheet-list", Permission.REPORT_VIEW, section=UNDERSTANDING, key="e"),
    Place(_("Impor register"), "register:import-list", Permission.REGISTER_IMPORT, section=UNDERSTANDING, key="i"),
    Place(
        _("Benturan kepentingan"), "conflicts:withholding-list", Permission.CONFLICT_DECIDE, "conflicts", section=HOUSE
    ),
    Place(_("Masa simpan"), "retention:item-list", Permission.RETENTION_VIEW, section=HOUSE, key="d", icon="file"),
    Place(_("Jejak akses"), "desk:trail", Permission.LEDGER_VIEW, section=HOUSE, key="j"),
    Place(_("Pengamanan"), "safeguards:safeguard-list", Permission.SAFEGUARD_VIEW, section=HOUSE, key="m"),
    Place(_("Pengguna"), "accounts:user-list", Permission.USERS, section=HOUSE, key="u", icon="users"),
    Place(
        pgettext_lazy("sistem", "Kesehatan"), "desk:health", Permission.SYSTEM, section=HOUSE, key="x", icon="monitor"
    ),
    Place(_("Pengaturan"), "accounts:settings", Permission.SETTINGS, section=HOUSE, key="a"),
    Place(_("Hak akses"), "accounts:permission-table", Permission.SELF, section=HOUSE),
    Place(_("Bantuan"), "desk:help", Permission.SELF, section=HOUSE, key="b"),
)
