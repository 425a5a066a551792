"""Forms about users, roles and the office's settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from suar.core.documents import numbers
from suar.core.errors import DomainError
from suar.core.ui.forms import choose
from suar.core.ui.versions import VersionedForm
from suar.registry.accounts.models import Appointment, Office, Role, User, several_offices

LETTERHEAD_LINES = 6


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class UserFilter(forms.Form):
    """What the list of users shows."""

    q = forms.CharField(label=_("Cari"), required=False, max_length=60)
    role = forms.ChoiceField(label=_("Peran"), required=False, choices=[("", _("semua")), *Role.choices])
    active = forms.ChoiceField(
        label=_("Akun"), required=False, choices=[("", _("semua")), ("ya", _("aktif")), ("tidak", _("tidak aktif"))]
    )
    office = forms.ModelChoiceField(Office.objects.all(), label=_("Kantor"), required=False, empty_label=_("semua"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not several_offices():
            del self.fields["office"]


class UserForm(forms.Form):
    """The name and address of a user."""

    name = forms.CharField(label=_("Nama"), max_length=120)
    email = forms.EmailField(
        label=_("Surel dinas"), required=False, max_length=254, help_text=_("Boleh kosong. Tidak dipakai untuk masuk.")
    )


class NewUserForm(UserForm):
    username = forms.CharField(
        label=_("Nama pengguna"),
        min_length=3,
        max_length=60,
        help_text=_("Dipakai untuk masuk; tidak dapat diganti. Huruf kecil, angka, titik, dan garis bawah."),
        validators=[RegexValidator(r"^[a-z0-9._]+\Z", _("Hanya huruf kecil, angka, titik, dan garis bawah."))],
    )
    field_order = ("name", "username", "email")


class AppointmentForm(forms.ModelForm[Appointment]):
    """A role, with its agency for a partner; the office is asked only where there is a choice."""

    class Meta:
        model = Appointment
        fields = ("role", "office", "agency", "since", "until")
        labels = {"office": _("Kantor"), "agency": _("Lembaga yang diwakili")}
        help_texts = {
            "agency": _("Hanya untuk peran Lembaga mitra."),
            "until": _("Kosongkan bila belum ada hari terakhir."),
        }
        widgets = {"since": DateInput(), "until": DateInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = timezone.localdate()
        for name, empty in (("role", _("pilih")), ("office", _("pilih")), ("agency", _("tidak ada"))):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.empty_label = empty
            elif isinstance(field, forms.ChoiceField):
                field.choices = [("", empty), *Role.choices]
        if not several_offices():
            del self.fields["office"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "office" not in self.fields:
            cleaned["office"] = Office.objects.first()
        if cleaned.get("role") == Role.MITRA and not cleaned.get("agency"):
            self.add_error("agency", _("Pilih lembaga yang diwakili."))
        return cleaned

    def _post_clean(self) -> None:
        """Nothing: the action checks the row, this form never builds one."""


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=[("id", "Bahasa Indonesia"), ("en", "English")])


class OfficeForm(VersionedForm):
    """Letterhead, city and letter numbers."""

    name = forms.CharField(label=_("Nama lembaga"), max_length=120)
    letterhead = forms.CharField(
        label=_("Kop surat"),
        required=False,
        max_length=800,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Satu baris kop per baris: nama, alamat, telepon."),
    )
    city = forms.CharField(label=_("Kota"), max_length=60, help_text=_("Di depan tanggal surat."))
    letter_pattern = forms.CharField(
        label=_("Pola nomor surat"),
        max_length=numbers.MAX_LENGTH,
        help_text=_("Bagian: {urut}, {klasifikasi}, {unit}, {tahun}, {bulan}, {bulan_romawi}, {tanggal}."),
    )

    def clean_letterhead(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["letterhead"].splitlines() if line.strip()]
        if len(lines) > LETTERHEAD_LINES:
            raise forms.ValidationError(_("Kop surat paling banyak enam baris."))
        return lines

    def clean_letter_pattern(self) -> str:
        pattern: str = self.cleaned_data["letter_pattern"]
        try:
            numbers.parse(pattern)
        except DomainError as error:
            raise forms.ValidationError(error.message) from error
        return pattern


class WatchForm(forms.Form):
    """Who is on duty from a night to a night."""

    since = forms.DateField(label=_("Dari malam"), widget=DateInput())
    until = forms.DateField(label=_("Sampai malam"), widget=DateInput())
    first = forms.ChoiceField(label=_("Petugas piket"))
    second = forms.ChoiceField(
        label=_("Yang kedua"), required=False, help_text=_("Diberi tahu bila yang pertama belum membuka.")
    )

    def __init__(self, *args: Any, staff: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = {str(user.pk): user for user in staff}
        chosen = [(pk, user.name) for pk, user in self.staff.items()]
        for name, empty in (("first", _("pilih")), ("second", _("tidak ada"))):
            choose(self, name, [("", empty), *chosen])

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        people = {name: self.staff.get(given[name]) for name in ("first", "second")}
        return {"since": given["since"], "until": given["until"], **people}


class ClosureForm(VersionedForm):
    """A day on which offices here do not work."""

    on = forms.DateField(label=_("Tanggal"), widget=DateInput())
    name = forms.CharField(label=_("Nama hari libur"), max_length=120)

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if not 2000 <= on.year <= 2100:
            raise forms.ValidationError(_("Tahunnya di luar 2000 sampai 2100."))
        return on
