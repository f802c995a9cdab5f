"""A framework from another CASE server: where its package stands, and bringing it here."""

import re

from django.conf import settings

from carnegie.core import fetching
from carnegie.core.files import keep_file
from carnegie.core.models import Job

ACCEPT = "application/json"
# A document and its package have the same identifier.
_DOCUMENT = re.compile(r"/CFDocuments/(?=[^/?]+/?(?:\?|$))")


def package_address(address: str) -> str:
    """Where the whole package is, also for the address of its document. Unreachable when it is no address."""
    package = _DOCUMENT.sub("/CFPackages/", address.strip())
    fetching.parsed(package)
    return package


def fetch_into(job: Job) -> None:
    """Keeps what stands at the job's address as the job's file. Unreachable, or NoRoom."""
    data = fetching.fetch(job.parameters["address"], accept=ACCEPT, limit=settings.IMPORT_MAX_BYTES)
    keep_file(job.file, str(job.pk), data)
    Job.objects.filter(pk=job.pk).update(file=job.file.name)
