"""`nahtlos agreement`"""

from __future__ import annotations

import os
from pathlib import Path

from nahtlos.access import agreement
from nahtlos.config.command import Refused, data_folder, parser_for
from nahtlos.core import clock


def main(argv: list[str]) -> int:
    """Make the papers of a district from the running policy, or say what is wrong with its agreement."""
    parser = parser_for(
        "agreement",
        "build: access matrix, annex to the cooperation agreement, privacy notices, record of processing, impact\n"
        "assessment (draft) and deletion concept, from the policy as it runs and the agreement as it is configured.\n"
        "check: one sentence for each thing that is wrong with the agreement; exit 1 when there is any.",
        "nahtlos agreement build --out papers --format both",
    )
    parser.add_argument("what", choices=["build", "check"])
    parser.add_argument(
        "--file",
        type=Path,
        help="default: NAHTLOS_AGREEMENT, else agreement.yaml of the installation, else the fictional district",
    )
    parser.add_argument("--district", metavar="KEY", help="where the file has several")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the papers go")
    parser.add_argument("--format", choices=["docx", "pdf", "both"], default="both")
    options = parser.parse_args(argv)
    found = readable(options.file)
    if options.what == "check":
        lines = (f"{one.key}: {one.name}, {len(one.parties)} parties, {len(one.purposes)} purposes" for one in found)
        print(*lines, sep="\n")
        return 0
    return _build(_chosen(found, options.district), options.out, options.format)


def readable(file: Path | None) -> tuple[agreement.Agreement, ...]:
    """The agreements of a file, or those configured. Raises Refused with one sentence for each thing that is wrong."""
    try:
        return agreement.read(file or configured())
    except OSError as problem:
        raise Refused(f"The agreement cannot be read: {problem.filename}: {problem.strerror}.", 2) from None
    except agreement.InvalidAgreement as wrong:
        raise Refused("\n".join(str(one) for one in wrong.problems)) from None


def configured() -> Path | None:
    """The file of this installation; None for the fictional district."""
    named = os.environ.get("NAHTLOS_AGREEMENT")
    own = data_folder() / "agreement.yaml"
    return Path(named) if named else own if own.exists() else None


def _chosen(found: tuple[agreement.Agreement, ...], key: str | None) -> agreement.Agreement:
    keys = ", ".join(one.key for one in found)
    if key is None and len(found) > 1:
        raise Refused(f"Say which district with --district: {keys}.", 2)
    chosen = found[0] if key is None else next((one for one in found if one.key == key), None)
    if chosen is None:
        raise Refused(f"There is no district {key!r}; choose from {keys}.", 2)
    return chosen


def _build(chosen: agreement.Agreement, folder: Path | None, form: str) -> int:
    from nahtlos.core.paper.pdf import NoFont  # noqa: PLC0415 -- only who builds loads the typesetter
    from nahtlos.rights.kit.build import build  # noqa: PLC0415

    if folder is None:
        raise Refused("Say where the papers go: --out DIR.", 2)
    try:
        made = build(chosen, folder, ("docx", "pdf") if form == "both" else (form,), clock.now().date())
    except OSError as problem:
        raise Refused(f"The papers cannot be written: {problem.filename}: {problem.strerror}.", 2) from None
    except NoFont as problem:
        raise Refused(str(problem), 2) from None
    print(f"{len(made)} papers of {chosen.name} in {folder}")
    return 0
