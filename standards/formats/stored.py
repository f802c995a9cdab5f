"""A stored version as readers give it and writers take it."""

import uuid
from collections.abc import Iterable

from standards import selectors
from standards.enums import ScaleDirection
from standards.formats.draft import AssociationDraft, ElementDraft, FrameworkDraft, LevelDraft, ScaleDraft
from standards.models import Association, Element, FrameworkVersion, LevelDescriptor, Scale, ScaleLevel


def draft_of(version: FrameworkVersion) -> FrameworkDraft:
    """The stored version as a draft: four queries, one more where its scale is not loaded."""
    draft = outline_of(version)
    levels = list(version.scale.levels.all()) if version.scale else []
    draft.scale = scale_of(version.scale, levels) if version.scale else None
    elements = selectors.tree(version)
    identifiers = {element.pk: element.identifier for element in elements}
    draft.elements = [_element_draft(element, identifiers) for element in elements]
    told = _descriptors(version, levels)
    for element in draft.elements:
        element.descriptors = told.get(element.identifier, [])
    draft.associations = [_link_draft(link) for link in version.associations.order_by("pk")]
    return draft


def scale_of(scale: Scale, levels: Iterable[ScaleLevel]) -> ScaleDraft:
    """A stored scale with its levels as a file would bring it."""
    drafts = [
        LevelDraft(level.label, level.is_proficient, level.description, level.is_not_applicable) for level in levels
    ]
    words = ScaleDraft(drafts).title
    name = "" if scale.title == words else scale.title
    return ScaleDraft(drafts, name, scale.direction == ScaleDirection.LOWER_IS_MORE)


def _descriptors(version: FrameworkVersion, levels: list[ScaleLevel]) -> dict[uuid.UUID, list[str]]:
    """What the levels look like, for each element that says so by its identifier: one query."""
    places = {level.pk: place for place, level in enumerate(levels)}
    rows = LevelDescriptor.objects.filter(element__version=version, level__in=places).order_by()
    found: dict[uuid.UUID, list[str]] = {}
    for identifier, level, text in rows.values_list("element__identifier", "level", "text"):
        found.setdefault(identifier, [""] * len(places))[places[level]] = text
    return found


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
    *("group_identifier", "group_title"),
)


def _element_draft(element: Element, identifiers: dict[uuid.UUID, uuid.UUID]) -> ElementDraft:
    fields = {name: getattr(element, name) for name in ELEMENT_FIELDS}
    return ElementDraft(**fields, parent=identifiers[element.parent_id] if element.parent_id else None)


def _link_draft(link: Association) -> AssociationDraft:
    return AssociationDraft(**{name: getattr(link, name) for name in LINK_FIELDS})
