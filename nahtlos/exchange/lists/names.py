"""Names as lists write them: placeholders, titles and remarks set aside, alias columns, one cell for both names.

Nothing is corrected: every spelling keeps its original, and a name that can be read in two ways is kept in both.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from nahtlos.exchange.lists.listed import ListedName
from nahtlos.exchange.lists.sheet import Cell
from nahtlos.exchange.lists.text import clean, repair, shown

NameKind = Literal["main", "alias", "spelling", "birth_name", "order_unknown", "one_name"]

_PLACEHOLDERS: Final = frozenset(
    ("", "-", "--", "---", "–", "—", "x", "xx", "xxx", "xxxx", "fnu", "lnu", "ohne", "ohne name", "o.n.", "on", "n.n.", "nn", "n/a",
     "unbekannt", "unbek.", "unknown", "kein", "keine", "kein name", "k.a.", "?", "??", "???", ".", "*", "entfällt", "nicht bekannt")
)  # fmt: skip
_BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_TRAILING_MARKS: Final = re.compile(r"[\s*#!°]+$|^[\s*#!]+")
_ADDRESS_WORD: Final = re.compile(
    r"(?:^|\s)(?:Frau|Herrn?|Fr\.|Hr\.|Mr\.?|Mrs\.?|Dr\.|Prof\.|Eheleute|Familie|Fam\.)(?=\s|$)", re.IGNORECASE
)
_BIRTH_NAME: Final = re.compile(r"[\s,]*\b(?:geb\.|geborene[rn]?|geb)\s+(?=\D)", re.IGNORECASE)
_ALIAS_MARK: Final = re.compile(
    r"^(alias|a\.\s?k\.\s?a\.|aka|auch|a\.\s?schreibw\.?|andere schreibweise|weitere schreibweise|schreibweise|früher|gen\.|genannt)\b[:.\s]*",
    re.IGNORECASE,
)
_SPELLING_MARK: Final = re.compile(r"schreib", re.IGNORECASE)
_BIRTH_IN_ALIAS: Final = re.compile(
    r"[\s,]*(?:\*|geb\.(?: am)?|geboren(?: am)?)\s*((?:\d{1,2}\.){2}\d{2,4}|\d{4}(?:-\d\d-\d\d)?)\s*$", re.IGNORECASE
)
_SEPARATE: Final = re.compile(r"[;\n|]|\s/\s")
_ARTICLES: Final = frozenset(
    ("al", "el", "ul", "abu", "abo", "umm", "bin", "ben", "ibn", "bint", "abd", "abdul", "abdel", "von", "van", "de", "da", "dos", "del", "la", "le", "di")
)  # fmt: skip
_LOST_LETTER: Final = re.compile(r"\w\?|\?\w")
_WORD: Final = re.compile(r"[^\W\d_]+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class ReadNames:
    spellings: tuple[ListedName, ...]
    extra_words: str = ""
    births: tuple[str, ...] = ()  #: dates of birth written into an alias cell
    letters_lost: bool = False
    repaired: bool = False


def read_names(family: Cell, given: Cell) -> ReadNames:
    """Family name and given names from two cells."""
    return _two_cells(shown(family), shown(given))


def read_full_name(cell: Cell) -> ReadNames:
    """``Family name, given names`` in one cell; without a comma both orders are possible."""
    return _one_cell(shown(cell))


def read_aliases(cell: Cell) -> ReadNames:
    """The alias column: ``alias X, Y *1.1.1980``, ``a. Schreibw.: X, Y``, ``geb. X``; several, separated by ; or /."""
    return _aliases(shown(cell))


@lru_cache(maxsize=8_192)
def _two_cells(family: str, given: str) -> ReadNames:
    original = f"{family} | {given}" if family.strip() and given.strip() else family or given
    parts = [_without_extras(clean(text)) for text in (family, given)]
    birth_names = [birth for _, _, birth in parts if birth]
    names = [_named(name) for name, _, _ in parts]
    extra = " ".join(words for _, words, _ in parts if words)
    spellings = _spellings("main", names[0], names[1], original)
    spellings += [*_bracketed_aliases(family), *_bracketed_aliases(given)]
    spellings += [ListedName("birth_name", cased(birth), "", original) for birth in birth_names]
    return _result(spellings, extra, (family, given))


@lru_cache(maxsize=8_192)
def _one_cell(text: str) -> ReadNames:
    name, extra, birth = _without_extras(clean(text))
    spellings: list[ListedName]
    if "," in name:
        family, _, given = name.partition(",")
        spellings = _spellings("main", _named(family.strip()), _named(given.replace(",", " ").strip()), text)
    else:
        spellings = _without_comma(name, text)
    if birth:
        spellings.append(ListedName("birth_name", cased(birth), "", text))
    return _result(spellings + _bracketed_aliases(text), extra, (text,))


def _bracketed_aliases(text: str) -> list[ListedName]:
    """``Hasan, Omar (alias Umar)``: a single name in such brackets is another given name."""
    found = []
    for inside in _BRACKETS.findall(clean(text)):
        if mark := _ALIAS_MARK.match(inside.strip()):
            family, comma, given = inside.strip()[mark.end() :].partition(",")
            names = (family, given) if comma else ("", family)
            found.append(ListedName("alias", cased(names[0].strip()), cased(names[1].strip()), text))
    return found


def _spellings(kind: NameKind, family: str, given: str, original: str) -> list[ListedName]:
    if not family and not given:
        return []
    found = [ListedName(kind, cased(family), cased(given), original)]
    if family and family.casefold() == given.casefold():  # people with one name are often entered with it twice
        found.append(ListedName("one_name", "", cased(given), original))
    return found


def _without_comma(name: str, original: str) -> list[ListedName]:
    """Capitals show the family name; otherwise given names come first, as spoken, and the other order is kept too."""
    words = name.split()
    if len(words) < 2:
        return _spellings("main", "", _named(name), original)
    upper = [word for word in words if len(word) > 1 and word.isupper()]
    if upper and len(upper) < len(words):
        rest = [word for word in words if word not in upper]
        return _spellings("main", " ".join(upper), " ".join(rest), original)
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].casefold().rstrip("-") in _ARTICLES:
        cut -= 1
    first_cut = 2 if words[0].casefold() in _ARTICLES and len(words) > 2 else 1
    spoken = ListedName("main", cased(" ".join(words[cut:])), cased(" ".join(words[:cut])), original)
    listed = ListedName(
        "order_unknown", cased(" ".join(words[:first_cut])), cased(" ".join(words[first_cut:])), original
    )
    return [spoken, listed]


@lru_cache(maxsize=8_192)
def _aliases(text: str) -> ReadNames:
    spellings: list[ListedName] = []
    births: list[str] = []
    for raw in _SEPARATE.split(text):
        part = clean(raw)
        kind: NameKind = "alias"
        if mark := _ALIAS_MARK.match(part):
            kind = "spelling" if _SPELLING_MARK.search(mark[1]) else "alias"
            part = part[mark.end() :]
        if birth := _BIRTH_IN_ALIAS.search(part):
            births.append(birth[1])
            part = part[: birth.start()]
        if begin := _BIRTH_NAME.match(part):
            kind, part = "birth_name", part[begin.end() :]
        family, comma, given = part.partition(",")
        names = _named(_without_extras(family)[0]), _named(_without_extras(given)[0])
        if not comma and kind == "alias" and " " in names[0]:
            spellings += [ListedName("alias", n.family, n.given, raw) for n in _without_comma(names[0], raw)]
        elif any(names):
            spellings.append(
                ListedName(kind if comma or kind != "alias" else "birth_name", cased(names[0]), cased(names[1]), raw)
            )
    return _result(spellings, "", (text,), tuple(births))


def _result(
    spellings: list[ListedName], extra: str, originals: tuple[str, ...], births: tuple[str, ...] = ()
) -> ReadNames:
    lost = any(_LOST_LETTER.search(name.family) or _LOST_LETTER.search(name.given) for name in spellings)
    repaired = any(repair(text) != text for text in originals)
    return ReadNames(tuple(spellings), extra, births, lost, repaired)


def _without_extras(name: str) -> tuple[str, str, str]:
    """The name, words set aside (``(UMA)``, ``Frau``), and a birth name written behind ``geb.``."""
    extras = [
        match.strip() for match in _BRACKETS.findall(name) if match.strip() and not _ALIAS_MARK.match(match.strip())
    ]
    name = _BRACKETS.sub(" ", name)
    extras += [match.strip() for match in _ADDRESS_WORD.findall(name)]
    name = _ADDRESS_WORD.sub(" ", name)
    name = _TRAILING_MARKS.sub("", name)
    birth = ""
    if (match := _BIRTH_NAME.search(name)) and match.start() > 0:
        birth, name = name[match.end() :].strip(), name[: match.start()]
    return " ".join(name.split()).strip(" ,;"), " ".join(extras), birth


def _named(name: str) -> str:
    return "" if name.casefold() in _PLACEHOLDERS else name


def cased(name: str) -> str:
    """Capitals and small letters as in a passport's plain line; mixed writing is left as it is."""
    letters = [sign for sign in name if sign.isalpha()]
    if len(letters) > 1 and (name.isupper() or name.islower()):
        return _WORD.sub(lambda word: word[0][0].upper() + word[0][1:].lower(), name)
    return name


#: remember cells of the list just read
CACHES: Final = (_two_cells, _one_cell, _aliases)
