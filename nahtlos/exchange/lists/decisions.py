"""Asylum decisions in the words of the offices: what was granted, what refused, whether a suit is pending.

Sources: Art. 16a GG, sections 3, 4, 29, 29a, 30, 32, 33 AsylG, section 60(1), (5), (7) AufenthG.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from nahtlos.exchange.lists.provisions import Provision, provisions
from nahtlos.exchange.lists.text import fold

DecisionKind = Literal["asylum_16a", "refugee", "subsidiary", "removal_ban", "rejected", "withdrawn_discontinued"]
#: strongest first: a decision may grant one thing and refuse another
_GRANTS: Final[tuple[DecisionKind, ...]] = ("asylum_16a", "refugee", "subsidiary", "removal_ban")
_CLAUSE: Final = re.compile(r"[;:()]|,(?!\s*\d)|\s-\s|\bim [üÜ]brigen\b|\baber\b|\bjedoch\b", re.IGNORECASE)
_COURT: Final = re.compile(
    r"\b(?:urteil|vg urteil|ovg|vgh|bverwg|gerichtl|gerichtlich|gerichtsbescheid|gerichtsentscheidung)\b"
)
_SUIT: Final = re.compile(r"\b(?:\w*klage|klageverfahren|rechtsmittel|berufung|eilantrag|anhaengig)\b")
_SUIT_OVER: Final = re.compile(
    r"\b(?:klage (?:abgew|zurueck|erled|eingest)\w*|klageruecknahme|klageabweisung|keine klage|ohne klage)"
)
_REFUSED: Final = re.compile(
    r"\b(?:abgelehnt|ablehnung|ablehnend|abl|unbegr\w*|negativ|neg|abgewiesen|klageabweisung|versagt)\b"
)
_MANIFESTLY: Final = re.compile(r"\b(?:offensichtl\w* (?:unbegr|unzul)\w*|offens unbegr\w*|o u|ou|o unbegr\w*)\b")
_PLUS: Final = re.compile(r"\(\s*\+\s*\)")
_MINUS: Final = re.compile(r"\(\s*[-–]\s*\)")
_GRANTED: Final = re.compile(
    r"\b(?:zuerkannt|zuerkennung|anerkannt|anerkennung|festgestellt|gewaehrt|positiv|aber|jedoch|im uebrigen)\b"
)
_NOT: Final = re.compile(r"\b(?:nicht|kein|keine|keinen|ohne)\b")
_INADMISSIBLE: Final = re.compile(r"\b(?:unzulaessig\w*|dublin\w*|drittstaat\w*)\b")
_ENDED: Final = re.compile(
    r"\b(?:eingestellt|einstellung|verfahrenseinstellung|ruecknahme|zurueckgenommen|antragsruecknahme|erledigt)\b"
)
_WORDS: Final[tuple[tuple[DecisionKind, re.Pattern[str]], ...]] = (
    ("asylum_16a", re.compile(r"\b(?:asylberecht\w*|asylanerkennung|als asylberechtigt\w*)\b")),
    (
        "refugee",
        re.compile(
            r"\b(?:fluechtling\w*|gfk|flue?ei?g\w*|genfer|konventionsfluechtl\w*|internationaler schutz voll)\b"
        ),
    ),
    ("subsidiary", re.compile(r"\b(?:subs\w*|eu subs\w*)\b")),
    (
        "removal_ban",
        re.compile(r"\b(?:abschiebe?ungs?(?:verbot|hindernis|schutz)\w*|abschiebeverbot\w*|abschverbot\w*|av)\b"),
    ),
)


@dataclass(frozen=True, slots=True)
class ReadDecision:
    """`kind` is None if the cell cannot be read for sure."""

    kind: DecisionKind | None
    manifestly_unfounded: bool = False
    inadmissible: bool = False
    by_court: bool = False
    suit_pending: bool = False


@lru_cache(maxsize=8_192)
def read_decision(text: str) -> ReadDecision:
    """What a decision cell says; nothing is concluded from words that are not there."""
    text = _MINUS.sub(" negativ ", _PLUS.sub(" zuerkannt ", text))
    folded = fold(text)
    clauses = [clause for clause in _CLAUSE.split(text) if clause.strip()]
    granted = {kind for clause in clauses for kind in _granted(clause)}
    over = bool(_SUIT_OVER.search(folded))
    by_court = bool(_COURT.search(folded)) or (over and "abgew" in folded)
    pending = bool(_SUIT.search(folded)) and not over and not _COURT.search(folded.replace("upgrade klage", ""))
    pending = pending or ("upgrade klage" in folded and not over)
    named = provisions(text)
    manifestly = bool(_MANIFESTLY.search(folded)) or any(p.section in ("29a", "30") and not p.article for p in named)
    inadmissible = bool(_INADMISSIBLE.search(folded)) or any(p.section == "29" and p.law == "AsylG" for p in named)
    if (
        _REFUSED.search(folded)
        and not _GRANTED.search(folded)
        and granted - {"removal_ban"}
        and not _named_by_words(clauses)
    ):
        return ReadDecision(None, by_court=by_court, suit_pending=pending)  # refused, or granted? somebody has to look
    for kind in _GRANTS:
        if kind in granted:
            return ReadDecision(kind, by_court=by_court, suit_pending=pending)
    if manifestly or inadmissible or _REFUSED.search(folded) or _refused_by_not(clauses):
        return ReadDecision("rejected", manifestly and not inadmissible, inadmissible, by_court, pending)
    if _ENDED.search(folded) or any(p.section in ("32", "33") and p.law == "AsylG" for p in named):
        return ReadDecision("withdrawn_discontinued", by_court=by_court, suit_pending=pending)
    return ReadDecision(None, by_court=by_court, suit_pending=pending)


def _named_by_words(clauses: list[str]) -> bool:
    open_clauses = [fold(clause) for clause in clauses if not _REFUSED.search(fold(clause))]
    return any(pattern.search(clause) for clause in open_clauses for _, pattern in _WORDS)


def _granted(clause: str) -> set[DecisionKind]:
    folded = fold(clause)
    if _REFUSED.search(folded) or _NOT.search(folded) or _SUIT.search(folded.replace("upgrade klage", "upgradeklage")):
        return set()
    found = {kind for kind, pattern in _WORDS if pattern.search(folded)}
    return found | {kind for provision in provisions(clause) if (kind := _kind_of(provision))}


def _refused_by_not(clauses: list[str]) -> bool:
    """``Flüchtlingseigenschaft nicht zuerkannt``, ``§ 3 (-)``: refused, and nothing else was granted."""
    return any(_mentions(clause) and (_NOT.search(fold(clause))) for clause in clauses)


def _mentions(clause: str) -> bool:
    return any(pattern.search(fold(clause)) for _, pattern in _WORDS) or any(map(_kind_of, provisions(clause)))


def _kind_of(provision: Provision) -> DecisionKind | None:
    section, paragraph, law = provision.section, provision.paragraph, provision.law
    if section == "16a" and law in ("", "GG"):
        return "asylum_16a"
    if section == "3" and law in ("", "AsylG"):
        return "refugee"
    if section == "4" and law in ("", "AsylG"):
        return "subsidiary"
    if section == "60" and law in ("", "AufenthG"):
        return {"1": "refugee", "5": "removal_ban", "7": "removal_ban"}.get(paragraph)  # type: ignore[return-value]
    return None
