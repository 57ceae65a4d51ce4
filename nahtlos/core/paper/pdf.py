"""A document as tagged PDF (PDF/UA-1), set by Typst with fonts that come along, so that every machine sets the same pages."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import typst

from nahtlos.core.paper.document import Document

#: Built with the assets (tools/assets): Typst itself brings Latin, Greek and Cyrillic.
FONTS = "web/components/static/vendor/fonts"
NEEDED = {"ar": "NotoSansArabic", "fa": "NotoSansArabic", "ps": "NotoSansArabic", "ti": "NotoSansEthiopic"}


class NoFont(Exception):
    """The alphabet of the document cannot be set here; the text says what to do."""


def made_of(document: Document) -> bytes:
    """The PDF, the same bytes for the same document. Raises NoFont."""
    fonts = files("nahtlos").joinpath(FONTS)
    needed = NEEDED.get(document.language.split("-")[0])
    if needed and not fonts.joinpath(f"{needed}_400Regular.ttf").is_file():
        raise NoFont(f"There is no font for {document.language!r} here; build the assets (`make`), or take DOCX.")
    paths: list[Any] = [str(fonts)] if fonts.is_dir() else []
    made: bytes = typst.compile(
        files("nahtlos.core.paper").joinpath("paper.typ").read_text(encoding="utf-8").encode(),
        sys_inputs={"document": json.dumps(document.as_data(), ensure_ascii=False)},
        pdf_standards="ua-1",
        ignore_system_fonts=True,
        font_paths=paths,
        format="pdf",
    )
    return made
