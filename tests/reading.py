"""A page that is only looked at writes nothing but the record that somebody looked: anything else fails the test."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from django.db import connections
from django.test import Client

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
STORES = ("default", "keys", "intake")

# Tables that a GET may write, and why.
THE_RECORD = {
    "ledger_entry": "the read record itself, added to and never changed",
    "ledger_pending": "the same record waits here for its place in the tree",
}
SIGN_IN = {
    "accounts_session": "sessions: a shown message leaves its session, a flow of sign-in keeps its state there",
    "accounts_tally": "what is counted at the door for minutes",
    "mfa_authenticator": "the same library notes that recovery codes were shown: they are shown once",
}
WRITES = re.compile(
    r"(?<!FOR )(?<!KEY )(?<!DO )\b"
    r"(?P<verb>INSERT(?: OR \w+)? INTO|REPLACE INTO|UPDATE|DELETE FROM|TRUNCATE(?: TABLE)?|CREATE|ALTER|DROP)\s+"
    r'"?(?P<table>\w+)',
    re.IGNORECASE,
)


def forbidden(sql: str) -> str:
    """The write in a statement that no GET may make, as `VERB table`; nothing when there is none."""
    for found in WRITES.finditer(sql):
        verb, table = found["verb"].upper(), found["table"]
        if table in SIGN_IN or (table in THE_RECORD and verb == "INSERT INTO"):
            continue
        return f"{verb} {table}"
    return ""


@contextmanager
def watched(written: list[str]) -> Iterator[None]:
    """Note every forbidden write on the three stores."""

    def look(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := forbidden(sql):
            written.append(found)
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        for store in STORES:
            stack.enter_context(connections[store].execute_wrapper(look))
        yield


@contextmanager
def reads_write_nothing() -> Iterator[None]:
    """While it lasts, the test client refuses an answer to a GET that wrote."""
    ask = Client.request

    def request(self: Client, **environment: Any) -> Any:
        if environment.get("REQUEST_METHOD", "GET") not in SAFE_METHODS:
            return ask(self, **environment)
        written: list[str] = []
        with watched(written):
            response = ask(self, **environment)
        assert not written, f"GET {environment.get('PATH_INFO')} wrote: {', '.join(written)}"
        return response

    with patch.object(Client, "request", request):
        yield
