"""May this person work? One table for a job and for an apprenticeship, and the questions that rest on it."""
