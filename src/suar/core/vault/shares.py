"""The master key as words on three sheets, of which any two open it and one alone says nothing (SLIP-0039): for people
who need not trust each other, and none of whom may be the only one."""

from __future__ import annotations

from collections.abc import Iterable

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics

from suar.core.vault.master import VaultLocked

NEEDED, MADE = 2, 3


def split(key: bytes) -> list[str]:
    """Three sheets of 33 words. Made again, they are others, and sheets of two makings do not fit together."""
    (sheets,) = generate_mnemonics(1, [(NEEDED, MADE)], key)
    return list(sheets)


def join(sheets: Iterable[str]) -> bytes:
    """The master key from two sheets, in whatever letters and spacing they were typed. Raises VaultLocked, and says
    nothing about the words that were given."""
    typed = [" ".join(sheet.lower().split()) for sheet in sheets]
    given = list(dict.fromkeys(sheet for sheet in typed if sheet))
    if len(given) != NEEDED:
        raise VaultLocked(f"{NEEDED} different sheets are needed.")
    try:
        return bytes(combine_mnemonics(given))
    except MnemonicError:
        raise VaultLocked(
            "The sheets do not open: a word was misread, or they are not of one making. Each has 33 words."
        ) from None
