"""Calendars to be fetched by a secret address (RFC 5545): deadlines and tasks, what and when, never who."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, date, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases.worklist import worklist
from nahtlos.core import clock
from nahtlos.core.context import Acting, acting
from nahtlos.inbox.models import Feed
from nahtlos.inbox.sources import needs
from nahtlos.organisations.actor import Actor, NobodyToActFor, actor_for
from nahtlos.organisations.models import Account, Membership

FEED = Acting(account=None, organisation=None, district=None, purpose="calendar", system="feed")
#: A code in words.
TitleOf = Callable[[str], str]
#: Entries of one calendar.
MOST = 500


class NoFeed(Exception):
    """The address leads nowhere: made up, revoked, or of somebody who is gone."""


def list_feeds(actor: Actor) -> list[Feed]:
    """Her calendars of this organisation that can be fetched."""
    rows = Feed.objects.filter(account=actor.account_id, organisation=actor.organisation_id, revoked_at=None)
    return list(rows.order_by("created_at"))


@transaction.atomic
def make_feed(*, by: Actor, is_team: bool) -> str:
    """The secret of a new calendar; it is shown once and cannot be shown again. Raises AccessDenied."""
    by.require(Permission.CASE_READ)
    secret = secrets.token_urlsafe(32)
    feed = Feed.objects.create(
        account_id=by.account_id,
        organisation_id=by.organisation_id,
        is_team=is_team,
        fingerprint=_fingerprint(secret),
        created_at=clock.now(),
    )
    journal.record("feed.made", "feed", feed.id)
    return secret


@transaction.atomic
def revoke_feed(*, by: Actor, feed_id: UUID) -> None:
    """Its address leads nowhere from now on. Raises Feed.DoesNotExist."""
    feed = Feed.objects.get(id=feed_id, account=by.account_id, revoked_at=None)
    feed.revoked_at = clock.now()
    feed.save(update_fields=["revoked_at"])
    journal.record("feed.revoked", "feed", feed.id)


def calendar(secret: str, title_of: TitleOf) -> str:
    """The calendar behind a secret, with what its owner may see now. `title_of(code)`: a deadline in words. Raises NoFeed."""
    with acting(FEED), transaction.atomic():
        feed = Feed.objects.filter(fingerprint=_fingerprint(secret), revoked_at=None).first()
        if feed is None:
            raise NoFeed
        Feed.objects.filter(id=feed.id).update(fetched_at=clock.now())
    actor = _owner(feed)
    with translation.override(actor.membership.account.language), acting(actor.acting()), transaction.atomic():
        entries = list(_entries(actor, feed, title_of))
        journal.record("feed.fetched", "feed", feed.id, entries=len(entries))
        name = gettext("nahtlos: deadlines and tasks")
    return as_ics(name, entries[:MOST])


def _owner(feed: Feed) -> Actor:
    member = Membership.objects.filter(account=feed.account_id, organisation=feed.organisation_id).first()
    try:
        if member is None:
            raise NobodyToActFor
        actor = actor_for(Account.objects.get(id=feed.account_id, is_active=True), membership_id=str(member.id))
    except (NobodyToActFor, Account.DoesNotExist):
        raise NoFeed from None
    if actor.organisation_id != feed.organisation_id or not actor.may(Permission.CASE_READ):
        raise NoFeed
    return actor


def _entries(actor: Actor, feed: Feed, title_of: TitleOf) -> Iterator[tuple[str, date, str, str]]:
    """(stable id, day, title, address)."""
    found = worklist(actor, only_mine=not feed.is_team, limit=MOST)
    for items in found.rungs.values():
        for item in items:
            if item.kind == "deadline" and item.on:
                yield f"deadline-{item.key}", item.on, title_of(item.code), reverse("case", args=[item.person_id])
    for need in needs(actor, only_mine=not feed.is_team, limit=MOST):
        if need.on:
            yield (
                f"{need.kind}-{need.key or need.on.isoformat()}",
                need.on,
                need.what,
                reverse(need.page, args=need.args),
            )


def as_ics(name: str, entries: list[tuple[str, date, str, str]]) -> str:
    """The text of RFC 5545 for entries of whole days."""
    stamp = clock.now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//nahtlos//DE", f"X-WR-CALNAME:{_escaped(name)}"]
    for key, day, title, path in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{key}@nahtlos",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            "TRANSP:TRANSPARENT",
            f"SUMMARY:{_escaped(title)}",
            f"URL:{settings.BASE_URL}{path}",
            "END:VEVENT",
        ]
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 bytes; what follows begins with a space, and no character is cut."""
    part = ""
    for sign in line:
        if len((part + sign).encode()) > 75:
            yield part
            part = " "
        part += sign
    yield part


def _fingerprint(secret: str) -> str:
    """A secret of 256 random bits needs no slow hash."""
    return sha256(secret.encode()).hexdigest()
