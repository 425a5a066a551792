"""Hypothesis as a search for a wrong answer: batch after batch until so many requests were sent, each failure shrunk to
its smallest form and kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

BATCH = 200  # examples
ENOUGH = 20  # failures: after that the search ends
PHASES = (Phase.generate, Phase.shrink)


@dataclass
class Found:
    """`reached`: how often each page (and role) was asked; `statuses`: how often each status was answered."""

    requests: int = 0
    reached: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def note(self, page: str, status: int) -> None:
        self.requests += 1
        self.reached[page] += 1
        self.statuses[status] += 1

    def as_json(self) -> dict[str, Any]:
        return {
            "requests": self.requests,
            "reached": dict(self.reached),
            "statuses": {str(status): times for status, times in self.statuses.items()},
            "failures": self.failures,
        }


def search(
    plan: st.SearchStrategy[Any],
    attempt: Callable[[Any], None],
    found: Found,
    requests: int,
    *,
    first: int = 0,
    note: Callable[[int], None] = lambda done: None,
) -> None:
    """`attempt` sends the requests of one example, notes them in `found` and raises AssertionError for a wrong one."""
    number = first
    while found.requests < requests and len(found.failures) < ENOUGH:
        before = found.requests
        if failure := batch(plan, attempt, found, requests, number):
            found.failures.append(failure)
        number += 1
        note(found.requests)
        if found.requests == before:
            raise RuntimeError("an example without a request")


def batch(
    plan: st.SearchStrategy[Any], attempt: Callable[[Any], None], found: Found, requests: int, number: int
) -> str:
    """The smallest failure among so many examples; empty when there is none."""
    smallest = ""

    @seed(number)
    @settings(
        max_examples=BATCH,
        database=None,
        deadline=None,
        phases=PHASES,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
    )
    @given(plan)
    def tried(example: Any) -> None:
        nonlocal smallest
        if found.requests >= requests and not smallest:
            return
        try:
            attempt(example)
        except AssertionError as wrong:
            smallest = str(wrong)
            raise

    try:
        tried()
    except AssertionError:
        return smallest
    return ""
