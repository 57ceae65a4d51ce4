"""Answers in words: data and sentences in German, English and plain German (`de-x-leicht`).

Pure: an answer of the engine in, an Explanation out. The texts are in `law/catalogue` (answers_*, words_*, plain_*).
"""

from nahtlos.law.wording.explain import explain
from nahtlos.law.wording.explanation import Act, Change, Condition, Explanation, Missing, Provision, Reading

__all__ = ["Act", "Change", "Condition", "Explanation", "Missing", "Provision", "Reading", "explain"]
