"""The broker only wakes workers: a lost message costs at most the wait for the next beat."""

import contextlib

from celery import shared_task
from kombu.exceptions import OperationalError

from carnegie.core import clock
from carnegie.notifications import services


@shared_task
def tick() -> None:
    """Deliver one batch; when more is due, ask for the next at once instead of waiting for beat."""
    if services.tick(now=clock.now()).has_more:
        with contextlib.suppress(OperationalError):
            tick.apply_async(expires=25, retry=False)
