"""Carnegie: work based learning, from a professional standard to a confirmed benefit at work."""

from carnegie.celery import app as celery_app

__all__ = ["celery_app"]
