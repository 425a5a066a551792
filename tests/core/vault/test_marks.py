"""The sealed list of marked subjects: one length, one row, rotated like the keys, closed to whoever has the store."""

from __future__ import annotations

import uuid

import pytest

from suar.core.vault import marks, rotation
from suar.core.vault.keyring import keyring
from suar.core.vault.marks import Mark
from suar.core.vault.models import MarkList

pytestmark = pytest.mark.django_db


def sealed() -> bytes:
    return bytes(MarkList.objects.get().wrapped)


def test_the_list_is_of_one_length_and_its_bytes_name_nobody() -> None:
    marks.ensure()
    empty, subject = sealed(), uuid.uuid4()
    marks.add(subject, 7)
    assert len(sealed()) == len(empty)
    assert subject.bytes not in sealed()
    assert marks.all_marks() == (Mark(subject, 7),)


def test_a_list_is_there_before_anybody_is_on_it() -> None:
    marks.ensure()
    marks.ensure()
    assert MarkList.objects.count() == 1
    assert marks.all_marks() == ()


def test_it_refuses_more_than_it_has_places_for() -> None:
    with pytest.raises(marks.Full):
        marks.packed(tuple(Mark(uuid.uuid4(), 1) for _ in range(marks.PLACES + 1)))


def test_a_lifted_mark_holds_no_longer_and_stays_until_it_is_dropped() -> None:
    subject = uuid.uuid4()
    marks.add(subject, 7)
    marks.lift_unless_by(subject, 7)
    assert subject in marks.standing()
    marks.lift_unless_by(subject, 8)
    assert (marks.standing(), marks.all_marks()) == ({}, (Mark(subject, 7, lifted=True),))
    marks.drop(subject)
    assert marks.all_marks() == ()


def test_a_rotation_seals_it_anew_and_the_old_key_may_go() -> None:
    subject, ring = uuid.uuid4(), keyring()
    marks.add(subject, 7)
    before = sealed()
    primary = rotation.begin(ring)
    rotation.rewrap(ring)
    rotation.drop_old(ring)
    assert sealed() != before
    assert MarkList.objects.get().wrapping_key_id == primary
    assert list(marks.standing()) == [subject]


def test_a_list_of_another_length_of_life_is_read_from_its_bytes_alone() -> None:
    first, second = uuid.uuid4(), uuid.uuid4()
    marks.add(first, 1)
    was = sealed()
    marks.add(second, 2)
    assert list(marks.standing()) == [first, second]
    MarkList.objects.update(wrapped=was)
    assert list(marks.standing()) == [first]


def test_news_of_a_change_lies_in_the_list_and_nowhere_beside_it_until_it_is_told() -> None:
    subject, other = uuid.uuid4(), uuid.uuid4()
    marks.add(subject, 7, news=739_000)
    marks.add(other, 8)
    was = len(sealed())
    assert [mark.news for mark in marks.all_marks()] == [739_000, 0]
    marks.keep_news(other, 739_001)
    marks.keep_news(subject, 0)
    assert marks.all_marks() == (Mark(subject, 7), Mark(other, 8, news=739_001))
    marks.lift(other)
    assert marks.all_marks()[1] == Mark(other, 8, lifted=True, news=739_001)
    assert len(sealed()) == was
