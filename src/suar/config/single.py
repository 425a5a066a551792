"""One process of an office, for a service manager that keeps each alive under a user of its own:

    python -m suar.config.single public HOST:PORT
    python -m suar.config.single desk HOST:PORT
    python -m suar.config.single worker

It looks at the home as `suar serve` does, holds the home's lock together with the others, and becomes the process. The
public form sees neither: its unit shows it `public/` and `intake/` alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from suar.config.serving import children, split
from suar.config.standing import Unfit, check, refuse_a_demo
from suar.config.supervisor import Child
from suar.core.alone import InUse, together

UNUSED = "localhost:8000"  # the address of a process that is not asked for
USAGE = "usage: python -m suar.config.single public HOST:PORT | desk HOST:PORT | worker"


def chosen(arguments: Sequence[str], environment: Mapping[str, str]) -> Child:
    """The process that the arguments name. Raises SystemExit for arguments that name none."""
    match list(arguments):
        case ["public" | "desk" as name, address]:
            try:
                split(address)
            except ValueError as error:
                raise SystemExit(f"{error} {USAGE}") from None
        case ["worker" as name]:
            address = UNUSED
        case _:
            raise SystemExit(USAGE)
    return next(child for child in children(address, address, environment) if child.name == name)


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    if not environment.get("SUAR_HOME"):
        raise SystemExit("SUAR_HOME is not set: name the office's home directory.")
    child = chosen(arguments, environment)
    if child.name != "public":
        home = Path(environment["SUAR_HOME"])
        try:
            refuse_a_demo(home)
            check(home)
            together(home)
        except (InUse, Unfit, OSError) as error:
            raise SystemExit(str(error)) from None
    os.execve(child.command[0], list(child.command), dict(child.environment))  # noqa: S606 - our own interpreter


if __name__ == "__main__":
    main(sys.argv[1:], os.environ)
