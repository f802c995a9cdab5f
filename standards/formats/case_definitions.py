"""What a CASE package defines beside its items: item types, the subject, the licence and groups of associations.

All but the groups are kept as words, so their identifiers are made from these words and always the same for the same
document.
"""

import uuid
from collections.abc import Iterable
from typing import Any

from standards.formats.draft import FrameworkDraft, derived_id

Json = dict[str, Any]
RATEABLE = "carnegieRateable"


def item_type_id(document: uuid.UUID, kind: str) -> uuid.UUID:
    return derived_id(document, "CFItemType", kind)


def subject_id(document: uuid.UUID, subject: str) -> uuid.UUID:
    return derived_id(document, "CFSubject", subject)


def licence_id(title: str, uri: str) -> uuid.UUID:
    """The same licence has the same identifier in every document."""
    return derived_id("licence", uri or title)


class Definitions:
    """The definitions of one document and the links to them. `base` is where our CASE addresses begin."""

    def __init__(self, draft: FrameworkDraft, changed: str, base: str) -> None:
        self.draft = draft
        self.changed = changed
        self.base = base

    def as_json(self) -> Json:
        """The sets that hold something; empty where the document defines nothing."""
        sets = {"CFSubjects": self._subjects(), "CFLicenses": self._licences(), "CFItemTypes": self._item_types()}
        sets["CFAssociationGroupings"] = self._groups()
        return {name: rows for name, rows in sets.items() if rows}

    def item_type_link(self, kind: str) -> Json:
        if not kind:
            return {}
        return self._link("CFItemTypes", item_type_id(self.draft.case_identifier, kind), kind)

    def group_link(self, identifier: uuid.UUID | None, title: str) -> Json:
        return self._link("CFAssociationGroupings", identifier, title or str(identifier)) if identifier else {}

    def subject_links(self) -> list[Json]:
        subject = self.draft.subject
        if not subject:
            return []
        return [self._link("CFSubjects", subject_id(self.draft.case_identifier, subject), subject)]

    def licence_link(self) -> Json:
        title, uri = self.draft.licence_title, self.draft.licence_uri
        if not (title or uri):
            return {}
        return self._link("CFLicenses", licence_id(title, uri), title or uri) | ({"uri": uri} if uri else {})

    def _link(self, collection: str, identifier: uuid.UUID, title: str) -> Json:
        return {"title": title, "identifier": str(identifier), "uri": f"{self.base}/{collection}/{identifier}"}

    def _groups(self) -> list[Json]:
        """Each group of associations once, by the first title that is given to it."""
        found: dict[uuid.UUID, Json] = {}
        for link in self.draft.associations:
            if link.group_identifier:
                found.setdefault(link.group_identifier, self.group_link(link.group_identifier, link.group_title))
        return [{**link, "lastChangeDateTime": self.changed} for link in found.values()]

    def _item_types(self) -> list[Json]:
        kinds = dict.fromkeys(element.kind for element in self.draft.elements if element.kind)
        return self._coded((self.item_type_link(kind) for kind in kinds), described=True)

    def _subjects(self) -> list[Json]:
        return self._coded(self.subject_links(), described=False)

    def _coded(self, links: Iterable[Json], *, described: bool) -> list[Json]:
        """One level of a hierarchy, numbered as it comes."""
        return [
            {
                **link,
                **({"description": link["title"]} if described else {}),
                "hierarchyCode": str(place),
                "lastChangeDateTime": self.changed,
            }
            for place, link in enumerate(links, start=1)
        ]

    def _licences(self) -> list[Json]:
        link = self.licence_link()
        words = " ".join(part for part in (self.draft.licence_title, self.draft.licence_uri) if part)
        return [{**link, "licenseText": words, "lastChangeDateTime": self.changed}] if link else []
