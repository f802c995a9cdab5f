"""Our plain CSV: one row an element, and one row of kind `framework` for the framework itself.

Only `heading` is needed. `parent_code` (or `parent_identifier`) says what a row stands under; rows may come in any
order. Where there is a `summary`, the heading is the short statement and the summary the full one.
"""

import csv
import io
import uuid
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath

from django.utils.translation import gettext as _

from standards.formats import guard, moodle_table
from standards.formats.clean import Cleaner
from standards.formats.draft import (
    ElementDraft,
    FrameworkDraft,
    Issues,
    Parsed,
    Unreadable,
    as_uuid,
    derived_id,
)
from standards.formats.tree import Edge, SortKey, choose_parents, lay_out

ELEMENT_COLUMNS = ("code", "parent_code", "heading", "kind", "summary", "notes", "identifier", "parent_identifier")
LIST_COLUMNS = ("keywords", "education_level")
FRAMEWORK_COLUMNS = (
    *("creator", "publisher", "subject", "licence", "licence_address", "official_source", "version"),
    *("in_force_from", "in_force_until"),
)
COLUMNS = (*ELEMENT_COLUMNS, "language", *LIST_COLUMNS, *FRAMEWORK_COLUMNS)
FRAMEWORK = "framework"
MAX_CELL = 1_000_000
Row = dict[str, str]


def read(text: str, file_name: str = "") -> Parsed:
    """Reads the whole file. Raises Unreadable when it has no `heading` column."""
    guard.check_row_count(text)
    return _Reader(text, file_name).parsed()


class _Reader:
    def __init__(self, text: str, file_name: str) -> None:
        self.warnings = Issues()
        self.errors = Issues()
        self.rows = _rows(text, self.warnings)
        self.draft, self.root_row = self._framework(file_name)
        self.root_code = next((row["code"] for number, row in self.rows if number == self.root_row), "")
        self.elements: dict[uuid.UUID, ElementDraft] = {}
        self.order: dict[uuid.UUID, SortKey] = {}
        self.by_code: dict[str, uuid.UUID] = {}
        self.row_of: dict[uuid.UUID, int] = {}
        self.repeated: set[str] = set()
        self.alike: Counter[tuple[object, ...]] = Counter()

    def parsed(self) -> Parsed:
        rows = [(number, row) for number, row in self.rows if number != self.root_row]
        placed = [(number, row, made) for number, row in rows if (made := self._element(number, row))]
        edges = [edge for number, row, made in placed if (edge := self._edge(number, row, made))]
        chosen, left = choose_parents(self.elements, edges, Issues())
        for edge in left:
            message = _("This element stands below itself.")
            self.errors.add("cycle", message, field="parent_code", row=self.row_of[edge.child])
        self.draft.elements = lay_out(self.elements, chosen, {}, self.order, self.errors)
        if not placed and not self.errors:
            self.warnings.add("no_elements", _("The file holds no elements."), field="heading", row=1)
        return Parsed(self.draft, self.warnings, self.errors)

    def _framework(self, file_name: str) -> tuple[FrameworkDraft, int | None]:
        """The framework's own row, when exactly one row is of kind `framework` and stands under nothing."""
        tops = [
            (number, row)
            for number, row in self.rows
            if row["kind"].lower() == FRAMEWORK and not row["parent_code"] and not row["parent_identifier"]
        ]
        number, row = tops[0] if len(tops) == 1 else (None, dict.fromkeys(COLUMNS, ""))
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


def _split(cell: str) -> list[str]:
    return [piece.strip() for piece in cell.split("|")]


def _rows(text: str, warnings: Issues) -> list[tuple[int, Row]]:
    """The rows that hold anything, with their line numbers, as {column: text}."""
    csv.field_size_limit(MAX_CELL)
    source = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        header = [name.strip().lower().replace(" ", "_") for name in next(source, [])]
        _check_header(header, text, warnings)
        return [(source.line_num, _as_row(header, cells)) for cells in source if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        message = _("The CSV cannot be read at line %(row)d.") % {"row": source.line_num}
        raise Unreadable("bad_csv", message) from error


def _delimiter(text: str) -> str:
    """Comma, semicolon or tab, whichever the header has most of."""
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _check_header(header: list[str], text: str, warnings: Issues) -> None:
    if "heading" not in header:
        raise Unreadable("no_heading_column", _other_csv(header, text), field="heading")
    for name in header:
        if name not in COLUMNS:
            message = _("The column “%(name)s” is not known: it is left out.") % {"name": name[:100]}
            warnings.add("unknown_column", message, field=name[:100], row=1)
        elif header.count(name) > 1:
            raise Unreadable("repeated_column", _("The column “%(name)s” stands twice.") % {"name": name}, field=name)


def _other_csv(header: list[str], text: str) -> str:
    squeezed = {"".join(letter for letter in name if letter.isalpha()) for name in header}
    if "fullstatement" in squeezed:
        return _("This looks like an OpenSALT spreadsheet, which cannot be read yet.")
    if moodle_table.recognises(text):
        return _("This looks like a Moodle competency framework: choose that format.")
    return _("The first line does not name a column “heading”, so this is not a CSV of a framework.")


def _as_row(header: list[str], cells: list[str]) -> Row:
    row = dict.fromkeys(COLUMNS, "")
    row.update((name, _plain(cell)) for name, cell in zip(header, cells, strict=False) if name in row)
    return row


def _plain(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


FORMULA = ("=", "+", "-", "@")


def write(draft: FrameworkDraft) -> str:
    """The same framework as CSV; what is read back is equal but for links and addresses, which a CSV does not hold."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    codes = {element.identifier: element.code for element in draft.elements}
    writer.writerow(_safe(_framework_row(draft)))
    writer.writerows(_safe(_element_row(element, draft, codes)) for element in draft.elements)
    return out.getvalue()


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
    }


def _safe(row: Row) -> Row:
    return {name: neutral(cell) for name, cell in row.items()}


def neutral(cell: str) -> str:
    """`cell` such that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def rows_as_csv(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Any table as CSV that is safe to open in a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([neutral(str(cell)) for cell in row] for row in rows)
    return out.getvalue()
