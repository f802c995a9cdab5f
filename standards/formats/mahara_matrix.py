"""Reads Mahara's SmartEvidence matrices, both the flat form (since 2017) and the nested one before it.

Flat: `standardelements` name their standard by `standardid` and their parent by `parentelementid`, which Mahara's own
export calls `parentid`. Nested: each standard holds its elements, in order of `priority`, and `parent` says of one that
it stands below the one before. Mahara drops an element whose `standardid` is text where the standard's is a number;
here both are compared as text, and the difference is reported.
"""

import uuid
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _

from standards.formats import guard
from standards.formats.clean import Cleaner
from standards.formats.draft import (
    AssociationDraft,
    ElementDraft,
    FrameworkDraft,
    Issues,
    LevelDraft,
    Parsed,
    ScaleDraft,
    Unreadable,
    derived_id,
)
from standards.formats.markup import MarkupCleaner
from standards.formats.tree import Edge, SortKey, choose_parents, lay_out

Json = dict[str, Any]
STATES = ("begun", "incomplete", "partialcomplete", "completed")
PARENT_KEYS = ("parentelementid", "parentid")
_OF_RECORD = frozenset({"shortname", "name", "description", "standardid", "priority"})
KNOWN = {
    "framework": frozenset(
        ["institution", "name", "description", "selfassess", "evidencestatuses", "standards", "standardelements"]
    ),
    "standard": _OF_RECORD | {"standardelement"},
    "standard element": _OF_RECORD | {"elementid", *PARENT_KEYS, "parent"},
}


@dataclass
class _Placed:
    """An element with what its record says of its place."""

    element: ElementDraft
    record: Json
    clean: Cleaner


def recognises(text: str) -> bool:
    """Whether this JSON is such a matrix rather than a CASE package."""
    return '"framework"' in text and '"standards"' in text and '"CFDocument' not in text


def read(text: str, file_name: str = "") -> Parsed:
    """Reads the whole file. Raises Unreadable when it is not JSON or has no `framework`."""
    found = guard.load_json(text)
    framework = found.get("framework") if isinstance(found, dict) else None
    if not isinstance(framework, dict):
        raise Unreadable("not_matrix", _("This is JSON, but not a SmartEvidence matrix: it has no “framework”."))
    return _Reader(framework, file_name).parsed()


class _Reader:
    def __init__(self, framework: Json, file_name: str) -> None:
        self.framework = framework
        self.warnings = Issues()
        self.errors = Issues()
        self.markup = MarkupCleaner()
        self.surplus: Counter[tuple[str, str]] = Counter()
        self.draft = self._framework(file_name)
        self.elements: dict[uuid.UUID, ElementDraft] = {}
        self.order: dict[uuid.UUID, SortKey] = {}
        self.standards: dict[str, _Placed] = {}
        self.by_id: dict[str, _Placed] = {}
        self.standard_of: dict[uuid.UUID, str] = {}
        self.edges: list[Edge] = []
        self.alike: Counter[tuple[object, ...]] = Counter()

    def parsed(self) -> Parsed:
        for place, record in self._records(self.framework, "standards", ""):
            self._standard(place, record)
        flat = self._records(self.framework, "standardelements", "")
        placed = [found for place, record in flat if (found := self._add(place, record, "standard element"))]
        for one in placed:
            self._place(one)
        chosen, left = choose_parents(self.elements, self.edges, Issues())
        for edge in left:
            self._cut(edge)
        self.draft.elements = lay_out(self.elements, chosen, {}, self.order, self.errors)
        self._remark_on_the_whole()
        return Parsed(self.draft, self.warnings, self.errors, len(self.draft.associations))

    def _records(self, holder: Json, name: str, above: str) -> list[tuple[str, Json]]:
        """The objects of one array with their places, by `priority` where all have one."""
        found = holder.get(name)
        if found is None:
            return []
        if not isinstance(found, list):
            self.errors.add("not_a_list", _("A list was expected here."), field=name, identifier=above)
            return []
        if len(found) > guard.MAX_ELEMENTS:
            guard.raise_too_many(len(found), guard.MAX_ELEMENTS)
        records = [(f"{above}{name}[{n}]", one) for n, one in enumerate(found)]
        for place, one in records:
            if not isinstance(one, dict):
                self.errors.add("not_an_object", _("An object was expected here."), field=name, identifier=place)
        objects = [(place, one) for place, one in records if isinstance(one, dict)]
        if all(type(one.get("priority")) is int for _place, one in objects):
            objects.sort(key=lambda pair: pair[1]["priority"])
        return objects

    def _framework(self, file_name: str) -> FrameworkDraft:
        framework, clean = self.framework, Cleaner(self.warnings, identifier="framework")
        self._note_surplus("framework", framework)
        title = clean.text(framework.get("name"), "name", 300)
        if not title:
            title = clean.text(PurePath(file_name).stem, "name", 300) or _("Framework without a title")
            clean.warn("missing", _("The framework has no name: “%(name)s” stands in.") % {"name": title}, "name")
        clean.warn("missing", _("The file does not name the framework's issuing body."), "creator")
        institution = clean.text(framework.get("institution"), "institution", 100)
        if institution not in ("", "all"):
            message = _("That it is for the institution “%(name)s” is not stored.") % {"name": institution}
            clean.warn("institution_left_out", message, "institution")
        if framework.get("selfassess") is not None:
            words = _("by learners themselves") if framework["selfassess"] else _("by staff only")
            message = _("That standards are assessed %(who)s is not stored.") % {"who": words}
            clean.warn("selfassess_left_out", message, "selfassess")
        return FrameworkDraft(
            title=title,
            case_identifier=derived_id("mahara", title),
            description=self._text(framework, clean),
            scale=self._scale(framework.get("evidencestatuses"), clean),
        )

    def _text(self, record: Json, clean: Cleaner) -> str:
        return self.markup.text(clean.text(record.get("description"), "description"), "description", clean)

    def _note_surplus(self, kind: str, record: Json) -> None:
        self.surplus.update((kind, name) for name in record.keys() - KNOWN[kind])

    def _scale(self, found: Any, clean: Cleaner) -> ScaleDraft | None:
        """The four states of evidence as levels, in Mahara's order; the last counts as proficient."""
        if found is None:
            return None
        parts = found if isinstance(found, list) else [found]
        given = {key: value for part in parts if isinstance(part, dict) for key, value in part.items()}
        for name in sorted(given.keys() - set(STATES))[:20]:
            message = _("“%(name)s” is not one of Mahara's states: it is left out.") % {"name": name[:100]}
            clean.warn("unknown_state", message, "evidencestatuses")
        labels = {state: clean.text(given.get(state), "evidencestatuses", 100) for state in STATES}
        levels = [LevelDraft(label, state == STATES[-1]) for state, label in labels.items() if label]
        if len(levels) == len(STATES):
            return ScaleDraft(levels)
        message = _("Of the four states %(count)d have a name, so they are not stored as a scale.")
        clean.warn("scale_left_out", message % {"count": len(levels)}, "evidencestatuses")
        return None

    def _standard(self, place: str, record: Json) -> None:
        above = self._add(place, record, "standard")
        last: _Placed | None = above
        for inner_place, inner in self._records(record, "standardelement", f"{place}."):
            below = self._add(inner_place, inner, "standard element")
            if below is None:
                continue
            is_sub = bool(inner.get("parent"))
            if is_sub and last is above:
                below.clean.warn("unknown_parent", _("It stands below the one before, but there is none."), "parent")
            if parent := last if is_sub else above:
                self.edges.append(Edge(below.element.identifier, parent.element.identifier))
            last = last if is_sub and last is not above else below

    def _add(self, place: str, record: Json, kind: str) -> _Placed | None:
        """One standard or element of it; None when there is nothing to store."""
        self._note_surplus(kind, record)
        key = "standardid" if kind == "standard" else "elementid"
        given = _as_key(record.get(key))
        clean = Cleaner(self.warnings, identifier=given if given and kind != "standard" else place)
        name, short = (clean.text(record.get(field), field) for field in ("name", "shortname"))
        statement = self._text(record, clean) or name or short
        if not statement:
            clean.warn("empty_row", _("It has no name, short name or description: it is left out."), "name")
            return None
        if not name:
            clean.warn("missing", _("It has no name; its other words stand in."), "name")
        code = clean.text(_code(kind, given, name, short), key, 200)
        made = self._identifier(kind, given, name, statement)
        self.order[made] = (len(self.order),)
        self.elements[made] = ElementDraft(
            identifier=made,
            full_statement=statement,
            abbreviated_statement=clean.text(name, "name", 500) if name != statement else "",
            code=code,
            kind=kind,
            keywords=[short[:200]] if short not in ("", code, name, statement) else [],
        )
        placed = _Placed(self.elements[made], record, clean)
        self._remember(given, key, placed)
        return placed

    def _identifier(self, kind: str, given: str, name: str, statement: str) -> uuid.UUID:
        content = (self.draft.case_identifier, kind, given) if given else (self.draft.case_identifier, kind, name)
        first = derived_id(*content)
        if first not in self.elements:
            return first
        content = (*content, name, statement)
        while (made := derived_id(*content, self.alike[content])) in self.elements:
            self.alike[content] += 1
        return made

    def _remember(self, given: str, key: str, placed: _Placed) -> None:
        known = self.standards if key == "standardid" else self.by_id
        if given and given in known:
            message = _("Two have the id “%(id)s”; both stay, and what stands below it is below the first.")
            placed.clean.warn("repeated_code", message % {"id": given[:100]}, key)
        elif given:
            known[given] = placed

    def _place(self, one: _Placed) -> None:
        """Puts an element of the flat form below its parent, else below its standard, else at the top."""
        standard = self._own_standard(one)
        parent = self._own_parent(one)
        own = self.standard_of[one.element.identifier] = _as_key(one.record.get("standardid"))
        if parent is not None and self.standard_of.get(parent.element.identifier, own) != own:
            message = _("Its parent belongs to another standard; it stands below its parent.")
            one.clean.warn("parent_in_other_standard", message, "standardid")
        above = parent or standard
        if above is not None:
            self.edges.append(Edge(one.element.identifier, above.element.identifier))

    def _own_standard(self, one: _Placed) -> _Placed | None:
        value = one.record.get("standardid")
        found = self.standards.get(_as_key(value))
        if found is None:
            message = _("No standard has the id “%(id)s” that is named here (Mahara would drop the element).")
            one.clean.warn("unknown_standard", message % {"id": _as_key(value)[:100] or "–"}, "standardid")
        elif type(value) is not type(found.record.get("standardid")):
            message = _("The id is a number in one place and text in the other: Mahara would drop the element.")
            one.clean.warn("id_of_other_type", message, "standardid")
        return found

    def _own_parent(self, one: _Placed) -> _Placed | None:
        given = {name: key for name in PARENT_KEYS if (key := _as_key(one.record.get(name))) not in ("", "0")}
        if not given:
            return None
        field, key = next(iter(given.items()))
        if len(set(given.values())) > 1:
            message = _("“parentid” names another parent (%(id)s): it is left out.") % {"id": given["parentid"][:100]}
            one.clean.warn("two_parents", message, "parentid")
        found = self.by_id.get(key)
        if found is None:
            message = _("No element has the id “%(id)s” that is named as the parent here.") % {"id": key[:100]}
            one.clean.warn("unknown_parent", message, field)
        elif found.element.identifier not in self.standard_of and found is not one:
            message = _("The parent comes after it in the file: Mahara would lose the link, here it holds.")
            one.clean.warn("parent_comes_later", message, field)
        return found

    def _cut(self, edge: Edge) -> None:
        message = _("This element stands below itself: it is placed at the top, and the link is kept as a link.")
        element = self.elements[edge.child]
        self.warnings.add("cycle", message, field=PARENT_KEYS[0], identifier=element.code or element.identifier)
        ends = {"origin_identifier": str(edge.child), "destination_identifier": str(edge.parent)}
        made = derived_id(self.draft.case_identifier, "isChildOf", *ends.values())
        self.draft.associations.append(AssociationDraft(identifier=made, kind="isChildOf", **ends))

    def _remark_on_the_whole(self) -> None:
        for (kind, name), times in self.surplus.most_common(50):
            message = _("The field “%(name)s” of a %(kind)s is not known: it is left out (%(times)d times).")
            told = {"name": name[:100], "kind": kind, "times": times}
            self.warnings.add("unknown_field", message % told, field=name[:100], identifier=kind)
        if not self.elements and not self.errors:
            self.warnings.add(
                "no_elements", _("The file holds no elements."), field="standards", identifier="framework"
            )


def _as_key(value: Any) -> str:
    """An id as text, so that 1, 1.0 and "1" are the same."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _code(kind: str, given: str, name: str, short: str) -> str:
    """The id, or the short name where that is one: no spaces, and something else than the name."""
    is_code = bool(short) and short != name and not any(letter.isspace() for letter in short)
    if kind == "standard":
        return short if is_code else given
    return given or (short if is_code else "")
