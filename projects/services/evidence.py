"""Evidence from practice: kept once, linked to what it shows."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import Storage
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.errors import Refused
from carnegie.core.files import keep_file
from carnegie.people.models import Organisation, User
from programmes.models import Enrolment
from projects.enums import CLOSED_STATES, EvidenceKind
from projects.models import Evidence, EvidenceElement, EvidenceGoal, EvidenceProject, Goal, Project
from projects.selectors import is_in_claim, is_in_submission
from projects.services import checks, uploads
from standards.models import Element

_is_web_address = URLValidator(schemes=["http", "https"])


@write
def add_evidence(
    *,
    enrolment: Enrolment,
    kind: str,
    title: str,
    description: str = "",
    file: "File[Any] | None" = None,
    url: str = "",
    text: str = "",
    elements: Iterable[Element] = (),
    goals: Iterable[Goal] = (),
    projects: Iterable[Project] = (),
    shared_with_employer: Organisation | None = None,
    by: User,
    now: dt.datetime,
) -> Evidence:
    """The learner keeps a file, a link or a text, and links it to what it shows.

    Only the content of its `kind` is kept. Refuses anybody else, foreign goals, projects and elements, closed
    projects, files and addresses that are not allowed, an organisation that does not employ her today, and (NoRoom) a
    file that cannot be stored.
    """
    elements, goals, projects = list(elements), list(goals), list(projects)
    checks.is_own(enrolment, by)
    checks.takes_part(enrolment)
    checks.are_own(enrolment, [*goals, *projects])
    checks.are_of_programme(enrolment, elements)
    _are_open(projects)
    _employs(shared_with_employer, enrolment, timezone.localdate(now))
    fields, content = _content(kind, file, url, text)
    evidence = Evidence(
        enrolment=enrolment,
        kind=kind,
        title=title,
        description=description,
        shared_with_employer=shared_with_employer,
        created_at=now,
        **fields,
    )
    _store(evidence, content, elements, goals, projects)
    return evidence


@write
def remove_evidence(*, evidence: Evidence, by: User, now: dt.datetime) -> None:
    """The learner deletes evidence for good, file included. Refused once a submission or claim rests on it."""
    checks.is_own(evidence.enrolment, by)
    linked = evidence.projects.order_by("project").values("project")
    list(Project.objects.select_for_update().filter(pk__in=linked).order_by("pk"))
    list(Evidence.objects.select_for_update().filter(pk=evidence.pk))
    if is_in_submission(evidence):
        raise Refused(_("This evidence belongs to a project that you have submitted, so it stays."))
    if is_in_claim(evidence):
        raise Refused(_("A claim of yours rests on this evidence, so it stays."))
    storage, name = evidence.file.storage, evidence.file.name
    evidence.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name), robust=True)


def _are_open(projects: list[Project]) -> None:
    if any(project.state in CLOSED_STATES for project in projects):
        raise Refused(_("Evidence cannot be added to a closed project."))


def _employs(organisation: Organisation | None, enrolment: Enrolment, on: dt.date) -> None:
    if organisation and not enrolment.employers.active(on, organisation=organisation).exists():
        raise checks.Foreign(_("Evidence can be shown to your present employer only."))


def _content(kind: str, file: "File[Any] | None", url: str, text: str) -> tuple[dict[str, Any], bytes | None]:
    """The fields of this kind, and the bytes to store."""
    if kind == EvidenceKind.FILE and file is not None:
        upload = uploads.inspect(file)
        known = {"file_name": upload.name, "content_type": upload.content_type, "size": len(upload.content)}
        return known | {"sha256": upload.sha256}, upload.content
    if kind == EvidenceKind.LINK and url:
        return {"url": _web_address(url), "sha256": _digest(url)}, None
    if kind == EvidenceKind.TEXT and text.strip():
        return {"text": text, "sha256": _digest(text)}, None
    raise Refused(_("Evidence needs a file, an address or a text."))


def _web_address(url: str) -> str:
    try:
        _is_web_address(url)
    except ValidationError:
        raise Refused(_("Give an address that starts with https:// or http://.")) from None
    scheme, _colon, rest = url.partition(":")
    return f"{scheme.lower()}:{rest}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _store(
    evidence: Evidence,
    content: bytes | None,
    elements: list[Element],
    goals: list[Goal],
    projects: list[Project],
) -> None:
    """Row, links and file together: when a row is refused the file goes too."""
    if content is not None:  # under a random name without ending: neither path nor type come from outside
        keep_file(evidence.file, uuid.uuid4().hex, content)
    try:
        evidence.save()
        EvidenceElement.objects.bulk_create(EvidenceElement(evidence=evidence, element=row) for row in set(elements))
        EvidenceGoal.objects.bulk_create(EvidenceGoal(evidence=evidence, goal=row) for row in set(goals))
        EvidenceProject.objects.bulk_create(EvidenceProject(evidence=evidence, project=row) for row in set(projects))
    except Exception:
        _drop(evidence.file.storage, evidence.file.name)
        raise


def _drop(storage: Storage, name: str | None) -> None:
    if name:
        storage.delete(name)
