"""The count in words: it says what the engine does, and ends at the same moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from suar.casework.duties.explanation import Count, explain, span
from suar.casework.duties.rulebook import rulebook
from suar.core.clocks.calendars import WIB
from suar.core.clocks.engine import Rule, due
from suar.core.clocks.errors import PauseEndsBeforeItBegins
from suar.core.documents import indonesian
from tests.casework.duties.builders import at

RULES = rulebook().all()


def told(rule_id: str, event: str, **facts: object) -> dict[str, tuple[str, ...]]:
    moment = at(event)
    on = facts.get("law_on") or moment.date()
    rule = rulebook().get(rule_id, on=on)  # type: ignore[arg-type]  # a date
    return {step.label: step.lines for step in explain(Count(rule, moment, **facts))}  # type: ignore[arg-type]  # facts of a count


def test_working_days_name_what_was_counted_and_what_was_skipped() -> None:
    steps = told("house.complaint.answer", "2026-03-17 22:10", closures={date(2026, 3, 25): "Gawai Contoh"})
    assert steps["Hari yang dihitung"] == ("Kam 26/3, Jum 27/3",)
    assert "Kamis, 19 Maret 2026: Hari Suci Nyepi" in steps["Yang dilewati"]
    assert "Rabu, 25 Maret 2026: Gawai Contoh" in steps["Yang dilewati"]
    assert "2 hari Sabtu atau Minggu" in steps["Yang dilewati"]
    assert steps["Jatuh tempo"] == ("Jumat, 27 Maret 2026, 23.59 WIB",)


def test_a_pause_says_how_long_and_what_it_changed() -> None:
    stretch = (at("2026-03-07 08:00"), at("2026-03-08 11:30"))
    steps = told("house.report.handover", "2026-03-06 16:30", pauses=[stretch])
    assert steps["Jeda"] == (
        "Sabtu, 7 Maret 2026, 08.00 WIB sampai Minggu, 8 Maret 2026, 11.30 WIB (1 hari 3 jam)",
        "Tanpa jeda: Senin, 9 Maret 2026, 16.30 WIB",
    )
    assert steps["Jatuh tempo"] == ("Selasa, 10 Maret 2026, 20.00 WIB",)


@pytest.mark.parametrize(
    ("rule", "event", "said"),
    [
        ("house.report.handover", "2026-03-06 16:30", "24 jam sehari"),
        ("kuhap25.detain.investigation", "2026-03-06 16:30", "hari ke-1"),
        ("kuhap25.summons_trial", "2026-03-12 09:30", "Dihitung mundur"),
        ("kuhap25.report.receipt", "2026-03-12 09:30", "Tidak ada angka"),
        ("house.triage.pregnancy", "2026-03-12 09:30", "pada hari itu juga"),
        ("house.aftercare.first", "2026-03-12 09:30", "Tanggal dan jam yang sama"),
        ("tunas.self_assessment", "2026-03-12 09:30", "kapan pun peristiwanya"),
        ("kuhap25.block.duration", "2026-03-12 09:30", "Tanggal dan jam yang sama"),
    ],
)
def test_each_way_of_counting_is_said(rule: str, event: str, said: str) -> None:
    assert said in " ".join(told(rule, event)["Cara menghitung"])


def test_the_law_and_the_extension_are_named() -> None:
    steps = told("kuhap81.detain.investigation", "2026-03-06 16:30", law_on=date(2025, 12, 1), extended=True)
    assert steps["Hukum yang berlaku"] == ("Senin, 1 Desember 2025",)
    assert steps["Perpanjangan"] == ("ditambah 40 hari",)
    assert "satuan hari tidak didefinisikan" in steps["Batas"][0]


def test_a_house_rule_and_a_doubt_are_said_with_the_limit() -> None:
    assert told("house.report.handover", "2026-03-06 16:30")["Batas"][0] == "3 × 24 jam · aturan komisi"
    assert "perlu dicek" in told("pp43.lpsk_assessment", "2026-03-06 16:30")["Batas"][0]


@settings(max_examples=120, deadline=None)
@given(
    rule=st.sampled_from(RULES),
    minute=st.integers(0, 400 * 24 * 60),
    pause=st.none() | st.tuples(st.integers(-50, 500), st.integers(1, 200)),
    extended=st.booleans(),
    language=st.sampled_from(["id", "en"]),
)
def test_the_last_step_is_what_the_engine_says(
    rule: Rule, minute: int, pause: tuple[int, int] | None, extended: bool, language: str
) -> None:
    event = datetime(2026, 1, 5, tzinfo=WIB) + timedelta(minutes=minute)
    begins = event + timedelta(hours=pause[0]) if pause else event
    pauses = [(begins, begins + timedelta(hours=pause[1]))] if pause else []
    with override(language):
        steps = explain(Count(rule, event, pauses, extended))
        assert steps[-1].lines == (indonesian.moment(due(rule, event, pauses, extended=extended)),)
        assert all(step.lines and all(step.lines) for step in steps)


def test_a_question_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(PauseEndsBeforeItBegins):
        told("house.report.handover", "2026-03-06 16:30", pauses=[(at("2026-03-08 08:00"), at("2026-03-07 08:00"))])


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(days=2, hours=3, minutes=20), "2 hari 3 jam"),
        (timedelta(hours=5), "5 jam"),
        (timedelta(minutes=45), "45 menit"),
        (timedelta(), "0 menit"),
    ],
)
def test_a_length_of_time_in_words(length: timedelta, said: str) -> None:
    assert span(length) == said
