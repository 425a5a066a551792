"""`suar ledger`, `suar vault`, `suar backup`: what they answer, and their exit status."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result
from django.conf import settings
from django.db import connection
from tests.specimens import Specimens

from suar.casework.children.models import Child
from suar.core.ledger.actions import sequence_all, signer
from suar.core.ledger.checkpoint import Verifier, open_checkpoint
from suar.core.ledger.cli import ledger
from suar.core.ledger.merkle import verify_inclusion
from suar.core.ledger.models import Entry
from suar.core.ledger.vault_cli import backup, restore, vault
from suar.core.vault import tokens
from suar.core.vault.backup import choose

pytestmark = pytest.mark.django_db


@pytest.fixture
def specimens() -> Specimens:
    made = Specimens()
    made.all_ledgered()
    sequence_all()
    return made


def run(command: Any, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def answer(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_sound_ledger_says_so_and_exits_0(specimens: Specimens) -> None:
    found = answer(run(ledger, "verify", "--json"))
    assert (found["sound"], found["wrong"]) == (True, None)
    assert found["entries"] == Entry.objects.count()
    assert "sound" in run(ledger, "verify").output


def test_a_row_changed_behind_the_programs_back_is_named_with_exit_1(specimens: Specimens) -> None:
    child = Child.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE children_child SET sex = 'L'")
    result = run(ledger, "verify", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["wrong"] == {
        "table": "children.child",
        "row": str(child.pk),
        "what": "the row was changed past the program",
    }
    plain = run(ledger, "verify")
    assert plain.exit_code == 1
    assert f"children.child {child.pk}" in plain.output


def test_the_newest_head_verifies_under_the_printed_key(specimens: Specimens) -> None:
    found = answer(run(ledger, "heads", "--json"))
    verifier = Verifier.parse(found["verifier"])
    assert verifier == signer().verifier
    assert open_checkpoint(found["heads"][0]["note"], verifier).size == found["heads"][0]["tree_size"]
    assert found["verifier"] in run(ledger, "heads", "--limit", "0").output


def test_entries_about_one_child_are_listed(specimens: Specimens) -> None:
    child = Child.objects.get()
    lines = [json.loads(line) for line in run(ledger, "show", "--subject", str(child.id), "--json").stdout.splitlines()]
    assert {line["subject"] for line in lines} == {str(child.id)}
    assert {"id", "at", "actor", "verb", "office", "why", "data"} <= set(lines[0])
    assert len(run(ledger, "show", "--limit", "3").output.splitlines()) == 3


def test_a_proof_convinces_whoever_has_the_head(specimens: Specimens) -> None:
    entry = Entry.objects.order_by("pk")[3].pk
    found = answer(run(ledger, "proof", str(entry), "--json"))
    head = open_checkpoint(found["note"], signer().verifier)
    proof = [b64decode(node) for node in found["proof"]]
    assert verify_inclusion(b64decode(found["leaf"]), found["index"], head.size, proof, head.root)
    assert f"entry {entry} is leaf" in run(ledger, "proof", str(entry)).output


def test_an_entry_without_a_place_has_no_proof(specimens: Specimens) -> None:
    result = run(ledger, "proof", "999999")
    assert result.exit_code == 1
    assert "no place in the tree" in result.output


def test_the_state_of_the_keys(specimens: Specimens) -> None:
    before = answer(run(vault, "status", "--json"))
    assert before["data_keys"] >= 1
    rotated = answer(run(vault, "rotate", "--json"))
    after = answer(run(vault, "status", "--json"))
    assert after["wrapping_key"] == rotated["wrapping_key"] != before["wrapping_key"]
    assert (after["wrapped_by_an_older_key"], after["rotation_under_way"]) == (0, False)
    assert "data keys:" in run(vault, "status").output


def test_reindexing_answers_how_many(monkeypatch: pytest.MonkeyPatch, specimens: Specimens) -> None:
    child = uuid4()
    monkeypatch.setattr(tokens, "_sources", [lambda: [(child, ["Kenanga"], [])]])
    assert answer(run(vault, "reindex", "--json")) == {"subjects": 1}
    assert tokens.find_exact("Kenanga") == [child]


def test_the_recovery_sheet_is_the_master_key_and_printing_it_is_recorded(specimens: Specimens) -> None:
    text = (settings.SUAR_HOME / "secret" / "master.key").read_text()
    assert answer(run(vault, "recovery-sheet", "--json"))["recovery_text"] == text
    assert text in run(vault, "recovery-sheet").output
    assert Entry.objects.filter(verb="vault.recovery_sheet").count() == 2


def test_a_backup_names_its_files_and_is_recorded(specimens: Specimens, tmp_path: Path) -> None:
    made = answer(run(backup, "--to", str(tmp_path / "a"), "--keys-to", str(tmp_path / "k"), "--json"))
    assert choose(tmp_path / "a", keys_directory=tmp_path / "k").stamp == made["stamp"]
    assert Path(made["keys"]).parent == tmp_path / "k"
    assert Entry.objects.latest("pk").verb == "vault.backup"


def test_a_restore_over_a_home_in_use_is_refused_in_words(specimens: Specimens, tmp_path: Path) -> None:
    run(backup, "--to", str(tmp_path))
    result = run(restore, "--from", str(tmp_path))
    assert result.exit_code == 1
    assert "empty home" in result.output


@pytest.mark.parametrize("command", [ledger, vault, backup, restore])
def test_every_command_explains_itself(command: Any) -> None:
    assert run(command, "--help").exit_code == 0
    for name in getattr(command, "commands", {}):
        assert "--json" in run(command, name, "--help").output
