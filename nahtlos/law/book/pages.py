"""The book in HTML: the content of each page, for the web application and for a folder of files alike.

Class names are those of the workspace (KERN UX); who wraps the content decides what they look like.
"""

from collections.abc import Callable, Iterable
from html import escape

from nahtlos.law.book import words
from nahtlos.law.book.content import (
    MODULES_PAGE,
    PARAMETERS_PAGE,
    Book,
    Grid,
    Link,
    ModuleEntry,
    ParameterEntry,
    QuestionEntry,
    RuleEntry,
    Story,
)

#: Where a page of the book is found, by its name and the anchor on it.
Address = Callable[[str, str], str]


class Pages:
    """All pages of a book; `address` says how they link to each other."""

    def __init__(self, book: Book, address: Address) -> None:
        self.book = book
        self.address = address

    def names(self) -> list[tuple[str, str]]:
        """Every page but the contents, with its title."""
        questions = [(one.code, one.title) for one in self.book.questions]
        return [*questions, (MODULES_PAGE, self._word("modules")), (PARAMETERS_PAGE, self._word("parameters"))]

    def title(self, name: str) -> str:
        """The title of a page; that of the book for the contents. Raises KeyError."""
        return dict([("", self._word("title")), *self.names()])[name]

    def content(self, name: str) -> str:
        """What stands on a page, its heading included. Raises KeyError."""
        title = self.title(name)
        if not name:
            return self._contents()
        if name == MODULES_PAGE:
            parts = (self._module(one) for one in self.book.modules)
            return self._heading(title, self._word("modules_note")) + "".join(parts)
        if name == PARAMETERS_PAGE:
            return self._heading(title, "") + "".join(map(self._parameter, self.book.parameters))
        question = self.book.question(name)
        assert question is not None  # noqa: S101 -- every other name is the code of a question
        return self._question(question)

    def _word(self, key: str) -> str:
        return words.LABELS[key][self.book.language]

    def _heading(self, title: str, lead: str) -> str:
        below = f'<p class="nt-head__lead">{escape(lead)}</p>' if lead else ""
        return f'<header class="nt-head"><h1 class="kern-heading-large">{escape(title)}</h1>{below}</header>'

    def _contents(self) -> str:
        own = [one for one in self.book.questions if not one.is_internal]
        inner = [one for one in self.book.questions if one.is_internal]
        marks = [(mark, text[self.book.language]) for mark, text in words.CONFIDENCE.items()]
        return (
            self._heading(self._word("title"), self._word("subtitle"))
            + _paragraph(self._word("how_to_read"))
            + _paragraph(self._word("disclaimer"))
            + _paragraph(f"{self._word('version')}: {self.book.version}", "nt-small nt-muted")
            + self._section("questions", self._links(own), wide=True)
            + self._section("internal", _paragraph(self._word("internal_note")) + self._links(inner))
            + self._section(
                "modules",
                _paragraph(self._word("modules_note"))
                + _list(
                    f"{self._link(Link(MODULES_PAGE, one.title, f'module-{one.id}'))} "
                    f'<span class="nt-muted">{escape(one.state)}</span>'
                    for one in self.book.modules
                ),
            )
            + self._section(
                "parameters",
                _list(
                    self._link(Link(PARAMETERS_PAGE, one.title, f"parameter-{one.name}"))
                    for one in self.book.parameters
                ),
            )
            + self._section("marks", _facts(marks))
        )

    def _section(self, key: str, content: str, *, wide: bool = False) -> str:
        heading = f'<h2 class="kern-heading-small">{escape(self._word(key))}</h2>'
        return f'<section class="nt-section{"" if wide else " nt-readable"}">{heading}{content}</section>'

    def _links(self, questions: Iterable[QuestionEntry]) -> str:
        links = (
            f'<li>{self._link(Link(one.code, one.title))} <span class="nt-muted">{len(one.rules) - 1}</span></li>'
            for one in questions
        )
        return f'<ul class="nt-book__index">{"".join(links)}</ul>'

    def _link(self, link: Link) -> str:
        return f'<a href="{escape(self.address(link.page, link.anchor))}">{escape(link.text)}</a>'

    def _question(self, question: QuestionEntry) -> str:
        note = self._word("internal_note") if question.is_internal else ""
        parts = [self._heading(question.title, note)]
        if question.values:
            parts.append(self._section("answers", self._values(question)))
        if question.deadlines:
            parts.append(
                self._section(
                    "deadlines", _facts((f"<code>{code}</code>", escape(text)) for code, text in question.deadlines)
                )
            )
        heading = f'<h2 class="kern-heading-small">{escape(self._word("rules"))}</h2>'
        rules = "".join(self._rule(rule) for rule in question.rules)
        parts.append(f'<section class="nt-section">{heading}<ol class="nt-book">{rules}</ol></section>')
        return "".join(parts)

    def _values(self, question: QuestionEntry) -> str:
        head = "".join(f'<th scope="col">{escape(self._word(key))}</th>' for key in ("answer", "provision"))
        label = escape(self._word("provision"))
        rows = "".join(
            f'<tr><th scope="row">{escape(value.text)} <code class="nt-table__note">{escape(value.code)}</code></th>'
            f'<td data-label="{label}">{escape(value.norm) or "–"}</td></tr>'
            for value in question.values
        )
        return f'<table class="nt-table nt-table--cards"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'

    def _rule(self, rule: RuleEntry, tag: str = "li") -> str:
        rows = [
            (self._word("provisions"), ", ".join(map(escape, rule.norms))),
            (self._word("valid"), escape(rule.valid)),
            (self._word("certainty"), f"{escape(rule.certainty)} [{escape(rule.mark)}]"),
            (self._word("looks_at"), escape("; ".join(rule.conditions))),
            (self._word("rests_on"), ", ".join(map(self._link, rule.rests_on))),
            (self._word("parameter"), ", ".join(map(self._link, rule.parameters))),
        ]
        language = "" if rule.is_translated else ' lang="en"'
        notes = [] if rule.is_translated else [self._word("untranslated")]
        notes += [f"{self._word('of_module')}: {rule.module}"] if rule.module else []
        note = "".join(f'<p class="nt-small nt-muted">{escape(text)}</p>' for text in notes)
        return (
            f'<{tag} class="nt-book__rule" id="{escape(rule.anchor)}">'
            f'<h3 class="nt-book__sentence"{language}>{escape(rule.sentence)}</h3>{note}'
            f"{_facts((name, text) for name, text in rows if text)}{self._stories(rule.stories)}"
            f'<p class="nt-book__id"><a href="#{escape(rule.anchor)}"><code>{escape(rule.id)}</code></a></p></{tag}>'
        )

    def _stories(self, stories: tuple[Story, ...]) -> str:
        if not stories:
            return f'<p class="nt-small nt-muted">{escape(self._word("no_cases"))}</p>'
        told = _list(self._story(story) for story in stories)
        summary = f"{escape(self._word('cases'))}: {len(stories)}"
        return f'<details class="nt-why"><summary>{summary}</summary>{told}</details>'

    def _story(self, story: Story) -> str:
        days = ", ".join(f"{on} {escape(says)}" for on, says in story.days)
        note = f": {escape(story.note)}" if story.note else ""
        return f'<span lang="en"><code>{escape(story.name)}</code>{note}</span> <span class="nt-muted">{days}</span>'

    def _module(self, module: ModuleEntry) -> str:
        rows = [
            (self._word("state"), escape(module.state)),
            (self._word("source"), escape(module.source)),
            (self._word("leaves_out"), escape(module.leaves_out)),
            (self._word("changes"), ", ".join(map(self._link, module.changes))),
        ]
        rules = "".join(self._rule(rule) for rule in module.rules)
        return (
            f'<section class="nt-section" id="module-{escape(module.id)}">'
            f'<h2 class="kern-heading-small">{escape(module.title)}</h2>{_facts((n, t) for n, t in rows if t)}'
            + (f'<ol class="nt-book">{rules}</ol>' if rules else "")
            + "</section>"
        )

    def _parameter(self, parameter: ParameterEntry) -> str:
        source = _paragraph(f"{self._word('source')}: {parameter.source}", "nt-small nt-muted")
        grids = "".join(_grid(grid, parameter.title) for grid in parameter.grids)
        return (
            f'<section class="nt-section nt-readable" id="parameter-{escape(parameter.name)}">'
            f'<h2 class="kern-heading-small">{escape(parameter.title)}</h2>{_paragraph(parameter.description)}'
            f"{source}{grids}</section>"
        )


def _paragraph(text: str, classes: str = "kern-body") -> str:
    return f'<p class="{classes} nt-readable">{escape(text)}</p>'


def _list(items: Iterable[str]) -> str:
    return f'<ul class="nt-book__list">{"".join(f"<li>{item}</li>" for item in items)}</ul>'


def _facts(rows: Iterable[tuple[str, str]]) -> str:
    """Names and what is to be said about them; both are HTML."""
    return f'<dl class="nt-facts">{"".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in rows)}</dl>'


def _grid(grid: Grid, name: str) -> str:
    named = any(grid.columns)
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in grid.columns) if named else ""
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in grid.rows)
    head = f"<thead><tr>{head}</tr></thead>" if head else ""
    return (
        f'<div class="nt-table-frame" role="region" tabindex="0" aria-label="{escape(name)}">'
        f'<table class="nt-table">{head}<tbody>{rows}</tbody></table></div>'
    )
