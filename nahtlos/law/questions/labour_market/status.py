"""The residence status as labour law sees it."""

from nahtlos.law.conditions.residence import holding, holdings
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.days import FAR
from nahtlos.law.engine.finding import Finding
from nahtlos.law.parameters import statuses

GERMAN_OR_EU = frozenset({"deutsch", "eu"})

#: § 25 Abs. 1 and 2 AufenthG, also before the card is issued.
RECOGNISED = frozenset({"ae_25_1", "ae_25_2_alt1", "ae_25_2_alt2", "erlaubt_nach_anerkennung"})

SETTLEMENT_OR_FAMILY = frozenset(
    {"ne_26_3", "ne_26_4", "ne_9", "ae_28", "ae_30", "ae_32", "ae_33", "ae_34", "ae_36", "ae_36a"}
)
TEMPORARY_PROTECTION = frozenset({"ae_24", "fiktion_24"})

#: Titles granted for training or skilled work, not for humanitarian reasons.
FOR_TRAINING = "ae_16g"
FOR_SKILLED_WORK = "ae_19d"

#: Chapter 2 section 5 AufenthG, without §§ 24 and 25 Abs. 1, 2.
HUMANITARIAN = statuses.TITLES - RECOGNISED - SETTLEMENT_OR_FAMILY - {"ae_24", FOR_TRAINING, FOR_SKILLED_WORK}

LAWFUL_WITHOUT_TITLE = frozenset({"fiktion_81_3_s1", "rechtmaessig_ohne_titel"})
ASYLUM_PROCEDURE = frozenset({"asylgesuch", "ankunftsnachweis", "aufenthaltsgestattung"})
NO_STATUS = frozenset({"ohne", "ausreisepflichtig_ohne_papier"})

#: What a Fiktion under § 81 Abs. 4 may continue if no earlier title is recorded: one title of each kind.
_MAY_CONTINUE = ("ae_25_5", "ae_24", "ae_25_2_alt1")


def status_of(case: Case) -> str:
    """The status by which the right to work is judged. A Fiktion under § 81 Abs. 4 counts as the title before it."""
    kept: str | Finding | None = case.kept.get("status_of")
    if kept is None:
        kept = case.kept["status_of"] = _known_status(case)
    return kept if isinstance(kept, str) else str(case.choose(kept, _MAY_CONTINUE))


def _known_status(case: Case) -> str | Finding:
    """The status, or why it is not known."""
    held = holding(case)
    if held.basis != "fiktion_81_4":
        return held.basis
    finding = Finding(None, f"residence[{held.number}].status", held.status, until=FAR, missing=("residence",))
    finding.condition = "title_continued_by_fiktion"
    return finding


def in_asylum_procedure(case: Case) -> bool:
    """Whether the stay is permitted, or about to be, for an asylum procedure."""
    return status_of(case) in ASYLUM_PROCEDURE


def tolerated(case: Case) -> bool:
    """Whether removal is suspended: a Duldung, a further application, or a late first application (§ 81 Abs. 3 S. 2)."""
    status = status_of(case)
    return status in statuses.DULDUNG or status in {"folgeantrag", "zweitantrag", "fiktion_81_3_s2"}


def without_title(case: Case) -> bool:
    """Whether the person has neither a title nor a permitted stay like one."""
    return in_asylum_procedure(case) or tolerated(case) or status_of(case) in NO_STATUS


def holds_60b(case: Case) -> bool:
    """Whether one of the Duldungen held is that for persons with unclear identity."""
    return any(held.status == "duldung_60b" for held in holdings(case))
