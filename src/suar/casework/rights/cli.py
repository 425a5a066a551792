"""`suar rights check`: whether a package of a child's file may be made for a request, and why not. It tells nothing of
the child and makes no package: that is done at the desk, by somebody of the office."""

from __future__ import annotations

import click

from suar.casework.rights.actions.carrying import hindrances_to_package
from suar.casework.rights.models import SubjectRequest
from suar.core import ledger
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.cli import as_json
from suar.core.ledger.vault_cli import answer
from suar.core.vault.fields import share_cipher, unlock


@click.group("rights")
def rights() -> None:
    """Requests for access to, or correction of, what is held of a child."""


@rights.command("check")
@click.argument("number")
@click.option("--office", required=True, help="Code of the office.")
@as_json
@click.pass_context
def check(context: click.Context, number: str, office: str, in_json: bool) -> None:
    """Whether the request NUMBER of an office may be answered by a package now. Exit status 1 where it may not; each
    reason is said."""
    found = SubjectRequest.objects.filter(number=number.strip().upper(), office__code=office)
    request = found.select_related("office", "case", "child").first()
    if request is None:
        raise click.ClickException(f"No request {number} in the office {office}.")
    unlock([request])
    share_cipher(request, request.child, request.case)
    reasons = hindrances_to_package(request)
    ids = [request.pk, request.case_id]
    ledger.read("rights_check", by=OPERATOR, subject=request.child_id, office=office, why="operator", ids=ids)
    answer({"number": request.number, "allowed": not reasons, "reasons": reasons}, in_json)
    context.exit(1 if reasons else 0)
