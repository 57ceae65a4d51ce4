"""From a citation to the page on which the Federal Ministry of Justice publishes the present wording."""

import re
from typing import Any

from nahtlos.law.wording.explanation import Provision

_SITE = "https://www.gesetze-im-internet.de"
#: Short title of an act → its folder there. AsylVfG is the title AsylG had until 2015-10-23.
_FOLDERS = {
    "AsylbLG": "asylblg",
    "AsylG": "asylvfg_1992",
    "AsylVfG": "asylvfg_1992",
    "AufenthG": "aufenthg_2004",
    "AZRG": "azrg",
    "BAföG": "baf_g",
    "BeschV": "beschv_2013",
    "BGB": "bgb",
    "DeuFöV": "deuf_v",
    "IntV": "intv",
    "SGB I": "sgb_1",
    "SGB II": "sgb_2",
    "SGB III": "sgb_3",
    "SGB VIII": "sgb_8",
    "SGB X": "sgb_10",
    "SGB XII": "sgb_12",
    "StGB": "stgb",
}
_CITE = re.compile(r"§§? (?P<section>\d+[a-z]?)\b.*? (?P<act>SGB [IVX]+|\S+)\Z")


def provision(norm: dict[str, Any]) -> Provision:
    """The norm of an answer with a link, unless the wording applied is one of the past."""
    address = norm.get("url") or ("" if norm.get("valid_until") else url(norm["cite"]))
    return Provision(norm["cite"], address, norm.get("valid_from"), norm.get("valid_until"))


def url(cite: str) -> str:
    """Where the (first) section cited can be read; empty for acts that are published elsewhere."""
    found = _CITE.match(cite)
    folder = _FOLDERS.get(found["act"]) if found else None
    return f"{_SITE}/{folder}/__{found['section']}.html" if found and folder else ""
