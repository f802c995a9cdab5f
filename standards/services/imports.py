"""Brings a framework file in: all of it or nothing, and nothing at all when nothing changed."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.core.collecting import many_objects_at_once
from carnegie.core.errors import NotAllowed, Refused
from carnegie.people.models import Organisation, User
from standards import formats, policies, selectors
from standards.enums import AdoptionStatus
from standards.formats.draft import AssociationDraft, ElementDraft, FrameworkDraft, Issue, Parsed, as_uuid
from standards.formats.stored import ELEMENT_FIELDS, LINK_FIELDS, draft_of
from standards.models import (
    Association,
    Element,
    Framework,
    FrameworkTransition,
    FrameworkVersion,
    Scale,
)
from standards.services.brought_texts import store_descriptors
from standards.services.differences import Differences, compare
from standards.services.scales import find_or_make, find_or_make_like, holds

BATCH = 2_000
Stored = dict[uuid.UUID, Element]
FRAMEWORK_FIELDS = (
    *("title", "creator", "publisher", "description", "subject", "language", "licence_title", "licence_uri"),
    "official_source_url",
)
VERSION_FIELDS = ("label", "notes", "status_start_date", "status_end_date", "case_identifier", "case_uri")


PRINTED = ("title", "elements", "associations", "levels", "created", "updated", "unchanged", "warnings", "errors")


@dataclass
class ImportReport:
    """What an import did, or would do. `associations` counts those of the file, the tree's own among them; `levels`
    those of the scale that it brings; `removed` counts elements of the draft that the file no longer has; `differences`
    lists what a newer file says differently. `format` is the reader's."""

    version: FrameworkVersion | None = None
    title: str = ""
    format: str = ""
    elements: int = 0
    associations: int = 0
    levels: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    differences: dict[str, Any] = field(default_factory=dict)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """As the command prints it and a job keeps it."""
        return {"framework": str(self.version.pk) if self.version else None, **{n: getattr(self, n) for n in PRINTED}}


class ImportRefused(Refused):
    """The file holds errors, so nothing was stored; `report` lists them."""

    def __init__(self, report: ImportReport) -> None:
        first = report.errors[0]["message"]
        more = len(report.errors) - 1
        words = _("%(first)s (and %(more)d more)") % {"first": first, "more": more} if more else first
        super().__init__(words)
        self.report = report


@dataclass
class _Plan:
    """How a file meets what is stored: into which framework and draft, from which version lineages are kept."""

    draft: FrameworkDraft
    digest: str
    framework: Framework | None
    latest: FrameworkVersion | None
    open_draft: FrameworkVersion | None
    before: Stored
    stored: FrameworkDraft | None
    report: ImportReport
    keeps_scale: bool = False

    @property
    def texts(self) -> dict[uuid.UUID, list[str]]:
        """What stored elements say of the levels, by identifier."""
        elements = self.stored.elements if self.stored else []
        return {element.identifier: element.descriptors for element in elements if any(element.descriptors)}

    @property
    def is_same(self) -> bool:
        return self.latest is not None and self.latest.content_digest == self.digest


@audit.write
@many_objects_at_once()
def import_framework(
    *,
    data: bytes,
    file_name: str,
    format: str = "auto",
    owner: Organisation | None,
    by: User | None,
    now: dt.datetime,
) -> ImportReport:
    """Stores the framework as a draft of `owner` (None: shared by all providers, only without `by`).

    The same content again changes nothing; a newer file changes the framework's draft, or makes one over an adopted
    version. Refused: ImportRefused with the report when the file holds errors; NotAllowed when `by` is not programme
    admin of `owner`.
    """
    check_right(owner, by, now)
    parsed = formats.read(data, file_name, format)
    _lock(owner, parsed)
    plan = _plan(parsed, owner, lock=True)
    if plan.is_same:
        plan.report.version = plan.latest
        return plan.report
    try:
        plan.report.version = _store(plan, owner, by, now)
    except ProtectedError:
        raise Refused(
            _("An element that the new file leaves out is in use, so this draft cannot be replaced.")
        ) from None
    return plan.report


@many_objects_at_once()
def preview_framework(
    *, data: bytes, file_name: str, format: str = "auto", owner: Organisation | None
) -> tuple[ImportReport, FrameworkDraft | None]:
    """What `import_framework` would do, and the tree it would store; writes nothing. Errors are in the report."""
    parsed = formats.read(data, file_name, format)
    try:
        plan = _plan(parsed, owner)
    except ImportRefused as refusal:
        return refusal.report, None
    if plan.is_same:
        plan.report.version = plan.latest
    return plan.report, plan.draft


def import_seed(*, name: str, owner: Organisation, by: User, now: dt.datetime) -> ImportReport:
    """Brings in one of the frameworks that come with Carnegie (`selectors.SEEDS`)."""
    path = selectors.SEEDS[name]
    return import_framework(data=path.read_bytes(), file_name=path.name, format="csv", owner=owner, by=by, now=now)


def check_right(owner: Organisation | None, by: User | None, now: dt.datetime) -> None:
    if by is not None and not policies.may_import(by, owner, timezone.localdate(now)):
        raise NotAllowed(_("Only programme admins of an organisation may bring in frameworks for it."))


def _lock(owner: Organisation | None, parsed: Parsed) -> None:
    """One import at a time of the same framework for the same owner."""
    if parsed.draft is None:
        return
    key = f"{owner.pk if owner else None} {parsed.draft.case_identifier}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _plan(parsed: Parsed, owner: Organisation | None, *, lock: bool = False) -> _Plan:
    """Meets the file with what is stored; with `lock`, nobody can adopt the draft meanwhile."""
    report = ImportReport(
        associations=parsed.associations,
        format=parsed.format,
        warnings=[issue.as_json() for issue in parsed.warnings],
        errors=[issue.as_json() for issue in parsed.errors],
    )
    if parsed.draft is not None:
        report.title = parsed.draft.title
        report.elements = len(parsed.draft.elements)
        report.levels = len(parsed.draft.scale.levels) if parsed.draft.scale else 0
    if report.errors or parsed.draft is None:
        raise ImportRefused(report)
    versions = FrameworkVersion.objects.filter(
        framework__owner=owner, case_identifier=parsed.draft.case_identifier
    ).select_related("framework", "scale")
    if lock:
        versions = versions.select_for_update(of=("self",))
    latest = versions.order_by("-number").first()
    open_draft = latest if latest and not latest.is_locked else None
    before = {element.identifier: element for element in latest.elements.all()} if latest else {}
    framework = latest.framework if latest else None
    stored = draft_of(latest) if latest else None
    plan = _Plan(parsed.draft, parsed.draft.digest(), framework, latest, open_draft, before, stored, report)
    _count(plan)
    _remark_on_kept_facts(plan)
    _remark_on_kept_scale(plan)
    return plan


def _remark_on_kept_facts(plan: _Plan) -> None:
    """Title, issuing body and the like belong to all versions: once one is adopted, a newer file leaves them."""
    if plan.framework is None or plan.is_same or not _is_settled(plan.framework):
        return
    for name in FRAMEWORK_FIELDS:
        if getattr(plan.framework, name) != getattr(plan.draft, name):
            message = _("An adopted version stands under the earlier text, which is kept here.")
            identifier = str(plan.draft.case_identifier)
            plan.report.warnings.append(Issue("fact_kept", message, name, identifier=identifier).as_json())


def _remark_on_kept_scale(plan: _Plan) -> None:
    """Where elements say what the levels look like the scale stays, else those texts would hang in the air; unless the
    file brings texts of its own."""
    latest, brought = plan.latest, plan.draft.scale
    if latest is None or brought is None or plan.is_same:
        return
    if holds(latest.scale, brought):
        plan.keeps_scale = True
    elif plan.texts and not any(element.descriptors for element in plan.draft.elements):
        plan.keeps_scale = True
        message = _("Elements describe the levels of the present scale, so it stays: %(words)s is not stored.")
        issue = Issue("scale_kept", message % {"words": brought.words[:300]}, "scale")
        plan.report.warnings.append(issue.as_json())


def _is_settled(framework: Framework) -> bool:
    return framework.versions.exclude(status=AdoptionStatus.DRAFT).exists()


def _count(plan: _Plan) -> None:
    """Created, updated and unchanged, against the latest version that is stored."""
    report = plan.report
    if plan.stored is None:
        report.created = report.elements
        return
    found = Differences() if plan.is_same else compare(plan.stored, plan.draft)
    report.created, report.updated, report.removed = len(found.added), len(found.changed), len(found.removed)
    report.unchanged = report.elements - report.created - report.updated
    report.differences = found.as_json()


def _parent_identifiers(stored: Stored) -> dict[uuid.UUID, uuid.UUID | None]:
    """For each stored element, by its key, the CASE identifier of its parent."""
    by_key = {element.pk: element.identifier for element in stored.values()}
    return {one.pk: by_key[one.parent_id] if one.parent_id else None for one in stored.values()}


def _differs(stored: Element, draft: ElementDraft, parents: dict[uuid.UUID, uuid.UUID | None]) -> bool:
    if parents[stored.pk] != draft.parent:
        return True
    return any(getattr(stored, name) != getattr(draft, name) for name in ELEMENT_FIELDS)


def _store(plan: _Plan, owner: Organisation | None, by: User | None, now: dt.datetime) -> FrameworkVersion:
    framework = _store_framework(plan, owner, now)
    version = _store_version(plan, framework, _scale(plan, owner, now), by, now)
    rows = _store_elements(plan, version, now)
    store_descriptors(draft=plan.draft, version=version, rows=rows, before=plan.texts, is_new=plan.open_draft is None)
    _store_links(plan, version, rows, now)
    return version


def _store_framework(plan: _Plan, owner: Organisation | None, now: dt.datetime) -> Framework:
    facts = {name: getattr(plan.draft, name) for name in FRAMEWORK_FIELDS}
    if plan.framework is None:
        return Framework.objects.create(owner=owner, created_at=now, **facts)
    if not _is_settled(plan.framework):
        Framework.objects.filter(pk=plan.framework.pk).update(**facts)
        plan.framework.refresh_from_db()
    return plan.framework


def _scale(plan: _Plan, owner: Organisation | None, now: dt.datetime) -> Scale | None:
    """The file's own scale, else the one that the latest version has, else the default."""
    if plan.draft.scale is not None and not plan.keeps_scale:
        return find_or_make_like(plan.draft.scale, owner, now)
    return plan.latest.scale if plan.latest else find_or_make(now)


def _store_version(
    plan: _Plan, framework: Framework, scale: Scale | None, by: User | None, now: dt.datetime
) -> FrameworkVersion:
    facts = {name: getattr(plan.draft, name) for name in VERSION_FIELDS}
    facts.update(content_digest=plan.digest, changed_at=now, scale=scale)
    if plan.open_draft is not None:
        FrameworkVersion.objects.filter(pk=plan.open_draft.pk).update(
            **facts, lock_version=plan.open_draft.lock_version + 1
        )
        plan.open_draft.refresh_from_db()
        return plan.open_draft
    number = (framework.versions.aggregate(top=Max("number"))["top"] or 0) + 1
    version = FrameworkVersion.objects.create(framework=framework, number=number, created_at=now, **facts)
    if by is not None:
        FrameworkTransition.objects.create(version=version, to_state=AdoptionStatus.DRAFT, at=now, by=by)
    return version


def _store_elements(plan: _Plan, version: FrameworkVersion, now: dt.datetime) -> Stored:
    """The rows by identifier. A draft's rows are kept where the identifier is, so that what cites them holds."""
    kept: Stored = {}
    if plan.open_draft is not None:
        wanted = {draft.identifier for draft in plan.draft.elements}
        kept = {identifier: row for identifier, row in plan.before.items() if identifier in wanted}
        _drop_elements(version, kept)
    rows: Stored = {}
    fresh: list[Element] = []
    parents = _parent_identifiers(plan.before)
    changed: list[Element] = []
    for draft in plan.draft.elements:
        row = kept.get(draft.identifier)
        if row is None:
            row = _new_row(draft, version, plan.before.get(draft.identifier), now)
            fresh.append(row)
        elif _differs(row, draft, parents):
            row.revision += 1
            changed.append(row)
        _fill(row, draft, rows)
        rows[draft.identifier] = row
    Element.objects.bulk_create(fresh, batch_size=BATCH)
    # An upsert by key: one statement a batch, where bulk_update would write a CASE for every row and column.
    Element.objects.bulk_create(
        changed,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*ELEMENT_FIELDS, "parent", "revision"],
    )
    return rows


def _drop_elements(version: FrameworkVersion, kept: Stored) -> None:
    """Removes the rows of a draft that the new file does not have; ProtectedError when one is cited."""
    version.associations.all().delete()
    gone = version.elements.exclude(pk__in=[row.pk for row in kept.values()])
    version.elements.filter(parent__in=gone).update(parent=None)
    gone.delete()


def _new_row(draft: ElementDraft, version: FrameworkVersion, before: Element | None, now: dt.datetime) -> Element:
    """An element keeps its lineage from version to version as long as it keeps its identifier."""
    lineage = {"lineage": before.lineage} if before else {}
    return Element(version=version, created_at=now, identifier=draft.identifier, **lineage)


def _fill(row: Element, draft: ElementDraft, rows: Stored) -> None:
    for name in ELEMENT_FIELDS:
        setattr(row, name, getattr(draft, name))
    row.parent = rows[draft.parent] if draft.parent else None


def _store_links(plan: _Plan, version: FrameworkVersion, rows: Stored, now: dt.datetime) -> None:
    links = plan.draft.associations
    unknown = {found for link in links if (found := as_uuid(link.destination_identifier)) and found not in rows}
    elsewhere = selectors.elements_elsewhere(unknown) if unknown else {}
    Association.objects.bulk_create(
        (_link_row(link, version, rows, elsewhere, now) for link in links), batch_size=BATCH
    )


def _link_row(
    link: AssociationDraft,
    version: FrameworkVersion,
    rows: Stored,
    elsewhere: dict[uuid.UUID, uuid.UUID],
    now: dt.datetime,
) -> Association:
    origin = as_uuid(link.origin_identifier)
    destination = as_uuid(link.destination_identifier)
    here = rows.get(destination) if destination else None
    return Association(
        version=version,
        created_at=now,
        origin=rows.get(origin) if origin else None,
        destination_id=here.pk if here else elsewhere.get(destination) if destination else None,
        **{name: getattr(link, name) for name in LINK_FIELDS},
    )
