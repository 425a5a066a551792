"""Which period to count; which fingerprint to look up."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suar.core.ui.forms import choose_among
from suar.insight.reports.periods import Period, PeriodError, parse
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, offices_with

_SIGNS = re.compile(r"[^0-9a-f]+")


class PeriodForm(forms.Form):
    """The period as text; the office only for whoever serves several."""

    period = forms.CharField(
        label=_("Periode"),
        max_length=24,
        help_text=_("Tahun 2021, triwulan 2021-Q3, bulan 2021-06, atau 2021-01-01..2021-12-15."),
    )
    office = forms.ModelChoiceField(label=_("Kantor"), queryset=Office.objects.none(), empty_label=None)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        made_in = offices_with(user, Permission.REPORT_MAKE)
        offices = Office.objects.filter(pk__in=made_in)
        if len(made_in) > 1:
            choose_among(self, "office", offices)
        else:
            del self.fields["office"]
        self.only_office = offices.first()

    def clean_period(self) -> Period:
        try:
            return parse(self.cleaned_data["period"])
        except PeriodError as error:
            raise forms.ValidationError(error.message) from error

    @property
    def chosen_office(self) -> Office | None:
        chosen: Office | None = self.cleaned_data.get("office", self.only_office)
        return chosen


class FingerprintForm(forms.Form):
    """A fingerprint as it is printed: whole, in groups, or shortened as at the foot of a page."""

    sidik = forms.CharField(
        label=_("Sidik laporan"),
        max_length=120,
        help_text=_("Salin dari kaki halaman atau dari Bab VII. Spasi tidak mengapa."),
    )

    def clean_sidik(self) -> tuple[str, str]:
        """The known beginning and end; of a whole one the beginning is everything."""
        text = self.cleaned_data["sidik"].lower().replace("sidik", "").strip(": ")
        first, gap, last = text.replace("...", "…").partition("…")
        start, end = _SIGNS.sub("", first), _SIGNS.sub("", last)
        if len(start) == 64 and not gap:
            return start, ""
        if len(start) >= 8 and len(end) >= 4:
            return start, end
        raise forms.ValidationError(_("Sidik berisi 64 angka atau huruf a–f, atau bentuk pendek: 7f3a 91c4 … e20b."))
