"""`nahtlos audit`"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from nahtlos.config import instance
from nahtlos.config.command import Refused, data_folder, parser_for, start_django

if TYPE_CHECKING:
    from nahtlos.audit.seal import Head, Proof


def main(argv: list[str]) -> int:
    """Seal the journal, or prove that nobody rewrote it. Exit 0 when it is whole, 1 with one line per break."""
    parser = parser_for(
        "audit",
        "seal: give every entry of the journal its place in the chain and publish the head.\n"
        "verify: compute the chain anew and compare it with itself and with published heads.",
        "nahtlos audit verify --head journal-heads.jsonl",
    )
    parser.add_argument("what", choices=["seal", "verify"])
    parser.add_argument(
        "--head",
        type=Path,
        metavar="FILE",
        help="heads published outside the database, one JSON object per line; default: those of the installation",
    )
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    options = parser.parse_args(argv)
    with instance.opened(data_folder(), existing=True):
        start_django()
        return _seal(options.head, options.json) if options.what == "seal" else _verify(options.head, options.json)


def _seal(path: Path | None, as_json: bool) -> int:
    from django.conf import settings  # noqa: PLC0415 -- needs settings

    from nahtlos.audit import seal  # noqa: PLC0415

    sealed, path = seal.seal(), path or settings.JOURNAL_HEADS
    try:
        published = seal.publish(path) if path else None
    except OSError as problem:
        raise Refused(
            f"{path} cannot be written: {problem.strerror}; the journal is sealed, its head not published."
        ) from None
    if as_json:
        print(json.dumps({"sealed": sealed, "published": published and json.loads(published.line())}))
    else:
        print(f"{sealed} entries sealed" + (f", head {published.seq} appended to {path}" if published else ""))
    return 0


def _verify(path: Path | None, as_json: bool) -> int:
    from nahtlos.audit import seal  # noqa: PLC0415 -- needs settings

    proof = seal.verify(_heads(path))
    if as_json:
        print(json.dumps(_as_dict(proof)))
    else:
        for one in proof.breaks:
            print(f"number {one.seq}: {one.what}")
        print(
            f"{proof.sealed} entries in the chain, {proof.unsealed} not sealed yet,"
            f" {proof.heads_compared} published heads compared, {len(proof.breaks)} breaks"
        )
    return 1 if proof.breaks else 0


def _heads(path: Path | None) -> list[Head]:
    from django.conf import settings  # noqa: PLC0415 -- needs settings

    from nahtlos.audit import seal  # noqa: PLC0415

    if path is None:
        path = settings.JOURNAL_HEADS
        if path is None or not path.exists():
            return []
    try:
        return seal.read_heads(path)
    except OSError as problem:
        raise Refused(f"{path} cannot be read: {problem.strerror}.", 2) from None
    except ValueError as problem:
        raise Refused(f"{problem}; a head is written by `nahtlos audit seal`.", 2) from None


def _as_dict(proof: Proof) -> dict[str, object]:
    return {
        "sealed": proof.sealed,
        "unsealed": proof.unsealed,
        "oldest_unsealed": proof.oldest_unsealed and proof.oldest_unsealed.isoformat(),
        "head": proof.head and {"seq": proof.head.seq, "hash": proof.head.hash},
        "heads_compared": proof.heads_compared,
        "breaks": [{"seq": one.seq, "what": one.what} for one in proof.breaks],
    }
