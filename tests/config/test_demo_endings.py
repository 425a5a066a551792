"""The demo shows an act at each of its steps: also one in its waiting time, and one that was taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suar.casework.duties.models import Duty
from suar.casework.retention.models import Act, ActStatus, Item
from suar.config.demo.building import _import_register, _people
from suar.config.demo.endings import end_files
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Hold
from suar.registry.agencies import actions as agencies
from suar.registry.regions import actions as regions
from tests.desk.pages import signed_in, text_of

pytestmark = pytest.mark.django_db


def test_the_demo_has_an_act_at_each_step_and_its_pages_open() -> None:
    regions.load_regions(by=OPERATOR)
    agencies.add_agency(name="UPTD Contoh", short_name="UPTD", kind="uptd", by=OPERATOR)
    office, staff = _people(timezone.localdate() - timedelta(days=400))
    _import_register(office, staff["sekretariat"])
    end_files(office, staff)
    assert set(Act.objects.values_list("status", flat=True)) == {
        ActStatus.PROPOSED, ActStatus.APPROVED, ActStatus.DONE, ActStatus.WITHDRAWN,
    }  # fmt: skip
    assert Hold.objects.standing().count() == 1 and Item.objects.due().exists()
    assert not Duty.objects.open().filter(subject__in=Item.objects.values("subject")).exists()
    for act in Act.objects.all():
        shown = text_of(signed_in(staff["wakil"]), reverse("retention:act-detail", args=[act.pk]))
        assert all(one.item.reference in shown for one in act.listings.select_related("item"))
        assert ("Masa tunggu" in shown) == (act.status == ActStatus.APPROVED)
