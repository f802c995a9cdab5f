"""What time it is. Views, tasks and commands ask here once and pass `now` on; services never ask."""

import datetime as dt
import os

from django.conf import settings
from django.utils import timezone


def now() -> dt.datetime:
    """The current moment (aware). With CARNEGIE_TESTING=1 the moment that CARNEGIE_NOW names, if it names one."""
    if settings.TESTING and (fixed := os.environ.get("CARNEGIE_NOW")):
        moment = dt.datetime.fromisoformat(fixed)
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return timezone.now()


def today() -> dt.date:
    """The current day in the time zone in force: the signed-in person's, else the installation's."""
    return timezone.localdate(now())
