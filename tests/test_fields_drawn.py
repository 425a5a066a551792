"""What a form asks, its page draws: a field that nobody can fill refuses every press."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms

from suar.registry.accounts.permissions import TABLE
from tests.addresses import GUARDED, permission_of
from tests.desk.pages import signed_in
from tests.furnishing import an_office_at_work

pytestmark = pytest.mark.django_db

# Asked once something else was answered or chosen, or drawn as links.
ASKED_LATER = {
    "cases:case-add CaseForm": ["same_child", "looked"],  # once a child like it was found
    "complaints:complaint-detail ReplyForm": ["form_id", "text"],  # who filed it holds no receipt
    "complaints:complaint-list FilterForm": ["tab"],  # the tabs
    "complaints:complaint-print ReplyForm": ["form_id", "text"],  # paper asks nothing
    "duties:duty-list DutyFilter": ["tab"],  # the tabs
    "duties:limit-new LimitForm": [
        "form_id",
        "amount",
        "unit",
        "effective_from",
        "reason",
    ],  # of a chosen rule
    "duties:rule-detail CountForm": ["extended"],  # of a rule that knows an extension
    "paper:sheet-enter IntakePaperForm": ["clock"],  # of a time before the print
    "rounds:asked-print AskedFilter": ["lembaga", "q"],  # paper asks nothing
    "rounds:weekly-new ListForm": ["form_id", "agency", "line", "recipient"],  # of a body that owes something
    "safeguards:honey-list HoneyForm": ["subject"],  # each row names its own
    "supervision:session-file SessionFileForm": ["form_id", "case", "agreed"],  # where the other holds a file
    "supervision:transfer-accept AcceptForm": ["officer"],  # where somebody may hold it
}
ONE_WAY = {"accounts:notice-disown", "conflicts:recuse"}  # whoever looks at them may look no further


def test_every_field_of_every_form_is_on_its_page() -> None:
    office, missing, walked = an_office_at_work(), dict[str, list[str]](), 0
    for name, pattern in GUARDED.items():
        if name in ONE_WAY:
            continue
        page: Any = signed_in(office.signed_in_for(TABLE[permission_of(pattern)])).get(office.address(name))
        if page.status_code != 200 or not page.context:
            continue
        drawn = set(re.findall(r'name="([^"]+)"', page.content.decode("utf-8", "replace")))
        for form in forms_in(page.context):
            walked += 1
            if lost := [field for field in form.fields if not is_drawn(form.add_prefix(field), drawn)]:
                missing[f"{name} {type(form).__name__}"] = lost
    assert walked > 100
    assert missing == ASKED_LATER


def forms_in(context: Any) -> Iterator[forms.BaseForm]:
    known = {id(value): value for layer in context for values in layer for value in dict(values).values()}
    yield from (value for value in known.values() if isinstance(value, forms.BaseForm))


def is_drawn(name: str, drawn: set[str]) -> bool:
    """Itself, or a part of it: a moment is drawn as a day and an hour."""
    return any(one == name or one.startswith(f"{name}_") for one in drawn)
