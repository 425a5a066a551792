"""The supervisor with tiny children: a dead one starts again, a stop is TERM and then KILL, nothing is left behind."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from suar.config import supervisor
from suar.config.supervisor import Child, Supervisor

pytestmark = pytest.mark.real_clock

FOREVER = "import time; time.sleep(60)"
DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
open({mark!r}, "a").write("x")
time.sleep(60)
"""
SHORT = "open({mark!r}, 'a').write('x')"
FAMILY = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open({mark!r}, "w").write(str(child.pid))
time.sleep(60)
"""


def a_child(code: str, name: str = "child") -> Child:
    return Child(name, [sys.executable, "-c", code], os.environ)


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """The supervisor takes the signals of its process: give them back."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def until(true: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.02)


def gone(pid: int) -> bool:
    """No such process, or one that nobody has waited for yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in {"Z", "X"}
    except OSError:
        return True


def run(watch: Supervisor, meanwhile: Callable[[], None], number: int = signal.SIGTERM) -> int:
    """Run in the main thread (signals), do something meanwhile, then stop by a signal."""
    failed: list[BaseException] = []

    def act() -> None:
        try:
            meanwhile()
        except AssertionError as error:
            failed.append(error)
        finally:
            os.kill(os.getpid(), number)

    thread = threading.Thread(target=act)
    thread.start()
    status = watch.run()
    thread.join()
    if failed:
        raise failed[0]
    return status


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_ends_every_child_and_answers_0(number: int) -> None:
    children, said = [a_child(FOREVER, "one"), a_child(FOREVER, "two")], list[str]()
    started = time.monotonic()
    assert run(Supervisor(children, said.append), lambda: until(lambda: all(c.alive for c in children)), number) == 0
    assert [child.process.returncode for child in children if child.process] == [-signal.SIGTERM] * 2
    assert said == []
    assert time.monotonic() - started < supervisor.GRACE


def test_a_killed_child_starts_again_and_the_other_goes_on() -> None:
    children, said = [a_child(FOREVER, "one"), a_child(FOREVER, "two")], list[str]()

    def kill_one() -> None:
        until(lambda: all(child.alive for child in children))
        assert children[0].process is not None and children[1].process is not None
        first, second = children[0].process.pid, children[1].process.pid
        os.kill(first, signal.SIGKILL)
        until(lambda: children[0].alive and children[0].process is not None and children[0].process.pid != first)
        assert children[1].process.pid == second

    run(Supervisor(children, said.append), kill_one)
    assert said == ["one ended (-9); again in 0.2 s"]


def test_one_that_ends_at_once_is_started_again_with_growing_pauses(tmp_path: Path) -> None:
    mark, said = tmp_path / "starts", list[str]()
    watch = Supervisor([a_child(SHORT.format(mark=str(mark)), "short")], said.append)
    run(watch, lambda: until(lambda: len(said) >= 3))
    assert [line.split("again in ")[1] for line in said[:3]] == ["0.2 s", "0.5 s", "1.0 s"]
    assert len(mark.read_text()) >= 3


def test_after_a_minute_of_quiet_the_first_pause_is_short_again() -> None:
    child = a_child(SHORT.format(mark=os.devnull))
    watch = Supervisor([child], lambda text: None)
    child.start(0.0)
    assert child.process is not None
    child.process.wait()
    child.failures = 7
    watch._mend(supervisor.QUIET + 1)
    assert (child.failures, child.process) == (0, None)
    assert child.restart_at == pytest.approx(supervisor.QUIET + 1 + supervisor.PAUSES[0])


def test_one_that_does_not_hear_is_killed_after_the_grace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "GRACE", 0.5)
    mark, said = tmp_path / "up", list[str]()
    child = a_child(DEAF.format(mark=str(mark)), "deaf")
    assert run(Supervisor([child], said.append), lambda: until(mark.exists)) == 0
    assert child.process is not None and child.process.returncode == -signal.SIGKILL
    assert said == ["deaf did not stop in 0 s; killed"]


def test_what_a_dead_child_left_behind_goes_with_it(tmp_path: Path) -> None:
    mark = tmp_path / "grandchild"
    child = a_child(FAMILY.format(mark=str(mark)))
    pids: list[int] = []

    def kill_the_parent() -> None:
        until(lambda: mark.exists() and mark.read_text().isdigit())
        pids.append(int(mark.read_text()))
        assert child.process is not None
        os.kill(child.process.pid, signal.SIGKILL)
        until(lambda: gone(pids[0]))

    run(Supervisor([child], lambda text: None), kill_the_parent)
    assert pids and gone(pids[0])


ORPHAN = """
import sys, time
from suar.config.supervisor import Child
child = Child("c", [sys.executable, "-c", "import time; time.sleep(60)"], {{}})
child.start(0)
open({mark!r}, "w").write(str(child.process.pid))
time.sleep(60)
"""


def test_a_child_does_not_outlive_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    parent = a_child(ORPHAN.format(mark=str(mark)))
    parent.start(0.0)
    assert parent.process is not None
    until(lambda: mark.exists() and mark.read_text().isdigit())
    orphan = int(mark.read_text())
    os.kill(parent.process.pid, signal.SIGKILL)
    parent.process.wait()
    until(lambda: gone(orphan))


LISTENS_LATE = """
import socket, time
time.sleep(0.3)
open({mark!r}, "w").write(str(time.time()))
with socket.create_server(("127.0.0.1", {port})) as server:
    caller, _ = server.accept()
    time.sleep(0.2)
    open({answers!r}, "w").write(str(time.time()))
    caller.sendall(b"HTTP/1.1 200 OK")
    time.sleep(60)
"""
STARTED = "import time; open({mark!r}, 'w').write(str(time.time())); time.sleep(60)"


def a_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_the_others_are_started_when_the_first_answers(tmp_path: Path) -> None:
    listens, answers, other, port = tmp_path / "listens", tmp_path / "answers", tmp_path / "other", a_port()
    first = a_child(LISTENS_LATE.format(mark=str(listens), answers=str(answers), port=port))
    first.awaited = ("127.0.0.1", str(port))
    run(Supervisor([first, a_child(STARTED.format(mark=str(other)))], print), lambda: until(other.exists))
    assert float(listens.read_text()) < float(answers.read_text()) < other.stat().st_mtime
    assert other.stat().st_mtime - float(answers.read_text()) < supervisor.HEAD_START - 1, "it was not waited out"


@pytest.mark.parametrize("code", [FOREVER, "pass"], ids=["deaf", "dead"])
def test_the_others_are_started_also_when_the_first_never_answers(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "HEAD_START", 0.5)
    other, first = tmp_path / "other", a_child(code)
    first.awaited = ("127.0.0.1", str(a_port()))
    assert (
        run(Supervisor([first, a_child(STARTED.format(mark=str(other)))], lambda _: None), lambda: until(other.exists))
        == 0
    )


def test_a_stop_before_the_first_answers_starts_nobody_else(tmp_path: Path) -> None:
    other, first = tmp_path / "other", a_child(FOREVER)
    first.awaited = ("127.0.0.1", str(a_port()))
    assert (
        run(Supervisor([first, a_child(STARTED.format(mark=str(other)))], print), lambda: until(lambda: first.alive))
        == 0
    )
    assert not other.exists()


def test_what_is_asked_meanwhile_is_asked_while_the_first_starts_and_a_no_stops_it(tmp_path: Path) -> None:
    other, first = tmp_path / "other", a_child(FOREVER)
    first.awaited = ("127.0.0.1", str(a_port()))

    def no() -> None:
        assert first.alive
        raise LookupError("not this home")

    with pytest.raises(LookupError, match="not this home"):
        Supervisor([first, a_child(STARTED.format(mark=str(other)))], print).run(meanwhile=no)
    assert not first.alive and not other.exists()
