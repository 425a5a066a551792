"""Forms about partner bodies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from suar.core.ui.versions import VersionedForm
from suar.registry.agencies.models import Agency, Kind
from suar.registry.regions import reference

PHONE = RegexValidator(r"^[0-9+() .\-]{3,40}\Z", _("Hanya angka, spasi, tanda hubung, kurung, dan +."))


def regions() -> list[tuple[str, Any]]:
    """The province, then its kabupaten and kota."""
    return [(reference.PROVINCE, _("seluruh provinsi")), *reference.districts()]


class AgencyFilter(forms.Form):
    """What the list of bodies shows. Inactive ones only when asked for."""

    q = forms.CharField(label=_("Cari"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("Jenis"), required=False, choices=[("", _("semua")), *Kind.choices])
    region = forms.ChoiceField(label=_("Wilayah kerja"), required=False)
    verified = forms.ChoiceField(
        label=_("Sudah dicek"), required=False, choices=[("", _("semua")), ("ya", _("sudah")), ("belum", _("belum"))]
    )
    active = forms.ChoiceField(
        label=_("Aktif"), required=False, choices=[("", _("aktif")), ("tidak", _("tidak aktif")), ("semua", _("semua"))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["region"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [("", _("semua")), *regions()]


class AgencyForm(VersionedForm):
    """A body: what it is called, what it is, where it serves, and whether somebody has checked."""

    name = forms.CharField(label=_("Nama lengkap"), max_length=160)
    short_name = forms.CharField(
        label=_("Nama singkat"), max_length=60, help_text=_("Yang dipakai sehari-hari, misalnya UPTD PPA Sambas.")
    )
    kind = forms.ChoiceField(label=_("Jenis"), choices=Kind.choices)
    region_code = forms.ChoiceField(label=_("Wilayah kerja"))
    superior = forms.ModelChoiceField(
        label=_("Atasan"),
        required=False,
        queryset=Agency.objects.none(),
        empty_label=_("belum diketahui"),
        help_text=_("Kepada siapa surat eskalasi ditulis bila lembaga ini tidak menjawab."),
    )
    address = forms.CharField(label=_("Alamat kantor"), required=False, max_length=240)
    note = forms.CharField(label=_("Catatan"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    source = forms.CharField(
        label=_("Sumber"), required=False, max_length=240, help_text=_("Dari mana kita tahu: surat, situs, telepon.")
    )
    verified = forms.BooleanField(label=_("Sudah dicek: lembaga ini ada dengan nama dan alamat ini"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["region_code"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = regions()
        above: Any = self.fields["superior"]
        above.queryset = Agency.objects.active()


class ContactForm(VersionedForm):
    """An office line. At least a number or an address, or it helps nobody."""

    label = forms.CharField(
        label=_("Nama bagian"),
        max_length=80,
        help_text=_("Piket, tata usaha, hotline. Jalur kantor, bukan nomor pribadi."),
    )
    phone = forms.CharField(label=_("Telepon"), required=False, max_length=40, validators=[PHONE])
    email = forms.EmailField(label=_("Surel"), required=False, max_length=254)
    hours = forms.CharField(label=_("Jam layanan"), required=False, max_length=80)
    note = forms.CharField(label=_("Catatan"), required=False, max_length=240)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("phone") and not cleaned.get("email"):
            self.add_error("phone", _("Isi telepon atau surel."))
        return cleaned
