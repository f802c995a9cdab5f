"""Links of a crosswalk from a file, all or nothing; and the crosswalks that come with Carnegie."""

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from carnegie.core import audit
from carnegie.core.errors import Refused
from carnegie.people.models import Organisation, User
from programmes import selectors
from programmes.formats import crosswalk_csv
from programmes.formats.crosswalk_csv import Issue, Row
from programmes.selectors import Side
from programmes.services.crosswalk import change_link, create_crosswalk, link_elements
from standards.enums import INVERSE, Strength, relation_choices
from standards.models import Crosswalk, CrosswalkLink, Element

MAX_NOTE = 2_000


@dataclass
class LinkLine:
    """A row that makes sense, and the link of the same pair that is stored, where there is one."""

    left: Element
    right: Element
    relation: str
    strength: str
    note: str
    stored: CrosswalkLink | None

    @property
    def is_same(self) -> bool:
        if self.stored is None:
            return False
        relation = self.stored.kind + (INVERSE if self.stored.is_inverse else "")
        return (relation, self.stored.strength, self.stored.note) == (self.relation, self.strength, self.note)


@dataclass
class LinkReport:
    """What an import of links would do, or did."""

    lines: list[LinkLine] = field(default_factory=list)
    errors: list[Issue] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        same = sum(1 for line in self.lines if line.is_same)
        new = sum(1 for line in self.lines if line.stored is None)
        return {"new": new, "changed": len(self.lines) - same - new, "same": same}


def preview_links(*, crosswalk: Crosswalk, data: bytes) -> LinkReport:
    """What `import_links` would do; writes nothing, never refuses: what is wrong is in the report."""
    rows, errors = crosswalk_csv.read(data)
    report = LinkReport(errors=list(errors))
    sides = selectors.sides(crosswalk)
    links = list(selectors.links_of(crosswalk))
    named = [_names(side, [getattr(link, side.name) for link in links]) for side in sides]
    stored = {(link.left_lineage, link.right_lineage): link for link in links}
    seen: dict[tuple[object, object], int] = {}
    for row in rows:
        left, right = (_element(row, side, names, report) for side, names in zip(sides, named, strict=True))
        judged = _judged(row, report)
        if left is None or right is None or judged is None:
            continue
        pair = (left.lineage, right.lineage)
        if pair in seen:
            message = _("Row %(row)d links the same two elements.") % {"row": seen[pair]}
            report.errors.append(Issue("repeated", message, "right_code", row=row.number))
            continue
        seen[pair] = row.number
        report.lines.append(LinkLine(left, right, *judged, stored.get(pair)))
    if not rows and not report.errors:
        report.errors.append(Issue("empty", _("The file holds no links."), "relation", row=1))
    return report


@audit.write
def import_links(*, crosswalk: Crosswalk, data: bytes, by: User, now: dt.datetime) -> LinkReport:
    """Proposes the links that are new and judges anew those that differ; all or nothing. Others stay.

    Refused when the file holds an error; NotAllowed as for each link by hand.
    """
    Crosswalk.objects.select_for_update(of=("self",)).get(pk=crosswalk.pk)
    report = preview_links(crosswalk=crosswalk, data=data)
    if report.errors:
        raise Refused(_("Row %(row)s: %(words)s") % {"row": report.errors[0].row, "words": report.errors[0].message})
    for line in report.lines:
        _store(crosswalk, line, by, now)
    return report


def _store(crosswalk: Crosswalk, line: LinkLine, by: User, now: dt.datetime) -> None:
    relation, strength, note = line.relation, line.strength, line.note
    if line.stored is None:
        ends = {"left": line.left, "right": line.right}
        link_elements(
            crosswalk=crosswalk, **ends, relation=relation, strength=strength, note=note, approve=False, by=by, now=now
        )
    elif not line.is_same:
        seen = line.stored.revision
        change_link(
            link=line.stored, relation=relation, strength=strength, note=note, base_revision=seen, by=by, now=now
        )


@audit.write
def begin_with_seed(*, name: str, owner: Organisation, by: User, now: dt.datetime) -> Crosswalk:
    """One of the crosswalks that come with Carnegie (`selectors.crosswalk_seeds`), all its links proposed.

    Refused when its frameworks are not there, or the owner has it already.
    """
    seed = next((one for one in selectors.crosswalk_seeds(owner) if one.name == name), None)
    if seed is None:
        raise Refused(_("Bring in and adopt both frameworks first."))
    crosswalk = create_crosswalk(
        owner=owner, title=seed.title, description=seed.description, left=seed.left, right=seed.right, by=by, now=now
    )
    import_links(crosswalk=crosswalk, data=seed.path.read_bytes(), by=by, now=now)
    return crosswalk


Names = tuple[dict[str, Element], dict[str, Element], Counter[str]]


def _names(side: Side, linked: list[Element]) -> Names:
    """Elements by identifier, those of links that an earlier text has too; by code, and how often each code stands
    there."""
    codes = Counter(one.code for one in side.elements)
    return (
        {str(one.identifier): one for one in [*linked, *side.elements]},
        {one.code: one for one in side.elements},
        codes,
    )


def _element(row: Row, side: Side, names: Names, report: LinkReport) -> Element | None:
    by_identifier, by_code, codes = names
    column = f"{side.name}_identifier" if row[f"{side.name}_identifier"] else f"{side.name}_code"
    given = row[column]
    found = by_identifier.get(_as_key(given)) if column.endswith("identifier") else by_code.get(given)
    if found is None or not given:
        message = _("“%(given)s” is not in “%(framework)s”.") % {"given": given[:100], "framework": side.framework}
    elif column.endswith("code") and codes[given] > 1:
        message = _("Several elements have the code “%(given)s”: name it by its identifier.") % {"given": given}
    else:
        return found
    report.errors.append(Issue("unknown_element", message, column, row=row.number))
    return None


def _as_key(given: str) -> str:
    try:
        return str(uuid.UUID(given))
    except ValueError:
        return ""


def _judged(row: Row, report: LinkReport) -> tuple[str, str, str] | None:
    """Relation, strength and note; a relation may be its CASE type or its words."""
    words = {str(label).lower(): value for value, label in relation_choices()}
    relation, strength = row["relation"], row["strength"].lower() or Strength.MEDIUM.value
    relation = relation if relation in words.values() else words.get(relation.lower(), "")
    if not relation:
        message = _("“%(given)s” is no type of link.") % {"given": row["relation"][:100]}
        report.errors.append(Issue("unknown_relation", message, "relation", row=row.number))
    if strength not in Strength.values:
        message = _("A strength is one of strong, medium, weak.")
        report.errors.append(Issue("unknown_strength", message, "strength", row=row.number))
    if len(row["note"]) > MAX_NOTE:
        report.errors.append(Issue("too_long", _("The note is too long."), "note", row=row.number))
    well = relation and strength in Strength.values and len(row["note"]) <= MAX_NOTE
    return (relation, strength, row["note"]) if well else None
