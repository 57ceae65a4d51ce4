"""Deadlines that follow from facts: one small function per code. What does not follow is left out, never guessed."""
