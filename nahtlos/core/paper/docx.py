"""A document as DOCX, for offices that go on writing in it: real headings, lists and tables with a repeated head."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from nahtlos.core.paper.document import RIGHT_TO_LEFT, Document, Heading, Note, Points, Table, Tongue

#: A file says nothing about the moment it was made: the same document is the same file.
_ALWAYS = datetime(2000, 1, 1)  # noqa: DTZ001 -- the format knows no zone


def made_of(document: Document) -> bytes:
    """The bytes of the file."""
    writer = _Writer(document)
    for block in document.blocks:
        if isinstance(block, Heading):
            writer.paragraph(block.text, f"Heading {block.level}")
        elif isinstance(block, Points):
            for item in block.items:
                writer.paragraph(item, "List Bullet")
        elif isinstance(block, Table):
            writer.table(block)
        elif isinstance(block, Tongue):
            writer.speak(block.language)
        else:
            writer.paragraph(block.text, "Intense Quote" if isinstance(block, Note) else "Normal")
    return writer.bytes()


class _Writer:
    def __init__(self, document: Document) -> None:
        self.file: Any = docx.Document()
        self.speak(document.language)
        properties = self.file.core_properties
        properties.title, properties.author, properties.comments = document.title, "nahtlos", document.footer
        properties.language = self.language
        properties.created = properties.modified = _ALWAYS
        section = self.file.sections[0]
        if document.is_wide:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
        self._fill(section.footer.paragraphs[0], document.footer)
        self.paragraph(document.title, "Title")
        if document.subtitle:
            self.paragraph(document.subtitle, "Subtitle")

    def speak(self, language: str) -> None:
        """What follows is in this language."""
        self.language = language.replace("de-x-leicht", "de")
        self.rtl = language.split("-")[0] in RIGHT_TO_LEFT

    def paragraph(self, text: str, style: str) -> None:
        self._fill(self.file.add_paragraph(style=style), text)

    def table(self, block: Table) -> None:
        table = self.file.add_table(rows=1, cols=len(block.head))
        table.style = "Table Grid"
        self._direction(table._tbl.tblPr, "w:bidiVisual")
        for cell, text in zip(table.rows[0].cells, block.head, strict=True):
            self._fill(cell.paragraphs[0], text, bold=True)
        head = table.rows[0]._tr.get_or_add_trPr()
        head.append(OxmlElement("w:tblHeader"))
        for row in block.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                self._fill(cell.paragraphs[0], text)
        self.file.add_paragraph()

    def bytes(self) -> bytes:
        out = io.BytesIO()
        self.file.save(out)
        return out.getvalue()

    def _fill(self, paragraph: Any, text: str, *, bold: bool = False) -> None:
        run = paragraph.add_run(text)
        run.bold = bold or None
        language = OxmlElement("w:lang")
        language.set(qn("w:bidi" if self.rtl else "w:val"), self.language)
        run._r.get_or_add_rPr().append(language)
        self._direction(paragraph._p.get_or_add_pPr(), "w:bidi")
        self._direction(run._r.get_or_add_rPr(), "w:rtl")

    def _direction(self, properties: Any, mark: str) -> None:
        if self.rtl:
            properties.append(OxmlElement(mark))
