"""Every file that the desk hands out, laid open to its last byte: letters, hand-overs, workbooks, the Governor's report
in both editions and four forms, a paper of erasure. Whoever is close to a file finds no word of the child in any of
them; the superior does, in each that is about the child."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from suar.casework.letters import actions as letters
from suar.casework.letters.models import Letter
from suar.config.tick import tick
from suar.core.ledger.actors import OPERATOR
from suar.insight.reports.rendering import FORMATS
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.alarms import addresses, heard
from suar.registry.accounts.models import User
from tests.addresses import GUARDED, parts_of
from tests.casework.conflicts.ground import MARK, QUESTIONS, WITHHELD, Ground, told
from tests.casework.letters.ground import to_somebody
from tests.desk.pages import signed_in
from tests.factories import a_done_act, a_due_item, a_filed_complaint, a_letter_template, a_report, an_import
from tests.opening import PDF, ZIP, body_of, laid_open

pytestmark = pytest.mark.django_db
# In these stands something of the child, for whoever may see it.
ABOUT_THE_CHILD = {
    "cases:case-export", "complaints:complaint-export", "complaints:handover-letter", "duties:duty-export",
    "letters:letter-docx", "letters:letter-export", "letters:letter-pdf", "mail:incoming-export",
    "rounds:weekly-pdf", "sharing:referral-pdf",
}  # fmt: skip
# Files about nobody, or about another: nobody finds the child there.
WITHOUT_THE_CHILD = {
    "agencies:agency-export": "bodies and their official lines",
    "letters:template-file": "the form of an office's letters",
    "letters:template-sample": "the form of the house",
    "register:import-rejected": "rows of a register that could not be read",
    "reports:report-download": "figures",
    "reports:report-secret-download": "figures",
    "retention:act-export": "numbers, class and dates of what was erased",
    "retention:act-pdf": "ids of what was erased",
}


@dataclass(frozen=True, slots=True)
class File:
    """One answer that is no page. `kind`: its name and, where there are several, its form."""

    kind: str
    name: str
    url: str
    response: Any


@pytest.fixture
def shelf(wide: Ground) -> Ground:
    """The same child in every room, with one of every file: the letter is issued, a report is frozen of its year."""
    office = wide.ketua.office
    letter = letters.issue(
        letter=to_somebody(Letter.objects.select_related("office", "to", "signer").get()), by=wide.ketua
    )
    wide.marks.append(letter.number.encode())  # all that a list of letters tells of it
    wide.office.values |= {
        "act_id": a_done_act(wide.ketua, a_due_item(wide.ketua)).pk,
        "report_id": a_report(f"{timezone.localdate():%Y}", office).pk,
        "run_id": an_import(wide.ketua).pk,
        "template_id": a_letter_template(office).pk,
    }
    return wide


def files(ground: Ground, user: User, names: Iterable[str]) -> Iterator[File]:
    """What the desk hands out under these addresses to this person to keep, in every form that there is."""
    browser = signed_in(user)
    for name in names:
        for form in FORMATS if "form" in parts_of(name) else [""]:
            office = replace(ground.office, values=ground.office.values | {"form": form})
            for question in ("", *QUESTIONS.get(name, ())):
                url = office.address(name, ground.made) + question.format(case="", complaint="", child="", arrived="")
                response = browser.get(url)
                if response.status_code == 200 and "attachment" in response.get("Content-Disposition", ""):
                    yield File(" ".join(filter(None, (name, form))), name, url, response)


def test_whoever_may_see_the_child_finds_it_in_every_file_about_it(shelf: Ground) -> None:
    """The control: the same search, by the same steps, in the same files. A new file without a row above fails."""
    found = list(files(shelf, shelf.ketua, GUARDED))
    assert {file.name for file in found} == ABOUT_THE_CHILD | WITHOUT_THE_CHILD.keys()
    assert {file.name for file in found if told(shelf, file.url, file.response)} == ABOUT_THE_CHILD
    reports = {file.kind for file in found if file.name.startswith("reports:")}
    assert len(reports) == 2 * len(FORMATS) == 8


def test_whoever_is_close_to_it_finds_no_word_in_any_file(shelf: Ground) -> None:
    lists = {name for name in ABOUT_THE_CHILD if name.endswith("-export")}
    wrong: dict[str, object] = {}
    for who in WITHHELD:
        found = list(files(shelf, getattr(shelf, who), ABOUT_THE_CHILD | WITHOUT_THE_CHILD.keys()))
        wrong |= {f"{who} {file.kind}": marks for file in found if (marks := told(shelf, file.url, file.response))}
        names = {file.name for file in found}
        wrong |= {f"{who} {name}": "a file about the child" for name in names & (ABOUT_THE_CHILD - lists)}
        wrong |= {f"{who} {name}": "no list" for name in (set() if who == "partner" else lists) - names}
    assert wrong == {}


def test_a_report_counts_the_child_for_every_reader_and_names_nobody(shelf: Ground) -> None:
    """Withheld is the file, not the figure: a year with one child less for one reader would tell which. That a report
    can be read at all is shown by the office's own name."""
    for form in FORMATS:
        read: dict[str, bytes] = {}
        for who in ("ketua", "wakil"):
            url = reverse("reports:report-secret-download", args=[shelf.office.values["report_id"], form])
            read[who] = body_of(signed_in(getattr(shelf, who)).get(url))
        body = laid_open(read["ketua"])
        assert shelf.ketua.office.name.encode() in body, form
        assert MARK.encode() not in body
        assert read["ketua"] == read["wakil"], form


def test_a_word_that_is_packed_away_is_found_only_once_the_file_is_laid_open(shelf: Ground) -> None:
    number = shelf.case.number.encode()
    for name, begins in (("letters:letter-pdf", PDF), ("letters:letter-docx", ZIP), ("duties:duty-export", ZIP)):
        body = body_of(signed_in(shelf.ketua).get(shelf.office.address(name)))
        assert body.startswith(begins), name
        assert number not in body, name
        assert number in laid_open(body), name


def test_an_archive_within_an_archive_is_opened_too() -> None:
    def packed(name: str, content: bytes) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        return target.getvalue()

    body = packed("lampiran.docx", packed("word/document.xml", b"<w:t>Zir</w:t><w:t>konia</w:t>" * 20))
    assert MARK.encode() not in body
    assert MARK.encode() in laid_open(body)


# What comes by itself


@pytest.fixture
def posted(ground: Ground, settings: Any) -> Ground:
    """Everybody has an address, and there is something to write about: an opening, an urgent complaint."""
    settings.SUAR_EMAIL = "smtp://localhost"
    for user in (ground.ketua, ground.officer, ground.partner, ground.wakil):
        accounts.edit_user(user=user, by=OPERATOR, name=user.name, email=f"{user.username}@contoh.invalid")
    a_filed_complaint(ground.ketua.office)
    tick()
    return ground


def test_the_alarm_about_the_child_is_mailed_to_the_superior_alone_and_says_nothing(posted: Ground) -> None:
    (alarm,) = heard(posted.ketua).filter(kind="glass.broken")
    told_of_it = {address for address, _language in addresses(alarm)}
    assert told_of_it == {f"{posted.ketua.username}@contoh.invalid"}
    sent = b"".join(message.message().as_bytes() for message in mail.outbox)
    assert f"{posted.ketua.username}@contoh.invalid".encode() in sent
    assert [mark for mark in posted.marks if mark in sent] == []


def test_neither_first_page_nor_alarms_nor_trail_tell_of_it_but_to_the_superior(posted: Ground) -> None:
    pages = ("desk:today", "desk:alarm-list", "desk:health", "desk:trail", "safeguards:safeguard-list")
    seen: dict[str, set[str]] = {}
    for who in ("ketua", "officer", "wakil"):
        browser = signed_in(getattr(posted, who))
        seen[who] = {name for name in pages if told(posted, reverse(name), browser.get(reverse(name)))}
    assert seen.pop("ketua") == {"desk:today", "desk:trail", "safeguards:safeguard-list"}
    assert seen == {"officer": set(), "wakil": set()}
    assert not heard(posted.wakil).filter(kind="glass.broken").exists()
