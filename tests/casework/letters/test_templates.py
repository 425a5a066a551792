"""An office's own forms of letters: what is taken, what is refused and by which name, and that letters use them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from suar.casework.letters import actions, rendering
from suar.casework.letters.models import Kind, LetterTemplate
from suar.core.documents.letters import DEMAND, MAX_TEMPLATE, LetterError
from suar.core.errors import Conflict, Refused
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts.models import Role
from tests.desk.pages import signed_in, text_of
from tests.factories import a_letter, a_letter_template, a_user, an_office, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db
ADD = "/surat/templat/tambah/"


def with_words(text: str) -> bytes:
    """The form of the house with one more paragraph."""
    document = Document(io.BytesIO(DEMAND.read_bytes()))
    document.add_paragraph(text)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    target = io.BytesIO(DEMAND.read_bytes())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, content)
    return target.getvalue()


def with_instruction(text: str) -> bytes:
    document = Document(io.BytesIO(DEMAND.read_bytes()))
    from docx.oxml import OxmlElement

    half = len(text) // 2
    for piece in (text[:half], text[half:]):
        instruction = OxmlElement("w:instrText")
        instruction.text = piece
        document.add_paragraph().add_run()._r.append(instruction)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def installed(content: bytes) -> LetterTemplate:
    return actions.add_template(
        office=an_office(), kind=Kind.REMINDER, name="kop.docx", content=content, by=a_user(Role.SEKRETARIAT)
    )


def test_a_letter_is_written_in_the_offices_own_form_and_remembers_which() -> None:
    template = installed(with_words("KOP CONTOH KANTOR"))
    letter = actions.issue(letter=a_letter(), by=a_user(Role.KETUA))
    content = rendering.content(letter.files.get(form="docx"))
    assert "KOP CONTOH KANTOR" in "\n".join(p.text for p in Document(io.BytesIO(content)).paragraphs)
    assert letter.template == template


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: with_words("{{ nama_anak }} dan {{ kronologi }}"), ("nama_anak", "kronologi")),
        (lambda: with_words("{% for k in kewajiban %}{{ k.nik }}{% endfor %}"), ("nik",)),
        (lambda: with_words("{{ ''.__class__.__mro__ }}"), ()),
        (lambda: with_part("word/vbaProject.bin", b"x"), ("makro",)),
        (lambda: with_part("word/embeddings/oleObject1.bin", b"x"), ("makro",)),
        (
            lambda: with_part(
                "word/_rels/extra.xml.rels",
                b'<Relationship Id="r" Type="http://x/image" Target="https://host/x.png" TargetMode="External"/>',
            ),
            ("luar berkas",),
        ),
        (lambda: with_instruction('INCLUDEPICTURE "https://host/x.png"'), ("luar berkas",)),
        (lambda: with_instruction("DDEAUTO c:\\x.exe"), ("luar berkas",)),
        (lambda: b"bukan docx", ("DOCX",)),
        (lambda: b"PK" + b"x" * MAX_TEMPLATE, ("2 MB",)),
    ],
    ids="unknown in-a-loop out-of-the-sandbox macro embedded external picture-field dde no-docx large".split(),
)
def test_a_file_that_is_no_template_is_refused_and_says_why(make: Callable[[], bytes], told: tuple[str, ...]) -> None:
    with pytest.raises(LetterError) as refusal:
        installed(make())
    for word in told:
        assert word in refusal.value.message
    assert not LetterTemplate.objects.exists()


def test_the_newest_counts_and_the_one_before_is_kept() -> None:
    first, second = installed(with_words("SATU")), installed(with_words("DUA"))
    in_use = dict(LetterTemplate.objects.values_list("pk", "in_use"))
    assert in_use == {first.pk: False, second.pk: True}


def test_a_form_is_put_aside_once() -> None:
    template = a_letter_template()
    actions.drop_template(template=template, by=OPERATOR)
    with pytest.raises(Conflict):
        actions.drop_template(template=template, by=OPERATOR)
    letter = actions.issue(letter=a_letter(), by=a_user(Role.KETUA))
    assert letter.template is None


@pytest.mark.parametrize("who", [an_officer, an_officer_elsewhere])
def test_only_who_sets_the_office_up_changes_its_forms(who: Callable[[], object]) -> None:
    by = who()
    template = a_letter_template()
    with pytest.raises(Refused):
        actions.add_template(
            office=an_office(),
            kind=Kind.REMINDER,
            name="x.docx",
            content=DEMAND.read_bytes(),
            by=by,  # type: ignore[arg-type]  # a user
        )
    with pytest.raises(Refused):
        actions.drop_template(template=template, by=by)  # type: ignore[arg-type]  # a user


def test_the_form_page_takes_a_file_and_names_what_is_wrong_with_another() -> None:
    browser = signed_in(a_user(Role.KETUA))
    wrong = SimpleUploadedFile("kop.docx", with_words("{{ nama_anak }}"))
    answer = browser.post(ADD, {"kind": "reminder", "file": wrong})
    assert answer.status_code == 400 and "nama_anak" in answer.text
    right = SimpleUploadedFile("kop.docx", with_words("KOP"))
    assert browser.post(ADD, {"kind": "reminder", "file": right}).status_code == 302
    template = LetterTemplate.objects.get()
    assert "kop.docx" in text_of(browser, reverse("letters:template-list"))
    file = browser.get(reverse("letters:template-file", args=[template.pk]))
    assert file.content == bytes(template.content)
    assert browser.post(reverse("letters:template-drop", args=[template.pk])).status_code == 302
    assert not LetterTemplate.objects.get().in_use
    assert browser.get(reverse("letters:template-sample")).content == DEMAND.read_bytes()


def test_a_form_of_another_office_is_not_found() -> None:
    template = a_letter_template(an_office())
    elsewhere = signed_in(a_user(Role.KETUA, an_office("sambas", "KPPAD Kabupaten Sambas")))
    assert elsewhere.get(reverse("letters:template-file", args=[template.pk])).status_code == 404
    assert elsewhere.post(reverse("letters:template-drop", args=[template.pk])).status_code == 404
    assert LetterTemplate.objects.get(pk=template.pk).in_use
