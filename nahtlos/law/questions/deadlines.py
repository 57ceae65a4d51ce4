"""`deadlines`: everything that falls due for a person, past ones too, ordered by date. Never undetermined."""

from nahtlos.law.deadlines import benefits, files, right_to_stay, titles, work
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, question, rule

FINDERS = (*titles.FINDERS, *right_to_stay.FINDERS, *benefits.FINDERS, *work.FINDERS, *files.FINDERS)


@rule("deadlines", cites=[Norm("§ 26 Abs. 1 SGB X")])
def all_deadlines(case: Case) -> Outcome:
    """Each deadline that follows from the facts given."""
    found = {(entry.day, entry.code): entry for find in FINDERS for entry in find(case.facts, case.day)}
    entries = [found[key] for key in sorted(found)]
    norms = dict.fromkeys(norm for entry in entries for norm in entry.law)
    return determined([entry.as_dict() for entry in entries], *norms)


question("deadlines", all_deadlines)
