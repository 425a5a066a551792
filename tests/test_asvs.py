"""The self-check is whole: no requirement is left out, and what it cites as shown is there to be run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "suar"
# Number and level of all 345 requirements of ASVS 5.0.0 (OWASP, CC BY-SA 4.0), without their words.
IDS = dict(line.split(",") for line in (ROOT / "tests" / "asvs_ids.csv").read_text(encoding="ascii").split())
# Chapters in which level 3 is asked for too: what the vault, the ledger and the accounts rest on.
DEEPER = {"6", "7", "8", "9", "10", "11", "12", "13", "14", "16"}
ASKED = {number for number, level in IDS.items() if level != "3" or number.split(".")[0] in DEEPER}
ROW = re.compile(r"^\| ([\d.]+) \| ([123]) \| ([^|]+) \| (.+) \|$", re.MULTILINE)
STATE = re.compile(r"met|not applicable|open, by (\d{4}-\d\d-\d\d)")
# Where the standard asks for a document, a document shows it.
DOCUMENTED = {"2.1", "5.1", "6.1", "7.1", "8.1", "11.1", "13.1", "14.1", "15.1", "16.1"}

ROWS = ROW.findall((ROOT / "docs" / "asvs.md").read_text(encoding="utf-8"))
CITED = re.compile(r"`((?:tests|e2e|docs)/[^`]+)`")
MET = [(number, CITED.findall(words)) for number, _, state, words in ROWS if state == "met"]


def test_every_requirement_has_its_row_and_its_level() -> None:
    assert len(IDS) == 345
    assert [number for number, *_ in ROWS] == [number for number in IDS if number in ASKED]
    assert {number: level for number, level, *_ in ROWS} == {number: IDS[number] for number in ASKED}


def test_every_row_has_one_of_three_states_and_says_more() -> None:
    for number, _, state, words in ROWS:
        match = STATE.fullmatch(state)
        assert match, f"{number}: {state}"
        assert len(words) > 3, number
        if match[1]:
            assert date.fromisoformat(match[1]).year < 2029, number


@pytest.mark.parametrize(("number", "shown"), MET, ids=[number for number, _ in MET])
def test_what_is_met_names_something_that_exists(number: str, shown: list[str]) -> None:
    assert shown, "nothing shows it"
    for one in shown:
        path, _, name = one.partition("::")
        file, _, heading = path.partition("#")
        assert (ROOT / file).is_file(), one
        if name:
            assert name in names_in(ROOT / file), one
        if heading:
            assert heading in headings_of(ROOT / file), one
    if number.rpartition(".")[0] not in DOCUMENTED:
        assert any("::" in one for one in shown), "a test shows it, not a document"


@cache
def names_in(path: Path) -> set[str]:
    return {node.name for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if is_test(node)}


def is_test(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")


@cache
def headings_of(path: Path) -> set[str]:
    """As links name them: small letters, words joined by a dash."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-")) for heading in headings}


LIBRARIES = {"tink", "cryptography", "shamir_mnemonic", "nacl", "Crypto"}
# Modules that hold algorithms or open what they made; everything else asks one of them.
INVENTORY = {
    "casework/intake/receipt.py": {"cryptography"},
    "core/ledger/checkpoint.py": {"cryptography"},
    "core/ledger/cosignature.py": {"cryptography"},
    "core/vault/keysets.py": {"tink"},
    "core/vault/master.py": {"cryptography"},
    "core/vault/sealedfile.py": {"cryptography"},
    "core/vault/shares.py": {"shamir_mnemonic"},
    "registry/accounts/sessions.py": {"cryptography"},
}


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """(module, name) of every import of a source; the name is empty for a whole module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)


def test_cryptography_is_used_where_the_inventory_says() -> None:
    found: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        for module, name in imported(path):
            library = module.split(".")[0]
            if library in LIBRARIES and name != "TinkError":
                found.setdefault(str(path.relative_to(SOURCE)), set()).add(library)
    assert found == INVENTORY


def test_no_broken_hash_is_used() -> None:
    broken = re.compile(r"\b(?:md5|sha1|MD5|SHA1)\b(?!PasswordHasher)")
    assert [path for path in SOURCE.rglob("*.py") if broken.search(path.read_text(encoding="utf-8"))] == []


def test_no_weak_random_numbers_are_used() -> None:
    """`random` is for the invented people of the demo, who are the same ones each time."""
    users = {path for path in SOURCE.rglob("*.py") if any(module == "random" for module, _ in imported(path))}
    assert {path.parent.name for path in users} <= {"demo"}
