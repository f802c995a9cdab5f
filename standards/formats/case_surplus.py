"""Names what a CASE package says and is not stored here: fields, definitions, extensions. Nothing is lost silently.

Not named is what follows from the rest (addresses of our own documents, the time of the last change, the status, which
begins as a draft).
"""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from standards.formats.case_definitions import RATEABLE
from standards.formats.case_rubrics import DESCENDING, NOT_APPLICABLE, PROFICIENT
from standards.formats.draft import FrameworkDraft, Issues

Json = dict[str, Any]
OWN_EXTENSIONS = frozenset({RATEABLE, PROFICIENT, NOT_APPLICABLE, DESCENDING})
_OF_EVERYTHING = frozenset({"identifier", "uri", "lastChangeDateTime", "extensions"})
STORED = {
    "CFDocument": _OF_EVERYTHING
    | {"creator", "title", "officialSourceURL", "publisher", "description", "subject", "subjectURI", "language"}
    | {"version", "caseVersion", "adoptionStatus", "statusStartDate", "statusEndDate", "licenseURI", "notes"}
    | {"CFPackageURI"},
    "CFItems": _OF_EVERYTHING
    | {"fullStatement", "CFItemType", "CFItemTypeURI", "humanCodingScheme", "abbreviatedStatement", "conceptKeywords"}
    | {"notes", "language", "educationLevel", "educationalLevel", "statusStartDate", "statusEndDate", "CFDocumentURI"}
    | {"CFItemAssociationURI"},
    "CFAssociations": _OF_EVERYTHING
    | {"associationType", "sequenceNumber", "CFAssociationGroupingURI", "originNodeURI", "destinationNodeURI"}
    | {"notes", "CFDocumentURI", "CFItemAssociationURI"},
    "CFSubjects": _OF_EVERYTHING | {"title", "hierarchyCode"},
    "CFLicenses": _OF_EVERYTHING | {"title"},
    "CFItemTypes": _OF_EVERYTHING | {"title", "hierarchyCode"},
    "CFAssociationGroupings": _OF_EVERYTHING | {"title"},
}
PACKAGE = frozenset({"CFDocument", "CFItems", "CFAssociations", "CFDefinitions", "CFRubrics", "extensions"})
_EMPTY: tuple[object, ...] = (None, "", [], {})


def name_surplus(package: Json, draft: FrameworkDraft, warnings: Issues) -> None:
    """One warning for each field that is left out, with how often it holds something."""
    found: Counter[tuple[str, str]] = Counter()
    definitions = package.get("CFDefinitions")
    definitions = definitions if isinstance(definitions, dict) else {}
    _count(found, "CFDocument", package["CFDocument"])
    for name in ("CFItems", "CFAssociations"):
        _count(found, name, package.get(name))
    for name, rows in definitions.items():
        if name in STORED:
            _count(found, name, rows)
        elif rows not in _EMPTY and name != "extensions":
            found["CFDefinitions", str(name)] += len(rows) if isinstance(rows, list) else 1
    for name in package.keys() - PACKAGE:
        found["CFPackage", str(name)] += 1
    for holder, row in (("CFPackage", package), ("CFDefinitions", definitions)):
        _count_extensions(found, holder, row)
    _count_unused(found, definitions, draft)
    for (holder, field), times in found.most_common(100):
        message = _("The field “%(name)s” is not stored: left out %(times)d times.")
        told = message % {"name": field[:100], "times": times}
        warnings.add("field_left_out", told, field=field[:100], identifier=holder)


def _count(found: Counter[tuple[str, str]], holder: str, rows: Any) -> None:
    known = STORED[holder]
    for row in rows if isinstance(rows, list) else [rows]:
        if not isinstance(row, dict):
            continue
        for field in row.keys() - known:
            if row[field] not in _EMPTY and not _says_nothing_new(row, field):
                found[holder, str(field)] += 1
        _count_extensions(found, holder, row)


def _count_extensions(found: Counter[tuple[str, str]], holder: str, row: Json) -> None:
    extensions = row.get("extensions")
    if isinstance(extensions, dict):
        found.update((holder, f"extensions.{name}") for name in extensions.keys() - OWN_EXTENSIONS)
    elif extensions not in _EMPTY:
        found[holder, "extensions"] += 1


def _says_nothing_new(row: Json, field: str) -> bool:
    """Descriptions that repeat the title, and the text of a licence that is no more than its title and address."""
    title, uri = row.get("title"), row.get("uri")
    return row[field] in (title, uri, f"{title} {uri}")


def _count_unused(found: Counter[tuple[str, str]], definitions: Json, draft: FrameworkDraft) -> None:
    """Definitions that nothing in the package uses are not kept."""
    used = {
        "CFItemTypes": {element.kind for element in draft.elements},
        "CFAssociationGroupings": {link.group_title for link in draft.associations},
    }
    for name, titles in used.items():
        rows = definitions.get(name)
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict) and str(row.get("title") or "").strip()[:100] not in {one[:100] for one in titles}:
                found[name, _("unused definitions")] += 1
