"""One child's file through all six steps by keyboard alone, each person in a browser of their own; and a file that
another body leads, which is watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from e2e.conftest import clean, fits, sign_in
from e2e.keys import Keys
from e2e.office import Running

DOMAINS = (
    "Keamanan",
    "Kesehatan",
    "Kesehatan jiwa",
    "Sekolah",
    "Keluarga dan pengasuhan",
    "Surat-surat anak",
    "Pendampingan hukum",
    "Penghidupan keluarga",
)


def today() -> date:
    return datetime.now(ZoneInfo("Asia/Pontianak")).date()


class Desk(Keys):
    """Somebody of the office; a file is found by its number."""

    number = ""  # of the file that is walked through

    def case(self, number: str, tab: str) -> None:
        """`/`, the number, Enter; its first page; its tab."""
        self.press("/")
        self.page.keyboard.type(number)
        with self.page.expect_navigation():
            self.press("Enter")
        self.content()
        self.enter(self.main.locator("a[href^='/berkas/']"), number)
        self.link(tab)

    def stands(self, *words: str) -> None:
        """What is shown now, and that the page is whole: no wider than its screen, and axe finds nothing."""
        for one in words:
            expect(self.main.get_by_text(one).first).to_be_visible()
        fits(self.page)
        clean(self.page)


Come = Callable[..., Desk]


@pytest.fixture
def people(browser: Browser, office: Running) -> Iterator[Come]:
    """Somebody signed in: `people("ketua")`, at 1280 px unless told."""
    open_ones, problems = [], []

    def come(role: str, width: int = 1280) -> Desk:
        context = browser.new_context(viewport={"width": width, "height": 860}, locale="id-ID")
        open_ones.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        sign_in(page, office, role)
        return Desk(page)

    yield come
    for context in open_ones:
        context.close()
    assert problems == []


# Whoever carries much gets no further file: what other journeys gave this officer goes back to nobody.
LIGHTEN = """
import django; django.setup()
from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.registry.accounts.models import User
ketua = User.objects.get(username="ketua")
held = Case.objects.open().filter(officer__username="divisi_pengaduan")
for case in held.select_related("child", "office", "officer"):
    cases.assign(case=case, officer=None, by=ketua)
"""


def test_a_file_goes_through_its_six_steps_by_keyboard(office: Running, people: Come) -> None:
    office.python(LIGHTEN)
    officer, ketua, wakil = people("divisi_pengaduan"), people("ketua"), people("wakil")
    opened(officer, "Anak Enam Langkah", "Rani")
    valued(officer)
    assessed(officer)
    planned(officer)
    ketua.case(officer.number, "Langkah")
    approved(ketua)
    conferred(officer, ketua)
    decided(officer, ketua, wakil)
    carried_out(officer)
    reviewed(ketua, officer.number)
    closed(officer, ketua)
    asked_after(officer)


def opened(officer: Desk, name: str, holder: str) -> None:
    """Pencatatan: a file without a complaint, held by who opens it."""
    officer.go("k", "/berkas/$")
    officer.link("Berkas tanpa pengaduan")
    officer.write("Nama anak", name)
    officer.choose("Jenis kelamin", "laki-laki")
    officer.write("Usia saat dilaporkan", "13")
    officer.pick("Klaster", "Trafficking")
    officer.choose("Kedudukan anak", "anak korban")
    officer.pick("Petugas", holder)
    officer.write("Ringkasan", "Anak ditemui di tempat kerja dan ingin bersekolah lagi.")
    officer.button("Buka berkas")
    officer.stands("Perjalanan")
    officer.number = officer.page.locator(".code").first.inner_text()


def valued(officer: Desk) -> None:
    officer.link("Risiko")
    officer.link("Nilai risiko")
    officer.choose("Apakah anak pernah dijangkau sebelumnya?", "ya")
    officer.button("Simpan")
    officer.stands("pernah dijangkau sebelumnya")


def assessed(officer: Desk) -> None:
    """Penilaian kebutuhan: strengths first, each domain, the child's own words."""
    officer.link("Langkah")
    officer.link("Tulis penilaian")
    officer.write("Kekuatan", "Anak pandai menghitung; bibinya selalu menanyakan kabarnya.")
    for domain in DOMAINS:
        officer.choose(domain, "ya" if domain == "Sekolah" else "tidak")
        if domain == "Sekolah":
            officer.write("Uraian: sekolah", "Berhenti di kelas enam dan ingin kembali.")
    officer.write("Keamanan", "Tinggal dengan bibi; alamatnya tidak dikenal di tempat kerja.")
    officer.write("Keinginan anak, dengan kata-katanya sendiri", "Saya mau sekolah lagi dekat rumah bibi.")
    officer.write("Siapa yang ditemui sendirian", "Anak, di ruang sekolah.")
    officer.write("Pandangan pengasuh", "Bibi bersedia mengantar setiap hari.")
    officer.write("Sumber", "Anak, bibi, kepala sekolah, kartu keluarga.")
    officer.button("Simpan")
    officer.button("Selesaikan penilaian")
    officer.stands("Penilaian selesai dan berlaku.")


def planned(officer: Desk) -> None:
    """Rencana: a goal, two lines, each with whom and by when."""
    officer.case(officer.number, "Langkah")
    officer.link("Susun rencana")
    officer.write("Tujuan rencana", "Anak bersekolah dan tinggal aman bersama bibi.")
    lines = (("Kembali ke kelas enam.", "Mendaftar bersama bibi."), ("Anak merasa aman.", "Ditemui setiap minggu."))
    for n, (goal, service) in enumerate(lines):
        if n:
            officer.button("Tambah butir")
        officer.write("Tujuan", goal, n)
        officer.write("Layanan atau tindakan", service, n)
        officer.pick("Siapa", "Rani Contoh", n)
        officer.day("Paling lambat", today() + timedelta(days=14), nth=n)
    officer.button("Simpan")
    officer.button("Ajukan rencana")
    officer.stands("Diajukan. Rencana berlaku sesudah orang kedua menyetujuinya.")


def approved(ketua: Desk) -> None:
    ketua.link("Baca rencana")
    ketua.button("Setujui rencana")
    ketua.stands("Rencana berlaku. Setiap butirnya menjadi kewajiban dengan tenggatnya.")


def conferred(officer: Desk, ketua: Desk) -> None:
    """A conference: called, held, what was decided, who did not agree; signed by its chair, confirmed by a second."""
    officer.case(officer.number, "Rapat")
    officer.link("Rencanakan konferensi kasus")
    officer.day("Mulai", today() - timedelta(days=1), "0900")
    officer.write("Tempat atau sambungan", "Ruang rapat komisi")
    officer.write("Tujuan", "Menyepakati siapa mengantar anak ke sekolah.")
    officer.pick("Ketua rapat", "Rani")
    officer.button("Simpan")
    officer.link("Undang seseorang")
    officer.pick("Atau dari lembaga", "Dinsos")
    officer.write("Nama orangnya", "Guru Contoh")
    officer.write("Jabatan atau keahliannya", "wali kelas")
    officer.button("Undang")
    officer.link("Catat Anak")
    officer.choose("Ditanya sebelum rapat?", "ya")
    officer.write("Keinginannya dengan kata-katanya sendiri", "Saya mau berangkat dengan bibi.")
    officer.choose("Ikut dalam rapat", "kata-katanya dibacakan")
    officer.button("Simpan")
    officer.link("Rapat berlangsung")
    officer.button("Simpan daftar hadir")
    officer.link("Tambah keputusan")
    officer.write("Keputusan", "Bibi mengantar; komisi menelepon sekolah setiap Jumat.")
    officer.day("Paling lambat", today() + timedelta(days=7))
    officer.button("Simpan")
    officer.link("Catat pendapat berbeda")
    officer.pick("Yang berbeda pendapat", "Guru Contoh")
    officer.write("Alasannya", "Menelepon saja tidak cukup; datanglah ke sekolah.")
    officer.button("Simpan")
    officer.link("Tulis notulen")
    officer.write("Jalannya rapat", "Jalan ke sekolah dan siapa yang mengantar dibicarakan.")
    officer.button("Simpan")
    officer.link("Tandatangani notulen")
    officer.button("Tandatangani")
    officer.stands("Menunggu orang kedua", "Menelepon saja tidak cukup; datanglah ke sekolah.")
    ketua.case(officer.number, "Rapat")
    ketua.link("Menyepakati siapa mengantar anak ke sekolah.")
    ketua.link("Sahkan sebagai orang kedua")
    ketua.button("Sahkan")
    ketua.stands("notulen disahkan")


QUESTION = "Apakah anak tinggal bersama bibi selama perkara berjalan?"


def decided(officer: Desk, ketua: Desk, wakil: Desk) -> None:
    """The best interests of the child: two ways, a panel of three of whom one does not agree, signed by its chair."""
    officer.case(officer.number, "Rapat")
    officer.link("Buka lembar kepentingan terbaik")
    officer.choose("Pemicu", "pemisahan dari orang tua")
    officer.write("Yang harus diputuskan", QUESTION)
    officer.pick("Ketua panel", "Ketua Contoh")
    officer.button("Lanjut")
    officer.link("Catat pandangan anak")
    officer.choose("Anak didengar?", "ya")
    officer.write("Pandangan anak dengan kata-katanya sendiri", "Saya mau di rumah bibi.")
    officer.write("Siapa yang berbicara dengan anak", "Rani Contoh")
    officer.day("Kapan", today() - timedelta(days=1))
    officer.button("Simpan")
    for way in ("Tinggal dengan bibi", "Rumah aman di kota"):
        officer.link("Tambah pilihan")
        officer.write("Pilihan", way)
        officer.write("Manfaat bagi anak", "Dekat sekolah dan dikenal.")
        officer.write("Risiko bagi anak", "Jauh dari saudara.")
        officer.button("Simpan")
    officer.link("Tambah anggota panel"), officer.pick("Petugas kantor ini", "Wakil Contoh"), officer.button("Simpan")
    officer.link("Tambah anggota panel")
    officer.write("Atau orang dari luar: nama", "Psikolog Contoh")
    officer.write("Jabatan atau keahliannya", "psikolog anak")
    officer.button("Simpan")
    officer.link("Usulkan keputusan")
    officer.choose("Yang diusulkan", "1. Tinggal dengan bibi")
    officer.write("Pertimbangan", "Anak memintanya, dan bibi dikenal sekolah.")
    officer.day("Ditinjau lagi pada", today() + timedelta(days=60))
    officer.button("Simpan")
    spoken(officer, "Psikolog Contoh", "tidak setuju", "Rumah aman lebih terlindung.")
    officer.stands("Belum dapat diputuskan")
    for member, name in ((wakil, "Wakil Contoh"), (ketua, "Ketua Contoh")):
        member.case(officer.number, "Rapat")
        member.link(QUESTION)
        spoken(member, name, "setuju", "")
    ketua.link("Tandatangani keputusan")
    ketua.button("Tandatangani")
    ketua.stands("berlaku", "Rumah aman lebih terlindung.")


def spoken(member: Desk, name: str, answer: str, why: str) -> None:
    member.link(f"Nyatakan pendapat {name}")
    member.choose("Pendapat", answer)
    if why:
        member.write("Alasan", why)
    member.button("Simpan")


def carried_out(officer: Desk) -> None:
    """Pelaksanaan: each line ends with what reached the child; what the conference decided is done too."""
    officer.case(officer.number, "Langkah")
    for said in ("Anak terdaftar di kelas enam.", "Ditemui tiga kali; ia tenang."):
        officer.link("Catat hasil")
        officer.choose("Yang terjadi", "terlaksana")
        officer.write("Uraian", said)
        officer.button("Simpan")
    officer.case(officer.number, "Langkah")
    officer.stands("2 dari 2 butir terlaksana.")


def reviewed(ketua: Desk, number: str) -> None:
    ketua.case(number, "Langkah")
    ketua.link("Tinjau")
    ketua.choose("Putusan", "usulkan penutupan")
    ketua.write("Yang ditinjau dan alasannya", "Tujuan tercapai: anak bersekolah dan aman.")
    ketua.button("Simpan")
    ketua.stands("Usulkan penutupan.")


def closed(officer: Desk, ketua: Desk) -> None:
    officer.case(officer.number, "Perjalanan")
    officer.link("Perbarui")
    officer.choose("Aman sekarang?", "ya")
    officer.button("Simpan")
    officer.case(officer.number, "Penutupan")
    officer.link("Usulkan penutupan")
    officer.choose("Alasan penutupan", "reintegrasi")
    officer.write(
        "Yang tercapai, dan siapa yang melanjutkan", "Anak bersekolah; gurunya menelepon bila ia tidak datang."
    )
    officer.button("Usulkan")
    officer.stands("Menunggu tanda tangan komisioner lain.")
    ketua.case(officer.number, "Penutupan")
    ketua.button("Tanda tangani penutupan")
    ketua.stands("Ditutup")


def asked_after(officer: Desk) -> None:
    """After closure: how the child is; it is not safe, so the file is opened again with one press."""
    officer.case(officer.number, "Langkah")
    officer.link("Catat kabar anak")
    officer.choose("Apakah anak terjangkau", "terjangkau")
    officer.write("Dengan siapa dan lewat apa", "Bibi, lewat telepon.")
    officer.choose("Aman", "belum")
    officer.button("Simpan")
    officer.stands("Anak belum aman menurut kabar terakhir")
    officer.button("Buka lagi berkas ini")
    officer.stands("Berkas dibuka lagi. Penilaian baru menjadi kewajiban.", "Nilai kebutuhan anak.")


def test_a_file_that_another_body_leads_is_watched_by_keyboard(people: Come) -> None:
    officer = people("divisi_pemantauan")
    opened(officer, "Anak Dipantau", "Bimo")
    officer.link("Memimpin")
    officer.link("Tetapkan yang memimpin")
    officer.pick("Yang memimpin", "UPTD")
    officer.write("Narahubung di sana", "Petugas UPTD Contoh")
    officer.write("Mengapa", "Ditangani di sana lebih dulu.")
    officer.button("Simpan")
    officer.link("Catat kabar")
    officer.write("Siapa yang memberi kabar", "Petugas UPTD Contoh")
    officer.choose("Siapa terakhir bertemu anak?", "lembaga yang memimpin")
    officer.day("Hari bertemu", today() - timedelta(days=2))
    officer.choose("Anak aman sekarang?", "ya")
    officer.choose("Rencana penanganan lembaga itu", "sudah ada")
    officer.day("Tanggal rencana", today() - timedelta(days=1))
    officer.write("Langkah berikut lembaga itu", "Rapat dengan sekolah.")
    officer.tick("B. Proses hukum lambat")
    officer.button("Simpan")
    officer.case(officer.number, "Perjalanan")
    officer.stands("Terakhir bertemu anak", "2 hari lalu", "Langkah berikut", "Rapat dengan sekolah.", "Hambatan")
    officer.link("Langkah")
    officer.stands("Bukan komisi yang memimpin")


def test_risk_and_needs_are_valued_by_keyboard_on_a_narrow_screen(people: Come) -> None:
    officer = people("divisi_pemantauan", 390)
    opened(officer, "Anak Layar Sempit", "Bimo")
    valued(officer)
    assessed(officer)
