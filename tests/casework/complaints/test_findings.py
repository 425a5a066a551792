"""Temuan kelompok: events, reports, cases and children are four different numbers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from suar.casework.complaints import actions
from suar.casework.complaints.models import Complaint, GroupFinding, HandOver, Presence
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.models import Entry
from suar.core.ledger.verify import verify
from suar.registry.agencies import actions as agencies
from tests.conditions import MET
from tests.factories import (
    a_group_finding,
    a_triaged_complaint,
    an_agency,
    an_officer,
    an_officer_elsewhere,
    an_outsider,
)

pytestmark = pytest.mark.django_db

Found = actions.FoundChild


def test_one_event_gives_a_report_for_each_child_that_was_written_down() -> None:
    officer, police = an_officer(), an_agency("police")
    finding = a_group_finding(officer, present=[police, an_agency(), police])
    reports = Complaint.objects.filter(finding=finding)
    assert sorted(report.child_name for report in reports) == ["", "Bima Contoh"]
    assert {(report.kind, report.channel) for report in reports} == {("non", "finding")}
    assert all(report.story == finding.story for report in reports)
    assert len({report.subject for report in reports} | {finding.id}) == 3
    assert Presence.objects.filter(finding=finding).count() == 2
    assert finding.number[:5] == "T-001"


def test_reports_cases_and_children_are_counted_apart(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    officer = an_officer()
    finding = a_group_finding(officer)
    named = next(report for report in finding.complaints.select_related("office") if report.child_name)
    with django_capture_on_commit_callbacks(execute=True):
        actions.make_case(complaint=a_triaged_complaint(officer, named), by=officer)
    counted = GroupFinding.objects.visible_to(officer).counted().get()
    assert (counted.children_found, counted.written_down, counted.cases) == (3, 2, 1)  # type: ignore[attr-defined]  # annotated
    sequence_all()
    assert verify().wrong == []


def test_each_child_is_handed_to_its_own_body() -> None:
    officer, social, uptd = an_officer(), an_agency("social"), an_agency("uptd")
    children = [Found(name="Ani Contoh", handed_to=social), Found(handed_to=uptd), Found()]
    finding = a_group_finding(officer, children=children)
    handed = HandOver.objects.filter(complaint__finding=finding).values_list("agency", flat=True)
    assert set(handed) == {social.pk, uptd.pk}
    assert sorted(finding.complaints.values_list("status", flat=True)) == ["handed_over", "handed_over", "read"]


def test_what_was_written_at_the_scene_is_kept_as_it_is() -> None:
    finding = a_group_finding(children=[Found(name="Ani Contoh", role="suspect")], children_found=None)
    assert finding.complaints.get().child_role == "suspect"
    assert finding.children_found == 1


def test_the_same_form_twice_records_once() -> None:
    officer, form = an_officer(), uuid4()
    first = a_group_finding(officer, finding_id=form)
    assert a_group_finding(officer, finding_id=form).pk == first.pk
    assert (GroupFinding.objects.count(), Complaint.objects.count()) == (1, 2)
    with pytest.raises(Conflict):
        a_group_finding(an_officer_elsewhere(), finding_id=form)


def test_one_act_is_whole_or_nothing() -> None:
    officer, away = an_officer(), an_agency("social")
    agencies.deactivate(agency=away, by=officer)
    with pytest.raises(DomainError):
        a_group_finding(officer, children=[Found(), Found(handed_to=away)])
    assert (GroupFinding.objects.count(), Complaint.objects.count()) == (0, 0)
    assert not Entry.objects.filter(verb="finding.record").exists()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"children": []}, "paling sedikit satu"),
        ({"children": [Found()] * 61}, "paling banyak 60"),
        ({"children_found": 1}, "kurang dari"),
        ({"found_on": timezone.localdate() + timedelta(days=1)}, "belum tiba"),
        ({"found_on": timezone.localdate() - timedelta(days=36_525)}, "lebih dari 5 tahun"),
        ({"story": " "}, "uraian"),
    ],
)
def test_refusals_say_what_to_do(facts: dict[str, Any], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        a_group_finding(**facts)


def test_who_may_not_record_is_refused() -> None:
    with pytest.raises(Refused):
        a_group_finding(an_outsider())


def test_a_child_handed_over_on_the_spot_has_its_conditions_answered() -> None:
    officer, social = an_officer(), an_agency("social")
    children = [Found(name="Ani Contoh", handed_to=social)]
    with pytest.raises(DomainError, match="keempat syarat"):
        a_group_finding(officer, children=children, children_found=1, conditions={})
    a_group_finding(officer, children=[Found(name="Ani Contoh")], children_found=1, conditions=None)
    told = {"no_press": "Wartawan sudah di tempat ketika kami tiba."}
    a_group_finding(officer, children=children, children_found=1, conditions=MET | {"no_press": "no"}, exceptions=told)
    assert HandOver.objects.get().exceptions == told
