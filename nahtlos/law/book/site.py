"""The book as a folder of HTML files that a browser opens without any server: German, and English below `en/`."""

from html import escape
from importlib.resources import files
from pathlib import Path

from nahtlos.law.book import words
from nahtlos.law.book.content import book
from nahtlos.law.book.pages import Pages
from nahtlos.law.engine.tables import Rules

STYLE = "book.css"

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="{up}{style}">
</head>
<body>
<nav>{links}</nav>
<main>
{content}
</main>
</body>
</html>
"""


def write(rules: Rules, folder: Path) -> int:
    """Write all pages in both languages; returns how many. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    style = files("nahtlos.law.book").joinpath(STYLE).read_text(encoding="utf-8")
    (folder / STYLE).write_text(style, encoding="utf-8")
    return sum(_write(rules, language, folder) for language in words.LANGUAGES)


def _write(rules: Rules, language: str, folder: Path) -> int:
    pages = Pages(book(rules, language), lambda page, anchor: file_of(page) + (f"#{anchor}" if anchor else ""))
    names = ["", *(name for name, _title in pages.names())]
    target = folder if language == "de" else folder / language
    target.mkdir(exist_ok=True)
    for name in names:
        page = _PAGE.format(
            language=language,
            title=escape(pages.title(name)),
            up="" if language == "de" else "../",
            style=STYLE,
            links=_links(name, language),
            content=pages.content(name),
        )
        (target / file_of(name)).write_text(page, encoding="utf-8")
    return len(names)


def file_of(name: str) -> str:
    """The file of a page."""
    return f"{name or 'index'}.html"


def _links(name: str, language: str) -> str:
    back = f'<a href="index.html">{words.LABELS["contents"][language]}</a> ' if name else ""
    other, place = ("English", f"en/{file_of(name)}") if language == "de" else ("Deutsch", f"../{file_of(name)}")
    return f'{back}<a href="{place}" lang="{"en" if language == "de" else "de"}">{other}</a>'
