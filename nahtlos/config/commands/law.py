"""`nahtlos law`: what needs the installation is done here, everything else by the law itself, without Django."""

from __future__ import annotations

from nahtlos.law import command


def main(argv: list[str]) -> int:
    """Run one command of the law; the exit code."""
    if argv[:1] == ["module"]:
        from nahtlos.config.commands import law_module  # noqa: PLC0415 -- only who needs the database pays for it

        return law_module.main(argv[1:])
    if argv[:1] == ["drill"] and not _needs_no_installation(argv):
        from nahtlos.config.commands import law_drill  # noqa: PLC0415 -- the same

        return law_drill.main(argv)
    return command.main(argv)


def _needs_no_installation(argv: list[str]) -> bool:
    return any(word in ("-h", "--help", "--facts") or word.startswith("--facts=") for word in argv)
