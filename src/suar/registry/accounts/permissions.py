"""The one table of permissions: who may do what. It is also a page (Pengaturan → Hak akses) that a layman can read.

A permission opens a door; which rows are behind it is decided by office and agency in each app's `visible_to`."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from suar.core.errors import Refused
from suar.core.ledger.actors import Actor
from suar.registry.accounts.models import Role, User
from suar.registry.accounts.vouching import must_be_vouched_for

View = Callable[..., HttpResponse]

# To look and to act. A view that tells its answer by "POST or not" would draw its page for any other method too.
METHODS = ("GET", "HEAD", "POST")


class Permission(StrEnum):
    TODAY = "today"
    SEARCH = "search"
    COMPLAINT_VIEW = "complaint.view"
    COMPLAINT_ADD = "complaint.add"
    COMPLAINT_TRIAGE = "complaint.triage"
    COMPLAINT_REPLY = "complaint.reply"
    CONTACT_VIEW = "contact.view"
    CONTACT_WORK = "contact.work"
    CASE_VIEW = "case.view"
    CASE_WORK = "case.work"
    CASE_CLOSE = "case.close"
    DUTY_VIEW = "duty.view"
    DUTY_WORK = "duty.work"
    DUTY_ANSWER = "duty.answer"
    LETTER_VIEW = "letter.view"
    LETTER_WORK = "letter.work"
    LETTER_ISSUE = "letter.issue"
    CONFLICT_DECLARE = "conflict.declare"
    CONFLICT_RECUSE = "conflict.recuse"
    CONFLICT_DECIDE = "conflict.decide"
    CONFLICT_WITHHOLD = "conflict.withhold"
    CONFLICT_READ = "conflict.read"
    AGENCY_VIEW = "agency.view"
    AGENCY_EDIT = "agency.edit"
    REGION_VIEW = "region.view"
    REGISTER_IMPORT = "register.import"
    REPORT_VIEW = "report.view"
    REPORT_SECRET = "report.secret"  # noqa: S105 - the edition called RAHASIA, no password
    REPORT_MAKE = "report.make"
    PRESS_CHECK = "press.check"
    RETENTION_VIEW = "retention.view"
    RETENTION_WORK = "retention.work"
    RETENTION_APPROVE = "retention.approve"
    RETENTION_HOLD = "retention.hold"
    LEDGER_VIEW = "ledger.view"
    PAPER_WORK = "paper.work"
    MAIL_VIEW = "mail.view"
    MAIL_WORK = "mail.work"
    MAIL_DISPOSE = "mail.dispose"
    MATERIAL_VIEW = "material.view"
    MATERIAL_WORK = "material.work"
    RIGHTS_VIEW = "rights.view"
    RIGHTS_WORK = "rights.work"
    RIGHTS_DECIDE = "rights.decide"
    SHARING_VIEW = "sharing.view"
    SHARING_WORK = "sharing.work"
    SHARING_SIGN = "sharing.sign"
    GLASS_BREAK = "glass.break"
    SAFEGUARD_VIEW = "safeguard.view"
    CLOCKS_VIEW = "clocks.view"
    CASELOAD_VIEW = "caseload.view"
    CASELOAD_OVERRIDE = "caseload.override"
    SUPERVISION_WORK = "supervision.work"
    TRANSFER_WORK = "transfer.work"
    TRANSFER_DECIDE = "transfer.decide"
    TERM_VIEW = "term.view"
    TERM_HAND_OVER = "term.hand_over"
    LIMIT_PROPOSE = "limit.propose"
    LIMIT_AGREE = "limit.agree"
    SETTINGS = "settings"
    USERS = "users"
    STAFF_ACCOUNTS = "users.staff"
    SYSTEM = "system"
    ALARM_VIEW = "alarm.view"
    ALARM_HOUSE = "alarm.house"
    ALARM_LEADERS = "alarm.leaders"
    ALARM_KETUA = "alarm.ketua"
    ALARM_WAKIL = "alarm.wakil"
    ALARM_DUTY = "alarm.duty"
    SELF = "self"


LABELS: dict[Permission, Any] = {
    Permission.TODAY: _("membuka Hari ini"),
    Permission.SEARCH: _("mencari anak, berkas, lembaga"),
    Permission.COMPLAINT_VIEW: pgettext_lazy("izin", "membaca pengaduan"),
    Permission.COMPLAINT_ADD: _("mencatat pengaduan dan temuan"),
    Permission.COMPLAINT_TRIAGE: _("menelaah pengaduan dan membuka berkas"),
    Permission.COMPLAINT_REPLY: pgettext_lazy("izin", "membalas pelapor"),
    Permission.CONTACT_VIEW: _("melihat daftar kontak dan riwayat satu nomor"),
    Permission.CONTACT_WORK: _("menerima telepon dan percakapan, menelepon balik, memberi tanda pada nomor"),
    Permission.CASE_VIEW: _("membaca berkas anak"),
    Permission.CASE_WORK: _("mengerjakan berkas anak"),
    Permission.CASE_CLOSE: _("menandatangani penutupan berkas"),
    Permission.DUTY_VIEW: _("melihat kewajiban"),
    Permission.DUTY_WORK: _("mencatat dan menyelesaikan kewajiban"),
    Permission.DUTY_ANSWER: _("menjawab kewajiban lembaganya sendiri"),
    Permission.LETTER_VIEW: _("melihat surat kepada lembaga"),
    Permission.LETTER_WORK: _("menyusun surat kepada lembaga, mencatat kiriman dan jawabannya"),
    Permission.LETTER_ISSUE: _("menerbitkan dan menarik surat kepada lembaga"),
    Permission.CONFLICT_DECLARE: _("menyatakan siapa kerabat dan orang dekatnya"),
    Permission.CONFLICT_RECUSE: _("menyatakan mengenal anak, lalu tidak melihat berkasnya"),
    Permission.CONFLICT_DECIDE: _("memutuskan benturan kepentingan orang lain"),
    Permission.CONFLICT_WITHHOLD: _("menahan berkas dari seseorang dan mencabutnya"),
    Permission.CONFLICT_READ: _("membaca pernyataan kepentingan orang lain"),
    Permission.AGENCY_VIEW: _("melihat lembaga"),
    Permission.AGENCY_EDIT: pgettext_lazy("izin", "mengubah data lembaga"),
    Permission.REGION_VIEW: _("melihat wilayah"),
    Permission.REGISTER_IMPORT: _("mengimpor register"),
    Permission.REPORT_VIEW: _("membaca laporan selesai edisi terbuka"),
    Permission.REPORT_SECRET: _("membaca laporan edisi RAHASIA"),
    Permission.REPORT_MAKE: _("menyusun dan membekukan laporan"),
    Permission.PRESS_CHECK: _("memeriksa pernyataan pers sebelum dikirim"),
    Permission.RETENTION_VIEW: _("melihat masa simpan, berita acara pemusnahan, dan penahanan"),
    Permission.RETENTION_WORK: _("mengajukan pemusnahan, menyusun dan membatalkan berita acaranya"),
    Permission.RETENTION_APPROVE: _("menyetujui dan melaksanakan pemusnahan"),
    Permission.RETENTION_HOLD: _("menahan pemusnahan dan melepas penahanan"),
    Permission.LEDGER_VIEW: _("membaca jejak akses"),
    Permission.PAPER_WORK: _("mencetak kertas bernomor dan mencatat yang tertulis di atasnya"),
    Permission.MAIL_VIEW: _("membaca agenda surat masuk"),
    Permission.MAIL_WORK: _("mencatat surat masuk dan menautkannya"),
    Permission.MAIL_DISPOSE: _("menulis disposisi"),
    Permission.MATERIAL_VIEW: _("melihat catatan materi yang masuk"),
    Permission.MATERIAL_WORK: _("mencatat materi yang masuk, langkah demi langkah, dan menutupnya"),
    Permission.RIGHTS_VIEW: _("melihat permintaan atas data anak"),
    Permission.RIGHTS_WORK: _("mencatat permintaan atas data anak, mengusulkan keputusannya, dan melaksanakannya"),
    Permission.RIGHTS_DECIDE: _("memutuskan permintaan atas data anak sebagai orang kedua"),
    Permission.SHARING_VIEW: _("melihat persetujuan, kesepakatan berbagi, dan apa yang pernah keluar dari berkas"),
    Permission.SHARING_WORK: _("mencatat persetujuan, menyusun kesepakatan berbagi, mengirim rujukan"),
    Permission.SHARING_SIGN: _("menandatangani dan mengakhiri kesepakatan berbagi"),
    Permission.GLASS_BREAK: _("membuka satu berkas kantor lain bagi anak yang dalam bahaya"),
    Permission.SAFEGUARD_VIEW: _("menilai pembukaan darurat dan pembacaan yang perlu dilihat"),
    Permission.CLOCKS_VIEW: _("melihat aturan tenggat"),
    Permission.CASELOAD_VIEW: _("melihat beban kerja petugas dan catatan supervisinya sendiri"),
    Permission.CASELOAD_OVERRIDE: _("memberi berkas kepada petugas yang sudah penuh, menunjuk penjaga berkas"),
    Permission.SUPERVISION_WORK: _("mencatat supervisi yang dipimpinnya"),
    Permission.TRANSFER_WORK: _("mengusulkan berkas pindah ke kantor lain"),
    Permission.TRANSFER_DECIDE: _("menerima atau menolak berkas dari kantor lain"),
    Permission.TERM_VIEW: _("melihat serah terima akhir masa jabatan"),
    Permission.TERM_HAND_OVER: _("melaksanakan serah terima orang lain"),
    Permission.LIMIT_PROPOSE: _("mengusulkan batas baru untuk aturan komisi"),
    Permission.LIMIT_AGREE: _("menyetujui atau menarik batas baru untuk aturan komisi"),
    Permission.SETTINGS: _("mengubah pengaturan"),
    Permission.USERS: _("mengelola pengguna dan peran"),
    Permission.STAFF_ACCOUNTS: _("menunjuk petugas, komisioner, dan Kantor Gubernur, mengurus akun mereka"),
    Permission.SYSTEM: _("melihat kesehatan sistem"),
    Permission.ALARM_VIEW: _("membuka halaman alarm"),
    Permission.ALARM_HOUSE: _("mendapat alarm tentang mesin, cadangan, dan kunci"),
    Permission.ALARM_LEADERS: _("mendapat alarm tentang akses yang tidak biasa"),
    Permission.ALARM_KETUA: _("mendapat alarm tentang pembacaan yang perlu dilihat"),
    Permission.ALARM_WAKIL: _("mendapat alarm tentang pembacaan Ketua sendiri"),
    Permission.ALARM_DUTY: _("mendapat alarm tentang pengaduan yang menunggu"),
    Permission.SELF: _("mengatur akun sendiri"),
}

COMMISSIONERS = frozenset({Role.KETUA, Role.WAKIL, Role.DIVISI_PENGADUAN, Role.DIVISI_PEMANTAUAN})
STAFF = COMMISSIONERS | {Role.SEKRETARIAT}
LEADERS = frozenset({Role.KETUA, Role.WAKIL})
EVERYONE = frozenset(Role)
# Whoever reads about children, in files or in figures with every small number: their accounts are the leaders' affair.
READERS = STAFF | {Role.GUBERNUR}

TABLE: dict[Permission, frozenset[Role]] = {
    Permission.TODAY: STAFF,
    Permission.SEARCH: STAFF,
    Permission.COMPLAINT_VIEW: STAFF,
    Permission.COMPLAINT_ADD: STAFF,
    Permission.COMPLAINT_TRIAGE: COMMISSIONERS,
    Permission.COMPLAINT_REPLY: COMMISSIONERS,
    Permission.CONTACT_VIEW: STAFF,
    Permission.CONTACT_WORK: STAFF,
    Permission.CASE_VIEW: STAFF,
    Permission.CASE_WORK: STAFF,
    Permission.CASE_CLOSE: COMMISSIONERS,
    Permission.DUTY_VIEW: STAFF,
    Permission.DUTY_WORK: STAFF,
    Permission.DUTY_ANSWER: frozenset({Role.MITRA}),
    Permission.LETTER_VIEW: STAFF,
    Permission.LETTER_WORK: STAFF,
    Permission.LETTER_ISSUE: COMMISSIONERS,
    Permission.CONFLICT_DECLARE: STAFF | {Role.MITRA},
    Permission.CONFLICT_RECUSE: STAFF | {Role.MITRA},
    Permission.CONFLICT_DECIDE: COMMISSIONERS,
    Permission.CONFLICT_WITHHOLD: LEADERS,
    Permission.CONFLICT_READ: LEADERS,
    Permission.AGENCY_VIEW: STAFF,
    Permission.AGENCY_EDIT: STAFF,
    Permission.REGION_VIEW: STAFF | {Role.ADMIN},
    Permission.REGISTER_IMPORT: STAFF,
    Permission.REPORT_VIEW: STAFF | {Role.GUBERNUR},
    Permission.REPORT_SECRET: COMMISSIONERS | {Role.GUBERNUR},
    Permission.REPORT_MAKE: COMMISSIONERS,
    Permission.PRESS_CHECK: STAFF,
    Permission.RETENTION_VIEW: STAFF,
    Permission.RETENTION_WORK: STAFF,
    Permission.RETENTION_APPROVE: LEADERS,
    Permission.RETENTION_HOLD: LEADERS,
    Permission.LEDGER_VIEW: LEADERS,
    Permission.PAPER_WORK: STAFF,
    Permission.MAIL_VIEW: STAFF,
    Permission.MAIL_WORK: STAFF,
    Permission.MAIL_DISPOSE: LEADERS,
    Permission.MATERIAL_VIEW: STAFF,
    Permission.MATERIAL_WORK: STAFF,
    Permission.RIGHTS_VIEW: STAFF,
    Permission.RIGHTS_WORK: STAFF,
    Permission.RIGHTS_DECIDE: COMMISSIONERS,
    Permission.SHARING_VIEW: STAFF,
    Permission.SHARING_WORK: STAFF,
    Permission.SHARING_SIGN: LEADERS,
    Permission.GLASS_BREAK: STAFF,
    Permission.SAFEGUARD_VIEW: LEADERS,
    Permission.CLOCKS_VIEW: STAFF | {Role.MITRA},
    Permission.CASELOAD_VIEW: STAFF,
    Permission.CASELOAD_OVERRIDE: LEADERS,
    Permission.SUPERVISION_WORK: COMMISSIONERS,
    Permission.TRANSFER_WORK: STAFF,
    Permission.TRANSFER_DECIDE: LEADERS,
    Permission.TERM_VIEW: COMMISSIONERS,
    Permission.TERM_HAND_OVER: LEADERS,
    Permission.LIMIT_PROPOSE: LEADERS,
    Permission.LIMIT_AGREE: COMMISSIONERS,
    Permission.SETTINGS: LEADERS | {Role.SEKRETARIAT},
    Permission.USERS: LEADERS | {Role.ADMIN},
    Permission.STAFF_ACCOUNTS: LEADERS,
    Permission.SYSTEM: LEADERS | {Role.ADMIN},
    Permission.ALARM_VIEW: STAFF | {Role.ADMIN},
    Permission.ALARM_HOUSE: LEADERS | {Role.SEKRETARIAT, Role.ADMIN},
    Permission.ALARM_LEADERS: LEADERS,
    Permission.ALARM_KETUA: frozenset({Role.KETUA}),
    Permission.ALARM_WAKIL: frozenset({Role.WAKIL}),
    Permission.ALARM_DUTY: STAFF,
    Permission.SELF: EVERYONE,
}


def allows(user: User, permission: Permission, office_id: int | None = None) -> bool:
    """Whether a role gives it: in this office, where the row at hand belongs to one; else in any."""
    roles = user.roles if office_id is None else user.roles_in(office_id)
    return not TABLE[permission].isdisjoint(roles)


def offices_with(user: User, permission: Permission) -> list[int]:
    """Ids of the offices in which a role gives it."""
    return [office_id for office_id in user.office_ids if allows(user, permission, office_id)]


def require(by: Actor, permission: Permission, office_id: int | None = None) -> None:
    """For actions: the same table, whatever surface called. Raises Refused.

    `office_id`: whose the row at hand is; nobody acts in an office that they do not serve. A part of the program
    (worker, operator) acts by a rule, not by a role, and is never asked."""
    if not isinstance(by, User):
        return
    if office_id is not None and office_id not in by.office_ids:
        raise Refused(gettext("Ini milik kantor lain. Minta kantor itu bila perlu bekerja sama."))
    if not allows(by, permission, office_id):
        raise Refused(gettext("Peran Anda tidak dapat melakukan ini. Minta Ketua bila memang perlu."))


def permit(permission: Permission) -> Callable[[View], View]:
    """A view behind a permission. A test walks every URL and fails on a view without one."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user: Any = request.user
            require(user, permission)
            must_be_vouched_for(request)
            if request.method not in METHODS:
                return HttpResponseNotAllowed(METHODS)
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # read by the navigation and by the URL test
        return guarded

    return decorate


def signed_in(request: HttpRequest) -> User:
    """The user of a view behind `permit`: nobody else gets there."""
    user: Any = request.user
    return user  # type: ignore[no-any-return]  # the request's user is lazy
