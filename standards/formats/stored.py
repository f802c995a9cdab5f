"""A stored version as readers give it and writers take it."""

import uuid

from standards import selectors
from standards.formats.draft import AssociationDraft, ElementDraft, FrameworkDraft
from standards.models import Association, Element, FrameworkVersion


def draft_of(version: FrameworkVersion) -> FrameworkDraft:
    """The stored version as a draft: three queries."""
    identifiers = dict(version.elements.values_list("pk", "identifier"))
    draft = outline_of(version)
    draft.elements = [_element_draft(element, identifiers) for element in selectors.tree(version)]
    draft.associations = [_link_draft(link) for link in version.associations.order_by("pk")]
    return draft


def outline_of(version: FrameworkVersion) -> FrameworkDraft:
    """The version's own facts, without elements and links: no query where its framework is loaded."""
    framework = version.framework
    return FrameworkDraft(
        title=framework.title,
        creator=framework.creator,
        publisher=framework.publisher,
        description=framework.description,
        subject=framework.subject,
        language=framework.language,
        licence_title=framework.licence_title,
        licence_uri=framework.licence_uri,
        official_source_url=framework.official_source_url,
        label=version.label,
        notes=version.notes,
        status_start_date=version.status_start_date,
        status_end_date=version.status_end_date,
        case_identifier=version.case_identifier,
        case_uri=version.case_uri,
    )


ELEMENT_FIELDS = (
    *("identifier", "uri", "code", "kind", "full_statement", "abbreviated_statement", "keywords", "education_level"),
    *("language", "notes", "is_rateable", "status_start_date", "status_end_date", "position", "depth"),
)
LINK_FIELDS = (
    *("identifier", "uri", "kind", "extension_kind", "origin_identifier", "origin_uri", "destination_identifier"),
    *("destination_uri", "destination_title", "sequence_number", "note"),
)


def _element_draft(element: Element, identifiers: dict[uuid.UUID, uuid.UUID]) -> ElementDraft:
    fields = {name: getattr(element, name) for name in ELEMENT_FIELDS}
    return ElementDraft(**fields, parent=identifiers[element.parent_id] if element.parent_id else None)


def _link_draft(link: Association) -> AssociationDraft:
    return AssociationDraft(**{name: getattr(link, name) for name in LINK_FIELDS})
