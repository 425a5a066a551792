"""Whoever reads the record reads words: every verb that the code records has some, and no word is left over."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import pytest
from django.utils.translation import override
from tests.verbs import Found, recorded_verbs

from suar.core.ledger.words import in_words, reason, said_with, words

RECORDED = recorded_verbs()


@pytest.mark.parametrize(("app", "found"), RECORDED.items(), ids=list(RECORDED))
def test_each_app_has_words_for_the_verbs_that_it_records_and_for_no_others(app: str, found: Found) -> None:
    assert found.unread == set(), "write the verb where it is recorded, or hand it on as a parameter"
    declared = import_module(f"{app}.verbs").WORDS if find_spec(f"{app}.verbs") else {}
    assert found.verbs == set(declared)


def test_no_verb_is_recorded_by_two_apps() -> None:
    assert sum(len(found.verbs) for found in RECORDED.values()) == len(words())


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
    assert ways <= set(words())


def test_the_words_are_of_the_language_of_the_page_and_of_no_code() -> None:
    for language in ("id", "en"):
        with override(language):
            assert not [verb for verb in words() if "." in in_words(verb) or not in_words(verb)]
    with override("id"):
        assert in_words("case.close") == "menutup berkas"
    with override("en"):
        assert in_words("case.close") == "closed the file"


def test_no_two_acts_read_alike() -> None:
    for language in ("id", "en"):
        with override(language):
            said = [in_words(verb) for verb in words()]
            assert sorted(said) == sorted(set(said))


def test_a_verb_of_an_older_version_stands_as_it_is() -> None:
    assert in_words("case.forgotten") == "case.forgotten"


def test_acts_are_found_by_their_words() -> None:
    with override("id"):
        assert said_with(" Menutup Berkas ") == ["case.close"]
        assert said_with("tiada") == []


def test_a_reason_is_said_in_words_where_it_is_a_code() -> None:
    with override("id"):
        assert reason("divisi_pengaduan") == "Divisi Pelayanan Pengaduan/Mediasi"
        assert reason("terbuka pdf") == "edisi terbuka, PDF"
        assert reason("2021-Q3") == "2021-Q3"
        assert reason("salah berkas") == "salah berkas"
        assert reason("") == ""
    with override("en"):
        assert reason("gubernur") == "Governor's office"
