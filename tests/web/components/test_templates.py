"""Templates keep to the strict content security policy and to the linter."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[3] / "nahtlos" / "web"
TEMPLATES = sorted(WEB.rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_inline_script_or_style(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_nothing_bypasses_escaping(path: Path) -> None:
    assert not re.search(r"\|\s*safe\b|autoescape off|\|\s*safeseq", path.read_text(encoding="utf-8"))


def test_the_linter_is_content() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "djlint", str(WEB), "--lint", "--quiet"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
