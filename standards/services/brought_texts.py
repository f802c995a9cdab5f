"""Stores what the levels of the scale look like for each element, inside the write of an import."""

import uuid

from standards.formats.draft import FrameworkDraft
from standards.models import Element, FrameworkVersion, LevelDescriptor

BATCH = 2_000
Texts = dict[uuid.UUID, list[str]]


def store_descriptors(
    *, draft: FrameworkDraft, version: FrameworkVersion, rows: dict[uuid.UUID, Element], before: Texts, is_new: bool
) -> None:
    """What the file says replaces what is there. Where it says nothing of levels, a draft keeps its texts, and a new
    version takes over those of the one before it (`before`), for the elements that both have."""
    brought = {element.identifier: element.descriptors for element in draft.elements if any(element.descriptors)}
    if not brought and not is_new:
        return
    if not is_new:
        LevelDescriptor.objects.filter(element__version=version).delete()
    levels = list(version.scale.levels.all()) if version.scale else []
    LevelDescriptor.objects.bulk_create(
        (
            LevelDescriptor(element=rows[identifier], level=level, text=text)
            for identifier, texts in (brought or before).items()
            if identifier in rows
            for level, text in zip(levels, texts, strict=False)
            if text
        ),
        batch_size=BATCH,
    )
