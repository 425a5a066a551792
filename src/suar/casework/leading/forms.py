"""Fields of the pages about who leads a file. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suar.casework.cases.forms import STORY
from suar.casework.cases.models import Safe
from suar.casework.children.forms import LONG
from suar.casework.leading.models import How, Plan, Present, Purpose, Reason, SeenBy, System, Wish
from suar.core.ui.forms import Choices, DayField, ManyChoices, choose_among
from suar.core.ui.making import OnceForm
from suar.core.ui.versions import VersionedForm
from suar.registry.agencies.models import Agency


def words(label: Any, rows: int = 2, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=STORY, widget=forms.Textarea(attrs={"rows": rows}), **options)


class LeadForm(VersionedForm):
    offered = frozenset({"since"})

    agency = forms.ModelChoiceField(
        label=_("Yang memimpin"), required=False, queryset=Agency.objects.none(), empty_label=_("komisi sendiri")
    )
    since = DayField(label=_("Sejak"))
    contact = forms.CharField(
        label=_("Narahubung di sana"), required=False, max_length=LONG, help_text=_("Nama, jabatan, telepon kantornya.")
    )
    why = words(_("Mengapa"), help_text=_("Misalnya: kesepakatan rapat, penugasan, ditangani di sana lebih dulu."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, "agency", Agency.objects.active())

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("agency") and not given.get("contact", "").strip() and "contact" not in self.errors:
            self.add_error("contact", _("Tulis siapa narahubungnya di lembaga itu."))
        return given


class WatchingForm(OnceForm):
    """The five answers. Those of the sheet are its own fields."""

    on = DayField(label=_("Hari kabar"))
    how = Choices(label=_("Diketahui lewat"), choices=How.choices, initial=How.PHONE)
    told_by = forms.CharField(
        label=_("Siapa yang memberi kabar"), required=False, max_length=LONG, help_text=_("Nama dan jabatan.")
    )
    seen_by = Choices(label=_("Siapa terakhir bertemu anak?"), choices=SeenBy.choices, initial=SeenBy.UNKNOWN)
    seen_who = forms.CharField(label=_("Nama atau jabatannya"), required=False, max_length=LONG)
    seen_on = DayField(label=_("Hari bertemu"), required=False)
    safe = Choices(label=_("Anak aman sekarang?"), choices=Safe.choices, initial=Safe.UNKNOWN)
    plan = Choices(label=_("Rencana penanganan lembaga itu"), choices=Plan.choices, initial=Plan.UNKNOWN)
    plan_on = DayField(label=_("Tanggal rencana"), required=False)
    next_step = words(_("Langkah berikut lembaga itu"), required=False)
    next_step_on = DayField(label=_("Kapan"), required=False)
    obstacle_place = forms.BooleanField(label=_("A. Belum ada tempat pemulihan"), required=False)
    obstacle_law = forms.BooleanField(label=_("B. Proses hukum lambat"), required=False)
    obstacle_family = forms.BooleanField(label=_("C. Keluarga belum dapat bekerja sama"), required=False)
    obstacle_note = words(_("Uraian hambatan"), required=False)
    next_on = DayField(label=_("Tanggal pantau berikut"), required=False)

    SHEET = ("on", "safe", "obstacle_place", "obstacle_law", "obstacle_family", "obstacle_note", "next_on")

    def facts(self) -> dict[str, Any]:
        """What the action is told: the sheet's fields together."""
        given = super().facts()
        return {**{k: v for k, v in given.items() if k not in self.SHEET}, "sheet": {k: given[k] for k in self.SHEET}}


class NumberForm(OnceForm):
    system = Choices(label=_("Nomor dari"), choices=System.choices)
    number = forms.CharField(label=_("Nomor"), max_length=80, help_text=_("Seperti tertulis di sana."))
    note = forms.CharField(label=_("Keterangan"), required=False, max_length=LONG)


class InterviewForm(OnceForm):
    """`again`: whether the child was talked to before; then it asks why once more."""

    on = DayField(label=_("Hari wawancara"), help_text=_("Boleh yang direncanakan: catat sebelum anak dipanggil."))
    body = forms.ModelChoiceField(
        label=_("Oleh lembaga"), required=False, queryset=Agency.objects.none(), empty_label=_("komisi sendiri")
    )
    purpose = Choices(label=_("Tujuan"), choices=Purpose.choices)
    present = ManyChoices(label=_("Yang mendampingi anak"), choices=Present.choices)
    arrangement = words(
        _("Pengaturannya"), required=False, help_text=_("Tempat, waktu, bahasa, jeda. Bukan cerita anak.")
    )
    wish = Choices(label=_("Kemauan anak"), choices=Wish.choices, initial=Wish.NOT_ASKED)
    wish_words = words(_("Kata-kata anak tentang kemauannya"), required=False)
    reason = Choices(
        label=_("Mengapa sekali lagi?"),
        choices=Reason.choices,
        error_messages={"required": _("Pilih mengapa anak perlu diwawancarai sekali lagi.")},
    )
    reason_words = words(
        _("Mengapa yang sudah ada tidak cukup"),
        error_messages={"required": _("Tulis mengapa yang sudah ada tidak cukup.")},
    )

    def __init__(self, *args: Any, again: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, "body", Agency.objects.active())
        if not again:
            del self.fields["reason"], self.fields["reason_words"]


class WithdrawForm(VersionedForm):
    why = words(_("Mengapa ditarik"))
