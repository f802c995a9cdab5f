"""The Celery application. The broker only wakes workers: what is due lives in the database."""

from celery import Celery

app = Celery("carnegie")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
