"""What a newer file says differently from the stored version: pure, between two drafts."""

import uuid
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from standards.formats.draft import AssociationDraft, ElementDraft, FrameworkDraft

LISTED = 50  # of each kind: the preview is read by a person
TEXT = 400
FACTS = {
    "title": gettext_lazy("title"),
    "creator": gettext_lazy("issuing body"),
    "publisher": gettext_lazy("publisher"),
    "description": gettext_lazy("description"),
    "subject": gettext_lazy("subject"),
    "language": gettext_lazy("language"),
    "licence_title": gettext_lazy("licence"),
    "licence_uri": gettext_lazy("licence address"),
    "official_source_url": gettext_lazy("official source"),
    "label": gettext_lazy("version"),
    "notes": gettext_lazy("notes"),
    "status_start_date": gettext_lazy("in force from"),
    "status_end_date": gettext_lazy("in force until"),
    "case_uri": gettext_lazy("address"),
}
FIELDS = {
    "code": gettext_lazy("code"),
    "abbreviated_statement": gettext_lazy("short statement"),
    "full_statement": gettext_lazy("statement"),
    "kind": gettext_lazy("kind"),
    "notes": gettext_lazy("notes"),
    "keywords": gettext_lazy("keywords"),
    "education_level": gettext_lazy("education level"),
    "language": gettext_lazy("language"),
    "is_rateable": gettext_lazy("can be rated"),
    "status_start_date": gettext_lazy("in force from"),
    "status_end_date": gettext_lazy("in force until"),
    "uri": gettext_lazy("address"),
}
Change = tuple[str, str, str]  # what, as it was, as it is


@dataclass
class Differences:
    """Identifiers of elements that come, change and go; `changes` says of the changed ones what was and is."""

    added: list[ElementDraft] = field(default_factory=list)
    changed: list[tuple[ElementDraft, list[Change]]] = field(default_factory=list)
    removed: list[ElementDraft] = field(default_factory=list)
    facts: list[Change] = field(default_factory=list)
    links_added: int = 0
    links_removed: int = 0

    def as_json(self) -> dict[str, Any]:
        """The first `LISTED` of each kind, as a job keeps them and the preview shows them."""
        return {
            "added": [_named(one) for one in self.added[:LISTED]],
            "changed": [{**_named(one), "changes": changes} for one, changes in self.changed[:LISTED]],
            "removed": [_named(one) for one in self.removed[:LISTED]],
            "facts": self.facts,
            "links_added": self.links_added,
            "links_removed": self.links_removed,
            "counts": [len(self.added), len(self.changed), len(self.removed)],
        }


def compare(before: FrameworkDraft, after: FrameworkDraft) -> Differences:
    """From `before` to `after`. Descriptors and scale count only where `after` brings any: they stay otherwise."""
    old = {element.identifier: element for element in before.elements}
    new = {element.identifier: element for element in after.elements}
    found = Differences(
        added=[one for one in after.elements if one.identifier not in old],
        removed=[one for one in before.elements if one.identifier not in new],
        facts=_facts(before, after),
    )
    brings_texts = any(one.descriptors for one in after.elements)
    moved = _moved(before, after)
    for element in after.elements:
        if (stored := old.get(element.identifier)) is None:
            continue
        changes = _changes(stored, element, old, new)
        changes += _descriptors(stored, element, before) if brings_texts else []
        if element.identifier in moved:
            changes.append((_("order"), "", _("at another place among those beside it")))
        if changes:
            found.changed.append((element, changes))
    links, kept = {_link(one) for one in after.associations}, {_link(one) for one in before.associations}
    found.links_added, found.links_removed = len(links - kept), len(kept - links)
    return found


def _named(element: ElementDraft) -> dict[str, Any]:
    return {"code": element.code, "title": _short(element.title)}


def _short(value: object) -> str:
    """As people read it, at most `TEXT` characters."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = ", ".join(map(str, value)) if isinstance(value, list) else str("" if value is None else value)
    return text if len(text) <= TEXT else f"{text[: TEXT - 1]}…"


def _facts(before: FrameworkDraft, after: FrameworkDraft) -> list[Change]:
    found = [
        (str(label), _short(getattr(before, name)), _short(getattr(after, name)))
        for name, label in FACTS.items()
        if getattr(before, name) != getattr(after, name)
    ]
    old, new = (one.scale.words if one.scale else "" for one in (before, after))
    return [*found, (_("scale"), _short(old), _short(new))] if new and old != new else found


def _changes(
    stored: ElementDraft,
    element: ElementDraft,
    old: dict[uuid.UUID, ElementDraft],
    new: dict[uuid.UUID, ElementDraft],
) -> list[Change]:
    found = [
        (str(label), _short(getattr(stored, name)), _short(getattr(element, name)))
        for name, label in FIELDS.items()
        if getattr(stored, name) != getattr(element, name)
    ]
    if stored.parent != element.parent:
        found.append((_("stands below"), _above(stored, old), _above(element, new)))
    return found


def _above(element: ElementDraft, elements: dict[uuid.UUID, ElementDraft]) -> str:
    if element.parent is None:
        return _("the top")
    parent = elements[element.parent]
    return _short(f"{parent.code} {parent.title}".strip())


def _descriptors(stored: ElementDraft, element: ElementDraft, before: FrameworkDraft) -> list[Change]:
    labels = [level.label for level in before.scale.levels] if before.scale else []
    size = max(len(stored.descriptors), len(element.descriptors))
    padded = [[*one.descriptors, *[""] * (size - len(one.descriptors))] for one in (stored, element)]
    return [
        (labels[place] if place < len(labels) else _("level %(n)d") % {"n": place + 1}, _short(old), _short(new))
        for place, (old, new) in enumerate(zip(*padded, strict=True))
        if old != new
    ]


def _moved(before: FrameworkDraft, after: FrameworkDraft) -> set[uuid.UUID]:
    """The fewest elements that changed their order beside siblings that both have; new ones in between move nobody."""
    place = {element.identifier: n for n, element in enumerate(before.elements)}
    parent = {element.identifier: element.parent for element in before.elements}
    families: dict[uuid.UUID | None, list[uuid.UUID]] = defaultdict(list)
    for element in after.elements:
        if element.identifier in place and parent[element.identifier] == element.parent:
            families[element.parent].append(element.identifier)
    return {one for family in families.values() for one in _out_of_order(family, place)}


def _out_of_order(family: list[uuid.UUID], place: dict[uuid.UUID, int]) -> set[uuid.UUID]:
    """All but a longest run that goes upwards."""
    ends: list[int] = []
    runs: list[uuid.UUID] = []
    before: dict[uuid.UUID, uuid.UUID | None] = {}
    for one in family:
        at = bisect_left(ends, place[one])
        before[one] = runs[at - 1] if at else None
        ends[at : at + 1] = [place[one]]
        runs[at : at + 1] = [one]
    kept: set[uuid.UUID] = set()
    last = runs[-1] if runs else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return set(family) - kept


def _link(link: AssociationDraft) -> tuple[str, ...]:
    return (link.kind, link.extension_kind, link.origin_identifier, link.destination_identifier, link.note)
