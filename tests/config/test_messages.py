"""The check of the English catalogues names each string that is missing; collecting loses no translation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from suar.config import messages

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A source tree with one app of one template and one module."""
    folder = tmp_path / "contoh"
    (folder / "templates").mkdir(parents=True)
    (folder / "apps.py").write_text('from x import gettext as _\nNAME = _("Berkas anak")\n')
    (folder / "templates" / "a.html").write_text('{% load i18n %}{% translate "Simpan" %} {% translate "Buka" %}')
    monkeypatch.setattr(messages, "SOURCE", tmp_path)
    return folder


def test_strings_of_python_and_templates_without_english_are_named(app: Path) -> None:
    assert sorted(messages.untranslated()) == [
        "contoh/apps.py: Berkas anak",
        "contoh/templates/a.html: Buka",
        "contoh/templates/a.html: Simpan",
    ]
    assert messages.check() == 1


def test_an_empty_and_a_doubtful_translation_count_as_none(app: Path) -> None:
    po = messages.catalogue_of(app)
    po.parent.mkdir(parents=True)
    po.write_text(
        f'{PO}msgid "Simpan"\nmsgstr ""\n\n#, fuzzy\nmsgid "Buka"\nmsgstr "Open"\n\n'
        'msgid "Berkas anak"\nmsgstr "Child\'s file"\n'
    )
    assert sorted(messages.untranslated()) == ["contoh/templates/a.html: Buka", "contoh/templates/a.html: Simpan"]


def test_collecting_keeps_what_is_translated_and_drops_what_is_gone(app: Path) -> None:
    po = messages.catalogue_of(app)
    po.parent.mkdir(parents=True)
    po.write_text(f'{PO}msgid "Simpan"\nmsgstr "Save"\n\nmsgid "Hapus"\nmsgstr "Delete"\n')
    messages.collect()
    text = po.read_text()
    assert 'msgid "Simpan"\nmsgstr "Save"' in text
    assert 'msgid "Buka"\nmsgstr ""' in text
    assert "Hapus" not in text
    assert messages.check() == 1


def test_a_catalogue_is_compiled_beside_its_source(app: Path) -> None:
    po = messages.catalogue_of(app)
    po.parent.mkdir(parents=True)
    po.write_text(f'{PO}msgid "Simpan"\nmsgstr "Save"\n')
    assert messages.compile_() == 0
    assert b"Save" in po.with_suffix(".mo").read_bytes()


def test_a_string_with_two_english_versions_is_named_and_a_context_tells_them_apart(app: Path) -> None:
    other = app.parent / "lain"
    other.mkdir()
    (other / "apps.py").write_text('from x import gettext as _\nNAME = _("Simpan")\n')
    for folder, english in ((app, "Save"), (other, "Keep")):
        po = messages.catalogue_of(folder)
        po.parent.mkdir(parents=True)
        po.write_text(f'{PO}msgid "Simpan"\nmsgstr "{english}"\n\nmsgctxt "daftar"\nmsgid "Buka"\nmsgstr "Open"\n')
    assert messages.quarrels() == ["Simpan: Keep | Save"]
    assert messages.check() == 1


def test_the_catalogues_of_the_program_are_complete_and_agree(capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.check() == 0, capsys.readouterr().out


def test_staff_are_addressed_as_anda() -> None:
    """*Kamu* is for a child: the public form, the words shared with it, and what staff may send to a child."""
    to_a_child = {"intake", "ui"}
    no_address = {"bertemu", "ilmu", "jamu", "semu", "tamu", "temu"}
    folders = messages.apps()
    familiar = [
        f"{file}: {message}"
        for folder in folders
        if folder.name not in to_a_child
        for file, message, _ in messages.strings(folder, folders)
        for word in re.findall(r"\bkamu\b|\b\w+mu\b", str(message).lower())
        if word not in no_address
    ]
    assert familiar == []


def test_the_public_form_speaks_in_short_sentences() -> None:
    """About what a child of ten or eleven reads without help."""
    folders = messages.apps()
    (form,) = [folder for folder in folders if folder.name == "intake"]
    texts = [
        text
        for _, message, _ in messages.strings(form, folders)
        for text in (message if isinstance(message, tuple) else (message,))
    ]
    sentences = [sentence for text in texts for sentence in re.split(r"[.!?:]\s", str(text))]
    assert [sentence for sentence in sentences if len(sentence.split()) > 16] == []
