"""Reads our plain table (see `plain_table`), from a CSV or an Excel sheet.

Only `heading` is needed. `parent_code` (or `parent_identifier`) says what a row stands under; rows may come in any
order. Where there is a `summary`, the heading is the short statement and the summary the full one.
"""

import uuid
from collections import Counter
from pathlib import PurePath

from django.utils.translation import gettext as _

from standards.enums import AssociationType
from standards.formats import guard, moodle_table, table
from standards.formats.clean import Cleaner
from standards.formats.draft import (
    AssociationDraft,
    ElementDraft,
    FrameworkDraft,
    Issues,
    LevelDraft,
    Parsed,
    ScaleDraft,
    Unreadable,
    as_uuid,
    derived_id,
)
from standards.formats.other_kinds import other_csv
from standards.formats.plain_table import COLUMNS, FRAMEWORK, LEVEL, LEVEL_COLUMNS, MAX_LEVELS, Row
from standards.formats.table import Rows
from standards.formats.tree import Edge, SortKey, choose_parents, lay_out

KNOWN = frozenset((*COLUMNS, *LEVEL_COLUMNS))
YES, NO = ("yes", "true", "1", "x"), ("no", "false", "0")
KINDS = frozenset(AssociationType.values)


def read(text: str, file_name: str = "") -> Parsed:
    """Reads the whole file. Raises Unreadable when it has no `heading` column."""
    return read_rows(table.read_csv(text), file_name)


def read_rows(rows: Rows, file_name: str = "") -> Parsed:
    """The same for rows that are out of their file already."""
    return _Reader(rows, file_name).parsed()


def recognises(rows: Rows) -> bool:
    return bool(rows) and "heading" in [cell.strip().lower() for cell in rows[0][1]]


class _Reader:
    def __init__(self, rows: Rows, file_name: str) -> None:
        self.warnings = Issues()
        self.errors = Issues()
        self.rows = _rows(rows, self.warnings)
        self.draft, self.root_row = self._framework(file_name)
        self.root_code = next((row["code"] for number, row in self.rows if number == self.root_row), "")
        self.elements: dict[uuid.UUID, ElementDraft] = {}
        self.order: dict[uuid.UUID, SortKey] = {}
        self.by_code: dict[str, uuid.UUID] = {}
        self.row_of: dict[uuid.UUID, int] = {}
        self.repeated: set[str] = set()
        self.alike: Counter[tuple[object, ...]] = Counter()
        self.links: dict[uuid.UUID, AssociationDraft] = {}

    def parsed(self) -> Parsed:
        rows = [(number, row) for number, row in self.rows if number != self.root_row and not _is_level(row)]
        self._scale()
        placed = [(number, row, made) for number, row in rows if (made := self._element(number, row))]
        edges = [edge for number, row, made in placed if (edge := self._edge(number, row, made))]
        chosen, left = choose_parents(self.elements, edges, Issues())
        for edge in left:
            message = _("This element stands below itself.")
            self.errors.add("cycle", message, field="parent_code", row=self.row_of[edge.child])
        self.draft.elements = lay_out(self.elements, chosen, {}, self.order, self.errors)
        for number, row, made in placed:
            self._rateable(number, row, made)
            self._links(number, row, made)
        self.draft.associations = list(self.links.values())
        if not placed and not self.errors:
            self.warnings.add("no_elements", _("The file holds no elements."), field="heading", row=1)
        return Parsed(self.draft, self.warnings, self.errors, len(self.links))

    def _scale(self) -> None:
        """The rows of kind `scale_level`, in their order."""
        levels = []
        for number, row in self.rows:
            if _is_level(row):
                clean = Cleaner(self.warnings, row=number)
                label = clean.text(row["heading"], "heading", 100)
                if not label:
                    self.errors.add("missing", _("This row has no heading."), field="heading", row=number)
                marks = {name: self._is_yes(number, row, name) or False for name in ("proficient", "not_applicable")}
                text = clean.prose(row["summary"], "summary")
                levels.append(LevelDraft(label, marks["proficient"], text, marks["not_applicable"]))
        root = next((row for number, row in self.rows if number == self.root_row), None)
        if 2 <= len(levels) <= MAX_LEVELS:
            name = Cleaner(self.warnings, row=self.root_row or 1).text(root["scale"] if root else "", "scale", 200)
            downwards = bool(root and self.root_row and self._is_yes(self.root_row, root, "downwards"))
            self.draft.scale = ScaleDraft(levels, name, downwards)
        elif levels:
            message = _("A scale has 2 to %(limit)d levels, this one has %(count)d: it is left out.")
            told = message % {"limit": MAX_LEVELS, "count": len(levels)}
            self.warnings.add("scale_left_out", told, field="kind", row=1)

    def _is_yes(self, number: int, row: Row, name: str) -> bool | None:
        """What a cell says of yes and no; None where it is empty or says neither."""
        text = row[name].lower()
        if text and text not in (*YES, *NO):
            message = _("“%(text)s” is neither yes nor no: it is left out.") % {"text": text[:40]}
            self.warnings.add("not_yes_or_no", message, field=name, row=number)
        return text in YES if text in (*YES, *NO) else None

    def _rateable(self, number: int, row: Row, element: ElementDraft) -> None:
        said = self._is_yes(number, row, "rateable")
        element.is_rateable = element.is_rateable if said is None else said
        clean = Cleaner(self.warnings, row=number)
        texts = [clean.prose(row[name], name) if row[name] else "" for name in LEVEL_COLUMNS]
        count = len(self.draft.scale.levels) if self.draft.scale else 0
        if any(texts[count:]):
            message = _("The file names %(count)d levels of a scale, so a text for another one is left out.")
            self.warnings.add("descriptor_left_out", message % {"count": count}, field="level_1", row=number)
        element.descriptors = texts[:count] if any(texts[:count]) else []

    def _links(self, number: int, row: Row, element: ElementDraft) -> None:
        """`type identifier`, several with | between them."""
        for piece in filter(None, _split(row["links"])):
            kind, _space, other = (part.strip() for part in piece.partition(" "))
            if kind not in KINDS or not other:
                message = _("“%(text)s” is no link like “isRelatedTo” and an identifier: it is left out.")
                self.warnings.add("bad_link", message % {"text": piece[:80]}, field="links", row=number)
                continue
            other = Cleaner(self.warnings, row=number).text(other, "links", 300)
            made = derived_id(self.draft.case_identifier, kind, element.identifier, other)
            ends = {"origin_identifier": str(element.identifier), "destination_identifier": other}
            self.links[made] = AssociationDraft(identifier=made, kind=kind, **ends)
            if len(self.links) > guard.MAX_ASSOCIATIONS:
                guard.raise_too_many(len(self.links), guard.MAX_ASSOCIATIONS)

    def _framework(self, file_name: str) -> tuple[FrameworkDraft, int | None]:
        """The framework's own row, when exactly one row is of kind `framework` and stands under nothing."""
        tops = [
            (number, row)
            for number, row in self.rows
            if row["kind"].lower() == FRAMEWORK and not row["parent_code"] and not row["parent_identifier"]
        ]
        number, row = tops[0] if len(tops) == 1 else (None, dict.fromkeys(KNOWN, ""))
        clean = Cleaner(self.warnings, row=number or 1)
        title = clean.prose(row["heading"], "heading", 300)
        if not title:
            clean.warn("no_title", _("No row of kind “framework” names the framework: the file name does."), "kind")
            title = clean.text(PurePath(file_name).stem, "heading", 300) or _("Framework without a title")
        creator = clean.text(row["creator"], "creator", 200)
        if not creator:
            clean.warn("missing", _("The framework does not name its issuing body."), "creator")
        return (
            FrameworkDraft(
                title=title,
                creator=creator,
                case_uri=clean.address(row["address"], "address"),
                case_identifier=as_uuid(row["identifier"]) or derived_id("framework", title, creator),
                publisher=clean.text(row["publisher"], "publisher", 200),
                description=clean.prose(row["summary"], "summary"),
                subject=clean.text(row["subject"], "subject", 200),
                language=clean.text(row["language"], "language", 20) or "en",
                licence_title=clean.text(row["licence"], "licence", 200),
                licence_uri=clean.address(row["licence_address"], "licence_address"),
                official_source_url=clean.address(row["official_source"], "official_source"),
                label=clean.text(row["version"], "version", 50),
                notes=clean.prose(row["notes"], "notes"),
                status_start_date=clean.day(row["in_force_from"], "in_force_from"),
                status_end_date=clean.day(row["in_force_until"], "in_force_until"),
            ),
            number,
        )

    def _element(self, number: int, row: Row) -> ElementDraft | None:
        clean = Cleaner(self.warnings, row=number)
        heading = clean.prose(row["heading"], "heading")
        summary = clean.prose(row["summary"], "summary")
        if not heading:
            self.errors.add("missing", _("This row has no heading."), field="heading", row=number)
            return None
        code = clean.text(row["code"], "code", 200)
        identifier = self._identifier(row, code, heading, clean)
        if identifier in self.elements:
            message = _("The row has the same identifier as row %(row)d.") % {"row": self.row_of[identifier]}
            self.errors.add("duplicate_identifier", message, field="identifier", row=number)
            return None
        self._remember(number, identifier, code)
        self.elements[identifier] = ElementDraft(
            identifier=identifier,
            full_statement=summary or heading,
            abbreviated_statement=clean.text(heading, "heading", 500) if summary else "",
            code=code,
            kind=clean.text(row["kind"], "kind", 100),
            notes=clean.prose(row["notes"], "notes"),
            language=clean.text(row["language"], "language", 20),
            keywords=clean.texts(_split(row["keywords"]), "keywords", 200),
            education_level=clean.texts(_split(row["education_level"]), "education_level", 50),
            uri=clean.address(row["address"], "address"),
            status_start_date=clean.day(row["in_force_from"], "in_force_from"),
            status_end_date=clean.day(row["in_force_until"], "in_force_until"),
        )
        return self.elements[identifier]

    def _identifier(self, row: Row, code: str, heading: str, clean: Cleaner) -> uuid.UUID:
        if row["identifier"]:
            if given := as_uuid(row["identifier"]):
                return given
            clean.warn("identifier_not_uuid", _("The identifier is not a UUID; one is made from it."), "identifier")
            return derived_id(self.draft.case_identifier, row["identifier"])
        if code and code not in self.by_code:
            return derived_id(self.draft.case_identifier, "code", code)
        content = (self.draft.case_identifier, "heading", code, row["parent_code"], heading)
        while (made := derived_id(*content, self.alike[content])) in self.elements:
            self.alike[content] += 1
        return made

    def _remember(self, number: int, identifier: uuid.UUID, code: str) -> None:
        self.row_of[identifier] = number
        self.order[identifier] = (number,)
        if code and code in self.by_code:
            self.repeated.add(code)
            message = _("The code “%(code)s” stands in row %(row)d too.")
            place = {"code": code, "row": self.row_of[self.by_code[code]]}
            self.warnings.add("repeated_code", message % place, field="code", row=number)
        elif code:
            self.by_code[code] = identifier

    def _edge(self, number: int, row: Row, element: ElementDraft) -> Edge | None:
        if row["parent_identifier"]:
            given = row["parent_identifier"]
            parent = as_uuid(given) or derived_id(self.draft.case_identifier, given)
            return self._checked_edge(number, "parent_identifier", parent, element)
        code = row["parent_code"]
        if not code or code == self.root_code:
            return None
        if code in self.repeated:
            message = _("Several rows have the code “%(code)s”; the first is taken as the parent.") % {"code": code}
            self.warnings.add("ambiguous_parent", message, field="parent_code", row=number)
        return self._checked_edge(number, "parent_code", self.by_code.get(code), element)

    def _checked_edge(self, number: int, field: str, parent: uuid.UUID | None, element: ElementDraft) -> Edge | None:
        if parent in self.elements:
            return Edge(element.identifier, parent)
        if parent != self.draft.case_identifier:
            self.errors.add("unknown_parent", _("No row is the parent that is named here."), field=field, row=number)
        return None


def _is_level(row: Row) -> bool:
    """A level of the scale, which stands under nothing and has no code."""
    return row["kind"].lower() == LEVEL and not (row["parent_code"] or row["parent_identifier"] or row["code"])


def _split(cell: str) -> list[str]:
    return [piece.strip() for piece in cell.split("|")]


def _rows(rows: Rows, warnings: Issues) -> list[tuple[int, Row]]:
    """The rows below the header, with their numbers, as {column: text}."""
    header = [name.strip().lower().replace(" ", "_") for name in rows[0][1]] if rows else []
    while header and not header[-1]:
        header.pop()
    _check_header(header, warnings)
    return [(number, _as_row(header, cells)) for number, cells in rows[1:]]


def _check_header(header: list[str], warnings: Issues) -> None:
    if "heading" not in header:
        raise Unreadable("no_heading_column", _other_csv(header), field="heading")
    for name in header:
        if name and name not in KNOWN:
            message = _("The column “%(name)s” is not known: it is left out.") % {"name": name[:100]}
            warnings.add("unknown_column", message, field=name[:100], row=1)
        elif name and header.count(name) > 1:
            raise Unreadable("repeated_column", _("The column “%(name)s” stands twice.") % {"name": name}, field=name)


def _other_csv(header: list[str]) -> str:
    squeezed = {"".join(letter for letter in name if letter.isalpha()) for name in header}
    if {"rubricidentifier", "criterionidentifier"} <= squeezed:
        return _("This looks like a table of rubrics. Bring in the framework's own file, or its CASE package.")
    if "fullstatement" in squeezed:
        return _("This looks like an OpenSALT spreadsheet: choose that format.")
    if moodle_table.recognises(",".join(header)):
        return _("This looks like a Moodle competency framework: choose that format.")
    return other_csv(header)


def _as_row(header: list[str], cells: list[str]) -> Row:
    row = dict.fromkeys(KNOWN, "")
    row.update((name, cell.strip()) for name, cell in zip(header, cells, strict=False) if name in row)
    return row


# Where other tables of this installation find the same care with formulas.
neutral = table.neutral
rows_as_csv = table.write_csv
