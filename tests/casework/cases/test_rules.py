"""Risk, closing reasons, periods: decisions without a database."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suar.casework.cases import clusters, rules

TOOL = rules.instrument(date(2026, 11, 24))
CODES = [question.code for question in TOOL.questions]
# A busy machine draws slowly and decides slowly; neither is what these tests are about.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ANSWERS = st.fixed_dictionaries({code: st.sampled_from(["yes", "no", "unknown"]) for code in CODES})


def test_one_high_yes_gives_high_and_says_why() -> None:
    found = TOOL.assess({"no_safe_place": "yes", "controlled": "yes"}, 15)
    assert found.level == "high"
    assert [str(reason) for reason in found.reasons][:2] == ["tanpa tempat aman", "ada orang dewasa yang mengendalikan"]


def test_two_medium_answers_make_high() -> None:
    no = dict.fromkeys(CODES, "no")
    assert TOOL.assess({**no, "reached_before": "yes"}, 12).level == "high"
    assert TOOL.assess({**no, "reached_before": "yes"}, 15).level == "medium"
    assert TOOL.assess(no, 15).level == "low"


def test_a_single_open_question_of_high_weight_is_never_low() -> None:
    no = dict.fromkeys(CODES, "no")
    high = [question.code for question in TOOL.questions if question.weight == "high"]
    assert high
    for code in high:
        assert TOOL.assess({**no, code: "unknown"}, 15).level == "medium"


def test_an_instrument_nobody_asked_gives_no_level() -> None:
    assert TOOL.assess({}).level == "unknown"
    assert TOOL.assess({}, 15).level == "unknown"
    assert TOOL.assess({}, 9).level == "medium"


@patient
@given(ANSWERS, st.sampled_from(CODES))
def test_not_knowing_never_lowers(answers: dict[str, str], code: str) -> None:
    no, unknown = TOOL.assess({**answers, code: "no"}), TOOL.assess({**answers, code: "unknown"})
    assert rules.RANK[unknown.level] >= rules.RANK[no.level]


@patient
@given(ANSWERS, st.sampled_from(CODES))
def test_a_yes_never_lowers(answers: dict[str, str], code: str) -> None:
    no, yes = TOOL.assess({**answers, code: "no"}), TOOL.assess({**answers, code: "yes"})
    assert yes.level in {"medium", "high"}
    assert rules.RANK[yes.level] >= rules.RANK[no.level] or no.level == "unknown"


def test_an_earlier_yes_stands_until_somebody_says_no() -> None:
    assert rules.carry({"threat": "yes", "controlled": "yes"}, {"threat": "unknown", "controlled": "no"}) == {
        "threat": "yes",
        "controlled": "no",
    }


def test_a_known_age_answers_its_own_question() -> None:
    assert TOOL.answers({"under_13": "no"}, 12)["under_13"] == "yes"
    assert TOOL.answers({"under_13": "yes"}, 13)["under_13"] == "no"


def test_the_instrument_says_that_it_is_not_validated() -> None:
    assert not TOOL.validated
    assert "belum divalidasi" in str(TOOL.note)


def test_an_older_file_is_read_with_the_first_instrument() -> None:
    assert rules.instrument(date(2021, 1, 1)).id == rules.instruments()[0].id
    assert rules.instrument(code="an-instrument-nobody-has") == rules.instruments()[-1]


@pytest.mark.parametrize(
    ("level", "than", "lower"),
    [("low", "high", True), ("high", "low", False), ("low", "unknown", False), ("medium", "medium", False)],
)
def test_what_is_a_downgrade(level: str, than: str, lower: bool) -> None:
    assert rules.is_lower(level, than) is lower


def test_an_unassessed_file_runs_the_strictest_clocks() -> None:
    assert rules.clock_level("unknown") == "high"


@pytest.mark.parametrize("text", ["dikembalikan ke orang tua", "perdamaian", "dinikahkan", "damai secara kekeluargaan"])
def test_a_return_a_settlement_a_marriage_are_no_reasons(text: str) -> None:
    assert rules.refused_reason(text)


def test_no_reason_of_the_list_is_refused() -> None:
    for code, reason in rules.closing_reasons().items():
        assert len(code) <= 30
        assert not rules.refused_reason(code), code
        assert not rules.refused_reason(reason.label.id), code


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2026", (date(2026, 1, 1), date(2026, 12, 31))),
        ("2026-Q3", (date(2026, 7, 1), date(2026, 9, 30))),
        ("2026-02", (date(2026, 2, 1), date(2026, 2, 28))),
        ("2026-12", (date(2026, 12, 1), date(2026, 12, 31))),
        ("2026-13", None),
        ("0000", None),
        ("kemarin", None),
    ],
)
def test_periods(text: str, span: tuple[date, date] | None) -> None:
    assert rules.period(text) == span


def test_only_exploitation_needs_the_review_of_a_suspect() -> None:
    assert rules.needs_role_review("trafficking", "", "suspect")
    assert rules.needs_role_review("abh", "eksploitasi_daring", "suspect")
    assert not rules.needs_role_review("abh", "kekerasan_fisik", "suspect")
    assert not rules.needs_role_review("trafficking", "", "victim")


def test_the_eight_klaster_map_to_the_other_schemes() -> None:
    assert list(clusters.CLUSTERS) == [
        "abh",
        "keluarga",
        "pendidikan",
        "kesehatan",
        "pornografi",
        "trafficking",
        "sipil",
        "sosial",
    ]
    for row in [*clusters.CLUSTERS.values(), *clusters.CATEGORIES.values()]:
        assert set(row.art59) <= set(range(1, 16)) and all(map(clusters.art59, row.art59))
        assert all(map(clusters.simfoni, row.simfoni))
        assert row.mark in {"sourced", "verify"}
    assert {cluster.kpai.group for cluster in clusters.CLUSTERS.values()} == {"PHA", "PKA"}
    assert clusters.CLUSTERS["trafficking"].label == "Trafficking dan Eksploitasi"


def test_a_klaster_counted_by_its_printed_name_is_shown_in_the_language_of_the_page() -> None:
    printed = clusters.CLUSTERS["sipil"].label
    assert clusters.shown_as(printed) == printed
    with override("en"):
        assert clusters.shown_as(printed) == "Civil rights and participation"
        assert clusters.shown_as("klaster lain") == "klaster lain"


@pytest.mark.parametrize(
    ("language", "whole", "brief", "event"),
    [
        ("id", "Dugaan Trafficking dan Eksploitasi", "Dugaan Trafficking", "dugaan kekerasan fisik"),
        ("en", "Suspected trafficking and exploitation", "Suspected trafficking", "suspected physical violence"),
    ],
)
def test_an_offence_is_a_suspicion_until_a_court_has_found_it(
    language: str, whole: str, brief: str, event: str
) -> None:
    with override(language):
        assert clusters.told("trafficking") == whole and clusters.told_briefly("trafficking") == brief
        assert clusters.event("kekerasan_fisik") == event
        for told, plain in (
            (clusters.told("trafficking", found=True), clusters.CLUSTERS["trafficking"].shown),
            (clusters.told_briefly("trafficking", found=True), clusters.CLUSTERS["trafficking"].brief),
            (clusters.event("kekerasan_fisik", found=True), clusters.CATEGORIES["kekerasan_fisik"].shown),
            (clusters.told("pendidikan"), clusters.CLUSTERS["pendidikan"].shown),  # a matter, no offence
        ):
            assert told == plain
    assert clusters.event("") == clusters.told("") == ""
    assert [code for code in rules.closing_reasons() if rules.is_borne_out(code)] == ["putusan"]
    assert not rules.is_borne_out("")
