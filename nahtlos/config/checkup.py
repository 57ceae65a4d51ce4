"""The invariants of an installation as queries that must find nothing (security.md 3.3). Ids only, never names."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction

from nahtlos.cases.responsibility import LEADS
from nahtlos.core import clock
from nahtlos.core.context import Acting, acting

#: Violations listed per invariant.
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Invariant:
    """`query` returns one text per violation; `%(today)s` is the day of the workspace."""

    name: str
    promise: str
    query: str


INVARIANTS = (
    Invariant(
        "one-lead",
        "every open case has exactly one lead authority on every day since it was opened",
        """
        select c.id::text from cases_case c
        left join lateral (
            select range_agg(daterange(r.valid_from, r.valid_until)) as led from cases_responsibility r where r.case_id = c.id
        ) l on true
        left join lateral (
            select range_agg(daterange(x.closed_on, x.reopened_on)) as closed from cases_closing x
            where x.case_id = c.id and x.reopened_on > x.closed_on
        ) x on true
        join people_person p on p.id = c.person_id
        where p.withdrawn_at is null
          and not coalesce(l.led @> (datemultirange(daterange(c.opened_on, greatest(c.closed_on, c.opened_on)))
                                     - coalesce(x.closed, '{}')), false)
          and (c.closed_on is null or c.closed_on > c.opened_on)
        """,
    ),
    Invariant(
        "named-person",
        "the lead authority of every open case takes part in it with a named contact person",
        """
        select c.id::text from cases_case c
        join cases_responsibility r on r.case_id = c.id and r.valid_until is null
        left join cases_participation p
          on p.case_id = c.id and p.organisation_id = r.organisation_id and p.valid_until is null
        where c.closed_on is null and p.contact_id is null
        """,
    ),
    Invariant(
        "named-person-works-there",
        "whoever is named for a case works in that organisation today",
        """
        select p.id::text from cases_participation p
        join organisations_membership m on m.id in (p.contact_id, p.deputy_id)
        join organisations_account a on a.id = m.account_id
        where p.valid_until is null and (m.organisation_id <> p.organisation_id or m.valid_until <= %(today)s or not a.is_active)
        """,
    ),
    Invariant(
        "one-file",
        "every person has a case",
        "select p.id::text from people_person p left join cases_case c on c.person_id = p.id where c.id is null",
    ),
    Invariant(
        "nothing-left-behind",
        "nothing hangs on a person who was merged into another",
        """
        select p.id::text from people_person p where p.merged_into_id is not null and (
            exists (select 1 from people_record r where r.person_id = p.id)
            or exists (select 1 from people_name n where n.person_id = p.id)
            or exists (select 1 from cases_fact f where f.person_id = p.id)
            or exists (select 1 from inbox_task t where t.person_id = p.id)
            or exists (select 1 from grants_consent c where c.person_id = p.id)
            or exists (select 1 from grants_grant g where g.person_id = p.id)
            or exists (select 1 from rights_restriction r where r.person_id = p.id))
        """,
    ),
    Invariant(
        "no-merge-in-circles",
        "a merged person points to one who is not merged herself into her",
        """
        with recursive way as (
            select id, merged_into_id, array[id] as seen from people_person where merged_into_id is not null
            union all
            select w.id, p.merged_into_id, w.seen || p.id from way w join people_person p on p.id = w.merged_into_id
            where p.merged_into_id is not null and not p.id = any(w.seen))
        select distinct w.id::text from way w where w.merged_into_id = any(w.seen)
        """,
    ),
    Invariant(
        "same-source",
        "what came from a record belongs to the person of that record",
        """
        select f.id::text from cases_fact f join people_record r on r.id = f.record_id where f.person_id <> r.person_id
        union all
        select n.id::text from people_name n join people_record r on r.id = n.record_id where n.person_id <> r.person_id
        union all
        select i.id::text from people_identifier i join people_record r on r.id = i.record_id where i.person_id <> r.person_id
        """,
    ),
    Invariant(
        "access-follows-participation",
        "who may see a case is exactly who takes part in it",
        """
        select coalesce(a.case_id, p.case_id)::text
        from (select case_id, organisation_id from cases_caseaccess where level = 'participation') a
        full join (select distinct case_id, organisation_id from cases_participation where valid_until is null) p
          on p.case_id = a.case_id and p.organisation_id = a.organisation_id
        where a.case_id is null or p.case_id is null
        """,
    ),
    Invariant(
        "closed-is-closed",
        "in a closed case nobody leads, nothing is open, and who took part at the end reads it",
        """
        select c.id::text || ' ' || wrong.what from cases_case c
        join cases_closing x on x.case_id = c.id and x.reopened_at is null and x.outcome not in ('merged', 'withdrawn')
        cross join lateral (
            select 'lead' as what from cases_responsibility r
            where r.case_id = c.id and (r.valid_until is null or r.valid_until > greatest(c.closed_on, r.valid_from + 1))
            union all
            select 'participation' from cases_participation p
            where p.case_id = c.id and (p.valid_until is null or p.valid_until > greatest(c.closed_on, p.valid_from + 1))
            union all
            select 'transfer' from handovers_transfer t
            where t.case_id = c.id and t.state in ('draft', 'requested', 'accepted', 'in_progress', 'on_hold')
            union all
            select 'task' from inbox_task t where t.person_id = c.person_id and t.done_at is null and t.closing_id is null
            union all
            select 'access' from cases_caseaccess a
            where a.case_id = c.id and a.level = 'closed' and a.source is distinct from x.id
        ) wrong
        union all
        select x.case_id::text || ' row' from cases_closing x join cases_case c on c.id = x.case_id
        where x.reopened_at is null and x.closed_on is distinct from c.closed_on
        union all
        select a.case_id::text || ' access' from cases_caseaccess a join cases_case c on c.id = a.case_id
        where a.level = 'closed' and c.closed_on is null
        """,
    ),
    Invariant(
        "led-on-open-days",
        "nobody leads on a day on which the case was closed",
        """
        select x.case_id::text from cases_closing x
        join cases_responsibility r on r.case_id = x.case_id
          and daterange(r.valid_from, r.valid_until) && daterange(x.closed_on, x.reopened_on)
          -- a file that came and went on one day: a period has a day
          and not (r.valid_from = x.closed_on and r.valid_until = r.valid_from + 1)
        where x.reopened_on > x.closed_on and x.outcome not in ('merged', 'withdrawn')
        """,
    ),
    Invariant(
        "tasks-end-with-a-closed-case",
        "a task that ended with its case belongs to one that is closed",
        """
        select t.id::text from inbox_task t join cases_closing x on x.id = t.closing_id
        where x.reopened_at is not null or x.person_id <> t.person_id
        """,
    ),
    Invariant(
        "grants-follow-consents",
        "what is open by consent or emergency is exactly what living consents and emergencies say",
        """
        with living as (
            select c.id, c.person_id, c.organisation_id, null::uuid as account_id, p as purpose, d as data_class
            from grants_consent c cross join unnest(c.purposes) p cross join unnest(c.classes) d
            where not exists (select 1 from grants_withdrawal w where w.consent_id = c.id)
              and (c.valid_until is null or nt.day_ends(c.valid_until) > now())
            union all
            select e.id, e.person_id, e.organisation_id, e.account_id, e.purpose, d from grants_emergency e
            join organisations_organisation o on o.id = e.organisation_id
            cross join unnest(array['identity', 'contact', 'whereabouts', 'family', 'health']) d
            where e.ends_at > now() and (o.kind = 'verein' or not nt.opens_never(o.kind, d))
        ), granted as (select * from grants_grant where ends_at is null or ends_at > now())
        select distinct coalesce(l.id, g.source)::text from living l
        full join granted g on g.source = l.id and g.person_id = l.person_id and g.organisation_id = l.organisation_id
          and g.account_id is not distinct from l.account_id and g.purpose = l.purpose and g.data_class = l.data_class
        where l.id is null or g.source is null
        union
        select distinct coalesce(l.id, a.source)::text from living l
        full join (select * from cases_caseaccess where level in ('consent', 'emergency') and (ends_at is null or ends_at > now())) a
          on a.source = l.id and a.person_id = l.person_id and a.organisation_id = l.organisation_id
         and a.account_id is not distinct from l.account_id
        where l.id is null or a.source is null
        """,
    ),
    Invariant(
        "answered",
        "every open case has an answer to who pays for today",
        """
        select c.id::text from cases_case c join people_person p on p.id = c.person_id
        where c.closed_on is null and p.withdrawn_at is null and not exists (
            select 1 from cases_answerperiod a where a.person_id = c.person_id and a.question = 'benefit_authority'
              and a.valid_from <= %(today)s and (a.next_change is null or a.next_change > %(today)s))
        """,
    ),
    Invariant(
        "gapless-answers",
        "the periods of one question touch without gap or overlap",
        """
        select distinct person_id::text || ' ' || question from (
            select person_id, question, next_change,
                   lead(valid_from) over (partition by person_id, question order by valid_from) as following
            from cases_answerperiod) a
        where following is distinct from next_change and (following is not null or next_change is null)
        """,
    ),
    Invariant(
        "corrections-name-the-old",
        "a fact that was replaced is superseded",
        """
        select old.id::text from cases_fact new join cases_fact old on old.id = new.replaces_id
        where old.superseded_at is null and new.superseded_at is null
        """,
    ),
    Invariant(
        "rows-accounted-for",
        "every row of a finished import has an outcome, and rows that were imported point to their record",
        """
        select row.id::text from exchange_importrow row join exchange_importrun run on run.id = row.run_id
        where run.state = 'done' and (row.outcome = ''
          or (row.outcome in ('created', 'linked', 'changed') and row.record_id is null)
          or (row.outcome in ('created', 'linked', 'changed', 'unchanged') and row.person_id is null)
          or (row.outcome = 'needs_human' and row.record_id is null and not row.in_queue and row.same_as_row is null
              and not exists (select 1 from exchange_importrow later
                              where (later.fingerprint = row.fingerprint
                                     or (later.reference = row.reference and row.reference <> ''))
                              and later.organisation_id = row.organisation_id and later.id > row.id))
          or (row.outcome = 'needs_human' and row.same_as_row is not null and not exists (
              select 1 from exchange_importrow same
              where same.run_id = row.run_id and same.number = row.same_as_row and same.outcome = 'needs_human')))
        """,
    ),
    Invariant(
        "newcomers-are-seen",
        "the agency that is to inform a newcomer takes part in her case",
        """
        select i.id::text from inbox_information i join people_person p on p.id = i.person_id
        where i.told_on is null and i.withdrawn_at is null and p.merged_into_id is null and p.withdrawn_at is null
          and not exists (select 1 from cases_participation part join cases_case c on c.id = part.case_id
                          where c.person_id = i.person_id and part.organisation_id = i.organisation_id
                            and part.valid_until is null)
          and exists (select 1 from cases_case c where c.person_id = i.person_id and c.closed_on is null)
        """,
    ),
    Invariant(
        "newcomers-announced",
        "whoever a list of the immigration office has brought while in the procedure has an information or a proof",
        """
        select distinct p.id::text from exchange_importrow row
        join exchange_importrun run on run.id = row.run_id and run.state = 'done' and run.profile = 'auslaenderbehoerde'
        join people_person p on p.id = row.person_id and p.merged_into_id is null and p.withdrawn_at is null
        join cases_case c on c.person_id = p.id
        join cases_fact f on f.person_id = p.id and f.reported_by_id = run.organisation_id and f.kind = 'residence'
          and f.superseded_at is null and f.valid_from <= c.opened_on
          and (f.valid_until is null or f.valid_until > %(today)s)
          and f.value ->> 'status' in ('asylgesuch', 'ankunftsnachweis', 'aufenthaltsgestattung')
        where row.outcome = 'created' and p.birth_year between extract(year from c.opened_on) - 60
            and extract(year from c.opened_on) - 16
          and c.opened_on >= (select min(opened_on) from inbox_information i where i.district_id = p.district_id)
          and not exists (select 1 from inbox_information i where i.person_id = p.id)
          and not exists (select 1 from people_record r join organisations_organisation o on o.id = r.organisation_id
                          where r.person_id = p.id and o.kind = 'arbeitsagentur')
        """,
    ),
    Invariant(
        "no-dead-jobs",
        "no job has been with a dead worker for more than two minutes",
        """
        select job.id::text || ' ' || job.task_name from procrastinate_jobs job
        left join procrastinate_workers w on w.id = job.worker_id
        where job.status = 'doing' and coalesce(w.last_heartbeat, (
            select max(e.at) from procrastinate_events e where e.job_id = job.id)) < now() - interval '150 seconds'
        """,
    ),
    Invariant(
        "outbox-goes-on",
        "a mail that could not be handed in is tried again",
        """
        select id::text from inbox_notice
        where mailed_at is null and dropped = '' and attempts > 0 and next_try_at is null
        """,
    ),
    Invariant(
        "no-gap",
        "where the law names another kind of office than the one that leads, a handover is open or was refused",
        """
        select c.id::text from cases_case c
        join people_person p on p.id = c.person_id and p.withdrawn_at is null
        join cases_responsibility r on r.case_id = c.id and r.valid_until is null
        join organisations_organisation office on office.id = r.organisation_id
        join cases_answerperiod a on a.person_id = c.person_id and a.question = 'benefit_authority'
          and a.status = 'determined' and a.valid_from <= %(today)s
          and (a.next_change is null or a.next_change > %(today)s)
        join unnest(%(answers)s::text[], %(kinds)s::text[]) named (answer, kind) on named.answer = a.answer #>> '{}'
        where c.closed_on is null and named.kind <> office.kind
          and exists (select 1 from organisations_organisation other
                      where other.district_id = c.district_id and other.kind = named.kind)
          and not exists (select 1 from handovers_transfer t where t.case_id = c.id and t.kind = 'handover'
            and (t.state in ('draft', 'requested', 'accepted', 'on_hold')
                 or t.state in ('rejected', 'cancelled', 'entered_in_error') and t.sender_id = r.organisation_id))
        """,
    ),
    Invariant(
        "one-sender",
        "whoever asks for an open handover leads the open case it is about",
        """
        select t.id::text from handovers_transfer t join cases_case c on c.id = t.case_id
        left join cases_responsibility r on r.case_id = t.case_id and r.valid_until is null
        where t.kind = 'handover' and t.state in ('draft', 'requested', 'accepted', 'on_hold')
          and (c.closed_on is not null or r.organisation_id is distinct from t.sender_id)
        """,
    ),
    Invariant(
        "moved-without-gap",
        "a file that went to another district is closed on the day on which the file there begins, and both are led",
        """
        select t.id::text from handovers_transfer t
        join cases_case old on old.id = t.case_id
        left join handovers_arrival a on a.transfer_id = t.id
        left join cases_case new on new.id = a.case
        left join cases_responsibility first on first.case_id = new.id and first.valid_from = t.effective_on
        where t.kind = 'move' and t.state = 'completed'
          and not exists (select 1 from rights_erasure e where e.person = a.person)
          and (t.effective_on is null
               or not exists (select 1 from cases_closing k
                              where k.case_id = old.id and k.outcome = 'moved' and k.closed_on = t.effective_on)
               or new.opened_on is distinct from t.effective_on
               or first.id is null)
        union
        select t.id::text from handovers_transfer t join cases_case c on c.id = t.case_id
        where t.kind = 'move' and t.state in ('draft', 'requested', 'accepted', 'on_hold') and c.closed_on is not null
        """,
    ),
    Invariant(
        "open-has-owner",
        "every open handover and referral is put to somebody, where the receiver has anybody",
        """
        select t.id::text from handovers_transfer t
        where t.state in ('draft', 'requested', 'accepted', 'in_progress', 'on_hold') and t.asked_id is null
          and exists (select 1 from organisations_membership m where m.organisation_id = t.receiver_id
            and m.role in ('clerk', 'team_lead', 'counsellor') and m.valid_until is null and m.valid_from <= t.created_at::date)
        """,
    ),
    Invariant(
        "overdue-goes-up",
        "a request that was due two weeks ago has come to the coordination office",
        """
        select t.id::text from handovers_transfer t
        where t.state in ('requested', 'on_hold', 'in_progress') and t.due_on < %(today)s::date - 21
          and t.level <> '3_coordinator'
        """,
    ),
    Invariant(
        "traced",
        "no handover or referral stands where its last step did not leave it",
        """
        select t.id::text from handovers_transfer t
        left join lateral (select s.after from handovers_transition s where s.transfer_id = t.id
                           order by s.id desc limit 1) last on true
        where last.after is distinct from t.state
        """,
    ),
    Invariant(
        "valid-constraints",
        "every constraint of the database is validated",
        "select conrelid::regclass::text || ' ' || conname from pg_constraint where not convalidated",
    ),
    Invariant(
        "second-lock",
        "row-level security is on, and forced, on every table about people",
        """
        select c.relname::text from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
          and (c.relname like 'people\\_%%' or c.relname like 'cases\\_%%' or c.relname like 'exchange\\_%%' or c.relname like 'audit\\_%%'
               or c.relname like 'handovers\\_%%' or c.relname like 'grants\\_%%' or c.relname like 'inbox\\_%%')
          and not (c.relrowsecurity and c.relforcerowsecurity)
        """,
    ),
    Invariant(
        "no-special-powers",
        "the role of the application is no superuser, does not bypass row-level security and owns nothing",
        """
        select rolname::text from pg_roles r where r.rolname = current_user and (r.rolsuper or r.rolbypassrls
          or exists (select 1 from pg_class c where c.relowner = r.oid))
        """,
    ),
)


def violations() -> list[dict[str, str]]:
    """Every violation found, at most _SHOWN per invariant; empty when all is well."""
    doctor = Acting(account=None, organisation=None, district=None, purpose="doctor", system="doctor")
    found: list[dict[str, str]] = []
    kinds = [str(kind) for kind in LEADS.values()]
    with acting(doctor), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local transaction read only")
        for invariant in INVARIANTS:
            cursor.execute(invariant.query, {"today": clock.today(), "answers": list(LEADS), "kinds": kinds})
            found += [
                {"invariant": invariant.name, "promise": invariant.promise, "what": what}
                for (what,) in cursor.fetchmany(_SHOWN)
            ]
    return found
