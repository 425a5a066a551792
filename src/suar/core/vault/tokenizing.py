"""From a name or a number to keyed tokens. A token is eight bytes of an HMAC-SHA256 under the tokens keyset, as a
signed number, apart by kind: whoever has the store without the keyset learns which children share a word or a number,
and neither of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from suar.core.vault import sounds
from suar.core.vault.keyring import keyring

SHORTEST_PREFIX, LONGEST_PREFIX = 4, 8  # letters; a longer beginning is looked up by its first eight


def tokens_of(names: Iterable[str], numbers: Iterable[str] = ()) -> set[int]:
    """All tokens of a subject."""
    prf = keyring().tokens()
    made: set[int] = set()
    for name in names:
        listed = [word for word in sounds.words(name) if word.text not in sounds.PARTICLES]
        for word in listed:
            made |= _word_tokens(prf, word.text)
        for both in sounds.joined(listed):
            made |= _joined_tokens(prf, both)
        if listed:
            made.add(whole_token(listed))
    made |= {_token(prf, "number", digits) for digits in map(sounds.number, numbers) if digits}
    return made


def token(kind: str, text: str) -> int:
    """The keyed token of a text; kinds never meet."""
    return _token(keyring().tokens(), kind, text)


def sound_tokens(word: str) -> frozenset[int]:
    return _tokens(keyring().tokens(), "sound", sounds.skeletons(word))


def voiced_tokens(word: str) -> frozenset[int]:
    return _tokens(keyring().tokens(), "voiced", sounds.voiced(word))


def prefix_token(text: str) -> int:
    return token("prefix", text[:LONGEST_PREFIX])


def whole_token(listed: Iterable[sounds.Word]) -> int:
    """Of a whole name: its needed words in alphabetical order."""
    words = list(listed)
    needed = [word.text for word in words if not word.weak] or [word.text for word in words]
    return token("whole", " ".join(sorted(needed)))


# Cached by the opened PRF, which is another object as soon as the keyset is another.
@lru_cache(maxsize=16_384)
def _word_tokens(prf: Any, word: str) -> frozenset[int]:
    ends = range(SHORTEST_PREFIX, min(len(word), LONGEST_PREFIX) + 1)
    beginnings = _tokens(prf, "prefix", {word[:end] for end in ends})
    close = _tokens(prf, "voiced", sounds.voiced(word))
    return beginnings | close | _joined_tokens(prf, word)


@lru_cache(maxsize=16_384)
def _joined_tokens(prf: Any, word: str) -> frozenset[int]:
    return _tokens(prf, "sound", sounds.skeletons(word)) | {_token(prf, "word", word)}


def _tokens(prf: Any, kind: str, texts: Iterable[str]) -> frozenset[int]:
    return frozenset(_token(prf, kind, text) for text in texts)


def _token(prf: Any, kind: str, text: str) -> int:
    return int.from_bytes(prf.compute(f"suar/token/{kind}/{text}".encode(), 8), "big", signed=True)
