"""Makes the index of stories that the law book carries: `python tools/law/stories.py`. Run it when a story was added."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from nahtlos.law.book import stories  # noqa: E402 -- the tools work on the repository they lie in
from tests.law.stories import whole_stories  # noqa: E402


def main() -> int:
    """Write the index; says how many stories it names."""
    told = list(whole_stories())
    (ROOT / "nahtlos" / "law" / "catalogue" / stories.FILE).write_text(stories.index(told), encoding="utf-8")
    print(f"{len(told)} stories")
    return 0


if __name__ == "__main__":
    sys.exit(main())
