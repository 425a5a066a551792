"""What goes out, word by word: each field by its label and value, frozen when it is sent, and its letter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from suar.casework.cases import clusters, rules
from suar.casework.cases.models import Case
from suar.casework.children import panels as children
from suar.casework.children.rules import birth_day
from suar.casework.sharing import owed
from suar.casework.sharing.codes import dangers_on, fields_on
from suar.casework.sharing.models import Referral
from suar.core.clocks.calendars import WIB
from suar.core.documents import indonesian, letters, typeset
from suar.registry.regions.reference import name_of

CLASSIFICATION = "RJK"  # rujukan: stands where the office's pattern asks for a classification


def _reach(case: Case) -> str:
    how = children.contact(case.child)
    return "\n".join([how.answer, *how.lines])


def _safety(case: Case) -> str:
    return " · ".join(filter(None, [str(case.get_safe_now_display()), case.safe_note]))


def _cluster(case: Case) -> str:
    return clusters.told(case.cluster, found=rules.is_borne_out(case.closing_reason))


def _birth_year(case: Case) -> str:
    day = birth_day(case.child.birth_date or "")
    return str(day.year) if day else ""


FROM_FILE: dict[str, Callable[[Case], str]] = {
    "initials": lambda case: case.child.initials,
    "name": lambda case: case.child.name,
    "sex": lambda case: str(case.child.get_sex_display()) if case.child.sex else "",
    "birth_year": _birth_year,
    "birth_date": lambda case: children.birth(case.child),
    "district": lambda case: name_of(case.region_code),
    "address": lambda case: case.child.address,
    "reach": _reach,
    "guardian": lambda case: case.child.guardian,
    "school": lambda case: case.child.school,
    "cluster": _cluster,
    "risk": lambda case: str(case.get_risk_display()),
    "safety": _safety,
}


def contents(case: Case, fields: Collection[str], typed: Mapping[str, str], day: date) -> list[dict[str, str]]:
    """Each chosen field in the order of the catalogue; what nobody knows says so."""
    known = fields_on(day)
    with translation.override("id"):
        return [
            {
                "code": code,
                "label": field.label,
                "value": (typed.get(code, "") if field.typed else FROM_FILE[code](case)) or _("belum diketahui"),
            }
            for code, field in known.items()
            if code in fields
        ]


def frozen(referral: Referral, at: datetime) -> dict[str, Any]:
    """The package of a referral that is being sent at that moment."""
    draft, case = dict(referral.draft or {}), referral.case
    day = timezone.localdate(at)
    return {
        "file": case.number,
        "to": draft["to"],
        "aim": draft["aim"],
        "contact": draft["contact"],
        "fields": contents(case, draft["fields"], draft.get("typed", {}), day),
        "basis": basis_words(referral, day),
    }


def basis_words(referral: Referral, day: date) -> str:
    with translation.override("id"):
        if referral.danger:
            basis = dangers_on(day)[referral.danger]
            return f"{basis.label[:1].upper()}{basis.label[1:]} ({basis.basis})"
        agreed = referral.agreement
        if agreed is None:
            return ""
        end = indonesian.plain_date(agreed.valid_until, "id")
        return f"Kesepakatan berbagi versi {agreed.edition}, berlaku sampai {end}; {agreed.basis}"


def to_whom(to: Mapping[str, str]) -> str:
    return ", ".join(filter(None, [to.get("name", ""), to.get("role", "")]))


def shown(referral: Referral, at: datetime) -> dict[str, Any]:
    """What a page shows: what went out, or what would go out now. Empty once the child is erased."""
    if referral.is_erased or not referral.draft:
        return {}
    return dict(referral.package) if referral.package else frozen(referral, at)


def letter(referral: Referral, package: Mapping[str, Any]) -> dict[str, Any]:
    """Every field of the letter of the house. Always Indonesian: an official letter has one language."""
    office, at = referral.office, referral.sent_at or timezone.now()
    head = [str(line) for line in office.letterhead] or [office.name]
    return {
        "instansi": head[0] if len(head) > 2 else "",
        "lembaga": head[1] if len(head) > 2 else head[0],
        "alamat": ", ".join(head[2:] if len(head) > 2 else head[1:]),
        "nomor": referral.number or "—",
        "sifat": "RAHASIA",
        "lampiran": "-",
        "hal": f"Rujukan anak, berkas {package['file']}",
        "tempat": office.city,
        "tanggal": indonesian.plain_date(at.astimezone(WIB).date(), "id"),
        "kepada": [to_whom(package["to"]), referral.agency.name, *filter(None, [referral.agency.address])],
        "isi": body(package),
        "kewajiban": [],
        "penutup": closing(referral),
        "jabatan": "Yang merujuk",
        "nama": (referral.sent_by or referral.by).name,
        "tembusan": [],
        "jawaban": "",  # its receipt is no answer slip: who received it is written down at the referral
        "konsep": "" if referral.sent_at else "RANCANGAN",
    }


def body(package: Mapping[str, Any]) -> list[str]:
    return [
        "Bersama ini kami menyampaikan keterangan tentang anak tersebut. Surat ini untuk penerima yang namanya "
        "tertulis di atas dan tidak diteruskan kepada orang lain tanpa persetujuan kami.",
        f"Tujuan: {package['aim']}",
        *[f"{one['label'][:1].upper()}{one['label'][1:]}: {one['value']}" for one in package["fields"]],
        f"Orang yang dapat dihubungi: {package['contact']}",
        f"Dasar: {package['basis']}",
    ]


def closing(referral: Referral) -> list[str]:
    sent_on = timezone.localdate(referral.sent_at) if referral.sent_at else None
    within = owed.usual(owed.RECEIPT, referral.case.office_id, sent_on)
    months = referral.agreement.months.get(referral.purpose) if referral.agreement else None
    kept = [f"Mohon dimusnahkan {months} bulan sesudah selesai, sesuai kesepakatan berbagi."] if months else []
    return [
        f"Mohon kabar bahwa surat ini sampai kepada penerimanya dalam {within} (aturan komisi), dan mohon tidak "
        "meminta anak bercerita lagi tentang yang sudah tertulis di sini.",
        *kept,
    ]


def pdf(referral: Referral, package: Mapping[str, Any]) -> bytes:
    """The same package gives the same bytes. A draft says on every page that it is one."""
    with translation.override("id"):
        return typeset.pdf(letters.PRINTED, letter(referral, package), at=referral.sent_at or timezone.now())


def file_name(referral: Referral) -> str:
    """No name, no number of a child: a download lies about for long."""
    return f"rujukan-{timezone.localtime(referral.sent_at or referral.at):%Y%m%d-%H%M}.pdf"
