"""The help page and the handbook: open to every role, true to the words on the screens, no link that leads nowhere."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from django.urls import reverse

from suar.casework.dignity import blaming_words
from suar.config import messages
from suar.desk import handbook
from suar.desk.handbook import Chapter
from suar.registry.accounts import actions
from suar.registry.accounts.models import Role
from tests.desk.pages import signed_in, text_of
from tests.factories import a_user

CHAPTERS = handbook.chapters()
each_chapter = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.slug)
# In bold, and no word of a screen.
SAID_ONLY = {"Terbuka", "pratinjau", "RAHASIA", "tinjau"}


@cache
def strings_of_the_screens() -> set[str]:
    folders = messages.apps()
    said = [message for folder in folders for _, message, _ in messages.strings(folder, folders)]
    return {text for message in said for text in (message if isinstance(message, tuple) else (message,))}


def bold(text: str) -> list[str]:
    """What a chapter puts in bold: the words of buttons, tabs, fields and badges."""
    return [found.removeprefix("+ ").rstrip(".") for found in re.findall(r"\*\*(.+?)\*\*", text)]


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_every_role_finds_the_handbook_on_the_help_page(role: Role) -> None:
    client = signed_in(a_user(role))
    page = text_of(client, reverse("desk:help"))
    for chapter in CHAPTERS:
        assert f'href="/bantuan/{chapter.slug}/"' in page and chapter.title in page
    assert CHAPTERS[-1].title in text_of(client, f"/bantuan/{CHAPTERS[-1].slug}/")


@pytest.mark.django_db
def test_a_chapter_that_is_not_there_is_not_found() -> None:
    assert signed_in(a_user(Role.KETUA)).get("/bantuan/tiada/").status_code == 404


@pytest.mark.django_db
def test_readers_of_the_english_desk_are_told_that_the_handbook_is_indonesian() -> None:
    reader = a_user(Role.KETUA)
    actions.choose_language(user=reader, language="en", by=reader)
    page = text_of(signed_in(reader), f"/bantuan/{CHAPTERS[0].slug}/")
    assert "This handbook is in Indonesian." in page and '<div class="prose" lang="id">' in page


@each_chapter
def test_the_words_in_bold_stand_on_a_screen(chapter: Chapter) -> None:
    known = {text.casefold() for text in strings_of_the_screens()} | {text.casefold() for text in SAID_ONLY}
    assert [found for found in bold(chapter.text) if found.casefold() not in known] == []


@each_chapter
def test_a_link_leads_to_another_chapter(chapter: Chapter) -> None:
    named = re.findall(r"(?<!!)\[[^\]]*\]\(([^)]+)\)", chapter.text)
    assert all((handbook.PAGES / name).exists() for name in named)
    assert ".md" not in chapter.html
    assert len(re.findall(r'href="/bantuan/[a-z-]+/"', chapter.html)) == len(named)


@each_chapter
def test_no_word_of_the_handbook_blames_a_child(chapter: Chapter) -> None:
    assert blaming_words(chapter.text) == []


def test_html_in_a_chapter_is_shown_as_text() -> None:
    assert "<script>" not in Chapter("uji", "Uji", "\n<script>alert(1)</script>\n").html


def test_the_handbook_lies_among_the_documents_too() -> None:
    assert (Path(__file__).resolve().parents[2] / "docs" / "handbook").resolve() == handbook.PAGES
