"""From a name or a number to keyed tokens. A token is eight bytes of an HMAC-SHA256 under the tokens keyset, as a
signed number, apart by kind: whoever has the store without the keyset learns which children share a word, and not the
word."""

from __future__ import annotations

from collections.abc import Iterable

from suar.core.vault import sounds
from suar.core.vault.keyring import keyring

SHORTEST_PREFIX, LONGEST_PREFIX = 4, 8  # letters; a longer beginning is looked up by its first eight


def tokens_of(names: Iterable[str], numbers: Iterable[str] = ()) -> set[int]:
    """All tokens of a subject."""
    made: set[int] = set()
    for name in names:
        listed = [word for word in sounds.words(name) if word.text not in sounds.PARTICLES]
        for word in listed:
            made |= _word_tokens(word.text)
        for both in sounds.joined(listed):
            made.add(token("word", both))
            made |= sound_tokens(both)
        if listed:
            made.add(whole_token(listed))
    made |= {token("number", digits) for digits in map(sounds.number, numbers) if digits}
    return made


def token(kind: str, text: str) -> int:
    """The keyed token of a text; kinds never meet."""
    return int.from_bytes(keyring().tokens().compute(f"suar/token/{kind}/{text}".encode(), 8), "big", signed=True)


def sound_tokens(word: str) -> set[int]:
    return {token("sound", key) for key in sounds.skeletons(word)}


def voiced_tokens(word: str) -> set[int]:
    return {token("voiced", key) for key in sounds.voiced(word)}


def prefix_token(text: str) -> int:
    return token("prefix", text[:LONGEST_PREFIX])


def whole_token(listed: Iterable[sounds.Word]) -> int:
    """Of a whole name: its needed words in alphabetical order."""
    words = list(listed)
    needed = [word.text for word in words if not word.weak] or [word.text for word in words]
    return token("whole", " ".join(sorted(needed)))


def _word_tokens(word: str) -> set[int]:
    ends = range(SHORTEST_PREFIX, min(len(word), LONGEST_PREFIX) + 1)
    beginnings = {prefix_token(word[:end]) for end in ends}
    return {token("word", word)} | beginnings | voiced_tokens(word) | sound_tokens(word)
