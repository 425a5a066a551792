"""`suar sharing`: the agreements of an office, and the gate before anything leaves a file."""

from __future__ import annotations

import json
from typing import Any

import click
from django.utils import timezone
from django.utils.translation import override

from suar.casework.cases.models import Case
from suar.casework.conflicts.withheld import require_receiver
from suar.casework.sharing import gate, panels
from suar.casework.sharing.codes import Purpose
from suar.casework.sharing.models import Agreement
from suar.core import ledger
from suar.core.errors import DomainError
from suar.core.ledger.actors import OPERATOR
from suar.core.vault.fields import share_cipher, unlock
from suar.registry.agencies.models import Agency


@click.group("sharing")
def sharing() -> None:
    """What was agreed with which body, and whether something may go."""


@sharing.command("agreements")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def agreements(as_json: bool) -> None:
    """Every edition of every agreement: with whom, what for, which fields, until when. Nothing about a child."""
    rows = list(Agreement.objects.select_related("office", "agency", "signed_by").order_by("agency", "edition"))
    ledger.read("agreement_list", by=OPERATOR, why="command", ids=[row.pk for row in rows])
    if as_json:
        click.echo(json.dumps([_facts(row) for row in rows], ensure_ascii=False))
        return
    with override("id"):
        states = panels.agreement_states(rows, timezone.localdate())
        for row, (state, _tone) in zip(rows, states, strict=True):
            click.echo(f"{row.agency.short_name:30}  versi {row.edition}  {state:24}  {row.valid_until}")


def _facts(row: Agreement) -> dict[str, Any]:
    return {
        "office": row.office.code,
        "agency": row.agency.short_name,
        "edition": row.edition,
        "status": row.status,
        "terms": row.terms,
        "months": row.months,
        "valid_from": row.valid_from.isoformat(),
        "valid_until": row.valid_until.isoformat(),
        "signed": row.signed_by is not None,
    }


@sharing.command("check")
@click.option("--case", "number", required=True, help="Number of the file.")
@click.option("--office", default="", help="Code of the office; needed only where two have a file of this number.")
@click.option("--agency", "name", required=True, help="Name or short name of the body.")
@click.option("--purpose", required=True, type=click.Choice([one.value for one in Purpose]))
@click.option("--fields", required=True, help="Comma-separated: initials,sex,birth_year.")
@click.option("--danger", default="", help="Without agreement, because of: danger or suspected_crime.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.pass_context
def check(
    context: click.Context,
    number: str,
    office: str,
    name: str,
    purpose: str,
    fields: str,
    danger: str,
    as_json: bool,
) -> None:
    """Whether these fields of a file may go to a body for a purpose: the gate that pages and actions ask, too.

    It sends nothing and is recorded as a read of the file. The exit status is 1 where it may not go, with every reason.
    """
    case, agency = _case(number, office), _agency(name)
    about: dict[str, Any] = {"subject": case.child_id, "office": case.office.code, "ids": [case.pk]}
    ledger.read("sharing_check", by=OPERATOR, why="command", **about)
    wanted = [code.strip() for code in fields.split(",") if code.strip()]
    with override("id"):
        reasons = _reasons(case, agency, purpose, wanted, danger)
    if as_json:
        answer = {"allowed": not reasons, "reasons": [{"code": code, "words": words} for code, words in reasons]}
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        click.echo("\n".join(words for _code, words in reasons) or "Boleh.")
    context.exit(1 if reasons else 0)


def _reasons(case: Case, agency: Agency, purpose: str, fields: list[str], danger: str) -> list[tuple[str, str]]:
    try:
        require_receiver(agency, case.child_id)
    except DomainError as refusal:
        return [("withheld", refusal.message)]
    asked: dict[str, Any] = {"case": case, "agency": agency, "purpose": purpose, "fields": fields}
    found = gate.refusals_in_danger(**asked, danger=danger) if danger else gate.refusals(**asked)
    return [(refusal.code, refusal.words) for refusal in found]


def _case(number: str, office: str) -> Case:
    found = Case.objects.standing().filter(number=number.strip().upper()).select_related("child", "office")
    listed = list(found.filter(office__code=office) if office else found[:2])
    if len(listed) > 1:
        raise click.UsageError("Several offices have a file of this number: name one by --office CODE.")
    if not listed:
        raise click.ClickException("No file of this number.")
    (case,) = unlock(listed)
    share_cipher(case, case.child)
    return case


def _agency(name: str) -> Agency:
    found = list((Agency.objects.filter(name=name) | Agency.objects.filter(short_name=name))[:2])
    if len(found) != 1:
        raise click.ClickException(f"No body {name!r}." if not found else f"Several bodies are called {name!r}.")
    return found[0]
