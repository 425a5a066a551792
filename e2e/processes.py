"""The processes of an office, as the operating system sees them from outside."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def below(pid: int) -> list[tuple[int, str]]:
    """(pid, command line) of every process under this one."""
    listed = subprocess.run(["ps", "-ww", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [(int(a), int(b), c) for a, b, c in (line.split(None, 2) for line in listed.splitlines())]
    found, frontier = [], {pid}
    while frontier:
        children = [(p, c) for p, parent, c in rows if parent in frontier]
        found += children
        frontier = {p for p, _ in children}
    return found


def alive(pid: int) -> bool:
    """Whether it still runs: one that ended and was not yet reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in {"Z", "X"}
    except OSError:
        return False


def serving(home: Path) -> list[int]:
    """Every process that was told of this home and still runs, whoever its parent is by now."""
    told = os.fsencode(home)
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and told in _environ(entry)]


def _environ(process: Path) -> bytes:
    try:
        return (process / "environ").read_bytes()
    except OSError:  # ended meanwhile, or somebody else's
        return b""
