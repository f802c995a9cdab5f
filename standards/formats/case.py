"""Reads 1EdTech CASE 1.0 and 1.1 packages as they are found in the wild.

Lenient where a real server or file was seen to differ from the standard (wrapped packages, nulls, numbers as text,
identifiers that no RFC allows, roots with and without an association, nodes on other servers, doubled identifiers,
several parents); every departure is reported, none is silent.
"""

import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from standards.enums import AssociationType
from standards.formats import guard
from standards.formats.case_definitions import RATEABLE
from standards.formats.case_rubrics import RubricReader
from standards.formats.case_surplus import name_surplus
from standards.formats.clean import Cleaner
from standards.formats.draft import (
    AssociationDraft,
    ElementDraft,
    FrameworkDraft,
    Issues,
    Parsed,
    Unreadable,
    as_uuid,
    derived_id,
)
from standards.formats.other_kinds import other_json
from standards.formats.tree import Edge, SortKey, choose_parents, lay_out, natural

Json = dict[str, Any]
KINDS = frozenset(AssociationType.values)


@dataclass(frozen=True)
class Node:
    """One end of an association; `key` compares identifiers whatever their case."""

    identifier: str
    uri: str
    title: str

    @property
    def key(self) -> str:
        return self.identifier.lower()


def read(text: str, file_name: str = "") -> Parsed:
    """Reads one package. Raises Unreadable when it is not one."""
    return read_package(_package(guard.load_json(text)))


def read_package(package: Json) -> Parsed:
    """The same for one that is out of its file already."""
    return _Reader(package).parsed()


def _package(found: Any) -> Json:
    """The package itself, out of its wrapping where a server put it into one."""
    if isinstance(found, dict) and isinstance(found.get("CFPackage"), dict):
        found = found["CFPackage"]
    if not isinstance(found, dict):
        raise Unreadable("not_case", other_json(found), field="CFDocument")
    document = found.get("CFDocument")
    if isinstance(document, dict) and isinstance(document.get("CFDocument"), dict):
        return {**found, "CFDocument": document["CFDocument"]}
    if not isinstance(document, dict):
        raise Unreadable("not_case", other_json(found), field="CFDocument")
    return found


class _Reader:
    def __init__(self, package: Json) -> None:
        self.package = package
        self.warnings = Issues()
        self.errors = Issues()
        self.draft = self._document(package["CFDocument"])
        self.document_key = str(package["CFDocument"].get("identifier") or self.draft.case_identifier).lower()
        self.keys: dict[str, uuid.UUID] = {}
        self.elements: dict[uuid.UUID, ElementDraft] = {}
        self.order: dict[uuid.UUID, SortKey] = {}
        self.edges: list[Edge] = []
        self.roots: dict[uuid.UUID, int | None] = {}
        self.edge_rows: dict[tuple[uuid.UUID, uuid.UUID], AssociationDraft] = {}
        self.links: dict[uuid.UUID, AssociationDraft] = {}
        self.count = 0

    def parsed(self) -> Parsed:
        for item in self._records("CFItems"):
            self._item(item)
        for association in self._records("CFAssociations"):
            self._association(association)
        self.edges.sort(key=lambda edge: self.edge_rows[edge.child, edge.parent].group_identifier is not None)
        chosen, left = choose_parents(self.elements, self.edges, self.warnings)
        for edge in left:
            self._keep_link(self.edge_rows[edge.child, edge.parent])
        self.draft.elements = lay_out(self.elements, chosen, self.roots, self.order, self.errors)
        self._mark_rateable()
        self._name_lost_places(chosen)
        self.draft.associations = list(self.links.values())
        by_key = {key: self.elements[identifier] for key, identifier in self.keys.items()}
        self.draft.scale = RubricReader(self.warnings).read(self.package.get("CFRubrics"), by_key)
        self._remark_on_the_whole()
        return Parsed(self.draft, self.warnings, self.errors, self.count)

    def _records(self, name: str) -> list[Json]:
        """The objects of one array; null counts as empty, anything else that is not an object is an error."""
        found = self.package.get(name)
        if found is None:
            return []
        if not isinstance(found, list):
            self.errors.add("not_a_list", _("A list was expected here."), field=name)
            return []
        for position, one in enumerate(found):
            if not isinstance(one, dict):
                self.errors.add("not_an_object", _("Entry %(n)d is not an object.") % {"n": position + 1}, field=name)
        return self._objects_of(name)

    def _objects_of(self, name: str) -> list[Json]:
        found = self.package.get(name)
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []

    def _document(self, document: Json) -> FrameworkDraft:
        given = str(document.get("identifier") or "")
        clean = Cleaner(self.warnings, identifier=given)
        title = clean.prose(document.get("title"), "title", 300)
        creator = clean.text(document.get("creator"), "creator", 200)
        if not title:
            self.errors.add("missing", _("The framework has no title."), field="title", identifier=given)
        if not creator:
            clean.warn("missing", _("The framework does not name its issuing body."), "creator")
        licence = document.get("licenseURI")
        licence = licence if isinstance(licence, dict) else {"uri": licence}
        return FrameworkDraft(
            title=title,
            creator=creator,
            case_identifier=self._identifier(given, clean, "document", title, creator),
            case_uri=clean.address(document.get("uri"), "uri"),
            publisher=clean.text(document.get("publisher"), "publisher", 200),
            description=clean.prose(document.get("description"), "description"),
            subject=", ".join(clean.texts(document.get("subject"), "subject", 200))[:200],
            language=clean.text(document.get("language"), "language", 20) or "en",
            licence_title=clean.text(licence.get("title"), "licenseURI", 200),
            licence_uri=clean.address(licence.get("uri"), "licenseURI"),
            official_source_url=clean.address(document.get("officialSourceURL"), "officialSourceURL"),
            label=clean.text(document.get("version"), "version", 50),
            notes=clean.prose(document.get("notes"), "notes"),
            status_start_date=clean.day(document.get("statusStartDate"), "statusStartDate"),
            status_end_date=clean.day(document.get("statusEndDate"), "statusEndDate"),
        )

    def _identifier(self, given: str, clean: Cleaner, *otherwise: object) -> uuid.UUID:
        if found := as_uuid(given):
            return found
        if given:
            clean.warn("identifier_not_uuid", _("The identifier is not a UUID; one is made from it."), "identifier")
            return derived_id(given)
        message = _("“%(text)s” has no identifier; one is made from its content.")
        clean.warn("missing_identifier", message % {"text": str(otherwise[-1])[:80]}, "identifier")
        return derived_id(*otherwise)

    def _item(self, item: Json) -> None:
        given = str(item.get("identifier") or "")
        clean = Cleaner(self.warnings, identifier=given)
        statement = self._statement(item, clean)
        if not statement:
            code = clean.text(item.get("humanCodingScheme"), "humanCodingScheme")
            message = _("This element has no statement (code: %(code)s).") % {"code": code or "–"}
            self.errors.add("missing", message, field="fullStatement", identifier=given)
            return
        code = clean.text(item.get("humanCodingScheme"), "humanCodingScheme", 200)
        identifier = self._identifier(given, clean, self.draft.case_identifier, "item", code, statement)
        if identifier in self.elements:
            self._warn_double(self.elements[identifier], statement, code, clean)
            return
        self.keys.setdefault((given or str(identifier)).lower(), identifier)
        self.elements[identifier] = self._element(item, identifier, statement, code, clean)
        enumeration = clean.text(item.get("listEnumeration"), "listEnumeration")
        self.order[identifier] = (natural(enumeration), natural(code), len(self.order))

    def _statement(self, item: Json, clean: Cleaner) -> str:
        if statement := clean.prose(item.get("fullStatement"), "fullStatement"):
            return statement
        if statement := clean.prose(item.get("abbreviatedStatement"), "abbreviatedStatement"):
            clean.warn("no_full_statement", _("The short statement stands in for the full one."), "fullStatement")
        return statement

    def _warn_double(self, kept: ElementDraft, statement: str, code: str, clean: Cleaner) -> None:
        same = (kept.full_statement, kept.code) == (statement, code)
        message = (
            _("The same element stands here twice; one is kept.")
            if same
            else _("Two elements have this identifier; the first is kept, and “%(code)s %(text)s” is left out.")
            % {"code": code, "text": statement[:80]}
        )
        clean.warn("duplicate_identifier", message, "identifier")

    def _element(self, item: Json, identifier: uuid.UUID, statement: str, code: str, clean: Cleaner) -> ElementDraft:
        kind = item.get("CFItemType")
        if not kind and isinstance(item.get("CFItemTypeURI"), dict):
            kind = item["CFItemTypeURI"].get("title")
        level = item.get("educationLevel", item.get("educationalLevel"))
        return ElementDraft(
            identifier=identifier,
            full_statement=statement,
            code=code,
            uri=clean.address(item.get("uri"), "uri"),
            kind=clean.text(kind, "CFItemType", 100),
            abbreviated_statement=clean.prose(item.get("abbreviatedStatement"), "abbreviatedStatement", 500),
            keywords=clean.texts(item.get("conceptKeywords"), "conceptKeywords", 200),
            education_level=clean.texts(level, "educationLevel", 50),
            language=clean.text(item.get("language"), "language", 20),
            notes=clean.prose(item.get("notes"), "notes"),
            status_start_date=clean.day(item.get("statusStartDate"), "statusStartDate"),
            status_end_date=clean.day(item.get("statusEndDate"), "statusEndDate"),
        )

    def _association(self, row: Json) -> None:
        given = str(row.get("identifier") or "")
        clean = Cleaner(self.warnings, identifier=given)
        origin = self._node(row.get("originNodeURI"), "originNodeURI", clean)
        destination = self._node(row.get("destinationNodeURI"), "destinationNodeURI", clean)
        kind = clean.text(row.get("associationType"), "associationType", 100)
        if not (origin and destination and kind):
            self.errors.add(
                "missing",
                _("An association needs its type and both of its ends."),
                field="associationType" if origin and destination else "originNodeURI",
                identifier=given,
            )
            return
        self.count += 1
        link = self._link(row, given, kind, origin, destination, clean)
        if kind == AssociationType.IS_CHILD_OF:
            self._child_of(link, origin, destination, clean)
        else:
            self._warn_unknown_origin(origin, clean)
            self._keep_link(link)

    def _node(self, value: Any, field: str, clean: Cleaner) -> Node | None:
        if isinstance(value, str):
            value = {"identifier": value.rstrip("/").rpartition("/")[2], "uri": value}
        if not isinstance(value, dict):
            return None
        uri = clean.address(value.get("uri"), field)
        identifier = clean.text(value.get("identifier"), field, 300) or uri.rstrip("/").rpartition("/")[2][:300]
        return Node(identifier, uri, clean.text(value.get("title"), field)) if identifier else None

    def _link(
        self, row: Json, given: str, kind: str, origin: Node, destination: Node, clean: Cleaner
    ) -> AssociationDraft:
        known = kind in KINDS
        if not known:
            message = _("“%(kind)s” is not a type of CASE 1.1: it counts as “is related to”.") % {"kind": kind}
            clean.warn("unknown_type", message, "associationType")
        group, title = self._group(row.get("CFAssociationGroupingURI"), clean)
        content = (self.draft.case_identifier, kind, origin.key, destination.key)
        return AssociationDraft(
            identifier=as_uuid(given) or derived_id(*content, given),
            uri=clean.address(row.get("uri"), "uri"),
            kind=kind if known else AssociationType.IS_RELATED_TO.value,
            extension_kind="" if known else kind,
            origin_identifier=origin.key,
            origin_uri=origin.uri,
            destination_identifier=destination.key,
            destination_uri=destination.uri,
            destination_title="" if destination.title == destination.identifier else destination.title,
            sequence_number=clean.integer(row.get("sequenceNumber"), "sequenceNumber"),
            note=clean.text(row.get("notes"), "notes"),
            group_identifier=group,
            group_title=title,
        )

    def _group(self, value: Any, clean: Cleaner) -> tuple[uuid.UUID | None, str]:
        """The group of an association: identifier and title."""
        node = self._node(value, "CFAssociationGroupingURI", clean) if value else None
        if node is None:
            return None, ""
        title = clean.text(node.title, "CFAssociationGroupingURI", 200)
        return as_uuid(node.identifier) or derived_id(node.identifier), title or self._group_titles.get(node.key, "")

    @cached_property
    def _group_titles(self) -> dict[str, str]:
        definitions = self.package.get("CFDefinitions")
        rows = definitions.get("CFAssociationGroupings") if isinstance(definitions, dict) else None
        found = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        return {str(row.get("identifier")).lower(): str(row.get("title") or "")[:200] for row in found}

    def _mark_rateable(self) -> None:
        """Our own extension says which elements with children can be rated, and which without cannot."""
        for item in self._objects_of("CFItems"):
            extensions = item.get("extensions")
            identifier = self.keys.get(str(item.get("identifier") or "").lower())
            if identifier and isinstance(extensions, dict) and isinstance(extensions.get(RATEABLE), bool):
                self.elements[identifier].is_rateable = extensions[RATEABLE]

    def _name_lost_places(self, chosen: dict[uuid.UUID, Edge]) -> None:
        """A place in the tree has neither a group nor a note of its own."""
        rows = [self.edge_rows[edge.child, edge.parent] for edge in chosen.values()]
        lost = {"CFAssociationGroupingURI": [row for row in rows if row.group_identifier]}
        lost["notes"] = [row for row in rows if row.note]
        for field, found in lost.items():
            if found:
                message = _("A place in the tree cannot hold this: left out %(times)d times.") % {"times": len(found)}
                self.warnings.add("field_left_out", message, field=field, identifier="isChildOf")

    def _child_of(self, link: AssociationDraft, origin: Node, destination: Node, clean: Cleaner) -> None:
        """A place in the tree where both ends are here; a link where the parent is elsewhere."""
        child = self.keys.get(origin.key)
        parent = self.keys.get(destination.key)
        if child and parent:
            self.edges.append(Edge(child, parent, link.sequence_number))
            self.edge_rows.setdefault((child, parent), link)
        elif child and destination.key == self.document_key:
            self.roots.setdefault(child, link.sequence_number)
        elif child:
            message = _("The parent is not in this file: the element stands at the top, the link is kept.")
            clean.warn("parent_elsewhere", message, "destinationNodeURI")
            self._keep_link(link)
        else:
            self._warn_unknown_origin(origin, clean)
            self._keep_link(link)

    def _warn_unknown_origin(self, origin: Node, clean: Cleaner) -> None:
        if origin.key not in self.keys and origin.key != self.document_key:
            clean.warn(
                "origin_elsewhere", _("The link starts at an element that is not in this file."), "originNodeURI"
            )

    def _keep_link(self, link: AssociationDraft) -> None:
        kept = self.links.get(link.identifier)
        if kept is None:
            self.links[link.identifier] = link
            return
        clean = Cleaner(self.warnings, identifier=link.identifier)
        ends = (link.kind, link.origin_identifier, link.destination_identifier)
        if (kept.kind, kept.origin_identifier, kept.destination_identifier) == ends:
            clean.warn("duplicate_association", _("The same association stands here twice; one is kept."), "identifier")
            return
        clean.warn(
            "duplicate_identifier",
            _("Two associations have this identifier; the second is kept under a new one."),
            "identifier",
        )
        link.identifier = derived_id(link.identifier, *ends)
        self.links.setdefault(link.identifier, link)

    def _remark_on_the_whole(self) -> None:
        seen: dict[str, int] = {}
        for element in self.draft.elements:
            seen[element.code] = seen.get(element.code, 0) + 1
        for code, times in seen.items():
            if code and times > 1:
                message = _("The code “%(code)s” stands %(times)d times.") % {"code": code, "times": times}
                self.warnings.add("repeated_code", message, field="humanCodingScheme")
        if not self.draft.elements and not self.errors:
            self.warnings.add("no_elements", _("The file holds no elements."), field="CFItems")
        name_surplus(self.package, self.draft, self.warnings)
