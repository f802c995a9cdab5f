"""An import as background work: the file is kept, read and shown first, and stored when its owner says so."""

import datetime as dt
import logging
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.core.enums import JobState
from carnegie.core.errors import NotAllowed, Refused
from carnegie.core.files import keep_file
from carnegie.core.models import Job
from carnegie.people.models import Organisation, User
from standards.formats.draft import UNSTORABLE, FrameworkDraft
from standards.models import FrameworkVersion
from standards.services.consuming import fetch_into, package_address
from standards.services.imports import ImportReport, check_right, import_framework, preview_framework

KIND = "framework_import"
LEASE = dt.timedelta(minutes=5)  # longer than a task may run: whoever holds the job after that has died
OUTLINE = 200
TITLE = 160  # characters of a title in the preview
STEPS = 3
logger = logging.getLogger(__name__)


@audit.write
def start_import(
    *, data: bytes, file_name: str, owner: Organisation, by: User, now: dt.datetime, format: str = "auto"
) -> Job:
    """Keeps the file for reading in the background. NotAllowed when `by` is not programme admin of `owner`; NoRoom
    when the file cannot be stored."""
    check_right(owner, by, now)
    name = UNSTORABLE.sub("", file_name)[:200] or "framework"
    job = Job(owner=by, kind=KIND, total=STEPS, created_at=now)
    job.parameters = {"owner": str(owner.pk), "file_name": name, "format": format}
    keep_file(job.file, str(job.pk), data)
    job.save()
    return job


@audit.write
def start_import_from(*, address: str, owner: Organisation, by: User, now: dt.datetime) -> Job:
    """Keeps the address of another server's CASE package, or document, for fetching in the background. NotAllowed as
    for a file; Unreachable when it is no address that may be asked."""
    check_right(owner, by, now)
    package = package_address(address)
    job = Job(owner=by, kind=KIND, total=STEPS, created_at=now)
    name = package.rstrip("/").rpartition("/")[2][:200]
    job.parameters = {"owner": str(owner.pk), "file_name": name, "format": "case", "address": package}
    job.save()
    return job


def run_preview(*, job_id: uuid.UUID, clock: Callable[[], dt.datetime]) -> bool:
    """Reads the job's file and keeps the report; False when another worker has the job or it is done.

    Whatever goes wrong ends in a sentence for the owner, never in a job that waits for ever. `clock` says the time
    at the beginning and at the end.
    """
    job = _claim(job_id=job_id, now=clock())
    if job is None:
        return False
    try:
        result, error = _preview(job), ""
    except Refused as refusal:
        result, error = {}, str(refusal)
    except Exception:
        logger.exception("import preview failed", extra={"job": str(job_id)})
        result, error = {}, _("The file could not be read because of a fault on our side. Please try once more.")
    _finish(job_id=job_id, result=result, error=error, now=clock())
    return True


@transaction.atomic
def _claim(*, job_id: uuid.UUID, now: dt.datetime) -> Job | None:
    """The job, now ours; None when it is somebody else's or finished. A lease that ran out can be taken over."""
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, started_at__lt=now - LEASE)
    job = Job.objects.select_for_update(skip_locked=True).filter(free, pk=job_id, kind=KIND).first()
    if job is not None:
        job.state, job.started_at, job.progress = JobState.RUNNING, now, 1
        job.save(update_fields=["state", "started_at", "progress"])
    return job


def _preview(job: Job) -> dict[str, Any]:
    if not job.file:
        fetch_into(job)
    with job.file.open("rb") as source:
        data = source.read()
    report, draft = preview_framework(
        data=data, file_name=job.parameters["file_name"], format=job.parameters["format"], owner=_owner(job)
    )
    Job.objects.filter(pk=job.pk).update(progress=2)
    facts = {
        "report": report.as_json(),
        "removed": report.removed,
        "differences": report.differences,
        "format": report.format,
    }
    return {**facts, **(_outline(draft) if draft else {})}


def _owner(job: Job) -> Organisation:
    found = Organisation.objects.filter(pk=job.parameters["owner"]).first()
    if found is None:
        raise Refused(_("The organisation is not there any more."))
    return found


def _outline(draft: FrameworkDraft) -> dict[str, Any]:
    """What the preview page shows of the tree: its size, and its first `OUTLINE` lines."""
    kinds = Counter(element.kind for element in draft.elements)
    return {
        "creator": draft.creator,
        "scale": [level.label for level in draft.scale.levels] if draft.scale else [],
        "kinds": kinds.most_common(12),
        "depth": max((element.depth for element in draft.elements), default=-1) + 1,
        "rateable": sum(element.is_rateable for element in draft.elements),
        "links": len(draft.associations),
        "outline": [[one.depth, one.code, _in_short(one.title)] for one in draft.elements[:OUTLINE]],
    }


def _in_short(title: str) -> str:
    """At most 160 characters; what is cut ends after a word, where there is one, and shows that it was cut."""
    if len(title) <= TITLE:
        return title
    head = title[: TITLE - 1]
    return f"{head[: head.rfind(' ')] if ' ' in head[TITLE // 2 :] else head}…"


@transaction.atomic
def _finish(*, job_id: uuid.UUID, result: dict[str, Any], error: str, now: dt.datetime) -> None:
    state = JobState.FAILED if error else JobState.DONE
    Job.objects.filter(pk=job_id, state=JobState.RUNNING).update(
        state=state, result=result, error=error, progress=STEPS, finished_at=now
    )


@audit.write
def confirm_import(*, job: Job, by: User, now: dt.datetime) -> FrameworkVersion:
    """Stores what the preview showed, once: asked again it answers the same version.

    NotAllowed to all but the job's owner, and when she is no longer admin of the organisation; Refused while the
    file has not been read or holds errors, or when what is stored changed since in a way that forbids it.
    """
    locked = Job.objects.select_for_update().get(pk=job.pk)
    if locked.owner_id != by.pk:
        raise NotAllowed(_("Only who started this import may confirm it."))
    if stored := locked.result.get("stored"):
        return FrameworkVersion.objects.get(pk=stored)
    if locked.state != JobState.DONE or locked.result["report"]["errors"]:
        raise Refused(_("There is nothing to store: the file has not been read, or it holds errors."))
    report = _import(locked, by, now)
    assert report.version is not None
    locked.result["stored"] = str(report.version.pk)
    locked.save(update_fields=["result"])
    transaction.on_commit(lambda: locked.file.delete(save=False), robust=True)
    return report.version


def _import(job: Job, by: User, now: dt.datetime) -> ImportReport:
    try:
        with job.file.open("rb") as source:
            data = source.read()
    except OSError:
        raise Refused(_("The file is not there any more: please choose it once more.")) from None
    parameters = job.parameters
    return import_framework(
        data=data, file_name=parameters["file_name"], format=parameters["format"], owner=_owner(job), by=by, now=now
    )
