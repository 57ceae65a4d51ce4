"""Named conditions on facts. Each one answers yes, no, unknown or borderline, and says until when its finding holds."""
