from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from suar.core.ledger.models import EntryQuerySet
from suar.core.ledger.words import said_with
from suar.registry.accounts.models import User, UserQuerySet


class TrailForm(forms.Form):
    """Narrows the trail: what, who, about whom."""

    q = forms.CharField(
        label=_("Perbuatan"),
        required=False,
        max_length=120,
        help_text=_("misalnya membaca berkas atau menutup berkas"),
    )
    who = forms.ModelChoiceField(label=_("Siapa"), queryset=User.objects.none(), required=False, empty_label=_("semua"))
    about = forms.UUIDField(
        label=_("Kode anak atau pengaduan"),
        required=False,
        error_messages={"invalid": _("Kode ini tidak terbaca. Salin seluruh kode dari kolom Tentang.")},
    )

    def __init__(self, data: Any, *, staff: UserQuerySet) -> None:
        super().__init__(data)
        who: Any = self.fields["who"]
        who.queryset = staff

    def narrowed(self, entries: EntryQuerySet) -> EntryQuerySet:
        """The entries asked for. A field that cannot be read narrows nothing and says so; the others still do."""
        self.is_valid()
        data: dict[str, Any] = self.cleaned_data
        if data.get("q"):
            entries = entries.filter(Q(verb__in=said_with(data["q"])) | Q(verb__startswith=data["q"].strip()))
        if data.get("who"):
            entries = entries.by(data["who"])
        if data.get("about"):
            entries = entries.about(data["about"])
        return entries
