"""`suar hooks`: where an app may plug in, what it is told there, and who listens."""

from __future__ import annotations

import json

import click

from suar.core.hooks import Hook, declared

HEAD = """# Hooks

Where an app plugs in to an app below it. Written by `suar hooks --markdown`; a test compares. How to add one stands in
`CONTRIBUTING.md`.
"""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON list.")
@click.option("--markdown", is_flag=True, help="The text of docs/hooks.md.")
def hooks(as_json: bool, markdown: bool) -> None:
    """List each hook, what it passes and who listens, in the order in which they are called."""
    if as_json:
        click.echo(json.dumps([facts(hook) for hook in declared()], indent=2))
    elif markdown:
        click.echo(in_markdown(), nl=False)
    else:
        for hook in declared():
            click.echo(f"{hook.name}({', '.join(hook.passes)})")
            for order, name in hook.listeners:
                click.echo(f"  {order:>3}  {name}")


def facts(hook: Hook[..., object]) -> dict[str, object]:
    listeners = [{"order": order, "name": name} for order, name in hook.listeners]
    return {"name": hook.name, "passes": hook.passes, "says": hook.doc, "listeners": listeners}


def in_markdown() -> str:
    parts = [HEAD]
    for hook in declared():
        lines = [f"## `{hook.name}`", "", " ".join(hook.doc.split()), "", "Passes " + _code(hook.passes) + ".", ""]
        lines += ["| order | listener |", "|---|---|"]
        lines += [f"| {order} | `{name}` |" for order, name in hook.listeners]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _code(words: list[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)
