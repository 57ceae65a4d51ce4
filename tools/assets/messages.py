"""Translations without gettext's programs: finds the texts, keeps the catalogues, compiles them.

    python tools/assets/messages.py           compiles every nahtlos/locale/*/LC_MESSAGES/django.po
    python tools/assets/messages.py --update  first adds new texts of the source and drops those no longer used

Source texts are English; a text without translation is shown in English and reported by the tests.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

Text = str | tuple[str, str]

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """\
# German texts of nahtlos.
# Words are those of the field, sentences are short, readers are addressed as "Sie".
# SPDX-License-Identifier: EUPL-1.2
#"""


class BadCatalogue(Exception):
    """A catalogue cannot be read; the text names the file and the line."""


def folder(root: Path) -> Path:
    """Where the translations lie: inside the package, so that they travel with it."""
    return root / "nahtlos" / "locale"


def catalogues(root: Path) -> list[Path]:
    """Every catalogue of the repository."""
    return sorted(folder(root).glob("*/LC_MESSAGES/django.po"))


def used(root: Path) -> dict[tuple[str | None, Text], list[str]]:
    """Every text the package asks to translate: (context, text) -> the files that use it."""
    found: dict[tuple[str | None, Text], list[str]] = {}
    for path in sorted((root / "nahtlos").rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or "migrations" in path.parts or "vendor" in path.parts:
            continue
        for context, text in _texts_in(path):
            files = found.setdefault((context, text), [])
            name = path.relative_to(root).as_posix()
            if name not in files:
                files.append(name)
    return found


def read(path: Path) -> Catalog:
    """The catalogue in `path`. Raises BadCatalogue."""
    try:
        with path.open("rb") as file:
            return read_po(file, locale=path.parent.parent.name, abort_invalid=True)
    except PoFileError as problem:
        raise BadCatalogue(f"{path.name} of {path.parent.parent.name} cannot be read: {problem}") from None


def compile_all(root: Path) -> None:
    """Writes django.mo beside every django.po."""
    for path in catalogues(root):
        result = io.BytesIO()
        write_mo(result, read(path))
        path.with_suffix(".mo").write_bytes(result.getvalue())


def compiled(root: Path) -> bool:
    """Whether every catalogue has its compiled form."""
    return all(path.with_suffix(".mo").exists() for path in catalogues(root))


def update(root: Path) -> None:
    """Brings the catalogues in line with the texts in use; translations that still fit are kept."""
    texts = used(root)
    for path in catalogues(root):
        old, new = read(path), Catalog(locale=path.parent.parent.name, project="nahtlos", version="1", fuzzy=False)
        new.header_comment = HEADER
        for (context, text), files in sorted(texts.items(), key=lambda item: (item[1][0], str(item[0][1]))):
            key = text if isinstance(text, str) else text[0]
            before = old.get(key, context)
            translation = before.string if before and before.id == text else None
            new.add(text, string=translation, locations=[(name, 0) for name in files[:1]], context=context)
        _write(path, new)


def _write(path: Path, catalogue: Catalog) -> None:
    result = io.BytesIO()
    write_po(result, catalogue, width=110, include_lineno=False, omit_header=False)
    # Dates and tool versions in the header would change on every run without saying anything.
    noise = re.compile(
        rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid-Bugs-To|Last-Translator|Language-Team):.*\n',
        re.M,
    )
    path.write_bytes(noise.sub(b"", result.getvalue()))


def _texts_in(path: Path) -> Iterator[tuple[str | None, Text]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = _as_python(source)
    found = extract("python", io.BytesIO(source.encode()), KEYWORDS, options={"encoding": "utf-8"})
    for _line, message, _comments, context in found:
        text = message if isinstance(message, str) else (message[0], message[1])
        if text:
            yield context, text


def _as_python(template: str) -> str:
    """Only the calls of a template, each on its own line: what is between them is no Python."""
    from django.utils.translation.template import templatize  # noqa: PLC0415 -- only needed here, slow import

    call = re.compile(
        r"""\b(?:_|gettext|ngettext|pgettext|npgettext)\((?:[^()'"]|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")*\)"""
    )
    return "\n".join(call.findall(templatize(template)))


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Keeps and compiles the translations.", epilog="Example: messages.py --update"
    )
    parser.add_argument("--update", action="store_true", help="bring the catalogues in line with the source first")
    root = Path(__file__).resolve().parents[2]
    try:
        if parser.parse_args().update:
            update(root)
        compile_all(root)
    except BadCatalogue as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
