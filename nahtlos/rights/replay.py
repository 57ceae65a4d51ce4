"""After a restore: what the list outside the database says was erased is erased again, before anybody works."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

from django.db import connections, transaction

from nahtlos.core.context import Acting, acting
from nahtlos.core.migrate import OWNER_ALIAS


def replay(path: Path) -> tuple[int, int]:
    """How many files were erased again, and how many were not there. As the owner: the backup knows no order for it.

    Raises OSError, and ValueError with the line that is no erasure.
    """
    again = known = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            one = json.loads(line)
            person, district = UUID(one["person"]), UUID(one["district"])
            reason, closed = str(one["reason"]), str(one["closed_on"])
        except (ValueError, KeyError, TypeError):
            raise ValueError(f"Line {number} of {path} is no erasure.") from None
        if _erase(person, district, f"{reason} (again after a restore)"[:300], closed):
            again += 1
        else:
            known += 1
    return again, known


def _erase(person: UUID, district: UUID, reason: str, closed: str) -> bool:
    operator = Acting(account=None, organisation=None, district=district, purpose="erasure", system="erasure")
    with acting(operator), transaction.atomic(using=OWNER_ALIAS), connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("select 1 from people_person where id = %s", [person])
        if cursor.fetchone() is None:
            return False
        cursor.execute("select nt.erase_rows(%s, %s, %s, %s)", [person, district, reason, closed])
        cursor.execute("select nt.journal('case.erased', 'person', %s, %s)", [person, json.dumps({"replayed": True})])
    return True
