"""What reached the invented office by telephone and chat: a friend, a neighbour, a missed call, a half-typed intake."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from suar.casework.contacts import actions, chat, reading
from suar.config.demo.clock import at
from suar.registry.accounts.models import Office, User

OFFICE_LINE, FRIEND, NEIGHBOUR, MISSED = "0800-555-0100", "0800-555-0141", "0800-555-0142", "0800-555-0143"
CHAT = f"""12/11/26 19.02 - Pesan dan panggilan dienkripsi secara end-to-end.
12/11/26 19.02 - {NEIGHBOUR}: selamat malam, apa benar ini nomor perlindungan anak
12/11/26 19.05 - Piket Contoh: Halo, terima kasih sudah menghubungi. Apakah sekarang bisa membaca pesan sendirian?
12/11/26 19.06 - {NEIGHBOUR}: bisa. anak tetangga saya tuna rungu, tidak punya akta, sudah dua minggu tidak sekolah
12/11/26 19.07 - {NEIGHBOUR}: <Media tidak disertakan>
12/11/26 19.08 - Piket Contoh: Tolong jangan kirim foto. Cukup ceritakan dengan kata-kata."""


def take_calls(office: Office, staff: Mapping[str, User]) -> None:
    """Some are complaints, most are not; one is missed, one is still being typed."""
    now = timezone.now()
    by, secretary = staff["divisi_pengaduan"], staff["sekretariat"]
    with at(now - timedelta(days=9)):
        actions.add_number(by=secretary, shown_as="Piket Contoh", phone=OFFICE_LINE)
        for call_type in ("silent", "test", "wrong_number"):
            actions.note(by=secretary, call_type=call_type, channel="phone")
    with at(now - timedelta(days=8)):
        a_friend_calls(by)
    with at(now - timedelta(days=6)):
        actions.note(by=secretary, call_type="information", channel="phone")
        a_chat_is_read(office, secretary)
    with at(now - timedelta(hours=20)):
        actions.note_missed(by=secretary, phone=MISSED)
    with at(now - timedelta(minutes=40)):
        half_typed(by)


def a_friend_calls(by: User) -> None:
    draft = actions.begin_draft(by=by, channel="phone")
    told = actions.Told(
        story="Temannya dijemput tiap sore oleh orang yang tidak dikenal, pulang larut, dan takut menolak.",
        with_whom="Neneknya, di rumah", safe_now="yes", relation="friend", phone=FRIEND, may_call="yes",
        hours="Sesudah pukul 15, sebut “Kakak les”", wish="Temannya didengar tanpa dimarahi", region_code="61.72",
        children=[{"name": "Bagas Rekaan", "age": 14, "sex": "L"}, {"name": "", "age": 12, "sex": "L"}],
    )  # fmt: skip
    contact = actions.file(draft=draft, by=by, told=told)
    actions.flag(
        contact=contact, by=by, kind="listened", reason="Bicaranya berbisik dan terputus ketika ada yang masuk.",
        lasts="quarter",
    )  # fmt: skip


def a_chat_is_read(office: Office, by: User) -> None:
    body = reading.body_of(chat.read(CHAT), reading.ours(office))
    draft = actions.begin_draft(by=by, channel="whatsapp", body=body)
    told = actions.Told(
        story=body["form"]["story"], phone=NEIGHBOUR, relation="neighbour", with_whom="Ibunya", safe_now="unknown",
        children=[{"name": "Melki Misal", "age": 10, "sex": "L"}], chat=body["chat"]["text"], media=1,
    )  # fmt: skip
    actions.file(draft=draft, by=by, told=told)


def half_typed(by: User) -> None:
    """The caller hung up in the middle; the words wait for whoever typed them."""
    form = {"with_whom": "Ayah tirinya", "story": "Ada anak yang", "phone": FRIEND, "name_0": "Rosa Contohan"}
    actions.begin_draft(by=by, channel="phone", body={"form": form})
