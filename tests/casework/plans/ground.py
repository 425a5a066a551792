"""Files with their steps taken, made through the actions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.duties.models import Duty
from suar.casework.plans import actions
from suar.casework.plans.models import CarePlan, Domain, NeedsAssessment, PlanItem
from suar.core.ledger.models import Entry
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import Role, User
from tests.factories import a_case, a_user, an_officer

KEY = "butir1"


def needs(**changes: str) -> dict[str, str]:
    """A whole assessment; what is named differs."""
    content = {
        "strengths": "Bibi menampung.", "safety": "Aman di rumah bibi.", "wishes": "Aku mau sekolah.",
        "caregiver": "Bibi bersedia.", "alone": "Anak, di sekolah.", "sources": "Anak, bibi.",
        **{f"need_{code}": "no" for code in Domain.values},
        "need_school": "yes", "words_school": "Kembali ke kelas.",
    }  # fmt: skip
    return content | changes


def line(owner: object, key: str = KEY, day: date | None = None, **changes: str) -> dict[str, str]:
    """A line of a plan, owned by an officer or a body, due in ten days."""
    who = f"u:{owner.pk}" if isinstance(owner, User) else f"a:{owner.pk}"  # type: ignore[attr-defined]  # a body
    content = {
        "goal": "Anak kembali belajar.", "service": "Antar surat ke sekolah.", "who": who,
        "day": (day or timezone.localdate() + timedelta(days=10)).isoformat(),
    } | changes  # fmt: skip
    return {f"{part}_{key}": text for part, text in content.items()}


def plan_words(owner: object, **changes: str) -> dict[str, str]:
    return {"aim": "Anak aman dan bersekolah.", **line(owner)} | changes


def assessed(case: Case, by: User, **changes: str) -> NeedsAssessment:
    """Written and finished by one person."""
    draft = actions.save_assessment(
        case=case, by=by, content=needs(**changes), edition=edition_of(NeedsAssessment, case)
    )
    return actions.finish_assessment(case=case, by=by, edition=draft.edition)


def edition_of(kind: Any, case: Case) -> int:
    draft = kind.objects.filter(case=case, status__in=("draft", "waiting")).first()
    return draft.edition if draft else 0


def submitted(case: Case, by: User, content: dict[str, str] | None = None) -> CarePlan:
    draft = actions.save_plan(case=case, by=by, content=content or plan_words(by), edition=edition_of(CarePlan, case))
    return actions.submit_plan(case=case, by=by, edition=draft.edition)


def planned(case: Case, by: User, second: User, content: dict[str, str] | None = None) -> CarePlan:
    """With a plan in force."""
    if not NeedsAssessment.objects.filter(case=case).exists():
        assessed(case, by)
    plan = submitted(case, by, content)
    return actions.approve_plan(case=case, by=second, edition=plan.edition)


def a_planned_case(by: User | None = None, second: User | None = None, **facts: Any) -> tuple[Case, User, User]:
    """A file at high risk, its officer, and the commissioner who approved its plan."""
    by = by or an_officer()
    second = second or a_user(Role.KETUA, by.office)
    case = a_case(by, **facts)
    planned(case, by, second)
    return case, by, second


def item(case: Case, key: str = KEY) -> PlanItem:
    """The line of the newest plan in force or past, opened."""
    found = PlanItem.objects.filter(case=case, key=key).select_related("plan", "agency", "officer")
    row = found.order_by("-plan__number")[0]
    row.case = case
    share_cipher(case, row)
    return row


def settled(case: Case, by: User, outcome: str = "done", key: str = KEY) -> None:
    actions.note_service(item=item(case, key), by=by, on=timezone.localdate(), outcome=outcome, words="Sudah.")


def closed(case: Case, by: User, second: User, reason: str = "reintegrasi") -> Case:
    case.refresh_from_db()
    cases.set_safety(case=case, safe_now="yes", note="", by=by)
    cases.propose_closure(case=case, reason=reason, note="Anak aman dan bersekolah.", by=by)
    return cases.countersign_closure(case=case, by=second)


def open_kinds(case: Case) -> list[str]:
    return sorted(Duty.objects.open().filter(case_id=case.pk).values_list("kind", flat=True))


def duty(case: Case, kind: str) -> Duty:
    return Duty.objects.open().get(case_id=case.pk, kind=kind)


def verbs() -> list[str]:
    return list(Entry.objects.filter(verb__startswith="plan.").order_by("pk").values_list("verb", flat=True))
