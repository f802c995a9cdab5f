"""Handing work to Celery without depending on it: rows say what is due, the broker only wakes workers sooner."""

import uuid

import structlog
from celery import Task
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)


def hand_over(task: "Task[..., object]", *ids: uuid.UUID | str | int) -> bool:
    """Wake a worker for `task`, with ids only; call it when what the ids name is committed.

    False without a broker, so that no page fails: the caller has left a row, and may do the work itself.
    """
    try:
        task.apply_async(args=tuple(str(value) for value in ids), retry=False)
    except (OperationalError, OSError) as error:
        log.warning("broker_unreachable", task=task.name, reason=str(error))
        return False
    return True
