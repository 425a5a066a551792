"""Fields of the pages about material. None takes a file, none asks what is seen. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suar.casework.duties.forms import Moment
from suar.casework.material import rules
from suar.casework.material.lines import PoliceLine
from suar.casework.material.models import Instruction, LiesOn, Status
from suar.core.ui.forms import Choices, choose
from suar.core.ui.making import OnceForm
from suar.core.ui.versions import VersionedForm

EVERY = "semua"


class Words(forms.CharField):
    """A few words about a way or a person: short, and without a word that blames a child."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=rules.PATH_LONGEST, **options)
        self.error_messages["max_length"] = _("Tulis letaknya, bukan isinya: paling banyak 300 huruf.")

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if found := rules.blaming(text):
            raise forms.ValidationError(rules.refusal_of_words(found[0]))
        return text


class When(Moment):
    """When a step was done; empty for just now."""

    def __init__(self, label: Any = None) -> None:
        super().__init__(label=label or _("Kapan"), required=False, help_text=_("Kosongkan bila baru saja."))


class ArrivalFilter(forms.Form):
    """What narrows the list."""

    q = forms.CharField(label=_("Nomor catatan, berkas, atau pengaduan"), required=False, max_length=20)
    status = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[("", pgettext_lazy("materi", "berjalan")), (Status.CLOSED, Status.CLOSED.label), (EVERY, _("semua"))],
    )


class BeginForm(OnceForm):
    """The first step, and with it the record."""

    stopped = forms.BooleanField(
        label=_("Saya berhenti: tidak membuka, tidak menyalin, tidak meneruskan, tidak mencetak"),
        error_messages={"required": _("Berhenti dulu, lalu centang ini.")},
    )
    noticed_at = When(label=_("Kapan diketahui"))


class StopForm(VersionedForm):
    at = When()


class ApartForm(VersionedForm):
    where = Words(
        label=_("Di mana perangkatnya sekarang"),
        required=False,
        help_text=_("Misalnya: amplop tertutup di lemari sekretariat. Tulis letaknya, bukan isinya."),
    )
    at = When()


class CallForm(VersionedForm):
    """`line` comes from the button that was pressed beside a line."""

    line = forms.ChoiceField(error_messages={"required": _("Tekan tombol di samping jalur yang Anda telepon.")})
    answered = Words(label=_("Siapa yang menjawab"), required=False, help_text=_("Nama atau jabatan; boleh menyusul."))
    at = When()

    def __init__(self, *args: Any, lines: list[PoliceLine], **options: Any) -> None:
        super().__init__(*args, **options)
        self.lines = {line.value: line for line in lines}
        choose(self, "line", [(value, value) for value in self.lines])

    def clean(self) -> dict[str, Any]:
        """Which body and which of its lines, in place of what the button said."""
        facts = dict(super().clean() or self.cleaned_data)
        line = self.lines.get(facts.pop("line", ""))
        if line is not None:
            facts |= {"agency": line.agency, "contact": line.contact}
        return facts


class NoteForm(VersionedForm):
    noticed_at = Moment(label=_("Kapan diketahui"))
    lies_on = Choices(label=_("Terletak pada"), choices=LiesOn.choices)
    path = Words(
        label=_("Letaknya"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Akun atau perangkat mana, pesan ke berapa, pukul berapa. Tulis letaknya, bukan isinya."),
    )
    seen = Words(label=_("Siapa yang melihat atau menerimanya"), required=False)
    opened = Words(
        label=_("Siapa yang sempat membukanya sebelum tahu"),
        required=False,
        help_text=_("Tidak ada yang disalahkan: supaya petugas itu ditemani."),
    )


class InstructionForm(VersionedForm):
    instruction = Choices(
        label=_("Petunjuk polisi"),
        choices=Instruction.choices,
        hints={Instruction.DELETE: _("Hanya sesudah polisi memintanya, dan sesudah tanda terimanya jelas.")},
    )
    at = When()


class ReceiptForm(VersionedForm):
    receipt_number = Words(label=_("Nomor tanda terima"), required=False)
    handed_to = Words(
        label=_("Petugas polisi yang menerima atau mencatat"), required=False, help_text=_("Nama, pangkat, unit.")
    )
    at = When()


class TalkForm(VersionedForm):
    whom = Words(
        label=_("Kepada siapa ditawarkan"),
        help_text=_("Yang dibicarakan di sana tidak dicatat. Menolak juga boleh."),
    )
    at = When()


class BelongForm(VersionedForm):
    number = forms.CharField(
        label=_("Nomor berkas atau pengaduan"), max_length=20, help_text=_("Catatan ini lalu tersegel di sana.")
    )


class CloseForm(VersionedForm):
    """Nothing but the version that was looked at."""
