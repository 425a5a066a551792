"""The English catalogues: collect new strings, compile, check that nothing is left untranslated.

Strings stand in the code in Indonesian, so the Indonesian page is what the code says; English is the one catalogue.
Babel reads Python; Django's own `templatize` turns a template into something Babel can read. No system gettext."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1]
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def apps() -> list[Path]:
    """Folders with a catalogue of their own: every app, and whatever else has a `locale`."""
    found = {path.parent for path in SOURCE.rglob("apps.py")} | {path.parent for path in SOURCE.rglob("locale")}
    return sorted(found)


def nearest(path: Path, folders: list[Path]) -> Path | None:
    return next(
        (folder for folder in sorted(folders, key=lambda f: -len(f.parts)) if path.is_relative_to(folder)), None
    )


def strings(folder: Path, folders: list[Path]) -> Iterator[tuple[str, object, str | None]]:
    """(file, message, context) of every translatable string that belongs to this folder."""
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.html"), *folder.rglob("*.txt")]):
        if nearest(path, folders) != folder or "migrations" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            if "{%" not in text:
                continue
            text = templatize(text, origin=str(path))
        for _, message, _, context in extract("python", BytesIO(text.encode()), keywords=KEYWORDS):
            yield str(path.relative_to(SOURCE)), message, context


def catalogue_of(folder: Path) -> Path:
    return folder / "locale" / "en" / "LC_MESSAGES" / "django.po"


def load(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="en", domain="django", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="en", domain="django")


def collect() -> int:
    """Add new strings to each catalogue, drop those no longer used; translations are kept."""
    folders = apps()
    for folder in folders:
        template = Catalog(locale="en", domain="django", charset="utf-8", header_comment="# English of this app.")
        for file, message, context in strings(folder, folders):
            template.add(message, locations=[(file, 0)], context=context)  # type: ignore[arg-type]  # str or plural pair
        path = catalogue_of(folder)
        if not len(template):
            continue
        current = load(path)
        current.update(template, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
        current.obsolete.clear()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            write_po(out, current, no_location=True, omit_header=False, sort_output=True, width=110)
    return 0


def compile_() -> int:
    for path in SOURCE.rglob("django.po"):
        with path.with_suffix(".mo").open("wb") as out:
            write_mo(out, load(path))
    return 0


def untranslated() -> list[str]:
    """`file: string` of everything that has no English."""
    folders, missing = apps(), []
    for folder in folders:
        catalogue = load(catalogue_of(folder))
        for file, message, context in strings(folder, folders):
            key = message[0] if isinstance(message, tuple) else message
            known = catalogue.get(key, context)  # type: ignore[arg-type]  # Babel types the id loosely
            values = (
                [] if known is None else [known.string] if isinstance(known.string, str) else list(known.string or ())
            )
            if known is None or not all(values) or known.fuzzy:
                missing.append(f"{file}: {key}")
    return missing


def quarrels() -> list[str]:
    """`string: English | other English` where two apps differ. Django reads all catalogues as one, so that one of them
    would speak for both: give the string a context where it means two things."""
    said: dict[tuple[Any, Any], set[Any]] = {}
    for folder in apps():
        for message in load(catalogue_of(folder)):
            if message.id:
                singular = message.id if isinstance(message.id, str) else message.id[0]
                english = message.string if isinstance(message.string, str) else tuple(message.string or ())
                said.setdefault((singular, message.context), set()).add(english)
    return [f"{key[0]}: {' | '.join(sorted(map(str, found)))}" for key, found in said.items() if len(found) > 1]


def check() -> int:
    missing, divided = untranslated(), quarrels()
    for line in missing:
        print(f"untranslated  {line}")
    for line in divided:
        print(f"two ways      {line}")
    print(f"{len(missing)} strings without English, {len(divided)} with two")
    return 1 if missing or divided else 0


if __name__ == "__main__":
    if not settings.configured:
        settings.configure(USE_I18N=True)
    django.setup()
    sys.exit({"collect": collect, "compile": compile_, "check": check}[sys.argv[1]]())
