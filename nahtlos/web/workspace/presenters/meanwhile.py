"""What happened in a file while a form was open, told above the form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext

from nahtlos.cases.changes import Act, act_of
from nahtlos.cases.models import Fact
from nahtlos.notes.models import Note
from nahtlos.organisations.actor import Actor
from nahtlos.web.workspace.words import facts


@dataclass(frozen=True, slots=True)
class Said:
    """A statement somebody made meanwhile."""

    text: str
    period: str
    who: str
    at: datetime
    is_gone: bool


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """One sentence, what was said, and what to do now. `who`: whose entries stand against mine."""

    text: str
    advice: str
    who: str = ""
    statements: Sequence[Said] = ()


def same_was_said(actor: Actor, said: Sequence[Fact]) -> Meanwhile:
    """Somebody has recorded the same kind of statement."""
    return Meanwhile(
        gettext("The same kind of statement was recorded while your form was open. What you typed is kept."),
        gettext("Save to record yours as well, or cancel to leave it at that."),
        statements=[_said(actor, fact) for fact in said],
    )


def was_corrected(actor: Actor, now: Fact) -> Meanwhile:
    """Somebody has corrected the statement that is being corrected here."""
    return _changed(act_of(actor, now), [_said(actor, now)])


def was_changed(act: Act | None) -> Meanwhile:
    """Somebody has changed the same entries."""
    return _changed(act, [])


def was_withdrawn(act: Act | None) -> Meanwhile:
    """The statement that is being corrected here was taken back."""
    who = _name(act) if act else gettext("Somebody")
    return Meanwhile(
        gettext("%(who)s took this statement back while your form was open. What you typed is kept.") % {"who": who},
        gettext("Save to record yours as a new statement, or cancel to leave it at that."),
    )


def note_was_changed(now: Note | None) -> Meanwhile:
    """The note that is being corrected here was corrected, or withdrawn, in another window."""
    if now is None:
        return Meanwhile(
            gettext("This note was withdrawn while your form was open. What you typed is kept."),
            gettext("Save to write yours as a new note, or cancel to leave it at that."),
        )
    said = Said(now.text, f"{now.day:%d.%m.%Y}", now.author.name, now.written_at, now.superseded_at is not None)
    return Meanwhile(
        gettext("This note was corrected while your form was open. What you typed is kept."),
        gettext("Please look once more, then save."),
        statements=[said],
    )


def _changed(act: Act | None, said: Sequence[Said]) -> Meanwhile:
    words = {"who": _name(act) if act else gettext("Somebody"), "at": f"{act.at.astimezone():%H:%M}" if act else "–"}
    return Meanwhile(
        gettext("%(who)s changed these entries at %(at)s, while your form was open. What you typed is kept.") % words,
        gettext("Please look once more, then save."),
        who=words["who"],
        statements=said,
    )


def _said(actor: Actor, fact: Fact) -> Said:
    act = act_of(actor, fact)
    text = facts.describe(fact.kind, fact.value, fact.source_note)
    return Said(text, _period(fact), _name(act), act.at, fact.superseded_at is not None)


def _period(fact: Fact) -> str:
    first = f"{fact.valid_from:%d.%m.%Y}" if fact.valid_from else ""
    last = f"{fact.valid_until - timedelta(days=1):%d.%m.%Y}" if fact.valid_until else ""
    if first and last:
        return gettext("%(first)s to %(last)s") % {"first": first, "last": last}
    return gettext("from %(first)s") % {"first": first} if first else ""


def _name(act: Act) -> str:
    return gettext("You, in another window,") if act.is_mine else act.who
