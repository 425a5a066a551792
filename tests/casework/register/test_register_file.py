"""The made-up register of the benchmark is read whole, so that the benchmark measures the real path."""

from __future__ import annotations

from pathlib import Path

from bench.register_file import write_register

from suar.casework.register.reader import read_register
from tests.casework.register.builders import TODAY


def test_a_made_up_register_is_read_whole(tmp_path: Path) -> None:
    write_register(tmp_path / "register.xlsx", 400, bad=3)
    register = read_register(tmp_path / "register.xlsx", today=TODAY)
    assert len(register.rows) == 400
    assert len(register.rejected) == 3
    assert register.skipped_counts["caption"] == 12
    assert sum(1 for row in register.rows if row.cluster.value and row.kind.value and row.sex.value) == 400
