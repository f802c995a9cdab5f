"""Links of a crosswalk as CSV, one row a link. Elements are named by identifier, or by a code that is not repeated."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from carnegie.core import spreadsheets
from standards.enums import INVERSE
from standards.models import CrosswalkLink

NEEDED = ("relation",)
COLUMNS = (
    *("left_code", "left_identifier", "left", "relation", "right_code", "right_identifier", "right"),
    *("strength", "note", "state", "author"),
)
MAX_ROWS = 20_000


MAX_CELL = 100_000
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Issue:
    """What is wrong with a file: where, and a sentence."""

    code: str
    message: str
    field: str
    row: int | None = None

    def as_json(self) -> dict[str, object]:
        """As pages show it."""
        return asdict(self)


@dataclass(frozen=True)
class Row:
    """One line as it stands in the file."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


def read(data: bytes) -> tuple[list[Row], list[Issue]]:
    """The rows that hold anything, and what keeps the file from being read; never raises."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [Issue("not_text", _("This is not a text file in UTF-8."), "")]
    csv.field_size_limit(MAX_CELL)
    first = text.partition("\n")[0]
    source = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        header = [name.strip().lower() for name in next(source, [])]
        if missing := _missing(header):
            message = _("The first line does not name the column “%(name)s”.") % {"name": missing}
            return [], [Issue("missing_column", message, missing, row=1)]
        rows = [Row(source.line_num, _cells(header, line)) for line in source if any(cell.strip() for cell in line)]
    except csv.Error:
        return [], [Issue("bad_csv", _("The CSV cannot be read."), "", row=source.line_num)]
    if len(rows) > MAX_ROWS:
        return [], [Issue("too_long", _("The file has more than %(most)d rows.") % {"most": MAX_ROWS}, "")]
    return rows, []


def _missing(header: list[str]) -> str:
    for side in ("left", "right"):
        if f"{side}_code" not in header and f"{side}_identifier" not in header:
            return f"{side}_code"
    return next((name for name in NEEDED if name not in header), "")


def _cells(header: list[str], line: list[str]) -> dict[str, str]:
    return {name: UNSTORABLE.sub("", _plain(cell)) for name, cell in zip(header, line, strict=False)}


def _plain(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell


def write(links: Iterable[CrosswalkLink]) -> str:
    """The same as CSV; read back it changes nothing."""
    return spreadsheets.as_csv(COLUMNS, [_written(link) for link in links]).decode("utf-8-sig")


def _written(link: CrosswalkLink) -> list[object]:
    relation = link.kind + (INVERSE if link.is_inverse else "")
    left, right = ([one.code, str(one.identifier), one.title] for one in (link.left, link.right))
    return [*left, relation, *right, link.strength, link.note, link.approval, str(link.author)]
