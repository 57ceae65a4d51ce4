"""Residence status in the words of the trade, turned into a code by what the provision and the paper are.

The text is taken apart (`provisions`), never looked up as a whole; what stays ambiguous gets no code. Codes and norms:
the law engine's rule book, section 2.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from nahtlos.exchange.lists.provisions import Provision, provisions
from nahtlos.exchange.lists.text import fold

#: sections 60c, 60d AufenthG replaced section 60a(2) S. 4 ff.
_SECTION_60C_SINCE: Final = date(2020, 1, 1)

_PAPERS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("erlaubnisfiktion", re.compile(r"\berlaubnisfiktion\w*")),
    ("fiktion", re.compile(r"\b(?:\w*fiktion\w*|fiktionsbesch\w*|fb|fibe)\b")),
    ("ne", re.compile(r"\b(?:niederlassungserlaubnis|ne|daueraufenthalt)\b")),
    ("ae", re.compile(r"\b(?:aufenthaltserlaubnis|ae|aufenth erl|aufenthaltstitel)\b")),
    ("duldung", re.compile(r"\b(?:\w*duldung|geduldet\w*|dul|aussetzung der abschiebung)\b")),
    ("gestattung", re.compile(r"\b(?:\w*gestattung|gestattet|ag)\b")),
    ("buema", re.compile(r"\b(?:bue?ma|meldung als asylsuchender?)\b")),
    ("ankunftsnachweis", re.compile(r"\b(?:ankunftsnachweis|ankunftsnw|akn|ank nachweis)\b")),
    ("ausreise", re.compile(r"\b(?:gueb|grenzuebertrittsbescheinigung|\w*ausreisepflichtig\w*)\b")),
    ("folgeantrag", re.compile(r"\bfolgeantrag\w*\b")),
    ("zweitantrag", re.compile(r"\bzweitantrag\w*\b")),
    ("anerkannt", re.compile(r"\banerkannt\w*\b")),
    ("asylgesuch", re.compile(r"\b(?:asylgesuch|asylsuchend\w*)\b")),
    ("deutsch", re.compile(r"\b(?:eingebuergert|einbuergerung erfolgt|deutsche staatsangehoerigkeit|deutsch)\b")),
    ("eu", re.compile(r"\b(?:freizuegig\w*|eu buerger\w*|unionsbuerger\w*)\b")),
)
_TITLE_PARAGRAPHS: Final = {
    "23": {"1": "ae_23_1", "2": "ae_23_2", "4": "ae_23_4"},
    "25": {"1": "ae_25_1", "3": "ae_25_3", "4a": "ae_25_4a", "4b": "ae_25_4b", "5": "ae_25_5"},
}
_TITLES: Final = frozenset(
    ("22", "23a", "24", "25a", "25b", "104a", "104c", "16g", "19d", "28", "30", "32", "33", "34", "36", "36a")
)
_SETTLEMENT: Final = {("26", "3"): "ne_26_3", ("26", "4"): "ne_26_4"}
_PROTECTION: Final = frozenset(("asylum_16a", "refugee", "subsidiary"))
#: remarks about what was applied for, or what used to be: they say nothing about the status of today
_ASIDE: Final = re.compile(
    r"\([^()]*\b(?:beantragt|antrag auf|antrag gem|frueher|früher|vorher|ehem|zuvor|bisher|abgelaufen)\b[^()]*\)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ReadStatus:
    """`code` is None if the words do not say for sure; `inferred` if the row's own decision had to help."""

    code: str | None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class _Text:
    words: str
    named: tuple[Provision, ...]
    on: date | None
    decision: str | None

    def one(self, *sections: str) -> Provision | None:
        return next((provision for provision in self.named if provision.section in sections), None)

    def says(self, pattern: str) -> bool:
        return re.search(pattern, self.words) is not None


@lru_cache(maxsize=16_384)
def read_status(text: str, on: date | None = None, decision: str | None = None) -> ReadStatus:
    """The code for a status as written. `on`: when the paper was issued; `decision`: kind of decision in the same row."""
    papers = _papers(fold(text))
    main = text if "fiktion" in papers or "erlaubnisfiktion" in papers else _ASIDE.sub(" ", text)
    words = fold(main)
    papers = _papers(words)
    read = _Text(words, provisions(main), on, decision)
    paper = _paper(papers, fold(re.sub(r"\([^()]*\)?", " ", main)), read)
    if paper is None:
        return ReadStatus(None)
    return _READERS[paper](read)


def _papers(words: str) -> list[str]:
    return [paper for paper, pattern in _PAPERS if pattern.search(words)]


def _paper(papers: Sequence[str], outside: str, read: _Text) -> str | None:
    """The paper the person holds. Two different papers side by side contradict each other, unless one is an aside."""
    outside_papers = _papers(outside) or list(papers)
    held = [paper for paper in outside_papers if paper in ("ne", "ae", "duldung", "gestattung")]
    if "fiktion" in outside_papers or "erlaubnisfiktion" in outside_papers:
        return "fiktion"
    if len(held) > 1:
        return None
    if held:
        return held[0]
    return outside_papers[0] if outside_papers else _paper_of_section(read)


def _paper_of_section(read: _Text) -> str | None:
    """``§ 60a Abs. 2 S. 1 AufenthG`` without the word Duldung: some provisions belong to one paper only."""
    first = next(iter(read.named), None)
    if first is None or first.article:
        return None
    section, law = first.section, first.law
    if law == "AsylG":
        return {
            "55": "gestattung",
            "63": "gestattung",
            "63a": "ankunftsnachweis",
            "71": "folgeantrag",
            "71a": "zweitantrag",
        }.get(section)
    if law not in ("", "AufenthG"):
        return None
    if section in ("60a", "60b", "60c", "60d"):
        return "duldung"
    if section == "81":
        return "fiktion"
    if (section, first.paragraph) in _SETTLEMENT or section == "9":
        return "ne"
    return "ae" if section in _TITLES or section in _TITLE_PARAGRAPHS else None


def _residence_title(read: _Text) -> ReadStatus:
    found = {code.code: code for provision in read.named if (code := _title_of(provision, read)) is not None}
    if not found and read.says(r"\bchancen"):
        return ReadStatus("ae_104c")
    if len(found) != 1:
        return ReadStatus(None)
    return next(iter(found.values()))


def _title_of(provision: Provision, read: _Text) -> ReadStatus | None:
    """None: this provision is no title at all. A title without a code counts as ambiguous."""
    section, paragraph = provision.section, provision.paragraph
    if provision.article or provision.law not in ("", "AufenthG"):
        return None
    if section in _TITLES:
        return ReadStatus(f"ae_{section}")
    if section == "25" and paragraph == "2":
        return _section_25_2(provision, read)
    if section == "25" and paragraph == "4":
        sentence = provision.sentence or provision.position
        return ReadStatus(f"ae_25_4_s{sentence}" if sentence in (1, 2) else None)
    if section in _TITLE_PARAGRAPHS:
        code = _TITLE_PARAGRAPHS[section].get(paragraph)
        return ReadStatus("ae_23_1_krieg" if code == "ae_23_1" and read.says(r"\bkrieg") else code)
    return None


def _section_25_2(provision: Provision, read: _Text) -> ReadStatus:
    """Alternative 1: refugee, alternative 2: subsidiary protection; S. 2 is the time until the card is issued."""
    if provision.sentence == 2 and not provision.alternative:
        return ReadStatus(None)  # S. 2 is no title, and "AE" says it is one: somebody has to look
    said = {provision.alternative or provision.position} - {0}
    said |= {
        number
        for number, section in ((1, "3"), (2, "4"))
        if any(p.section == section and p.law == "AsylG" for p in read.named)
    }
    said |= {1} if read.says(r"\b(?:gfk|fluechtling\w*)\b") else set()
    said |= {2} if read.says(r"\bsubs\w*\b") else set()
    if len(said) == 1:
        number = said.pop()
        return ReadStatus(f"ae_25_2_alt{number}" if number in (1, 2) else None)
    inferred = {"refugee": "ae_25_2_alt1", "subsidiary": "ae_25_2_alt2"}.get(read.decision or "")
    return ReadStatus(inferred, inferred=True) if not said and inferred else ReadStatus(None)


def _settlement_permit(read: _Text) -> ReadStatus:
    found = [_SETTLEMENT.get((p.section, p.paragraph)) or ("ne_9" if p.section == "9" else None) for p in read.named]
    return ReadStatus(found[0] if len(found) == 1 else None)


def _duldung(read: _Text) -> ReadStatus:
    if read.one("71a") or read.says(r"\bzweitantrag"):
        return ReadStatus("zweitantrag")
    if read.one("71") or read.says(r"\bfolgeantrag"):
        return ReadStatus("folgeantrag")
    for section in ("60b", "60c", "60d"):
        if read.one(section):
            return ReadStatus(f"duldung_{section}")
    if provision := read.one("60a"):
        return ReadStatus(_section_60a(provision, read))
    if read.named:
        return ReadStatus(None)
    return ReadStatus(_duldung_by_words(read))


def _section_60a(provision: Provision, read: _Text) -> str:
    sentence = provision.sentence or provision.position
    if provision.paragraph != "2" or not sentence:
        return _duldung_by_words(read) or "duldung_60a"
    if sentence in (1, 3):
        return f"duldung_60a_2_s{sentence}"
    old = read.on is not None and read.on < _SECTION_60C_SINCE
    return "duldung_60a_2_s4" if sentence >= 4 and old else "duldung_60a"


def _duldung_by_words(read: _Text) -> str | None:
    if read.says(r"\bermessensduldung"):
        return "duldung_60a_2_s3"
    if read.says(r"\bbeschaeftigungsduldung"):
        return "duldung_60d"
    if read.says(r"\bausbildungsduldung"):
        if read.on is None:
            return None
        return "duldung_60c" if read.on >= _SECTION_60C_SINCE else "duldung_60a_2_s4"
    if read.says(r"\b(?:identitaet|ungeklaerte identitaet|light)\b"):
        return "duldung_60b"
    return "duldung_60a"


def _fiktion(read: _Text) -> ReadStatus:
    """Section 81(3)-(5) AufenthG, or the permitted stay between recognition and card (section 25(1) S. 3, (2) S. 2)."""
    if read.one("24"):
        return ReadStatus("fiktion_24")
    if (section := read.one("25")) and section.paragraph in ("1", "2"):
        return ReadStatus("erlaubt_nach_anerkennung")
    paragraphs = [p for p in read.named if p.section == "81" and p.paragraph in ("3", "4")]
    if len(paragraphs) == 1:
        found = paragraphs[0]
        if found.paragraph == "4":
            return ReadStatus("fiktion_81_4")
        sentence = found.sentence or found.position
        return ReadStatus(f"fiktion_81_3_s{sentence}" if sentence in (1, 2) else None)
    if not read.named and read.says(r"\bverl\w*"):
        return ReadStatus("fiktion_81_4")  # only an application to prolong a title has this effect
    card_ordered = read.says(r"\b(?:eat|karte|titel)\b.*\b(?:bestell\w*|beantragt)") or read.says(r"\berlaubnisfiktion")
    if not read.named and (card_ordered or read.says(r"\banerk")) and read.decision in _PROTECTION:
        return ReadStatus("erlaubt_nach_anerkennung", inferred=not read.says(r"\berlaubnisfiktion"))
    return ReadStatus("erlaubt_nach_anerkennung" if read.says(r"\berlaubnisfiktion") and not read.named else None)


def _recognised(read: _Text) -> ReadStatus:
    """Recognised, card not issued yet; after a rejection the two cells contradict each other."""
    return ReadStatus(None if read.decision in ("rejected", "withdrawn_discontinued") else "erlaubt_nach_anerkennung")


_READERS: Final[dict[str, Callable[[_Text], ReadStatus]]] = {
    "fiktion": _fiktion,
    "ne": _settlement_permit,
    "ae": _residence_title,
    "duldung": _duldung,
    "gestattung": lambda read: ReadStatus("aufenthaltsgestattung"),
    # The BÜMA certifies the request only; whoever still holds one has no Ankunftsnachweis (section 87c AsylG).
    "buema": lambda read: ReadStatus("asylgesuch"),
    "ankunftsnachweis": lambda read: ReadStatus("ankunftsnachweis"),
    "ausreise": lambda read: ReadStatus("ausreisepflichtig_ohne_papier"),
    "folgeantrag": lambda read: ReadStatus("folgeantrag"),
    "zweitantrag": lambda read: ReadStatus("zweitantrag"),
    "anerkannt": _recognised,
    "asylgesuch": lambda read: ReadStatus("asylgesuch"),
    "deutsch": lambda read: ReadStatus("deutsch"),
    "eu": lambda read: ReadStatus("eu"),
}
