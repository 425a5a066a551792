"""One supervisor for the public form, the desk and the worker: restarts a dead child, stops all of them cleanly.

The public form is started first and has the machine for itself until it answers: somebody may have pressed *kirim* when
the power failed.

Each child leads a process group of its own, so that whatever it left behind goes with it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from suar.config.lineage import dying_with_me

GRACE = 5.0  # seconds between TERM and KILL
PAUSES = (0.1, 0.2, 0.5, 1.0, 2.0)  # seconds before a restart; the first again after a minute of quiet
QUIET = 60.0
HEAD_START = 3.0  # seconds, at most, for a child that others wait for at the start
GLANCE = 0.02  # seconds between looks whether it answers
PATIENCE = 0.5  # seconds for one answer


@dataclass(slots=True)
class Child:
    """A process to keep alive. `awaited`: host and port at which it answers before the next one is started."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    awaited: tuple[str, str] | None = None
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    restart_at: float = 0.0
    failures: int = field(default=0)

    def start(self, now: float) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and modules only
            list(self.command),
            env=dict(self.environment),
            start_new_session=True,
            preexec_fn=dying_with_me(signal.SIGTERM),  # it must not outlive a supervisor that was killed
        )
        self.started = now

    def signal(self, number: int) -> None:
        """Signal the whole group; a group that is already gone is fine."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                pass

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def answers(self) -> bool:
        """Whether it answers a request there. A server listens before it has drawn its first page, and whoever else
        were started then would take the processor from it."""
        host, port = self.awaited or ("", "")
        try:
            with socket.create_connection((host, port), timeout=GLANCE) as asked:
                asked.settimeout(PATIENCE)
                asked.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
                return bool(asked.recv(1))
        except OSError:
            return False


class Supervisor:
    """Run until SIGINT or SIGTERM. Returns 0 after a clean stop."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self.children, self.say, self.stopping = list(children), say, False

    def run(self, meanwhile: Callable[[], None] = lambda: None) -> int:
        """`meanwhile` is called once, when the first child was started and has not answered yet. What it raises stops
        that child and is raised."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        for place, child in enumerate(self.children):
            if not self.stopping:
                child.start(time.monotonic())
                if place == 0:
                    self._try(meanwhile)
                self._give_head_start(child)
        while not self.stopping:
            self._mend(time.monotonic())
            time.sleep(0.1)
        self._stop_all()
        return 0

    def _try(self, meanwhile: Callable[[], None]) -> None:
        try:
            meanwhile()
        except BaseException:
            self._stop_all()
            raise

    def _give_head_start(self, child: Child) -> None:
        ends = time.monotonic() + HEAD_START
        while child.awaited and child.alive and not self.stopping and time.monotonic() < ends and not child.answers():
            time.sleep(GLANCE)

    def _mend(self, now: float) -> None:
        for child in self.children:
            if child.alive:
                continue
            if child.process is not None:
                self._note_death(child, now)
            elif now >= child.restart_at:
                child.start(now)

    def _note_death(self, child: Child, now: float) -> None:
        assert child.process is not None  # noqa: S101 - told apart by the caller
        child.signal(signal.SIGKILL)
        child.failures = 0 if now - child.started > QUIET else child.failures + 1
        pause = PAUSES[min(child.failures, len(PAUSES) - 1)]
        self.say(f"{child.name} ended ({child.process.returncode}); again in {pause} s")
        child.process, child.restart_at = None, now + pause

    def _stop(self, number: int, frame: object) -> None:
        self.stopping = True

    def _stop_all(self) -> None:
        for child in self.children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        for child in self.children:
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.say(f"{child.name} did not stop in {GRACE:.0f} s; killed")
        for child in self.children:
            child.signal(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()
