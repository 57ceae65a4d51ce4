"""A document in two languages reads each of them in its own direction."""

from __future__ import annotations

from nahtlos.core.paper.document import Document, Heading, Text, Tongue


def test_german_in_an_arabic_document_runs_from_the_left() -> None:
    blocks = [Text("نص"), Tongue("de"), Heading("Deutsch"), Text("Es gilt der deutsche Text.")]
    said = Document("عنوان", "ar", "", "", blocks).as_data()
    assert said["rtl"]
    assert [(one["type"], one["lang"], one["rtl"]) for one in said["blocks"]] == [
        ("text", "ar", True),
        ("heading", "de", False),
        ("text", "de", False),
    ]
