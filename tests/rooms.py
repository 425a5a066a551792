"""What the rooms above a file hold of the same child: one of everything, and one more of everything that is listed."""

from __future__ import annotations

from suar.casework.cases.models import Case
from suar.registry.accounts.models import Role, User
from suar.registry.agencies.models import Agency
from tests.casework.leading.ground import an_interview, an_other_number, led_elsewhere, told
from tests.casework.plans import ground as plans
from tests.casework.rights.ground import a_granted, a_request
from tests.factories import a_case, a_user


def first_of_each(ketua: User, agency: Agency, case: Case) -> dict[str, object]:
    """By the parts of addresses."""
    return {
        **leading_of(ketua, agency, case),
        **steps_of(ketua, case),
        "request_id": a_granted(ketua, a_user(Role.WAKIL), case=case, relation="child").pk,
    }


def one_more_of_each(ketua: User, agency: Agency, case: Case, n: int) -> None:
    led = Case.objects.select_related("child", "office").filter(child=case.child_id, lead__isnull=False)[0]
    told(led, ketua), an_other_number(led, ketua, f"LP/B/{n}/XI")
    an_interview(led, ketua, reason="law", reason_words=f"Hal baru {n}")
    plans.assessed(case, ketua)
    plans.settled(case, ketua, "given")
    a_request(ketua, case)


def leading_of(ketua: User, agency: Agency, case: Case) -> dict[str, object]:
    """Another file of the same child, which another body leads: it told; a number of another system, an interview."""
    led = a_case(ketua, child=case.child)
    led_elsewhere(ketua, led, agency)
    told(led, ketua)
    number, interview = an_other_number(led, ketua), an_interview(led, ketua)
    return {"led": led.pk, "number_id": number.pk, "interview_id": interview.pk}


def steps_of(ketua: User, case: Case) -> dict[str, object]:
    """An assessment, a plan in force and one that waits: its officer is the Ketua of the office."""
    plans.planned(case, ketua, a_user(Role.WAKIL, ketua.office))
    plans.settled(case, ketua, "given")
    plans.submitted(case, ketua, plans.plan_words(ketua, aim="Anak sehat."))
    item = plans.item(case)
    return {"needs_id": case.needsassessments.all()[0].pk, "plan_id": item.plan_id, "item_id": item.pk}
