"""The Celery application. The broker only wakes workers: what is due lives in the database."""

import os

from celery import Celery

from carnegie.settings import chosen

os.environ.setdefault("DJANGO_SETTINGS_MODULE", chosen())

app = Celery("carnegie")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
