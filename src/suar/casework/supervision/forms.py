"""Fields of the pages about the work. Nothing here saves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from suar.core.ui.forms import Choices, ManyChoices, choose
from suar.registry.accounts.models import User


class WatchForm(forms.Form):
    user = Choices(label=_("Penjaga berkas"))

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "user", [(str(one.pk), one.name) for one in people])


class ReceiversForm(forms.Form):
    """Who takes part in what somebody leaves. `seal`: the plan that was read; empty until one was shown."""

    handover_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    seal = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    receivers = ManyChoices(label=_("Penerima"))

    def __init__(self, *args: Any, people: list[User], hints: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["receivers"]
        if isinstance(field, ManyChoices):
            field.choices, field.hints = [(str(one.pk), one.name) for one in people], dict(hints)
