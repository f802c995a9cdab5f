"""Changes of the tree of a draft, one element at a time."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import TypedDict, Unpack

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.core.errors import Refused, Stale
from carnegie.people.models import User
from standards.enums import AssociationType
from standards.models import Association, Element, FrameworkVersion
from standards.services.descriptors import describe
from standards.services.editing import opened, touched
from standards.services.places import (
    Place,
    Run,
    as_stored,
    carry,
    check_depth,
    last_under,
    make_room,
    place_under,
    rows_of,
    run_of,
    settle_headings,
)
from standards.services.usage import check_unused

DIRECTIONS = ("up", "down", "in", "out")


class Wording(TypedDict, total=False):
    """What an editor writes of an element."""

    code: str
    kind: str
    full_statement: str
    abbreviated_statement: str
    notes: str
    keywords: list[str]
    education_level: list[str]


@audit.write
def add_element(
    *,
    version: FrameworkVersion,
    parent: Element | None,
    after: Element | None,
    by: User,
    now: dt.datetime,
    **words: Unpack[Wording],
) -> Element:
    """A new element under `parent` (None: at the top), right after its sibling `after` (None: first).

    Refused: no statement, a place that is gone, too deep a tree; and, as all below, `editing.opened`.
    """
    draft = opened(version, by, now)
    _check_words(words)
    place = place_under(draft, parent, after)
    check_depth(place.depth)
    make_room(draft, place.position, 1)
    element = Element.objects.create(
        version=draft, parent=place.parent, position=place.position, depth=place.depth, created_at=now, **words
    )
    settle_headings(draft, element.parent_id)
    touched(draft, now)
    return element


@audit.write
def change_element(
    *,
    element: Element,
    base_revision: int,
    by: User,
    now: dt.datetime,
    meaning_changes: bool = False,
    texts: Mapping[int, str] | None = None,
    **words: Unpack[Wording],
) -> Element:
    """Rewords the element; `texts` says what the levels look like, as in `set_descriptors`.

    With `meaning_changes` it becomes another element, which replaces the one that earlier versions know. Refused:
    Stale when somebody changed it since `base_revision`; no statement.
    """
    draft = opened(element.version, by, now)
    row = as_stored(draft, element)
    check_revision(row, base_revision)
    _check_words(words)
    for name, value in words.items():
        setattr(row, name, value)
    if meaning_changes:
        _renew(row, draft, by, now)
    row.revision += 1
    row.save()
    if texts is not None:
        describe(draft, row, texts)
    touched(draft, now)
    return row


@audit.write
def set_descriptors(
    *, element: Element, texts: Mapping[int, str], base_revision: int, by: User, now: dt.datetime
) -> Element:
    """Says what levels look like for this element: text by the level's value, an empty one takes it away. Refused:
    Stale as above, a value that the draft's scale does not have."""
    draft = opened(element.version, by, now)
    row = as_stored(draft, element)
    check_revision(row, base_revision)
    describe(draft, row, texts)
    row.revision += 1
    row.save(update_fields=["revision"])
    touched(draft, now)
    return row


@audit.write
def move_element(
    *, element: Element, parent: Element | None, after: Element | None, by: User, now: dt.datetime
) -> Element:
    """Moves the element and all below it under `parent` (None: to the top), right after `after` (None: first).

    Refused: under itself, where it stands already, too deep a tree, a place that is gone.
    """
    draft = opened(element.version, by, now)
    row = as_stored(draft, element)
    return _move(draft, row, place_under(draft, parent, after), now)


@audit.write
def nudge_element(*, element: Element, direction: str, by: User, now: dt.datetime) -> Element:
    """Moves the element one step: "up" or "down" among its siblings, "in" under the one before it, "out" to where its
    parent stands. Refused where there is no such place."""
    draft = opened(element.version, by, now)
    row = as_stored(draft, element)
    return _move(draft, row, _next_place(draft, row, direction), now)


@audit.write
def delete_element(*, element: Element, base_lock_version: int, by: User, now: dt.datetime) -> int:
    """Deletes the element and all below it; how many they were.

    Refused: Stale when the draft has changed since she was asked; anything of it in use, saying where.
    """
    draft = opened(element.version, by, now)
    row = as_stored(draft, element)
    if draft.lock_version != base_lock_version:
        raise Stale(_("This draft has changed since you were asked. Look again at what would be deleted."))
    run = run_of(row)
    gone = rows_of(draft, run)
    check_unused(draft, gone)
    _leave_no_replacement(draft, gone)
    gone.delete()
    make_room(draft, run.end, -run.length)
    settle_headings(draft, row.parent_id)
    touched(draft, now)
    return run.length


@audit.write
def delete_link(*, link: Association, by: User, now: dt.datetime) -> None:
    """Takes a link out of a draft. Refused when it is gone."""
    draft = opened(link.version, by, now)
    deleted, _rows = draft.associations.filter(pk=link.pk).delete()
    if not deleted:
        raise Refused(_("Somebody has deleted this link meanwhile."))
    touched(draft, now)


def check_revision(row: Element, base_revision: int) -> None:
    if row.revision != base_revision:
        raise Stale(_("Somebody changed this element after you opened it. Nothing of yours was saved yet."))


def _check_words(words: Wording) -> None:
    if "full_statement" in words and not words["full_statement"].strip():
        raise Refused(_("An element needs a statement."))


def _renew(row: Element, draft: FrameworkVersion, by: User, now: dt.datetime) -> None:
    """A new identity, linked to the one that it replaces. An element that no earlier version knows needs none."""
    before = earlier(row).order_by("-version__number").first()
    if before is None:
        return
    row.identifier, row.lineage, row.uri = uuid.uuid4(), uuid.uuid4(), ""
    own = str(row.identifier)
    draft.associations.filter(origin=row).update(origin_identifier=own, origin_uri="")
    draft.associations.filter(destination=row).update(destination_identifier=own, destination_uri="")
    Association.objects.create(
        version=draft,
        kind=AssociationType.REPLACED_BY,
        origin=before,
        origin_identifier=str(before.identifier),
        origin_uri=before.uri,
        destination=row,
        destination_identifier=own,
        destination_title=row.title,
        author=by,
        created_at=now,
    )


def earlier(element: Element) -> QuerySet[Element]:
    """The rows of the same element in other versions of its framework."""
    others = Element.objects.filter(identifier=element.identifier, version__framework=element.version.framework_id)
    return others.exclude(version=element.version_id)


def _leave_no_replacement(draft: FrameworkVersion, gone: QuerySet[Element]) -> None:
    """What said that these replace elements of earlier versions goes with them."""
    draft.associations.filter(kind=AssociationType.REPLACED_BY, destination__in=gone).exclude(
        origin__version=draft
    ).delete()


def _next_place(draft: FrameworkVersion, row: Element, direction: str) -> Place:
    siblings = draft.elements.filter(parent=row.parent_id)
    before = siblings.filter(position__lt=row.position).order_by("-position")
    if direction == "up" and (one := before.first()):
        return Place(row.parent, one.position)
    if direction == "down" and (next_one := siblings.filter(position__gt=row.position).order_by("position").first()):
        return Place(row.parent, run_of(next_one).end)
    if direction == "in" and (one := before.first()):
        return last_under(draft, one)
    if direction == "out" and row.parent:
        return Place(row.parent.parent, run_of(row.parent).end)
    raise Refused(_no_place(direction))


def _no_place(direction: str) -> str:
    return {
        "up": _("It is the first here already."),
        "down": _("It is the last here already."),
        "in": _("There is nothing before it under which it could stand."),
        "out": _("It stands at the top already."),
    }.get(direction, _("An element moves up, down, in or out."))


def _move(draft: FrameworkVersion, row: Element, place: Place, now: dt.datetime) -> Element:
    run, old_parent = run_of(row), row.parent_id
    _check_move(row, run, place)
    deeper = place.depth - row.depth
    check_depth(run.deepest + deeper)
    carry(draft, run, place, deeper)
    Element.objects.filter(pk=row.pk).update(parent=place.parent, revision=F("revision") + 1)
    settle_headings(draft, old_parent, place.parent.pk if place.parent else None)
    touched(draft, now)
    row.refresh_from_db()
    return row


def _check_move(row: Element, run: Run, place: Place) -> None:
    if run.holds(place.parent):
        raise Refused(_("An element cannot stand under itself."))
    is_same = row.parent_id == (place.parent.pk if place.parent else None)
    if is_same and place.position in (run.start, run.end):
        raise Refused(_("It stands there already."))
