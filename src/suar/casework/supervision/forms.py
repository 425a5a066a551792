"""Fields of the pages about the work. Nothing here saves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suar.casework.cases.models import Case
from suar.casework.duties.forms import Moment
from suar.casework.supervision.models import SessionKind, TransferReason
from suar.core.ui.forms import Choices, DayField, ManyChoices, choose
from suar.core.ui.making import OnceForm
from suar.core.ui.versions import VersionedForm
from suar.registry.accounts.models import Office, User


class WatchForm(forms.Form):
    user = Choices(label=_("Penjaga berkas"))

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "user", [(str(one.pk), one.name) for one in people])


class ReceiversForm(OnceForm):
    """Who takes part in what somebody leaves. `seal`: the plan that was read; empty until one was shown."""

    seal = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    receivers = ManyChoices(label=_("Penerima"))

    def __init__(self, *args: Any, people: list[User], hints: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["receivers"]
        if isinstance(field, ManyChoices):
            field.choices, field.hints = [(str(one.pk), one.name) for one in people], dict(hints)


STORY = 8000  # characters


class TransferForm(OnceForm):
    """What another office needs to go on: no more."""

    to_office = Choices(label=_("Kantor penerima"))
    reason = Choices(label=_("Alasan"), choices=TransferReason.choices)
    summary = forms.CharField(
        label=_("Ringkasan untuk kantor penerima"), max_length=STORY, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Apa yang terjadi, keadaan anak sekarang, siapa mendampingi, lembaga mana sedang ditunggu jawabannya. "
            "Hanya yang mereka perlukan: berkas ini sendiri tidak ikut terbaca."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, offices: list[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "to_office", [(str(one.pk), one.name) for one in offices])


class AcceptForm(VersionedForm):
    officer = Choices(label=_("Petugas"))

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "officer", [(str(one.pk), one.name) for one in people])


class AnswerForm(VersionedForm):
    why = forms.CharField(label=_("Alasan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class SessionForm(OnceForm):
    """About the work in general: what was agreed about a child is written into its file, on the next page."""

    other = Choices(label=_("Dengan"))
    kind = Choices(label=_("Jenis"), choices=SessionKind.choices)
    held_at = Moment(label=_("Waktu"))
    minutes = forms.IntegerField(label=_("Lamanya (menit)"), min_value=1, max_value=600)
    points = forms.CharField(
        label=_("Kesepakatan umum"), max_length=STORY, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Tentang pekerjaan, tanpa menyebut anak. Hanya Anda berdua dan pimpinan yang membacanya."),
    )  # fmt: skip
    debrief = forms.BooleanField(label=_("Jaga diri dibicarakan: beban batin dan istirahat"), required=False)
    next_on = DayField(label=_("Supervisi berikut"), required=False)

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "other", [(str(one.pk), one.name) for one in people])


class SessionFileForm(OnceForm):
    case = Choices(label=_("Berkas"))
    agreed = forms.CharField(
        label=_("Kesepakatan tentang berkas ini"), max_length=STORY, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, cases: list[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "case", [(str(one.pk), one.number) for one in cases])
