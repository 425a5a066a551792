"""Rotation and erasure: recorded, resumable after a kill between any two steps, and final."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from tink import TinkError

from suar.casework.children.models import Child
from suar.core import ledger
from suar.core.errors import DomainError
from suar.core.ledger import copies, keyholding
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry, Erasure
from suar.core.ledger.verify import verify
from suar.core.vault import keys, keysets, rotation, tokens
from suar.core.vault.fields import share_cipher, unlock
from suar.core.vault.keyring import Keyring, keyring
from suar.core.vault.keys import KeyMissing
from suar.core.vault.models import DataKey, IntakeKey, SearchToken, Tombstone
from suar.registry.accounts.models import Office

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
WHY = "request"


class Killed(BaseException):
    """As `kill -9`: nothing after it runs and nothing catches it."""


def a_child(name: str = "Melati Contoh") -> Child:
    office, _ = Office.objects.filter(code="uji").first(), None
    child = Child(id=uuid4(), name=name)
    keys.create(child.id)
    tokens.index(child.id, names=[name])
    with ledger.record("child.register", by=OPERATOR, subject=child.id) as entry:
        if office is None:
            office = Office(code="uji", name="Kantor Uji")
            entry.add(office)
        child.office = office
        entry.add(child)
    return child


def kill_at(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, *, before: bool) -> Callable[[], None]:
    """Die just before or just after a step; the returned function ends the danger."""
    step = getattr(owner, name)

    def dying(*args: object, **kwargs: object) -> None:
        if not before:
            step(*args, **kwargs)
        raise Killed

    monkeypatch.setattr(owner, name, dying)
    return lambda: monkeypatch.setattr(owner, name, step)


def test_a_rotation_wraps_every_key_anew_and_drops_the_old_one() -> None:
    child = a_child()
    keys.create_intake("20261124", valid_from=timezone.now())
    old = keyring().wrapping_key_id()
    wrapped = bytes(DataKey.objects.get(pk=child.id).wrapped)
    rotated = keyholding.rotate(by=OPERATOR)
    assert rotated.key_id != old
    assert rotated.rewrapped >= 2
    assert keysets.key_ids(keyring().wrapping_keyset()) == [rotated.key_id]
    assert set(DataKey.objects.values_list("wrapping_key_id", flat=True)) == {rotated.key_id}
    assert set(IntakeKey.objects.values_list("wrapping_key_id", flat=True)) == {rotated.key_id}
    with pytest.raises(TinkError):
        keyring().wrapping().decrypt(wrapped, keys.context(child.id))
    assert Child.objects.get(pk=child.id).name == "Melati Contoh"
    assert keysets.open_hybrid(keys.open_intake("20261124"))
    sequence_all()
    assert verify().wrong == []
    assert list(Entry.objects.filter(verb__startswith="vault.rotate").values_list("verb", flat=True)) == [
        "vault.rotate.begin",
        "vault.rotate",
    ]


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("step", ["begin", "rewrap", "drop_old"])
def test_a_rotation_killed_between_any_two_steps_loses_nothing(
    monkeypatch: pytest.MonkeyPatch, step: str, before: bool
) -> None:
    children = [a_child(f"Anak {n}") for n in range(3)]
    revive = kill_at(monkeypatch, rotation, step, before=before)
    with pytest.raises(Killed):
        keyholding.rotate(by=OPERATOR)
    assert [Child.objects.get(pk=c.pk).name for c in children] == ["Anak 0", "Anak 1", "Anak 2"]
    revive()
    rotated = keyholding.rotate(by=OPERATOR)
    assert keysets.key_ids(keyring().wrapping_keyset()) == [rotated.key_id]
    assert [Child.objects.get(pk=c.pk).name for c in children] == ["Anak 0", "Anak 1", "Anak 2"]


def test_a_rotation_killed_within_a_batch_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    children = [a_child(f"Anak {n}") for n in range(5)]
    monkeypatch.setattr(rotation, "BATCH", 2)

    def die(done: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        keyholding.rotate(by=OPERATOR, progress=die)
    assert rotation.under_way(keyring())
    assert len(set(DataKey.objects.values_list("wrapping_key_id", flat=True))) == 2
    keyholding.rotate(by=OPERATOR)
    assert len(set(DataKey.objects.values_list("wrapping_key_id", flat=True))) == 1
    assert all(Child.objects.get(pk=c.pk).name for c in children)


def test_a_key_made_while_a_rotation_ends_is_wrapped_anew_by_its_maker(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worst moment: wrapped by the old key, committed after the last scan, the old key dropped in between."""
    subject, seen = uuid4(), Keyring(keyring().secret).wrapper()
    keyholding.rotate(by=OPERATOR)
    now, calls = keyring().wrapper(), []

    def stale_first(self: Keyring) -> object:
        calls.append(1)
        # The first reading is the look for an existing key; the second is what the new key is wrapped by.
        return seen if len(calls) == 2 else now

    monkeypatch.setattr(Keyring, "wrapper", stale_first)
    sealed = keys.create(subject).encrypt(b"x", b"y")
    monkeypatch.undo()
    assert DataKey.objects.get(pk=subject).wrapping_key_id == now.key_id
    assert keys.open_one(subject).decrypt(sealed, b"y") == b"x"


def test_a_reader_overtaken_by_a_rotation_reads_again(monkeypatch: pytest.MonkeyPatch) -> None:
    child = a_child()
    stale = Keyring(keyring().secret).wrapper()
    keyholding.rotate(by=OPERATOR)
    now, calls = keyring().wrapper(), []

    def stale_first(self: Keyring) -> object:
        calls.append(1)
        return stale if len(calls) == 1 else now

    monkeypatch.setattr(Keyring, "wrapper", stale_first)
    assert Child.objects.get(pk=child.pk).name == "Melati Contoh"
    assert len(calls) == 2


def test_a_rotation_stops_at_a_key_that_does_not_open_and_drops_nothing() -> None:
    child = a_child()
    DataKey.objects.filter(pk=child.pk).update(wrapped=b"damaged")
    with pytest.raises(rotation.RotationStopped, match=str(child.pk)):
        keyholding.rotate(by=OPERATOR)
    assert len(keysets.key_ids(keyring().wrapping_keyset())) == 2
    DataKey.objects.filter(pk=child.pk).delete()
    keyholding.rotate(by=OPERATOR)


def test_another_process_opens_keys_during_and_after_a_rotation(monkeypatch: pytest.MonkeyPatch) -> None:
    child, elsewhere = a_child(), Keyring(keyring().secret)
    elsewhere.wrapping()
    monkeypatch.setattr(keys, "keyring", lambda: elsewhere)
    ring = keyring()
    rotation.begin(ring)
    assert keys.open_one(child.id)
    rotation.rewrap(ring)
    assert keys.open_one(child.id)
    rotation.drop_old(ring)
    assert keys.open_one(child.id)


def test_an_erased_child_shows_as_destroyed_and_takes_no_more_words() -> None:
    child = a_child()
    copies.note("20261124T021500Z", by=OPERATOR)
    erased = keyholding.erase(subject=child.id, by=OPERATOR, why=WHY, today=TODAY)
    assert erased == keyholding.Erased(child.id, date(2026, 12, 24))
    row = Child.objects.get(pk=child.pk)
    assert row.name == "(sudah dimusnahkan)"
    assert row.is_erased
    assert row.nik == ""
    row.name = "Kembali"
    with pytest.raises(KeyMissing), ledger.record("child.edit", by=OPERATOR) as entry:
        entry.change(row)
    with pytest.raises(KeyMissing):
        keys.create(child.id)
    assert tokens.find_exact("Melati") == []
    assert not SearchToken.objects.exists()
    assert unlock([row]) == [row]
    share_cipher(row, row)
    sequence_all()
    assert verify().wrong == []


def test_an_erasure_stands_in_the_ledger_before_and_after() -> None:
    child = a_child()
    keyholding.erase(subject=child.id, by=OPERATOR, why=WHY, today=TODAY)
    verbs = list(Entry.objects.filter(verb__startswith="vault.").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["vault.erase.intend", "vault.rotate.begin", "vault.rotate", "vault.erase"]
    intend = Entry.objects.get(verb="vault.erase.intend")
    assert (intend.subject, intend.why, intend.actor) == (child.id, WHY, "system:operator")
    assert Erasure.objects.get().unreadable_from == TODAY


STEPS = [
    (keyholding.keys, "destroy"),
    (keyholding, "scrub"),
    (rotation, "begin"),
    (rotation, "rewrap"),
    (rotation, "drop_old"),
    (keyholding, "rotate"),
    (keyholding, "_done"),
]


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize(("owner", "step"), STEPS, ids=[step for _, step in STEPS])
def test_an_erasure_killed_between_any_two_steps_is_finished_by_the_worker(
    monkeypatch: pytest.MonkeyPatch, owner: object, step: str, before: bool
) -> None:
    child, other = a_child(), a_child("Kenanga")
    revive = kill_at(monkeypatch, owner, step, before=before)
    with pytest.raises(Killed):
        keyholding.erase(subject=child.id, by=OPERATOR, why=WHY, today=TODAY)
    revive()
    assert Erasure.objects.filter(subject=child.id).exists()
    keyholding.finish_erasures(today=TODAY)
    assert not Erasure.objects.open().exists()
    assert keys.is_erased(child.id)
    assert not DataKey.objects.filter(pk=child.id).exists()
    assert Child.objects.get(pk=child.pk).name == "(sudah dimusnahkan)"
    assert Child.objects.get(pk=other.pk).name == "Kenanga"
    assert not rotation.under_way(keyring())
    sequence_all()
    assert verify().wrong == []
    assert keyholding.finish_erasures() == 0


def test_the_key_that_wrapped_an_erased_key_is_gone_whenever_the_kill_came(monkeypatch: pytest.MonkeyPatch) -> None:
    child = a_child()
    copied, wrapper = bytes(DataKey.objects.get(pk=child.id).wrapped), keyring().wrapping_key_id()
    revive = kill_at(monkeypatch, rotation, "begin", before=True)
    with pytest.raises(Killed):
        keyholding.erase(subject=child.id, by=OPERATOR, why=WHY)
    revive()
    keyholding.finish_erasures()
    assert wrapper not in keysets.key_ids(keyring().wrapping_keyset())
    with pytest.raises(TinkError):
        keyring().wrapping().decrypt(copied, keys.context(child.id))


def test_several_erasures_wait_for_one_rotation() -> None:
    children = [a_child(f"Anak {n}") for n in range(3)]
    for child in children:
        keyholding.erase(subject=child.id, by=OPERATOR, why=WHY, today=TODAY, finish=False)
    assert not Tombstone.objects.exists()
    assert keyholding.finish_erasures(today=date(2026, 11, 25)) == 3
    assert set(Tombstone.objects.values_list("subject", flat=True)) == {child.id for child in children}
    assert set(Erasure.objects.values_list("unreadable_from", flat=True)) == {date(2026, 11, 25)}
    assert Entry.objects.filter(verb="vault.rotate").count() == 1


def test_erasing_twice_answers_with_the_first_date() -> None:
    child = a_child()
    first = keyholding.erase(subject=child.id, by=OPERATOR, why=WHY, today=TODAY)
    assert keyholding.erase(subject=child.id, by=OPERATOR, why=WHY, today=date(2027, 5, 1)) == first
    assert Erasure.objects.count() == 1


@pytest.mark.parametrize("why", ["", "   ", "permintaan Rara"])
def test_an_erasure_needs_a_reason(why: str) -> None:
    with pytest.raises(DomainError):
        keyholding.erase(subject=a_child().id, by=OPERATOR, why=why)


def test_a_number_that_never_had_a_key_is_refused() -> None:
    with pytest.raises(DomainError):
        keyholding.erase(subject=UUID(int=1), by=OPERATOR, why=WHY)
    assert not Erasure.objects.exists()
