"""A curious admin at the machine: every `suar` command, run in a home in which children are told about. What it prints
and the files it writes hold no word of one. A new command without a row here fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fire.elsewhere import MARK

from tests.config.test_command import ALL, SUAR
from tests.core.vault.test_no_plaintext import leaks
from tests.opening import laid_open

pytestmark = pytest.mark.real_clock

PASSWORD = "kata-sandi-untuk-uji"
SAID = "Komisi mendampingi anak korban."
DUE = '{"rule":"kuhap25.spdp","event_at":"2026-03-02T09:00:00+07:00"}'
PAIR = '{"a":"Soeparman","b":"Suparman"}'
COMMANDS = ("clocks", "import", "ledger", "names", "paper", "press", "report", "rights", "sharing", "vault")
GROUPS = {(name,) for name in COMMANDS}


@dataclass(frozen=True, slots=True)
class Row:
    """How a command is run: its words, what is typed. `refuses` says why it has nothing to do in this home."""

    words: str = ""
    typed: str = ""
    refuses: str = ""


# In the order in which they are run: what ends something stands last. {…} are the facts of the home.
ROWS: dict[tuple[str, ...], list[Row]] = {
    ("ledger", "verify"): [Row(), Row("--json")],
    ("ledger", "heads"): [Row("--limit 0"), Row("--json")],
    ("ledger", "show"): [Row("--limit 0"), Row("--limit 0 --json"), Row("--subject {subject} --json")],
    ("ledger", "proof"): [Row("{entry}"), Row("{entry} --json")],
    ("ledger", "accept"): [Row("{entry} --why Salah", refuses="nobody changed a row past the program")],
    ("ledger", "witness"): [Row("--url http://127.0.0.1:9/ --dir {out}/kept", refuses="no office answers there")],
    ("ledger", "check-inclusion"): [Row("{file} --verifier x", refuses="it is no proof")],
    ("vault", "status"): [Row(), Row("--json")],
    ("vault", "probe"): [Row("--json")],
    ("vault", "reindex"): [Row(), Row("--json")],
    ("vault", "recovery-sheet"): [Row(), Row("--json")],
    ("vault", "shares"): [Row(), Row("--json")],
    ("vault", "unlock"): [Row("--recovery-sheet {sheet}", refuses="it is not locked")],
    ("import", "register"): [Row("{file} --office sambas --dry-run --json"), Row("{file} --office sambas")],
    ("import", "list"): [Row(), Row("--json")],
    ("import", "undo"): [Row("{run} --why Salah_berkas")],
    ("report", "governor"): [
        Row("--period {year} --format pdf,docx,xlsx,json --out {out}/report --office sambas"),
        Row("--period 2021 --format json --out {out}/report --office sambas --json"),
    ],
    ("sharing", "agreements"): [Row(), Row("--json")],
    ("sharing", "check"): [
        Row("--case TAK-ADA --agency X --purpose services --fields initials", refuses="no such file")
    ],
    ("paper", "print"): [Row("--kind watch --count 1 --out {out}/buku.pdf --office sambas")],
    ("press", "lint"): [Row("-", typed=SAID), Row("- --json", typed=SAID)],
    ("rights", "check"): [
        Row("{request} --office sambas", refuses="nobody granted it"),
        Row("{request} --office sambas --json", refuses="nobody granted it"),
    ],
    ("clocks", "due"): [Row(typed=DUE)],
    ("clocks", "list"): [Row(), Row("--json")],
    ("clocks", "show"): [Row("kuhap25.spdp"), Row("kuhap25.spdp --json")],
    ("names", "compare"): [Row(typed=PAIR), Row("--json", typed=PAIR)],
    ("hooks",): [Row(), Row("--json"), Row("--markdown")],
    ("password",): [Row("{first}")],
    ("leader",): [Row("{first} --office KPPAD-KB", refuses="a Ketua leads it")],
    ("tick",): [Row(), Row("--json")],
    ("doctor",): [Row(), Row("--json")],
    ("backup",): [Row("--to {out}/copy --keys-to {out}/keys --json")],
    ("drill",): [Row("--from {out}/copy --keys-from {out}/keys --recovery-sheet {sheet} --into {out} --json")],
    ("vault", "erase"): [Row("{gone} --why mistake --first {first} --second {ketua} --yes --json")],
    ("vault", "rotate"): [Row("--json")],
    ("upgrade",): [Row("--json")],
}
# Run as programs of their own, each in another home.
ALONE = {("init",), ("restore",)}
# Not run here, and why.
NOT_RUN = {
    (
        "serve",
    ): "it answers until it is stopped; its pages and its log: tests/casework/safeguards/test_what_each_saw.py",
    ("demo",): "an invented year of its own; no office's home",
}


@dataclass(slots=True)
class Told:
    """What each command said, by its line; and everything that lies in the folder afterwards."""

    folder: Path
    said: dict[str, bytes] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    def note(self, line: str, said: str, code: int, fault: str = "") -> None:
        self.said[line], self.codes[line] = said.encode(), code
        if fault:
            self.faults[line] = fault


def program(*command: str, home: Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "SUAR_DEVELOPMENT": "1",
        "SUAR_HOME": str(home),
        "SUAR_ADMIN_PASSWORD": PASSWORD,
        "DJANGO_SETTINGS_MODULE": "suar.config.settings.desk",
    }
    return subprocess.run(command, env=environment, input=typed, capture_output=True, text=True, timeout=300)


def lines(folder: Path) -> list[tuple[str, Row, list[str]]]:
    """Every row as it is typed."""
    facts = json.loads((folder / "facts.json").read_text())
    facts |= {"out": str(folder / "out"), "sheet": str(folder / "sheet")}
    found = []
    for name, rows in ROWS.items():
        for row in rows:
            words = [word.format(**facts) for word in row.words.split()]
            found.append((" ".join([*name, *row.words.split()]), row, [*name, *words]))
    return found


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """A home made by `init`, furnished, and every row run in it."""
    folder = tmp_path_factory.mktemp("curious")
    home, found = folder / "home", Told(folder)
    (folder / "out").mkdir()
    made = program(SUAR, "init", "--admin", "operator", "--ketua", "ketua", "--shares", home=home)
    found.note("init", made.stdout + made.stderr, made.returncode)
    furnished = program(sys.executable, "-m", "tests.curious", "furnish", home=home)
    assert furnished.returncode == 0, furnished.stderr
    sheet = program(SUAR, "vault", "recovery-sheet", "--json", home=home)
    (folder / "sheet").write_text(json.loads(sheet.stdout)["recovery_text"])
    given = json.dumps([(line, words, row.typed) for line, row, words in lines(folder)])
    ran = program(sys.executable, "-m", "tests.curious", "run", home=home, typed=given)
    assert ran.returncode == 0, ran.stderr
    found.note("the process that ran them", ran.stdout + ran.stderr, 0)
    for one in json.loads((folder / "told.json").read_text()):
        found.note(one["name"], one["said"], one["code"], one["fault"])
    words = ("--from", str(folder / "out/copy"), "--keys-from", str(folder / "out/keys"))
    again = program(SUAR, "restore", *words, "--recovery-sheet", str(folder / "sheet"), home=folder / "out" / "home")
    found.note("restore", again.stdout + again.stderr, again.returncode)
    return found


def marked(places: dict[str, bytes]) -> list[str]:
    return sorted({place for _name, place in leaks({"a child": MARK}, places)})


def test_every_command_has_its_row() -> None:
    known = ROWS.keys() | ALONE | NOT_RUN.keys() | GROUPS
    assert set(ALL) == known
    assert all(len(why) > 20 for why in NOT_RUN.values())


def test_each_did_its_work_but_for_those_that_had_none(told: Told) -> None:
    assert told.faults == {}
    refused = {line for line, row, _words in lines(told.folder) if row.refuses}
    wrong = {line: told.said[line] for line, code in told.codes.items() if (code != 0) != (line in refused)}
    wrong = {line: said for line, said in wrong.items() if not line.startswith("doctor")}  # a new home has no drill yet
    assert wrong == {}
    assert all(said.strip() for line, said in told.said.items() if line != "the process that ran them")


def test_nothing_that_a_command_prints_holds_a_word_of_a_child(told: Told) -> None:
    assert len(told.said) > 40
    assert marked(told.said) == []


def test_no_file_that_is_left_holds_one_but_the_register_that_came_from_outside(told: Told) -> None:
    """Stores, copies, the copy that was restored, reports in both editions, keys, logs: each to its last byte."""
    files = {str(path.relative_to(told.folder)): path for path in told.folder.rglob("*") if path.is_file()}
    beginnings = {name.split("/")[0] for name in files}
    assert {"home", "out", "register.xlsx"} <= beginnings
    assert {name.rpartition(".")[2] for name in files if name.startswith("out/report/")} == {
        "pdf", "docx", "xlsx", "json"
    }  # fmt: skip
    assert len([name for name in files if name.startswith(("out/copy/", "out/keys/"))]) == 3
    found = marked({name: laid_open(path.read_bytes()) for name, path in files.items()})
    assert found == ["register.xlsx"]


def test_the_same_search_finds_what_an_officer_reads_in_the_same_home(told: Told) -> None:
    """The control: the home holds the words, for whoever is let in by the program."""
    shown = program(sys.executable, "-m", "tests.curious", "show", home=told.folder / "home")
    assert shown.returncode == 0, shown.stderr
    assert marked({"an officer": shown.stdout.encode()}) == ["an officer"]
