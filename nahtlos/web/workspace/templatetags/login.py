"""What the pages around logging in need."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """For an attribute that a script reads; escaped like every text."""
    return json.dumps(value, cls=DjangoJSONEncoder)
