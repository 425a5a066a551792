"""The form: each screen is a page by POST that carries everything in its hidden field. No cookie, nothing stored until
*kirim*, no state in an address."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from suar.casework.intake import actions, promises, receipt, steps
from suar.casework.intake import answers as codes
from suar.casework.intake.asking import question, spoken_to
from suar.casework.intake.draft import Answers, Draft, NotOurs, TooOld
from suar.casework.intake.forms import LastGroupForm, ReviewForm, StepForm, Words
from suar.casework.intake.surface import KeyAway
from suar.casework.intake.views import only

RECEIPT = "receipt"
NEXT, BACK, SKIP, LANGUAGE = "lanjut", "kembali", "lewati", "bahasa"
SEND, CHANGE = "kirim", "ubah-"
SAVED, CHECK, UNSAFE = "tersimpan", "cocokkan", "tanpa-kode"


@only("GET", "POST")
def report(request: HttpRequest) -> HttpResponse:
    """One address for the whole form. With a key away, what was sent stays on the page, to be sent again."""
    try:
        return asked(request, timezone.now())
    except KeyAway as away:
        if request.method != "POST":
            raise
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
        return render(request, "intake/report_held.html", {"sent": sent, "message": away.message}, status=503)


def asked(request: HttpRequest, now: datetime) -> HttpResponse:
    if request.method != "POST":
        return screen(request, Draft.begin(now, steps.FIRST.key))
    try:
        draft = Draft.open(request.POST.get("isian", ""), now)
    except (NotOurs, TooOld) as error:
        return lost(request, too_old=isinstance(error, TooOld))
    pressed = request.POST.get("aksi", NEXT)
    if draft.step in steps.ALL:
        return answered(request, draft, pressed)
    if draft.step == steps.REVIEW:
        return reviewed(request, draft, pressed, now)
    return after_receipt(request, draft, pressed)


def answered(request: HttpRequest, draft: Draft, pressed: str) -> HttpResponse:
    """A question's page was sent. What does not fit stays on the page with its reason, whichever button was pressed."""
    step = steps.ALL[draft.step]
    form = step.form(request.POST, given=draft.answers, strict=pressed == NEXT)
    fits = form.is_valid()
    if not fits and (pressed == NEXT or words_at_risk(form)):
        return screen(request, draft, form)
    given = {name: value for name, value in form.cleaned_data.items() if name in step.names}
    if pressed == SKIP:
        given = {name: value for name, value in given.items() if name in form.kept_when_skipped}
    was = draft.answers
    draft = draft.answering(given, clear=step.names)
    place, editing = target(draft, was, pressed)
    return page(request, draft.at(place, editing=editing))


def words_at_risk(form: StepForm) -> bool:
    """Typed text that does not fit would be lost by going elsewhere; a choice would not."""
    return any(isinstance(form.fields.get(name), Words) for name in form.errors)


def target(draft: Draft, was: Answers, pressed: str) -> tuple[str, bool]:
    """Which page comes now, and whether it was opened by *Ubah*."""
    if pressed == LANGUAGE:
        return draft.step, draft.editing
    if draft.editing:
        new = [step.key for step in steps.path(draft.answers) if step not in steps.path(was)]
        return (new[0], True) if new and pressed != BACK else (steps.REVIEW, False)
    if pressed == BACK:
        return steps.before(draft.step, draft.answers) or draft.step, False
    return steps.after(draft.step, draft.answers), False


def reviewed(request: HttpRequest, draft: Draft, pressed: str, now: datetime) -> HttpResponse:
    form = ReviewForm(request.POST, given=draft.answers)
    if not form.is_valid():
        return review(request, draft, form)
    draft = draft.beside(form.cleaned_data["word_beside"])
    if pressed == SEND:
        return send(request, draft, now)
    if pressed.startswith(CHANGE) and pressed.removeprefix(CHANGE) in steps.ALL:
        return screen(request, draft.at(pressed.removeprefix(CHANGE), editing=True))
    if pressed == BACK:
        return screen(request, draft.at(steps.before(steps.REVIEW, draft.answers)))
    return review(request, draft)


def send(request: HttpRequest, draft: Draft, now: datetime) -> HttpResponse:
    """*Kirim*. The receipt is shown only when the store has it for certain."""
    try:
        filed = actions.file(draft=draft, now=now, trapped=bool(request.POST.get("situs")))
    except actions.NotFiled as refusal:
        context = frame(draft, steps.REVIEW) | {"unsafe": isinstance(refusal, actions.NotSafe)}
        return render(request, "intake/report_unsent.html", context, status=503)
    return receipt_page(request, draft, filed)


def receipt_page(request: HttpRequest, draft: Draft, filed: actions.Filed | None) -> HttpResponse:
    """The code and what comes next. With the store away the code stands there alone; one that its holder deleted is
    not shown as if it still opened something."""
    if filed is not None and filed.code_is_gone:
        return render(request, "intake/report_done.html", after_filing(draft) | {"kept": False, "gone": True})
    context = after_filing(draft) | {
        "word": draft.word if filed is None or filed.word_holds else "",
        "word_holds": filed is None or filed.word_holds,
        "read_by": promised(filed.filing.promise_read_by) if filed else "",
        "reply_by": promised(filed.filing.promise_reply_by) if filed else "",
    }
    return render(request, "intake/report_receipt.html", context)


def promised(moment: datetime | None) -> str:
    return promises.in_words(moment) if moment else ""


def after_receipt(request: HttpRequest, draft: Draft, pressed: str) -> HttpResponse:
    """The code is on paper, or should not be. Typed back in part; a mistake shows the code once more. Whoever asks for
    the other language has perhaps not written it down yet."""
    if pressed == LANGUAGE:
        return receipt_page(request, draft, actions.filed(draft))
    form = LastGroupForm()
    missed = False
    if pressed == UNSAFE:
        return render(request, "intake/report_done.html", after_filing(draft) | {"kept": False})
    if pressed == CHECK:
        if same_last_group(request.POST.get("last", ""), draft.receipt):
            kept = {"kept": True, "address": request.get_host()}
            return render(request, "intake/report_done.html", after_filing(draft) | kept)
        missed = True
    return render(request, "intake/report_check.html", after_filing(draft) | {"form": form, "missed": missed})


def same_last_group(typed: str, digits: str) -> bool:
    """The last four, or the whole code if somebody typed it all."""
    try:
        given = receipt.only_digits(typed)
    except receipt.InvalidReceipt:
        return False
    return given in {digits[-receipt.GROUP :], digits}


def page(request: HttpRequest, draft: Draft) -> HttpResponse:
    return review(request, draft) if draft.step == steps.REVIEW else screen(request, draft)


def screen(request: HttpRequest, draft: Draft, form: StepForm | None = None) -> HttpResponse:
    """A question. Its own answers stand in its fields, so the sealed form goes without them."""
    step = steps.ALL[draft.step]
    context = frame(draft.without(*step.names), draft.step, default=NEXT)
    return render(request, "intake/report.html", context | {"question": question(step, draft.answers, form)})


def review(request: HttpRequest, draft: Draft, form: ReviewForm | None = None) -> HttpResponse:
    sent = steps.asked(draft.answers)
    rows = [
        (step.key, list(codes.labelled({n: sent[n] for n in step.names if n in sent}))) for step in steps.path(sent)
    ]
    named = [(key, str(codes.NAMES[steps.ALL[key].names[0]]), pairs) for key, pairs in rows]
    context = frame(draft, steps.REVIEW, default="periksa") | {
        "form": form or ReviewForm(given={"word_beside": draft.word}),
        "rows": named,
        "empty": not sent,
        "in_danger": codes.in_danger_now(sent),
    }
    return render(request, "intake/report_review.html", context)


def frame(draft: Draft, step: str, default: str = SEND) -> dict[str, Any]:
    """What every page of the form needs: the sealed form and how the person is spoken to."""
    return {
        "sealed": draft.at(step, editing=draft.editing and step in steps.ALL).seal(),
        "adult": codes.is_adult(draft.answers),
        "friend": codes.is_friend(draft.answers),
        "default": default,
        "word": draft.word,
    }


def after_filing(draft: Draft) -> dict[str, Any]:
    """The receipt's pages carry no answers any more but those that decide how they speak and which help they show."""
    kept = spoken_to(draft.answers)
    bare = Draft(draft.form_id, draft.started_at, draft.receipt, RECEIPT, kept, draft.word)
    return frame(bare, RECEIPT, default=CHECK) | {
        "groups": receipt.groups(draft.receipt),
        "in_danger": codes.in_danger_now(kept),
        "despair": codes.in_despair(kept),
        "gone": False,
    }


def lost(request: HttpRequest, *, too_old: bool) -> HttpResponse:
    """The page's sealed form does not open. What was typed on this very page is shown, so that it can be copied."""
    context = {"too_old": too_old, "story": request.POST.get("story", "")}
    return render(request, "intake/report_lost.html", context, status=400)
