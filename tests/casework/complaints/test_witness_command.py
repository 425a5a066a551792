"""`suar ledger witness` as another body runs it: over HTTP, without a home, with its exit status."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner, Result

from suar.config import cli
from suar.core.ledger.checkpoint import Checkpoint, Signer, sign
from suar.core.ledger.hours import hour_line
from suar.core.ledger.merkle import leaf_hash, root
from suar.core.ledger.outside_cli import LARGEST
from tests.casework.complaints.record import FIRST

LOG = Signer.from_seed("kppad.example/ledger", bytes(range(32)))
LEAVES = [leaf_hash(bytes([n])) for n in range(9)]


def head(leaves: list[bytes]) -> bytes:
    return sign(Checkpoint(LOG.name, len(leaves), root(leaves), (hour_line(FIRST),)), LOG).encode()


@pytest.fixture
def site() -> Iterator[tuple[str, dict[str, tuple[int, bytes]]]]:
    """A host on this machine; what it answers by path."""
    answers: dict[str, tuple[int, bytes]] = {}

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = answers.get(self.path, (404, b""))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Host)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/transparansi/", answers
    server.shutdown()
    thread.join()
    server.server_close()


def asked(url: str, folder: Path, *more: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.setenv("SUAR_HOME", cli.NO_HOME)
    return CliRunner().invoke(cli.suar, ["ledger", "witness", "--url", url, "--dir", str(folder), *more])


def test_it_keeps_heads_and_proves_a_fork(
    site: tuple[str, dict[str, tuple[int, bytes]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, answers = site
    new = ("--verifier", str(LOG.verifier), "--name", "saksi.example")
    answers["/transparansi/checkpoint"] = (200, head(LEAVES[:5]))
    first = asked(url, tmp_path / "a", *new, monkeypatch=monkeypatch)
    assert first.exit_code == 0, first.output
    assert first.output.startswith("first:")
    same = asked(url, tmp_path / "a", "--json", monkeypatch=monkeypatch)
    assert (same.exit_code, json.loads(same.stdout)["kind"]) == (0, "same")
    answers["/transparansi/checkpoint"] = (200, head([*LEAVES[:4], LEAVES[8]]))
    fork = asked(url, tmp_path / "a", monkeypatch=monkeypatch)
    assert fork.exit_code == 1
    assert fork.output.startswith("fork: Two different heads over 5 entries")
    assert head(LEAVES[:5]).decode().strip() in fork.output  # the proof: both signed heads
    assert answers["/transparansi/checkpoint"][1].decode() in fork.output


def test_what_cannot_be_asked_proves_nothing_and_exits_2(
    site: tuple[str, dict[str, tuple[int, bytes]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, answers = site
    new = ("--verifier", str(LOG.verifier), "--name", "saksi.example")
    for status, body in ((404, b""), (503, b""), (200, b"x" * (LARGEST + 1))):
        answers["/transparansi/checkpoint"] = (status, body)
        result = asked(url, tmp_path / "a", *new, monkeypatch=monkeypatch)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "Error: " in result.stderr
    for wrong in ("http://127.0.0.1:1/", "file:///etc/passwd", "ftp://x/", "x"):
        assert asked(wrong, tmp_path / "a", monkeypatch=monkeypatch).exit_code == 2
    assert asked(url, tmp_path / "b", monkeypatch=monkeypatch).exit_code == 2
