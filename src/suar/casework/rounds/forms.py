"""The forms of a round, of a question, of a weekly list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from suar.casework.cases.models import MonitoringSheet, Safe
from suar.casework.rounds.models import How
from suar.core.ui.forms import Choices, DayField, choose, choose_among
from suar.core.ui.making import OnceForm
from suar.core.ui.versions import VersionedForm
from suar.registry.agencies.models import Agency, Contact

STORY, SHORT = 4000, 200
COPIED = "safe at_school healthy state obstacle_place obstacle_law obstacle_family obstacle_note".split()


class Keyed(forms.RadioSelect):
    """Radio buttons, each with a key of its own beside it."""

    def __init__(self, keys: str) -> None:
        super().__init__()
        self.keys = keys

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        key = self.keys[int(option["index"])]
        option["attrs"] |= pressed_by(key)
        option["label"] = with_key(option["label"], key)
        return option


def pressed_by(key: str) -> dict[str, str]:
    return {"data-key": key, "aria-keyshortcuts": key}


def with_key(label: Any, key: str) -> SafeString:
    return format_html("{} <kbd>{}</kbd>", label, key)


def asked(label: Any, keys: str, **options: Any) -> Choices:
    return Choices(label=label, choices=Safe.choices, widget=Keyed(keys), **options)


def ticked(label: Any, key: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, widget=forms.CheckboxInput(attrs=pressed_by(key)))


class ItemForm(VersionedForm):
    """The smallest monitoring sheet. `version` is how many sheets the file had when it was looked at. Nothing is chosen
    beforehand: what was true the last time is not true today by itself."""

    safe = asked(
        _("Anak aman?"), "123", error_messages={"required": _("Jawab dulu: aman, belum, atau belum diketahui.")}
    )
    at_school = asked(_("Bersekolah?"), "456", initial=Safe.UNKNOWN)
    healthy = asked(_("Sehat?"), "789", initial=Safe.UNKNOWN)
    state = forms.CharField(
        label=_("Keadaan anak"), required=False, max_length=STORY, widget=forms.Textarea(attrs={"rows": 2})
    )
    obstacle_place = ticked(_("A. Belum ada tempat pemulihan"), "a")
    obstacle_law = ticked(_("B. Proses hukum lambat"), "b")
    obstacle_family = ticked(_("C. Keluarga belum dapat bekerja sama"), "c")
    obstacle_note = forms.CharField(label=_("Uraian hambatan"), required=False, max_length=STORY)
    next_on = DayField(
        label=_("Tanggal pantau berikut"), required=False, help_text=_("Kosongkan agar mengikuti aturan komisi.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for bound in self.fields.values():
            if isinstance(bound, forms.BooleanField):
                bound.label = with_key(bound.label, bound.widget.attrs["data-key"])

    def clean_next_on(self) -> Any:
        day = self.cleaned_data["next_on"]
        if day is not None and day <= timezone.localdate():
            raise forms.ValidationError(_("Tanggal pantau berikut harus sesudah hari ini."))
        return day


def as_last_time(sheet: MonitoringSheet) -> dict[str, Any]:
    """What *sama seperti pantau lalu* fills in: shown, to be saved or changed by whoever looks."""
    return {name: getattr(sheet, name) for name in COPIED}


class AskedFilter(forms.Form):
    lembaga = forms.ModelChoiceField(
        label=_("Lembaga"), required=False, queryset=Agency.objects.none(), empty_label=_("semua lembaga")
    )
    q = forms.CharField(label=_("Cari nomor berkas"), required=False, max_length=20)

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "lembaga", agencies)


class QuestionForm(OnceForm):
    """One talk about several duties of a body: a row for each (`actions.ask`)."""

    how = Choices(label=_("Ditanyakan lewat"), choices=How.choices, initial=How.PHONE)
    line = forms.ChoiceField(label=_("Jalur resmi"), required=False)
    who = forms.CharField(
        label=_("Siapa yang menjawab"), required=False, max_length=SHORT, help_text=_("Nama atau jabatannya.")
    )
    said = forms.CharField(
        label=_("Apa jawabnya"), required=False, max_length=STORY, widget=forms.Textarea(attrs={"rows": 2})
    )
    duties = forms.MultipleChoiceField(
        label=_("Yang ditanyakan"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Centang sedikitnya satu kewajiban.")},
    )

    def __init__(self, *args: Any, duties: list[tuple[str, str]], lines: list[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "duties", duties)
        choose(self, "line", lines_to_choose(lines))


class ListForm(OnceForm):
    """To whom a list is handed: a line of the list of bodies, or a name or office that is typed."""

    agency = forms.ModelChoiceField(label=_("Lembaga"), queryset=Agency.objects.none(), empty_label=_("pilih lembaga"))
    line = forms.ChoiceField(label=_("Jalur resmi"), required=False)
    recipient = forms.CharField(
        label=_("Penerima"),
        max_length=SHORT,
        help_text=_("Nama atau jabatan orang yang menerimanya, bukan lembaganya saja."),
        error_messages={"required": _("Tulis nama atau jabatan yang menerima daftar ini.")},
    )

    def __init__(self, *args: Any, agencies: Any, lines: list[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "agency", agencies)
        choose(self, "line", lines_to_choose(lines))


def lines_to_choose(lines: list[Contact]) -> list[tuple[str, Any]]:
    return [("", _("tidak disebut")), *((called(line), called(line)) for line in lines)]


def called(line: Contact) -> str:
    """`Piket PPA, 0800-555-0110`, as it is kept: a line may be renamed later."""
    return ", ".join(part for part in (line.label, line.phone) if part)[:160]


class SendForm(forms.Form):
    how = Choices(label=_("Dikirim lewat"), choices=How.choices)


class LineForm(VersionedForm):
    """When it reached us, and a word about it; which button is pressed says the rest."""

    offered = frozenset({"on"})

    on = DayField(label=_("Tanggal diterima"))
    note = forms.CharField(
        label=_("Catatan"), required=False, max_length=STORY, widget=forms.Textarea(attrs={"rows": 2})
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Kode atau nomor daftar"),
        max_length=40,
        help_text=_("Arahkan pemindai ke kode pada kertas, atau ketik angkanya."),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )


class ListFilter(forms.Form):
    q = forms.CharField(label=_("Cari nomor daftar"), required=False, max_length=20)
    lembaga = forms.ModelChoiceField(
        label=_("Lembaga"), required=False, queryset=Agency.objects.none(), empty_label=_("semua lembaga")
    )

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "lembaga", agencies)


class PickForm(forms.Form):
    """Which body a list is for: the one question before the others."""

    lembaga = forms.ModelChoiceField(label=_("Lembaga"), queryset=Agency.objects.none(), empty_label=None)

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "lembaga", agencies)


class TextForm(forms.Form):
    """A text to be copied, not to be changed here."""

    text = forms.CharField(label=_("Teks pesan"), widget=forms.Textarea(attrs={"rows": 16, "readonly": True}))
