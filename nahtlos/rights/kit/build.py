"""All papers of a district into a folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from nahtlos.access.agreement import Agreement
from nahtlos.core.paper import docx, pdf
from nahtlos.core.paper.document import Document
from nahtlos.rights.kit import papers
from nahtlos.rights.kit.facts import facts_of
from nahtlos.rights.kit.notice import languages, notice

WRITERS = {"pdf": pdf.made_of, "docx": docx.made_of}


def documents(agreement: Agreement, on: date) -> Iterator[tuple[str, Document]]:
    """The name of each file without its ending, and the document."""
    facts = facts_of(agreement, on)
    footer = f"nahtlos · {agreement.name}, {agreement.version} · policy {facts.version} · {on.isoformat()}"
    yield "zugriffsmatrix", papers.matrix(facts, footer)
    yield "kooperationsvereinbarung-anlage", papers.annex(facts, footer)
    yield "verarbeitungsverzeichnis", papers.record(facts, footer)
    yield "folgenabschaetzung-entwurf", papers.impact(facts, footer)
    yield "loeschkonzept", papers.deletion(facts, footer)
    for language in languages():
        yield f"datenschutzhinweise.{language}", notice(facts, language, footer)


def build(agreement: Agreement, folder: Path, formats: tuple[str, ...], on: date) -> list[Path]:
    """Write them; returns the files. Raises OSError and NoFont."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, document in documents(agreement, on):
        for ending in formats:
            path = folder / f"{name}.{ending}"
            path.write_bytes(WRITERS[ending](document))
            made.append(path)
    return made
