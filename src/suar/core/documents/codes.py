"""Codes on paper that a scanner reads: QR, drawn as SVG in black alone, so that a photocopy still holds them."""

from __future__ import annotations

QUIET = 4  # modules of white around it, as the standard asks


def qr(text: str) -> bytes:
    """The code as SVG, one unit a module, for `images` of `typeset.pdf` or a page. A quarter of it may be damaged.

    Digits, capitals, space and `$%*+-./:` make the smallest code."""
    import qrcode
    from qrcode.constants import ERROR_CORRECT_Q

    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on)
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{dark}"/></svg>'
    ).encode()
