"""CASE 1.0 out of a 1.1 package: what 1.0 does not know is left out, and types it lacks become `isRelatedTo`."""

from typing import Any

from standards.enums import AssociationType
from standards.formats import case_rubrics

Json = dict[str, Any]
NEW_IN_1_1 = {
    "CFDocument": frozenset({"caseVersion", "frameworkType", "extensions"}),
    "CFItems": frozenset({"subject", "subjectURI", "extensions"}),
    "CFAssociations": frozenset({"notes", "extensions"}),
}
KNOWN_TYPES = frozenset(AssociationType.values) - {AssociationType.IS_TRANSLATION_OF.value}


def as_v1p0(package: Json) -> Json:
    """The same package as CASE 1.0 says it; the one given is left as it is."""
    rubrics = package.get("CFRubrics", [])
    return {
        **package,
        "CFDocument": document(package["CFDocument"]),
        "CFItems": [_without(item, "CFItems") for item in package["CFItems"]],
        "CFAssociations": [_association(row) for row in package["CFAssociations"]],
        **({"CFRubrics": [case_rubrics.as_v1p0(row) for row in rubrics]} if rubrics else {}),
    }


def document(found: Json) -> Json:
    return _without(found, "CFDocument")


def _association(row: Json) -> Json:
    kind = row["associationType"]
    return {
        **_without(row, "CFAssociations"),
        "associationType": kind if kind in KNOWN_TYPES else AssociationType.IS_RELATED_TO.value,
    }


def _without(row: Json, collection: str) -> Json:
    return {name: value for name, value in row.items() if name not in NEW_IN_1_1[collection]}
