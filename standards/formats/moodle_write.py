"""Writes Moodle's competency framework CSV such that Moodle keeps every row.

Moodle compares ID numbers loosely ("1.1" and "1.10" are the same number to it), keeps a hundred characters of them and
of names, and most databases tell neither case nor accents apart. So where any code begins like a number all get letters
before them, and those that would still be taken for one another are told apart by an ending.
"""

import hashlib
import json
import re
import unicodedata
import uuid
from collections.abc import Iterator
from functools import cached_property

from standards.enums import AssociationType
from standards.formats import moodle_table as column
from standards.formats import table
from standards.formats.draft import AssociationDraft, ElementDraft, FrameworkDraft, LevelDraft, ScaleDraft
from standards.formats.moodle_csv import MOODLE_LIMIT, TAXONOMY_WORDS

PLAIN_TEXT = "2"
NOTE = "Moodle ID number: "
ANY_KIND = "competency"
MAX_LEVELS = 50
SHORTENED = "…"
_LIKE_A_NUMBER = re.compile(r"[\s+\-.\d]")
_STAND_IN = ScaleDraft([LevelDraft("Not yet competent"), LevelDraft("Competent", is_proficient=True)])
Row = dict[str, str]


def write(draft: FrameworkDraft) -> str:
    """The file: the framework's own row first, then the elements in reading order."""
    rows = Moodle(draft).rows()
    return table.write_csv(column.COLUMNS, ([row.get(name, "") for name in column.COLUMNS] for row in rows))


def same_to_moodle(code: str) -> str:
    """What is equal for two codes that a Moodle database may take for the same."""
    letters = unicodedata.normalize("NFKD", code.casefold())
    return "".join(one for one in letters if not unicodedata.combining(one)).strip()


class Moodle:
    """What becomes of a framework in Moodle; `losses` asks the same object what was changed."""

    def __init__(self, draft: FrameworkDraft) -> None:
        self.draft = draft

    @cached_property
    def root_code(self) -> str:
        """The ID number that it had in Moodle before, else letters of its title."""
        first = self.draft.notes.partition("\n")[0]
        if first.startswith(NOTE):
            return first.removeprefix(NOTE).strip()[:MOODLE_LIMIT]
        words = re.findall(r"[A-Za-z]+", unicodedata.normalize("NFKD", self.draft.title))
        return "".join(word[0] for word in words).upper()[:8] or "F"

    @cached_property
    def codes(self) -> dict[uuid.UUID, str]:
        """An ID number for each element: unique however Moodle compares, never like a number, not too long."""
        letters = re.sub("[^A-Za-z]", "", self.root_code)[:8] or "C"
        given = [element.code for element in self.draft.elements if element.code]
        prefix = f"{letters}-" if any(_LIKE_A_NUMBER.match(code) for code in given) else ""
        taken: set[str] = set()
        found = {}
        for element in self.draft.elements:
            wanted = f"{prefix}{element.code}" if element.code else f"{letters}-{element.identifier.hex[:12]}"
            found[element.identifier] = code = _free(wanted, element, taken)
            taken.add(same_to_moodle(code))
        return found

    @cached_property
    def kinds(self) -> list[str]:
        """A word of Moodle's for each depth, where the elements there share one."""
        by_depth: dict[int, set[str]] = {}
        for element in self.draft.elements:
            by_depth.setdefault(element.depth, set()).add(element.kind)
        found = [by_depth[depth] for depth in sorted(by_depth)]
        return [next(iter(kinds)) if len(kinds) == 1 and kinds <= TAXONOMY_WORDS else ANY_KIND for kinds in found]

    @cached_property
    def scale(self) -> ScaleDraft:
        """The framework's scale as Moodle can have one: two levels at least, no comma in a label, one proficient."""
        scale = self.draft.scale
        if scale is None or not 2 <= len(scale.levels) <= MAX_LEVELS:
            return _STAND_IN
        labels = [(level.label.replace(",", ";"), level.is_proficient) for level in scale.levels]
        none = not any(is_on for _label, is_on in labels)
        last = len(labels) - 1
        return ScaleDraft([LevelDraft(label, is_on or (none and n == last)) for n, (label, is_on) in enumerate(labels)])

    def name(self, element: ElementDraft) -> str:
        """The short name; a statement that is too long for it is shortened visibly."""
        return _shortened(element.title)

    def reference(self, link: AssociationDraft) -> bool:
        """Whether Moodle can hold this link: two elements of the framework are related."""
        ends = {link.origin_identifier, link.destination_identifier}
        return link.kind == AssociationType.IS_RELATED_TO and len(ends) == 2 and ends <= self._identifiers

    @cached_property
    def _identifiers(self) -> set[str]:
        return {str(element.identifier) for element in self.draft.elements}

    def rows(self) -> Iterator[Row]:
        yield {
            column.CODE: self.root_code,
            column.NAME: _shortened(self.draft.title),
            column.DESCRIPTION: self.draft.description,
            column.DESCRIPTION_FORMAT: PLAIN_TEXT,
            column.SCALE: ",".join(level.label for level in self.scale.levels),
            column.SCALE_CONFIGURATION: _configuration(self.scale),
            column.IS_FRAMEWORK: "1",
            column.TAXONOMY: ",".join(self.kinds),
        }
        codes = {str(identifier): code.replace(",", "%2C") for identifier, code in self.codes.items()}
        references: dict[str, list[str]] = {}
        for link in self.draft.associations:
            if self.reference(link):
                references.setdefault(link.origin_identifier, []).append(codes[link.destination_identifier])
        for element in self.draft.elements:
            name = self.name(element)
            yield {
                column.PARENT: self.codes[element.parent] if element.parent else "",
                column.CODE: self.codes[element.identifier],
                column.NAME: name,
                column.DESCRIPTION: element.full_statement if element.full_statement != name else "",
                column.DESCRIPTION_FORMAT: PLAIN_TEXT,
                column.REFERENCES: ",".join(references.get(str(element.identifier), [])),
            }


def _free(wanted: str, element: ElementDraft, taken: set[str]) -> str:
    """`wanted`, or it with an ending from the element's identifier where it is too long, in use, or not to be told."""
    code = " ".join(wanted.split())
    if len(code) <= MOODLE_LIMIT and same_to_moodle(code) not in taken and "%2c" not in code.lower():
        return code
    mark = hashlib.sha256(element.identifier.bytes).hexdigest()[:12]
    return f"{code.replace('%', ' ')[: MOODLE_LIMIT - 13].strip()}-{mark}"


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MOODLE_LIMIT else f"{text[: MOODLE_LIMIT - 1].rstrip()}{SHORTENED}"


def _configuration(scale: ScaleDraft) -> str:
    levels = [
        {"id": n, "scaledefault": int(n == 1), "proficient": int(level.is_proficient)}
        for n, level in enumerate(scale.levels, start=1)
    ]
    return json.dumps([{"scaleid": "1"}, *levels], separators=(",", ":"))
