"""The law as a pure function: facts about one person and a day give answers with reasons, norms and the next change.

Start at `api.py`; the rules are in `questions/`, what they look at in `conditions/`, numbers by date in `parameters/`,
planned changes of the law in `modules/`.
"""

from nahtlos.law.api import (
    RULES_VERSION,
    Answer,
    UnknownQuestion,
    afterwards,
    answer,
    outline,
    questions,
    read,
    timeline,
    version_of,
)
from nahtlos.law.data_sharing import NOT_STATED, SharingAnswers, sharing
from nahtlos.law.engine.tables import Rules
from nahtlos.law.finder import find_programmes
from nahtlos.law.modules.in_force import rules_with
from nahtlos.law.modules.module import UnknownModule
from nahtlos.law.programmes import programmes
from nahtlos.law.validation import InvalidFacts
from nahtlos.law.wording import Explanation, explain

__all__ = [
    "NOT_STATED",
    "RULES_VERSION",
    "Answer",
    "Explanation",
    "InvalidFacts",
    "SharingAnswers",
    "Rules",
    "UnknownModule",
    "UnknownQuestion",
    "afterwards",
    "answer",
    "explain",
    "find_programmes",
    "outline",
    "programmes",
    "questions",
    "read",
    "sharing",
    "rules_with",
    "timeline",
    "version_of",
]
