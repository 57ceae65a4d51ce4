"""A file goes to another district: what is fetched, what becomes of it there, and how the old one ends (ADR 0018)."""
