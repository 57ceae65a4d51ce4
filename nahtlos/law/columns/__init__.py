"""The same rules for millions at once: people who agree on everything a question looks at are answered once.

`evaluation.Evaluation` answers a chunk of people on one day; `parquet` reads and writes files. Why it is exact:
docs/adr/0013-columns-by-classes.md.
"""
