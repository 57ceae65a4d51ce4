"""Benefits and places in a household as the social welfare office and the Jobcenter write them."""

import re
from functools import lru_cache
from typing import Final, Literal

from nahtlos.exchange.lists.provisions import provisions
from nahtlos.exchange.lists.text import fold

Position = Literal["", "head", "spouse", "child", "other", "elb", "nef"]

_BY_WORDS: Final = (
    ("asylblg_2", re.compile(r"\banalog\w*")),
    ("asylblg_3", re.compile(r"\bgrundleistung\w*")),
    ("sgb_xii_ch4", re.compile(r"\b(?:grundsicherung im alter|sgb xii (?:4 )?kap\w* ?4?|gsie?)\b")),
    ("sgb_ii", re.compile(r"\b(?:sgb (?:ii|2)|alg ?ii|buergergeld|arbeitslosengeld ii)\b")),
    ("sgb_viii", re.compile(r"\bsgb (?:viii|8)\b")),
)
_POSITIONS: Final[tuple[tuple[Position, re.Pattern[str]], ...]] = (
    ("elb", re.compile(r"(?:elb|erwerbsfaehig\w*|ja)")),
    ("nef", re.compile(r"(?:nef|nelb|neflb|nicht erwerbsfaehig\w*|sozialgeld|nein)")),
    ("head", re.compile(r"(?:hv|hb|hh?vorst?\w*|haushaltsvorst\w*|haushaltsvorstand\w*|antragsteller\w*|ast|hauptperson|vorstand|bvs?)")),
    ("spouse", re.compile(r"(?:ehe(?:gatte|gattin|frau|mann|partner\w*)|eg|ef|em|partner\w*|lebenspartner\w*|lebensgef\w*|gatte|gattin|frau|mann)")),
    ("child", re.compile(r"(?:(?:stief|pflege|enkel)?kind(?:er)?(?: ?\d+)?|k\d+|sohn|tochter|saeugling|baby|neugeborenes)")),
    ("other", re.compile(r"(?:(?:gross|schwieger)?(?:mutter|vater|eltern\w*)|bruder|schwester|onkel|tante|neffe|nichte|oma|opa|enkel\w*|sonst\w*|verwandte\w*|angehoerige\w*|mitglied)")),
)  # fmt: skip


@lru_cache(maxsize=2_048)
def read_benefit(text: str) -> str | None:
    """The kind of benefit, or None. Without a law named, sections 1a, 2, 3 and 11(2a) are those of the AsylbLG."""
    named = [p for p in provisions(text) if not p.article]
    if len(named) == 1:
        section, paragraph, law = named[0].section, named[0].paragraph, named[0].law
        if law in ("", "AsylbLG"):
            if section == "11":
                return "asylblg_11_2a" if paragraph == "2a" else None
            return {"1a": "asylblg_1a", "2": "asylblg_2", "3": "asylblg_3", "3a": "asylblg_3"}.get(section)
        if law == "SGB XII":
            return {"41": "sgb_xii_ch4", "42": "sgb_xii_ch4", "27": "sgb_xii_ch3"}.get(section)
    words = fold(text)
    found = {kind for kind, pattern in _BY_WORDS if pattern.search(words)}
    return found.pop() if len(found) == 1 and not named else None


@lru_cache(maxsize=2_048)
def read_position(text: str) -> Position | None:
    """Place in the household, or able to work or not; "" for an empty cell, None if it cannot be read."""
    words = fold(text)
    if not words:
        return ""
    return next((position for position, pattern in _POSITIONS if pattern.fullmatch(words)), None)
