"""`suar ledger witness` and `suar ledger check-inclusion`: what somebody outside the office does, on a machine of their
own, without a home. Exit status 1 is a proof that something is wrong, 2 that nothing could be learned."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from pathlib import Path
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import click

from suar.core.ledger.checkpoint import NoteError, Verifier
from suar.core.ledger.inclusion import MAX_TEXT, Inclusion, NotProven
from suar.core.ledger.models import moment
from suar.core.ledger.second_party import Fetch, Folder, Unusable, look

LARGEST = 1_000_000  # bytes of one answer
SECONDS = 30  # until an answer is given up
NOTHING_LEARNED = 2


@click.command("witness")
@click.option("--url", required=True, help="The office's page, as https://HOST/transparansi/.")
@click.option("--dir", "place", type=click.Path(file_okay=False, path_type=Path), required=True, help="Your folder.")
@click.option("--verifier", default="", help="The office's key line; needed once, kept in the folder.")
@click.option("--name", default="", help="Under which name you sign what you saw; needed once.")
@click.option("--patience", default=26, show_default=True, help="Hours without a new head before it is a finding.")
@click.option("--json", "in_json", is_flag=True, help="Answer in JSON.")
def witness(url: str, place: Path, verifier: str, name: str, patience: int, in_json: bool) -> None:
    """Keep the published heads of an office as a second party. Exit 1 with the proof when one contradicts another."""
    try:
        folder = Folder(place, verifier=verifier.strip(), name=name.strip())
        found = look(folder, over_http(url), now=datetime.now(UTC), patience=timedelta(hours=patience))
    except Unusable as error:
        click.echo(f"Error: {error}", err=True)
        click.get_current_context().exit(NOTHING_LEARNED)
    if in_json:
        click.echo(json.dumps({"sound": found.sound, "own": folder.own.verifier} | asdict(found), ensure_ascii=False))
    else:
        click.echo(f"{found.kind}: {found.what}")
        for title, text in (("kept", found.kept), ("shown", found.shown), ("offered", found.offered)):
            if text:
                click.echo(f"\n{title}:\n{text}")
    click.get_current_context().exit(0 if found.sound else 1)


def over_http(url: str) -> Fetch:
    """Fetches below the page's address; None where the page answers that there is nothing."""
    if not url.startswith(("https://", "http://")):
        raise Unusable("The address must begin with https://.")

    def fetch(path: str) -> bytes | None:
        try:
            with urlopen(url.rstrip("/") + "/" + path, timeout=SECONDS) as answer:  # noqa: S310 - the scheme is checked
                content: bytes = answer.read(LARGEST + 1)
        except HTTPError as error:
            if error.code == 404:
                return None
            raise Unusable(f"The page answers {error.code}. Try again later.") from None
        except (URLError, HTTPException, OSError, ValueError) as error:
            raise Unusable(f"The page does not answer: {error}") from None
        if len(content) > LARGEST:
            raise Unusable("The page answers with more than a head or a proof.")
        return content

    return fetch


@click.command("check-inclusion")
@click.argument("proof", type=click.File("r"))
@click.option("--verifier", required=True, help="The office's key line.")
@click.option("--json", "in_json", is_flag=True, help="Answer in JSON.")
def check_inclusion(proof: IO[str], verifier: str, in_json: bool) -> None:
    """Check PROOF (a file, or -) as the look-up page shows it: is this entry under that signed head? Exit 1 if not."""
    try:
        given = Inclusion.from_json(proof.read(MAX_TEXT + 1))
        head = given.check(Verifier.parse(verifier.strip()))
        said = given.said()
    except (NoteError, NotProven, UnicodeError) as error:
        raise click.ClickException(str(error)) from None
    answer = {
        "included": True,
        "entry": said["id"],
        "verb": said["verb"],
        "at": moment(said["at_us"]).isoformat(),
        "mark": said["data"].get("mark", ""),
        "index": given.index,
        "tree_size": head.size,
        "origin": head.origin,
    }
    if in_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    click.echo(f"included: entry {answer['entry']} ({answer['verb']}, {answer['at']})")
    click.echo(f"leaf {given.index} of {head.size} in the ledger {head.origin}\nmark {answer['mark']}")
