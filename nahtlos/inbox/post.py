"""Mail: what waits in the outbox goes out at the times its receiver wants, without a word about any person.

A mail says how many of which kind wait, and where. It is sent at least once; its Message-ID is the same for the same rows,
so that a repeated one after a crash is recognised by mail programs. Rights are looked at when it is sent, not before.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from nahtlos.cases.models import CaseAccess
from nahtlos.core import clock
from nahtlos.core.context import Acting, acting
from nahtlos.inbox import answers
from nahtlos.inbox.enums import Dropped, TaskKind
from nahtlos.inbox.models import MailSetting, Notice, Task
from nahtlos.inbox.sources import label_of, still
from nahtlos.inbox.tasks import waiting_for
from nahtlos.organisations.actor import Actor, NobodyToActFor, actor_for
from nahtlos.organisations.models import Account, Membership

log = logging.getLogger(__name__)

POST = Acting(account=None, organisation=None, district=None, purpose="mail", system="mail")
#: The longest time between two tries.
_PATIENCE = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail before it is sent."""

    to: str
    subject: str
    body: str
    key: str  #: the same for the same content


def send_due(now: datetime | None = None) -> int:
    """Send what is due now, one account after the other; how many mails went out. Call it outside a transaction."""
    if not settings.MAIL_IS_SENT:
        return 0
    now = now or clock.now()
    with acting(POST), transaction.atomic():
        waiting = _waiting(now).values_list("account", flat=True)
        accounts = sorted(set(waiting), key=str)
    return sum(_send_to(account, now) for account in accounts)


def send_weekly(now: datetime | None = None) -> int:
    """Once a week, on the day she wants it: what waits for her, with answers that can be given with one click."""
    if not settings.MAIL_IS_SENT:
        return 0
    now = now or clock.now()
    accounts = Account.objects.filter(is_active=True).exclude(memberships__email="").order_by("id")
    return sum(_weekly_to(account, now) for account in accounts.distinct().values_list("id", flat=True))


def _waiting(now: datetime) -> QuerySet[Notice]:
    due = Q(next_try_at=None) | Q(next_try_at__lte=now)
    return Notice.objects.filter(due, mailed_at=None, dropped="")


def _send_to(account_id: UUID, now: datetime) -> int:
    with acting(POST), transaction.atomic():
        if not _alone(account_id):
            return 0
        setting = _setting(account_id)
        local = now.astimezone(clock.BERLIN)
        if is_quiet(setting, local.time()):
            return 0
        rows = list(
            _waiting(now).filter(account=account_id).select_for_update(of=("self",)).order_by("created_at", "id")
        )
        digest = setting.wants_digest and setting.last_digest_on != local.date() and local.time() >= setting.digest_at
        if not setting.wants_digest:
            _drop([row for row in rows if not row.is_urgent], Dropped.OFF)
        rows = [row for row in rows if row.is_urgent or digest]
        sent = 0
        for organisation in sorted({row.organisation_id for row in rows}, key=str):
            sent += _for_organisation(
                account_id, organisation, [r for r in rows if r.organisation_id == organisation], now
            )
        if digest and rows:
            setting.last_digest_on = local.date()
            setting.save()
        return sent


def _for_organisation(account_id: UUID, organisation: UUID, rows: list[Notice], now: datetime) -> int:
    """One mail about what is still hers and still open."""
    actor = _actor(account_id, organisation)
    if actor is None:
        _drop(rows, Dropped.NO_RIGHT)
        return 0
    if not actor.membership.email:
        _drop(rows, Dropped.NO_ADDRESS)
        return 0
    with acting(actor.acting()):
        reached = set(
            CaseAccess.objects.filter(
                organisation=organisation, person__in={row.person_id for row in rows}
            ).values_list("person_id", flat=True)
        )
        done = set(
            Task.objects.filter(id__in=[row.cause for row in rows])
            .exclude(done_at=None, closing=None)
            .values_list("id", flat=True)
        )
        of_sources = {
            kind: concerned(actor, [row.cause for row in rows if row.kind == kind])
            for kind in {row.kind for row in rows}
            if (concerned := still(kind)) is not None
        }
    own = [row for row in rows if row.kind not in of_sources]
    open_ones = [row for row in rows if row.kind in of_sources and row.cause in of_sources[row.kind]]
    _drop([row for row in rows if row.kind in of_sources and row not in open_ones], Dropped.SETTLED)
    _drop([row for row in own if row.person_id not in reached], Dropped.NO_RIGHT)
    _drop([row for row in own if row.person_id in reached and row.cause in done], Dropped.SETTLED)
    rows = [*open_ones, *(row for row in own if row.person_id in reached and row.cause not in done)]
    if not rows:
        return 0
    return _try(_letter(actor, rows), rows, now)


def _try(letter: Letter, rows: Sequence[Notice], now: datetime) -> int:
    ids = [row.id for row in rows]
    try:
        deliver(letter)
    except (SMTPException, OSError) as problem:
        attempts = max(row.attempts for row in rows) + 1
        wait = min(timedelta(minutes=2 ** min(attempts, 10)), _PATIENCE)
        Notice.objects.filter(id__in=ids).update(attempts=attempts, next_try_at=now + wait)
        log.warning("a mail could not be handed in (%s), try %s", type(problem).__name__, attempts)
        return 0
    Notice.objects.filter(id__in=ids).update(mailed_at=now, next_try_at=None)
    return 1


def deliver(letter: Letter) -> None:
    """Hand it in. Raises SMTPException, OSError."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    message = EmailMessage(
        letter.subject,
        letter.body,
        to=[letter.to],
        headers={"Message-ID": f"<{letter.key}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    message.send()


def _letter(actor: Actor, rows: Sequence[Notice]) -> Letter:
    key = sha256("".join(sorted(str(row.id) for row in rows)).encode()).hexdigest()[:32]
    with translation.override(actor.membership.account.language):
        number = len(rows)
        subject = ngettext("nahtlos: %(n)s entry waits for you", "nahtlos: %(n)s entries wait for you", number) % {
            "n": number
        }
        kinds = Counter(row.kind for row in rows)
        lines = [f"{count} × {label_of(kind)}" for kind, count in sorted(kinds.items())]
        links = sorted({f"{settings.BASE_URL}{row.path}" for row in rows if row.path})
        body = "\n".join([*lines, "", *links[:10], "", f"{settings.BASE_URL}/", "", _foot()])
    return Letter(actor.membership.email, subject, body, key)


def _weekly_to(account_id: UUID, now: datetime) -> int:
    with acting(POST), transaction.atomic():
        if not _alone(account_id):
            return 0
        setting, local = _setting(account_id), now.astimezone(clock.BERLIN)
        wanted = setting.wants_weekly and setting.weekday == local.weekday() and local.time() >= setting.digest_at
        if not wanted or setting.last_weekly_on == local.date() or is_quiet(setting, local.time()):
            return 0
        sent = 0
        for organisation in _organisations(account_id):
            actor = _actor(account_id, organisation)
            if actor is None or not actor.membership.email:
                continue
            with acting(actor.acting()):
                open_tasks = waiting_for(actor)
            if open_tasks:
                try:
                    deliver(_weekly_letter(actor, open_tasks, f"{local:%G-%V}"))
                except (SMTPException, OSError) as problem:
                    log.warning("a weekly mail could not be handed in (%s)", type(problem).__name__)
                    return sent
                sent += 1
        setting.last_weekly_on = local.date()
        setting.save()
        return sent


def _weekly_letter(actor: Actor, tasks: Sequence[Task], week: str) -> Letter:
    account = actor.account_id
    with translation.override(actor.membership.account.language):
        number = len(tasks)
        subject = ngettext("nahtlos: %(n)s task waits for you", "nahtlos: %(n)s tasks wait for you", number) % {
            "n": number
        }
        lines: list[str] = []
        for place, task in enumerate(tasks[:20], start=1):
            lines += [f"{place}. {TaskKind(task.kind).label}, {task.due_on:%d.%m.%Y}"]
            for what, label in answers.LABELS.items():
                token = answers.token_for(account, task.id, what)
                lines += [f"   {label}: {settings.BASE_URL}{reverse('answer', args=[token])}"]
            lines += [""]
        body = "\n".join([*lines, f"{settings.BASE_URL}/", "", _foot()])
    return Letter(actor.membership.email, subject, body, f"week-{week}-{actor.membership.id.hex}")


def _foot() -> str:
    settings_page = f"{settings.BASE_URL}{reverse('mail_settings')}"
    return gettext("When you get mail is up to you: %(page)s") % {"page": settings_page}


def is_quiet(setting: MailSetting, at: time) -> bool:
    """Whether she wants no mail at this time of the day; the quiet hours may pass midnight."""
    start, end = setting.quiet_from, setting.quiet_until
    return (start <= at or at < end) if start > end else start <= at < end


def _setting(account_id: UUID) -> MailSetting:
    return MailSetting.objects.filter(account=account_id).first() or MailSetting(account_id=account_id)


def _alone(account_id: UUID) -> bool:
    """Nobody else sends to this account until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [(account_id.int ^ 0x6D61696C) & ((1 << 62) - 1)])
        (got,) = cursor.fetchone()
    return bool(got)


def _actor(account_id: UUID, organisation: UUID) -> Actor | None:
    """She, if she still works there and may open files."""
    member = Membership.objects.filter(account=account_id, organisation=organisation, account__is_active=True).first()
    if member is None:
        return None
    try:
        found = actor_for(Account.objects.get(id=account_id), membership_id=str(member.id))
    except NobodyToActFor:
        return None
    return found if found.organisation_id == organisation else None


def _organisations(account_id: UUID) -> list[UUID]:
    rows = Membership.objects.filter(account=account_id).order_by("organisation_id")
    return list(rows.values_list("organisation_id", flat=True).distinct())


def _drop(rows: Sequence[Notice], why: Dropped) -> None:
    Notice.objects.filter(id__in=[row.id for row in rows]).update(dropped=why)
