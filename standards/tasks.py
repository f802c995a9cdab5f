"""Background work of this app: ids in, one service call."""

import logging
import uuid

from celery import shared_task
from kombu.exceptions import OperationalError

from carnegie.core import clock
from standards import services

logger = logging.getLogger(__name__)


@shared_task(time_limit=240, soft_time_limit=180)
def run_import_preview(job_id: str) -> None:
    """Reads the file of an import job. Runs once however often it is called."""
    services.run_preview(job_id=uuid.UUID(job_id), clock=clock.now)


def send_import_preview(job_id: uuid.UUID) -> None:
    """Hands the job to a worker; without a broker does it here and now, so that no page fails."""
    try:
        run_import_preview.apply_async((str(job_id),), retry=False)
    except (OperationalError, OSError):
        logger.warning("no broker: the import is read in the request")
        services.run_preview(job_id=job_id, clock=clock.now)
