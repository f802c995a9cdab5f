"""Reads Moodle's competency framework CSV, as `tool_lpimportcsv` writes it and people change it.

ID numbers are text here. Moodle compares them as numbers where they look like some, cuts them at 100 characters, lets
the last of two equal ones replace the first, and drops rows whose parent it does not find, or that stand in a circle,
or that have no ID number or name. Here every such row is kept and named in the report.
"""

import json
import re
import uuid
from collections import Counter
from pathlib import PurePath

from django.utils.translation import gettext as _

from standards.enums import AssociationType
from standards.formats import guard
from standards.formats import moodle_table as column
from standards.formats.clean import Cleaner
from standards.formats.draft import AssociationDraft, ElementDraft, FrameworkDraft, Issues, Parsed, derived_id
from standards.formats.markup import MarkupCleaner
from standards.formats.moodle_scale import read_scale
from standards.formats.moodle_table import Row
from standards.formats.tree import Edge, SortKey, choose_parents, lay_out

MOODLE_LIMIT = 100
_TAXONOMY = """behaviour competency concept domain indicator level outcome practice proficiency skill value"""
TAXONOMY_WORDS = frozenset(_TAXONOMY.split())
NO = ("", "0")
DOUBTFUL_NO = ("false", "no")  # to Moodle this is a yes, as is any word
PLAIN_FORMATS = ("2", "4")  # plain text and Markdown; anything else is HTML
_NUMBER = re.compile(r"[ \t]*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[ \t]*\Z", re.ASCII)


def read(text: str, file_name: str = "") -> Parsed:
    """Reads the whole file. Raises Unreadable when it has neither 14 nor 12 columns."""
    return _Reader(text, file_name).parsed()


class _Reader:
    def __init__(self, text: str, file_name: str) -> None:
        self.warnings = Issues()
        self.errors = Issues()
        self.rows = column.rows(text, self.warnings)
        self.root_row, root = self._root()
        self.markup = MarkupCleaner()
        self.draft = self._framework(root, file_name)
        self.kinds = self._kinds(root)
        self.elements: dict[uuid.UUID, ElementDraft] = {}
        self.order: dict[uuid.UUID, SortKey] = {}
        self.row_of: dict[uuid.UUID, int] = {}
        self.by_code: dict[str, uuid.UUID] = {}
        self.by_number: dict[float, str] = {}
        self.repeated: set[str] = set()
        self.alike: Counter[tuple[object, ...]] = Counter()
        self.links: dict[uuid.UUID, AssociationDraft] = {}

    def parsed(self) -> Parsed:
        rows = [(number, row) for number, row in self.rows if number != self.root_row]
        placed = [(number, row, made) for number, row in rows if (made := self._element(number, row))]
        edges = [edge for number, row, made in placed if (edge := self._edge(number, row, made))]
        chosen, left = choose_parents(self.elements, edges, Issues())
        for edge in left:
            self._cut(edge)
        self.draft.elements = lay_out(self.elements, chosen, {}, self.order, self.errors)
        for element in self.draft.elements:
            element.kind = self.kinds[element.depth] if element.depth < len(self.kinds) else "competency"
        for number, row, made in placed:
            self._references(number, row, made)
        self.draft.associations = list(self.links.values())
        self._remark_on_the_whole()
        return Parsed(self.draft, self.warnings, self.errors, len(self.links))

    def _root(self) -> tuple[int, Row]:
        """The framework's own row; where there are several, no guess is made which is meant."""
        tops = [(number, row) for number, row in self.rows if self._is_root(number, row)]
        for number, _row in tops[1:]:
            message = _("Row %(row)d is the framework already: a file holds one.") % {"row": tops[0][0]}
            self.errors.add("several_frameworks", message, field=column.IS_FRAMEWORK, row=number)
        return tops[0] if tops else (0, dict.fromkeys(column.COLUMNS, ""))

    def _is_root(self, number: int, row: Row) -> bool:
        flag = row[column.IS_FRAMEWORK].lower()
        if flag in DOUBTFUL_NO:
            message = _("“%(flag)s” counts as no here; Moodle would take this row for the framework.")
            self.warnings.add("doubtful_flag", message % {"flag": flag}, field=column.IS_FRAMEWORK, row=number)
        return flag not in (*NO, *DOUBTFUL_NO)

    def _framework(self, row: Row, file_name: str) -> FrameworkDraft:
        clean = Cleaner(self.warnings, row=self.root_row or 1)
        if not self.root_row:
            message = _("No row is marked as the framework: it is named after the file, and has no scale.")
            clean.warn("no_framework_row", message, column.IS_FRAMEWORK)
        elif row[column.PARENT]:
            message = _("The framework cannot stand below “%(parent)s”.") % {"parent": row[column.PARENT][:100]}
            clean.warn("framework_has_parent", message, column.PARENT)
        code = clean.text(row[column.CODE], column.CODE)
        title = clean.text(row[column.NAME], column.NAME, 300)
        if not title:
            title = clean.text(code or PurePath(file_name).stem, column.NAME, 300) or _("Framework without a title")
            if self.root_row:
                clean.warn(
                    "missing", _("The framework has no name: “%(name)s” stands in.") % {"name": title}, column.NAME
                )
        clean.warn("missing", _("The file does not name the framework's issuing body."), "creator")
        self._check_unused(row, clean)
        return FrameworkDraft(
            title=title,
            case_identifier=derived_id("moodle", code, title),
            description=self._description(row, clean),
            notes=f"Moodle ID number: {code}" if code else "",
            scale=read_scale(row, clean),
        )

    def _check_unused(self, row: Row, clean: Cleaner) -> None:
        """Rules and references belong to competencies; on the framework's own row they mean nothing."""
        for name in (column.REFERENCES, column.RULE_TYPE):
            if row[name]:
                clean.warn("left_out", _("On the framework's own row this means nothing: it is left out."), name)

    def _kinds(self, row: Row) -> list[str]:
        """A word for each depth: a list of words, or in the first form of the file an object by level."""
        clean = Cleaner(self.warnings, row=self.root_row or 1)
        text = row[column.TAXONOMY]
        words = _words_by_level(text) if text.startswith("{") else text.split(",")
        if words is None:
            clean.warn("bad_taxonomy", _("The taxonomy cannot be read: everything is a competency."), column.TAXONOMY)
        kinds = [clean.text(word, column.TAXONOMY, 100).lower() for word in (words or []) if text]
        for word in kinds:
            if word and word not in TAXONOMY_WORDS:
                message = _("“%(word)s” is not one of Moodle's words; it is kept.") % {"word": word}
                clean.warn("unknown_taxonomy", message, column.TAXONOMY)
        return [kind or "competency" for kind in kinds]

    def _description(self, row: Row, clean: Cleaner) -> str:
        source = row[column.DESCRIPTION]
        if row[column.DESCRIPTION_FORMAT] in PLAIN_FORMATS:
            return clean.text(source, column.DESCRIPTION)
        return self.markup.text(source, column.DESCRIPTION, clean)

    def _element(self, number: int, row: Row) -> ElementDraft | None:
        clean = Cleaner(self.warnings, row=number)
        name = clean.text(row[column.NAME], column.NAME)
        description = self._description(row, clean)
        statement = description or name or clean.text(row[column.CODE], column.CODE)
        if not statement:
            clean.warn("empty_row", _("The row has no name, description or ID number: it is left out."), column.NAME)
            return None
        if not name:
            clean.warn("missing", _("The row has no name (Moodle would drop it and all below it)."), column.NAME)
        made = self._identifier(row, statement)
        self._remember(number, row[column.CODE], made, clean)
        self._rule(row, clean)
        self._own_scale(row, clean)
        self.elements[made] = ElementDraft(
            identifier=made,
            full_statement=statement,
            abbreviated_statement="" if begins(name, statement) else clean.text(name, column.NAME, 500),
            code=clean.text(row[column.CODE], column.CODE, 200),
        )
        return self.elements[made]

    def _identifier(self, row: Row, statement: str) -> uuid.UUID:
        code = row[column.CODE]
        if code and code not in self.by_code:
            return derived_id(self.draft.case_identifier, "code", code)
        content = (self.draft.case_identifier, "competency", code, row[column.PARENT], row[column.NAME], statement)
        while (made := derived_id(*content, self.alike[content])) in self.elements:
            self.alike[content] += 1
        return made

    def _remember(self, number: int, code: str, made: uuid.UUID, clean: Cleaner) -> None:
        self.row_of[made] = number
        self.order[made] = (number,)
        if not code:
            clean.warn("missing", _("The row has no ID number (Moodle would drop it and all below it)."), column.CODE)
        elif code in self.by_code:
            self.repeated.add(code)
            place = {"code": code[:100], "row": self.row_of[self.by_code[code]]}
            message = _(
                "Row %(row)d has the ID number “%(code)s” too (in Moodle the last replaces the others); both stay."
            )
            clean.warn("repeated_code", message % place, column.CODE)
        else:
            self.by_code[code] = made
            self._check_code(code, clean)

    def _check_code(self, code: str, clean: Cleaner) -> None:
        """What Moodle would do to this ID number, and what is not done here."""
        if len(code) > MOODLE_LIMIT:
            message = _("The ID number has more than %(limit)d characters: Moodle would cut it and lose what is below.")
            clean.warn("code_too_long_for_moodle", message % {"limit": MOODLE_LIMIT}, column.CODE)
        if len(code) <= MOODLE_LIMIT and _NUMBER.match(code):
            other = self.by_number.setdefault(float(code), code)
            if other != code:
                message = _("Moodle takes “%(code)s” and “%(other)s” for the same number; here they are two.")
                clean.warn("equal_numbers", message % {"code": code, "other": other}, column.CODE)

    def _rule(self, row: Row, clean: Cleaner) -> None:
        """Rules of completion have no place here, so each is named with all that it says."""
        kind, outcome, config = row[column.RULE_TYPE], row[column.RULE_OUTCOME], row[column.RULE_CONFIG]
        if not kind and outcome in NO and config in ("", "null"):
            return
        told = {"kind": kind.rpartition("\\")[2] or "–", "outcome": outcome or "–", "config": config[:300] or "–"}
        message = _("A rule of completion is not stored: %(kind)s, outcome %(outcome)s, %(config)s.") % told
        clean.warn("rule_left_out", message, column.RULE_TYPE)

    def _own_scale(self, row: Row, clean: Cleaner) -> None:
        if not (row[column.SCALE] or row[column.SCALE_CONFIGURATION]):
            return
        found = read_scale(row, Cleaner(Issues()))
        if found is None or found != self.draft.scale:
            words = found.words if found else row[column.SCALE]
            message = _("This competency has a scale of its own, which is not stored: %(words)s.")
            clean.warn("own_scale_left_out", message % {"words": words[:300]}, column.SCALE)

    def _edge(self, number: int, row: Row, element: ElementDraft) -> Edge | None:
        code = row[column.PARENT]
        if not code:
            return None
        clean = Cleaner(self.warnings, row=number)
        if (parent := self.by_code.get(code)) is None:
            message = _("No row has the ID number “%(code)s”: the element stands at the top (Moodle would drop it).")
            clean.warn("unknown_parent", message % {"code": code[:100]}, column.PARENT)
            return None
        if code in self.repeated:
            message = _("Several rows have the ID number “%(code)s”; the first is taken as the parent.")
            clean.warn("ambiguous_parent", message % {"code": code[:100]}, column.PARENT)
        return Edge(element.identifier, parent)

    def _cut(self, edge: Edge) -> None:
        message = _("This element stands below itself: it is placed at the top, and the link is kept as a link.")
        self.warnings.add("cycle", message, field=column.PARENT, row=self.row_of[edge.child])
        self._link(AssociationType.IS_CHILD_OF, edge.child, edge.parent)

    def _references(self, number: int, row: Row, element: ElementDraft) -> None:
        """Moodle's cross references go both ways, so two rows that name each other make one link."""
        clean = Cleaner(self.warnings, row=number)
        if len(self.links) > guard.MAX_ASSOCIATIONS:
            guard.raise_too_many(len(self.links), guard.MAX_ASSOCIATIONS)
        for piece in dict.fromkeys(row[column.REFERENCES].split(",")):
            code = re.sub("%2c", ",", piece, flags=re.IGNORECASE).strip()
            other = self.by_code.get(code)
            if other is None and code:
                message = _("No row has the ID number “%(code)s” that is named here.") % {"code": code[:100]}
                clean.warn("unknown_reference", message, column.REFERENCES)
            elif other == element.identifier:
                clean.warn("self_reference", _("The row names itself: this is left out."), column.REFERENCES)
            elif other:
                self._refer(element.identifier, other, code, clean)

    def _refer(self, one: uuid.UUID, other: uuid.UUID, code: str, clean: Cleaner) -> None:
        if code in self.repeated:
            message = _("Several rows have the ID number “%(code)s”; the first is meant.") % {"code": code[:100]}
            clean.warn("ambiguous_reference", message, column.REFERENCES)
        if self._identify(AssociationType.IS_RELATED_TO, other, one) not in self.links:
            self._link(AssociationType.IS_RELATED_TO, one, other)

    def _identify(self, kind: AssociationType, origin: uuid.UUID, destination: uuid.UUID) -> uuid.UUID:
        return derived_id(self.draft.case_identifier, kind.value, origin, destination)

    def _link(self, kind: AssociationType, origin: uuid.UUID, destination: uuid.UUID) -> None:
        made = self._identify(kind, origin, destination)
        ends = {"origin_identifier": str(origin), "destination_identifier": str(destination)}
        self.links[made] = AssociationDraft(identifier=made, kind=kind.value, **ends)

    def _remark_on_the_whole(self) -> None:
        count = sum(1 for _number, row in self.rows if row[column.EXPORTED_ID])
        if count:
            message = _("The numbers that %(count)d rows had in the other system are not stored.") % {"count": count}
            self.warnings.add("exported_id_left_out", message, field=column.EXPORTED_ID, row=1)
        if not self.elements and not self.errors:
            self.warnings.add("no_elements", _("The file holds no elements."), field=column.NAME, row=1)


def begins(name: str, statement: str) -> bool:
    """Whether the name is no more than the statement, or its beginning, shortened visibly because it was too long."""
    is_beginning = name.endswith("…") and statement.startswith(name[:-1]) and len(name) <= MOODLE_LIMIT < len(statement)
    return name == statement or is_beginning


def _words_by_level(text: str) -> list[str] | None:
    """`{"1": "domain", "2": "competency"}` as a list; None when it is something else."""
    try:
        found = json.loads(text)
        places = sorted((int(level), str(word)) for level, word in found.items())
    except (ValueError, AttributeError, RecursionError):
        return None
    if [level for level, _word in places] != list(range(1, len(places) + 1)):
        return None
    return [word for _level, word in places]
