"""Fields of the pages about the work. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suar.core.ui.forms import Choices, choose
from suar.registry.accounts.models import User


class WatchForm(forms.Form):
    user = Choices(label=_("Penjaga berkas"))

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "user", [(str(one.pk), one.name) for one in people])
