"""A pad as PDF: drawn once, given away, never kept. Always Indonesian, black on white."""

from __future__ import annotations

from importlib.resources import files

from django.utils import translation
from django.utils.translation import gettext

from suar.casework.intake.receipt import groups
from suar.casework.paper.actions import Printed
from suar.casework.paper.models import Kind
from suar.core.documents import typeset
from suar.core.documents.codes import qr

PAD = files("suar.casework.paper") / "templates" / "paper" / "pad.typ"


def pdf(printed: Printed) -> bytes:
    """One page a sheet; its number as text and as a code."""
    codes = printed.codes or [""] * len(printed.sheets)
    lines = [
        {"nomor": sheet.number, "gambar": f"{sheet.place}.svg", "kode": "  ".join(groups(code))}
        for sheet, code in zip(printed.sheets, codes, strict=True)
    ]
    pictures = {f"{sheet.place}.svg": qr(sheet.number) for sheet in printed.sheets}
    with translation.override("id"):
        title, advice = said(printed.pad.kind)
        data = {
            "jenis": printed.pad.kind, "judul": title, "petunjuk": advice, "kantor": printed.pad.office.name,
            "lembar": lines,
        }  # fmt: skip
        return typeset.pdf(PAD, data, at=printed.pad.at, images=pictures)


def said(kind: str) -> tuple[str, str]:
    """Title and advice at the head of a sheet."""
    keep = gettext("Bawa kembali dalam amplop tertutup, lalu catat secepatnya dengan waktu yang tertulis di sini.")
    if kind == Kind.INTAKE:
        ask = gettext("Tanpa rincian perbuatan. Jangan minta dan jangan simpan foto atau video.")
        return gettext("Lembar pengaduan"), f"{ask} {keep}"
    if kind == Kind.WATCH:
        return gettext("Lembar pantau"), f"{gettext('Sebut anak dengan nomor berkasnya, bukan namanya.')} {keep}"
    return gettext("Lembar kunjungan"), f"{gettext('Sebut anak dengan nomor berkasnya, bukan namanya.')} {keep}"
