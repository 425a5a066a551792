"""A chat as it was exported or copied: who wrote what and when. No file is kept. No database, no clock.

Known headings: `12/11/26 20.15 - Nama: pesan` (Android), `[12/11/26 20.15.33] Nama: pesan` (iOS), and as copied
`[20.15, 12/11/2026] Nama: pesan` (web), `[12/11 20.15] Nama: pesan` (a telephone, no year); all with comma, colon or a
clock of twelve hours. Days come before months unless the chat itself, or the day on which it is read, says otherwise.
Text without any heading is one message of somebody unnamed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from suar.core.clocks.calendars import WIB

LONGEST = 200_000  # characters
LARGEST = 1024 * 1024  # bytes of an exported file
DAY = r"(?P<a>\d{1,2})[/.\-](?P<b>\d{1,2})[/.\-](?P<y>\d{4}|\d{2})"
HOUR = r"(?P<h>\d{1,2})[.:](?P<m>\d{2})(?:[.:](?P<s>\d{2}))?(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\.?)?"
MONTH = r"(?P<a>\d{1,2})[/.\-](?P<b>\d{1,2})"
# Each name once in one expression: those of each way of writing it have its letter before them.
_WAYS = {
    "f": rf"\[{DAY},?\s+{HOUR}\]\s*",
    "g": rf"{DAY},?\s+{HOUR}\s+[-–—]\s+",
    "j": rf"\[{HOUR},?\s+{DAY}\]\s*",
    "k": rf"\[{MONTH},?\s+{HOUR}\]\s*",
}
HEADING = re.compile(f"^(?:{'|'.join(way.replace('?P<', f'?P<{name}_') for name, way in _WAYS.items())})")
UNSEEN = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))
SPACES = str.maketrans({"\u202f": " ", "\u00a0": " ", "\u2007": " "})

# From where its line begins, or after another file: from every letter of a long message it would be looked for again.
_FILE = (
    r"(?:(?<![^\n<>])[^\n<>]*?|(?<=\))[^\n<>]{0,200}?)"
    r"\.(?:jpe?g|png|webp|gif|heic|mp4|3gp|mov|opus|ogg|m4a|mp3|aac|wav|pdf|docx?|xlsx?|vcf|zip|apk|webm)"
)
_WHAT = (
    r"(?:media|gambar|image|foto|photo|video|audio|pesan suara|voice message|stiker|sticker|gif|dokumen|document"
    r"|kartu kontak|contact card|catatan video|video note)"
)
_LEFT_OUT = r"(?:tidak disertakan|tak disertakan|tidak terlampir|omitted)"
MEDIA = re.compile(
    rf"<\s*{_WHAT}\s+{_LEFT_OUT}\s*>|<\s*(?:terlampir|lampiran|attached)\s*:[^>\n]{{0,300}}>"
    rf"|{_FILE}\s*\((?:file terlampir|berkas terlampir|file attached)\)|(?m:^{_WHAT}\s+{_LEFT_OUT}$)"
    rf"|(?m:^(?:IMG|VID|PTT|AUD|DOC|STK)-\d{{8}}-WA\d+\.\w+$)",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>]+", re.IGNORECASE)
NUMBER = re.compile(r"^\+?[\d\s\-().]{7,}$")
HALF_DAY = 12


@dataclass(frozen=True, slots=True)
class Message:
    """`who` is empty where nobody is named. `media`: files that stood in it and were left out."""

    who: str
    at: datetime | None
    text: str
    media: int = 0


@dataclass(frozen=True, slots=True)
class Chat:
    messages: tuple[Message, ...]

    @property
    def media(self) -> int:
        return sum(message.media for message in self.messages)

    @property
    def speakers(self) -> list[str]:
        """Each once, in the order in which they spoke."""
        return list(dict.fromkeys(message.who for message in self.messages if message.who))

    @property
    def began_at(self) -> datetime | None:
        return next((message.at for message in self.messages if message.at), None)

    def said_by(self, who: Collection[str]) -> str:
        """Their words alone, one message below the other."""
        return "\n".join(message.text for message in self.messages if message.who in who and message.text)

    @property
    def whole(self) -> str:
        """Both sides, as a page shows it: who, then what. A number stands by its end: it is kept apart."""
        told = [message for message in self.messages if message.text]
        return "\n".join(f"{shown(message.who)}: {message.text}" if message.who else message.text for message in told)


def decoded(file: bytes) -> str | None:
    """The words of an exported file; None for anything that is not text, such as a `.zip`."""
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def read(text: str, today: date | None = None) -> Chat:
    """Of whatever was pasted. `today`: the day on which it is; without one a day without its year is unknown."""
    lines = text[:LONGEST].translate(UNSEEN).translate(SPACES).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    headed = [(HEADING.match(line), line) for line in lines]
    month_first = _months_first([match for match, _line in headed if match], today)
    found: list[tuple[bool, datetime | None, list[str]]] = []
    for match, line in headed:
        if match:
            found.append((True, _moment(match, today, month_first=month_first), [line[match.end() :]]))
        elif found:
            found[-1][2].append(line)
        elif line.strip():
            found.append((False, None, [line]))
    messages = [_message(at, "\n".join(body), headed=headed) for headed, at, body in found]
    return Chat(tuple(message for message in messages if message is not None))


def _parts(match: re.Match[str]) -> dict[str, str]:
    """Of whichever of the headings it is."""
    return {name.partition("_")[2]: value for name, value in match.groupdict().items() if value is not None}


def _months_first(matches: Iterable[re.Match[str]], today: date | None) -> bool:
    """Where a second number is greater than twelve and no first one is, or where days first would be days to come: a
    telephone set to American days."""
    found = list(map(_parts, matches))
    days = [(int(parts["a"]), int(parts["b"])) for parts in found]
    if any(a > HALF_DAY for a, _b in days):
        return False
    return any(b > HALF_DAY for _a, b in days) or (
        today is not None
        and _is_to_come(found, today, month_first=False)
        and not _is_to_come(found, today, month_first=True)
    )


def _is_to_come(found: Iterable[dict[str, str]], today: date, *, month_first: bool) -> bool:
    days = (_day(parts, today, month_first=month_first) for parts in found)
    return any(day is not None and day > today for day in days)


def _day(parts: dict[str, str], today: date | None, *, month_first: bool) -> date | None:
    """None for one that there is not. Without its year it is the last such day."""
    a, b = int(parts["a"]), int(parts["b"])
    day, month = (b, a) if month_first else (a, b)
    try:
        if "y" in parts:
            year = int(parts["y"])
            return date(year if year > 99 else 2000 + year, month, day)
        if today is None:
            return None
        this = date(today.year, month, day)
        return this if this <= today else this.replace(year=today.year - 1)
    except ValueError:
        return None


def _moment(match: re.Match[str], today: date | None, *, month_first: bool) -> datetime | None:
    """None for a day or an hour that there is not."""
    parts = _parts(match)
    day, hour = _day(parts, today, month_first=month_first), int(parts["h"])
    if half := parts.get("half"):
        hour = hour % HALF_DAY + (HALF_DAY if half in "Pp" else 0)
    if day is None or hour > 23 or int(parts["m"]) > 59:
        return None
    return datetime(day.year, day.month, day.day, hour, int(parts["m"]), tzinfo=WIB)


def _message(at: datetime | None, body: str, *, headed: bool) -> Message | None:
    """None for a line of the program itself (encryption, a new number): it has a time and no speaker."""
    if not headed:
        return without_media(Message("", None, body.strip()))
    first, newline, rest = body.partition("\n")
    who, colon, text = (first.rstrip()[:-1], ":", "") if first.rstrip().endswith(":") else first.partition(": ")
    if not colon:
        return None
    return without_media(Message(who.strip().lstrip("~").strip(), at, (text + newline + rest).strip()))


def without_media(message: Message) -> Message:
    """No name of a file stays: it leads to the file. Addresses stay readable and can be pressed nowhere."""
    text, count = MEDIA.subn("", message.text)
    text = ADDRESS.sub(lambda found: defanged(found.group()), text)
    return replace(message, text=re.sub(r"\n{2,}", "\n", text).strip(), media=count)


def defanged(address: str) -> str:
    """`https[:]//contoh[.]id`: no screen and no telephone makes a link of it."""
    return address.replace("://", "[:]//").replace(".", "[.]")


def is_number(who: str) -> bool:
    """Whether a speaker is shown by number: nobody has saved them."""
    return bool(NUMBER.match(who))


def shown(who: str) -> str:
    """A speaker over a shoulder."""
    return f"•••• {who.strip()[-3:]}" if is_number(who) else who


def caller_of(chat: Chat, ours: Collection[str]) -> str:
    """Who of the others most likely asks for help: whoever is shown by number, else whoever wrote most. Empty where
    nobody is named."""
    others = [who for who in chat.speakers if who not in ours]
    if not others:
        return ""
    words = {who: len(chat.said_by({who})) for who in others}
    return max(others, key=lambda who: (is_number(who), words[who]))
