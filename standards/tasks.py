"""Background work of this app: ids in, one service call."""

import uuid

from celery import shared_task

from carnegie.core import clock
from carnegie.core.background import hand_over
from standards import services


@shared_task(time_limit=240, soft_time_limit=180)
def run_import_preview(job_id: str) -> None:
    """Reads the file of an import job. Runs once however often it is called."""
    services.run_preview(job_id=uuid.UUID(job_id), clock=clock.now)


def send_import_preview(job_id: uuid.UUID) -> None:
    """Hands the job to a worker; without a broker does it here and now, so that no page fails."""
    if not hand_over(run_import_preview, job_id):
        services.run_preview(job_id=job_id, clock=clock.now)
