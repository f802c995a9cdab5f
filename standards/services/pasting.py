"""Many elements at once, from a pasted outline: all of them or none."""

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.core.errors import Refused
from carnegie.people.models import User
from standards.formats import outline
from standards.formats.draft import Issue
from standards.models import Element, FrameworkVersion
from standards.services.editing import opened, touched
from standards.services.places import last_under, make_room, settle_headings


class PasteRefused(Refused):
    """Lines of the outline cannot be read, so nothing was added; `issues` says which and why."""

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__(_("Line %(row)d: %(message)s") % {"row": issues[0].row or 0, "message": issues[0].message})
        self.issues = issues


@audit.write
def paste_elements(
    *, version: FrameworkVersion, parent: Element | None, text: str, kind: str = "", by: User, now: dt.datetime
) -> list[Element]:
    """Adds the elements of an outline (`formats.outline`) after all that stands under `parent` (None: at the top).

    `kind` is given to each of them. Refused: PasteRefused, and what `add_element` refuses. A fixed number of
    statements a batch.
    """
    draft = opened(version, by, now)
    place = last_under(draft, parent)
    lines, issues = outline.read(text, below=place.depth)
    if issues:
        raise PasteRefused(issues)
    rows: list[Element] = []
    way: list[Element] = []
    for number, line in enumerate(lines):
        above = way[line.depth - 1] if line.depth else place.parent
        row = Element(
            version=draft,
            parent=above,
            position=place.position + number,
            depth=place.depth + line.depth,
            code=line.code,
            full_statement=line.full_statement,
            kind=kind,
            created_at=now,
        )
        way[line.depth :] = [row]
        rows.append(row)
    _mark_headings(rows)
    make_room(draft, place.position, len(rows))
    Element.objects.bulk_create(rows)
    settle_headings(draft, place.parent.pk if place.parent else None)
    touched(draft, now)
    return rows


def _mark_headings(rows: list[Element]) -> None:
    parents: set[uuid.UUID | None] = {row.parent_id for row in rows}
    for row in rows:
        row.is_rateable = row.pk not in parents
