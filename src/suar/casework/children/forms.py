"""What the desk asks about a child. Only warnings for numbers and dates that do not fit: papers are often wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from suar.casework.children import rules
from suar.casework.children.models import Child, Sex
from suar.core.ui.forms import Choices, in_reach
from suar.core.ui.versions import VersionedForm
from suar.registry.regions.reference import is_known

SHORT, LONG = 120, 500


class BirthField(forms.CharField):
    """A birth date as much as is known of it: `2011-03-09`, `2011-03`, `2011`. Cleaned to an ISO day, the first one of
    the month or the year; empty where nobody knows."""

    def __init__(self) -> None:
        said = _("Tahun-bulan-hari, misalnya 2011-03-09. Bila hanya itu yang diketahui, 2011-03 atau 2011 saja.")
        super().__init__(label=_("Tanggal lahir"), max_length=10, required=False, help_text=said)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if not text:
            return ""
        try:
            born, _part = rules.birth_typed(text)
        except ValueError:
            born = None
        if born is None or born > timezone.localdate():
            raise forms.ValidationError(
                _("Tulis tanggal yang sudah lewat, seperti 2011-03-09, atau tahunnya saja, atau kosongkan.")
            )
        in_reach(born)
        return born.isoformat()


def estimated_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Tanggal lahirnya perkiraan"),
        required=False,
        help_text=_("Tercatat sendiri bila hanya tahun atau bulannya yang diisi."),
    )


class BornForm(forms.Form):
    """One that asks when a child was born, in `birth_date` and `birth_estimated`: a date that was typed in part is
    estimated, ticked or not."""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("birth_date"):
            _born, part = rules.birth_typed(str(self["birth_date"].data))
            given["birth_estimated"] = part or given.get("birth_estimated", False)
        return given


class ChildForm(BornForm, VersionedForm):
    name = forms.CharField(
        label=_("Nama"), max_length=SHORT, required=False, help_text=_("Boleh kosong bila anak belum mau menyebutnya.")
    )
    other_names = forms.CharField(
        label=_("Nama lain"),
        max_length=LONG,
        required=False,
        help_text=_("Panggilan atau ejaan lain, dipisahkan koma."),
    )
    sex = Choices(label=_("Jenis kelamin"), choices=Sex.choices, required=False)
    birth_date = BirthField()
    birth_estimated = estimated_field()
    nik = forms.CharField(
        label=_("NIK"), max_length=24, required=False, help_text=_("Boleh belum ada. Hanya dipakai untuk mencari.")
    )
    phone = forms.CharField(label=_("Telepon anak"), max_length=40, required=False)
    address = forms.CharField(
        label=_("Alamat"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    guardian = forms.CharField(label=_("Orang tua/wali"), max_length=LONG, required=False)
    school = forms.CharField(label=_("Sekolah"), max_length=SHORT, required=False)

    def warnings(self) -> list[str]:
        """What the officer should look at again; saved all the same."""
        return doubts_of(self.cleaned_data)


class MergeForm(forms.Form):
    why = forms.CharField(
        label=_("Apa yang menunjukkan bahwa keduanya anak yang sama"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Misalnya NIK yang sama, atau keterangan anak sendiri."),
    )


class SeparateForm(VersionedForm):
    why = forms.CharField(
        label=_("Mengapa keduanya ternyata dua anak"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 2})
    )


def doubts_of(given: Mapping[str, Any]) -> list[str]:
    """What in a NIK does not fit the rest of what a form holds of a child: one question wherever it is typed. A day
    that is only estimated is held against none."""
    born = "" if given.get("birth_estimated") else given["birth_date"]
    return rules.nik_warnings(given["nik"], birth_date=born, sex=given["sex"], known_district=known_district)


def known_district(code: str) -> bool:
    """Whether four digits name a kabupaten/kota; outside the province nothing is doubted: only its own are loaded."""
    return not code.startswith("61") or is_known(f"{code[:2]}.{code[2:]}")


def child_initial(child: Child) -> dict[str, Any]:
    return {name: getattr(child, name) for name in ChildForm.base_fields}


class SafeContactForm(VersionedForm):
    """Everything somebody must know before they dial."""

    may_call = Choices(
        label=_("Boleh dihubungi?"),
        choices=[("yes", _("ya")), ("no", _("tidak")), ("unknown", _("belum ditanyakan"))],
        hints={"unknown": _("Dianggap tidak, sampai anak ditanya.")},
    )
    who = forms.CharField(
        label=_("Siapa yang akan mengangkat"),
        max_length=SHORT,
        required=False,
        help_text=_("Sebut hubungannya, misalnya “Bibi, L.”."),
    )
    number = forms.CharField(label=_("Nomor yang dipakai"), max_length=40, required=False)
    name_to_use = forms.CharField(
        label=_("Nama atau alasan yang dipakai penelepon"),
        max_length=LONG,
        required=False,
        help_text=_("Misalnya “dari sekolah”. Jangan sebut KPPAD bila orang lain mengangkat."),
    )
    hours = forms.CharField(
        label=_("Hari dan jam yang aman"), max_length=SHORT, required=False, help_text=_("Misalnya Sen–Sab 09–17.")
    )
    avoid = forms.CharField(
        label=_("Siapa yang tidak boleh tahu"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    wish = forms.CharField(
        label=_("Keinginan anak"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Dengan kata-kata anak sendiri."),
    )
    message = Choices(
        label=_("Bila tidak diangkat"),
        choices=[("never", _("jangan tinggalkan pesan")), ("neutral", _("boleh pesan netral: minta telepon balik"))],
        initial="never",
        help_text=_("Pesan tidak pernah menyebut perkaranya."),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("may_call") == "yes" and not given.get("who"):
            self.add_error("who", _("Tulis siapa yang akan mengangkat, supaya tidak salah orang."))
        return given
