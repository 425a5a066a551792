"""Files that another body leads, made through the actions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.duties.models import Duty
from suar.casework.leading import actions
from suar.casework.leading.models import Interview, OtherNumber, Watching
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import User
from suar.registry.agencies.models import Agency
from tests.factories import a_case, an_agency, an_officer

CONTACT, WHY = "Ibu Contoh, kepala seksi", "Sudah ditangani di sana lebih dulu."


def fresh(case: Case) -> Case:
    return Case.objects.select_related("child", "office", "officer", "lead").get(pk=case.pk)


def led_elsewhere(
    by: User | None = None, case: Case | None = None, agency: Agency | None = None, mark: str = ""
) -> Case:
    """An open file that a body leads from today."""
    by = by or an_officer()
    case = case or a_case(by)
    actions.name_lead(case=case, agency=agency or an_agency(), why=f"{WHY} {mark}", contact=f"{CONTACT} {mark}", by=by)
    return case


def told(case: Case, by: User, **facts: Any) -> Watching:
    """News of the lead by telephone: it saw the child today and has no plan yet."""
    usual = {
        "how": "phone",
        "told_by": "Ibu Contoh",
        "seen_by": "lead",
        "seen_on": timezone.localdate(),
        "plan": "none",
        "next_step": "Antar ke psikolog",
        "sheet": {"safe": "yes", "obstacle_place": True, "obstacle_note": "Rumah aman penuh"},
    }
    return actions.watch(case=case, by=by, **{**usual, **facts})


def an_other_number(case: Case, by: User, number: str = "LP/B/77/XI/2026/SPKT", **facts: Any) -> OtherNumber:
    return actions.note_number(case=case, by=by, **{"system": "police", "number": number, **facts})


def an_interview(case: Case, by: User, **facts: Any) -> Interview:
    usual = {
        "on": timezone.localdate() - timedelta(days=1),
        "body": None,
        "purpose": "assessment",
        "present": ["companion"],
        "wish": "wants",
    }
    return actions.note_interview(case=case, by=by, **{**usual, **facts})


def open_kinds(case: Case) -> dict[str, int | None]:
    """What is owed now, and by which agency."""
    return dict(Duty.objects.open().filter(case_id=case.pk).values_list("kind", "agency"))


def duty(case: Case, kind: str) -> Duty:
    return Duty.objects.select_related("office").filter(case_id=case.pk, kind=kind).latest("started_at")


def verbs() -> list[str]:
    return list(Entry.objects.filter(verb__startswith="leading.").order_by("pk").values_list("verb", flat=True))


def at(name: str, case: Case, *more: Any) -> str:
    return reverse(f"leading:{name}", args=[case.pk, *more])
