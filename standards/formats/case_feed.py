"""The objects of the CASE feed: which version an identifier stands for, and the object as its package holds it.

An identifier resolves to the latest adopted version that has it, else to the latest deprecated one. A single object
is cut out of the very package that is exported as a file, so that both always say the same.
"""

import hashlib
import uuid
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from standards import selectors
from standards.formats import case_definitions, case_export, case_rubrics, case_v1p0
from standards.formats.stored import draft_of, outline_of
from standards.models import FrameworkVersion

Json = dict[str, Any]
Versions = QuerySet[FrameworkVersion]
# The objects that can be asked for one by one, and where a package holds them.
PLACES = {
    "CFItems": ("CFItems",),
    "CFAssociations": ("CFAssociations",),
    "CFRubrics": ("CFRubrics",),
    "CFConcepts": ("CFDefinitions", "CFConcepts"),
    "CFSubjects": ("CFDefinitions", "CFSubjects"),
    "CFLicenses": ("CFDefinitions", "CFLicenses"),
    "CFItemTypes": ("CFDefinitions", "CFItemTypes"),
    "CFAssociationGroupings": ("CFDefinitions", "CFAssociationGroupings"),
}
RESOURCES = ("CFDocuments", "CFPackages", "CFItemAssociations", *PLACES)
# These are answered as a set: the object and those under it by hierarchy code.
SETS = frozenset({"CFConcepts", "CFSubjects", "CFItemTypes"})
DOCUMENT_FIELDS = frozenset(
    {
        *("identifier", "uri", "frameworkType", "caseVersion", "creator", "title", "lastChangeDateTime"),
        *("officialSourceURL", "publisher", "description", "subject", "subjectURI", "language", "version"),
        *("adoptionStatus", "statusStartDate", "statusEndDate", "licenseURI", "notes", "extensions", "CFPackageURI"),
    }
)


def find(versions: Versions, resource: str, identifier: uuid.UUID) -> FrameworkVersion | None:
    """The version among `versions` (those that may be read, best first) that `identifier` stands for."""
    return FINDERS[resource](versions, identifier)


def _by_document(versions: Versions, identifier: uuid.UUID) -> FrameworkVersion | None:
    return versions.filter(case_identifier=identifier).first()


def _by_item(versions: Versions, identifier: uuid.UUID) -> FrameworkVersion | None:
    return versions.filter(elements__identifier=identifier).first()


def _by_association(versions: Versions, identifier: uuid.UUID) -> FrameworkVersion | None:
    """A stored link, else a place in a tree: no row holds its identifier, which is made from those of its ends."""
    found = versions.filter(associations__identifier=identifier).first()
    if found or identifier.version != 5:
        return found
    make = case_export.place_id
    places = selectors.places(versions)
    return _among(versions, (p.version for p in places if make(p.document, p.element, p.parent) == identifier))


def _by_item_type(versions: Versions, identifier: uuid.UUID) -> FrameworkVersion | None:
    make = case_definitions.item_type_id
    kinds = selectors.kinds(versions)
    return _among(versions, (k.version for k in kinds if make(k.document, k.kind) == identifier))


def _by_subject(versions: Versions, identifier: uuid.UUID) -> FrameworkVersion | None:
    make = case_definitions.subject_id
    return _first(versions, lambda one: make(one.case_identifier, one.framework.subject) == identifier)


def _by_licence(versions: Versions, identifier: uuid.UUID) -> FrameworkVersion | None:
    make = case_definitions.licence_id
    return _first(versions, lambda one: make(one.framework.licence_title, one.framework.licence_uri) == identifier)


def _by_group(versions: Versions, identifier: uuid.UUID) -> FrameworkVersion | None:
    return versions.filter(associations__group_identifier=identifier).first()


def _by_rubric(versions: Versions, identifier: uuid.UUID) -> FrameworkVersion | None:
    """The scale of a version is its only rubric."""
    if identifier.version != 5:
        return None
    make = case_rubrics.rubric_id
    with_scale = versions.filter(scale__isnull=False)
    return _first(with_scale, lambda one: make(one.case_identifier) == identifier)


def _nowhere(versions: Versions, identifier: uuid.UUID) -> FrameworkVersion | None:
    """Nothing of this kind is kept."""
    return None


def _among(versions: Versions, keys: Iterable[uuid.UUID]) -> FrameworkVersion | None:
    return versions.filter(pk__in=set(keys)).first()


def _first(versions: Versions, holds: Callable[[FrameworkVersion], bool]) -> FrameworkVersion | None:
    return next((one for one in versions if holds(one)), None)


FINDERS: dict[str, Callable[[Versions, uuid.UUID], FrameworkVersion | None]] = {
    "CFDocuments": _by_document,
    "CFPackages": _by_document,
    "CFItems": _by_item,
    "CFItemAssociations": _by_item,
    "CFAssociations": _by_association,
    "CFItemTypes": _by_item_type,
    "CFSubjects": _by_subject,
    "CFLicenses": _by_licence,
    "CFConcepts": _nowhere,
    "CFAssociationGroupings": _by_group,
    "CFRubrics": _by_rubric,
}


class Feed:
    """Answers in one release of CASE; `base_url` is the address of this installation."""

    def __init__(self, release: str, base_url: str) -> None:
        self.release = release
        self.base_url = base_url

    def documents(self, versions: Iterable[FrameworkVersion]) -> list[Json]:
        """One CFDocument an identifier, of the best version (the first of `versions`) that has it."""
        best: dict[uuid.UUID, FrameworkVersion] = {}
        for version in versions:
            best.setdefault(version.case_identifier, version)
        return [self.document(version) for version in best.values()]

    def document(self, version: FrameworkVersion) -> Json:
        """A CFDocument that stands alone says where its package is. No query."""
        found = case_export.document(outline_of(version), **self._facts(version))
        address = f"{self.base_url}/ims/case/{self.release}/CFPackages/{found['identifier']}"
        link = {"title": found["title"], "identifier": found["identifier"], "uri": address}
        return {**found, "CFPackageURI": link}

    def package(self, version: FrameworkVersion) -> Json:
        return case_export.package(draft_of(version), **self._facts(version))

    def _facts(self, version: FrameworkVersion) -> Json:
        facts = {"status": version.status, "changed_at": version.changed_at}
        return {**facts, "base_url": self.base_url, "release": self.release}

    def answer(self, version: FrameworkVersion, resource: str, identifier: uuid.UUID) -> Json | None:
        """The body for one object; None where the version has it no more."""
        if resource == "CFDocuments":
            return self.document(version)
        package = self.package(version)
        if resource == "CFPackages":
            return package
        if resource == "CFItemAssociations":
            return _item_associations(package, str(identifier))
        return _single(package, resource, str(identifier))


def _single(package: Json, resource: str, identifier: str) -> Json | None:
    rows = _rows(package, resource)
    found = next((row for row in rows if row["identifier"] == identifier), None)
    if found is None or resource not in SETS:
        return _alone(found, package, resource) if found else None
    code = found["hierarchyCode"]
    return {resource: [found, *(row for row in rows if row["hierarchyCode"].startswith(f"{code}."))]}


def _rows(package: Json, resource: str) -> list[Json]:
    *outer, last = PLACES[resource]
    for name in outer:
        package = package.get(name, {})
    rows: list[Json] = package.get(last, [])
    return rows


def _alone(row: Json, package: Json, resource: str) -> Json:
    """An item or association that stands alone says which document it is of."""
    if resource not in ("CFItems", "CFAssociations"):
        return row
    document = package["CFDocument"]
    return {**row, "CFDocumentURI": {name: document[name] for name in ("title", "identifier", "uri")}}


def _item_associations(package: Json, identifier: str) -> Json | None:
    """The item with all associations that begin or end at it."""
    item = _single(package, "CFItems", identifier)
    ends = ("originNodeURI", "destinationNodeURI")
    rows = [row for row in package["CFAssociations"] if identifier in (row[end]["identifier"] for end in ends)]
    return {"CFItem": item, "CFAssociations": rows} if item else None


def tag(version: Any, *request: object) -> str:
    """An entity tag that changes with the version, its framework, what is asked for, and the code that writes it.

    Elements and links of a settled version do not change without its `changed_at`; the levels of its scale may.
    `version` is one of `selectors.with_levels_and_history`.
    """
    rows = (version, version.framework, *([version.scale] if version.scale else []))
    facts = [[getattr(row, field.attname) for field in row._meta.concrete_fields] for row in rows]
    return digest(repr((facts, version.level_rows, request)))


def digest(text: str) -> str:
    return f'"{hashlib.sha256((_written_by() + text).encode()).hexdigest()[:32]}"'


@cache
def _written_by() -> str:
    """A mark of the code that writes the answers, so that an update of Carnegie is not answered with 304."""
    modules = (case_export.__file__, case_definitions.__file__, case_rubrics.__file__, case_v1p0.__file__, __file__)
    return hashlib.sha256(b"".join(Path(name).read_bytes() for name in modules)).hexdigest()
