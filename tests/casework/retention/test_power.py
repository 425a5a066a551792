"""Must show: the power fails before or after any write of an erasure, also while that is mended; then either nothing of
the batch is erased and all of it opens, or all of it is erased and has its paper. Never half."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from suar.casework.children.models import Child
from suar.casework.retention import actions
from suar.casework.retention.actions import carrying_out
from suar.casework.retention.alarm_kinds import AT_ONCE
from suar.casework.retention.models import Act, ActStatus, Item, ItemStatus
from suar.config.demo.clock import at
from suar.core.alarms.models import Alarm
from suar.core.ledger import triggers
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.keyholding import finish_erasures
from suar.core.ledger.models import Erasure
from suar.core.ledger.verify import verify
from suar.core.vault import rotation
from suar.core.vault.keyring import keyring
from suar.core.vault.models import DataKey, SearchSubject, Tombstone
from suar.registry.accounts.models import Role, User
from tests import power
from tests.factories import a_due_item, a_user, an_office, an_old_case

pytestmark = pytest.mark.django_db(transaction=True)
ERASED = "(sudah dimusnahkan)"


@pytest.fixture(autouse=True)
def _founded() -> Iterator[None]:
    an_office()
    yield
    triggers.drop()  # they would refuse that the rows go with the test


def an_act_to_carry_out(first: User, second: User) -> Act:
    """Of two files, its waiting time over."""
    items = [a_due_item(first, an_old_case(first)).pk for _ in range(2)]
    with at(timezone.now() - timedelta(days=8)):
        act = actions.draw_up(office=first.office, items=items, by=first)
        return actions.approve(act=act, by=second)


def whole(act: Act, place: str) -> bool:
    """Whether the batch was erased; fails when it is half of anything."""
    act.refresh_from_db()
    items = list(Item.objects.filter(act=act))
    subjects = [item.subject for item in items]
    names = {child.name == ERASED for child in Child.objects.filter(pk__in=subjects)}
    assert len(items) == 2 and len(names) == 1, place
    erased = names.pop()
    here = DataKey.objects.filter(pk__in=subjects).count(), SearchSubject.objects.filter(subject__in=subjects).count()
    gone = Tombstone.objects.filter(pk__in=subjects).count()
    assert (act.status, bool(act.paper), *here, gone) == (
        (ActStatus.DONE, True, 0, 0, 2) if erased else (ActStatus.APPROVED, False, 2, 2, 0)
    ), place
    assert {item.status for item in items} == {ItemStatus.ERASED if erased else ItemStatus.CHOSEN}, place
    assert not Erasure.objects.open().exists(), place
    assert not rotation.under_way(keyring()), place
    return erased


def test_a_batch_is_erased_whole_or_not_at_all_wherever_the_power_fails() -> None:
    with at(timezone.now() - timedelta(days=30)):
        first, second = a_user(Role.SEKRETARIAT), a_user(Role.KETUA)
    other = an_old_case(first)
    places: list[str] = []
    done = 0
    for cut in power.every_cut():
        act = an_act_to_carry_out(first, second)
        with cut:
            actions.start(act=act, by=second)
            finish_erasures()
            actions.finish_started()
        act = Act.objects.get(pk=act.pk)
        with cut.again():
            power.worker_round()
        power.worker_round()
        done += whole(act, cut.place)
        assert Child.objects.get(pk=other.child_id).name != ERASED, cut.place
        places.append(cut.place)
    edges = {
        "before default: INSERT ledger_erasure",
        "before keys: INSERT vault_tombstone",
        "before keys: DELETE vault_datakey",
        "after keys: COMMIT",
        "before replace wrapping",
        "before keys: UPDATE ",  # wrapping anew names its table without quotes
        "before default: UPDATE retention_act",
        "before default: UPDATE retention_item",
        "after default: COMMIT",
        "never",
    }
    assert edges <= set(places), edges - set(places)
    assert 0 < done < len(places)  # cut before the intents were committed nothing is erased, after that everything
    sequence_all()
    assert verify().wrong == []


def test_the_command_tells_the_leaders_with_the_intent_or_does_nothing_wherever_the_power_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The alarm is what answers for two names that nobody signed: killing the command must not silence it."""
    first, second = a_user(Role.SEKRETARIAT), a_user(Role.KETUA)
    for name in ("finish_erasures", "finish_started"):  # the worker's part, which the test above cuts
        monkeypatch.setattr(carrying_out, name, lambda **options: 0)
    begun: list[bool] = []
    for cut in power.every_cut():
        case = an_old_case(first)
        with cut:
            actions.erase_at_once(subject=case.child_id, why="order", first=first, second=second)
        acts = Act.objects.filter(items__subject=case.child_id)
        told = [Alarm.objects.open().filter(kind=AT_ONCE, subject=str(act.pk)).count() for act in acts]
        intended = Erasure.objects.open().filter(subject=case.child_id).count()
        assert (told, intended) in (([], 0), ([1], 1)), cut.place
        begun.append(bool(told))
    assert begun == sorted(begun) and begun[-1] and not begun[0]
