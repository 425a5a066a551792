"""A flood in a process of its own: `python -m fire.junk HOST:PORT A_MINUTE SECONDS` sends junk complaints at that pace,
after every second one a further message, and prints JSON: sent, messages, refused. Half of the messages are written
under one receipt, the others each under another."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from urllib.parse import urlencode

from bench.callers import RECEIPT, Line, Refused, filed

SENDERS = 16
PASS = re.compile(r'name="kunci" value="([^"]*)"')
SENT = b'class="notice green"'


@dataclass(frozen=True, slots=True)
class Flood:
    """`sent`: complaints; `messages`: beside them; `refused`: of both."""

    sent: int
    messages: int
    refused: int
    seconds: float


@dataclass
class Sender:
    """What a machine remembers that floods: receipts. The first is kept for a thousand messages into one file."""

    host: str
    port: int
    receipts: list[str] = field(default_factory=list)

    def complain(self) -> None:
        _seconds, page = self._on_a_line(filed)
        self.receipts.append("".join(re.findall(r"\d{4}", RECEIPT.findall(page)[0].decode())))

    def write(self, n: int) -> None:
        """A further message. Raises Refused unless the page says that it was sent."""
        receipt = self.receipts[0 if n % 4 == 1 else n // 4 % len(self.receipts)]
        opened = self._on_a_line(lambda line: line.post(b"/kode/", urlencode({"code": receipt}).encode())).decode()
        if not (key := PASS.search(opened)):
            raise Refused("the code opens nothing")
        fields = {"kunci": html.unescape(key[1]), "aksi": "tulis", "text": f"Beli pulsa murah di sini, nomor {n}."}
        if SENT not in self._on_a_line(lambda line: line.post(b"/kode/", urlencode(fields).encode())):
            raise Refused("the message was not sent")

    def _on_a_line[T](self, work: Callable[[Line], T]) -> T:
        line = Line(self.host, self.port)
        try:
            return work(line)
        finally:
            line.socket.close()


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
    sender, began = Sender(host, int(port)), time.perf_counter()

    def one(n: int) -> int:
        """How many of it were refused."""
        time.sleep(max(0.0, began + n * 60 / a_minute - time.perf_counter()))
        refused = not taken(sender.complain)
        return refused + (n % 2 == 1 and not taken(lambda: sender.write(n)))

    sent = int(a_minute * seconds / 60)
    with ThreadPoolExecutor(SENDERS) as pool:
        refused = sum(pool.map(one, range(sent)))
    return Flood(sent, sent // 2, refused, time.perf_counter() - began)


def taken(work: Callable[[], None]) -> bool:
    try:
        work()
        return True
    except (Refused, OSError, zlib.error, LookupError) as refusal:
        print(f"junk refused: {refusal!r}", file=sys.stderr)
        return False


if __name__ == "__main__":
    json.dump(asdict(send(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))), sys.stdout)
