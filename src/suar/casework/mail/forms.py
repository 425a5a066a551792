"""Fields of the pages about letters that came in. None takes a file. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from suar.casework.complaints.intake_forms import ComplaintForm
from suar.casework.duties.forms import Moment, Text, offer
from suar.casework.mail.models import Incoming, Nature
from suar.casework.mail.rules import number_on
from suar.core.ui.forms import Choices, DayField, choose, choose_among
from suar.core.ui.making import OnceForm
from suar.core.ui.versions import VersionedForm
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, offices_with
from suar.registry.agencies.models import Agency

EVERY, NOWHERE, SETTLED = "semua", "tanpa-disposisi", "selesai"
SHORT, LONG = 120, 400


class MailFilter(forms.Form):
    """What narrows the agenda."""

    q = forms.CharField(label=_("Nomor surat, agenda, atau SRIKANDI"), required=False, max_length=SHORT)
    status = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[
            ("", _("belum selesai")),
            (NOWHERE, _("belum ada disposisi")),
            (SETTLED, pgettext_lazy("surat masuk", "selesai")),
            (EVERY, _("semua")),
        ],
    )
    nature = forms.ChoiceField(label=_("Sifat"), required=False, choices=[("", _("semua")), *Nature.choices])
    agency = forms.ModelChoiceField(
        label=_("Lembaga"), required=False, queryset=Agency.objects.none(), empty_label=_("semua")
    )
    year = forms.IntegerField(label=_("Tahun"), required=False, min_value=2000, max_value=2100)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        wrote = Incoming.objects.visible_to(user).values("agency")
        offer(self, "agency", Agency.objects.filter(pk__in=wrote))


class MailFields(forms.Form):
    """What stands in the agenda of a letter."""

    received_on = DayField(label=_("Diterima tanggal"))
    agency = forms.ModelChoiceField(
        label=_("Lembaga pengirim"), required=False, queryset=Agency.objects.none(), empty_label=_("bukan lembaga")
    )
    sender = forms.CharField(
        label=_("Pengirim lain"), required=False, max_length=SHORT, help_text=_("Bila bukan lembaga dalam daftar.")
    )
    outside_number = forms.CharField(label=_("Nomor surat"), required=False, max_length=SHORT)
    dated = DayField(label=_("Tanggal surat"), required=False)
    srikandi = forms.CharField(label=_("Nomor SRIKANDI"), required=False, max_length=60)
    about = forms.CharField(
        label=_("Perihal"), max_length=LONG, help_text=_("Beberapa kata, tersegel. Sebut anak dengan nomor berkasnya.")
    )
    nature = Choices(label=_("Sifat"), choices=Nature.choices, initial=Nature.ORDINARY)
    pages = forms.IntegerField(label=_("Jumlah halaman"), required=False, min_value=1, max_value=2000)
    lies = forms.CharField(
        label=_("Letak kertasnya"), required=False, max_length=SHORT, help_text=_("Misalnya: lemari 2, map merah.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose_among(self, "agency", Agency.objects.active())
        self.initial.setdefault("received_on", timezone.localdate())

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("agency") and not given.get("sender") and "agency" not in self.errors:
            self.add_error("agency", _("Pilih lembaga pengirim, atau tulis siapa pengirimnya."))
        return given


class MailForm(MailFields, OnceForm):
    """A letter to enter."""

    answers = forms.CharField(
        label=_("Menjawab surat kita nomor"),
        required=False,
        max_length=SHORT,
        help_text=_("Pindai potongan jawabannya, atau ketik nomornya."),
    )
    office = forms.ModelChoiceField(Office.objects.none(), label=_("Kantor"), empty_label=None)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        offices = Office.objects.filter(pk__in=offices_with(user, Permission.MAIL_WORK)).order_by("name")
        offer(self, "office", offices)
        if len(offices) < 2:
            del self.fields["office"]
        self.only_office = offices[0]

    def clean_answers(self) -> str:
        return number_on(str(self.cleaned_data["answers"]))


class CorrectForm(VersionedForm, MailFields):
    """What was read or typed wrongly."""


class AnswerForm(VersionedForm):
    number = forms.CharField(
        label=_("Nomor surat kita"), max_length=SHORT, help_text=_("Pindai potongan jawabannya, atau ketik nomornya.")
    )

    def clean_number(self) -> str:
        return number_on(str(self.cleaned_data["number"]))


class CodeForm(forms.Form):
    """A scanner types the code of a torn-off strip and presses Enter by itself."""

    code = forms.CharField(
        label=_("Kode potongan jawaban"),
        max_length=SHORT,
        help_text=_("Pindai kodenya, atau ketik nomor surat yang tercetak di sampingnya."),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )

    def clean_code(self) -> str:
        return number_on(str(self.cleaned_data["code"]))


class BelongForm(VersionedForm):
    number = forms.CharField(
        label=_("Nomor berkas atau pengaduan"), max_length=20, help_text=_("Catatan ini lalu tersegel di sana.")
    )


class SettleForm(VersionedForm):
    """Nothing but the version that was looked at."""


class DisposeForm(VersionedForm):
    to = forms.MultipleChoiceField(label=_("Kepada siapa"), widget=forms.CheckboxSelectMultiple)
    instruction = Text(label=_("Isi disposisi"))
    due_on = DayField(label=_("Selesai paling lambat"), required=False)

    def __init__(self, *args: Any, people: list[User], within: str, **options: Any) -> None:
        """`within`: how long it takes in this office where no day is named."""
        super().__init__(*args, **options)
        usual = gettext("Kosongkan agar mengikuti aturan komisi: %(within)s.") % {"within": within}
        self.fields["due_on"].help_text = usual
        self.people = {str(user.pk): user for user in people}
        choose(self, "to", [(pk, user.name) for pk, user in self.people.items()])

    def clean_to(self) -> list[User]:
        return [self.people[pk] for pk in self.cleaned_data["to"]]


class FinishForm(VersionedForm):
    result = Text(label=_("Yang dikerjakan"))


class MailComplaintForm(ComplaintForm):
    """A letter that is a complaint: it came by letter, when it came is known, and it becomes one complaint only."""

    form_id = None  # type: ignore[assignment]  # so Django leaves a field of the base out
    channel = forms.CharField(required=False, widget=forms.HiddenInput)  # type: ignore[assignment]  # nobody chooses
    received_at = Moment(label=_("Diterima pada"), help_text=_("Tenggat dihitung dari waktu ini."))

    def clean_channel(self) -> str:
        return "letter"
