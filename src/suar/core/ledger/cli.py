"""`suar ledger`: verify, and read what was recorded. Exit status 1 when something is wrong or cannot be found."""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from typing import Any
from uuid import UUID

import click

from suar.core.ledger.actions import signer
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.merkle import inclusion_proof
from suar.core.ledger.models import Entry, Head, Leaf
from suar.core.ledger.outside_cli import check_inclusion, witness
from suar.core.ledger.tampered import accept
from suar.core.ledger.verify import Verdict
from suar.core.ledger.verify import verify as verify_all

as_json = click.option("--json", "in_json", is_flag=True, help="Answer in JSON.")


@click.group("ledger")
def ledger() -> None:
    """The append-only record of every change and every read."""


ledger.add_command(witness)
ledger.add_command(check_inclusion)


@ledger.command("verify")
@as_json
def verify_command(in_json: bool) -> None:
    """Recompute everything; name the first thing wrong and exit 1."""
    show_progress = sys.stderr.isatty()
    verdict = verify_all(
        lambda part, done: click.echo(f"\r{part} {done}", nl=False, err=True) if show_progress else None
    )
    if show_progress:
        click.echo("", err=True)
    answer = as_answer(verdict)
    if in_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        click.echo(f"{verdict.entries} entries under {verdict.heads} signed heads, {verdict.rows} rows compared")
        for one in verdict.wrong:
            click.echo(f"WRONG: {one.table} {one.row}: {one.what}")
        if verdict.sound:
            click.echo("sound")
    click.get_current_context().exit(0 if verdict.sound else 1)


def as_answer(verdict: Verdict) -> dict[str, Any]:
    """The verdict as JSON: `wrong` is the first thing, `all_wrong` the first of each part."""
    wrong = [{"table": one.table, "row": one.row, "what": one.what} for one in verdict.wrong]
    return {
        "sound": verdict.sound,
        "entries": verdict.entries,
        "heads": verdict.heads,
        "rows": verdict.rows,
        "wrong": wrong[0] if wrong else None,
        "all_wrong": wrong,
        "seconds": verdict.seconds,
    }


@ledger.command("heads")
@click.option("--limit", default=1, show_default=True, help="How many of the newest; 0 for all.")
@as_json
def heads_command(limit: int, in_json: bool) -> None:
    """Print the newest signed heads and the key that verifies them."""
    heads = Head.objects.order_by("-tree_size")
    listed = list(heads[:limit] if limit else heads)
    if in_json:
        shown = [{"tree_size": h.tree_size, "at": h.at.isoformat(), "note": h.note} for h in listed]
        click.echo(json.dumps({"verifier": str(signer().verifier), "heads": shown}, ensure_ascii=False))
        return
    click.echo(f"verifier key: {signer().verifier}\n")
    for head in listed:
        click.echo(head.note)


@ledger.command("show")
@click.option("--subject", type=click.UUID, help="Only what was done about this child or complaint.")
@click.option("--limit", default=50, show_default=True, help="How many of the newest; 0 for all.")
@as_json
def show_command(subject: UUID | None, limit: int, in_json: bool) -> None:
    """List entries, the newest first: who did or read what, when and why."""
    entries = Entry.objects.newest_first()
    if subject is not None:
        entries = entries.about(subject)
    for entry in (entries[:limit] if limit else entries).iterator():
        fields = as_fields(entry)
        if in_json:
            click.echo(json.dumps(fields, ensure_ascii=False))
        else:
            click.echo(f"{fields['id']:>8}  {fields['at']}  {entry.actor:16} {entry.verb:28} {entry.why}".rstrip())


def as_fields(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.pk,
        "at": entry.at.isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "verb": entry.verb,
        "office": entry.office,
        "subject": str(entry.subject) if entry.subject else None,
        "why": entry.why,
        "data": json.loads(entry.data) if entry.data else {},
    }


@ledger.command("accept")
@click.argument("finding", type=int)
@click.option("--why", required=True, help="What came of looking into it, without a name: it stands in the ledger.")
@as_json
def accept_command(finding: int, why: str, in_json: bool) -> None:
    """Answer for the rows of FINDING as they are now: `verify` names it until somebody does."""
    found = Entry.objects.findings().filter(pk=finding).first()
    if found is None:
        raise click.ClickException(f"Entry {finding} is no finding that waits: `suar ledger verify` names them.")
    accept(found, by=OPERATOR, why=why[:200])
    rows = json.loads(found.data)["rows"]
    click.echo(json.dumps({"finding": finding, "rows": rows}) if in_json else f"finding {finding} accepted")


@ledger.command("proof")
@click.argument("entry", type=int)
@as_json
def proof_command(entry: int, in_json: bool) -> None:
    """Prove that ENTRY is in the tree of the newest signed head (RFC 9162 inclusion proof)."""
    leaf = Leaf.objects.filter(entry_id=entry).first()
    head = Head.objects.order_by("-tree_size").first()
    if leaf is None or head is None or leaf.position >= head.tree_size:
        raise click.ClickException(f"Entry {entry} has no place in the tree (yet).")
    hashes = list(Leaf.objects.filter(position__lt=head.tree_size).order_by("position").values_list("hash", flat=True))
    proof = inclusion_proof(leaf.position, head.tree_size, lambda index: bytes(hashes[index]))
    answer = {
        "entry": entry,
        "index": leaf.position,
        "tree_size": head.tree_size,
        "leaf": b64encode(bytes(leaf.hash)).decode(),
        "root": b64encode(bytes(head.root)).decode(),
        "proof": [b64encode(node).decode() for node in proof],
        "note": head.note,
    }
    if in_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    click.echo(f"entry {entry} is leaf {leaf.position} of {head.tree_size}\nleaf {answer['leaf']}")
    for node in proof:
        click.echo(f"node {b64encode(node).decode()}")
    click.echo(f"\n{head.note}", nl=False)
