"""The handbook's pictures: each is there, small, told in words and shown; none comes before it is near."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import reverse

from suar.casework.dignity import blaming_words
from suar.desk import handbook
from suar.desk.handbook import Chapter
from suar.registry.accounts.models import Role
from tests.desk.pages import on_the_wire, signed_in, text_of
from tests.factories import a_user

MOST, MOST_OF_ALL = 60_000, 1_000_000
# Chapters of what is worked in with many steps: they show it.
SHOWN = {
    "siapa-memimpin",
    "persetujuan-dan-berbagi",
    "enam-langkah",
    "rapat-dan-kepentingan-terbaik",
    "telepon-dan-whatsapp",
    "putaran-pantau",
    "buku-kertas",
    "surat-masuk",
    "beban-dan-serah-terima",
    "permintaan-data",
}
FILES = sorted(handbook.PICTURES.iterdir())
CHAPTERS = [chapter for chapter in handbook.chapters() if "![" in chapter.text]
each_shown = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.slug)


def pictures(chapter: Chapter) -> list[tuple[str, str]]:
    """(words, address) of each."""
    return re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", chapter.text)


def test_the_chapters_with_many_steps_show_them() -> None:
    assert {chapter.slug for chapter in CHAPTERS} == SHOWN


@each_shown
def test_a_picture_is_there_and_belongs_to_its_chapter(chapter: Chapter) -> None:
    assert 1 <= len(pictures(chapter)) <= 2
    for _words, address in pictures(chapter):
        named = handbook.PICTURE.fullmatch(address)
        assert named and re.fullmatch(rf"{chapter.slug}-\d\.webp", named["name"])
        assert (handbook.PAGES / address).resolve() == (handbook.PICTURES / named["name"]).resolve()
        assert (handbook.PICTURES / named["name"]).is_file()


@each_shown
def test_a_picture_is_told_in_words_to_whoever_does_not_see_it(chapter: Chapter) -> None:
    for words, _address in pictures(chapter):
        assert len(words.split()) >= 6 and words.endswith(".") and blaming_words(words) == []


@each_shown
def test_a_picture_has_its_place_before_it_comes(chapter: Chapter) -> None:
    shown = re.findall(r"<img [^>]+>", chapter.html)
    assert len(shown) == len(pictures(chapter))
    for tag in shown:
        assert re.search(r'src="/static/desk/handbook/[a-z0-9-]+\.webp"', tag) and 'loading="lazy"' in tag
        assert re.search(r'width="\d{3,4}"', tag) and re.search(r'height="\d{3,4}"', tag)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_picture_is_small_and_used(path: Path) -> None:
    assert path.stat().st_size <= MOST
    assert any(path.name in chapter.text for chapter in CHAPTERS)
    wide, tall = handbook.size_of(path)
    assert 300 <= wide <= 1280 and 200 <= tall <= 1000


def test_all_pictures_together_are_small() -> None:
    assert sum(path.stat().st_size for path in FILES) <= MOST_OF_ALL


def test_what_is_no_picture_of_this_kind_has_no_size(tmp_path: Path) -> None:
    (tmp_path / "x.webp").write_bytes(b"\x89PNG" + bytes(40))
    with pytest.raises(ValueError, match="not a WebP"):
        handbook.size_of(tmp_path / "x.webp")


@pytest.mark.django_db
def test_the_desk_serves_them_itself_and_its_first_page_of_help_has_none() -> None:
    client = signed_in(a_user(Role.SEKRETARIAT))
    answer = client.get(f"/static/desk/handbook/{FILES[0].name}")
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "image/webp"
    assert b"".join(answer.streaming_content) == FILES[0].read_bytes()
    assert "<img" not in text_of(client, reverse("desk:help"))
    assert on_the_wire(client, reverse("desk:help-chapter", args=[CHAPTERS[0].slug])) <= 25_000
