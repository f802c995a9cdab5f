"""The rows of a Moodle competency framework CSV: which file is one, and what stands in which column.

Columns are found by their place, because Moodle writes their names in the language of the site. Since 2017 there are
14; the 12 of 2016 lack the cross references and the exported id.
"""

import csv
import io

from django.utils.translation import gettext as _

from standards.formats import guard
from standards.formats.draft import Issues, Unreadable
from standards.formats.table import plain

PARENT, CODE, NAME, DESCRIPTION, DESCRIPTION_FORMAT = (
    *("Parent ID number", "ID number", "Short name", "Description", "Description format"),
)
SCALE, SCALE_CONFIGURATION = "Scale values", "Scale configuration"
RULE_TYPE, RULE_OUTCOME, RULE_CONFIG = "Rule type", "Rule outcome", "Rule config"
REFERENCES, EXPORTED_ID = "Cross-referenced competency ID numbers", "Exported ID"
IS_FRAMEWORK, TAXONOMY = "Is framework", "Taxonomy"
_FIRST = (
    *(PARENT, CODE, NAME, DESCRIPTION, DESCRIPTION_FORMAT, SCALE, SCALE_CONFIGURATION),
    *(RULE_TYPE, RULE_OUTCOME, RULE_CONFIG),
)
COLUMNS = (*_FIRST, REFERENCES, EXPORTED_ID, IS_FRAMEWORK, TAXONOMY)
LEGACY_COLUMNS = (*_FIRST, IS_FRAMEWORK, TAXONOMY)
MAX_CELL = 1_000_000
MAX_HEADER = 4_000
_KNOWN = {"".join(letter for letter in name.lower() if letter.isalpha()) for name in COLUMNS}
Row = dict[str, str]


def recognises(text: str) -> bool:
    """Whether this is such a file: 14 or 12 columns, and Moodle's own words in the header or in a scale."""
    header = _header(text, _delimiter(text))
    squeezed = ["".join(letter for letter in name.lower() if letter.isalpha()) for name in header]
    if len(header) not in (len(COLUMNS), len(LEGACY_COLUMNS)) or {"heading", "fullstatement"} & set(squeezed):
        return False
    return len(_KNOWN & {name.removesuffix("optional") for name in squeezed}) >= 5 or "scaleid" in text


def rows(text: str, warnings: Issues) -> list[tuple[int, Row]]:
    """The rows that hold anything, numbered as a spreadsheet does (the header is 1). Unreadable when it is no such
    file, holds too many rows or is not CSV."""
    delimiter = _delimiter(text)
    columns = _columns(_header(text, delimiter))
    csv.field_size_limit(MAX_CELL)
    source = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    found: list[tuple[int, Row]] = []
    try:
        for number, cells in enumerate(source, start=1):
            if number > 1 and any(cell.strip() for cell in cells):
                found.append((number, _row(number, cells, columns, warnings)))
            if len(found) > guard.MAX_ELEMENTS:
                guard.raise_too_many(len(found), guard.MAX_ELEMENTS)
    except csv.Error as error:
        message = _("The CSV cannot be read at line %(row)d.") % {"row": source.line_num}
        raise Unreadable("bad_csv", message) from error
    return found


def _row(number: int, cells: list[str], columns: tuple[str, ...], warnings: Issues) -> Row:
    if any(cell.strip() for cell in cells[len(columns) :]):
        surplus = ", ".join(cell.strip() for cell in cells[len(columns) :] if cell.strip())[:100]
        message = _("The row has more cells than the header; left out: %(surplus)s.") % {"surplus": surplus}
        warnings.add("too_many_cells", message, row=number)
    elif len(cells) < 3:
        message = _("The row ends after %(count)d cells; the others count as empty.") % {"count": len(cells)}
        warnings.add("too_few_cells", message, row=number)
    row = dict.fromkeys(COLUMNS, "")
    row.update(zip(columns, (plain(cell) for cell in cells), strict=False))
    return row


def _columns(header: list[str]) -> tuple[str, ...]:
    if len(header) == len(COLUMNS):
        return COLUMNS
    if len(header) == len(LEGACY_COLUMNS):
        return LEGACY_COLUMNS
    count = {"count": len(header)}
    message = _("A Moodle competency framework has 14 columns, or 12 in its first form; this file has %(count)d.")
    raise Unreadable("not_moodle", message % count)


def _delimiter(text: str) -> str:
    """Comma, semicolon or tab, whichever gives the header a number of columns that Moodle writes; else the most."""
    widths = {delimiter: len(_header(text, delimiter)) for delimiter in ",;\t"}
    return max(widths, key=lambda one: (widths[one] in (len(COLUMNS), len(LEGACY_COLUMNS)), widths[one]))


def _header(text: str, delimiter: str) -> list[str]:
    """The cells of the first line, without empty ones at its end."""
    try:
        cells = next(csv.reader(io.StringIO(text[:MAX_HEADER], newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []
    while cells and not cells[-1].strip():
        cells.pop()
    return cells
