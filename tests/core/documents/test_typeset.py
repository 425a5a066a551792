"""PDF: the same bytes each time, only our fonts, and no text of a user that could become markup."""

from __future__ import annotations

import datetime as dt
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from suar.core.documents.typeset import FONTS, TypesettingError, pdf, printable

AT = dt.datetime(2026, 11, 24, 14, 5, tzinfo=dt.UTC)
TEMPLATE = """\
#import "base.typ": *
#let data = json("data.json")
#show: paper.with(title: data.title, office: "Kantor", fingerprint: data.fingerprint, mark: data.mark)
#cover(title: data.title, kicker: "Laporan", lines: ("Tahun 2026",), mark: data.mark, office: "Kantor")
#contents()
= Pendahuluan
#data.text
== Angka
#data-table(data.headers, data.rows, caption: "Menurut jenis", note: "Sumber: catatan.", total: true, strong: true)
#for name in data.charts { chart(name, "Gambar uji", alt: "uraian gambar") }
#callout(title: "Sementara", tone: "doubt")[Angka dapat berubah.]
"""
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" viewBox="0 0 200 40">'
    b'<text x="5" y="20" font-family="Inter, sans-serif" font-size="12">%s</text></svg>'
)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "sample.typ"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


def data(text: str = "Isi", **more: object) -> dict[str, object]:
    return {
        "title": "Laporan uji",
        "fingerprint": "7f3a91c4" + "0" * 52 + "e20b",
        "mark": None,
        "text": text,
        "headers": ["Jenis", "Aduan", "Jumlah"],
        "rows": [["Satu", 1234.5, 20000], ["Dua", None, "<10"], ["Jumlah", -3, 7]],
        "charts": [],
    } | more


def words(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return "\n".join(page.extract_text() for page in pages).replace("\u00a0", " ")


def test_the_same_input_gives_the_same_bytes(template: Path) -> None:
    assert pdf(template, data(), at=AT) == pdf(template, data(), at=AT)


def test_another_text_or_moment_gives_other_bytes(template: Path) -> None:
    first = pdf(template, data(), at=AT)
    assert pdf(template, data("Lain"), at=AT) != first
    assert pdf(template, data(), at=AT + dt.timedelta(seconds=1)) != first


def test_another_process_gives_the_same_bytes(template: Path, tmp_path: Path) -> None:
    script = (
        "import datetime as dt, json, pathlib, sys\n"
        "from suar.core.documents.typeset import pdf\n"
        "template, values, target = sys.argv[1:]\n"
        f"at = dt.datetime.fromisoformat('{AT.isoformat()}')\n"
        "pathlib.Path(target).write_bytes(pdf(pathlib.Path(template), json.loads(values), at=at))\n"
    )
    target = tmp_path / "other.pdf"
    subprocess.run([sys.executable, "-c", script, str(template), json.dumps(data()), str(target)], check=True)
    assert target.read_bytes() == pdf(template, data(), at=AT)


def test_the_page_carries_text_figures_mark_and_fingerprint(template: Path) -> None:
    text = words(pdf(template, data("Uraian singkat.", mark="RAHASIA"), at=AT))
    for expected in (
        "Uraian singkat.",
        "Tabel 1.1 Menurut jenis",
        "1.234,5",
        "20.000",
        "−3",
        "<10",
        "Bab I",
        "Daftar isi",
    ):
        assert expected in text
    assert text.count("RAHASIA") == 3
    assert "Sidik: 7f3a 91c4 … e20b" in text


def test_only_the_shipped_fonts_are_embedded(template: Path) -> None:
    reader = PdfReader(io.BytesIO(pdf(template, data("أمان \U0001f642"), at=AT)))
    names = {
        font.get_object()["/BaseFont"].split("+")[-1].split("-")[0]
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert names == {"Inter", "NotoSansArabic", "NotoEmoji"}


def test_the_document_is_tagged_in_indonesian_with_title_and_given_moment(template: Path) -> None:
    reader = PdfReader(io.BytesIO(pdf(template, data(), at=AT)))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "id"
    assert bool(root["/MarkInfo"]["/Marked"])
    assert reader.metadata is not None
    assert reader.metadata.title == "Laporan uji"
    assert reader.metadata.creation_date == AT
    assert b"pdfaid" in root["/Metadata"].get_object().get_data()


@pytest.mark.parametrize(
    "hostile",
    [
        '#import "/etc/passwd": *',
        '#read("data.json")',
        "$ x^2 $ *tebal* _miring_ `kode` <label> @rujukan = Judul",
        '"] } #panic("x") \\ \\u{41} // komentar /* */',
        "#pagebreak()",
        "--- ... ~ 'kutip'",
    ],
)
def test_markup_in_data_is_printed_not_obeyed(template: Path, hostile: str) -> None:
    text = words(pdf(template, data(hostile), at=AT))
    assert hostile.replace(" ", "") in text.replace("\n", "").replace(" ", "")


def test_signs_of_other_scripts_are_kept_or_named(template: Path) -> None:
    text = words(pdf(template, data("senyum \U0001f642 Arab مرحبا Tionghoa 中"), at=AT))
    assert "\U0001f642" in text
    assert "‹U+4E2D›" in text


def test_marks_that_turn_the_reading_direction_are_removed() -> None:
    assert printable("abc\u202etxt.exe\u2066") == "abctxt.exe"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_every_text_can_be_typeset(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "any.typ"
    path.write_text(
        '#set document(title: "x")\n#set text(font: ("Inter", "Noto Sans Arabic", "Noto Emoji"), lang: "id")\n'
        '#json("data.json").text',
        encoding="utf-8",
    )
    assert pdf(path, {"text": text}, at=AT).startswith(b"%PDF-")


def test_a_chart_enters_as_svg_with_its_words(template: Path) -> None:
    text = words(
        pdf(template, data(charts=["a.svg"]), images={"a.svg": SVG % "Petak 29 中 \U0001f642".encode()}, at=AT)
    )
    assert "Gambar 1.1 Gambar uji" in text
    assert "Petak 29 ‹U+4E2D›" in text


def test_an_error_of_the_template_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.typ"
    path.write_text("= Judul\n#tidak-ada", encoding="utf-8")
    with pytest.raises(TypesettingError, match=r"broken\.typ.*unknown variable"):
        pdf(path, {}, at=AT)


def test_a_template_may_not_load_packages_from_the_network(tmp_path: Path) -> None:
    path = tmp_path / "fetching.typ"
    path.write_text('#import "@preview/cetz:0.3.0"', encoding="utf-8")
    with pytest.raises(TypesettingError, match="network"):
        pdf(path, {}, at=AT)


def test_a_warning_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "warned.typ"
    path.write_text('#set document(title: "x")\n#set text(font: ("Times", "Inter"))\nIsi', encoding="utf-8")
    with pytest.raises(TypesettingError, match="unknown font family"):
        pdf(path, {}, at=AT)


def test_other_things_than_json_holds_are_refused(template: Path) -> None:
    with pytest.raises(TypeError, match="datetime"):
        pdf(template, data(when=AT), at=AT)
    with pytest.raises(ValueError, match="JSON compliant"):
        pdf(template, data(share=float("nan")), at=AT)
    with pytest.raises(ValueError, match="time zone"):
        pdf(template, data(), at=AT.replace(tzinfo=None))


def test_the_fonts_are_small_and_carry_their_licence() -> None:
    folder = Path(str(FONTS))
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 2 * 1024 * 1024
    licence = (folder / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert all(name in licence for name in ("Inter", "Noto Sans Arabic", "Noto Emoji"))
