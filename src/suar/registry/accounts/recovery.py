"""Recovery codes, kept as one-way hashes: whoever has the database and the master key reads none of them.

The sign-in library keeps a seed from which it derives them at each use. Here each is random, and hashed like a
password, all of a set with one salt, so that a try costs one hash; the hashes are sealed besides. To be written down
they lie for ten minutes in a row of their own, whose key is in the session that made them: only its cookie opens them
(sessions.py), and the row goes when they are over, whether or not anybody comes back for it."""

from __future__ import annotations

import json
import re
import secrets
from typing import Any

from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import auth, flows
from allauth.mfa.utils import decrypt, encrypt, is_mfa_enabled
from django.contrib.auth import hashers
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from suar.registry.accounts.sessions import SessionStore

DIGITS = 12  # 40 bits: more than a thousand times what eight give to whoever tries hashes
KEPT = "hashes"  # in the row of the factor
SHOWN = "recovery"  # in the session: the key of what was just made
LONG_ENOUGH = 10 * 60  # seconds to write them down
READY = "suar_recovery_codes"  # on a request: made and hashed before the library opens its transaction

type Made = tuple[list[str], list[str]]
"""Codes and their hashes."""


def make() -> Made:
    """A new set. It takes seconds, as it should."""
    salt = hashers.get_hasher().salt()
    codes = [f"{secrets.randbelow(10**DIGITS):0{DIGITS}}" for _ in range(app_settings.RECOVERY_CODE_COUNT)]
    return codes, [hashers.make_password(code, salt) for code in codes]


def make_ready(request: HttpRequest) -> None:
    """Outside the library's transaction, in which nobody else could write meanwhile."""
    setattr(request, READY, make())


def has_codes(user: Any) -> bool:
    return bool(is_mfa_enabled(user, [Authenticator.Type.RECOVERY_CODES]))


class HashedCodes(auth.RecoveryCodes):  # type: ignore[misc]  # allauth ships no types
    """In the place of the library's, for its own pages and forms."""

    instance: Any

    @classmethod
    def activate(cls, user: Any) -> HashedCodes:
        kind = Authenticator.Type.RECOVERY_CODES
        standing = Authenticator.objects.filter(user_id=user.pk, type=kind).first()
        if standing is not None:
            return cls(standing)
        codes, hashed = getattr(context.request, READY, None) or make()
        factor = Authenticator(user=user, type=kind, data={KEPT: encrypt(json.dumps(hashed))})
        factor.save()
        factor.just_made = codes  # of this object alone
        if context.request is not None:
            _lay_out(context.request, codes)
        return cls(factor)

    def hashes(self) -> list[str]:
        """Of the codes that are not used yet."""
        left: list[str] = json.loads(decrypt(self.instance.data[KEPT]))
        return left

    def get_unused_codes(self) -> list[str]:
        """Themselves where they were just made; else as many dots: nobody can say any more what they are."""
        return getattr(self.instance, "just_made", ["…" for _ in self.hashes()])

    @transaction.atomic
    def validate_code(self, code: str) -> bool:
        """Whether it is one of them; it is used then."""
        code = plain(code)
        if not re.fullmatch(rf"\d{{{DIGITS}}}", code, re.ASCII):
            return False  # of the telephone, perhaps: no need to hash it
        self.instance = Authenticator.objects.select_for_update().get(pk=self.instance.pk)
        kept = self.hashes()
        tried = hashed_like(kept[0], code) if kept else ""
        left = [one for one in kept if not constant_time_compare(one, tried)]
        if len(left) == len(kept):
            return False
        self.instance.data[KEPT] = encrypt(json.dumps(left))
        self.instance.save()
        return True


def plain(code: str) -> str:
    """Without what stands between its groups."""
    return re.sub(r"[\s-]", "", code)


def hashed_like(known: str, code: str) -> str:
    """With the salt and the count of a hash that is kept: the program's own may have grown since."""
    hasher = hashers.identify_hasher(known)
    how = hasher.decode(known)
    counted = {"iterations": how["iterations"]} if "iterations" in how else {}
    return str(hasher.encode(code, how["salt"], **counted))


def _lay_out(request: HttpRequest, codes: list[str]) -> None:
    """In a session of nobody: it signs in nowhere, and the worker deletes it when its time is over."""
    SessionStore(request.session.get(SHOWN)).delete()  # a set that was made a moment ago is none any more
    apart = SessionStore()
    apart["codes"] = codes
    apart.set_expiry(LONG_ENOUGH)
    apart.create()
    request.session[SHOWN] = apart.session_key


def to_show(request: HttpRequest) -> list[str]:
    """The codes that this session has just made, in groups of four; none any more after ten minutes."""
    codes = SessionStore(request.session.get(SHOWN)).get("codes", [])
    return [" ".join(re.findall("....", code)) for code in codes]


def install() -> None:
    """Called once, when the app is ready: the library looks its class up by this name in these two places."""
    auth.RecoveryCodes = flows.RecoveryCodes = HashedCodes
