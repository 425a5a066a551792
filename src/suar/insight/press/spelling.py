"""Numbers as they are said: `294` → *dua ratus sembilan puluh empat*. Pure."""

from __future__ import annotations

ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
STEPS = ((1_000_000_000, "miliar"), (1_000_000, "juta"), (1_000, "ribu"), (100, "ratus"), (10, "puluh"))
ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MOST = 1_000_000_000_000
# Whatever may stand in a number that is written out; two of them side by side are one number.
PARTS = frozenset(
    (*ONES, "sepuluh", "sebelas", "belas", "puluh", "ratus", "seratus", "ribu", "seribu", "juta", "miliar")
    + (*ENGLISH, "ten", "hundred", "thousand", "million")
)


def spelled(number: int) -> str:
    """In Indonesian words. Raises ValueError below 0 and from a trillion."""
    if not 0 <= number < MOST:
        raise ValueError("Only a count can be said")
    return ONES[0] if number == 0 else " ".join(_parts(number))


def _parts(number: int) -> list[str]:
    if number < 10:
        return [ONES[number]] if number else []
    if number < 20:
        return {10: ["sepuluh"], 11: ["sebelas"]}.get(number, [ONES[number % 10], "belas"])
    step, word = next((step, word) for step, word in STEPS if number >= step)
    many, rest = divmod(number, step)
    # One ten, hundred or thousand is one word; one million is two.
    head = [f"se{word}"] if many == 1 and step <= 1_000 else [*_parts(many), word]
    return head + _parts(rest)


def small_words(below: int) -> dict[str, int]:
    """The numbers from 1 to below a threshold as somebody writes them, in both languages: word → number."""
    found = {spelled(number): number for number in range(1, below)}
    return found | {word: place for place, word in enumerate(ENGLISH, start=1) if place < below}
