"""Generated requests over every address of the desk, by every role and by nobody: with objects of one's own office, of
another one, of nobody, and with parts that are none. `python -m fire.fuzz_desk REQUESTS SEED` prints JSON.

No answer is a 5xx, no GET writes, no role opens what the table of permissions does not give it, no word of another
office's file is on any page, and nothing is written or noted about its children."""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.urls import reverse
from hypothesis import strategies as st

from fire.asking import FORM, METHODS, Ask, Pairs, Prober, Wrong, check, packed, readable
from fire.ground import ground, undone
from fire.scale import Progress
from fire.search import Found, search
from fire.strange import bodies, content_types, headers, raw_parts, words

NOBODY = "nobody"  # has not signed in
OWN, OTHER, NONE, RAW = "own", "other", "none", "raw"
WHERE = (OWN, OWN, OTHER, OTHER, NONE, RAW)
NOT_HERS = {403, 404, 405}
DOORS = ("account_login", "account_locked", "account_change_password", "mfa_activate_totp")
STAYS = frozenset({"Cookie", "Host"})
PART = re.compile(r"<(?:\w+:)?(\w+)>")
LENT = {"own": "@own:", "other": "@other:"}  # in a field: an object of this office, or of the other one


@dataclass(frozen=True, slots=True)
class Move:
    """One request of one role. `form` is the number of a form of the desk that is sent, changed by `fields`."""

    name: str
    method: str
    where: str
    raw: str
    query: Pairs
    fields: Pairs
    form: int | None
    body: bytes | None
    content_type: str
    headers: Pairs
    htmx: bool


@dataclass(slots=True)
class Desk:
    """The ground: browsers by role, addresses by where they lead, forms as they stand on the pages."""

    browsers: dict[str, Prober]
    cookies: dict[str, str]
    own: dict[str, str]
    other: dict[str, str]
    routes: dict[str, str]
    allowed: dict[str, frozenset[str]]
    lent: dict[str, str]
    elsewhere: Any
    forms: list[Any] = field(default_factory=list)

    def address(self, move: Move) -> str:
        if move.where == OWN:
            return self.own[move.name]
        if move.where == OTHER:
            return self.other[move.name]
        if move.where == RAW:
            return PART.sub(lambda _: move.raw, self.routes[move.name])
        return PART.sub("00000000-0000-4000-8000-000000000000", self.routes[move.name])

    def ask(self, move: Move) -> Ask:
        path, extra = self.address(move), (("HX-Request", "true"),) if move.htmx else ()
        query, fields = self.filled(move.query), self.filled(move.fields)
        if move.form is not None and self.forms:
            form = self.forms[move.form % len(self.forms)]
            path = form.action if move.where == OWN else path
            changed = dict(fields)
            standing = [(name, value) for name, values in form.fields.items() for value in values]
            order = list(form.fields)
            fields = [(name, value) for name, value in standing if name not in changed]
            # What is to be changed is named by its place where the name is a number.
            fields += [
                (order[int(name) % len(order)] if name.isdecimal() and order else name, v)
                for name, v in changed.items()
            ]
        body = move.body if move.body is not None else packed(fields).encode()
        return Ask(move.method, path, packed(query), body, move.content_type, (*move.headers, *extra))

    def filled(self, pairs: Pairs) -> list[tuple[str, str]]:
        return [(name, self.lent.get(value, value)) for name, value in pairs]

    def sent(self, role: str, move: Move, note: Callable[[str, int], None]) -> None:
        """Raises AssertionError for a wrong answer."""
        ask, browser = self.ask(move), self.browsers[role]
        before = self.elsewhere.touched()
        answer = browser.send(ask)
        page = move.name if move.form is None or move.where != OWN else self.forms[move.form % len(self.forms)].page
        note(f"{role} {page}", answer.status_code)
        try:
            check(answer, ask)
            self.stays_inside(answer, before)
            if move.form is None and move.where in {OWN, OTHER}:
                self.keeps_to_the_table(role, move.name, answer)
        except Wrong as wrong:
            raise Wrong(f"{role}: {wrong}\n    {ask}") from None

    def stays_inside(self, answer: HttpResponse, before: int) -> None:
        if self.elsewhere.mark.encode() in readable(answer):
            raise Wrong(f"shows another office's words ({answer.status_code})")
        if self.elsewhere.touched() != before:
            raise Wrong(f"read or changed another office's file ({answer.status_code})")

    def keeps_to_the_table(self, role: str, name: str, answer: HttpResponse) -> None:
        roles = self.allowed.get(name)
        if roles is None or role in roles:
            return
        if role == NOBODY:
            if answer.status_code not in {302, 400, 405} and answer.status_code not in NOT_HERS:
                raise Wrong(f"opened without a sign-in: {answer.status_code}")
        elif answer.status_code not in NOT_HERS | {400} and not sent_to_a_door(answer):
            led = answer.headers.get("Location", "")
            raise Wrong(f"opened although the table refuses it: {answer.status_code} {led}".rstrip())

    def as_new(self) -> None:
        """Every browser holds the session it began with."""
        for role, browser in self.browsers.items():
            browser.cookies = SimpleCookie(self.cookies[role])


def sent_to_a_door(answer: HttpResponse) -> bool:
    """Whether it leads to what comes before every page: a press before this one signed out, locked the screen, or gave
    the account a new password."""
    if answer.status_code != 302:
        return False
    return answer.headers["Location"].partition("?")[0] in {reverse(door) for door in DOORS}


def prepare() -> Desk:
    """Two offices, one browser a role of the first."""
    from django.urls import get_resolver
    from tests.addresses import ADDRESSES, GUARDED, permission_of
    from tests.factories import a_user
    from tests.furnishing import an_office_at_work

    from fire.elsewhere import an_office_elsewhere
    from suar.config.urls.desk import __name__ as urlconf
    from suar.registry.accounts.models import Role
    from suar.registry.accounts.permissions import TABLE

    office, elsewhere = an_office_at_work(), an_office_elsewhere()
    routes = dict(routes_of(get_resolver(urlconf).url_patterns, "/", ()))
    own = {name: office.address(name) for name in ADDRESSES}
    other = {name: filled(route, name, elsewhere, own[name]) for name, route in routes.items()}
    people = {str(role): office.partner if role == Role.MITRA else a_user(role, office.ketua.office) for role in Role}
    browsers = {NOBODY: Prober()} | {role: Prober() for role in people}
    for role, user in people.items():
        browsers[role].force_login(user)
    cookies = {role: browser.cookies.output(header="", sep=";") for role, browser in browsers.items()}
    allowed = {name: frozenset(map(str, TABLE[permission_of(pattern)])) for name, pattern in GUARDED.items()}
    lent = {LENT["own"] + part: str(value) for part, value in office.values.items()}
    lent |= {LENT["other"] + part: str(value) for part, value in elsewhere.values.items()}
    desk = Desk(browsers, cookies, own, other, routes, allowed, lent, elsewhere)
    desk.forms = list(forms(desk))
    return desk


def routes_of(patterns: Sequence[Any], before: str, inside: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Name → the route with its parts in angles."""
    from django.urls import URLPattern, URLResolver

    for entry in patterns:
        if isinstance(entry, URLResolver):
            further = (*inside, entry.namespace) if entry.namespace else inside
            yield from routes_of(entry.url_patterns, before + str(entry.pattern), further)
        elif isinstance(entry, URLPattern):
            yield ":".join([*inside, entry.name or "?"]), before + str(entry.pattern)


def filled(route: str, name: str, elsewhere: Any, own: str) -> str:
    """The address with the other office's objects; of what it has none, the one of our own."""
    values = elsewhere.values | ({"pk": elsewhere.child} if name.startswith("children:") else {})
    parts = PART.findall(route)
    if not parts or any(part not in values for part in parts):
        return own
    return PART.sub(lambda found: quote(str(values[found[1]])), route)


def forms(desk: Desk) -> Iterator[Any]:
    """Each form of the pages once, as the two roles that see most of them find it."""
    from tests.desk.filling import forms_on

    seen = set()
    for role in ("ketua", "mitra", "admin"):
        for name, address in desk.own.items():
            with undone():
                page = desk.browsers[role].get(address)
                if page.status_code != 200 or not page["Content-Type"].startswith("text/html"):
                    continue
                text = page.content.decode()
            for form in forms_on(name, text, address):
                if form.key not in seen and form.method == "post":
                    seen.add(form.key)
                    yield form


def moves(desk: Desk) -> st.SearchStrategy[Move]:
    names = sorted({name for form in desk.forms for name in form.fields})
    field_names = st.one_of(st.sampled_from(names), st.integers(0, 30).map(str))
    values = st.one_of(words, st.sampled_from(sorted(desk.lent)))
    pairs = st.lists(st.tuples(field_names, values), max_size=4).map(tuple)
    queries = st.lists(st.tuples(st.sampled_from(QUERIES), values), max_size=3).map(tuple)
    method = st.one_of(st.sampled_from(("GET", "POST")), st.sampled_from(METHODS))
    plain = st.builds(
        Move,
        st.sampled_from(sorted(desk.routes)),
        method,
        st.sampled_from(WHERE),
        raw_parts,
        queries,
        pairs,
        st.none(),
        st.one_of(st.none(), bodies(field_names, values)),
        st.one_of(st.just(FORM), content_types),
        headers(STAYS),
        st.booleans(),
    )
    sent = st.builds(
        Move,
        st.sampled_from(sorted(desk.routes)),
        st.just("POST"),
        st.sampled_from((OWN, OWN, OTHER)),
        st.just(""),
        st.just(()),
        pairs,
        st.integers(0, max(0, len(desk.forms) - 1)),
        st.none(),
        st.just(FORM),
        st.just(()),
        st.booleans(),
    )
    return st.one_of(plain, sent)


QUERIES = (
    "q",
    "tab",
    "status",
    "hal",
    "halaman",
    "page",
    "saluran",
    "jenis",
    "wilayah",
    "petugas",
    "masa",
    "next",
    "urut",
    "dari",
    "sampai",
    "lembaga",
    "bentuk",
    "csrfmiddlewaretoken",
    "subject",
    "child",
    "case",
    "kind",
)


def sweep(desk: Desk) -> list[tuple[str, Move]]:
    """Every address by every role, looked at and pressed, with objects of ours and of the other office."""
    return [
        (role, Move(name, method, where, "", (), (), None, None, FORM, (), False))
        for name in sorted(desk.routes)
        for where in ((OWN,) if desk.own[name] == desk.other[name] else (OWN, OTHER))
        for method in ("GET", "POST")
        for role in desk.browsers
    ]


def fuzz(desk: Desk, requests: int, *, first: int, note: Callable[[int], None] = lambda done: None) -> Found:
    """The sweep, or as much of it as half the requests allow, then whatever Hypothesis thinks of."""
    found, plan = Found(), sweep(desk)
    chance = random.Random(first)
    chance.shuffle(plan)
    for role, move in plan[: requests // 2]:
        if failure := once(desk, [(role, move)], found):
            found.failures.append(failure)
        note(found.requests)
    steps = st.lists(st.tuples(st.sampled_from(sorted(desk.browsers)), moves(desk)), min_size=1, max_size=3)

    def attempt(steps: Sequence[tuple[str, Move]]) -> None:
        with undone():
            desk.as_new()
            for role, move in steps:
                desk.sent(role, move, found.note)

    search(steps, attempt, found, requests, first=first, note=note)
    return found


def once(desk: Desk, steps: Sequence[tuple[str, Move]], found: Found) -> str:
    """What is wrong; empty when nothing is."""
    try:
        with undone():
            desk.as_new()
            for role, move in steps:
                desk.sent(role, move, found.note)
    except AssertionError as wrong:
        return str(wrong)
    return ""


def main(requests: int, first: int) -> Found:
    with ground():
        from tests.reading import reads_write_nothing

        with reads_write_nothing():
            return fuzz(prepare(), requests, first=first, note=Progress(f"fuzz, desk ({first})", requests).at)


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1]), int(sys.argv[2])).as_json(), sys.stdout)
