"""Keys whose rows were never written are swept after two days; one that any row needs, or that is young, never is."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.utils import timezone
from tests.factories import a_case, a_complaint
from tests.specimens import Specimens

from suar.config.tick import tick
from suar.core.ledger import orphans
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.models import Entry
from suar.core.ledger.orphans import EVERYTHING, NUMBERS, span_of, sweep_orphans, unneeded
from suar.core.vault import keys, tokens
from suar.core.vault.fields import VaultModel
from suar.core.vault.models import DataKey, LastHead, SearchSubject, SearchToken

pytestmark = pytest.mark.django_db
LATER = timedelta(days=3)


def an_orphan(name: str = "Melati Contoh") -> UUID:
    """What a kill between key and row leaves."""
    subject = uuid4()
    keys.create(subject)
    tokens.index(subject, names=[name])
    return subject


def in_two_days() -> datetime:
    return timezone.now() + LATER


def entries() -> list[Entry]:
    return list(Entry.objects.filter(verb="vault.orphans"))


def test_what_a_kill_left_is_swept_with_its_tokens_as_one_entry() -> None:
    left = [an_orphan(), an_orphan("Kenanga Contoh")]
    assert sweep_orphans(in_two_days()) == 2
    assert not DataKey.objects.filter(pk__in=left).exists()
    assert not SearchSubject.objects.exists() and not SearchToken.objects.exists()
    (entry,) = entries()
    assert (entry.actor, entry.data) == ("system:worker", '{"keys":2}')
    assert sweep_orphans(in_two_days()) == 0 and len(entries()) == 1


def test_a_key_of_a_minute_ago_waits_for_its_row() -> None:
    subject = an_orphan()
    assert sweep_orphans(timezone.now() + timedelta(minutes=1)) == 0
    assert sweep_orphans(timezone.now() + timedelta(hours=23)) == 0
    assert keys.open_one(subject) and tokens.find_exact("Melati") == [subject]
    assert entries() == []


def test_no_key_of_any_table_is_taken_for_unneeded() -> None:
    made = Specimens()
    made.all_ledgered()
    assert len(made.subjects) > 3
    assert unneeded(made.subjects) == set()
    before = set(DataKey.objects.values_list("pk", flat=True))
    sweep_orphans(in_two_days())
    assert made.subjects <= set(DataKey.objects.values_list("pk", flat=True)) <= before


@pytest.mark.parametrize("model", [m for m in apps.get_models() if issubclass(m, VaultModel)], ids=lambda m: m.__name__)
def test_every_table_says_whose_key_it_is_to_a_row_and_to_a_query_alike(model: type[VaultModel]) -> None:
    row = Specimens().of(model)
    assert isinstance(row, VaultModel)
    (found,) = model._base_manager.filter(pk=row.pk).values_list(model.subject_path, flat=True)
    assert found == row.vault_subject


def test_a_living_office_loses_nothing() -> None:
    case, complaint = a_case(), a_complaint()
    assert sweep_orphans(in_two_days()) == 0
    assert keys.open_one(case.child_id) and keys.open_one(complaint.subject)


def test_one_asked_for_again_is_young_again() -> None:
    """An arrival whose take-over was killed two days ago and is just being repeated."""
    subject = an_orphan()
    DataKey.objects.update(created_at=timezone.now() - LATER)
    keys.create(subject)
    assert sweep_orphans(timezone.now()) == 0
    assert keys.open_one(subject)


def test_one_asked_for_while_the_sweep_looks_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    subject, looked = an_orphan(), orphans.unneeded
    DataKey.objects.update(created_at=timezone.now() - LATER)

    def then_asked_for(subjects: set[UUID]) -> set[UUID]:
        found = looked(subjects)
        keys.create(subject)
        return found

    monkeypatch.setattr(orphans, "unneeded", then_asked_for)
    assert sweep_orphans(timezone.now()) == 0
    assert keys.open_one(subject) and tokens.find_exact("Melati") == [subject]


def test_one_swept_while_it_is_asked_for_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    subject, opened = an_orphan(), keys.open_many
    old = keys.create(subject).encrypt(b"x", b"y")
    DataKey.objects.update(created_at=timezone.now() - LATER)

    def then_swept(subjects: object) -> dict[UUID, keys.Cipher]:
        found = opened([subject])
        monkeypatch.setattr(keys, "open_many", opened)
        sweep_orphans(timezone.now())
        return found

    monkeypatch.setattr(keys, "open_many", then_swept)
    made = keys.create(subject)
    assert keys.open_one(subject).decrypt(made.encrypt(b"a", b"b"), b"b") == b"a"
    assert made.encrypt(b"x", b"y")[:5] != old[:5], "the key that was swept is not used again"


def test_tokens_without_a_key_are_nobodys() -> None:
    subject = an_orphan()
    DataKey.objects.filter(pk=subject).delete()
    assert sweep_orphans(timezone.now()) == 1
    assert not SearchSubject.objects.exists()


def test_beside_a_main_that_is_not_ours_nothing_is_swept(caplog: pytest.LogCaptureFixture) -> None:
    an_orphan()
    a_case()
    sequence_all()
    LastHead.objects.create(tree_size=LastHead.objects.latest("pk").pk + 7, note="a head that this main never had")
    with caplog.at_level(logging.ERROR, "suar.orphans"):
        assert sweep_orphans(in_two_days()) == 0
    assert "no key is swept" in caplog.text and entries() == []


def minutes() -> Iterator[datetime]:
    start = timezone.now()
    return (start + timedelta(minutes=n) for n in range(24 * 60))


def test_a_day_of_minutes_looks_at_every_subject_once() -> None:
    spans = sorted(span_of(now) for now in minutes())
    assert (spans[0][0], spans[-1][1]) == EVERYTHING
    assert all(second[0].int == first[1].int + 1 for first, second in zip(spans, spans[1:], strict=False))
    assert max(last.int - first.int for first, last in spans) <= NUMBERS // 1440 + 1


def test_the_ticks_minute_decides_which_are_looked_at() -> None:
    subject = an_orphan()
    at = next(now for now in minutes() if span_of(now)[0] <= subject <= span_of(now)[1])
    assert tick(at + LATER + timedelta(minutes=1))["orphans"] == 0
    assert tick(at + LATER)["orphans"] == 1
