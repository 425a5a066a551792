"""Two officers write the same plan, each in a browser of their own: the second is shown both, and nothing is lost."""

from __future__ import annotations

from uuid import UUID

from playwright.sync_api import Page, expect

from e2e.conftest import Visit, clean, fits, mirrored, sign_in
from e2e.office import Running

SEED = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from suar.casework.cases import actions as cases
from suar.casework.children import actions as children
from suar.casework.plans import actions
from suar.registry.accounts.models import User
by = User.objects.get(username="divisi_pengaduan")
child = children.register(office=by.office, by=by, name="Rara Contoh", sex="P", birth_date="2011-03-09")
case = cases.open_case(child=child, office=by.office, by=by, kind="pengaduan", cluster="pendidikan", officer=by)
day = (timezone.localdate() + timedelta(days=20)).isoformat()
actions.save_plan(case=case, by=by, content={
    "aim": "Anak bersekolah.", "goal_k1": "Kelas yang dapat dimasuki.", "service_k1": "Rapat dengan sekolah.",
    "who_k1": f"u:{by.pk}", "day_k1": day,
})
print(case.pk)
"""
READ = """
import django; django.setup()
from suar.casework.plans.models import CarePlan
words = CarePlan.objects.get(case="%s").words
print(words["aim"] + "|" + words["goal_k1"] + "|" + words["service_k1"])
"""


def writes(page: Page, office: Running, case: UUID, role: str) -> None:
    """Signed in, with the plan open as it stands now."""
    sign_in(page, office, role)
    page.goto(f"{office.desk}/langkah/{case}/rencana/tulis/")
    expect(page.locator("[name=aim]")).to_have_value("Anak bersekolah.")


def saved(page: Page) -> None:
    page.locator(".form-foot button").first.click()
    page.wait_for_load_state()


def test_the_second_of_two_editors_merges_and_nothing_is_lost(office: Running, visit: Visit) -> None:
    case = UUID(office.python(SEED).strip().splitlines()[-1])
    first, second = visit(), visit(javascript=False)  # the page that asks needs no script
    writes(first, office, case, "divisi_pengaduan")
    writes(second, office, case, "ketua")
    first.fill("[name=aim]", "Anak bersekolah di kelas bawah.")
    first.fill("[name=service_k1]", "Rapat dengan sekolah dan nenek.")
    saved(first)
    expect(first.get_by_text("Tersimpan.")).to_be_visible()

    second.fill("[name=aim]", "Anak bersekolah dan sehat.")
    second.fill("[name=goal_k1]", "Kelas tanpa tangga.")
    saved(second)
    expect(second.get_by_text("Dua orang menulis di sini")).to_be_visible()
    for words in ("Anak bersekolah.", "Anak bersekolah di kelas bawah.", "Anak bersekolah dan sehat."):
        expect(second.locator("fieldset p", has_text=words).first).to_be_visible()
    expect(second.get_by_role("cell", name="Rapat dengan sekolah dan nenek.")).to_be_visible()
    fits(second)
    clean(mirrored(second, visit()))

    second.get_by_role("radio", name="Tulis gabungannya").focus()  # by keyboard alone from here
    second.keyboard.press("Space")
    second.keyboard.press("Tab")
    second.keyboard.press("Control+A")
    second.keyboard.type("Anak bersekolah di kelas bawah dan sehat.")
    second.keyboard.press("Tab")  # to the table of what was taken, which scrolls by keys
    second.keyboard.press("Tab")
    second.keyboard.press("Enter")
    second.wait_for_load_state()
    expect(second.get_by_text("Tersimpan.")).to_be_visible()
    kept = office.python(READ % case).strip().splitlines()[-1]
    assert kept == "Anak bersekolah di kelas bawah dan sehat.|Kelas tanpa tangga.|Rapat dengan sekolah dan nenek."
