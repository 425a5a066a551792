"""Heads at fixed hours, and the proof that a complaint is in the record for the holder of its receipt alone."""

from __future__ import annotations

import html
import json
from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from django.db import connections
from django.test.utils import CaptureQueriesContext
from pymerkle import InmemoryTree
from pymerkle import verify_inclusion as independent_inclusion
from pymerkle.proof import InclusionProof

from suar.casework.complaints import intake_keys, publishing, takeover
from suar.casework.complaints.models import Complaint
from suar.casework.intake import actions as public
from suar.casework.intake import receipt
from suar.casework.intake.draft import Draft
from suar.casework.intake.models import Filing, Inclusion, PublicHead, PublicNode
from suar.config.demo.clock import at
from suar.core.ledger import keyholding
from suar.core.ledger.actions import sequence_all, signer
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.checkpoint import Note, open_checkpoint
from suar.core.ledger.inclusion import Inclusion as Proof
from suar.core.ledger.merkle import leaf_hash
from suar.core.ledger.models import Entry, Head, Leaf
from suar.core.ledger.outside_cli import check_inclusion
from suar.core.ledger.verify import verify
from suar.core.vault.models import LastHead
from tests.casework.complaints import record
from tests.casework.complaints.record import FIRST, SLOT, before_hour, publish_at, run, unguarded, work
from tests.casework.intake.conftest import visitor
from tests.casework.intake.visitor import Page, Visitor
from tests.factories import an_office

__all__ = ["visitor"]
pytestmark = pytest.mark.django_db
LOOK = timedelta(minutes=3)


class Killed(BaseException):
    """The process died here."""


def filed(number: int, story: str = "Ada akun yang mengancamku.") -> Draft:
    """A complaint before the fixed hour of this number, taken over and in its place in the record."""
    with before_hour(number) as hour:
        an_office()
        intake_keys.publish()
        draft = Draft.begin(hour - timedelta(hours=1), "review").answering({"about": "self", "story": story})
        public.file(draft=draft, now=hour - timedelta(hours=1))
        takeover.take_over()
        sequence_all()
    return draft


def found(draft: Draft) -> public.Found:
    row = public.look_up(draft.receipt, draft.word)
    assert row is not None
    return row


def proven(draft: Draft) -> public.Proven:
    proof = public.opened_proof(found(draft))
    assert proof is not None
    return proof


@pytest.mark.parametrize(
    ("now", "hour"),
    [
        ("2026-11-25T05:59:59+07:00", "2026-11-24T18:00+07:00"),
        ("2026-11-25T06:00:00+07:00", "2026-11-25T06:00+07:00"),
        ("2026-11-25T17:59:00+07:00", "2026-11-25T06:00+07:00"),
        ("2026-11-25T11:00:00+00:00", "2026-11-25T18:00+07:00"),
        ("2026-12-31T23:30:00+00:00", "2027-01-01T06:00+07:00"),
    ],
)
def test_the_hour_is_the_last_fixed_one(now: str, hour: str) -> None:
    assert publishing.hour_before(datetime.fromisoformat(now)).isoformat(timespec="minutes") == hour


# Heads


def test_a_head_says_size_root_and_hour_and_nothing_finer() -> None:
    head = work(1)
    assert head is not None
    origin, size, root, hour = Note.parse(head.note).text.splitlines()
    ours = Head.objects.get(tree_size=head.tree_size)
    assert (origin, int(size), b64decode(root)) == (signer().name, ours.tree_size, bytes(ours.root))
    assert hour == f"hour {(FIRST + SLOT).isoformat(timespec='minutes')}"
    assert str(ours.at_us) not in head.note


def test_what_is_signed_after_the_hour_waits_for_the_next_however_late_the_worker_comes() -> None:
    with before_hour(1):
        record.an_agency()
    before = Head.objects.latest("tree_size").tree_size
    with at(FIRST + SLOT + timedelta(minutes=30)):
        record.an_agency()
    with at(FIRST + SLOT + timedelta(hours=5)):
        publishing.publish()
        publishing.publish()
    assert PublicHead.objects.get().tree_size == before


def test_an_hour_before_anything_was_recorded_has_no_head() -> None:
    assert publish_at(1) is None
    assert PublicNode.objects.count() == 0


def test_a_clock_that_ran_ahead_hides_nothing_for_longer_than_it_ran(visitor: Visitor) -> None:
    work(5)
    second = work(2)
    assert second is not None
    with at(FIRST + 2 * SLOT + LOOK):
        assert visitor.get("/transparansi/checkpoint").text == second.note


def test_a_kill_between_nodes_and_head_leaves_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*args: object, **kwargs: object) -> None:
        raise Killed

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(PublicHead, "save", killed)
        work(1)
    assert (PublicHead.objects.count(), PublicNode.objects.count()) == (0, 0)
    assert publish_at(1) is not None


@pytest.mark.parametrize(
    ("sql", "value"),
    [
        ("UPDATE ledger_leaf SET hash = %s WHERE position = 1", bytes(32)),
        ("UPDATE ledger_leaf SET hash = %s WHERE position = 1", b"x"),
        ("UPDATE ledger_head SET root = %s", bytes(32)),
        ("UPDATE ledger_head SET note = %s", "x"),
    ],
)
def test_over_a_damaged_record_no_head_is_published(sql: str, value: object) -> None:
    with before_hour(1):
        record.an_agency()
        record.an_agency()
    with unguarded():
        run(sql, [value])
    assert publish_at(1) is None
    assert verify().wrong


def test_what_lies_outside_and_cannot_be_read_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged table of `keys` or of the intake does not stop the verification of the rest."""
    work(1)

    def damaged(*args: object, **kwargs: object) -> None:
        raise ValueError("no such column")

    for model in (LastHead, PublicHead):
        with monkeypatch.context() as patched:
            patched.setattr(model.objects, "order_by", damaged)
            wrong = verify().wrong
        assert [one.table for one in wrong] == [f"ledger ({'outside' if model is LastHead else 'published'})"]
    assert verify().wrong == []


# Inclusion


def test_the_holder_of_a_receipt_is_shown_the_proof_after_the_next_fixed_hour(visitor: Visitor) -> None:
    draft = filed(1)
    assert public.opened_proof(found(draft)) is None
    with at(FIRST + SLOT - timedelta(minutes=30)):
        assert "bukti" not in visitor.look_up(draft.receipt).text
    publish_at(1)
    shown = look_and_press(visitor, draft)
    leaf = Leaf.objects.get(entry__subject=draft.form_id, entry__verb="complaint.receive")
    assert shown.heading == "Ini tercatat"
    assert f"catatan ke-{leaf.position + 1} dari {PublicHead.objects.get().tree_size}" in shown.words
    assert Proof.from_json(html.unescape(shown.textarea())) == proven(draft).inclusion
    with at(FIRST + SLOT + LOOK):
        assert visitor.press(shown, "batal", "/kode/").heading == "Sampai di mana"


def look_and_press(visitor: Visitor, draft: Draft) -> Page:
    with at(FIRST + SLOT + LOOK):
        return visitor.press(visitor.look_up(draft.receipt), "bukti", "/kode/")


def test_the_proof_names_this_receipts_own_entry_and_leads_to_the_published_head() -> None:
    drafts = [filed(1, story) for story in ("Satu.", "Dua.", "Tiga.")]
    head = publish_at(1)
    assert head is not None
    for draft in drafts:
        inclusion = proven(draft).inclusion
        assert inclusion.checkpoint == head.note
        assert inclusion.said()["subject"] == draft.form_id.hex
        assert inclusion.said()["data"]["mark"] == receipt.mark(found(draft).derived.reply_key)


def test_others_code_is_convinced_by_the_proof() -> None:
    draft = filed(1)
    work(1)
    inclusion, head = proven(draft).inclusion, proven(draft).head
    tree = InmemoryTree(algorithm="sha256")
    for n in range(head.size):
        tree.append_entry(n.to_bytes(4, "big"))
    leaf = leaf_hash(inclusion.entry)
    rule = tree.prove_inclusion(inclusion.index + 1, head.size).rule
    proof = InclusionProof("sha256", True, head.size, inclusion.index + 1, rule, [leaf, *inclusion.proof])
    independent_inclusion(leaf, head.root, proof, index=inclusion.index + 1, size=head.size, algorithm="sha256")


def test_the_command_checks_what_the_page_shows(visitor: Visitor, tmp_path: object) -> None:
    draft = filed(1)
    publish_at(1)
    text = html.unescape(look_and_press(visitor, draft).textarea())
    arguments = ["-", "--verifier", str(signer().verifier)]
    sound = CliRunner().invoke(check_inclusion, [*arguments, "--json"], input=text)
    assert sound.exit_code == 0, sound.output
    answer = json.loads(sound.stdout)
    assert answer["included"] and answer["verb"] == "complaint.receive"
    assert answer["mark"] == receipt.mark(found(draft).derived.reply_key)
    assert "included: entry" in CliRunner().invoke(check_inclusion, arguments, input=text).output
    other = json.dumps(json.loads(text) | {"index": 0})
    for spoiled in (other, "x", text.replace("suar-inclusion/1", "y")):
        refused = CliRunner().invoke(check_inclusion, arguments, input=spoiled)
        assert refused.exit_code == 1 and "Error" in refused.output


def test_nothing_in_the_intake_tells_which_place_a_complaint_has() -> None:
    draft = filed(1)
    publish_at(1)
    row = Inclusion.objects.get()
    assert [field.name for field in Inclusion._meta.concrete_fields] == ["filing", "sealed"]
    entry = Entry.objects.get(verb="complaint.receive")
    clear = bytes(row.sealed)
    for told in (draft.form_id.bytes, b"complaint.receive", str(entry.at_us).encode(), bytes(entry.nonce)):
        assert told not in clear
    with pytest.raises(receipt.Unreadable):
        receipt.open_proof(public.derived(receipt.new(), "").private_key, clear, draft.form_id)
    with pytest.raises(receipt.Unreadable):
        receipt.open_reply(found(draft).derived.private_key, clear, draft.form_id)


def test_a_proof_that_does_not_hold_is_not_shown_as_if_it_did() -> None:
    mine, other = filed(1), filed(1, "Lain.")
    publish_at(1)
    reply_key = found(mine).derived.reply_key
    texts = [
        proven(other).inclusion.to_json(),
        proven(mine).inclusion.to_json().replace('"index": ', '"index": 9'),
        "x",
    ]
    for text in texts:
        Inclusion.objects.filter(pk=mine.form_id).update(sealed=receipt.seal_proof(reply_key, text, mine.form_id))
        assert public.opened_proof(found(mine)) is None


def test_each_is_proven_under_the_first_head_that_covers_it_also_when_it_was_late(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    early = filed(1)
    with monkeypatch.context() as patched:
        patched.setattr(publishing, "lay_proofs", lambda: 0)
        publish_at(1)
    late = filed(2)
    publish_at(2)
    sizes = list(PublicHead.objects.order_by("hour").values_list("tree_size", flat=True))
    assert [proven(draft).head.size for draft in (early, late)] == sizes
    before = {row.pk: bytes(row.sealed) for row in Inclusion.objects.all()}
    work(3)
    assert {row.pk: bytes(row.sealed) for row in Inclusion.objects.all()} == before


def forgotten_by_the_child(draft: Draft) -> None:
    public.forget_code(found=found(draft))


def erased_by_the_office(draft: Draft) -> None:
    complaint = Complaint.objects.get(pk=draft.form_id)
    keyholding.erase(subject=complaint.subject, by=OPERATOR, why="request")
    takeover.collect_read_marks()


@pytest.mark.parametrize("end", [forgotten_by_the_child, erased_by_the_office])
def test_a_code_that_ended_leaves_no_proof_and_gets_none(end: Callable[[Draft], None]) -> None:
    draft = filed(1)
    publish_at(1)
    end(draft)
    assert Inclusion.objects.count() == 0
    work(2)
    assert Inclusion.objects.count() == 0
    assert Filing.objects.get().lookup_id is None


def test_a_look_up_asks_as_much_with_a_proof_as_without() -> None:
    draft = filed(1)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connections["intake"]) as statements:
            assert found(draft).is_proven == bool(counts)
        counts.append(len(statements))
        publish_at(1)
    with CaptureQueriesContext(connections["intake"]) as statements:
        assert public.look_up("0" * 20, "") is None
    assert [*counts, len(statements)] == [2, 2, 2]


# The page


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_is_light_and_shows_the_newest_head_and_its_key(visitor: Visitor, language: str) -> None:
    for number in range(1, 9):
        work(number)
    with at(FIRST + 8 * SLOT + LOOK):
        page = visitor.get(f"{language}/transparansi/")
    newest = PublicHead.objects.latest("hour")
    assert page.status == 200 and page.wire <= 14_000
    assert html.escape(newest.verifier) in page.text and html.escape(newest.note) in page.text
    assert page.text.count("<script") == 1  # the quick exit alone
    assert page.text.count("/bukti/") == 5


def test_before_the_first_head_the_page_says_when_it_comes(visitor: Visitor) -> None:
    page = visitor.get("/transparansi/")
    assert page.status == 200 and "06.00 atau 18.00" in page.words
    assert visitor.get("/transparansi/checkpoint").status == 404
    assert json.loads(visitor.get("/transparansi/kepala.json").text) == {"verifier": "", "heads": []}


def test_all_heads_are_there_as_json_a_hundred_at_a_time(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    heads = [work(number, entries=1) for number in range(1, 5)]
    monkeypatch.setattr("suar.casework.intake.transparency_views.LISTED", 3)
    with at(FIRST + 4 * SLOT + LOOK):
        first = json.loads(visitor.get("/transparansi/kepala.json").text)
        rest = json.loads(visitor.get(f"/transparansi/kepala.json?sampai={first['heads'][-1]['hour']}").text)
    listed = [*first["heads"], *rest["heads"]]
    assert len(first["heads"]) == 3
    assert [one["checkpoint"] for one in listed] == [head.note for head in reversed(heads) if head is not None]
    assert first["verifier"] == str(signer().verifier)
    assert {datetime.fromisoformat(one["hour"]).tzinfo for one in listed} == {UTC}
    assert all(open_checkpoint(one["checkpoint"], signer().verifier).size == one["tree_size"] for one in listed)


@pytest.mark.parametrize(
    "path",
    [
        "kepala.json?sampai=x",
        "kepala.json?sampai=2026-01-01T00:00",
        "kepala.json?sampai=0001-01-01T00:00%2B14:00",
        "kepala.json?sampai=9999-12-31T23:59-14:00",
        "kepala.json?sampai=%00",
        "bukti/1/2.json",
        "bukti/9/3.json",
        "bukti/0/0.json",
        f"bukti/1/{2**63}.json",
        f"bukti/{'9' * 5000}/{'9' * 5000}.json",
        "bukti/-1/3.json",
        "bukti/x/3.json",
    ],
)
def test_what_was_never_published_is_not_found(visitor: Visitor, path: str) -> None:
    work(1)
    with at(FIRST + SLOT + LOOK):
        assert visitor.get(f"/transparansi/{path}").status == 404


def test_the_pages_take_no_form(visitor: Visitor) -> None:
    for path in ("", "checkpoint", "kepala.json", "bukti/1/1.json"):
        assert visitor.post(f"/transparansi/{path}", {"x": "y"}).status == 405
