"""Letters: every field filled or named, every text escaped, nothing run and nothing fetched."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from suar.core.documents import letterform
from suar.core.documents.letters import LETTER, LetterError, docx, fields, missing_fields

AT = dt.datetime(2026, 11, 24, 14, 5, tzinfo=dt.UTC)


def template(*paragraphs: str, header: str = "") -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_member(content: bytes, name: str, body: bytes) -> bytes:
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, body)
    return target.getvalue()


def words(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def letter(**more: object) -> dict[str, object]:
    return {
        "instansi": "PEMERINTAH PROVINSI",
        "lembaga": "LEMBAGA CONTOH",
        "alamat": "Jalan Contoh 1",
        "tempat": "Pontianak",
        "tanggal": "24 November 2026",
        "nomor": "000.1/007/LC/2026",
        "sifat": "Segera",
        "lampiran": "-",
        "hal": "Permintaan keterangan",
        "kepada": ["Kepala Dinas Contoh", "di Pontianak"],
        "isi": ["Alinea pertama.", "Alinea kedua."],
        "jabatan": "Ketua",
        "nama": "Nama Contoh",
        "tembusan": ["Gubernur, sebagai laporan", "Arsip"],
    } | more


def test_the_official_letter_holds_all_its_parts() -> None:
    text = words(docx(LETTER, letter(), at=AT))
    for expected in ("LEMBAGA CONTOH", "000.1/007/LC/2026", "Pontianak, 24 November 2026", "Alinea kedua.", "Ketua,"):
        assert expected in text
    assert "1. Gubernur, sebagai laporan\n2. Arsip" in text
    assert "{" not in text


def test_without_copies_the_letter_does_not_name_them() -> None:
    assert "Tembusan" not in words(docx(LETTER, letter(tembusan=[]), at=AT))


def test_the_committed_letter_is_what_the_script_draws() -> None:
    assert LETTER.read_bytes() == letterform.build()
    assert fields(LETTER) == letterform.FIELDS


def test_the_same_input_gives_the_same_bytes() -> None:
    assert docx(LETTER, letter(), at=AT) == docx(LETTER, letter(), at=AT)


def test_the_given_moment_is_the_only_one_in_the_file() -> None:
    content = docx(LETTER, letter(), at=AT)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
    assert Document(io.BytesIO(content)).core_properties.modified == AT


def test_a_field_without_data_is_an_error_that_names_it() -> None:
    data = letter()
    del data["hal"]
    with pytest.raises(LetterError, match="hal"):
        docx(LETTER, data, at=AT)
    with pytest.raises(LetterError, match="nama"):
        docx(template("{{ penerima.nama }}"), {"penerima": {"alamat": "x"}}, at=AT)


def test_text_is_escaped_and_never_run() -> None:
    hostile = "<w:p>&amp; {{ nomor }} {% for x in y %} #$\"'\\ \U0001f642 مرحبا"
    text = words(docx(template("Isi: {{ isi }}"), {"isi": hostile, "nomor": "RAHASIA"}, at=AT))
    assert text == f"Isi: {hostile}"


@settings(max_examples=50, deadline=None)
@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff{}"), max_size=60)
)
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert words(docx(TEXT, {"isi": text}, at=AT)) == f"[{text}]"


TEXT = template("[{{ isi }}]")


def test_signs_that_no_document_can_hold_are_left_out() -> None:
    assert words(docx(TEXT, {"isi": "a\x00\x07\x0cb"}, at=AT)) == "[ab]"


def test_a_line_break_stays_one() -> None:
    assert words(docx(TEXT, {"isi": "satu\ndua"}, at=AT)) == "[satu\ndua]"


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ isi.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id') }}",
    ],
)
def test_a_template_cannot_leave_the_sandbox(attack: str) -> None:
    with pytest.raises(LetterError):
        docx(template(attack), {"isi": "x"}, at=AT)


@pytest.mark.parametrize(
    "greedy",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 'x' * 900000000 }}",
        "{{ '%0900000000d'|format(1) }}",
        "{{ isi|center(900000000) }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ lipsum(n=100000) }}",
        "{% for a in isi %}{% for b in isi %}{% for c in isi %}x{% endfor %}{% endfor %}{% endfor %}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% include '/etc/passwd' %}",
        "{% set a = 'x' %}{{ a }}",
        "{{ '<w:p/>'|safe }}",
        "{{ " + "(" * 5000 + "isi" + ")" * 5000 + " }}",
    ],
)
def test_a_template_fills_in_and_does_no_work_of_its_own(greedy: str) -> None:
    for content in (template(greedy), template("x", header=greedy), titled(greedy)):
        with pytest.raises(LetterError):
            docx(content, {"isi": "x"}, at=AT)


def titled(text: str) -> bytes:
    """A template with something in its properties: they are filled in as well."""
    document = Document(io.BytesIO(template("x")))
    document.core_properties.comments = text[:255]
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_a_broken_template_is_explained() -> None:
    with pytest.raises(LetterError, match="tidak dapat dibaca"):
        docx(template("{{ nomor"), {"nomor": "1"}, at=AT)


def test_fields_are_found_in_body_and_header_and_loops_are_not_fields() -> None:
    content = template(
        "{{ penerima.nama }}", "{%p for b in tembusan %}", "{{ b.nama }}", "{%p endfor %}", header="{{ kop }}"
    )
    assert fields(content) == {"penerima.nama", "tembusan", "kop"}


def test_missing_fields_are_those_that_no_data_will_fill() -> None:
    content = template("{{ penerima.nama }} {{ nomr }}", "{% if penerima %}x{% endif %}")
    assert missing_fields(content, {"penerima.nama", "nomor"}) == ("nomr",)
    assert missing_fields(content, {"penerima", "nomr"}) == ()
    assert missing_fields(content, {"penerima.alamat"}) == ("nomr", "penerima.nama")


@pytest.mark.parametrize("content", [b"", b"bukan zip", with_member(b"", "a.txt", b"x")])
def test_what_is_no_docx_is_refused(content: bytes) -> None:
    with pytest.raises(LetterError, match="bukan dokumen DOCX"):
        fields(content)


def test_macros_are_refused() -> None:
    with pytest.raises(LetterError, match="makro"):
        fields(with_member(template("x"), "word/vbaProject.bin", b"x"))


def test_parts_from_elsewhere_are_refused() -> None:
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        b'Target="http://example.org/t.dotm" TargetMode="External"/></Relationships>'
    )
    sneaky = rels.replace(b"t.dotm", b"?a&gt;b").replace(b"&gt;", b">")  # a sign that ends no attribute
    wide = b"\xff\xfe" + rels.decode().encode("utf-16-le")
    named = (
        rels.replace(b"<Relationship", b"<r:Relationship").replace(b"</Rel", b"</r:Rel").replace(b"xmlns=", b"xmlns:r=")
    )
    for one in (rels, sneaky, wide, named):
        with pytest.raises(LetterError, match="luar berkas"):
            fields(with_member(template("x"), "word/_rels/settings.xml.rels", one))


@pytest.mark.parametrize(
    "field",
    [
        b"<w:instrText>INCLUDEPICTURE http://example.org</w:instrText>",
        b"<w:instrText>INCLUDE</w:instrText><w:instrText>PICTURE http://example.org</w:instrText>",
        b"<w:instrText><![CDATA[INCLUDEPICTURE http://example.org]]></w:instrText>",
        b"<w:instrText>&#73;NCLUDEPICTURE http://example.org</w:instrText>",
        b'<w:fldSimple w:dirty="a>b" w:instr="DDEAUTO c:\\x"/>',
    ],
)
def test_a_field_that_fetches_is_found_however_it_is_written(field: bytes) -> None:
    begin = b'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    with pytest.raises(LetterError, match="luar berkas"):
        fields(with_member(template("x"), "word/header9.xml", begin + field + b"</w:hdr>"))


def test_a_part_that_brings_entities_or_is_damaged_is_refused() -> None:
    for part in (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"<a>", b""):
        with pytest.raises(LetterError, match="bukan dokumen DOCX"):
            fields(with_member(template("x"), "word/header9.xml", part))


def test_an_archive_that_swells_is_refused() -> None:
    target = io.BytesIO(template("x"))
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/zeros.bin", bytes(21 * 1024 * 1024))
    with pytest.raises(LetterError, match="bukan dokumen DOCX"):
        fields(target.getvalue())
