"""The second lock asks for the class: who takes part in a case sees what the law or a grant opens, and no more."""

from typing import ClassVar

from django.db import migrations

from nahtlos.core import rls


def jobs(table: str) -> str:
    """The linkage and the recomputation of her district see what they compare and compute with."""
    return rls.system_in_district(f"{table}.person_id", "linkage", "recompute")


def reported(column: str) -> str:
    """The acting organisation reported it."""
    return f"{column} = {rls.ORGANISATION}"


OF_OUR_RECORD = (
    "exists (select 1 from people_record mine where mine.id = people_householdmember.record_id"
    f" and {reported('mine.organisation_id')})"
)
#: table → who reads it
READ = {
    "people_record": rls.by_class("people_record.person_id", "identity", own=reported("people_record.organisation_id")),
    "people_name": rls.by_class("people_name.person_id", "identity"),
    "people_identifier": rls.by_class("people_identifier.person_id", "identity"),
    "people_searchkey": rls.by_class("people_searchkey.person_id", "identity"),
    "people_contact": rls.by_class("people_contact.person_id", "contact"),
    "people_contactwish": rls.by_class("people_contactwish.person_id", "contact"),
    "people_householdmember": rls.by_class("people_householdmember.person_id", "family", own=OF_OUR_RECORD),
    "cases_fact": rls.by_code(
        "cases_fact.person_id", "fact", "cases_fact.kind", own=reported("cases_fact.reported_by_id")
    ),
    "cases_conflict": rls.by_code("cases_conflict.person_id", "fact", "cases_conflict.kind"),
    "cases_answerperiod": rls.by_code("cases_answerperiod.person_id", "answer", "cases_answerperiod.question"),
    "cases_deadline": rls.by_code("cases_deadline.person_id", "deadline", "cases_deadline.code"),
}
#: Whoever reads by grant only writes nothing; a fact is stated in one's own name.
_WRITABLE = {
    "people_contact": "contact",
    "people_contactwish": "contact",
    "people_name": "identity",
    "people_identifier": "identity",
}
WRITE = {
    **{
        table: f"({rls.case_access(f'{table}.person_id')} and '{data}' = any((select nt.opened('all', true))::text[]))"
        for table, data in _WRITABLE.items()
    },
    "cases_fact": (
        f"({rls.case_access('cases_fact.person_id')} and {reported('cases_fact.reported_by_id')}"
        " and cases_fact.kind = any((select nt.opened_codes('fact', 'own', true))::text[]))"
    ),
}
#: Rows that are computed anew and therefore may go.
DERIVED = ("people_searchkey", "cases_answerperiod", "cases_deadline")


def before(table: str) -> str:
    """What the policies said until now."""
    return f"({rls.case_access(f'{table}.person_id')} or {jobs(table)})"


def said(table: str, read: str, write: str) -> str:
    """The policies of a table, said anew."""
    statements = [
        f"alter policy app_reads on {table} using ({read} or ({rls.SYSTEM} = 'doctor'))",
        f"alter policy app_adds on {table} with check ({write})",
        f"alter policy app_changes on {table} using ({read}) with check ({write})",
    ]
    if table in DERIVED:
        statements.append(f"alter policy app_deletes on {table} using ({write})")
    return ";\n".join(statements) + ";\n"


FORWARDS = "".join(
    said(table, f"({read} or {jobs(table)})", f"({WRITE.get(table, read)} or {jobs(table)})")
    for table, read in READ.items()
)
BACKWARDS = "".join(said(table, before(table), before(table)) for table in READ)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("cases", "0010_history_once_for_a_statement"),
        ("core", "0003_classes"),
        ("grants", "0002_second_lock"),
    ]

    operations: ClassVar = [migrations.RunSQL(FORWARDS, BACKWARDS)]
