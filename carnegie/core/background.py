"""Handing work to Celery without depending on it: rows say what is due, the broker only wakes workers sooner."""

import uuid
from functools import partial

import structlog
from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)


def enqueue(task: "Task[..., object]", *ids: uuid.UUID | str | int) -> None:
    """Wake a worker for `task` after the commit, with ids only.

    Without a broker nothing is raised, so that no page fails: whoever calls this has left a row that the next tick
    finds.
    """
    transaction.on_commit(partial(_send, task, tuple(str(value) for value in ids)))


def _send(task: "Task[..., object]", ids: tuple[str, ...]) -> None:
    try:
        task.apply_async(args=ids, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("broker_unreachable", task=task.name, reason=str(error))
