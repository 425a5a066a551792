"""What tests of a file ask and answer: its open duties, the last entry of a verb, *no* to every question of risk."""

from __future__ import annotations

from suar.casework.cases import rules
from suar.casework.cases.models import Case
from suar.casework.duties.models import Duty
from suar.core.ledger.models import Entry

NO = dict.fromkeys([question.code for question in rules.instrument().questions], "no")


def open_kinds(case: Case) -> list[str]:
    return sorted(Duty.objects.open().filter(case_id=case.pk).values_list("kind", flat=True))


def entry(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).latest("id")
