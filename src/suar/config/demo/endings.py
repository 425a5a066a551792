"""Files of the invented register that have been kept long enough: one is gone with its paper, two wait for the second
person, two are approved and in their waiting time, one act was taken back, one file is held, the rest are proposed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from suar.casework.retention import actions
from suar.casework.retention.models import Item
from suar.casework.safeguards import actions as safeguards
from suar.config.demo.clock import at
from suar.core.ledger.keyholding import finish_erasures
from suar.registry.accounts.models import Office, User

BASIS = "Surat permintaan berkas nomor 17/CONTOH/2026"


def plant_one(staff: Mapping[str, User]) -> None:
    """A file that nobody has a reason to open, made over some days and signed by another leader."""
    now = timezone.now()
    with at(now - timedelta(days=30)):
        case = safeguards.plant(office=staff["ketua"].office, by=staff["ketua"])
    for days in (27, 23, 20):
        with at(now - timedelta(days=days)):
            case = safeguards.advance(case=case, by=staff["ketua"])
    with at(now - timedelta(days=17)):
        safeguards.advance(case=case, by=staff["wakil"])


def end_files(office: Office, staff: Mapping[str, User]) -> None:
    """Each step on its day; what the worker does, it does at once."""
    now = timezone.now()
    with at(now - timedelta(days=14)):
        actions.propose_due(now=timezone.now())
    due = list(Item.objects.due().filter(office=office).order_by("reference"))
    with at(now - timedelta(days=12)):
        act = actions.draw_up(office=office, items=[due[0].pk], by=staff["sekretariat"])
    with at(now - timedelta(days=11)):
        act = actions.approve(act=act, by=staff["ketua"])
    with at(now - timedelta(days=3)):
        actions.start(act=act, by=staff["wakil"])
        finish_erasures()
        actions.finish_started()
    waiting = [one.pk for one in due[4:6]]
    with at(now - timedelta(days=9)):
        act = actions.draw_up(office=office, items=[*waiting, due[6].pk], by=staff["sekretariat"])
    with at(now - timedelta(days=8)):
        actions.withdraw(act=act, why="wrong", by=staff["divisi_pemantauan"])
    with at(now - timedelta(days=4)):
        act = actions.draw_up(office=office, items=waiting, by=staff["sekretariat"])
    with at(now - timedelta(days=2)):
        actions.approve(act=act, by=staff["wakil"])
    with at(now - timedelta(days=1)):
        actions.hold(subject=due[3].subject, reason="investigation", basis=BASIS, by=staff["ketua"])
        actions.draw_up(office=office, items=[one.pk for one in due[1:3]], by=staff["sekretariat"])
