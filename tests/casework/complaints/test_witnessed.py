"""A cut tail, a forked record, a row written anew with its digest, triggers taken away: each is found from inside, and
by a second party that has nothing but the public page and what it saw before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from suar.casework.intake.models import PublicHead
from suar.core.ledger.actions import signer
from suar.core.ledger.checkpoint import Note, open_checkpoint
from suar.core.ledger.models import Entry, Head
from suar.core.ledger.second_party import Folder, Found, Unusable, look
from suar.core.ledger.verify import verify
from suar.registry.agencies.models import Agency
from tests.casework.complaints import record
from tests.casework.complaints.record import FIRST, SLOT, before_hour, fetcher, publish_at, run, unguarded, work
from tests.casework.intake.public_face import public_face

pytestmark = pytest.mark.django_db
PATIENCE = timedelta(hours=26)

type Seen = Callable[[int], Found]


@pytest.fixture
def agency(settings: Settings) -> Agency:
    public_face(settings)
    with before_hour(1):
        return record.an_agency()


@pytest.fixture
def folder(tmp_path: Path, agency: Agency) -> Folder:
    return Folder(tmp_path / "saksi", verifier=str(signer().verifier), name="saksi.example")


@pytest.fixture
def seen(folder: Folder) -> Iterator[Seen]:
    """The second party looks two minutes after an hour."""
    yield lambda number: look(
        folder, fetcher(number), now=FIRST + number * SLOT + timedelta(minutes=2), patience=PATIENCE
    )


def inside() -> list[tuple[str, str]]:
    return [(one.table, one.row) for one in verify().wrong]


def test_an_honest_office_is_followed_from_head_to_head(seen: Seen, folder: Folder) -> None:
    kinds = []
    for number in range(1, 5):
        work(number, entries=number)
        kinds.append(seen(number).kind)
        kinds.append(seen(number).kind)
    assert kinds == ["first", "same", "continues", "same", "continues", "same", "continues", "same"]
    assert inside() == []
    kept = sorted((folder.place / "heads").glob("*.note"))
    assert len(kept) == 4
    newest = Note.parse(kept[-1].read_text())
    assert open_checkpoint(newest.render(), signer().verifier).size == Head.objects.latest("tree_size").tree_size
    assert folder.own.seen_at(newest) == int((FIRST + 4 * SLOT + timedelta(minutes=2)).timestamp())
    assert list((folder.place / "found").iterdir()) == []


def test_a_cut_tail_is_found(seen: Seen, folder: Folder) -> None:
    first, second = work(1), work(2)
    assert first and second and seen(2).kind == "first"
    with unguarded():
        record.cut_tail(first.tree_size)
    assert inside() == [("published head", str(second.tree_size))]
    work(3, entries=1)
    found = seen(3)
    assert (found.kind, found.sound) == ("cut", False)
    for text, size in ((found.kept, second.tree_size), (found.shown, first.tree_size + 1)):
        assert open_checkpoint(text, signer().verifier).size == size
    proof = json.loads(next((folder.place / "found").iterdir()).read_text())
    assert (proof["kept"], proof["shown"]) == (found.kept, found.shown)


def test_a_cut_tail_that_grew_again_is_found(seen: Seen) -> None:
    first, second = work(1), work(2)
    assert first and second and seen(2).sound
    with unguarded():
        record.cut_tail(first.tree_size)
    work(3, entries=9)
    assert ("published head", str(second.tree_size)) in inside()
    found = seen(3)
    assert found.kind == "fork"
    assert "does not continue" in found.what
    PublicHead.objects.filter(tree_size=second.tree_size).delete()
    assert inside() == []  # whoever holds all stores and keys leaves nothing inside
    assert seen(3).kind == "fork"  # and yet


def test_a_forked_record_is_found(seen: Seen) -> None:
    first, second = work(1), work(2)
    assert first and second and seen(2).sound
    with unguarded():
        run("UPDATE ledger_entry SET actor = 'user:7' WHERE id = %s", [Entry.objects.latest("pk").pk])
        record.sign_anew()
    assert inside() == [("published head", str(second.tree_size))]
    record.publish_anew(2)
    assert inside() == []
    found = seen(2)
    assert found.kind == "fork"
    shown = [open_checkpoint(text, signer().verifier) for text in (found.kept, found.shown)]
    assert shown[0].size == shown[1].size and shown[0].root != shown[1].root
    work(3)
    assert seen(3).kind == "fork"


def test_a_row_written_anew_with_its_digest_is_found(seen: Seen, agency: Agency) -> None:
    assert work(1) and seen(1).sound
    work(2)
    with unguarded():
        record.rewrite_row(agency)
    assert inside()[0] == ("ledger.entry", str(Entry.objects.earliest("pk").pk))
    with unguarded():
        record.sign_anew()
    assert {table for table, _ in inside()} == {"published head"}
    record.publish_anew(2)
    assert inside() == []
    found = seen(2)
    assert found.kind == "fork"
    assert open_checkpoint(found.kept, signer().verifier).size < open_checkpoint(found.shown, signer().verifier).size


def test_triggers_taken_away_are_found_and_the_office_falls_silent(seen: Seen) -> None:
    assert work(1) and seen(1).sound
    with unguarded():
        assert {table for table, _ in inside()} == {"trigger"}
        for number in (2, 3, 4):
            assert work(number) is None
        assert seen(2).sound  # a night without a head may be a power cut
        found = seen(4)
        assert found.kind == "silent"
        assert open_checkpoint(found.shown, signer().verifier).size == PublicHead.objects.get().tree_size
    assert work(5) is not None
    assert seen(5).kind == "continues"


def test_a_head_signed_by_somebody_else_is_told(seen: Seen) -> None:
    work(1)
    head = PublicHead.objects.get()
    PublicHead.objects.filter(pk=head.pk).update(note=head.note.replace(f"\n{head.tree_size}\n", "\n99999\n"))
    found = seen(1)
    assert found.kind == "forged"
    assert inside() == [("published head", "?")]
    PublicHead.objects.filter(pk=head.pk).update(note="x")
    assert seen(1).kind == "forged"


def test_a_withheld_or_spoiled_proof_is_no_proof(folder: Folder) -> None:
    work(1)
    second_party = {"now": FIRST + 2 * SLOT, "patience": PATIENCE}
    assert look(folder, fetcher(1), **second_party).sound
    work(2)
    honest = fetcher(2)
    for answer in (None, b"", b"[]", b'{"proof": []}', b'{"proof": ["eA=="]}', b'{"proof": 7}', b"\xff"):
        found = look(folder, lambda path, a=answer: honest(path) if path == "checkpoint" else a, **second_party)
        assert found.kind == "fork"
    assert look(folder, honest, **second_party).kind == "continues"


def test_a_head_of_an_hour_that_is_to_come_or_of_none_is_told(folder: Folder) -> None:
    work(1)
    early = look(folder, fetcher(1), now=FIRST - SLOT, patience=PATIENCE)
    assert early.kind == "ahead"
    own = Head.objects.latest("tree_size").note
    found = look(folder, lambda path: own.encode(), now=FIRST + SLOT, patience=PATIENCE)
    assert found.kind == "silent" and "for which hour" in found.what


def test_nothing_published_yet_proves_nothing(folder: Folder) -> None:
    with pytest.raises(Unusable, match="no head yet"):
        look(folder, fetcher(1), now=FIRST + SLOT, patience=PATIENCE)


def test_a_folder_belongs_to_one_office_and_one_name(folder: Folder, tmp_path: Path) -> None:
    other = str(signer().verifier).replace("+", "x+", 1)
    with pytest.raises(Unusable):
        Folder(folder.place, verifier=other)
    with pytest.raises(Unusable, match="another name"):
        Folder(folder.place, name="lain.example")
    again = Folder(folder.place)
    assert (again.own.verifier, again.verifier) == (folder.own.verifier, folder.verifier)
    with pytest.raises(Unusable, match="--verifier"):
        Folder(tmp_path / "baru", name="saksi.example")
    with pytest.raises(Unusable, match="--name"):
        Folder(tmp_path / "baru", verifier=str(signer().verifier))
    with pytest.raises(Unusable, match="no key line"):
        Folder(tmp_path / "lain", verifier="x", name="saksi.example")


def test_a_folder_that_was_changed_is_not_worked_with(folder: Folder, seen: Seen) -> None:
    work(1)
    assert seen(1).sound
    path = next((folder.place / "heads").iterdir())
    path.write_text(PublicHead.objects.get().note)  # without the second party's own signature
    with pytest.raises(Unusable, match="not what was kept"):
        seen(1)
    (folder.place / "own.seed").write_text("x")
    with pytest.raises(Unusable, match="cannot be used"):
        Folder(folder.place)


def test_the_folder_is_closed_to_others(folder: Folder, seen: Seen) -> None:
    work(1)
    seen(1)
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.place.rglob("*"))


def test_a_published_head_is_repeated_for_an_hour_in_which_nothing_happened(seen: Seen) -> None:
    first = work(1)
    again = publish_at(2)
    assert first and again and first.tree_size == again.tree_size and first.note != again.note
    assert (seen(1).kind, seen(2).kind) == ("first", "same")
    assert inside() == []
