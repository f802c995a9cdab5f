"""Tables as files for spreadsheets, CSV and XLSX, there and back: nothing in them is ever taken for a formula."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.http import HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from carnegie.core.errors import Refused

FORMULA = ("=", "+", "-", "@", "\t", "\r")
CSV, XLSX = "csv", "xlsx"
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MAX_ROWS, MAX_COLUMNS = 50_000, 2_000
LONGEST = 32_000  # characters of a cell that spreadsheets bear
MAX_UNPACKED = 100 * 1024 * 1024
MAX_CELL = 100_000
_ILLEGAL = {code: None for code in range(32) if chr(code) not in "\t\n\r"}

Rows = Iterable[Sequence[object]]


def neutral(text: str) -> str:
    """`text` such that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def plain(text: str) -> str:
    """What `neutral` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def download(name: str, format: str, header: Sequence[str], rows: Rows) -> HttpResponse:
    """The table as a file called `name`."""
    data = as_xlsx(header, rows) if format == XLSX else as_csv(header, rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{format}"'}
    return HttpResponse(data, content_type=CONTENT_TYPES[format], headers=headers)


def as_csv(header: Sequence[str], rows: Rows) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([neutral(one) for one in header])
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def as_xlsx(header: Sequence[str], rows: Rows) -> bytes:
    """One sheet; texts are written as texts, so that nothing needs a mark in front, and the head stays in view."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Carnegie")
    sheet.freeze_panes = "A2"
    head = [_text_cell(sheet, one) for one in header]
    for cell in head:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.append(head)
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: object, value: object) -> object:
    """As it is, but for texts that would be formulas or hold what XML cannot; nothing for an empty one."""
    if not isinstance(value, str) or not value:
        return None if value == "" else value
    is_plain = value.isprintable() and not value.startswith("=") and len(value) < LONGEST
    return value if is_plain else _text_cell(sheet, value)


def _text_cell(sheet: object, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text.translate(_ILLEGAL)[:LONGEST])
    cell.data_type = "s"
    return cell


def _written(cell: object) -> object:
    return cell if isinstance(cell, (int, float)) else neutral(str(cell))


def read(data: bytes) -> list[list[str]]:
    """The rows of a CSV or of the first sheet of a workbook, as text without surrounding space.

    Refused with what the file looks like instead: too large, empty, no text, no workbook, more rows or columns than
    any table of ours has.
    """
    if len(data) > settings.IMPORT_MAX_BYTES:
        limit = {"size": filesizeformat(len(data)), "limit": filesizeformat(settings.IMPORT_MAX_BYTES)}
        raise Refused(_("The file has %(size)s; at most %(limit)s can be read.") % limit)
    if not data.strip():
        raise Refused(_("The file is empty."))
    rows = _read_xlsx(data) if data.startswith(b"PK\x03\x04") else _read_csv(data)
    return [[plain(cell.strip()) for cell in row] for row in rows]


def _read_csv(data: bytes) -> list[list[str]]:
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", b"{\\rtf")) or b"\x00" in data:
        raise Refused(
            _("This is neither a CSV nor an Excel workbook (.xlsx): it is a file of another kind, or damaged.")
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise Refused(_("Line %(row)d is not UTF-8 text. Save the file as UTF-8.") % {"row": row}) from None
    head = text.partition("\n")[0]
    csv.field_size_limit(MAX_CELL)  # of the whole process: every reader sets its own before it reads
    source = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    try:
        return _held(list(row) for row in source)
    except csv.Error:
        raise Refused(_("The CSV cannot be read at line %(row)d.") % {"row": source.line_num}) from None


def _read_xlsx(data: bytes) -> list[list[str]]:
    """Values only: what a formula last gave, never the formula."""
    damaged = Refused(_("This is a ZIP archive, but no Excel workbook (.xlsx) that can be read."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise Refused(_("The workbook is too large once it is unpacked."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True, max_col=MAX_COLUMNS + 1)
        return _held(["" if cell is None else str(cell) for cell in row] for row in rows)
    except Refused:
        raise
    except Exception:  # whatever a damaged archive makes its reader raise
        raise damaged from None


def _held(rows: Iterable[list[str]]) -> list[list[str]]:
    """No more than a table of ours can have; empty rows at the end are dropped."""
    found: list[list[str]] = []
    for row in rows:
        while row and not row[-1].strip():
            row.pop()
        if len(found) >= MAX_ROWS or len(row) > MAX_COLUMNS:
            limit = {"rows": MAX_ROWS, "columns": MAX_COLUMNS}
            raise Refused(_("The table has more than %(rows)d rows or %(columns)d columns.") % limit)
        found.append(row)
    while found and not found[-1]:
        found.pop()
    return found
