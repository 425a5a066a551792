"""A browser of one of the staff, and what a page cost: statements of the three stores, bytes on the wire."""

from __future__ import annotations

import re
from contextlib import ExitStack
from typing import Any

from django.core.cache import caches
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from suar.registry.accounts.models import User

STORES = ("default", "keys", "intake")
# The frame of the read record's transaction: BEGIN and COMMIT where no test wraps it.
FRAME = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(client: Client, url: str, **query: Any) -> str:
    response = client.get(url, query)
    assert response.status_code == 200, response.status_code
    text: str = response.content.decode()
    assert "&lt;time" not in text, "a mark of the page that became a word of it"
    return text


def panel(text: str, title: str) -> str:
    """The part of a page below one heading, up to the next."""
    (found,) = [part for part in text.split("<h2") if part.partition(">")[2].startswith(title)]
    return found


# Once a minute, whatever page it is: that somebody is there. On a slow machine the minute is over between two pages.
SEEN = 'UPDATE "accounts_session" SET "seen_at"'


def statements(client: Client, url: str) -> list[str]:
    """SQL of one page as it is served when nothing is kept: the sidebar's counts too."""
    client.get(url)  # what a process reads once: rules, calendars, templates
    caches["counts"].clear()
    with ExitStack() as stack:
        watched = [stack.enter_context(CaptureQueriesContext(connections[store])) for store in STORES]
        assert client.get(url).status_code == 200
    found = [query["sql"] for store in watched for query in store.captured_queries]
    return [sql for sql in found if not sql.startswith(FRAME) and SEEN not in sql]


def on_the_wire(client: Client, url: str) -> int:
    """Bytes of the answer to a browser that takes gzip."""
    response = client.get(url, headers={"accept-encoding": "gzip"})
    assert response.status_code == 200
    assert response["Content-Encoding"] == "gzip"
    return len(b"".join(response.streaming_content)) if response.streaming else len(response.content)


PART = re.compile(r'<div id="daftar">.*?</div>(?=\s*</main>)', re.DOTALL)


def with_part(page: str, part: str) -> str:
    """The page after htmx has put the part in place of its old self."""
    assert len(PART.findall(page)) == 1
    return PART.sub(lambda _: part.strip(), page)


def settled(page: str) -> str:
    """Without what differs between two answers to the same question: tokens, and the filters, which the person sets."""
    page = re.sub(r'<form class="filters".*?</form>', "", page, flags=re.DOTALL)
    page = re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]*"', "", page)
    page = re.sub(r'(name="form_id" value=)"[^"]*"', "", page)  # of a form outside the list: new each time it is shown
    page = re.sub(r'<input type="hidden" name="next" value="[^"]*">', "", page)
    return re.sub(r"\s+", " ", page).strip()
