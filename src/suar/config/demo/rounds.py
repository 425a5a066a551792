"""The invented office half-way through this morning's round, and one body's list answered in part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from suar.casework.cases.models import MonitoringSheet, Safe
from suar.casework.cases.perms import get_case
from suar.casework.duties.models import Duty
from suar.casework.rounds import actions
from suar.casework.rounds.models import ListLine, Round, RoundItem
from suar.config.demo.clock import at
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts.models import Office, User
from suar.registry.agencies import actions as agencies
from suar.registry.agencies.models import Agency

LIST = UUID("6f0f4f0a-6a0c-4c55-9a3e-5f1c7a0d2b24")
PHONE = "0800-555-0124"
BEGAN, EACH = timedelta(minutes=25), timedelta(minutes=2)
LISTED_DAYS, ANSWERED_DAYS = 5, 2


def walk_and_ask(office: Office, staff: Mapping[str, User]) -> None:
    """Three files done, one passed over, the rest wait; a list of five days ago with two answers on it."""
    half_a_round(office, staff["divisi_pemantauan"])
    a_list(office, staff["sekretariat"])


def half_a_round(office: Office, by: User) -> None:
    began = timezone.now() - BEGAN
    with at(began):
        walk = actions.begin(office=office, by=by, scope="mine")
    for n, item in enumerate(RoundItem.objects.select_related("round__office").filter(round=walk)[:4], 1):
        with at(began + n * EACH):
            a_file(item, by, reached=n != 3)


def a_file(item: RoundItem, by: User, *, reached: bool) -> None:
    item.round = Round.objects.select_related("office").get(pk=item.round_id)
    case = get_case(by, item.case_id)
    if not reached:
        actions.skip(item=item, case=case, by=by, reason="unreached")
        return
    sheets = MonitoringSheet.objects.filter(case=case).count()
    facts = {
        "safe": case.safe_now,
        "at_school": Safe.YES,
        "healthy": Safe.YES,
        "state": "Dijawab lewat telepon; tenang.",
    }
    actions.write(item=item, case=case, by=by, sheets=sheets, **facts)


def a_list(office: Office, by: User) -> None:
    """To the body that owes most."""
    now = timezone.now()
    owed = Duty.objects.visible_to(by).open().theirs().filter(office=office, started_at__lt=now - timedelta(days=6))
    counts: dict[int, int] = {}
    for agency_id in owed.values_list("agency", flat=True):
        counts[agency_id] = counts.get(agency_id, 0) + 1
    if not counts:
        return
    agency = Agency.objects.get(pk=max(counts, key=lambda pk: (counts[pk], -pk)))
    line = agencies.add_contact(agency=agency, label="Sekretariat (contoh)", phone=PHONE, by=OPERATOR)
    with at(now - timedelta(days=LISTED_DAYS)):
        called = f"{line.label}, {line.phone}"
        weekly = actions.make(office=office, agency=agency, by=by, recipient="Kasubbag Umum", line=called, list_id=LIST)
        actions.mark_sent(weekly=weekly, by=by, how="whatsapp")
    on = timezone.localdate(now - timedelta(days=ANSWERED_DAYS))
    with at(now - timedelta(days=ANSWERED_DAYS)):
        for place, answer in ((1, "done"), (2, "partly")):
            told = ListLine.objects.select_related("list__office", "list__agency", "duty__office", "duty__agency")
            if row := told.filter(list=weekly, place=place).first():
                actions.answer(line=row, by=by, answer=answer, how="phone", on=on)
