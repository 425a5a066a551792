"""Every page of both faces, for whoever looks at them: the pictures of `make shots` and the walk with axe.

The desk's pages come from its addresses (`e2e/sampling.py`), in the demo's year; the public ones are walked as a child
walks them, because most have no address of their own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from e2e.office import SUAR, Running, free_port
from e2e.sampling import Found

PASSWORD = "beacon-demo-2026"  # noqa: S105 - the demo's, printed at its start
STORY = "Temanku tidak boleh pulang dari tempat kerjanya."
PUBLIC = {
    "home": "/",
    "report": "/lapor/",
    "code": "/kode/",
    "tonight": "/malam-ini/",
    "readers": "/siapa-yang-membaca/",
    "traces": "/menghapus-jejak/",
    "transparency": "/transparansi/",
}
# Addresses without a page of their own, and why.
NO_PAGE = {
    "press": {  # answers a press only
        "account_lock",
        "accounts:appointment-end",
        "accounts:closure-remove",
        "accounts:device-sign-out",
        "accounts:provider-link",
        "accounts:provider-unlink",
        "accounts:notice-disown",
        "accounts:notice-settle",
        "accounts:user-attest",
        "accounts:user-deactivate",
        "accounts:user-factor-reset",
        "accounts:user-password",
        "accounts:user-provider-unlink",
        "accounts:user-reactivate",
        "accounts:user-sign-out",
        "accounts:user-vouch",
        "agencies:agency-deactivate",
        "agencies:agency-reactivate",
        "agencies:contact-remove",
        "cases:closure-countersign",
        "duties:limit-agree",
        "duties:limit-withdraw",
        "cases:risk-confirm",
        "cases:task-finish",
        "complaints:complaint-open",
        "complaints:complaint-reopen",
        "complaints:complaint-reply",
        "complaints:complaint-reveal",
        "conferences:conference-number",
        "conferences:invitation-tell",
        "contacts:contact-reveal",
        "contacts:contact-call-back",
        "contacts:contact-note",
        "contacts:draft-begin",
        "contacts:draft-save",
        "contacts:draft-speaker",
        "contacts:flag-lift",
        "contacts:number-remove",
        "desk:alarm-close",
        "complaints:quarantine-rescue",
        "provider_start",
        "mail:disposition-read",
        "conflicts:declaration-renew",
        "conflicts:recuse",
        "conflicts:tie-end",
        "duties:partner-recuse",
        "plans:assessment-finish",
        "plans:checkin-reopen",
        "plans:plan-approve",
        "plans:plan-submit",
        "rounds:asked-duty",
        "rounds:item-defer",
        "rounds:item-skip",
        "rounds:round-begin",
        "rounds:round-end",
        "rounds:weekly-send",
        "register:import-columns",
        "register:import-discard",
        "register:import-show",
        "rights:request-confirm",
        "set_language",
        "sharing:referral-cancel",
        "sharing:referral-tell",
    },
    "file": {
        "account_locked_question",  # JSON for the page's own script
        "account_presence",
        "agencies:agency-export",
        "cases:case-export",
        "complaints:complaint-export",
        "complaints:handover-letter",
        "duties:duty-export",
        "letters:letter-docx",
        "letters:letter-export",
        "letters:letter-pdf",
        "letters:template-sample",
        "mail:incoming-export",
        "retention:act-export",
        "retention:act-pdf",
        "rounds:weekly-pdf",
        "register:import-rejected",
        "press:sheet-pdf",
        "reports:report-download",
        "reports:report-secret-download",
        "sharing:referral-pdf",
    },
    "moved": {
        "accounts:typed-again",  # of a session in which something was typed: tests/registry/accounts/test_recently.py
        "account_prove_rest",  # between two steps of a proof: tests/registry/accounts/test_recently.py
        "account_locked",  # of a session that is locked: e2e/test_idle.py
        "cases:case-reveal",  # a press; a typed address leads back to the file
        "children:child-reveal",
        "mfa_index",  # an alias of the library for the profile
        # Doors of an account with a second factor, which nobody has in the demo: tests/registry/accounts.
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_authenticate",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_login_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    },
    "404": {
        # A file and a press of a template of the office's own, which the demo's office has not.
        "letters:template-drop",
        "letters:template-file",
        # No term of the demo was handed over yet: tests/casework/supervision/test_handing_over.py
        "supervision:handover-detail",
        "supervision:handover-print",
        "mfa_deactivate_totp",
        "mfa_download_recovery_codes",
        "mfa_view_recovery_codes",
        "provider_return",  # of an office that named a provider: tests/registry/accounts/test_provider.py
    },
}
OTHER_PUBLIC = {
    "robots": "for machines",
    "exit": "leads away",
    "transparency-checkpoint": "a signed text",
    "transparency-heads": "JSON",
    "transparency-proof": "JSON",
}

# The next fixed hour at once: the proof that a receipt shows is there only after one.
PUBLISH = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from suar.casework.complaints import publishing, takeover
from suar.casework.intake.models import PublicHead
from suar.core.ledger.actions import sequence_all
takeover.take_over()
sequence_all()
publishing.publish(max([timezone.now(), *PublicHead.objects.values_list("hour", flat=True)]) + timedelta(hours=12))
"""


@contextmanager
def year(home: Path) -> Iterator[tuple[Running, list[Found]]]:
    """The demo's office, built once in `home`, on ports of its own, and all addresses of its desk."""
    environment = dict(os.environ) | {
        "SUAR_HOME": str(home),
        "SUAR_DEVELOPMENT": "1",
        "SUAR_RELAXED_SIGN_IN": "1",
        "DJANGO_SETTINGS_MODULE": "suar.config.settings.desk",
    }
    subprocess.run([*SUAR, "demo", "--home", str(home), "--build-only"], env=environment, check=True)
    ports = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
    office = Running(home, *ports, environment, by="demo")
    walked = subprocess.run(
        [sys.executable, "-m", "e2e.sampling"], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    office.start()
    try:
        yield office, [Found(**found) for found in json.loads(walked.stdout)]
    finally:
        office.stop()


def signed_in(browser: Browser, office: Running, role: str) -> BrowserContext:
    """A context of this role ("" for nobody) at 1280 px."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, locale="id-ID")
    if role:
        page = context.new_page()
        page.goto(f"{office.desk}/akun/masuk/")
        page.fill("input[name=login]", role.replace("_", "-"))
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/masuk/" not in url)
        page.close()
    return context


def speak(context: BrowserContext, office: Running, language: str) -> None:
    """The desk in this language, for this person."""
    page = context.new_page()
    page.goto(f"{office.desk}/akun/")
    button = page.locator(f"button[name=language][value={language}]")
    if button.count():
        page.click(".menu > summary")
        button.click()
        page.wait_for_load_state()
    page.close()


def public_pages(page: Page, office: Running, prefix: str = "") -> Iterator[str]:
    """Stands on each public page in turn and names it. `prefix`: "" or "/en"."""
    for name, path in PUBLIC.items():
        if name != "report":
            page.goto(office.public + prefix + path)
            yield name
    receipt = ""
    for name in report(page, office, prefix):
        yield name
        if name == "receipt":
            receipt = re.sub(r"\D", "", page.locator("p.receipt").inner_text())
    office.python(PUBLISH)
    yield from by_code(page, office, prefix, receipt)


def report(page: Page, office: Running, prefix: str) -> Iterator[str]:
    """Each screen of the form; one answered wrongly; the review; the receipt."""
    page.goto(f"{office.public}{prefix}/lapor/")
    for n in range(1, 12):
        yield f"form-{n}"
        if page.locator("button[value=kirim]").count():
            page.click("button[value=kirim]")
            page.wait_for_selector("p.receipt")
            yield "receipt"
            return
        if page.locator("textarea[name=story]").count():
            page.fill("textarea[name=story]", STORY)
        else:
            answer = page.locator("main input[type=radio]")
            if answer.count():
                answer.nth(min(1, answer.count() - 1)).check(force=True)
        page.click("main button[value=lanjut]")
        page.wait_for_load_state()
        if page.locator("main [aria-invalid=true], main .error").count():
            yield f"form-{n}-wrong"
            page.click("main button[value=lewati]")
            page.wait_for_load_state()
    raise AssertionError("the form has no end")


def by_code(page: Page, office: Running, prefix: str, receipt: str) -> Iterator[str]:
    """What a code opens: not found, the neutral page, the conversation, the question before it is deleted."""
    for name, code in (("code-unknown", "0" * 20), ("code-found", receipt)):
        page.goto(f"{office.public}{prefix}/kode/")
        page.fill("input[name=code]", code)
        page.press("input[name=code]", "Enter")
        page.wait_for_load_state()
        yield name
    for name, press in (("code-proof", "bukti"), ("code-alone", "sendirian"), ("code-forget", "hapus")):
        button = page.locator(f"button[value={press}]")
        if button.count():
            button.first.click()
            page.wait_for_load_state()
            yield name
            if name == "code-proof":
                page.click("button[value=batal]")
                page.wait_for_selector("button[value=hapus]")
