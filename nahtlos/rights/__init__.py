"""The rights of the person: who looked, everything about me, contested, restricted, erased; and the papers about it."""
