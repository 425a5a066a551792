"""What the desk asks about a statement of a child's circumstances."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from suar.casework.children.circumstances import SORTS, SOURCES
from suar.core.ui.forms import Choices, DayField, ManyChoices, choose
from suar.core.ui.versions import VersionedForm

NOTE = 500


def since_field() -> forms.DateField:
    return DayField(label=_("Sejak"), required=False, help_text=_("Kosongkan bila tidak ada yang tahu."))


def source_field() -> forms.ChoiceField:
    return Choices(label=_("Diketahui dari"), choices=list(SOURCES.items()))


def note_field() -> forms.CharField:
    return forms.CharField(
        label=_("Catatan"),
        max_length=NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Yang dilihat atau dikatakan, bukan kabar angin."),
    )


class NoteForm(forms.Form):
    """Several statements of one sort at once, known since the same day and from the same source."""

    codes = ManyChoices(label=_("Yang diketahui"))
    since = since_field()
    source = source_field()
    note = note_field()

    def __init__(self, *args: Any, sort: str, **options: Any) -> None:
        super().__init__(*args, **options)
        kind = SORTS[sort]
        if not kind.several:
            self.fields["codes"] = Choices(label=_("Yang berlaku sekarang"))
        choose(self, "codes", kind.codes.items())
        self.fields["codes"].help_text = str(kind.help)

    def facts(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        codes = given["codes"]
        return {**given, "codes": [codes] if isinstance(codes, str) else codes}


class CorrectForm(VersionedForm):
    since = since_field()
    source = source_field()
    note = note_field()


class EndForm(VersionedForm):
    on = DayField(label=_("Berakhir pada"), initial=timezone.localdate)


class WithdrawForm(VersionedForm):
    why = forms.CharField(
        label=_("Mengapa keliru"), max_length=NOTE, help_text=_("Catatannya tetap terbaca, tetapi tidak dihitung lagi.")
    )


class LeadForm(VersionedForm):
    """A press, on the version that was read."""
