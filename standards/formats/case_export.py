"""Writes a CASE package that the official schema accepts strictly: nothing embedded, nothing beside it.

The same package leaves as a file and is what the CASE feed answers with.
"""

import datetime as dt
import json
import uuid
from collections import Counter
from typing import Any

from standards.enums import AssociationType
from standards.formats import case_v1p0
from standards.formats.case_definitions import RATEABLE, Definitions
from standards.formats.case_rubrics import RubricWriter
from standards.formats.draft import AssociationDraft, ElementDraft, FrameworkDraft, derived_id

Json = dict[str, Any]
RELEASES = ("v1p1", "v1p0")


def write(
    draft: FrameworkDraft, *, status: str, changed_at: dt.datetime, base_url: str, release: str = RELEASES[0]
) -> str:
    """The package as JSON. `base_url` is where our own CASE addresses begin; addresses of the source are kept."""
    found = package(draft, status=status, changed_at=changed_at, base_url=base_url, release=release)
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def package(
    draft: FrameworkDraft, *, status: str, changed_at: dt.datetime, base_url: str, release: str = RELEASES[0]
) -> Json:
    """The whole framework as one of RELEASES says it."""
    found = _Writer(draft, status, changed_at, base_url).package()
    return case_v1p0.as_v1p0(found) if release == "v1p0" else found


def document(
    draft: FrameworkDraft, *, status: str, changed_at: dt.datetime, base_url: str, release: str = RELEASES[0]
) -> Json:
    """The package's CFDocument alone, for which the draft needs no elements."""
    found = _Writer(draft, status, changed_at, base_url).document()
    return case_v1p0.document(found) if release == "v1p0" else found


def place_id(document: uuid.UUID, element: uuid.UUID, parent: uuid.UUID | None) -> uuid.UUID:
    """The identifier of the association that puts an element into the tree; no row holds it."""
    return derived_id(document, "isChildOf", element, parent)


class _Writer:
    def __init__(self, draft: FrameworkDraft, status: str, changed_at: dt.datetime, base_url: str) -> None:
        self.draft = draft
        self.status = status
        self.changed = changed_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.base = f"{base_url}/ims/case/v1p1"
        self.definitions = Definitions(draft, self.changed, self.base)
        self.parents = {element.parent for element in draft.elements}
        self.by_id = {element.identifier: element for element in draft.elements}

    def package(self) -> Json:
        return {
            "CFDocument": self.document(),
            "CFItems": [self.item(element) for element in self.draft.elements],
            "CFAssociations": [*self.tree(), *(self.link(link) for link in self.draft.associations)],
            **_given(CFDefinitions=self.definitions.as_json(), CFRubrics=self.rubrics()),
        }

    def rubrics(self) -> list[Json]:
        told = [one for one in self.draft.elements if any(one.descriptors)]
        links = {one.identifier: self.item_node(one) for one in told}
        return RubricWriter(self.draft, self.changed, self.base).as_json(links)

    def document(self) -> Json:
        draft = self.draft
        return {
            "identifier": str(draft.case_identifier),
            "uri": self.document_uri,
            "creator": draft.creator,
            "title": draft.title,
            "lastChangeDateTime": self.changed,
            "caseVersion": "1.1",
            "adoptionStatus": self.status.capitalize(),
            **_given(
                officialSourceURL=draft.official_source_url,
                publisher=draft.publisher,
                description=draft.description,
                subject=[draft.subject] if draft.subject else [],
                subjectURI=self.definitions.subject_links(),
                language=draft.language,
                version=draft.label,
                statusStartDate=_day(draft.status_start_date),
                statusEndDate=_day(draft.status_end_date),
                licenseURI=self.definitions.licence_link(),
                notes=draft.notes,
            ),
        }

    def item(self, element: ElementDraft) -> Json:
        return {
            "identifier": str(element.identifier),
            "uri": self.item_uri(element),
            "fullStatement": element.full_statement,
            "lastChangeDateTime": self.changed,
            **_given(
                humanCodingScheme=element.code,
                abbreviatedStatement=element.abbreviated_statement,
                CFItemType=element.kind,
                CFItemTypeURI=self.definitions.item_type_link(element.kind),
                conceptKeywords=element.keywords,
                educationLevel=element.education_level,
                language=element.language,
                notes=element.notes,
                statusStartDate=_day(element.status_start_date),
                statusEndDate=_day(element.status_end_date),
                extensions=self.rateable(element),
            ),
        }

    def rateable(self, element: ElementDraft) -> Json:
        """Whether the element can be rated, where its place does not say so: those without children can."""
        return (
            {} if element.is_rateable == (element.identifier not in self.parents) else {RATEABLE: element.is_rateable}
        )

    def tree(self) -> list[Json]:
        """One isChildOf an element; those at the top are children of the document."""
        places: Counter[uuid.UUID | None] = Counter()
        found = []
        for element in self.draft.elements:
            places[element.parent] += 1
            found.append(self.child_of(element, places[element.parent]))
        return found

    def child_of(self, element: ElementDraft, place: int) -> Json:
        identifier = place_id(self.draft.case_identifier, element.identifier, element.parent)
        parent = self.item_node(self.by_id[element.parent]) if element.parent else self.document_node()
        return {
            "identifier": str(identifier),
            "uri": f"{self.base}/CFAssociations/{identifier}",
            "associationType": AssociationType.IS_CHILD_OF.value,
            "sequenceNumber": place,
            "originNodeURI": self.item_node(element),
            "destinationNodeURI": parent,
            "lastChangeDateTime": self.changed,
        }

    def link(self, link: AssociationDraft) -> Json:
        kind = link.extension_kind if link.extension_kind.startswith("ext:") else link.kind
        return {
            "identifier": str(link.identifier),
            "uri": link.uri or f"{self.base}/CFAssociations/{link.identifier}",
            "associationType": kind,
            "originNodeURI": self.node(link.origin_identifier, link.origin_uri),
            "destinationNodeURI": self.node(link.destination_identifier, link.destination_uri, link.destination_title),
            "lastChangeDateTime": self.changed,
            **({} if link.sequence_number is None else {"sequenceNumber": link.sequence_number}),
            **_given(
                notes=link.note,
                CFAssociationGroupingURI=self.definitions.group_link(link.group_identifier, link.group_title),
            ),
        }

    def node(self, identifier: str, uri: str, title: str = "") -> Json:
        """An end of a link; one that was written here has our own address, as its item has."""
        return {
            "title": title or identifier,
            "identifier": identifier,
            "uri": uri or f"{self.base}/CFItems/{identifier}",
        }

    def item_node(self, element: ElementDraft) -> Json:
        title = element.code or element.title[:200]
        return {"title": title, "identifier": str(element.identifier), "uri": self.item_uri(element)}

    def document_node(self) -> Json:
        identifier = str(self.draft.case_identifier)
        return {"title": self.draft.title, "identifier": identifier, "uri": self.document_uri}

    def item_uri(self, element: ElementDraft) -> str:
        return element.uri or f"{self.base}/CFItems/{element.identifier}"

    @property
    def document_uri(self) -> str:
        return self.draft.case_uri or f"{self.base}/CFDocuments/{self.draft.case_identifier}"


def _given(**fields: Any) -> Json:
    """The fields that hold something: the standard knows no empty ones."""
    return {name: value for name, value in fields.items() if value}


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
