"""What tests of a file ask and answer: the file as stored, its duties, the last entry of a verb, *no* to every risk."""

from __future__ import annotations

from suar.casework.cases import rules
from suar.casework.cases.models import Case
from suar.casework.duties.models import Duty
from suar.core.ledger.models import Entry

NO = dict.fromkeys([question.code for question in rules.instrument().questions], "no")


def open_kinds(case: Case) -> list[str]:
    return sorted(Duty.objects.open().filter(case_id=case.pk).values_list("kind", flat=True))


def whole(case: Case) -> Case:
    return Case.objects.select_related("child", "office", "officer", "lead").get(pk=case.pk)


def seeing(case: Case) -> list[Duty]:
    return list(Duty.objects.open().filter(case_id=case.pk, kind="see_child").select_related("office"))


def entry(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).latest("id")
