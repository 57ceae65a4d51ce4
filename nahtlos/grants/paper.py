"""The form she signs, on paper: her language first, then the German that decides."""

from __future__ import annotations

from collections.abc import Collection

from nahtlos.access.vocabulary import LABELS, DataClass
from nahtlos.core.paper import pdf
from nahtlos.core.paper.document import Block, Document, Heading, Note, Text, Tongue
from nahtlos.grants.models import ConsentText
from nahtlos.organisations.models import Organisation

_MACHINE = "Maschinell übersetzt, noch nicht geprüft. Es gilt der deutsche Text. · Machine translation, not reviewed."


def form(
    *, name: str, recipient: Organisation, classes: Collection[DataClass], purpose: str, texts: Collection[ConsentText]
) -> bytes:
    """The PDF to sign. `texts`: German and, if it is another, hers. Raises pdf.NoFont."""
    hers = next((one for one in texts if one.language != "de"), None)
    german = next(one for one in texts if one.language == "de")
    blocks: list[Block] = []
    if hers is not None:
        blocks += _body(hers)  # her words come first, under the title
        if not hers.is_reviewed:
            blocks += [Tongue("de"), Note(_MACHINE)]
        blocks += [Tongue("de"), Heading(_title(german))]
    blocks += [*_body(german), Heading("Angaben", 2)]
    desk = " · ".join(part for part in (recipient.name, recipient.address, recipient.phone, recipient.email) if part)
    blocks += [
        Text(f"Ich (Name): {name}"),
        Text(f"Stelle: {desk}"),
        Text(f"Zweck: {purpose}"),
        *(Text(f"☐  {LABELS[one][0]} / {LABELS[one][1]}") for one in sorted(classes)),
        Text("Gilt bis (leer: bis zum Widerruf): ____________________"),
        Text("Dolmetschende Person, Sprache: ______________________________"),
        Text("Ort, Datum: ____________________"),
        Text("Unterschrift: ______________________________________________________"),
    ]
    title = _title(hers or german)
    footer = f"{german.purpose} {german.version} · {german.sha256[:12]}"
    return pdf.made_of(Document(title, hers.language if hers else "de", recipient.name, footer, blocks))


def _title(text: ConsentText) -> str:
    return text.text.split("\n", 1)[0]


def _body(text: ConsentText) -> list[Block]:
    return [Text(line) for line in text.text.split("\n")[1:] if line]
