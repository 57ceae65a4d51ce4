"""Whoever installs the package gets everything it needs to run: pages, styles, fonts, translations, tables, schemas."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
#: Not needed to run: the mark by which the build knows that it is done, and what keeps files out of the repository.
LEFT_OUT = {"stamp", ".gitignore"}


def test_every_file_that_is_no_program_is_packed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["*"]
    assert all(pattern.startswith("**/") for pattern in patterns)  # also what lies below a folder without modules
    packed = {pattern.rpartition("*")[2] for pattern in patterns}
    others = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "nahtlos").rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"} | packed and path.name not in LEFT_OUT
    ]
    assert others == []


def test_the_translations_lie_inside_the_package() -> None:
    assert list((ROOT / "nahtlos" / "locale").glob("*/LC_MESSAGES/*.po"))
