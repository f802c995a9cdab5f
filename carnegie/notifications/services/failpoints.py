"""Places where a test may kill the process, to see that nothing is lost there."""

import os
import signal
from typing import Literal

from django.conf import settings

Place = Literal["before_claim", "after_claim", "after_send", "before_commit", "after_commit"]


def reach(place: Place) -> None:
    """Die at once, as by kill -9, when CARNEGIE_FAILPOINT names this place; only with CARNEGIE_TESTING=1."""
    if settings.TESTING and os.environ.get("CARNEGIE_FAILPOINT") == place:
        os.kill(os.getpid(), signal.SIGKILL)
