"""Forms of the regions: search, and the files that an office brings."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class RegionSearch(forms.Form):
    q = forms.CharField(label=_("Cari"), required=False, max_length=80)


class BoundaryForm(forms.Form):
    """A GeoJSON file of kabupaten and kota."""

    boundaries = forms.FileField(
        label=_("Berkas batas wilayah"),
        allow_empty_file=True,
        help_text=_("GeoJSON, derajat WGS84, satu unsur per kabupaten/kota dengan “code” berupa kode Kemendagri."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
    )
    source = forms.CharField(
        label=_("Sumber dan lisensi"), max_length=240, help_text=_("Dicantumkan di bawah setiap peta.")
    )


class PopulationForm(forms.Form):
    """A CSV file of people by kabupaten and kota."""

    population = forms.FileField(
        label=_("Berkas penduduk"),
        allow_empty_file=True,
        help_text=_("CSV dengan kolom code, male, female, reference_date; boleh juga total, children_0_17, source."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
