"""A form that makes something: done once its fields are whole, else shown again with every word that was typed."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile

from suar.core.errors import refusal_of
from suar.core.once import made_by
from suar.core.ui.versions import DONE, SHOWN, TO_MEND


def make[Made](form: forms.BaseForm, act: Callable[[], Made], *, field: str | None = None) -> tuple[Made | None, int]:
    """Returns what `act` made and DONE; or None and the status of the page that shows the form: SHOWN where nothing was
    sent, TO_MEND where a field is wrong, or that of a refusal, which then stands on the form, at `field` where one is
    named. What the role forbids is raised."""
    if not form.is_bound:
        return None, SHOWN
    if not form.is_valid():
        return None, TO_MEND
    made = list[Made]()
    refusal = refusal_of(lambda: made.append(act()))
    if refusal is None:
        return made[0], DONE
    form.add_error(field, refusal.message)
    return None, refusal.status


class OnceForm(forms.Form):
    """A form that makes one row, however often it is pressed: its page carries an id."""

    form_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def press(self, actor_id: str, *beside: forms.BaseForm) -> UUID:
        """The id of what this press makes: of the same words from the same page always the same. Other words are
        another row, though the browser kept the page: they are never taken for what was made before. `beside`: forms
        of the same page whose words go into that row."""
        page: UUID = self.cleaned_data["form_id"] or uuid4()  # none: a press that nobody repeats
        typed = [_typed(self), *map(_typed, beside)]
        return made_by(f"{actor_id} {typed}", page)

    def facts(self) -> dict[str, Any]:
        """What was typed, cleaned: without the id of the page."""
        return {name: value for name, value in self.cleaned_data.items() if name != "form_id"}


def _typed(form: forms.BaseForm) -> list[str]:
    return [_words(form[name].data) for name in form.fields if name != "form_id"]


def _words(data: Any) -> str:
    if not isinstance(data, UploadedFile):
        return str(data)
    content = sha256()
    for chunk in data.chunks():
        content.update(chunk)
    data.seek(0)
    return content.hexdigest()
