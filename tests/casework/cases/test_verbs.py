"""Whoever reads the record reads words: every verb that the code records has some, and no word is left over."""

from __future__ import annotations

from django.utils.translation import override

from suar.casework.cases.verbs import WORDS, in_words, said_with
from tests.verbs import recorded_verbs


def test_every_verb_that_the_code_records_has_words() -> None:
    found = recorded_verbs()
    assert found.unread == set(), "write the verb where it is recorded, or hand it on as a parameter"
    assert found.verbs == set(WORDS)


def test_the_source_is_read_through_every_way_of_recording() -> None:
    ways = {
        "case.open",
        "duty.late",
        "duty.finish",
        "register.undone",
        "agency.reactivate",
        "read.today",
        "vault.erase",
    }
    assert ways <= recorded_verbs().verbs


def test_the_words_are_of_the_language_of_the_page_and_of_no_code() -> None:
    for language in ("id", "en"):
        with override(language):
            assert not [verb for verb in WORDS if "." in in_words(verb) or not in_words(verb)]
    with override("id"):
        assert in_words("case.close") == "menutup berkas"
    with override("en"):
        assert in_words("case.close") == "closed the file"


def test_no_two_acts_read_alike() -> None:
    for language in ("id", "en"):
        with override(language):
            said = [in_words(verb) for verb in WORDS]
            assert sorted(said) == sorted(set(said))


def test_a_verb_of_an_older_version_stands_as_it_is() -> None:
    assert in_words("case.forgotten") == "case.forgotten"


def test_acts_are_found_by_their_words() -> None:
    with override("id"):
        assert said_with(" Menutup Berkas ") == ["case.close"]
        assert said_with("tiada") == []
