"""Invented data for the style page: what a component looks like when it has something to show."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from suar.core.ui.charts import DARK, LIGHT, Chart, Names, Theme, bars
from suar.core.ui.columns import ListColumn, shown
from suar.core.ui.forms import Choices
from suar.core.ui.icons import symbols


class SampleForm(forms.Form):
    """One of each kind of field, two of them wrong."""

    name = forms.CharField(label="Nama panggilan", help_text="Cukup nama yang biasa dipakai anak.", max_length=40)
    about = Choices(
        label="Siapa yang butuh bantuan?",
        choices=[("self", "Aku sendiri"), ("friend", "Temanku"), ("other", "Anak lain yang kulihat")],
        hints={"friend": "Kami beri tahu juga cara menemaninya"},
    )
    needs = forms.MultipleChoiceField(
        label="Yang diminta anak",
        choices=[("safe", "Tempat aman"), ("school", "Kembali sekolah"), ("health", "Berobat")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    district = forms.ChoiceField(label="Kabupaten/kota", choices=[("", "—"), ("71", "Pontianak"), ("72", "Singkawang")])
    found_on = forms.DateField(label="Tanggal ditemukan", help_text="Contoh: 24/11/2026", required=False)
    note = forms.CharField(label="Catatan", widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label="Anak tahu dan setuju", required=False)


COLUMNS = (
    ListColumn("number", "Nomor", sort="number", fixed=True),
    ListColumn("opened", "Dibuka", sort="opened"),
    ListColumn("nights", "Malam", sort="nights", numeric=True),
)


class SampleFilter(forms.Form):
    """What a list is narrowed by."""

    q = forms.CharField(label="Cari", required=False)
    status = forms.ChoiceField(
        label="Keadaan", choices=[("", "Semua"), ("open", "Terbuka"), ("closed", "Ditutup")], required=False
    )


def drawn(theme: Theme) -> Chart:
    rows = [("ABH", 12), ("Pendidikan", 5), ("Kesehatan dan Napza", 3)]
    return bars("Kasus menurut klaster", rows, names=Names("Klaster", "Kasus"), theme=theme, width=360)


def context(request: HttpRequest) -> dict[str, Any]:
    """Everything `ui/styleguide.html` shows."""
    now = timezone.now()
    return {
        "form": SampleForm({"name": "", "about": "friend", "found_on": "kemarin"}),
        "columns": shown(COLUMNS, request.GET),
        "filter": SampleFilter(request.GET or {"status": "open"}),
        "late": now - dt.timedelta(hours=2),
        "soon": now + dt.timedelta(hours=2),
        "later": now + dt.timedelta(days=6),
        "tabs": [
            {"label": "Perjalanan", "url": "#perjalanan", "active": True},
            {"label": "Rencana", "url": "#rencana", "count": 3},
            {"label": "Dokumen", "url": "#dokumen"},
        ],
        "road": [
            {"label": "Lapor", "state": "done"},
            {"label": "Sidik", "state": "now", "note": "hari ke-5 / 60"},
            {"label": "Teliti"},
            {"label": "Sidang"},
        ],
        "bars": [
            {"label": "UPTD PPA", "value": 86, "text": "86 %"},
            {"label": "Kejari", "value": 48, "text": "48 %", "tone": "red"},
        ],
        "facts": [("Petugas", "Rani Astuti"), ("Kabupaten/kota", "Pontianak"), ("Alamat", "")],
        "drawn": drawn(LIGHT),
        "drawn_dark": drawn(DARK),
        "icons": sorted(symbols()),
    }
