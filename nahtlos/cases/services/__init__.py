"""The verbs of the case file. Keyword-only, in the name of an actor, atomic, journalled."""
