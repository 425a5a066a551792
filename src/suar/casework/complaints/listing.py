"""The list of complaints: which rows its tabs and filters mean, in which order, and what a row shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suar.casework.cases import clusters, rules
from suar.casework.children.rules import NAMELESS, initials
from suar.casework.complaints.models import Complaint, ComplaintQuerySet
from suar.casework.complaints.wording import badge_of, title_of
from suar.core.documents.spreadsheets import Cell, Column, Kind
from suar.core.ui.columns import ListColumn
from suar.core.vault import tokens
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User
from suar.registry.regions.reference import name_of

WAITING, ALL, CLOSED = "menunggu", "semua", "ditutup"
TABS = (WAITING, ALL, CLOSED)
ORDERS = {
    "diterima": ("received_at", "id"),
    "-diterima": ("-received_at", "-id"),
    "nomor": ("number", "id"),
    "-nomor": ("-number", "-id"),
}
URGENT_FIRST = ("-urgent", "received_at", "id")
SHOWN = (
    ListColumn("pengaduan", gettext_lazy("Pengaduan"), sort="nomor", fixed=True),
    ListColumn("saluran", gettext_lazy("Saluran")),
    ListColumn("anak", gettext_lazy("Anak")),
    ListColumn("wilayah", gettext_lazy("Kabupaten/kota")),
    ListColumn("klaster", gettext_lazy("Klaster")),
    ListColumn("jenis", gettext_lazy("Jenis"), usual=False),
    ListColumn("risiko", gettext_lazy("Risiko"), usual=False),
    ListColumn("petugas", gettext_lazy("Petugas")),
    ListColumn("diterima", gettext_lazy("Waktu masuk"), sort="diterima"),
    ListColumn("status", gettext_lazy("Status")),
)
SHEET_KEYS = "pengaduan diterima jenis saluran pengaduan anak wilayah klaster risiko petugas status".split()
"""To which column of the list each column of the sheet belongs."""
EXPORTED = 2_000  # rows of one sheet: a longer list is narrowed first
NUMBER = re.compile(r"(?:P-?)?0*(?P<n>\d{1,6})(?:/(?P<year>\d{2}))?", re.IGNORECASE)
COLUMNS = {
    "status": "status",
    "saluran": "channel",
    "jenis": "kind",
    "wilayah": "region_code",
    "petugas": "officer",
    "klaster": "cluster",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One complaint in the list."""

    complaint: Complaint
    title: str
    region: str
    cluster: str
    initials: str
    officer: str
    badge: str
    badge_tone: str


def tab_of(query: Mapping[str, Any]) -> str:
    wanted = str(query.get("tab", ""))
    return wanted if wanted in TABS else WAITING


def order_of(query: Mapping[str, Any]) -> tuple[str, ...]:
    """Those who wait stand with the urgent first, then the one that waited longest; elsewhere the newest is first."""
    usual = URGENT_FIRST if tab_of(query) == WAITING else ORDERS["-diterima"]
    return ORDERS.get(str(query.get("urut", "")), usual)


def narrowed(user: User, tab: str, given: Mapping[str, Any]) -> ComplaintQuerySet:
    """The complaints of the user's offices that tab and filters mean, whole: nothing is loaded one by one later."""
    found = Complaint.objects.visible_to(user).select_related("officer").fetch_mode(models.FETCH_RAISE)
    found = {WAITING: found.waiting, CLOSED: found.closed}.get(tab, found.all)()
    found = found.filter(**{COLUMNS[name]: value for name, value in given.items() if name in COLUMNS and value})
    if given.get("mendesak"):
        found = found.filter(urgent=True)
    if span := rules.period(given.get("masa") or ""):
        found = found.filter(received_at__date__range=span)
    if text := (given.get("q") or "").strip():
        found = found.filter(_meant_by(text))
    return found


def _meant_by(text: str) -> models.Q:
    """By number, by the child's name, or by a number that stands in the complaint."""
    alike = models.Q(subject__in=[found.subject for found in tokens.find(text)])
    numbered = by_number(text)
    return alike if numbered is None else numbered | alike


def by_number(text: str) -> models.Q | None:
    """`P-0688/26`, `P-688` or `688`, the last two of any year; None where the text is no number of a complaint."""
    match = NUMBER.fullmatch(text)
    if match is None:
        return None
    number = f"P-{int(match['n']):04d}/"
    return models.Q(number=number + match["year"]) if match["year"] else models.Q(number__startswith=number)


def rows(complaints: Iterable[Complaint]) -> list[Row]:
    """Rows ready for the page, with one query of keys."""
    return [row(complaint) for complaint in unlock(complaints)]


def row(complaint: Complaint) -> Row:
    badge, tone = badge_of(complaint)
    return Row(
        complaint=complaint,
        title=title_of(complaint),
        region=name_of(complaint.region_code),
        cluster=clusters.told(complaint.cluster),
        initials=NAMELESS if complaint.is_erased else initials(complaint.child_name),
        officer=complaint.officer.name if complaint.officer else "",
        badge=badge,
        badge_tone=tone,
    )


def columns() -> list[Column]:
    return [
        Column(_("Nomor")),
        Column(_("Waktu masuk"), Kind.MOMENT),
        Column(_("Jenis")),
        Column(_("Saluran")),
        Column(_("Sedang terjadi")),
        Column(_("Anak")),
        Column(_("Kabupaten/kota")),
        Column(_("Klaster")),
        Column(_("Risiko")),
        Column(_("Petugas")),
        Column(_("Status")),
    ]


def cells(shown: Row) -> list[Cell]:
    """By initials: a sheet travels further than a screen."""
    complaint = shown.complaint
    return [
        complaint.number,
        complaint.came_at,
        str(complaint.get_kind_display()),
        str(complaint.get_channel_display()),
        _("ya") if complaint.urgent else "",
        shown.initials,
        shown.region,
        shown.cluster,
        str(complaint.get_risk_display()),
        shown.officer,
        str(complaint.get_status_display()),
    ]
