"""Letters that look like others. Pure.

A name with one letter in Cyrillic, in full width, crossed out, or parted by a sign that nobody sees is the same name to
whoever reads it, and so to what compares it. The pairs are those of UTS #39 (Unicode Security Mechanisms,
confusables.txt) in the scripts to which a keyboard here can be switched, capitals read as what they look like; beside
them the small forms of such capitals and Latin letters with a stroke, which the list leaves out. Libraries that carry
the whole list tell that a word is doubtful, and not which word it looks like."""

from __future__ import annotations

import re
import unicodedata

_LOOKS_LIKE = {
    "a": "\u0251\u0391\u03b1\u0410\u0430\u1d00",
    "b": "\u0184\u0299\u0392\u03b2\u0412\u042c\u0432\u048d\ua7b4\ua7b5",
    "c": "\u0421\u0441\u1d04",
    "d": "\u0110\u0111\u0501\u1d05",
    "e": "\u0395\u03b5\u0415\u0435\u04bd\u1d07\uab32",
    "f": "\u03dc\u0584\u1e9d\ua798\ua799\uab35",
    "g": "\u018d\u0261\u0262\u050c\u0581\u1d83",
    "h": "\u0126\u0127\u029c\u0397\u041d\u043d\u04bb\u0570",
    "i": "\u0131\u0269\u026a\u0399\u03b9\u0406\u0456\u04c0\u04cf\ua647",
    "j": "\u037f\u03f3\u0408\u0458\u1d0a\ua7b2",
    "k": "\u039a\u03ba\u041a\u043a\u1d0b",
    "l": "\u0141\u0142\u0196\u01c0\u029f",
    "m": "\u039c\u03fa\u041c\u043c\u1d0d",
    "n": "\u0274\u039d\u03b7\u0578\u057c",
    "o": "\u00d8\u00f8\u039f\u03bf\u03c3\u041e\u043e\u0555\u0585\u1d0f\u1d11\uab3d",
    "p": "\u03a1\u03c1\u0420\u0440\u1d18",
    "q": "\u051b\u0563\u0566",
    "r": "\u01a6\u0280\u0433\u1d26\uab47\uab48",
    "s": "\u01bd\u0405\u0455\u054f\ua731",
    "t": "\u0166\u0167\u03a4\u03c4\u0422\u0442\u1d1b",
    "u": "\u028b\u03bc\u03c5\u054d\u057d\u1d1c\ua79f\uab4e\uab52",
    "v": "\u03bd\u0474\u0475\u1d20",
    "w": "\u026f\u0461\u051c\u051d\u0561\u1d21",
    "x": "\u03a7\u03c7\u0425\u0445\ua7b3",
    "y": "\u0263\u028f\u03a5\u03b3\u0423\u0443\u04ae\u04af\u1d8c\u1eff\uab5a",
    "z": "\u0396\u03b6\u1d22",
}
_TABLE = {ord(other): ours for ours, others in _LOOKS_LIKE.items() for other in others}
_TABLE |= {ord(other): ours.upper() for ours, others in _LOOKS_LIKE.items() for other in others if other.isupper()}
# Default_Ignorable_Code_Point (UAX #44): what a text has between letters, and no screen shows.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)


def fold(text: str) -> str:
    """The text in plain Latin letters as far as it looks like them, small and capital as written; without accents and
    without what nobody sees."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", _UNSEEN.sub("", text))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_TABLE)
