"""Excel workbooks: read with care, since each is a ZIP of XML, and written with every cell as text."""

import datetime as dt
import io
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from standards.formats import guard
from standards.formats.draft import Issues, Unreadable
from standards.formats.table import Rows

START = b"PK\x03\x04"
MAX_PARTS = 500
MAX_UNPACKED = 60 * 1024 * 1024
MAX_CELLS = 1_000_000
MAX_COLUMNS = 200
MAX_TEXT = 32_767  # characters that Excel keeps in a cell
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")


def looks_like_one(data: bytes) -> bool:
    """Whether this is a ZIP archive, as every workbook is; `sheets` says whether it is a workbook."""
    return data.startswith(START)


def sheets(data: bytes, warnings: Issues) -> dict[str, Rows]:
    """The texts of all sheets by their names, rows numbered as Excel does; Unreadable when that would be unsafe.

    Formulas are not calculated: their last stored value counts.
    """
    guard.check_size(data)
    if not looks_like_one(data):
        raise Unreadable("wrong_kind", _("This is no Excel workbook (.xlsx)."))
    _check_parts(data, warnings)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        return {sheet.title: _rows(sheet) for sheet in book.worksheets}
    except Unreadable:
        raise
    except Exception as error:  # whatever a damaged part makes the library raise
        raise Unreadable("bad_workbook", _("This Excel workbook is damaged and cannot be read.")) from error


def _check_parts(data: bytes, warnings: Issues) -> None:
    """Sums up what the parts declare before one is unpacked, then looks into each for what is never calculated."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                limit = {"limit": MAX_UNPACKED // 1024 // 1024}
                raise Unreadable("too_large", _("Unpacked, the workbook has more than %(limit)d MB.") % limit)
            if "xl/workbook.xml" not in archive.namelist():
                raise Unreadable(
                    "wrong_kind", _("This looks like a ZIP archive or another Office file, not a workbook.")
                )
            cells = formulas = 0
            for part in parts:
                content = archive.read(part) if part.filename.endswith((".xml", ".rels")) else b""
                cells, formulas = (
                    cells + content.count(b"<c "),
                    formulas + content.count(b"<f>") + content.count(b"<f "),
                )
                if any(word in content for word in _FORBIDDEN) or b"\x00" in content:
                    raise Unreadable("bad_workbook", _("The workbook holds definitions that no spreadsheet writes."))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise Unreadable("bad_workbook", _("This Excel workbook is damaged and cannot be read.")) from error
    if cells > MAX_CELLS:
        guard.raise_too_many(cells, MAX_CELLS)
    if formulas:
        message = _("The workbook calculates %(count)d cells: their last stored values are taken.") % {
            "count": formulas
        }
        warnings.add("formulas", message, row=1)


def _rows(sheet: Any) -> Rows:
    found: Rows = []
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), start=1):
        texts = [_text(cell) for cell in cells]
        if any(texts):
            found.append((number, texts))
        if len(found) > guard.MAX_ELEMENTS or number > 4 * guard.MAX_ELEMENTS:
            guard.raise_too_many(number, guard.MAX_ELEMENTS)
    return found


def _text(value: Any) -> str:
    """What a reader of the sheet sees: whole numbers without a point, days without midnight."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return str(value).strip()


def write(title: str, header: Iterable[str], rows: Iterable[Iterable[str]], widths: Iterable[int]) -> bytes:
    """One sheet in which every cell is a text, so that none is calculated; `widths` are those of the columns."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for letter, width in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", widths, strict=False):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    for row in (header, *rows):
        sheet.append([_cell(sheet, text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, text: str) -> Any:
    if not text:
        return None
    cell = WriteOnlyCell(sheet, value="")
    cell._value, cell.data_type = keepable(text), "s"
    return cell


def keepable(text: str) -> str:
    """The text as a cell can keep it: without control characters, at most `MAX_TEXT` characters."""
    return str(ILLEGAL_CHARACTERS_RE.sub("", text))[:MAX_TEXT]
