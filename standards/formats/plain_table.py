"""The columns of our plain table, as CSV and as an Excel sheet, and a framework written into them.

One row an element, one of kind `framework` for the framework itself, and one of kind `scale_level` for each level of
its scale. `level_1` and so on say what a level looks like for the element of the row.
"""

import uuid
from collections.abc import Iterator

from standards.formats import table, workbook
from standards.formats.draft import ElementDraft, FrameworkDraft, ScaleDraft

FRAMEWORK, LEVEL = "framework", "scale_level"
ELEMENT_COLUMNS = ("code", "parent_code", "heading", "kind", "summary", "notes", "identifier", "parent_identifier")
LIST_COLUMNS = ("keywords", "education_level", "links")
FRAMEWORK_COLUMNS = (
    *("creator", "publisher", "subject", "licence", "licence_address", "official_source", "version"),
    *("in_force_from", "in_force_until"),
)
OTHER_COLUMNS = ("address", "rateable", "scale", "proficient", "not_applicable", "downwards")
MAX_LEVELS = 50
LEVEL_COLUMNS = tuple(f"level_{n}" for n in range(1, MAX_LEVELS + 1))
COLUMNS = (*ELEMENT_COLUMNS, "language", *LIST_COLUMNS, *FRAMEWORK_COLUMNS, *OTHER_COLUMNS)
WIDTHS = (14, 14, 60, 16, 80, 40, 38, 38)
Row = dict[str, str]


def write_csv(draft: FrameworkDraft) -> str:
    columns = columns_for(draft)
    return table.write_csv(columns, _cells(draft, columns))


def write_xlsx(draft: FrameworkDraft) -> bytes:
    columns = columns_for(draft)
    return workbook.write("Framework", columns, _cells(draft, columns), WIDTHS)


def columns_for(draft: FrameworkDraft) -> tuple[str, ...]:
    """The columns, with one more for each level that elements describe."""
    count = max((len(element.descriptors) for element in draft.elements), default=0)
    return (*COLUMNS, *LEVEL_COLUMNS[:count])


def _cells(draft: FrameworkDraft, columns: tuple[str, ...]) -> Iterator[list[str]]:
    for row in _rows(draft):
        yield [row.get(name, "") for name in columns]


def _rows(draft: FrameworkDraft) -> Iterator[Row]:
    yield _framework_row(draft)
    yield from _level_rows(draft.scale)
    codes = {element.identifier: element.code for element in draft.elements}
    parents = {element.parent for element in draft.elements}
    links: dict[str, list[str]] = {}
    for link in draft.associations:
        links.setdefault(link.origin_identifier, []).append(f"{link.kind} {link.destination_identifier}")
    for element in draft.elements:
        row = _element_row(element, draft, codes)
        if element.is_rateable == (element.identifier in parents):
            row["rateable"] = "yes" if element.is_rateable else "no"
        row["links"] = "|".join(links.get(str(element.identifier), []))
        yield row


def _framework_row(draft: FrameworkDraft) -> Row:
    return {
        "heading": draft.title,
        "kind": FRAMEWORK,
        "summary": draft.description,
        "notes": draft.notes,
        "identifier": str(draft.case_identifier),
        "language": draft.language,
        "creator": draft.creator,
        "publisher": draft.publisher,
        "subject": draft.subject,
        "licence": draft.licence_title,
        "licence_address": draft.licence_uri,
        "official_source": draft.official_source_url,
        "version": draft.label,
        "in_force_from": str(draft.status_start_date or ""),
        "in_force_until": str(draft.status_end_date or ""),
        "address": draft.case_uri,
        "scale": draft.scale.name if draft.scale else "",
        "downwards": "yes" if draft.scale and draft.scale.is_descending else "",
    }


def _level_rows(scale: ScaleDraft | None) -> Iterator[Row]:
    for level in scale.levels[:MAX_LEVELS] if scale else []:
        yield {
            "heading": level.label,
            "kind": LEVEL,
            "summary": level.description,
            "proficient": "yes" if level.is_proficient else "",
            "not_applicable": "yes" if level.is_not_applicable else "",
        }


def _element_row(element: ElementDraft, draft: FrameworkDraft, codes: dict[uuid.UUID, str]) -> Row:
    return {
        "code": element.code,
        "parent_code": codes[element.parent] if element.parent else "",
        "heading": element.title,
        "kind": element.kind,
        "summary": element.full_statement if element.abbreviated_statement else "",
        "notes": element.notes,
        "identifier": str(element.identifier),
        "parent_identifier": str(element.parent or draft.case_identifier),
        "language": element.language,
        "keywords": "|".join(element.keywords),
        "education_level": "|".join(element.education_level),
        "in_force_from": str(element.status_start_date or ""),
        "in_force_until": str(element.status_end_date or ""),
        "address": element.uri,
        **dict(zip(LEVEL_COLUMNS, element.descriptors, strict=False)),
    }
