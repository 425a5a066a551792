from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suar.core.ledger.models import EntryQuerySet
from suar.registry.accounts.models import User


class TrailForm(forms.Form):
    """Narrows the trail: who, what, about whom."""

    q = forms.CharField(label=_("Kata kerja"), required=False, help_text=_("misalnya read.case atau case.close"))
    who = forms.ModelChoiceField(label=_("Siapa"), queryset=User.objects.order_by("name"), required=False)
    about = forms.UUIDField(label=_("Kode anak atau pengaduan"), required=False)

    def narrowed(self, entries: EntryQuerySet) -> EntryQuerySet:
        """The entries asked for; a field that cannot be read narrows nothing and says so on the form."""
        data: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        if data.get("q"):
            entries = entries.filter(verb__startswith=data["q"].strip())
        if data.get("who"):
            entries = entries.by(data["who"])
        if data.get("about"):
            entries = entries.about(data["about"])
        return entries
