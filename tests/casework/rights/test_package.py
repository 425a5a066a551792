"""The package: what is in it, what never is, and that it opens with its passphrase alone."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError

from suar.casework.cases import actions as cases
from suar.casework.children import actions as children
from suar.casework.rights import actions, package
from suar.casework.rights.models import SubjectRequest
from suar.casework.rights.recording import standing_decision
from suar.core.errors import DomainError, Refused
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.casework.children.builders import a_circumstance
from tests.casework.rights.ground import a_case_that_reports, a_granted, a_proposal, a_request, fresh, looked_at
from tests.factories import a_case, a_user

pytestmark = pytest.mark.django_db

PHRASE = "1111-2222-3333-4444-5555-6666"
EVERYTHING = ("identity", "circumstances", "course", "duties", "sheets", "words", "notes")


@pytest.fixture
def officer() -> User:
    return a_user(Role.SEKRETARIAT)


def opened(made: bytes, phrase: str = PHRASE) -> str:
    reader = PdfReader(BytesIO(made))
    reader.decrypt(phrase)
    return "\n".join(page.extract_text() for page in reader.pages)


def granted_everything(officer: User) -> SubjectRequest:
    case = a_case_that_reports("Terlapor Rahasia", officer)
    cases.write_note(case=case, by=officer, seen="Anak duduk tenang.", said="Ia bercerita tentang sekolah.")
    cases.write_note(case=case, by=officer, kind="words", said="Aku mau pulang ke nenek.")
    cases.write_sheet(case=case, by=officer, safe="yes", state="Sudah bersekolah lagi.")
    cases.set_safety(case=case, safe_now="yes", note="Di rumah bibi yang dirahasiakan", by=officer)
    children.set_safe_contact(
        child=case.child, by=officer, answers={"may_call": "no", "avoid": "Paman yang dilarang tahu"}
    )
    request = a_request(officer, case, relation="child")
    looked_at(request, officer, custody="not_needed")
    a_proposal(request, officer, sections=list(EVERYTHING), read_through=True)
    return actions.confirm(request=request, by=a_user(Role.KETUA))


def test_it_holds_every_part_that_was_granted(officer: User) -> None:
    request = granted_everything(officer)
    text = opened(actions.make_package(request=request, passphrase=PHRASE, by=officer))
    for words in (
        "Rara Contoh",
        request.case.number,
        "Sudah bersekolah lagi.",
        "Aku mau pulang ke nenek.",
        "Temui anak",
    ):
        assert words in text


def test_it_never_holds_who_reported_where_the_child_sleeps_or_who_must_not_know(officer: User) -> None:
    text = opened(actions.make_package(request=granted_everything(officer), passphrase=PHRASE, by=officer))
    for words in ("Ibu Contoh", "0800-555-0101", "bibi", "Paman", "Terlapor Rahasia", "dipaksa bekerja"):
        assert words not in text


@pytest.mark.parametrize(("relation", "told"), [("parent", False), ("child", True)])
def test_with_whom_the_child_lives_stands_in_the_package_of_the_child_alone(
    officer: User, relation: str, *, told: bool
) -> None:
    case = a_case(officer, safe_now="yes")
    a_circumstance(case.child, officer, sort="living", codes=["shelter"], source="agency")
    a_circumstance(case.child, officer, codes=["kin_implicated", "violence_home", "substances_home", "need"])
    request = a_granted(officer, case=case, relation=relation, sections=["circumstances"])
    decision = standing_decision(request)
    assert decision is not None
    made = str(package.contents(fresh(request), decision)["bagian"])
    assert "kebutuhan ekonomi keluarga" in made
    for words in ("rumah aman", "Tinggal dengan", "diduga terlibat", "kekerasan di rumah", "zat di rumah"):
        assert (words in made) is told


def test_parts_that_were_not_granted_are_not_there(officer: User) -> None:
    request = a_granted(officer)
    text = opened(actions.make_package(request=request, passphrase=PHRASE, by=officer))
    assert request.case.number in text
    assert "Catatan petugas" not in text


def test_without_the_passphrase_nobody_reads_it(officer: User) -> None:
    made = actions.make_package(request=a_granted(officer), passphrase=PHRASE, by=officer)
    assert b"Rara" not in made
    reader = PdfReader(BytesIO(made))
    assert reader.is_encrypted
    assert not reader.decrypt("1111-2222-3333-4444-5555-6667")
    with pytest.raises(FileNotDecryptedError):
        reader.pages[0].extract_text()


def test_a_passphrase_that_somebody_thought_up_is_refused(officer: User) -> None:
    request = a_granted(officer)
    for phrase in ("", "1234", "rahasia", PHRASE + "1", PHRASE.replace("-", "")):
        with pytest.raises(DomainError):
            actions.make_package(request=request, passphrase=phrase, by=officer)


def test_passphrases_are_strong_and_no_two_alike() -> None:
    made = {package.new_passphrase() for _n in range(200)}
    assert len(made) == 200
    assert all(package.is_strong(one) for one in made)


def test_each_package_leaves_its_fingerprint_and_no_copy(officer: User) -> None:
    request = a_granted(officer)
    actions.make_package(request=request, passphrase=PHRASE, by=officer)
    entry = Entry.objects.get(verb="rights.package")
    assert '"sha256"' in entry.data
    assert PHRASE not in entry.data
    assert "identity" in entry.data


def test_a_correction_makes_no_package(officer: User) -> None:
    request = a_granted(officer, kind="correction")
    with pytest.raises(Refused, match="melihat data"):
        actions.make_package(request=request, passphrase=PHRASE, by=officer)


def test_once_carried_out_no_package_is_made_any_more(officer: User) -> None:
    request = a_granted(officer)
    actions.carry_out(request=request, how="Diberikan.", by=officer)
    with pytest.raises(Refused):
        actions.make_package(request=fresh(request), passphrase=PHRASE, by=officer)
