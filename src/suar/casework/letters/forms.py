"""Fields of the letter pages. Nothing here saves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from suar.casework.duties.forms import Moment, Person, offer
from suar.casework.letters.lines import late
from suar.casework.letters.models import Kind, Letter, SentBy, Status
from suar.casework.letters.signing import signers
from suar.core.documents.letters import MAX_TEMPLATE
from suar.core.ui.forms import Choices, DayField
from suar.core.ui.versions import VersionedForm
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, offices_with
from suar.registry.agencies.models import Agency, Contact

LATE_ANSWER, EVERY = "unanswered", "semua"


class LetterFilter(forms.Form):
    """What narrows the list."""

    q = forms.CharField(label=_("Nomor surat atau berkas"), required=False, max_length=80)
    status = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[
            ("", _("belum selesai")),
            (LATE_ANSWER, _("lewat hari jawabannya")),
            *Status.choices,
            (EVERY, _("semua")),
        ],
    )
    kind = forms.ChoiceField(label=_("Jenis"), required=False, choices=[("", _("semua")), *Kind.choices])
    agency = forms.ModelChoiceField(
        label=_("Lembaga"), required=False, queryset=Agency.objects.none(), empty_label=_("semua")
    )

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        written_to = Letter.objects.visible_to(user).values("agency")
        offer(self, "agency", Agency.objects.filter(pk__in=written_to))


class NewLetterForm(forms.Form):
    """A letter by hand: to an agency that is late."""

    agency = forms.ModelChoiceField(
        label=_("Lembaga yang terlambat"),
        queryset=Agency.objects.none(),
        empty_label=_("pilih"),
        help_text=_("Hanya lembaga dengan kewajiban terlambat yang batasnya pasti."),
    )
    kind = Choices(
        label=_("Jenis"),
        choices=Kind.choices,
        initial=Kind.REMINDER,
        hints={Kind.REMINDER: _("Kepada lembaga itu sendiri."), Kind.ESCALATION: _("Kepada atasannya.")},
    )
    office = forms.ModelChoiceField(Office.objects.none(), label=_("Kantor"), empty_label=None)

    def __init__(self, *args: Any, user: User, now: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        owing = late(now).filter(office__in=user.office_ids).not_withheld_from(user).values("agency")
        offer(self, "agency", Agency.objects.filter(pk__in=owing))
        if len(user.office_ids) < 2:
            del self.fields["office"]
        else:
            offer(self, "office", Office.objects.filter(pk__in=user.office_ids).order_by("name"))


class LetterForm(VersionedForm):
    """What may be changed in a draft."""

    addressee = forms.CharField(
        label=_("Ditujukan kepada"),
        max_length=160,
        help_text=_("Jabatan orangnya. “Pimpinan …” saja belum cukup: isi juga “Untuk perhatian”."),
    )
    line = forms.CharField(label=_("Untuk perhatian"), required=False, max_length=160)
    closing = forms.CharField(
        label=_("Kata penutup"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Jangan tulis nama anak atau isi perkaranya. Baris kosong memulai alinea baru."),
    )
    signer = Person(label=_("Yang menandatangani"), queryset=User.objects.none(), empty_label=None)

    def __init__(self, *args: Any, letter: Letter, contacts: Sequence[Contact], **options: Any) -> None:
        super().__init__(*args, **options)
        helps = [gettext("Nama atau jabatan orang yang membacanya, bukan seluruh lembaga.")]
        if labels := ", ".join(contact.label for contact in contacts):
            helps.append(gettext("Yang tercatat pada lembaga itu: %(lines)s.") % {"lines": labels})
        self.fields["line"].help_text = " ".join(helps)
        offer(self, "signer", signers([letter.office_id]))


class IssueForm(VersionedForm):
    slip = forms.BooleanField(
        label=_("Sertakan potongan jawaban di bawah surat"),
        required=False,
        initial=True,
        help_text=_("Lembaga mengisi, menyobek, dan mengembalikannya; kodenya membuka halaman jawaban. Hanya di PDF."),
    )


class SendForm(VersionedForm):
    at = Moment(label=_("Dikirim pada"), required=False, help_text=_("Kosongkan bila baru saja."))
    how = Choices(label=_("Dengan cara"), choices=SentBy.choices, initial=SentBy.COURIER)


class AnswerForm(VersionedForm):
    on = DayField(label=_("Jawaban diterima tanggal"))
    number = forms.CharField(label=_("Nomor surat jawaban"), required=False, max_length=120)
    note = forms.CharField(
        label=_("Isi singkat"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Hanya terbaca di kantor ini. Kewajiban yang sudah dipenuhi diselesaikan di halamannya sendiri."),
    )


class WithdrawForm(VersionedForm):
    why = forms.CharField(label=_("Alasan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class TemplateForm(forms.Form):
    """A form of the office's own."""

    kind = Choices(label=_("Untuk surat"), choices=Kind.choices, initial=Kind.REMINDER)
    file = forms.FileField(
        label=_("Templat (.docx)"),
        max_length=120,
        help_text=_("Paling besar 2 MB, tanpa makro dan tanpa gambar dari luar berkas."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )
    office = forms.ModelChoiceField(Office.objects.none(), label=_("Kantor"), empty_label=None)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        offices = Office.objects.filter(pk__in=offices_with(user, Permission.SETTINGS)).order_by("name")
        offer(self, "office", offices)
        if len(offices) < 2:
            del self.fields["office"]
        self.only_office = offices[0]

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_TEMPLATE:
            raise forms.ValidationError(gettext("Templat lebih besar dari 2 MB. Perkecil gambarnya, lalu unggah lagi."))
        return file
