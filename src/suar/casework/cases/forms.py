"""What the desk asks about a file. Forms word, clean and never save."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from suar.casework.cases import clusters, promises, rules
from suar.casework.cases.alongside import Burden
from suar.casework.cases.models import Case, ChildRole, Kind, MonitoringSheet, Note, Risk, Safe, Status
from suar.casework.children.forms import LONG, BirthField, BornForm, estimated_field
from suar.casework.children.models import Sex
from suar.core.ui.forms import Choices, DayField, choose, choose_among, in_reach
from suar.core.ui.making import OnceForm
from suar.core.ui.versions import VersionedForm
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import STAFF
from suar.registry.agencies.models import Agency
from suar.registry.regions.reference import districts

STORY = 20_000
ALL = ("", _("semua"))


class EventField(forms.CharField):
    """When it happened, as much as is known of it: `2026-05-09`, `2026-05`, `2026`."""

    def __init__(self) -> None:
        said = _("Tahun-bulan-hari, misalnya 2026-05-09. Bila hanya itu yang diketahui, 2026-05 atau 2026 saja.")
        super().__init__(label=_("Tanggal kejadian"), max_length=10, required=False, help_text=said)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        days = rules.event_days(text)
        if text and (days is None or days[0] > timezone.localdate()):
            raise forms.ValidationError(_("Tulis tanggal kejadian yang sudah lewat: 2026-05-09, 2026-05, atau 2026."))
        if days is not None:
            in_reach(days[0])
        return text


def officers_of(offices: list[int]) -> list[User]:
    """Who may hold a file of these offices, by name."""
    today = timezone.localdate()
    found = User.objects.filter(
        is_active=True, appointments__office__in=offices, appointments__role__in=STAFF, appointments__since__lte=today
    ).exclude(appointments__until__lt=today)
    return list(found.order_by("name", "pk").distinct())


def leads_of(offices: list[int]) -> list[Agency]:
    """Bodies that lead a file of these offices, by name."""
    return list(Agency.objects.filter(led_cases__office__in=offices).distinct())


class FilterForm(forms.Form):
    """The list's filters. Names stand in the address, so they are short and Indonesian."""

    q = forms.CharField(label=_("Cari nama, NIK, telepon, nomor"), required=False, max_length=LONG)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ALL, *Status.choices])
    risiko = forms.ChoiceField(label=_("Risiko"), required=False, choices=[ALL, *Risk.choices])
    safe = forms.ChoiceField(label=_("Aman sekarang"), required=False, choices=[ALL, *Safe.choices])
    klaster = forms.ChoiceField(label=_("Klaster"), required=False)
    wilayah = forms.ChoiceField(label=_("Kabupaten/kota"), required=False)
    petugas = forms.ChoiceField(label=_("Petugas"), required=False)
    jenis = forms.ChoiceField(label=_("Jenis"), required=False, choices=[ALL, *Kind.choices])
    memimpin = forms.ChoiceField(label=_("Memimpin"), required=False)
    masa = forms.CharField(
        label=_("Masa"), required=False, max_length=7, widget=forms.TextInput(attrs={"placeholder": "2026, 2026-11"})
    )

    def __init__(self, *args: Any, officers: list[User], leads: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(agency.pk), agency.short_name) for agency in leads]
        choose(self, "memimpin", [ALL, ("komisi", _("komisi")), ("lain", _("lembaga lain")), *named])
        choose(self, "klaster", [ALL, *clusters.choices()])
        choose(self, "wilayah", [ALL, *districts()])
        choose(self, "petugas", [ALL, *((str(user.pk), user.name) for user in officers)])

    def clean_masa(self) -> str:
        text: str = self.cleaned_data["masa"].strip()
        if text and rules.period(text) is None:
            raise forms.ValidationError(_("Tulis tahun, triwulan, atau bulan: 2026, 2026-Q3, 2026-11."))
        return text


class CaseForm(BornForm, OnceForm):
    """A file without a complaint: rare, for a child that a body brings or that the commission meets."""

    name = forms.CharField(label=_("Nama anak"), required=False, max_length=LONG)
    sex = Choices(label=_("Jenis kelamin"), choices=Sex.choices, required=False)
    birth_date = BirthField()
    birth_estimated = estimated_field()
    age = forms.IntegerField(
        label=_("Usia saat dilaporkan"), required=False, min_value=0, max_value=25,
        help_text=_("Bila tanggal lahirnya tidak diketahui."),
    )  # fmt: skip
    event_on = EventField()
    phone = forms.CharField(label=_("Telepon anak"), required=False, max_length=40)
    nik = forms.CharField(label=_("NIK"), required=False, max_length=24)
    kind = Choices(label=_("Jenis"), choices=Kind.choices, initial=Kind.FINDING)
    cluster = forms.ChoiceField(label=_("Klaster"))
    category = forms.ChoiceField(label=_("Jenis kejadian"), required=False)
    child_role = Choices(label=_("Kedudukan anak"), choices=ChildRole.choices, initial=ChildRole.UNKNOWN)
    region_code = forms.ChoiceField(label=_("Kabupaten/kota"), required=False)
    officer = forms.ChoiceField(label=_("Petugas"), required=False)
    summary = forms.CharField(
        label=_("Ringkasan"), required=False, max_length=STORY, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Singkat dan netral, tanpa rincian perbuatan."),
    )  # fmt: skip
    same_child = forms.UUIDField(required=False, widget=forms.HiddenInput)
    looked = forms.BooleanField(label=_("Sudah dilihat: ini anak lain"), required=False)

    def __init__(self, *args: Any, officers: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        categories = [(code, category.shown) for code, category in clusters.CATEGORIES.items()]
        choose(self, "cluster", clusters.choices())
        choose(self, "category", [("", _("belum dipilih")), *categories])
        choose(self, "region_code", [("", _("belum diketahui")), *districts()])
        choose(self, "officer", [("", _("belum ada")), *((str(u.pk), u.name) for u in officers)])


class WordsForm(forms.Form):
    """What was seen and what was said, apart; one of them at least."""

    seen = forms.CharField(
        label=_("Yang dilihat"), required=False, max_length=STORY, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Hanya yang Anda lihat sendiri."),
    )  # fmt: skip
    said = forms.CharField(
        label=_("Yang dikatakan"), required=False, max_length=STORY, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Siapa berkata apa. Bukan kabar angin, tanpa rincian perbuatan."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not (given.get("seen", "").strip() or given.get("said", "").strip()):
            self.add_error("seen", _("Isi yang dilihat atau yang dikatakan."))
        return given


WRITTEN = [(kind.value, kind.label) for kind in Note.Kind if kind != Note.Kind.REASON]


class NoteForm(WordsForm):
    kind = Choices(label=_("Jenis"), choices=WRITTEN, initial=Note.Kind.NOTE)

    field_order: Iterable[str] | None = ("kind", "seen", "said")


class NewNoteForm(OnceForm, NoteForm):
    """A note of the desk: one press writes one."""


class MendForm(VersionedForm, WordsForm):
    """The words of a note; which kind it is stays."""


class TaskForm(OnceForm):
    text = forms.CharField(label=_("Tugas"), max_length=LONG)
    due_on = DayField(label=_("Tanggal"), required=False)
    officer = forms.ChoiceField(label=_("Petugas"), required=False)

    def __init__(self, *args: Any, officers: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "officer", [("", _("belum ada")), *((str(user.pk), user.name) for user in officers)])


class SheetForm(forms.Form):
    """Lembar pantau. What stands in the way is ticked; what was asked is asked of one body."""

    on = DayField(label=_("Tanggal pantau"))
    safe = Choices(label=_("Anak aman?"), choices=Safe.choices, initial=Safe.UNKNOWN)
    at_school = Choices(label=_("Bersekolah?"), choices=Safe.choices, initial=Safe.UNKNOWN)
    healthy = Choices(label=_("Sehat?"), choices=Safe.choices, initial=Safe.UNKNOWN)
    state = forms.CharField(
        label=_("Keadaan anak"), required=False, max_length=STORY, widget=forms.Textarea(attrs={"rows": 3})
    )
    obstacle_place = forms.BooleanField(label=_("A. Belum ada tempat pemulihan"), required=False)
    obstacle_law = forms.BooleanField(label=_("B. Proses hukum lambat"), required=False)
    obstacle_family = forms.BooleanField(label=_("C. Keluarga belum dapat bekerja sama"), required=False)
    obstacle_note = forms.CharField(
        label=_("Uraian hambatan"), required=False, max_length=STORY, widget=forms.Textarea(attrs={"rows": 2})
    )
    asked_of = forms.ModelChoiceField(
        label=_("Diminta dari"), required=False, queryset=Agency.objects.none(), empty_label=_("tidak ada")
    )
    asked = forms.CharField(label=_("Yang diminta"), required=False, max_length=LONG)
    next_on = DayField(
        label=_("Tanggal pantau berikut"),
        required=False,
        help_text=_("Diusulkan menurut risiko; kosongkan agar mengikuti aturan komisi."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "asked_of", Agency.objects.active())

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("asked_of") and not given.get("asked"):
            self.add_error("asked", _("Tulis apa yang diminta dari lembaga itu."))
        if given.get("asked") and not given.get("asked_of"):
            self.add_error("asked_of", _("Pilih lembaga yang diminta."))
        on, next_on = given.get("on"), given.get("next_on")
        if on and on > timezone.localdate():
            self.add_error("on", _("Tanggal pantau belum tiba. Perbaiki tanggalnya."))
        if on and next_on and next_on <= on:
            self.add_error("next_on", _("Tanggal pantau berikut harus sesudah tanggal pantau ini."))
        return given


class NewSheetForm(OnceForm, SheetForm):
    """A sheet of the desk: one press writes one."""


class AnswerForm(VersionedForm):
    answer = Choices(
        label=_("Jawaban lembaga"),
        choices=[(value, label) for value, label in MonitoringSheet.Answer.choices if value in rules.ANSWERS],
    )
    note = forms.CharField(
        label=_("Uraian jawaban"), required=False, max_length=STORY, widget=forms.Textarea(attrs={"rows": 3})
    )


class SafetyForm(VersionedForm):
    safe_now = Choices(label=_("Aman sekarang?"), choices=Safe.choices)
    note = forms.CharField(
        label=_("Di mana anak malam ini"), required=False, max_length=LONG, help_text=_("Cukup jenis tempatnya.")
    )


class AssignForm(VersionedForm):
    """`burdens`: what each of them carries, by id, beside the name."""

    officer = Choices(label=_("Petugas"), required=False)
    why = forms.CharField(
        label=_("Alasan pimpinan bila petugas sudah penuh"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, officers: list[User], burdens: Mapping[int, Burden], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hints = {str(pk): burden.said for pk, burden in burdens.items()}
        choose(self, "officer", [("", _("belum ada")), *((str(user.pk), user.name) for user in officers)], hints=hints)
        if not any(burden.barred for burden in burdens.values()):
            del self.fields["why"]


class RiskForm(VersionedForm):
    """One question a line, each yes, no or not known; the questions come from the instrument in use."""

    ANSWERS = [("yes", _("ya")), ("no", _("tidak")), ("unknown", _("belum tahu"))]

    def __init__(self, *args: Any, tool: rules.Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in tool.questions:
            self.fields[question.code] = Choices(label=str(question.text), choices=self.ANSWERS, initial="unknown")

    def answers(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ClosureForm(VersionedForm):
    reason = Choices(label=_("Alasan penutupan"))
    note = forms.CharField(
        label=_("Yang tercapai, dan siapa yang melanjutkan"),
        max_length=STORY,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [reason for reason in rules.closing_reasons().values() if reason.offered]
        hints = {reason.code: _("Hanya bila anak sudah aman.") for reason in reasons if reason.safe}
        choose(self, "reason", [(reason.code, str(reason.label)) for reason in reasons], hints=hints)


class WhyForm(VersionedForm):
    why = forms.CharField(label=_("Alasan"), max_length=STORY, widget=forms.Textarea(attrs={"rows": 3}))


class EventForm(VersionedForm):
    event_on = EventField()


class RoleForm(VersionedForm):
    child_role = Choices(label=_("Kedudukan anak"), choices=ChildRole.choices)
    why = forms.CharField(label=_("Alasan"), max_length=STORY, widget=forms.Textarea(attrs={"rows": 3}))


def sheet_initial(case: Case) -> dict[str, Any]:
    today = timezone.localdate()
    return {"on": today, "safe": case.safe_now, "next_on": promises.next_watch(case, timezone.now())}
