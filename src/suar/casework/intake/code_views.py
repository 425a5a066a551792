"""Looking up by receipt. The code never stands in an address: a sealed field carries it for 15 minutes.

What was answered stays closed until the child says that it is alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.intake import actions, flood, promises, receipt
from suar.casework.intake.draft import CodePass, NotOurs, TooOld
from suar.casework.intake.forms import CodeForm, MessageForm
from suar.casework.intake.models import Filing
from suar.casework.intake.views import only
from suar.core.documents import indonesian
from suar.core.ledger.hours import hour_of
from suar.registry.agencies import helplines

ALONE, WRITE, PROOF, ASK_FORGET, FORGET = "sendirian", "tulis", "bukti", "hapus", "hapus-ya"


@only("GET", "POST")
def code(request: HttpRequest) -> HttpResponse:
    """One address: asks for the code, then serves what it opens."""
    if request.method != "POST":
        return ask(request, CodeForm())
    if "kunci" not in request.POST:
        return look_up(request)
    now = timezone.now()
    try:
        held = CodePass.open(request.POST["kunci"], now)
    except (NotOurs, TooOld):
        return ask(request, CodeForm(), again=True)
    found = actions.look_up(held.receipt, held.word)
    if found is None:
        return ask(request, CodeForm(), again=True)
    return opened(request, held, found, now)


def look_up(request: HttpRequest) -> HttpResponse:
    """Unknown, mistyped and guessed codes meet the same page after the same two statements."""
    form = CodeForm(request.POST)
    form.is_valid()
    typed, word = form.cleaned_data.get("code", ""), form.cleaned_data.get("word_beside", "")
    hint, digits = "", ""
    try:
        digits = receipt.parse(typed)
    except receipt.InvalidReceipt as wrong:
        hint = str(wrong)
    found = actions.look_up(digits, word)
    if found is None:
        answer = ask(request, CodeForm(initial={"code": typed, "word_beside": word}), unknown=True, hint=hint)
        answer.headers[flood.WAIT] = f"{flood.wrong_tries.delay(timezone.now()):.2f}"
        return answer
    return show(request, CodePass(digits, word, timezone.now()), found)


def opened(request: HttpRequest, held: CodePass, found: actions.Found, now: datetime) -> HttpResponse:
    pressed = request.POST.get("aksi", "")
    if pressed == WRITE:
        return write(request, held, found, now)
    if pressed == ALONE:
        return talk(request, held, found, now)
    if pressed == PROOF:
        return prove(request, held, found)
    if pressed == ASK_FORGET:
        return render(request, "intake/code_forget.html", frame(held))
    if pressed == FORGET:
        return forget(request, held, found)
    return show(request, held, found)


def write(request: HttpRequest, held: CodePass, found: actions.Found, now: datetime) -> HttpResponse:
    form = MessageForm(request.POST)
    is_open = request.POST.get("terbuka") == "1"
    again = talk if is_open else show
    if not form.is_valid():
        return again(request, held, found, now, form)
    text, trapped = form.cleaned_data["text"], bool(request.POST.get("situs"))
    try:
        actions.write_further(found=found, text=text, now=now, begun=held.given_at, trapped=trapped)
    except actions.NotFiled:
        form.add_error(
            "text",
            _("Belum terkirim, ada gangguan di pihak kami. Tulisanmu masih ada di sini. Tekan kirim sekali lagi."),
        )
        return again(request, held, found, now, form)
    return again(request, held, found, now, sent_by=promises.in_words(promises.by(promises.MESSAGE, now)))


def show(
    request: HttpRequest,
    held: CodePass,
    found: actions.Found,
    now: datetime | None = None,
    form: MessageForm | None = None,
    *,
    sent_by: str = "",
) -> HttpResponse:
    """How far it is, in neutral words. Somebody may be looking over the shoulder."""
    carried = {"text": request.POST.get("text", "")} if not sent_by else {}
    context = frame(held) | {
        "road": road(found),
        "replies": len(found.replies),
        "unread": found.unread,
        "proven": found.is_proven,
        "lost_on": found.lost_on,
        "form": form or MessageForm(initial=carried),
        "sent_by": sent_by,
    }
    return render(request, "intake/code_found.html", context)


def talk(
    request: HttpRequest,
    held: CodePass,
    found: actions.Found,
    now: datetime,
    form: MessageForm | None = None,
    *,
    sent_by: str = "",
) -> HttpResponse:
    """The replies themselves, after *Ya, aku sendirian*."""
    texts = actions.opened_replies(found)
    actions.mark_read(found=found, now=now)
    context = frame(held) | {"texts": texts, "form": form or MessageForm(), "sent_by": sent_by}
    return render(request, "intake/code_talk.html", context)


def prove(request: HttpRequest, held: CodePass, found: actions.Found) -> HttpResponse:
    """That the complaint is in the record, for whoever holds its receipt; once a head that covers it is published."""
    proven = actions.opened_proof(found)
    if proven is None:
        return show(request, held, found)
    hour = hour_of(proven.head)
    context = frame(held) | {
        "place": proven.inclusion.index + 1,
        "total": proven.head.size,
        "hour": indonesian.moment(hour) if hour else "",
        "proof": proven.inclusion.to_json(),
    }
    return render(request, "intake/code_proof.html", context)


def forget(request: HttpRequest, held: CodePass, found: actions.Found) -> HttpResponse:
    try:
        actions.forget_code(found=found)
    except actions.NotFiled:
        return render(request, "intake/code_forget.html", frame(held) | {"failed": True}, status=503)
    return render(request, "intake/code_forgotten.html")


def ask(
    request: HttpRequest, form: CodeForm, *, unknown: bool = False, again: bool = False, hint: str = ""
) -> HttpResponse:
    """The page that asks for the code. A message that was being written comes along."""
    context = {"form": form, "unknown": unknown, "again": again, "hint": hint, "text": request.POST.get("text", "")}
    return render(request, "intake/code.html", context)


def frame(held: CodePass) -> dict[str, Any]:
    return {"sealed": held.seal(), "failed": False, "default": ""}


def road(found: actions.Found) -> list[dict[str, str]]:
    """Received, read, answered: already, or by which day."""
    filing = found.filing
    if filing.step == Filing.Step.DROPPED:
        lost = _("Tidak terbaca: terhapus bersama ribuan kiriman otomatis. Maaf. Tulis lagi di bawah ini.")
        return [{"label": _("Kami terima"), "note": _("Sudah")}, {"label": _("Dibaca petugas"), "note": lost}]
    stages = [
        (_("Kami terima"), True, None),
        (_("Dibaca petugas"), filing.step != Filing.Step.RECEIVED, filing.promise_read_by),
        (_("Dijawab"), bool(found.replies), filing.promise_reply_by),
    ]
    return [{"label": label, "note": note(done, moment, timezone.now())} for label, done, moment in stages]


def note(done: bool, moment: datetime | None, now: datetime) -> str:
    """What a stage promises, by its clock as it stands; a promise that was broken is called so."""
    if done:
        return _("Sudah")
    if moment is None:
        return _("Belum")
    if moment < now:
        late = _("Kami terlambat. Maaf. Kalau tidak bisa menunggu, telepon %(sapa_number)s atau %(police_number)s.")
        return late % helplines.numbers()
    return promises.in_words(moment)
