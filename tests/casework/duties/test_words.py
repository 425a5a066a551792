"""What rules and events are called: complete in both languages, and free of words that blame."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from suar.casework.dignity import blaming_words
from suar.casework.duties import words
from suar.casework.duties.rulebook import rulebook
from suar.core.clocks.rules import Rule

RULES = rulebook().all()


def test_every_rule_event_and_actor_has_words_in_both_languages_and_no_word_is_left_over() -> None:
    assert set(words.words()["rules"]) == {rule.id for rule in RULES}
    assert set(words.words()["events"]) == {rule.starts_on for rule in RULES}
    assert set(words.words()["actors"]) == {rule.actor for rule in RULES}
    assert all(known["id"] and known["en"] for kind in words.words().values() for known in kind.values())


def test_no_word_blames_a_child() -> None:
    assert blaming_words(words.WORDS.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.house], ids=lambda rule: rule.id)
def test_a_house_rule_has_its_note_in_both_languages(rule: Rule) -> None:
    assert words.note(rule) == rule.note
    with override("en"):
        assert words.note(rule) and words.note(rule) != rule.note
    assert words.source(rule) == ""


@pytest.mark.parametrize("rule", [rule for rule in RULES if not rule.house], ids=lambda rule: rule.id)
def test_a_law_noted_in_english_is_noted_in_indonesian_too(rule: Rule) -> None:
    with override("en"):
        english = words.note(rule)
    assert words.note(rule) or not english


def test_the_same_rule_in_two_languages() -> None:
    rule = rulebook().versions("kuhap25.spdp")[0]
    shown = (words.title(rule.id), words.event(rule.starts_on), words.basis(rule.basis))
    assert shown == ("Kirim SPDP kepada penuntut umum", "penyidikan dimulai", "UU 20/2025 (KUHAP) pasal 60(1)")
    assert words.source(rule) == "KATAPASAL (UU 20/2025 text)"
    with override("en"):
        shown = (words.title(rule.id), words.event("spdp_received_by_prosecutor"), words.basis(rule.basis))
    assert shown == ("Send the SPDP to the prosecutor", "SPDP received by prosecutor", "UU 20/2025 (KUHAP) art. 60(1)")


def test_who_owes_it_is_said_without_mixing_languages() -> None:
    for rule in RULES:
        assert not {"with", "by", "extension", "reminder", "then"} & set(words.actor(rule).replace(";", " ").split())
    with override("en"):
        for rule in RULES:
            said = set(words.actor(rule).replace(";", " ").replace(",", " ").split())
            assert not {"penyidik", "penuntut", "hakim", "pengadilan", "pelaku", "ketua", "atau"} & said
        assert words.actor(rulebook().versions("kuhap25.spdp")[0]) == "investigator"


def test_what_has_no_words_names_itself() -> None:
    assert (words.title("tidak.ada"), words.event("sheet:1")) == ("tidak.ada", "sheet:1")


@pytest.mark.parametrize(
    ("text", "rule_id"),
    [
        ("spdp", "kuhap25.spdp"),
        ("penahanan anak penyidikan", "sppa.detain.investigation"),
        ("pasal 60(1)", "kuhap25.spdp"),
        ("LAPORAN SOSIAL", "pp65.social_report"),
        ("restitution auction", "kuhap25.restitution.auction"),
        ("pengaduan diterima", "house.complaint.first_read"),
    ],
)
def test_rules_are_found_by_event_article_or_word(text: str, rule_id: str) -> None:
    assert rule_id in {rule.id for rule in words.matching(text)}


def test_every_word_must_be_found() -> None:
    assert words.matching("spdp kelapa") == []
    assert len(words.matching("")) == len(RULES)
