"""`suar doctor`: the checks of *Kesehatan* on the command line."""

from __future__ import annotations

import json
from dataclasses import asdict

import click
from django.utils import timezone
from django.utils.translation import override

from suar.desk.health import checks


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def doctor(as_json: bool) -> None:
    """Disk, clock, queues, last copy, last drill, heads, triggers. Exit 1 when something is not well."""
    with override("en"):
        found = checks(timezone.now())
    well = all(check.well for check in found)
    if as_json:
        click.echo(json.dumps({"well": well, "checks": [asdict(check) for check in found]}, ensure_ascii=False))
    else:
        for check in found:
            click.echo(f"{'ok ' if check.well else 'BAD'} {check.label}: {check.value}")
            if not check.well:
                click.echo(f"    {check.advice}")
    click.get_current_context().exit(0 if well else 1)
