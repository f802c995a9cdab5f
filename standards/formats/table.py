"""Rows of cells, out of a CSV or into one, such that no spreadsheet takes a text for a formula."""

import csv
import io
import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from standards.formats import guard
from standards.formats.draft import Unreadable

MAX_CELL = 1_000_000
Rows = list[tuple[int, list[str]]]
# Beginnings that a spreadsheet would calculate; one apostrophe before them makes them text, and is taken away again.
_RISKY = re.compile(r"'*[=+\-@\t\r]")
_PROTECTED = re.compile(r"'+[=+\-@\t\r]")


def neutral(cell: str) -> str:
    """`cell` such that no spreadsheet takes it for a formula; `plain` gives it back."""
    return f"'{cell}" if _RISKY.match(cell) else cell


def plain(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    cell = cell.strip()
    return cell[1:] if _PROTECTED.match(cell) else cell


def read_csv(text: str) -> Rows:
    """The rows that hold anything with their line numbers; Unreadable when it is no CSV or has too many of them."""
    guard.check_row_count(text)
    csv.field_size_limit(MAX_CELL)
    source = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        return [
            (source.line_num, [plain(cell) for cell in cells])
            for cells in source
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error as error:
        message = _("The CSV cannot be read at line %(row)d.") % {"row": source.line_num}
        raise Unreadable("bad_csv", message) from error


def _delimiter(text: str) -> str:
    """Comma, semicolon or tab, whichever the header has most of."""
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def write_csv(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Any table as CSV that is safe to open in a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([neutral(str(cell)) for cell in row] for row in rows)
    return out.getvalue()
