"""Generated requests over every public address, and whole visits: whatever is pressed on any screen of the form, with
whatever in its fields. `python -m fire.fuzz_public REQUESTS SEED` prints JSON.

No answer is a 5xx, no GET writes, nothing that was typed runs as a script, no cookie is set."""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from hypothesis import strategies as st

from fire.asking import Ask, Pairs, Prober, Wrong, check, content_of, packed
from fire.ground import ground, public_face, undone
from fire.scale import Progress
from fire.search import Found, search
from fire.strange import NASTY, asks, raw_parts, words

LANGUAGES = ("", "en/")
SEALED = re.compile(rb'name="(isian|kunci)" value="([^"]*)"')
RECEIPT = re.compile(rb"<span>(\d{4})</span>")
BUTTONS = (
    "lanjut",
    "lewati",
    "lanjut",
    "lewati",
    "kirim",
    "kembali",
    "bahasa",
    "ubah-story",
    "ubah-about",
    "periksa",
    "cocokkan",
    "tersimpan",
    "tanpa-kode",
    "sendirian",
    "tulis",
    "hapus",
    "hapus-ya",
    "",
    *NASTY[:4],
)
OTHER_FIELDS = ("isian", "kunci", "aksi", "code", "word_beside", "last", "text", "terbuka")


def addresses() -> list[str]:
    """Every public address in both languages, as the urlconf has them."""
    from suar.config.urls.public import urlpatterns

    return sorted(set(_walk(urlpatterns, "/")))


def _walk(patterns: Sequence[object], before: str) -> Iterator[str]:
    from django.urls import LocalePrefixPattern, URLPattern, URLResolver

    for entry in patterns:
        if isinstance(entry, URLPattern):
            yield before + re.sub(r"<[^>]+>", "1", str(entry.pattern))
        elif isinstance(entry, URLResolver):
            own = LANGUAGES if isinstance(entry.pattern, LocalePrefixPattern) else (str(entry.pattern),)
            for part in own:
                yield from _walk(entry.url_patterns, before + part)


def names() -> list[str]:
    """Every field of the public forms."""
    from suar.casework.intake import steps

    return sorted({name for step in steps.ALL.values() for name in step.names} | set(OTHER_FIELDS))


def choices() -> list[str]:
    """Every answer that a form offers."""
    from suar.casework.intake import answers

    listed = (answers.SAFE, answers.ABOUT, answers.FRIEND_KNOWS, answers.WORRY, answers.NEED, answers.CONTACT)
    return sorted({code for offered in listed for code in offered})


@dataclass(frozen=True, slots=True)
class Press:
    """A button of the page before this, with what stands in its fields. `bent` damages what the page carried sealed."""

    button: str
    fields: Pairs
    bent: bool
    english: bool


@dataclass(frozen=True, slots=True)
class LookUp:
    """The code of the last receipt, or something else; `bent` mistypes it."""

    code: str
    bent: bool


def plans() -> st.SearchStrategy[list[Ask | Press | LookUp]]:
    """A visit of up to fourteen requests."""
    fields = st.sampled_from(names())
    values = st.one_of(st.sampled_from(choices()), words)
    paths = st.one_of(
        st.sampled_from(addresses()), st.builds(lambda a, b: f"{a}{b}", st.sampled_from(addresses()), raw_parts)
    )
    seldom = st.sampled_from((False,) * 9 + (True,))
    press = st.builds(
        Press, st.sampled_from(BUTTONS), st.lists(st.tuples(fields, values), max_size=4).map(tuple), seldom, seldom
    )
    look = st.builds(LookUp, st.one_of(st.just(""), st.from_regex(r"[0-9 ]{16,26}", fullmatch=True), words), seldom)
    anything = asks(paths, fields, values)
    return st.lists(st.one_of(press, press, press, anything, anything, look), min_size=1, max_size=14)


class Visit:
    """One visitor: keeps the last page, as a browser does, and nothing else."""

    def __init__(self, note: Callable[[str, int], None]) -> None:
        self.browser, self.note = Prober(), note
        self.sealed: tuple[str, str] | None = None
        self.code = ""

    def go(self, plan: Sequence[Ask | Press | LookUp]) -> None:
        for move in plan:
            ask = move if isinstance(move, Ask) else self.made(move)
            self.look(ask, self.browser.send(ask))

    def made(self, move: Press | LookUp) -> Ask:
        if isinstance(move, LookUp):
            code = move.code or self.code
            return Ask("POST", "/kode/", body=packed([("code", code[::-1] if move.bent else code)]).encode())
        if self.sealed is None:
            return Ask("GET", "/en/lapor/" if move.english else "/lapor/")
        name, value = self.sealed
        value = value[:-7] + "A" * 7 if move.bent else value
        path = ("/en" if move.english else "") + ("/lapor/" if name == "isian" else "/kode/")
        return Ask("POST", path, body=packed([(name, value), ("aksi", move.button), *move.fields]).encode())

    def look(self, ask: Ask, answer: HttpResponse) -> None:
        self.note(ask.path, answer.status_code)
        try:
            check(answer, ask)
            if answer.has_header("Set-Cookie") or answer.cookies:
                raise Wrong("sets a cookie")
        except Wrong as wrong:
            raise Wrong(f"{wrong}\n    {ask}") from None
        content = content_of(answer)
        carried = SEALED.search(content)
        if carried:
            self.sealed = carried[1].decode(), html.unescape(carried[2].decode())
        self.code = b"".join(RECEIPT.findall(content)).decode() or self.code


def fuzz(requests: int, *, first: int, note: Callable[[int], None] = lambda done: None) -> Found:
    """On a public face (see ground.py)."""
    found, known = Found(), frozenset(addresses())

    def attempt(plan: Sequence[Ask | Press | LookUp]) -> None:
        with undone():
            Visit(lambda path, status: found.note(path if path in known else "elsewhere", status)).go(plan)

    attempt([Ask("GET", path) for path in sorted(known)])  # each once; what is drawn by chance comes to most of them
    search(plans(), attempt, found, requests, first=first, note=note)
    return found


def main(requests: int, first: int) -> Found:
    with ground(), public_face():
        from tests.reading import reads_write_nothing

        with reads_write_nothing():
            return fuzz(requests, first=first, note=Progress(f"fuzz, public ({first})", requests).at)


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1]), int(sys.argv[2])).as_json(), sys.stdout)
