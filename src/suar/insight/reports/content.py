"""What a snapshot stores: the figures and everything needed to print them again in ten years, words and places too.

Labels are stored as they read today, in Indonesian, so that a renamed agency or a new klaster never changes a frozen
report. No moment of making is in it: the same figures are the same content."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from suar.casework.cases import clusters
from suar.casework.cases.models import ChildRole, Kind, Risk
from suar.casework.cases.rules import closing_reasons
from suar.casework.children.circumstances import SORTS
from suar.casework.complaints.models import Channel
from suar.casework.complaints.models import Status as ComplaintStatus
from suar.casework.complaints.rules import NOISE
from suar.core.documents.indonesian import month_name
from suar.core.ledger.canonical import canonical_json
from suar.insight.reports import bands
from suar.insight.reports.figures import Scope, count
from suar.insight.reports.periods import Period
from suar.insight.reports.queries import FIGURES, METHOD, QUERIES
from suar.insight.reports.suppression import THRESHOLD
from suar.registry.accounts.models import Appointment, Office, Role
from suar.registry.regions import reference

type Content = dict[str, Any]
ZONE_NAME = "Asia/Pontianak"
SALT = "salt"
OUTCOMES = {
    "done": "selesai",
    "open": "dalam proses",
    "referred": "dirujuk",
    "monitored": "dipantau",
    "withdrawn": "dicabut",
    "": "tidak berasal dari register",
}

CLOSED_BEFORE = {"register": "sudah selesai menurut register yang diimpor"}


def compose(*, office: Office, period: Period, now: datetime) -> Content:
    """Figures, the query behind each, period, zone, office, frames and labels; without the salt of the stored one."""
    with override("id"):
        content = {
            "method": METHOD,
            "zone": ZONE_NAME,
            "office": _office(office, period),
            "period": _period(period, now),
            "threshold": THRESHOLD,
            "queries": [[name, text] for name, text in QUERIES.items()],
            "sources": {key: query for key, (_, query) in FIGURES.items()},
            "titles": [[key, title] for key, (title, _) in FIGURES.items()],
            "frames": _frames(period),
            "labels": _labels(period),
            "places": _places(),
            "clusters_version": clusters.VERSION,
            "figures": count(Scope(office, period, now)),
        }
    return ordered(content)


def ordered(content: Content) -> Content:
    """The same with every object's keys in one order. A database keeps them in an order of its own, and nothing that is
    printed may depend on it; what has an order of its own is a list."""
    found: Content = json.loads(canonical_json(content))
    return found


def _office(office: Office, period: Period) -> dict[str, Any]:
    """Names and places of the office and how many held each role on the period's last day."""
    held = Appointment.objects.in_force(period.last).filter(office=office)
    roles = Counter(held.values_list("role", flat=True))
    staff = {role: roles[role] for role in Role.values if roles[role] and role not in {Role.MITRA, Role.GUBERNUR}}
    region = reference.places().get(office.region_code)
    return {
        "code": office.code,
        "name": office.name,
        "city": office.city,
        "region": region.name if region else office.region_code,
        "letterhead": [str(line) for line in office.letterhead],
        "staff": [[str(Role(role).label), number] for role, number in staff.items()],
    }


def _period(period: Period, now: datetime) -> dict[str, Any]:
    former = period.former()
    return {
        "code": period.code,
        "label": period.label,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "provisional": period.is_running(timezone.localdate(now)),
        "former": {"code": former.code, "label": former.label},
    }


def _frames(period: Period) -> dict[str, list[str]]:
    """Every row that a table has, also where it counts 0, in the order of print."""
    labels = bands.clusters()
    return {
        "by_cluster": labels,
        "by_kind": list(Kind.values),
        "by_cluster_kind": [f"{cluster} / {kind}" for cluster in labels for kind in Kind.values],
        "abh_by_role": list(ChildRole.values),
        "by_district": [*(code for code, _ in reference.districts()), ""],
        "by_month": period.months(),
        "by_sex": ["P", "L", ""],
        "by_age": list(bands.AGES),
        "causes": list(SORTS["risk"].codes),
        "by_status": ["open", "closed"],
        "by_reason": list(closing_reasons()),
        "by_outcome": list(OUTCOMES),
        "by_risk": list(Risk.values),
        "by_channel": [*Channel.values, ""],
        "complaints_by_status": list(ComplaintStatus.values),
        "complaints_by_channel": list(Channel.values),
        "complaints_noise": list(NOISE),
    }


def _labels(period: Period) -> dict[str, dict[str, str]]:
    channels = {str(code): str(label) for code, label in Channel.choices} | {"": "tidak tercatat"}
    months = {month: f"{month_name(int(month[5:]), 'id')} {month[:4]}" for month in period.months()}
    return {
        "by_cluster": {bands.cluster(code): one.label for code, one in clusters.CLUSTERS.items()},
        "by_kind": {"pengaduan": "pengaduan", "non": "temuan (non-pengaduan)"},
        "abh_by_role": _choices(ChildRole.choices),
        "by_district": {code: reference.name_of(code) for code, _ in reference.districts()} | {"": "tidak tercatat"},
        "by_month": months,
        "by_sex": {"P": "perempuan", "L": "laki-laki", "": "belum diketahui"},
        "by_age": {key: f"{key} tahun" for key in bands.AGES if key}
        | {"18+": "18 tahun ke atas", "": "tidak diketahui"},
        "causes": _choices(SORTS["risk"].codes.items()),
        "by_status": {"open": "terbuka (juga yang menunggu tanda tangan kedua)", "closed": "ditutup"},
        "by_reason": {code: str(reason.label) for code, reason in closing_reasons().items()} | CLOSED_BEFORE,
        "by_outcome": OUTCOMES,
        "by_risk": _choices(Risk.choices),
        "by_channel": channels,
        "complaints_by_status": _choices(ComplaintStatus.choices),
        "complaints_by_channel": channels,
        "complaints_noise": {code: str(label) for code, label in NOISE.items()} | {"": "tidak disebut"},
    }


def _choices(pairs: Any) -> dict[str, str]:
    return {str(code): str(label) for code, label in pairs}


def _places() -> list[dict[str, Any]]:
    """Name and tile of each kabupaten and kota; no boundaries."""
    places = (reference.places()[code] for code, _ in reference.districts())
    return [
        {
            "code": one.code,
            "name": one.short_name,
            "long": one.name,
            "column": one.tile_column or 0,
            "row": one.tile_row or 0,
        }
        for one in places
    ]
