"""Reads a table with one column a level, such as “Domain, Standard, Statement”: each row is a way down the tree.

A cell that repeats the one above it, or is empty where a deeper one is not, means the same element as the row above.
Other columns (code, notes, keywords, summary) belong to the deepest element that the row names.
"""

import uuid
from pathlib import PurePath

from django.utils.translation import gettext as _

from standards.formats.clean import Cleaner
from standards.formats.draft import ElementDraft, FrameworkDraft, Issues, Parsed, Unreadable, derived_id
from standards.formats.table import Rows
from standards.formats.tree import Edge, choose_parents, lay_out

_WORDS = """
    area aspect behaviour category chapter cluster competence competency criterion criteria dimension discipline domain
    element factor field goal group heading indicator item key level objective outcome part phase pillar practice
    principle requirement section skill stage standard statement strand strategy subdomain subject substandard sub theme
    topic unit value
"""
WORDS = frozenset(_WORDS.split())
DETAILS = {"code": 200, "notes": None, "summary": None, "keywords": None}
MAX_LEVELS = 10


def recognises(rows: Rows) -> bool:
    """Two to ten columns named like levels of a framework, beside those of `DETAILS`, and nothing else."""
    header = _header(rows)
    levels = [name for name in header if name.lower() not in DETAILS]
    is_plausible = 2 <= len(levels) <= MAX_LEVELS and len(set(header)) == len(header)
    return is_plausible and all(_is_level(name) for name in levels)


def _is_level(name: str) -> bool:
    words = "".join(letter if letter.isalpha() else " " for letter in name.lower()).split()
    singular = {word.removesuffix("s") for word in words} | {f"{word[:-3]}y" for word in words if word.endswith("ies")}
    return bool(WORDS & ({*words} | singular))


def _header(rows: Rows) -> list[str]:
    header = [cell.strip() for cell in rows[0][1]] if rows else []
    while header and not header[-1]:
        header.pop()
    return header


def read_rows(rows: Rows, file_name: str = "") -> Parsed:
    """Reads the whole table. Raises Unreadable when its columns are not levels."""
    if not recognises(rows):
        raise Unreadable("no_level_columns", _("The columns are not named like levels of a framework."), "header")
    return _Reader(_header(rows), file_name).parsed(rows[1:])


class _Reader:
    def __init__(self, header: list[str], file_name: str) -> None:
        self.warnings = Issues()
        self.errors = Issues()
        self.header = header
        self.levels = [(place, name) for place, name in enumerate(header) if name.lower() not in DETAILS]
        self.draft = self._framework(file_name)
        self.elements: dict[uuid.UUID, ElementDraft] = {}
        self.edges: list[Edge] = []
        self.way: list[uuid.UUID | None] = [None] * len(self.levels)

    def _framework(self, file_name: str) -> FrameworkDraft:
        clean = Cleaner(self.warnings, row=1)
        title = clean.text(PurePath(file_name).stem, "title", 300) or _("Framework without a title")
        clean.warn("no_title", _("No row of kind “framework” names the framework: the file name does."), "title")
        clean.warn("missing", _("The framework does not name its issuing body."), "creator")
        return FrameworkDraft(title=title, case_identifier=derived_id("framework", title, ""))

    def parsed(self, rows: Rows) -> Parsed:
        for number, cells in rows:
            self._row(number, [*cells, *[""] * (len(self.header) - len(cells))])
        order = {identifier: (place,) for place, identifier in enumerate(self.elements)}
        chosen, _left = choose_parents(self.elements, self.edges, Issues())
        self.draft.elements = lay_out(self.elements, chosen, {}, dict(order), self.errors)
        if not self.elements:
            self.warnings.add("no_elements", _("The file holds no elements."), field=self.header[0], row=1)
        return Parsed(self.draft, self.warnings, self.errors)

    def _row(self, number: int, cells: list[str]) -> None:
        clean = Cleaner(self.warnings, row=number)
        if surplus := [cell for cell in cells[len(self.header) :] if cell]:
            message = _("The row has more cells than the header; left out: %(surplus)s.")
            clean.warn("too_many_cells", message % {"surplus": ", ".join(surplus)[:100]}, "header")
        texts = [clean.prose(cells[place], name) for place, name in self.levels]
        deepest: ElementDraft | None = None
        for depth, text in enumerate(texts):
            if text:
                deepest = self._step(number, depth, text)
                self.way[depth + 1 :] = [None] * (len(self.way) - depth - 1)
            elif any(texts[depth + 1 :]) and self.way[depth] is None and any(texts[:depth]):
                clean.warn("skipped_level", _("A level is left out here: the next one takes its place."), "header")
        if deepest is None:
            self.errors.add("missing", _("The row names no level."), field=self.levels[0][1], row=number)
        else:
            self._details(deepest, cells, clean)

    def _step(self, number: int, depth: int, text: str) -> ElementDraft:
        """The element of this text below what the row or those above it name, made where there is none."""
        parent = next((one for one in reversed(self.way[:depth]) if one), None)
        name = self.levels[depth][1]
        made = derived_id(self.draft.case_identifier, "path", parent, name, text)
        if made not in self.elements:
            kind = Cleaner(self.warnings, row=number).text(name, "header", 100)
            self.elements[made] = ElementDraft(identifier=made, full_statement=text, kind=kind)
            if parent:
                self.edges.append(Edge(made, parent))
        self.way[depth] = made
        return self.elements[made]

    def _details(self, element: ElementDraft, cells: list[str], clean: Cleaner) -> None:
        found = {name.lower(): cells[place] for place, name in enumerate(self.header) if cells[place]}
        if code := found.get("code"):
            if element.code and element.code != code:
                clean.warn("two_codes", _("The element has a code already: this one is left out."), "code")
            element.code = element.code or clean.text(code, "code", 200)
        if notes := found.get("notes"):
            element.notes = "\n".join(part for part in (element.notes, clean.prose(notes, "notes")) if part)
        if summary := found.get("summary"):
            element.abbreviated_statement = clean.text(element.title, "header", 500)
            element.full_statement = clean.prose(summary, "summary")
        if keywords := found.get("keywords"):
            element.keywords = clean.texts([word.strip() for word in keywords.split("|")], "keywords", 200)
