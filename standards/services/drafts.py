"""The life of drafts: begun from nothing or from an earlier text, told what they are, thrown away."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.people.models import Organisation, User
from standards import policies
from standards.enums import AdoptionStatus
from standards.models import (
    Association,
    Element,
    Framework,
    FrameworkTransition,
    FrameworkVersion,
    LevelDescriptor,
    Scale,
)
from standards.services.editing import turn_on
from standards.services.scales import find_or_make
from standards.services.usage import where_used

M = TypeVar("M", Element, Association)
BATCH = 2_000
ENDS = ("origin_id", "destination_id")


@dataclass(frozen=True, kw_only=True)
class FrameworkFacts:
    """What is true of all versions of a framework."""

    title: str
    creator: str
    publisher: str = ""
    description: str = ""
    subject: str = ""
    language: str = "en"
    licence_title: str = ""
    licence_uri: str = ""
    official_source_url: str = ""


@dataclass(frozen=True, kw_only=True)
class VersionFacts:
    """What is true of one version; `scale` None means that it has none of its own."""

    label: str = ""
    notes: str = ""
    status_start_date: dt.date | None = None
    status_end_date: dt.date | None = None
    scale: Scale | None = None


class DraftOpen(Refused):
    """The framework has a draft already: there is one at a time. `draft` is the one that is open."""

    def __init__(self, draft: FrameworkVersion) -> None:
        words = _("This framework already has a draft, version %(number)d: go on with it, or delete it first.")
        super().__init__(words % {"number": draft.number})
        self.draft = draft


@audit.write
def new_framework(
    *, owner: Organisation, about: FrameworkFacts, facts: VersionFacts, by: User, now: dt.datetime
) -> FrameworkVersion:
    """An empty draft of a framework that somebody writes here; without a scale of its own it gets the default one.

    Refused: dates in the wrong order. NotAllowed: who is not programme admin of `owner`.
    """
    if not policies.may_import(by, owner, timezone.localdate(now)):
        raise NotAllowed(_("Only programme admins of an organisation may write frameworks for it."))
    _check_dates(facts)
    framework = Framework.objects.create(owner=owner, created_at=now, **asdict(about))
    values = {**vars(facts), "scale": facts.scale or find_or_make(now)}
    return _begin(FrameworkVersion(framework=framework, changed_at=now, created_at=now, **values), by, now)


@audit.write
def start_draft(
    *,
    framework: Framework,
    source: FrameworkVersion,
    label: str = "",
    notes: str = "",
    by: User,
    now: dt.datetime,
) -> FrameworkVersion:
    """The next version, as a copy of `source`: identifiers and lineage, levels, what they look like, and links stay.

    An earlier text is restored by starting from it. Refused: a source that is a draft or of another framework;
    DraftOpen while there is one. NotAllowed: who may not change the framework.
    """
    locked = _locked_framework(framework, by, now)
    if source.framework_id != locked.pk or source.status == AdoptionStatus.DRAFT:
        raise Refused(_("A new version begins from an adopted or deprecated one of the same framework."))
    if open_draft := locked.versions.filter(status=AdoptionStatus.DRAFT).first():
        raise DraftOpen(open_draft)
    number = (locked.versions.aggregate(top=Max("number"))["top"] or 0) + 1
    same = {name: getattr(source, name) for name in ("scale_id", "case_identifier", "case_uri")}
    draft = FrameworkVersion(framework=locked, number=number, label=label, notes=notes, **same)
    draft.changed_at = draft.created_at = now
    _begin(draft, by, now)
    _copy_content(source, draft, now)
    return draft


@audit.write
def change_facts(
    *,
    version: FrameworkVersion,
    about: FrameworkFacts,
    facts: VersionFacts,
    base_lock_version: int,
    by: User,
    now: dt.datetime,
) -> FrameworkVersion:
    """Say what a draft is. `base_lock_version` is the one that the writer saw.

    The framework's own facts stand as they are once a version is adopted under them; what is still empty may be
    filled in. Refused: a version that is no draft, a settled fact, dates in the wrong order, another scale while
    elements say what the levels of the present one look like. Stale: somebody saved it after it was seen.
    """
    draft = _locked_draft(version, by, now)
    if draft.lock_version != base_lock_version:
        raise Stale(_("Somebody else changed this draft while you were writing. Look at both texts and save again."))
    _check_dates(facts)
    _check_scale(draft, facts.scale)
    _set_about(draft.framework, about)
    for name, value in vars(facts).items():
        setattr(draft, name, value)
    draft.changed_at, draft.lock_version, draft.content_digest = now, draft.lock_version + 1, ""
    draft.save(update_fields=[*vars(facts), "changed_at", "lock_version", "content_digest"])
    return draft


@audit.write
def delete_draft(*, version: FrameworkVersion, by: User, now: dt.datetime) -> None:
    """Throw a draft away with all that is in it, and the framework too when there is no other version of it.

    What is in the trail stays there. Refused: a version that is no draft, or in use, saying where; Occupied while
    somebody else edits it. NotAllowed as above.
    """
    draft = _locked_draft(version, by, now)
    framework = draft.framework
    turn_on(draft, by, now)
    try:
        draft.delete()
        if not framework.versions.exists():
            framework.delete()
    except ProtectedError as error:
        where = where_used(error.protected_objects)
        raise Refused(_("This draft is in use, so it cannot be deleted: %(where)s.") % {"where": where}) from None


# ---- refusals ----


def _locked_framework(framework: Framework, by: User, now: dt.datetime) -> Framework:
    locked = Framework.objects.select_for_update(of=("self",)).select_related("owner").get(pk=framework.pk)
    if not policies.may_publish(by, locked, timezone.localdate(now)):
        raise NotAllowed(_("Only those who keep this framework may change it."))
    return locked


def _locked_draft(version: FrameworkVersion, by: User, now: dt.datetime) -> FrameworkVersion:
    framework = _locked_framework(version.framework, by, now)
    draft: FrameworkVersion | None = FrameworkVersion.objects.select_for_update().filter(pk=version.pk).first()
    if draft is None:
        raise Refused(_("This draft is deleted already."))
    if draft.is_locked:
        raise Refused(_("This version is %(status)s: its text is locked.") % {"status": draft.get_status_display()})
    draft.framework = framework
    return draft


def _check_dates(facts: VersionFacts) -> None:
    start, end = facts.status_start_date, facts.status_end_date
    if start and end and end < start:
        raise Refused(_("It cannot end before it begins: check the two dates."))


def _check_scale(draft: FrameworkVersion, scale: Scale | None) -> None:
    if (scale.pk if scale else None) == draft.scale_id:
        return
    if LevelDescriptor.objects.filter(element__version=draft).exists():
        raise Refused(_("Elements say what the levels of the present scale look like, so it stays."))


def _set_about(framework: Framework, about: FrameworkFacts) -> None:
    wanted = asdict(about)
    changed = {name: value for name, value in wanted.items() if getattr(framework, name) != value}
    if changed and framework.versions.exclude(status=AdoptionStatus.DRAFT).exists():
        _refuse_settled(framework, changed)
    for name, value in changed.items():
        setattr(framework, name, value)
    if changed:
        framework.save(update_fields=list(changed))


def _refuse_settled(framework: Framework, changed: dict[str, Any]) -> None:
    settled = [name for name in changed if getattr(framework, name)]
    if settled:
        field = capfirst(str(framework._meta.get_field(settled[0]).verbose_name))  # type: ignore[union-attr]
        raise Refused(_("%(field)s: an adopted version stands under it, so it stays.") % {"field": field})


# ---- copying ----


def _begin(draft: FrameworkVersion, by: User, now: dt.datetime) -> FrameworkVersion:
    draft.save(force_insert=True)
    FrameworkTransition.objects.create(version=draft, to_state=AdoptionStatus.DRAFT, at=now, by=by)
    return draft


def _copy_content(source: FrameworkVersion, draft: FrameworkVersion, now: dt.datetime) -> None:
    """All elements, descriptors and links, in a fixed number of statements a batch."""
    copies: dict[uuid.UUID, uuid.UUID] = {}
    Element.objects.bulk_create(list(_element_copies(source, draft, copies, now)), batch_size=BATCH)
    texts = LevelDescriptor.objects.filter(element__version=source)
    LevelDescriptor.objects.bulk_create(
        [LevelDescriptor(element_id=copies[row.element_id], level_id=row.level_id, text=row.text) for row in texts],
        batch_size=BATCH,
    )
    links = source.associations.order_by("pk")
    Association.objects.bulk_create([_link_copy(link, draft, copies, now) for link in links], batch_size=BATCH)


def _element_copies(
    source: FrameworkVersion, draft: FrameworkVersion, copies: dict[uuid.UUID, uuid.UUID], now: dt.datetime
) -> Iterator[Element]:
    """In reading order, so that a parent's copy is known before its children's; `copies` is old key → new key."""
    for element in source.elements.order_by("position"):
        copies[element.pk] = uuid.uuid4()
        parent = copies[element.parent_id] if element.parent_id else None
        own = {"id": copies[element.pk], "version_id": draft.pk, "parent_id": parent}
        yield _renewed(element, **own, revision=1, created_at=now)


def _link_copy(
    link: Association, draft: FrameworkVersion, copies: dict[uuid.UUID, uuid.UUID], now: dt.datetime
) -> Association:
    """An end that lies in the copied tree is moved to its copy; one elsewhere stays."""
    ends = {name: copies.get(key, key) for name in ENDS if (key := getattr(link, name))}
    return _renewed(link, id=uuid.uuid4(), version_id=draft.pk, created_at=now, **ends)


def _renewed(row: M, **changes: Any) -> M:
    """A new row like `row`, with these values instead."""
    same = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{**same, **changes})
