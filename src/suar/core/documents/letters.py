"""Letters from DOCX templates that an office edits in its word processor.

A template may come from any office, so it is rendered in a sandbox, holds no macros and fetches nothing. A field
without data is an error that names the field: a letter never leaves with a gap.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Collection, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from suar.core.documents.packages import members, repack
from suar.core.documents.xmltext import writable
from suar.core.errors import DomainError

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment

LETTER = files(__package__) / "templates" / "documents" / "letter.docx"
DEMAND = files(__package__) / "templates" / "documents" / "demand.docx"
PRINTED = files(__package__) / "templates" / "documents" / "letter.typ"
MAX_TEMPLATE = 2 * 1024 * 1024
"""Bytes of a template: a letterhead with a coat of arms is some 100 kB."""

_UNDEFINED = re.compile(r"'([^']+)' is undefined|has no (?:attribute|element) '?([^']+)'?")
# A field that reads another file or starts a program when the letter is opened.
_FETCHING = re.compile(r"\b(INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD)\b", re.IGNORECASE)
_PROGRAMS = ("vbaproject", "vbadata", "activex/", "embeddings/")
# What a letter needs of the template language: to fill in, to repeat, to leave out. No sum, filter or call: some of
# them would keep the machine busy for hours.
_COMMANDS = frozenset(
    "Template Output TemplateData Name Getattr Getitem For If CondExpr Const Not And Or Compare Operand Test".split()
)
_MOST_LOOPS = 2  # one in another


class LetterError(DomainError):
    """The template cannot be used, or lacks data; the message says which field and what to do."""


def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class FillingIn(ImmutableSandboxedEnvironment):
        """Every part of a letter comes through here: body, headers, footnotes, properties."""

        def _parse(self, *source: Any) -> Any:
            tree = super()._parse(*source)
            _must_only_fill_in(tree)
            return tree

    return FillingIn(autoescape=True, undefined=StrictUndefined)


def _must_only_fill_in(node: Any, loops: int = 0) -> None:
    loops += type(node).__name__ == "For"
    if type(node).__name__ not in _COMMANDS or loops > _MOST_LOOPS:
        raise LetterError(_("Templat surat memakai perintah yang tidak diizinkan."))
    for child in node.iter_child_nodes():
        _must_only_fill_in(child, loops)


def _read(template: bytes | Traversable) -> bytes:
    """The template's bytes, if it is a DOCX without macros and without parts to be fetched from elsewhere."""
    content = template if isinstance(template, bytes) else template.read_bytes()
    try:
        parts = members(content)
    except ValueError as error:
        raise LetterError(_("Berkas ini bukan dokumen DOCX. Simpan ulang sebagai “Word (.docx)”.")) from error
    if "word/document.xml" not in parts:
        raise LetterError(_("Berkas ini bukan dokumen DOCX. Simpan ulang sebagai “Word (.docx)”."))
    if any(word in name.lower() for name in parts for word in _PROGRAMS):
        raise LetterError(_("Templat tidak boleh memuat makro. Simpan ulang sebagai “Word (.docx)”."))
    for name, part in parts.items():
        if name.lower().endswith((".rels", ".xml")) and _fetches(_tree(part)):
            raise LetterError(_("Templat tidak boleh mengambil gambar atau bagian lain dari luar berkas."))
    return content


def _tree(part: bytes) -> Any:
    """A part as a word processor reads it, whatever its bytes look like. Office files declare no entities."""
    from docx.opc.oxml import parse_xml  # expands no entity, fetches nothing

    try:
        root = parse_xml(part)  # type: ignore[arg-type]  # bytes too, in the encoding that they declare
    except SyntaxError as error:
        raise LetterError(_("Berkas ini bukan dokumen DOCX. Simpan ulang sebagai “Word (.docx)”.")) from error
    if root.getroottree().docinfo.doctype:
        raise LetterError(_("Berkas ini bukan dokumen DOCX. Simpan ulang sebagai “Word (.docx)”."))
    return root


def _fetches(root: Any) -> bool:
    """Whether the part leads outside, other than by a link that somebody has to press, or a field of it does. The
    instructions are read as one text: a word processor may split one over several runs."""
    if any(
        found.get("TargetMode") == "External" and not found.get("Type", "").endswith("/hyperlink")
        for found in root.iter("{*}Relationship")
    ):
        return True
    pieces = "".join("".join(found.itertext()) for found in root.iter("{*}instrText"))
    simple = [str(value) for found in root.iter("{*}fldSimple") for value in found.attrib.values()]
    return _FETCHING.search(" ".join([pieces, *simple])) is not None


def _plain(value: object) -> object:
    match value:
        case str():
            return writable(value)
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case None | bool() | int() | float():
            return value
    raise TypeError(f"A letter takes text, numbers, lists and mappings, not {type(value).__name__}")


def _open(content: bytes) -> DocxTemplate:
    from docx.opc.exceptions import OpcError
    from docxtpl import DocxTemplate

    letter = DocxTemplate(io.BytesIO(content))
    try:
        letter.init_docx()
    except (OpcError, KeyError, ValueError, SyntaxError) as error:
        raise LetterError(_("Berkas ini bukan dokumen DOCX. Simpan ulang sebagai “Word (.docx)”.")) from error
    return letter


def _explain(error: Exception) -> str:
    from jinja2 import UndefinedError

    message = str(error)
    if isinstance(error, UndefinedError) and (found := _UNDEFINED.search(message)):
        name = found[1] or found[2]
        return _(
            "Surat memakai {{ %(name)s }}, tetapi datanya tidak ada. Lengkapi data itu atau hapus dari templat."
        ) % {"name": name}
    around = " ".join(" ".join(getattr(error, "docx_context", ())).split())
    return _("Templat surat tidak dapat dibaca: %(message)s (dekat “%(around)s”).") % {
        "message": message,
        "around": around[:200],
    }


def docx(template: bytes | Traversable, context: Mapping[str, object], *, at: dt.datetime) -> bytes:
    """The letter as DOCX: the template with `context` (what JSON holds) filled in, every text escaped.

    A line break in a text is a line break in the letter. `at` is written as the moment of creation, so the same input
    gives the same bytes. Raises `LetterError` for an unusable template and for a field without data.
    """
    from jinja2 import TemplateError
    from jinja2.exceptions import SecurityError

    letter = _open(_read(template))
    try:
        letter.render(_plain(context), _environment(), autoescape=True)
    except SecurityError as error:
        raise LetterError(_("Templat surat memakai perintah yang tidak diizinkan.")) from error
    except (TemplateError, RecursionError) as error:
        raise LetterError(_explain(error)) from error
    properties = letter.docx.core_properties
    properties.created = properties.modified = at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    properties.last_modified_by = ""
    target = io.BytesIO()
    letter.save(target)
    return repack(target.getvalue())


def _sources(letter: DocxTemplate) -> Iterator[str]:
    yield letter.patch_xml(letter.get_xml())
    for uri in (letter.HEADER_URI, letter.FOOTER_URI):
        for _key, part in letter.get_headers_footers(uri):
            yield letter.patch_xml(letter.get_part_xml(part))


def _dotted(node: Any) -> str | None:
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        above = _dotted(node.node)
        return f"{above}.{node.attr}" if above else None
    return None


def _names(node: Any) -> Iterator[str]:
    """The longest dotted names under a node."""
    if name := _dotted(node):
        yield name
        return
    for child in node.iter_child_nodes():
        yield from _names(child)


def fields(template: bytes | Traversable) -> frozenset[str]:
    """The data a template asks for, as dotted names such as `nomor` or `penerima.nama`.

    Raises `LetterError` if it cannot be read.
    """
    from jinja2 import TemplateError, meta

    letter = _open(_read(template))
    environment = _environment()
    found: set[str] = set()
    for source in _sources(letter):
        try:
            tree = environment.parse(source)
        except (TemplateError, RecursionError) as error:
            raise LetterError(_explain(error)) from error
        asked = meta.find_undeclared_variables(tree)
        found |= {name for name in _names(tree) if name.partition(".")[0] in asked}
    return frozenset(found)


def checked(template: bytes, sample: Mapping[str, object], *, at: dt.datetime) -> bytes:
    """A template as an office uploads it, if every letter of its kind can fill it; `sample` is all that one knows.

    Raises `LetterError` that names what is wrong: too large, no DOCX, macros, links to other files, fields that no
    letter has."""
    if len(template) > MAX_TEMPLATE:
        raise LetterError(_("Templat lebih besar dari 2 MB. Perkecil gambarnya, lalu unggah lagi."))
    if unknown := missing_fields(template, sample):
        named = ", ".join(f"{{{{ {name} }}}}" for name in unknown)
        raise LetterError(_("Templat memakai isian yang tidak dikenal: %(names)s.") % {"names": named})
    docx(template, sample, at=at)  # what stands inside a loop or a condition shows only here
    return template


def missing_fields(template: bytes | Traversable, allowed: Collection[str]) -> tuple[str, ...]:
    """The fields of a template that no letter of its kind can fill, sorted; empty for a good template.

    `allowed` are dotted names; `penerima` allows all under it, `penerima.nama` that one and asking whether there is a
    `penerima`.
    """

    def is_allowed(name: str) -> bool:
        parts = name.split(".")
        above = {".".join(parts[:n]) for n in range(1, len(parts) + 1)}
        return bool(above & set(allowed)) or any(known.startswith(f"{name}.") for known in allowed)

    return tuple(sorted(name for name in fields(template) if not is_allowed(name)))
