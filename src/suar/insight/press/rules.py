"""The linter of a statement: which words of it blame, tell who the child is, or run ahead of the court; and what to
write instead. Pure: text in, marks out; no file of a child is ever asked.

It finds what its table lists and nothing else, so a statement without a mark is not a safe one."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from suar.insight.press.finding import FINDERS, places
from suar.insight.press.table import Context, Pattern, Rule, table

# Signs that no reader sees; between two letters they would hide a word from the table.
_UNSEEN = dict.fromkeys([0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])
_HYPHENS = dict.fromkeys([0x2010, 0x2011], "-")
_END = re.compile(r"(?P<mark>[.!?…]+[\"”’)]*)(?:\s+|$)|\n\s*\n|\n(?=\s*(?:[-•*]|\d+[.)])\s)")
_SHORT = re.compile(
    r"(?:^|[\s(.])(?:jl|jln|gg|no|kec|kab|kel|ds|dsn|dr|drs|ir|hj?|sdr|sdri|an|rt|rw|prof|st|pt|cv|tgl|[a-z])$",
    re.IGNORECASE,
)
LONGEST_SHORT = 8  # letters of an abbreviation, and what stands before it
NEAR = 300  # letters before and behind a verb in which the person is looked for
_ACTED = re.compile(r"(?<!\w)(?:di|ter|me)\w{4,}", re.IGNORECASE)
_OBJECT_ENDS = re.compile(
    r"[,;:.]|(?<!\w)(?:yang|di|pada|karena|setelah|atas|dalam|terhadap|saat|ketika|who|in|at|by)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the text from `start` to `end` and the rule that it breaks. `better` may go there as it stands."""

    start: int
    end: int
    text: str
    rule: Rule
    better: str

    @property
    def is_safe(self) -> bool:
        """Whether the better word may be put in by itself."""
        return bool(self.better)


def readable(text: str) -> str:
    """The text that is looked at: composed letters, no sign that nobody sees, line ends of one kind."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return composed.translate(_UNSEEN).translate(_HYPHENS)


def lint(text: str) -> list[Mark]:
    """Every mark in a readable text, in its order; where two lie over each other the longer, then the earlier rule."""
    found: list[Mark] = []
    for start, sentence in sentences(text):
        found += _kept(_marks(sentence, start))
    return found


def improved(text: str, marks: Sequence[Mark]) -> str:
    """The text with the better words of these marks put in."""
    for mark in sorted(marks, key=lambda mark: -mark.start):
        if mark.is_safe:
            text = text[: mark.start] + mark.better + text[mark.end :]
    return text


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """(place, sentence): a full stop behind an abbreviation or an initial ends none, and a new line alone neither."""
    begun = 0
    for end in _END.finditer(text):
        if end["mark"] == "." and _SHORT.search(text[max(begun, end.start() - LONGEST_SHORT) : end.start()]):
            continue
        if text[begun : end.start()].strip():
            yield begun, text[begun : end.end("mark") if end["mark"] else end.start()]
        begun = end.end()
    if text[begun:].strip():
        yield begun, text[begun:]


class Sentence:
    """One sentence and what is known of it, found out when it is asked."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._known: dict[str, bool] = {}
        self.places = places(text)

    def has(self, name: str) -> bool:
        if name not in self._known:
            self._known[name] = self._look(name)
        return self._known[name]

    def _look(self, name: str) -> bool:
        if name == "place":
            return bool(self.places)
        if name == "small_place":
            return any(one.small for one in self.places)
        return any(self._fits(context) for context in table().contexts[name])

    def _fits(self, context: Context) -> bool:
        return bool(context.words.search(self.text)) and not (context.unless and self.has(context.unless))

    def allows(self, pattern: Pattern) -> bool:
        return all(self.has(name) for name in pattern.when) and not any(self.has(name) for name in pattern.unless)

    def is_about_a_child(self, pattern: Pattern, start: int, end: int) -> bool:
        """Whether the person of whom a verb is said is a child."""
        if pattern.about == "before":
            return _subject_is_a_child(self.text[max(0, start - NEAR) : start])
        if pattern.about == "after":
            behind = _blanked(self.text[end : end + NEAR])
            stop = _OBJECT_ENDS.search(behind)
            return bool(table().child.search(behind[: stop.start()] if stop else behind))
        return True


def _subject_is_a_child(before: str) -> bool:
    """Of what stands before a verb, the part behind the last other verb that names somebody: who is named first."""
    for part in reversed(_ACTED.split(_blanked(before))):
        person = table().person.search(part)
        if person is not None:
            return person["child"] is not None
    return False


def _blanked(text: str) -> str:
    """Without the names of bodies, laws and offences that have a child in them."""
    return table().no_person.sub(lambda found: " " * len(found[0]), text)


def _marks(sentence: str, offset: int) -> Iterator[Mark]:
    about = Sentence(sentence)
    for rule in table().rules:
        for pattern in rule.patterns:
            for start, end, better in _found(pattern, about):
                begins = not any(sign.isalnum() for sign in sentence[:start])
                better = better[:1].upper() + better[1:] if begins else better
                yield Mark(offset + start, offset + end, sentence[start:end], rule, better)


def _found(pattern: Pattern, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    if pattern.regex is None:
        if sentence.allows(pattern):
            yield from FINDERS[pattern.finder](sentence.text)
        return
    for match in pattern.regex.finditer(sentence.text):
        group = next((name for name in ("m", "n") if match.groupdict().get(name)), None)
        start, end = match.span(group) if group else match.span()
        if not sentence.allows(pattern) or not sentence.is_about_a_child(pattern, start, end):
            continue
        if pattern.but == "place" and any(one.start <= start < one.end for one in sentence.places):
            continue
        yield start, end, _better(pattern, match, sentence.text[start:end])


def _better(pattern: Pattern, match: re.Match[str], found: str) -> str:
    """The better words, with the ending of what they replace."""
    if not pattern.better:
        return ""
    groups = {name: text or "" for name, text in match.groupdict().items()}
    better = pattern.better.format(found[:1].lower() + found[1:], **groups)
    return better + groups.get("tail", "").lower()


def _kept(marks: Iterable[Mark]) -> list[Mark]:
    order = {rule.code: place for place, rule in enumerate(table().rules)}
    kept: list[Mark] = []  # in their order, none over another
    for mark in sorted(marks, key=lambda mark: (mark.start - mark.end, mark.start, order[mark.rule.code])):
        place = bisect_left(kept, mark.start, key=lambda other: other.start)
        over_the_next = place < len(kept) and kept[place].start < mark.end
        over_the_last = place > 0 and kept[place - 1].end > mark.start
        if not over_the_next and not over_the_last:
            kept.insert(place, mark)
    return kept
