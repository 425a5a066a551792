"""The first words that somebody guesses who knows this office: none of them makes a password."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import reduce
from typing import Any

from django.contrib.auth.password_validation import get_default_password_validators, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from suar.registry.accounts.models import Appointment, Office

# What the work itself is called; names of offices and agencies come from their tables.
WORDS = frozenset(
    """
    suar kppad kpad kpai komisi komisioner perlindungan pengawasan anak daerah kalbar kalimantan barat pontianak
    singkawang sambas bengkayang landak mempawah sanggau sekadau sintang melawi kapuas hulu ketapang kayong utara kubu
    raya khatulistiwa pengaduan berkas kewajiban lapor laporan rahasia sandi kata masuk petugas ketua wakil sekretariat
    divisi admin sistem kantor gubernur dinas polda polres indonesia merdeka bismillah password passwort qwerty
    """.split()  # noqa: SIM905 - read as prose
)
SHORTEST = 4  # letters of a word of a name that counts
ENOUGH = 8  # letters that must be left when the known words are taken out
LIKE_LETTERS = str.maketrans("4@013$57", "aaoiesst")


class HouseWordsValidator:
    """Refuses a password of which too little is left without the words of this house, however it is cased or spelt with
    figures."""

    def validate(self, password: str, user: Any = None) -> None:
        if left_of(password) < ENOUGH:
            raise ValidationError(self.get_help_text(), code="password_of_house_words")

    def get_help_text(self) -> str:
        return _(
            "Jangan hanya dari kata kantor ini atau nama lembaga: itu yang pertama ditebak orang. Pilih kata lain."
        )


def refuse_before_there_are_names(password: str, user: Any, names: Iterable[str]) -> None:
    """For the first account of a home that is still to be made: all that the desk asks of a password, but for the names
    that its tables will hold. Raises ValidationError."""
    others = [one for one in get_default_password_validators() if not isinstance(one, HouseWordsValidator)]
    validate_password(password, user, others)
    if left_of(password, words_of(names)) < ENOUGH:
        raise ValidationError(HouseWordsValidator().get_help_text(), code="password_of_house_words")


def left_of(password: str, names: Set[str] | None = None) -> int:
    """How many letters are left of it, the longest known words taken out first."""
    folded = re.sub(r"[\W_]", "", password.casefold().translate(LIKE_LETTERS))
    known = sorted(WORDS | (named() if names is None else names), key=len, reverse=True)
    rest = reduce(lambda text, word: text.replace(word, " "), known, folded)
    return len(re.sub(r"[\d\s]", "", rest))


def named() -> set[str]:
    """The words of the names of offices and agencies."""
    agency = Appointment._meta.get_field("agency").related_model  # by its key here: its app stands above this one
    offices = Office.objects.values_list("code", "name", "city")
    agencies: Any = agency._default_manager.values_list("short_name", "name")
    return words_of(text for row in (*offices, *agencies) for text in row)


def words_of(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in re.findall(r"[^\W\d_]+", name.casefold()) if len(word) >= SHORTEST}
