"""What the data protection officer sees of her organisation's journal: who opened which file when and for what, and what
looks unusual. Files are numbers here; no name and no content of a person is read or shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.audit.models import JournalEntry
from nahtlos.cases.models import Case, Responsibility
from nahtlos.core import clock
from nahtlos.organisations.actor import AccessDenied, Actor
from nahtlos.organisations.models import Account, Membership, Organisation
from nahtlos.rights.models import Contest

PAGE = 50
#: So many openings by one colleague within an hour are an alarm (security.md C6), so many a hint.
ALARM_PER_HOUR, HINT_PER_HOUR = 200, 60
HINT_OUTSIDE_PER_DAY, HINT_REFUSED_PER_DAY = 20, 10
LOOK_BACK = timedelta(days=14)
AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the journal is narrowed to; every field may be empty."""

    day: date | None = None
    account: UUID | None = None
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in a form that names no person of a file. `who` is a colleague, or for a case her function."""

    at: datetime
    who: str
    office: str
    role: str
    verb: str
    purpose: str
    file: str  #: the beginning of the number of the file
    classes: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of lines."""

    lines: Sequence[Line]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Hint:
    """Something unusual that a colleague did: what, when it began, how often."""

    kind: str  #: hour, outside, night, own_name, refused
    who: str
    account: UUID
    day: date
    count: int
    is_alarm: bool = False


def case_looks(actor: Actor, person_id: UUID, *, page: int = 1) -> Found:
    """Who looked at this file, for its leading office (for every participant while nobody leads). Journalled.

    The caller has found the case within reach. Raises AccessDenied.
    """
    actor.require(Permission.JOURNAL_OF_CASE)
    if not may_see_looks(actor, person_id):
        raise AccessDenied("Who looked is shown to the leading office of the case.")
    found = _page(JournalEntry.objects.filter(subject=person_id), page)
    journal.record("journal.read", "person", person_id)
    return found


def may_see_looks(actor: Actor, person_id: UUID) -> bool:
    """Whether the actor's office leads the case, or nobody does."""
    lead = Responsibility.objects.filter(case__in=Case.objects.filter(person=person_id), valid_until=None)
    offices = set(lead.values_list("organisation", flat=True))
    return actor.may(Permission.JOURNAL_OF_CASE) and (not offices or actor.organisation_id in offices)


def office_looks(actor: Actor, wanted: Wanted, *, page: int = 1) -> Found:
    """The journal of the officer's own organisation, newest first. Journalled."""
    actor.require(Permission.JOURNAL_OF_OFFICE)
    found = _page(_entries(actor, wanted), page)
    journal.record("journal.office_read", page=found.page, rows=len(found.lines))
    return found


def office_export(actor: Actor, wanted: Wanted) -> Sequence[Line]:
    """The same without pages, at most AT_ONCE lines. Journalled with their number."""
    actor.require(Permission.JOURNAL_EXPORT)
    lines = _lines(list(_entries(actor, wanted).order_by("-id")[:AT_ONCE]))
    journal.record("journal.exported", rows=len(lines))
    return lines


def colleagues_of(actor: Actor) -> list[tuple[UUID, str]]:
    """Everybody who works or worked for the organisation, by name."""
    members = Membership.objects.filter(organisation=actor.organisation_id).select_related("account")
    return sorted({(one.account_id, one.account.name) for one in members}, key=lambda one: one[1])


def verbs_of(actor: Actor) -> list[str]:
    """The kinds of entries there are."""
    own = JournalEntry.objects.filter(organisation=actor.organisation_id)
    return sorted(own.values_list("verb", flat=True).distinct())


def _entries(actor: Actor, wanted: Wanted) -> QuerySet[JournalEntry]:
    found = JournalEntry.objects.filter(organisation=actor.organisation_id)
    if wanted.day:
        start = datetime.combine(wanted.day, datetime.min.time(), clock.BERLIN)
        found = found.filter(at__gte=start, at__lt=start + timedelta(days=1))
    if wanted.account:
        found = found.filter(account=wanted.account)
    return found.filter(verb=wanted.verb) if wanted.verb else found


def _page(entries: QuerySet[JournalEntry], page: int) -> Found:
    total = entries.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    return Found(_lines(list(entries.order_by("-id")[(page - 1) * PAGE : page * PAGE])), total, page, pages)


def _lines(rows: Sequence[JournalEntry]) -> list[Line]:
    accounts = {row.account for row in rows if row.account}
    names = dict(Account.objects.filter(id__in=accounts).values_list("id", "name"))
    offices = dict(
        Organisation.objects.filter(id__in={row.organisation for row in rows}).values_list("id", "short_name")
    )
    roles: Mapping[tuple[UUID, UUID], str] = {
        (one.account_id, one.organisation_id): one.role for one in Membership.objects.filter(account__in=accounts)
    }
    return [_line(row, names, offices, roles) for row in rows]


def _line(
    row: JournalEntry,
    names: Mapping[UUID, str],
    offices: Mapping[UUID, str],
    roles: Mapping[tuple[UUID, UUID], str],
) -> Line:
    key = (row.account, row.organisation)
    return Line(
        row.at,
        names.get(row.account, "") if row.account else "",
        offices.get(row.organisation, "") if row.organisation else "",
        roles.get(key, "") if all(key) else "",  # type: ignore[arg-type]
        row.verb,
        row.purpose,
        str(row.subject)[-8:] if row.subject and row.subject_type == "person" else "",
        tuple(row.detail.get("classes", ())),
        str(row.detail.get("reason", "")),
    )


_HINTS = """
with mine as (
    select e.account, e.subject, e.verb, e.at at time zone 'Europe/Berlin' as local
    from audit_journalentry e
    where e.organisation = %(office)s and e.at > %(since)s and e.account is not null and e.verb in ('case.read', 'access.denied')
), opened as (select * from mine where verb = 'case.read')
select 'hour' as kind, account, min(local)::date as day, count(*) as n
    from opened group by account, date_trunc('hour', local) having count(*) >= %(per_hour)s
union all
select 'outside', o.account, o.local::date, count(distinct o.subject) from opened o
    where not exists (
        select 1 from cases_participation p join cases_case c on c.id = p.case_id
        join organisations_membership m on m.id in (p.contact_id, p.deputy_id)
        where c.person_id = o.subject and p.organisation_id = %(office)s and m.account_id = o.account)
      and not exists (
        select 1 from audit_journalentry w where w.account = o.account and w.subject = o.subject
          and w.verb in ('fact.recorded', 'fact.corrected', 'deadline.done', 'case.opened'))
    group by o.account, o.local::date having count(distinct o.subject) >= %(outside)s
union all
select 'night', account, local::date, count(*) from opened
    where extract(hour from local) >= 21 or extract(hour from local) < 5 group by account, local::date
union all
select 'own_name', o.account, o.local::date, count(distinct o.subject) from opened o
    join organisations_account a on a.id = o.account
    join people_name n on n.person_id = o.subject
    where n.family <> '' and lower(n.family) = lower(regexp_replace(a.name, '^.*\\s', ''))
    group by o.account, o.local::date
union all
select 'refused', account, local::date, count(*) from mine
    where verb = 'access.denied' group by account, local::date having count(*) >= %(refused)s
order by 3 desc, 1
"""


def hints(actor: Actor) -> list[Hint]:
    """What looks unusual in the last fortnight: alarms first, then the latest. Nobody is accused: a human asks.

    Many openings in an hour; many files outside her own in which she did nothing; nights; a person of a colleague's own
    family name; many refusals.
    """
    actor.require(Permission.JOURNAL_OF_OFFICE)
    with connection.cursor() as cursor:
        cursor.execute(
            _HINTS,
            {
                "office": actor.organisation_id,
                "since": clock.now() - LOOK_BACK,
                "per_hour": HINT_PER_HOUR,
                "outside": HINT_OUTSIDE_PER_DAY,
                "refused": HINT_REFUSED_PER_DAY,
            },
        )
        rows = cursor.fetchall()
    names = dict(
        Account.objects.filter(id__in={account for _kind, account, _day, _n in rows}).values_list("id", "name")
    )
    found = [
        Hint(kind, names.get(account, ""), account, day, n, kind == "hour" and n >= ALARM_PER_HOUR)
        for kind, account, day, n in rows
    ]
    return sorted(found, key=lambda one: not one.is_alarm)


def open_contests(actor: Actor) -> list[Contest]:
    """Statements of the actor's organisation that a person contests and nobody has answered, the oldest first."""
    return list(
        Contest.objects.filter(source=actor.organisation_id, closed_at=None, fact__superseded_at=None)
        .select_related("person", "fact")
        .order_by("opened_at")
    )
