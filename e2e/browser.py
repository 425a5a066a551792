"""Find Chromium, or install Debian's when root; a missing browser is an error, never a skip."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
)


def find() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def ensure() -> str:
    """The path of a Chromium. Installs the distribution's when root; exits with one line of advice otherwise."""
    path = find()
    if path is None and os.geteuid() == 0 and shutil.which("apt-get"):
        print("installing chromium from the distribution …", flush=True)
        quiet = {"DEBIAN_FRONTEND": "noninteractive", **os.environ}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
            env=quiet,
            check=False,
            stdout=subprocess.DEVNULL,
        )
        path = find()
    if path is None:
        sys.exit("The journeys need Chromium: sudo apt-get install chromium")
    return path


if __name__ == "__main__":
    print(ensure())
