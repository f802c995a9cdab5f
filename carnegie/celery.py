"""The Celery application. The broker only wakes workers: what is due lives in the database."""

import os
import signal

from celery import Celery
from celery.signals import worker_process_init
from django_structlog.celery.steps import DjangoStructLogInitStep

from carnegie.operations.embedded.child import end_with_parent
from carnegie.settings import chosen

os.environ.setdefault("DJANGO_SETTINGS_MODULE", chosen())

app = Celery("carnegie")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)


@worker_process_init.connect
def end_with_worker(**_kwargs: object) -> None:
    """A pool process never outlives its worker, not even one that was killed."""
    end_with_parent(signal.SIGKILL)
