"""Who a record belongs to: link, ask a clerk, or a new person; and how well a person answers a search.

`decide` judges one record by itself (entry of a single person), `resolve` a whole list, `search_score` a free search.
"""

from collections.abc import Sequence

from nahtlos.linkage.identity import Identity
from nahtlos.linkage.judge import Candidate, Decision, linkable, verdict
from nahtlos.linkage.model import Model, default_model
from nahtlos.linkage.reasons import Reason
from nahtlos.linkage.resolve import resolve
from nahtlos.linkage.score import score
from nahtlos.linkage.search import Found, search_score
from nahtlos.linkage.twice import SAME_LIST_BITS, evident, same_list_score

__all__ = ["SAME_LIST_BITS", "Candidate", "Decision", "Found", "decide", "resolve", "search_score"]


def decide(
    record: Identity,
    candidates: Sequence[Identity],
    *,
    same_list: frozenset[str] = frozenset(),
    model: Model | None = None,
    most: int = 5,
) -> Decision:
    """The decision on one record; `same_list` are keys of candidates who already have a row in the record's list.

    The order of the candidates does not matter. A candidate of the same list is linked only when it evidently is the
    same person written down twice.
    """
    model = model or default_model()
    judged = [
        Candidate(
            other.key,
            same_list_score(record, other, model) if other.key in same_list else score(record, other, model=model),
        )
        for other in candidates
        if other.key != record.key
    ]
    ranked = sorted(judged, key=lambda candidate: candidate.rank)
    if not ranked:
        return verdict(record.key, ranked, None)
    best = ranked[0]
    if best.key in same_list:
        against = None if evident(best.score) else Reason("decision.same_list")
        return verdict(record.key, ranked, against, most)
    return verdict(record.key, ranked, linkable(best, ranked[1:]), most)
