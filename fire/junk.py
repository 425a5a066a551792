"""A flood in a process of its own: `python -m fire.junk HOST:PORT A_MINUTE SECONDS` sends junk complaints at that pace
and prints JSON: sent, refused."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bench.callers import Line, Refused, complain

SENDERS = 16


@dataclass(frozen=True, slots=True)
class Flood:
    sent: int
    refused: int
    seconds: float


def begin(address: str, a_minute: int, seconds: float) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "fire.junk", address.split("//")[-1], str(a_minute), str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> Flood:
    """Waits for its end. Raises CalledProcessError when it failed itself."""
    told, _ = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return Flood(**json.loads(told))


def send(address: str, a_minute: int, seconds: float) -> Flood:
    host, port = address.split(":")
    began = time.perf_counter()

    def one(n: int) -> bool:
        time.sleep(max(0.0, began + n * 60 / a_minute - time.perf_counter()))
        try:
            line = Line(host, int(port))
            try:
                complain(line)
                return True
            finally:
                line.socket.close()
        except (Refused, OSError, zlib.error) as refusal:
            print(f"junk refused: {refusal!r}", file=sys.stderr)
            return False

    with ThreadPoolExecutor(SENDERS) as pool:
        done = list(pool.map(one, range(int(a_minute * seconds / 60))))
    return Flood(len(done), done.count(False), time.perf_counter() - began)


if __name__ == "__main__":
    flood = send(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
    json.dump({"sent": flood.sent, "refused": flood.refused, "seconds": flood.seconds}, sys.stdout)
