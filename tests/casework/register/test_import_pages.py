"""The desk's pages of an import: works, refused, not found, and no file left on any disk in the clear."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.tasks import TaskResultStatus
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.register import actions, uploads
from suar.casework.register.actions import staging
from suar.casework.register.models import HeadingMapping, ImportRun, State
from suar.casework.register.tasks import read_upload
from suar.config.tick import tick
from suar.core.errors import DomainError
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.casework.register.builders import HEADINGS, case, xlsx
from tests.factories import a_case, a_user, an_import, an_office, an_officer, an_officer_elsewhere, an_outsider

pytestmark = pytest.mark.django_db
QUERIES = 15


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def a_file(*rows: list[Any], name: str = "register.xlsx", head: list[Any] | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, xlsx([head or HEADINGS, *(rows or (case(), case(name="Dara Rekaan")))]).getvalue())


def upload(browser: Client, file: SimpleUploadedFile | None = None, **more: Any) -> Any:
    return browser.post(reverse("register:import-new"), {"file": file or a_file(), **more})


def page(browser: Client, name: str, run: ImportRun, **options: Any) -> Any:
    return browser.get(reverse(f"register:import-{name}", args=[run.pk]), **options)


def press(browser: Client, name: str, run: ImportRun, **fields: Any) -> Any:
    data = {"version": run.version, **fields}
    return browser.post(reverse(f"register:import-{name}", args=[run.pk]), data, follow=True)


def work_off() -> None:
    """What the worker does with the tasks that wait, in this process."""
    for waiting in DBTaskResult.objects.filter(status=TaskResultStatus.READY):
        read_upload.call(*waiting.args_kwargs["args"])


def files_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.glob("*") if not one.name.startswith(".turn"))


def test_a_file_is_uploaded_looked_at_and_shown() -> None:
    by = an_officer()
    browser = signed_in(by)
    assert "Belum ada register" in browser.get(reverse("register:import-list")).content.decode()
    response = upload(browser, a_file(case(status="Proses"), case(date="31/02/2021"), case(name="Dara Rekaan")))
    run = ImportRun.objects.get()
    assert response["Location"] == reverse("register:import-preview", args=[run.pk])
    shown = page(browser, "preview", run).content.decode()
    assert all(text in shown for text in ("B.R.", "D.R.", "Baris 3, kolom Tanggal", "Pontianak", "Januari 2021"))
    assert "Bujang Rekaan" not in shown
    assert not Case.objects.visible_to(by).exists()
    after = press(browser, "show", run).content.decode()
    assert "2 berkas anak sekarang tampil" in after
    assert Case.objects.visible_to(by).count() == 2
    assert "register.xlsx" in browser.get(reverse("register:import-list")).content.decode()


def test_looking_at_a_preview_is_a_read_of_those_files() -> None:
    by = an_officer()
    run = an_import(by)
    page(signed_in(by), "preview", run)
    entry = Entry.objects.get(verb="read.import")
    assert (entry.subject, entry.actor) == (run.pk, by.actor_id)
    assert all(str(one.pk) in entry.data for one in Case.objects.all())


def test_a_file_leaves_nothing_in_the_clear_and_goes_when_it_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    browser = signed_in(an_officer())
    upload(browser)
    run = ImportRun.objects.get()
    assert files_in(tmp_path) == []
    assert uploads.kept(run.pk)
    sealed = (settings.SUAR_HOME / "uploads" / f"{run.pk}.sealed").read_bytes()
    assert not sealed.startswith(b"PK")
    press(browser, "show", run)
    assert not uploads.kept(run.pk)


def test_a_discarded_file_is_gone() -> None:
    browser = signed_in(an_officer())
    upload(browser)
    run = ImportRun.objects.get()
    assert "Tidak ada yang tersisa" in press(browser, "discard", run).content.decode()
    assert not uploads.kept(run.pk)
    assert not Case.objects.exists()
    assert page(browser, "detail", run).status_code == 200


def test_a_file_that_is_none_is_said_beside_the_field() -> None:
    browser = signed_in(an_officer())
    response = upload(browser, SimpleUploadedFile("daftar.csv", b"a;b\n1;2\n"))
    assert response.status_code == 200
    assert "Simpan Sebagai" in response.content.decode()
    assert not ImportRun.objects.exists()
    assert "wajib" in browser.post(reverse("register:import-new")).content.decode()


def test_a_workbook_without_a_register_says_what_to_do_and_keeps_no_file() -> None:
    browser = signed_in(an_officer())
    upload(browser, a_file(["x", "y", "z"], head=["a", "b", "c"]))
    run = ImportRun.objects.get()
    assert (run.state, uploads.kept(run.pk)) == (State.FAILED, False)
    assert "Tidak ada baris judul kolom" in page(browser, "preview", run).content.decode()
    press(browser, "discard", run)
    assert ImportRun.objects.get().state == State.DISCARDED


def test_a_heading_that_was_misread_is_corrected_and_the_file_read_again() -> None:
    by = an_officer()
    browser = signed_in(by)
    head = ["Wilayah kerja kasus" if heading == "Kab/Kota" else heading for heading in HEADINGS]
    upload(browser, a_file(case(), case(name="Dara Rekaan"), head=head))
    run = ImportRun.objects.get()
    assert run.counts["by_district"] == {"": 2}
    place = [column[1] for column in run.found["columns"]].index("Wilayah kerja kasus")
    fields = {f"column_{at}": column[2] or "text" for at, column in enumerate(run.found["columns"])}
    assert "Tidak ada kolom yang diubah" in press(browser, "columns", run, **fields).content.decode()
    press(browser, "columns", run, **fields | {f"column_{place}": "district"})
    again = ImportRun.objects.get()
    assert (again.state, again.counts["by_district"]) == (State.STAGED, {"61.71": 2})
    assert HeadingMapping.objects.get().field == "district"
    assert Case.objects.count() == 2
    assert "dibaca ulang" not in page(browser, "preview", again).content.decode()


def test_a_choice_that_is_not_on_the_list_changes_nothing() -> None:
    browser = signed_in(an_officer())
    upload(browser)
    run = ImportRun.objects.get()
    assert "tidak terbaca" in press(browser, "columns", run, column_0="bukan").content.decode()
    assert not HeadingMapping.objects.exists()


def test_a_long_file_is_read_by_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "READ_AT_ONCE", 1)
    browser = signed_in(an_officer())
    upload(browser)
    run = ImportRun.objects.get()
    assert (run.state, Case.objects.count()) == (State.UPLOADED, 0)
    assert [str(run.pk)] == DBTaskResult.objects.get().args_kwargs["args"]
    assert "menunggu giliran" in page(browser, "preview", run).content.decode()
    part = page(browser, "preview", run, headers={"HX-Request": "true"})
    assert part.content.decode().strip().startswith('<div id="kemajuan"')
    work_off()
    assert ImportRun.objects.get().state == State.STAGED
    done = page(browser, "preview", run, headers={"HX-Request": "true"})
    assert (done.status_code, done["HX-Refresh"]) == (286, "true")


def test_the_part_swapped_in_equals_the_part_of_the_fresh_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "READ_AT_ONCE", 1)
    browser = signed_in(an_officer())
    upload(browser)
    run = ImportRun.objects.get()
    part = page(browser, "preview", run, headers={"HX-Request": "true"}).content.decode().strip()
    assert part in page(browser, "preview", run).content.decode()


def test_a_worker_that_was_killed_reads_the_file_again(monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def dying(*args: Any) -> None:
        raise Killed

    by = an_officer()
    monkeypatch.setattr(staging, "READ_AT_ONCE", 1)
    upload(signed_in(by))
    with monkeypatch.context() as broken:
        broken.setattr(staging, "add_chunk", dying)
        with pytest.raises(Killed):
            actions.stage_upload(run=ImportRun.objects.get(), by=by)
    assert ImportRun.objects.get().state == State.STAGING
    assert "0 dari 2" in page(signed_in(by), "preview", ImportRun.objects.get()).content.decode()
    assert tick()["imports"] == 1
    assert ImportRun.objects.get().state == State.UPLOADED
    work_off()
    assert (ImportRun.objects.get().state, Case.objects.count()) == (State.STAGED, 2)


def test_a_second_upload_of_the_same_file_says_that_nothing_is_new() -> None:
    by = an_officer()
    an_import(by, case(), case(name="Dara Rekaan"), visible=True)
    browser = signed_in(by)
    upload(browser)
    run = ImportRun.objects.latest("at")
    assert "Semua baris berkas ini sudah diimpor" in page(browser, "preview", run).content.decode()


def test_an_import_is_taken_back_with_a_reason() -> None:
    by = an_officer()
    browser, run = signed_in(by), an_import(by, visible=True)
    assert "hilang bersamaan" in page(browser, "undo", run).content.decode()
    assert "wajib" in press(browser, "undo", run, why="").content.decode()
    assert "Impor dibatalkan" in press(browser, "undo", run, why="berkas salah").content.decode()
    assert not Case.objects.exists()


def test_an_undo_that_is_refused_names_the_files_and_keeps_the_words() -> None:
    by = an_officer()
    browser, run = signed_in(by), an_import(by, visible=True)
    cases.assign(case=Case.objects.get(number="R2021-0001"), officer=by, by=by)
    answer = press(browser, "undo", run, why="berkas salah").content.decode()
    assert "R2021-0001" in answer
    assert "berkas salah" in answer


@pytest.mark.parametrize("name", ["show", "discard", "undo", "columns"])
def test_a_page_of_an_older_state_changes_nothing(name: str) -> None:
    by = an_officer()
    browser, run = signed_in(by), an_import(by, visible=name == "undo")
    columns = {f"column_{at}": column[2] or "text" for at, column in enumerate(run.found["columns"])}
    answer = press(browser, name, run, **{**columns, "version": 999, "why": "uji"})
    assert "sudah berubah" in answer.content.decode()
    assert ImportRun.objects.get().state == run.state


def test_the_rejected_rows_are_a_sheet() -> None:
    by = an_officer()
    run = an_import(by, case(), case(date="31/02/2021"))
    answer = page(signed_in(by), "rejected", run)
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("Baris", "Kolom", "Alasan")
    assert rows[1][:2] == (3, "Tanggal")


def test_another_office_and_an_outsider_see_nothing() -> None:
    run = an_import(an_officer(), visible=True)
    for name in ("detail", "preview", "undo", "rejected"):
        assert page(signed_in(an_officer_elsewhere()), name, run).status_code == 404
        assert page(signed_in(an_outsider()), name, run).status_code == 403
    for name in ("show", "discard", "columns"):
        assert press(signed_in(an_officer_elsewhere()), name, run).status_code == 404
    assert (
        "register.xlsx" not in signed_in(an_officer_elsewhere()).get(reverse("register:import-list")).content.decode()
    )
    nobody = ImportRun(pk=uuid4())
    assert page(signed_in(an_officer()), "detail", nobody).status_code == 404


def test_whoever_serves_two_offices_says_whose_register_it_is() -> None:
    by = a_user(Role.SEKRETARIAT)
    assert "Kantor" not in signed_in(by).get(reverse("register:import-new")).content.decode().split("<main")[1]
    other = an_office("sambas", "KPPAD Kabupaten Sambas")
    from suar.core.ledger.actors import OPERATOR
    from suar.registry.accounts.actions import appoint

    appoint(user=by, office=other, role=Role.SEKRETARIAT, by=OPERATOR)
    browser = signed_in(User.objects.get(pk=by.pk))
    upload(browser, office=other.pk)
    assert ImportRun.objects.get().office == other
    upload(browser, office=an_office("ketapang", "Lain").pk)
    assert ImportRun.objects.count() == 1


@pytest.mark.parametrize("visible", [True, False])
def test_pages_cost_the_same_for_few_and_many_rows(visible: bool, django_assert_max_num_queries: Any) -> None:
    by = an_officer()
    run = an_import(by, *[case(name=f"Anak Rekaan {n}", summary=f"{n}") for n in range(30)], visible=visible)
    browser = signed_in(by)
    with django_assert_max_num_queries(QUERIES):
        page(browser, "detail" if visible else "preview", run)
    with django_assert_max_num_queries(QUERIES):
        browser.get(reverse("register:import-list"))


def test_the_row_of_a_file_is_shown_as_written_and_its_read_recorded() -> None:
    by = an_officer()
    an_import(by, case(district="Ptk", status="zzz"), visible=True)
    found = Case.objects.get()
    browser = signed_in(by)
    link = reverse("register:row-detail", args=[found.pk])
    assert link in browser.get(reverse("cases:case-detail", args=[found.pk])).content.decode()
    shown = browser.get(link).content.decode()
    assert all(text in shown for text in ("Bujang Rekaan", "Ptk", "zzz", "tidak dikenal"))
    assert Entry.objects.get(verb="read.imported_row").subject == found.child_id
    assert signed_in(an_officer_elsewhere()).get(link).status_code == 404
    assert signed_in(an_outsider()).get(link).status_code == 403


def test_the_row_of_a_staged_file_is_not_shown() -> None:
    by = an_officer()
    an_import(by, case())
    assert signed_in(by).get(reverse("register:row-detail", args=[Case.objects.get().pk])).status_code == 404


def test_an_imported_file_is_found_by_its_number() -> None:
    by = an_officer()
    an_import(by, visible=True)
    browser = signed_in(by)
    for text in ("R2021-0002", "2021-0002", "r2021-2"):
        shown = browser.get(reverse("cases:case-list"), {"q": text}).content.decode()
        assert "R2021-0002" in shown
        assert "R2021-0001" not in shown


def test_a_file_closed_by_its_register_says_so() -> None:
    by = an_officer()
    an_import(by, case(status="Selesai"), visible=True)
    closure = signed_in(by).get(reverse("cases:case-closure", args=[Case.objects.get().pk])).content.decode()
    assert "Selesai menurut register" in closure


def test_nobody_chooses_the_reason_of_a_register() -> None:
    by = an_officer()
    with pytest.raises(DomainError, match="dari daftar"):
        cases.propose_closure(case=a_case(by), reason="register", note="x", by=by)


def test_an_import_in_english() -> None:
    by = an_officer()
    run = an_import(by, case(), case(date="31/02/2021"))
    browser = signed_in(by)
    browser.post(reverse("set_language"), {"language": "en"})
    by.refresh_from_db()
    shown = page(signed_in(User.objects.get(pk=by.pk)), "preview", run).content.decode()
    assert "What will happen" in shown
    assert "Yang akan terjadi" not in shown
