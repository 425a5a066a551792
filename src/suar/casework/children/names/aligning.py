"""Two names, taken apart, laid side by side. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from suar.casework.children.names import clans, tables
from suar.casework.children.names.reading import Name
from suar.casework.children.names.words import Fit, Verdict, fit

SYLLABLE = 5  # letters of a Chinese syllable at most
# Which evidence is told first: what keeps apart, what makes doubtful, what was bridged.
WEIGHT = (
    "another_sex", "another_father", "near", "another_title", "clan_dialect", "clan_indonesian", "nickname", "missing",
    "slip", "abbreviation", "old_spelling", "transliteration", "clan_spelling", "split", "order", "patronymic", "title",
    "exact",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    verdict: Verdict
    score: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """Words that have found one another, by their places, and the words that have not."""

    pairs: tuple[tuple[int, int, Fit], ...]
    left: tuple[tuple[str, ...], tuple[str, ...]]
    joined: bool


def compare(one: Name, other: Name) -> Outcome:
    one, other = _initial_title(one, other), _initial_title(other, one)
    found = [_with_titles(one, other, _compare_words(one, other))]
    if one.father and other.father:
        return _with_fathers(one, other, found[0])
    if one.father or other.father:
        # The word behind bin or binti may stand in the other name without it: Fatimah binti Usman, Fatimah Usman.
        whole, bare = Name(one.words + one.father, one.titles), Name(other.words + other.father, other.titles)
        found = [
            _and(found[0], "patronymic"),
            _with_titles(one, other, _and(_compare_words(whole, bare), "patronymic")),
        ]
    return max(found, key=lambda outcome: (outcome.verdict, outcome.score))


def _initial_title(name: Name, beside: Name) -> Name:
    """G. Hendri beside Gusti Hendri: the initial is the title's."""
    if len(name.words) < 2 or len(name.words[0]) > 1 or name.titles:
        return name
    titles = frozenset(title for title in beside.titles if title[0] == name.words[0])
    return Name(name.words[1:], titles, name.father) if titles else name


def _and(outcome: Outcome, *more: str) -> Outcome:
    if outcome.verdict == Verdict.DIFFERENT:
        return outcome
    return Outcome(outcome.verdict, outcome.score - 0.02, _told({*outcome.evidence, *more} - {"exact"}))


def _told(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({code for code in codes if code}, key=WEIGHT.index))


def _with_fathers(one: Name, other: Name, found: Outcome) -> Outcome:
    fathers = _compare_words(Name(one.father), Name(other.father))
    if fathers.verdict == Verdict.DIFFERENT and found.verdict != Verdict.DIFFERENT:
        return Outcome(Verdict.DIFFERENT, 0.5, ("another_father",))
    least, codes = min(found.verdict, fathers.verdict), _told({*found.evidence, *fathers.evidence} - {"exact"})
    return Outcome(least, min(found.score, fathers.score), codes or ("exact",))


def _with_titles(one: Name, other: Name, found: Outcome) -> Outcome:
    """Titles that are left out are told; titles that cannot both be borne keep apart."""
    if one.titles == other.titles or found.verdict == Verdict.DIFFERENT:
        return found
    a, b = _sayyid(one.titles, other.titles), _sayyid(other.titles, one.titles)
    if a == b:
        return found
    if (a & tables.OF_WOMEN and b & tables.OF_MEN) or (a & tables.OF_MEN and b & tables.OF_WOMEN):
        return Outcome(Verdict.DIFFERENT, 0.5, ("another_sex",))
    born = a & tables.OF_BIRTH, b & tables.OF_BIRTH
    if all(born) and not born[0] & born[1]:
        codes = _told({*found.evidence, "another_title"} - {"exact"})
        return Outcome(min(found.verdict, Verdict.POSSIBLE), min(found.score, 0.7), codes)
    return _and(found, "title")


def _sayyid(titles: frozenset[str], beside: frozenset[str]) -> frozenset[str]:
    """*Sy.* is short for Syarif and for Syarifah."""
    long = beside & {"syarif", "syarifah"}
    return titles - {"sayyid"} | long if "sayyid" in titles and long else titles


def _compare_words(one: Name, other: Name) -> Outcome:
    if one.letters and one.letters == other.letters:
        return Outcome(Verdict.SAME, 1.0, ("exact",) if one.words == other.words else ("split",))
    written = _judge(_lay(one.words, other.words, set(), set()), one.words, other.words)
    if written.verdict == Verdict.SAME:
        return written
    laid = [
        _judge(_lay(a, b, {*joined_a}, {*joined_b}), a, b, short_parts=_short(one, joined_a) or _short(other, joined_b))
        for a, joined_a in _divisions(one.words)
        for b, joined_b in _divisions(other.words)
        if bool(joined_a) != bool(joined_b)
    ]
    found = max([written, *laid], key=lambda outcome: (outcome.verdict, outcome.score))
    if found.verdict == Verdict.DIFFERENT:
        found = written
    indonesian = _indonesian(one, other)
    return indonesian if found.verdict == Verdict.DIFFERENT and indonesian else found


def _divisions(words: tuple[str, ...]) -> list[tuple[tuple[str, ...], tuple[int, ...]]]:
    """The words as they are, with two neighbours as one, and four as two; beside them the places of the joined."""
    made: list[tuple[tuple[str, ...], tuple[int, ...]]] = [(words, ())]
    for i in range(len(words) - 1):
        made.append(((*words[:i], _joined(words[i], words[i + 1]), *words[i + 2 :]), (i,)))
    if len(words) == 4:
        made.append(((_joined(*words[:2]), _joined(*words[2:])), (0, 1)))
    return made


def _short(name: Name, joined: tuple[int, ...]) -> bool:
    return any(len(name.words[i]) < SYLLABLE and len(name.words[i + 1]) < SYLLABLE for i in joined)


def _joined(first: str, second: str) -> str:
    return (tables.SHORT[first] if tables.SHORT.get(first) == "abdul" else first) + second


def _lay(a: tuple[str, ...], b: tuple[str, ...], joined_a: set[int], joined_b: set[int]) -> Laid:
    """The best pairs first; of equals those that keep the order. What was joined must be one word there, or nearly."""
    fits = [(i, j, fit(x, y)) for i, x in enumerate(a) for j, y in enumerate(b)]
    fits.sort(key=lambda item: (-item[2].verdict, -item[2].score, abs(item[0] - item[1])))
    pairs: list[tuple[int, int, Fit]] = []
    for i, j, found in fits:
        if (i in joined_a or j in joined_b) and found.verdict < Verdict.SAME and found.evidence != "near":
            continue
        if found.verdict and all(i != x and j != y for x, y, _ in pairs):
            pairs.append((i, j, found))
    if joined_a - {i for i, _, _ in pairs} or joined_b - {j for _, j, _ in pairs}:
        pairs = []
    left = tuple(
        tuple(word for place, word in enumerate(words) if all(pair[side] != place for pair in pairs))
        for side, words in enumerate((a, b))
    )
    return Laid(tuple(sorted(pairs, key=lambda pair: pair[:2])), (left[0], left[1]), bool(joined_a or joined_b))


def _judge(laid: Laid, a: tuple[str, ...], b: tuple[str, ...], *, short_parts: bool = False) -> Outcome:
    """`short_parts`: what was joined are syllables; another spelling of the whole is a guess: Lie Na and Lina."""
    missing = [tuple(word for word in side if word not in tables.ARTICLES) for side in laid.left]
    fits = [found for _, _, found in laid.pairs]
    if all(missing):
        return _apart(missing[0], missing[1], fits)
    if not fits:
        return Outcome(Verdict.DIFFERENT, 0.0, ())
    codes = {found.evidence for found in fits} | ({"split"} if laid.joined else set())
    codes |= {"order"} if [j for _, j, _ in laid.pairs] != sorted(j for _, j, _ in laid.pairs) else set()
    codes |= {"transliteration"} if any(laid.left) and not any(missing) else set()
    verdict, score = min(found.verdict for found in fits), fmean(found.score for found in fits) - 0.02 * laid.joined
    if any(missing):
        matched = {tables.one_name(a[i]) for i, _, found in laid.pairs if len(a[i]) > 1}
        if matched <= tables.COMMON:
            return Outcome(Verdict.DIFFERENT, 0.4, ("missing",))
        verdict, score = min(verdict, Verdict.POSSIBLE), score * len(fits) / max(len(a), len(b)) ** 0.9
        codes.add("missing")
    if len(a) == len(b) == 1 and min(len(a[0]), len(b[0])) == 1:
        verdict = min(verdict, Verdict.POSSIBLE)
    if len(a) > 1 and all(found.evidence == "abbreviation" and found.score < 0.9 for found in fits):
        return Outcome(Verdict.DIFFERENT, 0.4, ("abbreviation",))  # initials alone are nobody's
    if verdict == Verdict.SAME and (_is_guess(a, b, codes) or (short_parts and codes - {"exact", "split"})):
        verdict = Verdict.POSSIBLE
    return Outcome(verdict, score, _told(codes - {"exact"}) or ("exact",))


def _apart(one: tuple[str, ...], other: tuple[str, ...], fits: list[Fit]) -> Outcome:
    """Each has a word that the other has not."""
    near = [fit(x, y) for x in one for y in other]
    best = max(near, key=lambda found: found.score)
    share = len(fits) / (len(fits) + max(len(one), len(other)))
    return Outcome(Verdict.DIFFERENT, min(0.5, 0.5 * share + best.score / 2), _told({best.evidence} - {"exact"}))


def _is_guess(a: tuple[str, ...], b: tuple[str, ...], codes: set[str]) -> bool:
    """Syllables of three letters carry little: two changes in a Chinese name, or one in a name of two syllables, are a
    guess; so is another order of syllables, unless only the clan went to the end."""
    both = (*a, *b)
    if max(len(a), len(b)) < 2 or not any(word in clans.DIALECTS for word in (a[0], a[-1], b[0], b[-1])):
        return False
    if len(a) == len(b) == 2 and all(len(word) <= SYLLABLE - 1 for word in both):
        return bool(codes - {"exact", "split"})
    if "order" in codes and len(a) == len(b) and all(len(word) <= SYLLABLE for word in both):
        return a[1:] + a[:1] != b and b[1:] + b[:1] != a
    return len(codes & {"clan_spelling", "split", "transliteration", "old_spelling", "slip"}) > 1


def _indonesian(one: Name, other: Name) -> Outcome | None:
    """A Chinese name beside an Indonesian one in which the clan is heard."""
    for a, b in ((one.words, other.words), (other.words, one.words)):
        own = clans.characters(a[0]) if len(a) > 1 else frozenset()
        if own and any(clans.INDONESIAN.get(word, frozenset()) & own for word in b):
            return Outcome(Verdict.POSSIBLE, 0.56, ("clan_indonesian",))
    return None
