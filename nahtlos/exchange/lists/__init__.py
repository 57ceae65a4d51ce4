"""The lists that agencies already keep: read as they are, every row accounted for, written back without surprises.

No database and no web framework in here; what happens with a row that was read is decided by the importer.
"""
