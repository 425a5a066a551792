"""A form that makes something: done once its fields are whole, else shown again with every word that was typed."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from django import forms

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

    def press(self, actor_id: str) -> UUID | None:
        """The id of what this press makes: of the same words from the same page always the same. Other words are
        another row, though the browser kept the page: they are never taken for what was made before."""
        page: UUID | None = self.cleaned_data["form_id"]
        typed = [str(self[name].data) for name in self.fields if name != "form_id"]
        return made_by(f"{actor_id} {typed}", page) if page else None
