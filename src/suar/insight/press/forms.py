"""The text box of the linter."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from suar.insight.press.rules import readable

LONGEST = 20_000


class StatementForm(forms.Form):
    text = forms.CharField(
        label=_("Pernyataan"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "Tempelkan pernyataannya di sini. Tidak ada yang disimpan; yang dicatat hanya bahwa Anda memeriksa."
        ),
    )

    def clean_text(self) -> str:
        text = readable(self.cleaned_data["text"])
        if not text.strip():
            raise forms.ValidationError(self.fields["text"].error_messages["required"], code="required")
        return text
