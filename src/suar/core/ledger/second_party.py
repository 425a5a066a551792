"""What another body does to keep this office honest: it fetches each published head, demands the proof that it
continues the last one it saw, signs what it has seen and keeps it in a folder of its own to which files are only added.

    FOLDER/log.vkey       whose heads these are; never changed
    FOLDER/own.seed       the second party's own key (32 bytes, hexadecimal), for its owner only
    FOLDER/own.vkey       its public half
    FOLDER/heads/*.note   each head, signed by the log and by the second party (C2SP cosignature)
    FOLDER/found/*.json   what was found wrong, with everything that proves it

It needs no home and no database: this runs on somebody else's machine."""

from __future__ import annotations

import json
import os
import secrets
from base64 import b64decode
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from suar.core.ledger.checkpoint import Checkpoint, Note, NoteError, Verifier, open_checkpoint
from suar.core.ledger.cosignature import Cosigner
from suar.core.ledger.hours import hour_of
from suar.core.ledger.merkle import verify_consistency

AHEAD = timedelta(hours=1)  # by which two clocks may differ before it is a finding
CHECKPOINT, PROOF = "checkpoint", "bukti/{first}/{second}.json"

type Fetch = Callable[[str], bytes | None]


class Unusable(Exception):
    """The folder cannot be worked with, or the log did not answer; the message says what to do. Nothing is proven."""


@dataclass(frozen=True, slots=True)
class Found:
    """`kind`: first, same, continues, or what is wrong: forged, fork, cut, silent, ahead. `kept` and `shown` are the
    two signed heads that prove it, `offered` what was given as the proof between them."""

    kind: str
    what: str
    size: int = 0
    kept: str = ""
    shown: str = ""
    offered: str = ""

    @property
    def sound(self) -> bool:
        return self.kind in {"first", "same", "continues"}


class Folder:
    """Where the second party keeps what it saw."""

    def __init__(self, place: Path, *, verifier: str = "", name: str = "") -> None:
        """Makes the folder when it is new; then `verifier` is needed. Raises Unusable."""
        self.place = place
        for directory in (place, place / "heads", place / "found"):
            directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.verifier = self._pinned(verifier)
        self.own = self._own(name)

    def _pinned(self, given: str) -> Verifier:
        path = self.place / "log.vkey"
        if not path.exists():
            if not given:
                raise Unusable("A new folder needs --verifier: the key line, given to you by the office itself.")
            _write_new(path, str(_verifier(given)).encode())
        pinned = _verifier(path.read_text(encoding="utf-8").strip())
        if given and _verifier(given) != pinned:
            raise Unusable(f"{self.place} keeps the heads of another key: {pinned}")
        return pinned

    def _own(self, name: str) -> Cosigner:
        seed, public = self.place / "own.seed", self.place / "own.vkey"
        if not seed.exists():
            if not name:
                raise Unusable("A new folder needs --name: under which name you sign what you saw.")
            _write_new(seed, secrets.token_hex(32).encode())
        try:
            own = Cosigner.from_seed(name or public.read_text().partition("+")[0], bytes.fromhex(seed.read_text()))
            if not public.exists():
                _write_new(public, own.verifier.encode())
        except (OSError, ValueError) as error:
            raise Unusable(f"The key in {seed} cannot be used: {error}") from None
        if public.read_text() != own.verifier:
            raise Unusable(f"{self.place} signs under another name: {public.read_text()}")
        return own

    def newest(self) -> tuple[Checkpoint, str] | None:
        """The largest head seen so far. Raises Unusable for a file that this party did not write so."""
        files = sorted((self.place / "heads").glob("*.note"))
        for path in files:
            try:
                text = path.read_text(encoding="utf-8")
                checkpoint = open_checkpoint(text, self.verifier)
                self.own.seen_at(Note.parse(text))
            except (OSError, ValueError) as error:
                raise Unusable(f"{path} is not what was kept: {error}") from None
        return (checkpoint, text) if files else None

    def keep(self, note: str, now: datetime) -> str:
        """Sign the head and add it to the folder. Returns it as kept."""
        parsed = Note.parse(note)
        signed = Note(parsed.text, (*parsed.signatures, self.own.sign(parsed.text, int(now.timestamp())))).render()
        size = Checkpoint.from_body(parsed.text).size
        name = f"{size:020d}-{sha256(parsed.text.encode()).hexdigest()[:16]}.note"
        if not (self.place / "heads" / name).exists():
            _write_new(self.place / "heads" / name, signed.encode())
        return signed

    def note_finding(self, found: Found, now: datetime) -> None:
        """What proves it stays, whatever is shown afterwards."""
        content = json.dumps(asdict(found), ensure_ascii=False, indent=1).encode()
        stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        path = self.place / "found" / f"{stamp}-{found.kind}-{sha256(content).hexdigest()[:16]}.json"
        if not path.exists():
            _write_new(path, content)


def look(folder: Folder, fetch: Fetch, *, now: datetime, patience: timedelta) -> Found:
    """Fetch the newest published head, hold it against the last one seen, keep it or keep the proof. Raises Unusable.

    `fetch` gets an address relative to the page and answers None where there is nothing."""
    shown = _text(fetch(CHECKPOINT), "The page shows no head yet.")
    found = judge(folder, shown, fetch, now=now, patience=patience)
    if found.sound:
        folder.keep(shown, now)
    else:
        folder.note_finding(found, now)
    return found


def judge(folder: Folder, shown: str, fetch: Fetch, *, now: datetime, patience: timedelta) -> Found:
    try:
        head = open_checkpoint(shown, folder.verifier)
    except NoteError as error:
        return Found("forged", f"The head that is shown is not signed by the office: {error}", shown=shown)
    before = folder.newest()
    found = Found("first", "The first head is kept.", head.size) if before is None else held(before, head, shown, fetch)
    return (late(head, shown, now, patience) or found) if found.sound else found


def held(before: tuple[Checkpoint, str], head: Checkpoint, shown: str, fetch: Fetch) -> Found:
    """The head against the last one seen."""
    last, kept = before
    if head.size == last.size and head.root == last.root:
        return Found("same", "Nothing was added since.", head.size)
    both = {"kept": kept, "shown": shown}
    if head.size == last.size:
        return Found("fork", f"Two different heads over {head.size} entries were signed.", head.size, **both)
    if head.size < last.size:
        what = (
            f"The office signed a head over {last.size} entries and now shows one over {head.size}: entries are gone."
        )
        return Found("cut", what, head.size, **both)
    answer = fetch(PROOF.format(first=last.size, second=head.size))
    if verify_consistency(last.size, head.size, last.root, head.root, hashes_in(answer)):
        return Found("continues", f"{head.size - last.size} entries were added, none was changed.", head.size)
    what = f"The head over {head.size} entries does not continue the one over {last.size}: what was signed was changed."
    return Found("fork", what, head.size, **both, offered=(answer or b"").decode("utf-8", "replace"))


def late(head: Checkpoint, shown: str, now: datetime, patience: timedelta) -> Found | None:
    """A head for each fixed hour is a promise too: an office that can no longer vouch for its record falls silent."""
    hour = hour_of(head)
    if hour is None:
        return Found("silent", "The head does not say for which hour it was published.", head.size, shown=shown)
    if now - hour > patience:
        return Found("silent", f"The newest head is of {hour.isoformat(timespec='minutes')}.", head.size, shown=shown)
    if hour - now > AHEAD:
        what = (
            f"The head says {hour.isoformat(timespec='minutes')}, which is still to come: one of two clocks is wrong."
        )
        return Found("ahead", what, head.size, shown=shown)
    return None


def hashes_in(answer: bytes | None) -> list[bytes]:
    """The proof in what the page gave. What is no proof is an empty one, and proves nothing."""
    try:
        return [b64decode(node, validate=True) for node in json.loads(answer or b"")["proof"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return []


def _text(answer: bytes | None, otherwise: str) -> str:
    if answer is None:
        raise Unusable(otherwise)
    return answer.decode("utf-8", "replace")


def _verifier(text: str) -> Verifier:
    try:
        return Verifier.parse(text)
    except NoteError as error:
        raise Unusable(f"This is no key line: {error}") from None


def _write_new(path: Path, content: bytes) -> None:
    """Whole or not at all, never over something that is there, on the disk before it counts."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except OSError as error:
        raise Unusable(f"{path} cannot be written: {error}") from None
    finally:
        draft.unlink(missing_ok=True)
