"""Those who use the office while it is shot at: children at the public form, a clerk at the desk. Each remembers what
it was told, for whoever counts afterwards."""

from __future__ import annotations

import html
import http.client
import random
import re
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from e2e import office as offices
from e2e.phone import Phone, Unanswered, unpacked

PATIENCE = 90.0  # seconds that somebody keeps pressing
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]*)"')
FORM_ID = re.compile(r'name="form_id" value="([^"]*)"')
FORM = "application/x-www-form-urlencoded"


@dataclass
class Told:
    """What the office has said it has. `receipts`: receipt → story; `desk`: stories the desk answered for."""

    receipts: dict[str, str] = field(default_factory=dict)
    desk: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)  # forms that were pressed again after their receipt was shown
    differed: list[str] = field(default_factory=list)  # of those, the ones that got another receipt
    failed: list[str] = field(default_factory=list)  # callers that met something that is no answer

    def as_json(self) -> dict[str, object]:
        return {"receipts": self.receipts, "desk": self.desk}


def child(office: offices.Running, told: Told, over: threading.Event, name: str, chance: random.Random) -> None:
    """One complaint after the other; of five forms one is pressed once more after its receipt was shown."""
    for n in range(10**9):
        if over.is_set():
            return
        story = f"Cerita uji {name} nomor {n}"
        phone = Phone(office.public, patience=PATIENCE)
        try:
            review = phone.review(story)
            receipt = phone.send(review)
            told.receipts[receipt] = story
            if n % 5 == 0:
                told.again.append(story)
                if phone.send(review) != receipt:
                    told.differed.append(story)
        except (AssertionError, OSError, http.client.HTTPException, Unanswered) as fault:
            told.failed.append(f"{story}: {type(fault).__name__} {str(fault)[:200]}")
        over.wait(chance.uniform(0, 0.2))


class Clerk:
    """A commissioner who writes down what comes by telephone, without a browser."""

    def __init__(self, office: offices.Running, patience: float = PATIENCE) -> None:
        self.host, self.patience, self.cookies = office.desk.split("//")[1], patience, dict[str, str]()

    def sign_in(self, username: str = "divisi_pengaduan", password: str = offices.PASSWORD) -> None:
        """Raises AssertionError when the desk does not let this name in."""
        _, page = self.ask("GET", "/akun/masuk/")
        status, text = self.press("/akun/masuk/", page, login=username, password=password)
        assert status == 302, f"{username} was not let in: {status} {text[:200]}"

    def write_down(self, story: str) -> None:
        """The page of a new complaint, pressed until it is answered; its own id makes it one complaint."""
        _, page = self.ask("GET", "/pengaduan/tambah/")
        (form_id,) = FORM_ID.findall(page)[:1]
        status, text = self.press(
            "/pengaduan/tambah/", page, form_id=form_id, channel="phone", kind="pengaduan", story=story
        )
        assert status == 302, f"not written down: {status} {text[:200]}"

    def press(self, path: str, page: str, **fields: str) -> tuple[int, str]:
        token = CSRF.search(page)
        assert token, f"no form on the page: {page[:200]}"
        fields["csrfmiddlewaretoken"] = html.unescape(token[1])
        return self.ask("POST", path, urllib.parse.urlencode(fields).encode())

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, str]:
        """Again and again until there is an answer that is no 5xx. Raises when patience ends."""
        deadline = time.monotonic() + self.patience
        while True:
            try:
                return self._once(method, path, body)
            except (Unanswered, OSError, http.client.HTTPException):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def _once(self, method: str, path: str, body: bytes | None) -> tuple[int, str]:
        connection = http.client.HTTPConnection(self.host, timeout=15)
        try:
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            headers |= {"Content-Type": FORM} if body is not None else {}
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = unpacked(answer).decode(errors="replace")
            if answer.status >= 500:
                raise Unanswered(str(answer.status))
            for line in answer.msg.get_all("Set-Cookie") or []:
                name, _, value = line.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, text
        finally:
            connection.close()


def clerk(office: offices.Running, told: Told, over: threading.Event, chance: random.Random) -> None:
    """Signs in once; a session outlives every process."""
    writing = Clerk(office)
    try:
        writing.sign_in()
    except (AssertionError, OSError, http.client.HTTPException, Unanswered) as fault:
        told.failed.append(f"sign-in: {type(fault).__name__} {str(fault)[:200]}")
        return
    for n in range(10**9):
        if over.is_set():
            return
        story = f"Telepon uji nomor {n}"
        try:
            writing.write_down(story)
            told.desk.append(story)
        except (AssertionError, OSError, ValueError, http.client.HTTPException, Unanswered) as fault:
            told.failed.append(f"{story}: {type(fault).__name__} {str(fault)[:200]}")
        over.wait(chance.uniform(0, 0.5))


@contextmanager
def calling(office: offices.Running, clients: int, chance: random.Random) -> Iterator[Told]:
    """So many children and one clerk, until the end of the block."""
    told, over = Told(), threading.Event()
    threads = [
        threading.Thread(target=child, args=(office, told, over, str(n), random.Random(chance.random())))
        for n in range(clients)
    ]
    threads.append(threading.Thread(target=clerk, args=(office, told, over, random.Random(chance.random()))))
    for thread in threads:
        thread.start()
    try:
        yield told
    finally:
        over.set()
        for thread in threads:
            thread.join()
