"""What the desk asks about the safeguards. Forms word, clean and never save."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suar.casework.safeguards import rules
from suar.casework.safeguards.models import Danger, Verdict
from suar.core.ui.forms import Choices, choose_among
from suar.core.ui.versions import VersionedForm
from suar.registry.accounts.models import Office, User

LONGEST = 2000


def words(label: Any, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(
        label=label, help_text=help_text, min_length=rules.WORDS_AT_LEAST, max_length=LONGEST, widget=area
    )


class GlassForm(forms.Form):
    """Which file, and why it cannot wait."""

    office = forms.ModelChoiceField(
        label=_("Kantor yang memegang berkas"), queryset=Office.objects.none(), empty_label=None
    )
    number = forms.CharField(
        label=_("Nomor berkas"), max_length=20, widget=forms.TextInput(attrs={"placeholder": "2026-0412"})
    )
    danger = Choices(label=_("Mengapa tidak dapat menunggu"), choices=Danger.choices)
    words = words(
        _("Dengan kata sendiri"), _("Apa yang terjadi dan apa yang akan Anda lakukan. Ketua kantor itu membacanya.")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "office", Office.objects.exclude(pk__in=user.office_ids))


class LookForm(VersionedForm):
    """What a leader found who looked."""

    note = words(_("Apa yang Anda temukan"), _("Tanyakan dulu kepada yang bersangkutan. Catatan ini tersegel."))


class ReviewForm(VersionedForm):
    """Was it needed?"""

    verdict = Choices(label=_("Apakah pembukaan ini memang perlu?"), choices=Verdict.choices)
    words = words(_("Uraian penilaian"), _("Hanya terbaca oleh pimpinan kantor ini."))


class HoneyForm(forms.Form):
    """The office of a new one, asked of whoever leads several; or `subject`: the one whose next step is taken."""

    office = forms.ModelChoiceField(label=_("Kantor"), queryset=Office.objects.none(), empty_label=None)
    subject = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "office", Office.objects.filter(pk__in=user.office_ids))
        self.fields["office"].required = not self.data.get("subject")
        if len(user.office_ids) == 1:
            self.fields["office"].widget = forms.HiddenInput()
            self.initial["office"] = user.office_ids[0]
