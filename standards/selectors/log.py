"""The change log of a framework: who wrote what and when, from the audit trail.

One line is one write of one person, with what it changed: a page that listed every row would begin with the thousand
elements of an import.
"""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from django.apps import apps
from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnegie.people.models import User
from standards.enums import AdoptionStatus, AssociationType
from standards.models import Element, FrameworkVersion, Scale

SHOWN = 20  # changes of one write on the page; the others are counted, and are in the CSV
SEARCHED = {
    "Framework": ("title", "creator", "description"),
    "FrameworkVersion": ("label", "notes"),
    "Element": ("code", "full_statement", "abbreviated_statement", "notes"),
    "LevelDescriptor": ("text",),
    "Association": ("note", "destination_title"),
}
# Keys, counters and places: no words that anybody wrote.
UNSAID = frozenset(
    {
        *("id", "created_at", "changed_at", "lock_version", "revision", "content_digest", "position", "depth", "uri"),
        *("version", "framework", "number", "owner", "identifier", "lineage", "case_identifier", "case_uri", "element"),
        *("level", "origin", "origin_identifier", "origin_uri", "destination", "destination_identifier", "author"),
        *("destination_uri", "sequence_number", "extension_kind"),
    }
)
SERVICES = {
    "import_framework": gettext_lazy("Brought in a file"),
    "confirm_import": gettext_lazy("Brought in a file"),
    "import_seed": gettext_lazy("Brought in a framework that comes with Carnegie"),
    "new_framework": gettext_lazy("Began the framework"),
    "start_draft": gettext_lazy("Began a new version"),
    "change_facts": gettext_lazy("Changed what it says about itself"),
    "adopt_version": gettext_lazy("Adopted it"),
    "deprecate_version": gettext_lazy("Deprecated it"),
    "delete_draft": gettext_lazy("Deleted a draft"),
    "publish_framework": gettext_lazy("Let everybody read it"),
    "withdraw_framework": gettext_lazy("Closed it to who does not sign in"),
    "add_element": gettext_lazy("Added an element"),
    "change_element": gettext_lazy("Changed an element"),
    "move_element": gettext_lazy("Moved an element"),
    "nudge_element": gettext_lazy("Moved an element"),
    "delete_element": gettext_lazy("Deleted elements"),
    "set_descriptors": gettext_lazy("Described levels"),
}


@dataclass(frozen=True)
class FieldChange:
    """One field, before and after; a date or a choice in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Entry:
    """One row that was written: `sign` is insert, update or delete."""

    sign: str
    kind: str
    title: str
    changes: list[FieldChange]


@dataclass(frozen=True)
class Write:
    """One write: when, by whom (nobody: the system), what it was, how many rows it touched, and some of them."""

    key: Any
    at: dt.datetime
    actor: str
    service: str
    count: int
    who: str = ""
    entries: list[Entry] = field(default_factory=list)

    @property
    def what(self) -> str:
        return str(SERVICES.get(self.service, _("Changed it")))

    @property
    def more(self) -> int:
        return self.count - len(self.entries)


@dataclass(frozen=True)
class Asked:
    """What of the log is wanted: words in the texts, the key of a person, days (both included)."""

    text: str = ""
    person: str = ""
    since: dt.date | None = None
    until: dt.date | None = None

    def takes(self, write: Write) -> bool:
        day = timezone.localdate(write.at)
        in_time = (self.since is None or day >= self.since) and (self.until is None or day <= self.until)
        return in_time and self.person in ("", write.actor)


def log_writes(version: FrameworkVersion, asked: Asked, *, whole: bool = False) -> tuple[list[Write], list[User]]:
    """The writes of this version (`whole`: of all of its framework, also of deleted drafts), the latest first and
    without their entries; and the people who wrote. Six queries."""
    found: dict[Any, Write] = {}
    for rows in _sources(version, asked.text, whole=whole).values():
        for key, actor, service, at, count in _grouped(rows):
            before = found.get(key)
            began, many = (min(at, before.at), count + before.count) if before else (at, count)
            found[key] = Write(key, began, actor or "", service or "", many)
    people = User.objects.filter(pk__in={write.actor for write in found.values() if write.actor}).order_by("full_name")
    writes = sorted(filter(asked.takes, found.values()), key=lambda write: write.at, reverse=True)
    return writes, list(people)


def with_entries(
    writes: Collection[Write], version: FrameworkVersion, asked: Asked, *, whole: bool = False, most: int = SHOWN
) -> list[Write]:
    """The same writes with at most so many entries of each kind of row. At most twenty queries."""
    entries: dict[Any, list[Entry]] = defaultdict(list)
    silent: Counter[Any] = Counter()
    for name, rows in _sources(version, asked.text, whole=whole).items():
        events = _events(rows, {write.key for write in writes}, most)
        for event, entry in zip(events, _entries(name, events), strict=True):
            if event.before and not entry.changes:  # a counter or a place of its own
                silent[event.pgh_context_id] += 1
            else:
                entries[event.pgh_context_id].append(entry)
    names = dict(
        User.objects.filter(pk__in={write.actor for write in writes if write.actor}).values_list("pk", "full_name")
    )
    return [
        replace(
            one,
            who=_name(names, one.actor),
            count=one.count - silent[one.key],
            entries=entries[one.key][:most],
        )
        for one in writes
    ]


def _name(names: dict[uuid.UUID, str], actor: str) -> str:
    return names.get(uuid.UUID(actor), "") if actor else ""


def _sources(version: FrameworkVersion, text: str, *, whole: bool) -> dict[str, QuerySet[Any]]:
    """The trail of each model, as far as it is about these versions and holds the words."""
    trail = {name: apps.get_model("standards", f"{name}History").objects.order_by() for name in SEARCHED}
    every = trail["FrameworkVersion"].filter(framework=version.framework_id).values("pgh_obj_id")
    versions: Any = every if whole else [version.pk]
    elements = trail["Element"].filter(version__in=versions)
    about = {
        "Framework": trail["Framework"].filter(pgh_obj=version.framework_id),
        "FrameworkVersion": trail["FrameworkVersion"].filter(pgh_obj__in=versions),
        "Element": elements,
        "LevelDescriptor": trail["LevelDescriptor"].filter(element__in=elements.values("pgh_obj_id")),
        "Association": trail["Association"].filter(version__in=versions),
    }
    return {name: rows.filter(_holds(name, text)) for name, rows in about.items()}


def _holds(name: str, text: str) -> Q:
    every = Q()
    for word in text.split():
        some = Q()
        for searched in SEARCHED[name]:
            some |= Q(**{f"{searched}__icontains": word})
        every &= some
    return every


def _grouped(rows: QuerySet[Any]) -> list[Any]:
    facts = {name: KeyTextTransform(name, "pgh_context__metadata") for name in ("actor", "service")}
    counted = rows.values("pgh_context", **facts).annotate(at=Min("pgh_created_at"), count=Count("pgh_id"))
    return list(counted.values_list("pgh_context", "actor", "service", "at", "count"))


def _events(rows: QuerySet[Any], keys: set[Any], most: int) -> list[Any]:
    """The first `most` events of each write, in order, each with `before`, the row's event before it where it is an
    update. Three queries."""
    wanted = Q(pgh_context__in=[key for key in keys if key]) | (Q(pgh_context=None) if None in keys else Q(pk__in=[]))
    place = Window(RowNumber(), partition_by="pgh_context", order_by="pgh_id")
    events = list(rows.filter(wanted).annotate(place=place).filter(place__lte=most).order_by("pgh_id"))
    same = rows.model.objects.filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id")).order_by("-pgh_id")
    updates = rows.model.objects.filter(pk__in=[event.pk for event in events if event.pgh_label == "update"])
    earlier = dict(updates.annotate(last=Subquery(same.values("pgh_id")[:1])).values_list("pk", "last"))
    known = rows.model.objects.in_bulk({pk for pk in earlier.values() if pk})
    for event in events:
        event.before = known.get(earlier.get(event.pk))
    return events


def _entries(name: str, events: list[Any]) -> list[Entry]:
    """What each event says; titles of what it points at are read once for all."""
    model = apps.get_model("standards", name)
    kind = capfirst(str(model._meta.verbose_name))
    titles = _titles(events)
    return [Entry(one.pgh_label, kind, _title(name, one, titles), _changes(model, one, titles)) for one in events]


def _titles(events: list[Any]) -> dict[Any, str]:
    """Titles of the elements and scales that the events point at, by key. Two queries."""
    sides = [side for event in events for side in (event, getattr(event, "before", None)) if side]
    pointed = {getattr(side, name, None) for side in sides for name in ("parent_id", "element_id")}
    scales = {getattr(side, "scale_id", None) for side in sides}
    found: dict[Any, str] = {pk: str(row) for pk, row in Element.objects.in_bulk(pointed - {None}).items()}
    return found | {pk: str(row) for pk, row in Scale.objects.in_bulk(scales - {None}).items()}


def _title(name: str, event: Any, titles: dict[Any, str]) -> str:
    if name == "Element":
        return f"{event.code} {event.abbreviated_statement or event.full_statement}".strip()
    if name == "FrameworkVersion":
        return f"{event.number} ({event.label})" if event.label else str(event.number)
    if name == "LevelDescriptor":
        return titles.get(event.element_id, "")
    if name == "Association":
        kind = AssociationType(event.kind).label if event.kind in AssociationType.values else event.kind
        return f"{kind} {event.destination_title}".strip()
    return str(event.title)


def _changes(model: Any, event: Any, titles: dict[Any, str]) -> list[FieldChange]:
    if event.before is None:
        return []
    return [
        FieldChange(capfirst(str(one.verbose_name)), _said(one, event.before, titles), _said(one, event, titles))
        for one in model._meta.concrete_fields
        if one.name not in UNSAID and getattr(event, one.attname) != getattr(event.before, one.attname)
    ]


def _said(one: Any, side: Any, titles: dict[Any, str]) -> str:
    value = getattr(side, one.attname)
    if one.is_relation:
        return titles.get(value, "")
    if one.name == "status":
        return str(AdoptionStatus(value).label)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(value)
    return date_format(value) if isinstance(value, dt.date) else str(value or "")
