"""Who leads a file: named with a reason, the duties that go along, and back again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases import rules as case_rules
from suar.casework.cases.models import Case, MonitoringSheet
from suar.casework.conflicts import actions as conflicts
from suar.casework.duties.models import Duty
from suar.casework.leading import actions, owed
from suar.casework.leading.models import Lead
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry
from suar.core.ledger.verify import verify
from suar.registry.accounts.models import Role, User
from suar.registry.agencies import actions as agencies
from suar.registry.agencies.models import Agency
from tests.casework.leading.ground import CONTACT, WHY, at, duty, fresh, led_elsewhere, open_kinds, told, verbs
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_closed_case, a_user, an_agency, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def body() -> Agency:
    return an_agency()


@pytest.fixture
def case(officer: User) -> Case:
    return a_case(officer)


def name(case: Case, by: User, agency: Agency | None, **facts: object) -> Lead:
    given = {"why": WHY, "contact": CONTACT if agency else "", **facts}
    return actions.name_lead(case=case, agency=agency, by=by, **given)  # type: ignore[arg-type]  # each fits its own field


def test_a_body_leads_with_a_reason_a_contact_and_one_entry(case: Case, officer: User, body: Agency) -> None:
    row = name(case, officer, body)
    assert (fresh(case).lead, fresh(case).is_led_here) == (body, False)
    assert (row.agency, row.since, row.why, row.contact) == (body, timezone.localdate(), WHY, CONTACT)
    assert verbs() == ["leading.name_lead"]
    assert Entry.objects.get(verb="leading.name_lead").subject == case.child_id
    assert verify().wrong == []


def test_to_see_the_child_and_to_plan_become_the_leads_and_to_watch_stays_ours(
    case: Case, officer: User, body: Agency
) -> None:
    assert open_kinds(case) == {"see_child": None, "plan": None, "monitor": None}
    name(case, officer, body)
    assert open_kinds(case) == {"lead_see_child": body.pk, "lead_plan": body.pk, "monitor": None}
    ours, theirs = duty(case, "see_child"), duty(case, "lead_see_child")
    assert ours.status == "cancelled" and body.short_name in ours.notes.get(step="cancel").text
    assert (theirs.rule, theirs.owed_to) == ("house.lead_see_child.high", "child")
    assert theirs.due_at is not None and theirs.event_at is not None
    assert theirs.due_at - theirs.event_at == timedelta(hours=24)


def test_handed_back_they_are_ours_again(case: Case, officer: User, body: Agency) -> None:
    name(case, officer, body)
    name(case, officer, None)
    assert open_kinds(case) == {"see_child": None, "plan": None, "monitor": None}
    assert duty(case, "lead_plan").status == "cancelled" and fresh(case).is_led_here
    assert [row.agency for row in Lead.objects.filter(case=case).order_by("at")] == [body, None]


def test_another_body_takes_over_what_the_first_owed(case: Case, officer: User, body: Agency) -> None:
    other = an_agency()
    name(case, officer, body)
    name(case, officer, other)
    assert open_kinds(case) == {"lead_see_child": other.pk, "lead_plan": other.pk, "monitor": None}


def test_what_is_done_already_is_owed_by_nobody_again(case: Case, officer: User, body: Agency) -> None:
    cases.write_note(case=case, by=officer, kind="visit", seen="Anak di rumah bibinya.")
    name(case, officer, body)
    assert open_kinds(case) == {"lead_plan": body.pk, "monitor": None}


def test_who_led_for_days_already_is_not_late_from_the_first_moment(officer: User, body: Agency) -> None:
    case = a_case(officer, opened_on=timezone.localdate() - timedelta(days=9))
    name(case, officer, body, since=timezone.localdate() - timedelta(days=2))
    seen = duty(case, "lead_see_child")
    assert seen.event_at is not None and seen.due_at is not None
    assert timezone.localdate(seen.event_at) == timezone.localdate() - timedelta(days=2)
    assert owed.began(timezone.localdate()) <= timezone.now()


def test_a_partner_of_the_lead_sees_its_duties_and_nothing_of_the_child(
    case: Case, officer: User, body: Agency
) -> None:
    partner = a_user(Role.MITRA, agency=body)
    name(case, officer, body)
    assert set(Duty.objects.visible_to(partner).values_list("kind", flat=True)) == {"lead_see_child", "lead_plan"}
    assert not Duty.objects.visible_to(a_user(Role.MITRA)).exists()
    text = text_of(signed_in(partner), reverse("duties:partner-today"))
    assert case.number in text and "Temui anak, sebagai yang memimpin" in text
    assert not {"Rara", "R.C.", CONTACT, WHY} & {word for word in ("Rara", "R.C.", CONTACT, WHY) if word in text}
    for page in ("case-lead", "case-simfoni", "lead-name", "watching-add", "number-add", "interview-add"):
        assert signed_in(partner).get(at(page, case)).status_code == 403


def test_a_body_from_which_the_file_is_withheld_cannot_lead(officer: User, body: Agency) -> None:
    head = a_user(Role.MITRA, agency=body, name="Herkulanus Sabalau")
    conflicts.declare(user=head, by=head, heads_agency=True)
    case = a_case(officer, summary="Yang dilaporkan Herkulanus Sabalau.")
    with pytest.raises(DomainError, match="tidak dapat menerimanya"):
        name(case, officer, body)
    assert fresh(case).is_led_here and not Lead.objects.exists()


def test_the_same_body_gets_another_contact_and_keeps_its_clocks(case: Case, officer: User, body: Agency) -> None:
    name(case, officer, body)
    before = duty(case, "lead_plan").pk
    name(case, officer, body, contact="Bapak Misal", why="Berganti")
    assert duty(case, "lead_plan").pk == before and Lead.objects.filter(case=case).count() == 2


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"why": " "}, "mengapa"),
        ({"contact": ""}, "narahubung"),
        ({"since": timezone.localdate() + timedelta(days=2)}, "belum tiba"),
    ],
)
def test_what_is_missing_or_cannot_be_is_refused(
    case: Case, officer: User, body: Agency, facts: dict[str, object], words: str
) -> None:
    with pytest.raises(DomainError, match=words):
        name(case, officer, body, **facts)
    assert verbs() == []


def test_nobody_leads_from_before_the_one_who_leads_now(case: Case, officer: User, body: Agency) -> None:
    name(case, officer, body)
    with pytest.raises(DomainError, match="sebelum"):
        name(case, officer, an_agency(), since=timezone.localdate() - timedelta(days=1))


def test_who_led_before_there_was_this_file_owes_from_its_first_day(case: Case, officer: User, body: Agency) -> None:
    row = name(case, officer, body, since=timezone.localdate() - timedelta(days=90))
    event = duty(case, "lead_plan").event_at
    assert event is not None and timezone.localdate(event) == case.opened_on > row.since


def test_nothing_changed_is_refused(case: Case, officer: User, body: Agency) -> None:
    with pytest.raises(DomainError, match="sekarang"):
        name(case, officer, None)
    name(case, officer, body)
    with pytest.raises(DomainError, match="sekarang"):
        name(case, officer, body)


def test_a_body_that_is_no_more_cannot_lead(case: Case, officer: User, body: Agency) -> None:
    agencies.deactivate(agency=body, by=officer)
    with pytest.raises(DomainError, match="tidak aktif"):
        name(case, officer, Agency.objects.get(pk=body.pk))


def test_a_closed_file_keeps_its_lead(officer: User, body: Agency) -> None:
    with pytest.raises(Refused):
        name(a_closed_case(officer), officer, body)


def test_nobody_names_a_lead_for_another_office(case: Case, body: Agency) -> None:
    with pytest.raises(Refused):
        name(case, an_officer_elsewhere(), body)


def test_of_two_who_name_a_lead_the_second_is_told(case: Case, officer: User, body: Agency) -> None:
    old = fresh(case)
    name(case, officer, body)
    with pytest.raises(Conflict):
        name(old, officer, an_agency())
    assert fresh(case).lead == body


# what follows a file


def test_a_higher_risk_brings_the_leads_limits_nearer(officer: User, body: Agency) -> None:
    case = led_elsewhere(officer, a_case(officer, risk="low"), body)
    assert duty(case, "lead_plan").rule == "house.lead_plan.low"
    cases.assess_risk(case=case, answers={"threat": "yes"}, by=officer)
    assert fresh(case).risk == "high"
    assert Duty.objects.open().get(case_id=case.pk, kind="lead_plan").rule == "house.lead_plan.high"


def test_a_risk_known_for_the_first_time_counts_from_the_same_beginning(officer: User, body: Agency) -> None:
    case = led_elsewhere(officer, a_case(officer, risk="unknown"), body)
    before = duty(case, "lead_plan")
    answers = dict.fromkeys(cases_answers(), "no")
    cases.assess_risk(case=case, answers=answers, by=officer)
    now = Duty.objects.open().get(case_id=case.pk, kind="lead_plan")
    assert (before.rule, now.rule) == ("house.lead_plan.high", f"house.lead_plan.{fresh(case).risk}")
    assert now.event_at == before.event_at and fresh(case).risk == "low"


def cases_answers() -> list[str]:
    return [question.code for question in case_rules.instrument(timezone.localdate()).questions]


def test_a_file_opened_again_is_the_leads_again_and_watched_by_us(officer: User, body: Agency) -> None:
    case = led_elsewhere(officer, agency=body)
    cases.set_safety(case=case, safe_now="yes", note="Di rumah bibi", by=officer)
    cases.propose_closure(case=case, reason="reintegrasi", note="Tercapai.", by=officer)
    cases.countersign_closure(case=case, by=a_user(Role.KETUA))
    assert not {"lead_see_child", "lead_plan"} & set(open_kinds(case))
    cases.reopen(case=case, why="Ada kabar baru", by=officer)
    assert open_kinds(case) == {"lead_see_child": body.pk, "monitor": None}


def test_the_count_of_obstacles_reads_one_table(officer: User) -> None:
    case = led_elsewhere(officer)
    told(case, officer)
    assert MonitoringSheet.objects.get(case=case).obstacles == "A"


def test_what_is_late_stays_with_whoever_owed_it_and_taking_the_file_back_starts_no_new_clock(
    officer: User, body: Agency
) -> None:
    case = a_case(officer, received_at=timezone.now() - timedelta(days=3))
    late, plan = duty(case, "see_child"), duty(case, "plan")
    assert late.is_late(timezone.now()) and not plan.is_late(timezone.now())
    name(case, officer, body)
    assert duty(case, "see_child") == late and duty(case, "see_child").is_open
    name(case, officer, None)
    assert duty(case, "see_child") == late and duty(case, "see_child").is_open
    assert (duty(case, "plan").event_at, duty(case, "plan").due_at) == (plan.event_at, plan.due_at)
    assert open_kinds(case) == {"see_child": None, "plan": None, "monitor": None}
