"""One cell, one reading: sex, kind, klaster, status, role, names, telephone numbers; dates, ages and places beside it.

Each reader takes whatever a spreadsheet can hold and never raises; what it cannot read comes back as text with a doubt.
"""

from __future__ import annotations

import re
from functools import cache

from django.utils.translation import gettext as _

from suar.casework.register.ages import read_age
from suar.casework.register.dates import read_birth_date, read_date
from suar.casework.register.places import read_district
from suar.casework.register.reading import Age, Cell, Reading, cell_text, is_error
from suar.casework.register.tables import Match, Vocabulary, fold, table

__all__ = [
    "CLUSTER_LABELS",
    "Age",
    "Reading",
    "is_tick",
    "read_age",
    "read_birth_date",
    "read_child_name",
    "read_cluster",
    "read_date",
    "read_district",
    "read_kind",
    "read_phone",
    "read_reporter",
    "read_role",
    "read_sex",
    "read_status",
    "read_text",
]

# The eight klaster: code → label as the commission prints it.
CLUSTER_LABELS: dict[str, str] = {code: entry["label"] for code, entry in table("clusters")["clusters"].items()}

_NUMBERING = re.compile(
    r"^\s*(?:kl[au]+ster|cluster)?\s*(?:[0-9]{1,2}|[IVX]{1,4})\s*[.):]\s*(?=[^\W\d])", re.IGNORECASE
)
_PHONE = re.compile(r"[+(]?[0-9][0-9\s().+-]{6,}[0-9]")


def read_text(cell: Cell) -> Reading[str]:
    """Any text, as it stands."""
    text = cell_text(cell)
    return Reading(text or None, text)


def read_sex(cell: Cell) -> Reading[str]:
    """The sex, "L" or "P"; in this column P is Perempuan."""
    return _short_answer(cell, "sex", _("“%(text)s” tidak terbaca sebagai L atau P."))


def read_kind(cell: Cell) -> Reading[str]:
    """The kind, "pengaduan" or "non"; in this column P is Pengaduan."""
    return _short_answer(cell, "kind", _("“%(text)s” tidak terbaca sebagai pengaduan atau non-pengaduan."))


def read_role(cell: Cell) -> Reading[str]:
    """What the register says the child is, never a judgement of ours: "victim", "suspect" or "witness"."""
    return _short_answer(cell, "role", _("“%(text)s” tidak terbaca sebagai korban, saksi, atau pelaku."))


def read_status(cell: Cell) -> Reading[str]:
    """One of "done", "open", "referred", "monitored", "withdrawn"; of several the first counts, with a doubt."""
    whole = _short_answer(cell, "status", _("Status “%(text)s” tidak dikenal."))
    if whole.value is not None or not whole.text:
        return whole
    first = re.split(r"[,;:(/]|\s-\s", whole.text, maxsplit=1)[0]
    match = _words("status").find(fold(first)) if first != whole.text else None
    if match is None:
        return whole
    return Reading(match.key, whole.text, _near(match, whole.text) or _("Status dibaca dari kata pertamanya."))


def read_cluster(cell: Cell) -> Reading[str]:
    """The code of one of the eight klaster; a role that some registers write behind it (*ABH pelaku*) is left out."""
    text = cell_text(cell)
    if not text or is_error(text):
        return Reading(None, text, _("Klaster tidak terbaca.") if text else None)
    match = _clusters().find(_cluster_words(text))
    if match is None:
        return Reading(None, text, _("Klaster “%(text)s” tidak dikenal.") % {"text": text[:60]})
    doubt = _("“%(text)s” dibaca sebagai “%(term)s”.") if match.near else None
    return Reading(match.key, text, doubt and doubt % {"text": text[:60], "term": CLUSTER_LABELS[match.key]})


def role_in(text: str) -> Reading[str]:
    """The child's role written inside another cell, such as *ABH (korban)*; only a single role counts."""
    words = fold(text).split()
    found = {match.key for word in words if (match := _words("role").exact(word))}
    return Reading(found.pop(), text) if len(found) == 1 else Reading(None, "")


def read_child_name(cell: Cell) -> Reading[str]:
    """The name, or no value where the register says that none is known or withholds it (NN, Mr. X, *inisial*)."""
    text = cell_text(cell)
    words = table("words")["unnamed"]
    folded = fold(text)
    unnamed = folded in _folded("unnamed_exact") or not set(folded.split()).isdisjoint(words["words"])
    if not text or unnamed or len(folded) < 2:
        return Reading(None, text, _("Nama anak tidak tertulis atau dirahasiakan.") if text else None)
    return Reading(text, text)


def read_reporter(cell: Cell) -> Reading[str]:
    """The reporter's name; no value and no doubt where a way of finding out stands instead of a person (*Temuan*)."""
    text = cell_text(cell)
    person = text if text and fold(text) not in _folded("channels") else None
    return Reading(person, text)


def read_phone(cell: Cell) -> Reading[str]:
    """The first valid number in E.164 form (+62…). A spreadsheet drops the leading 0: it is understood."""
    text = cell_text(cell)
    if not text:
        return Reading(None, "")
    numbers = _PHONE.findall(text)
    valid = [number for candidate in numbers if (number := _e164(candidate))]
    if not valid:
        return Reading(None, text, _("Nomor telepon ini tidak sah."))
    return Reading(valid[0], text, _("Ada lebih dari satu nomor.") if len(numbers) > 1 else None)


def is_tick(cell: Cell) -> bool:
    """The cell is a tick in a column of its own (L | P)."""
    return cell_text(cell).casefold() in table("words")["ticks"]


def _short_answer(cell: Cell, kind: str, refusal: str) -> Reading[str]:
    text = cell_text(cell)
    if not text:
        return Reading(None, "")
    match = _words(kind).find(fold(text))
    if match is None:
        return Reading(None, text, refusal % {"text": text[:40]})
    return Reading(match.key, text, _near(match, text))


def _near(match: Match, text: str) -> str | None:
    if not match.near:
        return None
    return _("“%(text)s” dibaca sebagai “%(term)s”.") % {"text": text[:60], "term": match.term}


def _cluster_words(text: str) -> str:
    rules = table("clusters")
    written = [rules["abbreviations"].get(word, word) for word in fold(_NUMBERING.sub("", text)).split()]
    while len(written) > 1 and written[0] in {"klaster", "kluster", "cluster", "dugaan"}:
        written = written[1:]
    return " ".join(word for word in written if _words("role").exact(word) is None) or " ".join(written)


def _e164(candidate: str) -> str | None:
    import phonenumbers  # slow to import, and only a register is read with it

    try:
        number = phonenumbers.parse(candidate, "ID")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@cache
def _words(kind: str) -> Vocabulary:
    rules = table("words")
    return Vocabulary(rules[kind], near=rules["near"], margin=rules["margin"], negations=rules["negations"])


@cache
def _clusters() -> Vocabulary:
    rules = table("clusters")
    terms = {code: [_cluster_words(term) for term in entry["terms"]] for code, entry in rules["clusters"].items()}
    return Vocabulary(terms, near=rules["near"], margin=rules["margin"], negations=table("words")["negations"])


@cache
def _folded(kind: str) -> frozenset[str]:
    words = table("words")
    return frozenset(fold(word) for word in (words["unnamed"]["exact"] if kind == "unnamed_exact" else words[kind]))
