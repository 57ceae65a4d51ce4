"""`field__in=values` as one array parameter: the same statement for 3 values and for 100,000.

Django writes a placeholder for each value. Then every length of the list is another statement, planned anew, and
PostgreSQL takes at most 65,535 of them.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Field, ForeignObject, lookups
from django.db.models.fields.related_lookups import RelatedIn


class _OneArray:
    """Both lookups below; a subquery or values that are expressions are left to Django."""

    lhs: Any
    rhs: Any

    def process_rhs(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        kind = self._kind(connection)
        if kind is None or not self.rhs_is_direct_value():  # type: ignore[attr-defined]
            return super().process_rhs(compiler, connection)  # type: ignore[misc,no-any-return]
        values = list(dict.fromkeys(value for value in self.rhs if value is not None))
        if not values:
            raise EmptyResultSet
        _placeholder, prepared = self.get_db_prep_lookup(values, connection)  # type: ignore[attr-defined]
        return f"ANY(%s::{kind}[])", [list(prepared)]

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return f"= {rhs}" if rhs.startswith("ANY(") else super().get_rhs_op(connection, rhs)  # type: ignore[misc]

    def _kind(self, connection: Any) -> str | None:
        """The type of the array's elements, without a length that would cut what is looked for."""
        field = getattr(self.lhs, "output_field", None)
        field = getattr(field, "target_field", field)
        kind = field.cast_db_type(connection) if field is not None else None
        return kind.partition("(")[0] if kind and kind != "jsonb" else None


@Field.register_lookup
class In(_OneArray, lookups.In):  # type: ignore[type-arg]
    """Takes the place of Django's own."""


@ForeignObject.register_lookup
class InRelated(_OneArray, RelatedIn):
    """The same for relations."""
