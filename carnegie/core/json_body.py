"""What scripts of our own pages send."""

import json
from typing import Any

from django.http import HttpRequest


def json_object(request: HttpRequest) -> dict[str, Any] | None:
    """The object that was sent; None for anything else, also for what is nested too deep to be read."""
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    return sent if isinstance(sent, dict) else None
