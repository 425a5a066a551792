"""`suar report`: freeze the figures of a period and write the report in both editions."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click
from django.utils.translation import override

from suar.core.documents.indonesian import number
from suar.core.errors import DomainError
from suar.core.ledger.actors import OPERATOR
from suar.insight.reports import actions
from suar.insight.reports.editions import Edition, View
from suar.insight.reports.models import Snapshot
from suar.insight.reports.periods import parse
from suar.insight.reports.rendering import FORMATS, file_name, render, view_of
from suar.registry.accounts.models import Office


@click.group("report")
def report() -> None:
    """Reports as PDF, DOCX, XLSX and JSON, each in two editions."""


@report.command("governor")
@click.option("--period", required=True, help="2021, 2021-Q3, 2021-06 or 2021-01-01..2021-12-15.")
@click.option("--format", "formats", default="pdf", show_default=True, help="Comma-separated: pdf,docx,xlsx,json.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder for the files.")
@click.option("--office", default="", help="Code of the office; needed only where there are several.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def governor(period: str, formats: str, out: Path, office: str, as_json: bool) -> None:
    """Freeze the figures of a period and write the report to the Governor.

    The same figures give the same files: freezing again changes nothing unless the cases changed. A period that is not
    over is marked "sementara". RAHASIA shows every figure, "terbuka" hides small ones.
    """
    wanted = [form.strip().lower() for form in formats.split(",") if form.strip()]
    if unknown := sorted(set(wanted) - set(FORMATS)) or not wanted:
        raise click.UsageError(f"--format takes {', '.join(FORMATS)}" + (f", not {unknown}" if wanted else ""))
    try:
        with override("id"):
            snapshot = actions.freeze(office=_office(office), period=parse(period), by=OPERATOR)
            paths = _write(snapshot, wanted, out)
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(_as_json(snapshot, paths) if as_json else _as_text(snapshot, paths))


def _office(code: str) -> Office:
    offices = list(Office.objects.order_by("code"))
    if not offices:
        raise click.ClickException("This home has no office yet.")
    chosen = [office for office in offices if code in ("", office.code)]
    if len(chosen) == 1:
        return chosen[0]
    known = "\n".join(f"  {office.code:16} {office.name}" for office in offices)
    if code:
        raise click.ClickException(f"No office {code!r}. There is:\n{known}")
    raise click.UsageError(f"There are several offices: name one by --office CODE.\n{known}")


def _write(snapshot: Snapshot, formats: list[str], out: Path) -> list[Path]:
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for edition in Edition:
        for form in formats:
            path = out / file_name(snapshot, edition, form)
            content = render(snapshot, edition, form)
            # The secret edition is for the eyes of whoever asked for it, also where a file of its name stood open.
            secret = edition is Edition.SECRET
            mode = 0o600 if secret else 0o644
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
                if secret:
                    os.fchmod(file.fileno(), mode)
                file.write(content)
            paths.append(path)
    return paths


def _as_json(snapshot: Snapshot, paths: list[Path]) -> str:
    return json.dumps(
        {
            "office": snapshot.office.code,
            "period": snapshot.period,
            "provisional": snapshot.provisional,
            "rows": snapshot.content["figures"]["rows"],
            "fingerprint": snapshot.fingerprint,
            "frozen_at": snapshot.at.isoformat(timespec="seconds"),
            "paths": [str(path) for path in paths],
        },
        indent=1,
    )


def _as_text(snapshot: Snapshot, paths: list[Path]) -> str:
    view = view_of(snapshot, Edition.SECRET)
    state = " (sementara)" if view.provisional else ""
    lines = [f"{snapshot.content['office']['name']}, {snapshot.content['period']['label']}{state}", ""]
    lines += _table(view)
    lines += ["", f"Sidik  {snapshot.fingerprint}", *(str(path) for path in paths)]
    return "\n".join(lines)


def _table(view: View) -> list[str]:
    """The published table: klaster by kind, then the districts."""

    def row(name: str, *shown: object) -> str:
        return f"{name:38}" + "".join(f"{_written(one):>8}" for one in shown)

    kinds = view.content["frames"]["by_kind"]
    rows, by_kind = view.get("rows"), [view.get("by_kind", kind) for kind in kinds]
    lines = [f"{_written(rows)} kasus = {_written(by_kind[0])} pengaduan + {_written(by_kind[1])} temuan", ""]
    lines.append(row("Klaster", "Aduan", "Temuan", "Jumlah"))
    for key, _, shown in view.ranked("by_cluster"):
        lines.append(row(key, *(view.get("by_cluster_kind", f"{key} / {kind}") for kind in kinds), shown))
    lines += [row("Jumlah", *by_kind, rows), "", row("Kabupaten/kota", "Jumlah")]
    lines += [row(label, shown) for _, label, shown in view.ranked("by_district")]
    return lines


def _written(value: object) -> str:
    return number(value, language="id") if isinstance(value, int) else str(value)
