"""Fields of the pages about numbered paper. Nothing here saves."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from suar.casework.cases.forms import NoteForm, SheetForm
from suar.casework.complaints.intake_forms import ComplaintForm
from suar.casework.duties.forms import Moment, offer
from suar.casework.paper import rules
from suar.casework.paper.models import Kind, Why
from suar.core.errors import DomainError
from suar.core.ui.forms import Choices
from suar.core.ui.making import OnceForm
from suar.core.ui.versions import VersionedForm
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, offices_with

EVERY = "semua"


class PadFilter(forms.Form):
    """What narrows the list of pads."""

    q = forms.CharField(label=_("Nomor buku atau lembar"), required=False, max_length=24)
    kind = forms.ChoiceField(label=_("Jenis"), required=False, choices=[("", _("semua")), *Kind.choices])
    status = forms.ChoiceField(
        label=_("Keadaan"), required=False, choices=[("", _("ada yang belum kembali")), (EVERY, _("semua"))]
    )


class PrintForm(OnceForm):
    kind = Choices(
        label=_("Jenis"),
        choices=Kind.choices,
        initial=Kind.INTAKE,
        hints={Kind.INTAKE: _("Bagian bawahnya disobek untuk pelapor.")},
    )
    count = forms.IntegerField(label=_("Jumlah lembar"), min_value=1, max_value=rules.MOST, initial=20)
    office = forms.ModelChoiceField(Office.objects.none(), label=_("Kantor"), empty_label=None)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        offices = Office.objects.filter(pk__in=offices_with(user, Permission.PAPER_WORK)).order_by("name")
        offer(self, "office", offices)
        if len(offices) < 2:
            del self.fields["office"]
        self.only_office = offices[0]


class FindForm(forms.Form):
    """A scanner types the number and presses Enter by itself."""

    number = forms.CharField(
        label=_("Nomor lembar"),
        max_length=40,
        help_text=_("Pindai kodenya, atau ketik seperti tercetak: KP-2026-0007-12-T."),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )

    def clean_number(self) -> rules.Number:
        try:
            return rules.parse(str(self.cleaned_data["number"]))
        except DomainError as wrong:
            raise forms.ValidationError(wrong.message) from None


class Written(Moment):
    """When it was, as it stands on the paper."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Tanggal dan jam di kertas"),
            help_text=_("Bukan waktu sekarang. Semua tenggat dihitung dari waktu ini."),
        )


class PaperForm(forms.Form):
    """What stands on a sheet that was `printed` then. `clock` is asked where the paper says that it was before."""

    when: ClassVar[str]

    clock = Choices(
        label=_("Bila waktu di kertas benar: bagaimana Anda tahu jam komputer salah saat lembar ini dicetak?"),
        choices=list(rules.CLOCK_WAS_WRONG.items()),
        required=False,
    )

    def __init__(self, *args: Any, printed: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.printed = printed

    @property
    def asks_of_clock(self) -> bool:
        """Of a form that was sent."""
        at = self.cleaned_data.get(self.when) if self.is_bound else None
        return at is not None and rules.is_before_print(at, self.printed)


class IntakePaperForm(PaperForm, ComplaintForm):
    """What stands on an intake sheet. The sheet is entered once, so the form needs no id of its own."""

    when = "received_at"

    form_id = None  # type: ignore[assignment]  # so Django leaves a field of the base out
    received_at = Written()


class OfFile(PaperForm):
    """Whose file it is, by the number on the paper."""

    when = "at"

    at = Written()
    number = forms.CharField(label=_("Nomor berkas"), max_length=20, help_text=_("Misalnya 2026-0012."))


class WatchPaperForm(OfFile, SheetForm):
    """What stands on a monitoring sheet; its day is that of the paper."""

    on = None  # type: ignore[assignment]  # so Django leaves a field of the base out
    field_order = ("at", "number")


class VisitPaperForm(OfFile, NoteForm):
    """What stands on a visit sheet."""

    kind = None  # type: ignore[assignment]  # so Django leaves a field of the base out
    field_order = ("at", "number")


class CloseForm(VersionedForm):
    why = Choices(label=_("Mengapa tidak dicatat"), choices=Why.choices)


class CountForm(VersionedForm):
    blank = forms.IntegerField(
        label=_("Berapa lembar kosong di tangan Anda"),
        min_value=0,
        max_value=rules.MOST,
        help_text=_("Hitung lembarnya, jangan menyalin daftar."),
    )
