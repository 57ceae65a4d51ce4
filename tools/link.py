"""Puts this working copy on the path of the virtual environment and the command `nahtlos` into it.

What `pip install -e .` does, without a build backend that would have to be fetched.
"""

from __future__ import annotations

import stat
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    Path(sysconfig.get_path("purelib"), "nahtlos.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    command = Path(sysconfig.get_path("scripts"), "nahtlos")
    command.write_text(
        f"#!{sys.executable}\nimport sys\nfrom nahtlos.config.command import main\nsys.exit(main())\n", encoding="utf-8"
    )
    command.chmod(command.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


main()
