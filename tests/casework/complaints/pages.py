"""Pages of complaints as a browser of the tests uses them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from suar.casework.complaints import actions
from suar.casework.complaints.models import Complaint
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import User
from tests.factories import a_filed_complaint


def at(name: str, *args: Any) -> str:
    return reverse(f"complaints:{name}", args=args)


def fields_of(response: Any) -> dict[str, Any]:
    """What a browser would send back of the form that was shown, untouched."""
    form = response.context["form"]
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def changes() -> int:
    return Entry.objects.exclude(verb__startswith="read.").count()


def opened(officer: User) -> Complaint:
    return actions.open_complaint(complaint=a_filed_complaint(), by=officer)
