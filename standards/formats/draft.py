"""What every reader makes of a file, and every writer takes: a framework that is not stored yet."""

import datetime as dt
import hashlib
import json
import re
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from carnegie.core.errors import Refused

# Identifiers that a file leaves out are made from what it does say, so that the same file gives the same ones.
NAMESPACE = uuid.UUID("6e1f4c4a-9a54-5c1e-8f0d-2b5d6a1c9e70")
MAX_LISTED = 300
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # what PostgreSQL cannot keep in a text
UUID_SHAPE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def derived_id(*parts: object) -> uuid.UUID:
    """The identifier of something that has none of its own, always the same for the same `parts`."""
    return uuid.uuid5(NAMESPACE, json.dumps([str(part) for part in parts]))


def as_uuid(value: str) -> uuid.UUID | None:
    """Any 8-4-4-4-12 hexadecimal id, also those whose version or variant the RFC does not know."""
    lowered = value.strip().lower()
    return uuid.UUID(lowered) if UUID_SHAPE.fullmatch(lowered) else None


@dataclass(frozen=True)
class Issue:
    """Something odd or wrong in a file: where (row, or identifier and field), what (code), and a sentence."""

    code: str
    message: str
    field: str = ""
    row: int | None = None
    identifier: str = ""

    def as_json(self) -> dict[str, Any]:
        place = {"row": self.row} if self.row is not None else {"identifier": self.identifier}
        return {**place, "field": self.field, "code": self.code, "message": self.message}


class Issues:
    """Collects issues; of each code at most `MAX_LISTED` are kept, the rest is only counted."""

    def __init__(self) -> None:
        self._kept: list[Issue] = []
        self._counts: Counter[str] = Counter()

    def add(self, code: str, message: str, *, field: str = "", row: int | None = None, identifier: object = "") -> None:
        self._counts[code] += 1
        if self._counts[code] <= MAX_LISTED:
            words = (UNSTORABLE.sub("", str(part)) for part in (message, field, identifier))
            message, field, identifier = words
            self._kept.append(Issue(code, message, field, row, identifier[:300]))

    def keep(self, issue: Issue) -> None:
        """One that another collection found; it was counted and shortened there."""
        self._kept.append(issue)

    def taken(self) -> list[Issue]:
        """All of them, leaving none here."""
        found = list(self)
        self._kept, self._counts = [], Counter()
        return found

    def __iter__(self) -> Iterator[Issue]:
        yield from self._kept
        for code, count in self._counts.items():
            if count > MAX_LISTED:
                more = _("and %(count)d more of this kind") % {"count": count - MAX_LISTED}
                yield Issue(code, more)

    def __bool__(self) -> bool:
        return bool(self._kept)


class Unreadable(Refused):
    """The file cannot be read at all; `issue` says why and what it looks like instead."""

    def __init__(self, code: str, message: str, field: str = "file") -> None:
        super().__init__(message)
        self.issue = Issue(code, message, field)


@dataclass(slots=True)
class ElementDraft:
    """One node; `parent` is another's identifier, `position` and `depth` are set when the tree is laid out.

    `descriptors` says what each level of the framework's scale looks like for this element, in the order of the
    levels; empty where the element says nothing of levels.
    """

    identifier: uuid.UUID
    full_statement: str
    uri: str = ""
    code: str = ""
    kind: str = ""
    abbreviated_statement: str = ""
    keywords: list[str] = field(default_factory=list)
    education_level: list[str] = field(default_factory=list)
    language: str = ""
    notes: str = ""
    is_rateable: bool = True
    status_start_date: dt.date | None = None
    status_end_date: dt.date | None = None
    parent: uuid.UUID | None = None
    position: int = 0
    depth: int = 0
    descriptors: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.abbreviated_statement or self.full_statement


@dataclass(slots=True)
class AssociationDraft:
    """A link that the tree does not hold."""

    identifier: uuid.UUID
    kind: str
    origin_identifier: str
    destination_identifier: str
    uri: str = ""
    extension_kind: str = ""
    origin_uri: str = ""
    destination_uri: str = ""
    destination_title: str = ""
    sequence_number: int | None = None
    note: str = ""
    group_identifier: uuid.UUID | None = None
    group_title: str = ""


@dataclass(slots=True)
class LevelDraft:
    """One level of a scale, in its place; `description` is what it looks like for any element."""

    label: str
    is_proficient: bool = False
    description: str = ""
    is_not_applicable: bool = False


@dataclass(slots=True)
class ScaleDraft:
    """The scale that a file brings for the whole framework, by value: lowest level first, unless it `is_descending`."""

    levels: list[LevelDraft]
    name: str = ""
    is_descending: bool = False

    @property
    def title(self) -> str:
        """Most files give a scale no name, so its labels are its name."""
        return (self.name or self.words)[:200]

    @property
    def words(self) -> str:
        return " / ".join(level.label for level in self.levels)


@dataclass(slots=True)
class FrameworkDraft:
    """A framework as a file tells it: its own facts, its elements in reading order, its other links.

    `scale` is None where the file brings none.
    """

    title: str
    case_identifier: uuid.UUID
    case_uri: str = ""
    creator: str = ""
    publisher: str = ""
    description: str = ""
    subject: str = ""
    language: str = "en"
    licence_title: str = ""
    licence_uri: str = ""
    official_source_url: str = ""
    label: str = ""
    notes: str = ""
    status_start_date: dt.date | None = None
    status_end_date: dt.date | None = None
    elements: list[ElementDraft] = field(default_factory=list)
    associations: list[AssociationDraft] = field(default_factory=list)
    scale: ScaleDraft | None = None

    def digest(self) -> str:
        """The same for files that say the same, however they are spaced or ordered inside."""
        links = sorted(self.associations, key=lambda link: str(link.identifier))
        own = [getattr(self, name) for name in self.__slots__ if name not in ("elements", "associations", "scale")]
        scale = [repr(self.scale)] if self.scale else []
        content = (own, [_values(element) for element in self.elements], [_values(link) for link in links], *scale)
        return hashlib.sha256(repr(content).encode()).hexdigest()


def _values(row: ElementDraft | AssociationDraft) -> list[str]:
    return [str(getattr(row, name)) for name in row.__slots__]


@dataclass
class Parsed:
    """What a reader found; with errors nothing may be stored. `associations` counts all of the file, the tree's too.

    `format` is the name of the reader, one of the import formats; empty while the file could not be read.
    """

    draft: FrameworkDraft | None
    warnings: Issues
    errors: Issues
    associations: int = 0
    format: str = ""
