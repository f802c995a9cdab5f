"""Readers and writers of framework files. Only `stored` and `case_feed` read the database, nothing writes to it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnegie.core.errors import Refused
from standards.formats import (
    case,
    case_export,
    guard,
    levels_csv,
    mahara_matrix,
    moodle_csv,
    moodle_table,
    moodle_write,
    opensalt,
    plain_csv,
    plain_table,
    table,
    workbook,
)
from standards.formats.draft import FrameworkDraft, Issues, Parsed, Unreadable
from standards.formats.loss import losses as losses
from standards.formats.stored import draft_of as draft_of

READERS: dict[str, Callable[[str, str], Parsed]] = {
    "case": case.read,
    "moodle-csv": moodle_csv.read,
    "matrix": mahara_matrix.read,
    "opensalt-csv": opensalt.read,
    "csv": plain_csv.read,
}
WORKBOOK_READERS: dict[str, Callable[[dict[str, table.Rows], str], Parsed]] = {
    "opensalt-xlsx": opensalt.read_sheets,
    "xlsx": lambda sheets, name: _read_rows(next(iter(sheets.values()), []), name),
}
FORMAT_NAMES = {
    "case": gettext_lazy("CASE 1.0 or 1.1 package (JSON)"),
    "moodle-csv": gettext_lazy("Moodle competency framework (CSV)"),
    "matrix": gettext_lazy("Mahara SmartEvidence matrix (JSON)"),
    "opensalt-csv": gettext_lazy("OpenSALT spreadsheet (CSV)"),
    "opensalt-xlsx": gettext_lazy("OpenSALT spreadsheet (Excel)"),
    "csv": gettext_lazy("Plain CSV with the column “heading”, or one column a level"),
    "xlsx": gettext_lazy("Excel sheet with the column “heading”, or one column a level"),
}
IMPORT_FORMATS = ("auto", *FORMAT_NAMES)
EXPORT_FORMATS = ("case-v1p1", "case-v1p0", "moodle-csv", "csv", "xlsx")
SUFFIXES = {"case-v1p1": "json", "case-v1p0": "json", "moodle-csv": "moodle.csv", "csv": "csv", "xlsx": "xlsx"}
CONTENT_TYPES = {
    **dict.fromkeys(("case-v1p1", "case-v1p0"), "application/json"),
    **dict.fromkeys(("moodle-csv", "csv"), "text/csv; charset=utf-8"),
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def read(data: bytes, file_name: str = "", format: str = "auto") -> Parsed:
    """What the file holds, with all that is odd about it. A file that cannot be read is one error, never an exception.

    Raises Refused only for a format that has no reader.
    """
    check_format(format)
    try:
        if format in WORKBOOK_READERS or (format == "auto" and workbook.looks_like_one(data)):
            return _read_workbook(data, file_name, format)
        text = guard.decode(data)
        found = _guess(text) if format == "auto" else format
        if found == "csv":
            return replace(_read_rows(table.read_csv(text), file_name), format=found)
        return replace(READERS[found](text, file_name), format=found)
    except Unreadable as refusal:
        errors = Issues()
        errors.add(refusal.issue.code, refusal.issue.message, field=refusal.issue.field)
        return Parsed(None, Issues(), errors)


def check_format(format: str) -> None:
    """Raises Refused for a format that cannot be read."""
    if format not in IMPORT_FORMATS:
        available = {"format": format, "available": ", ".join(IMPORT_FORMATS)}
        raise Refused(_("The format %(format)s cannot be read; available: %(available)s.") % available)


def _guess(text: str) -> str:
    """Which reader fits, by what is inside; the name of the file says nothing."""
    if text.lstrip()[:1] in "{[":
        return "matrix" if mahara_matrix.recognises(text) else "case"
    if moodle_table.recognises(text):
        return "moodle-csv"
    return "opensalt-csv" if opensalt.recognises(table.read_csv(text)) else "csv"


def _read_rows(rows: table.Rows, file_name: str) -> Parsed:
    """Our own columns, or one column a level."""
    is_by_level = not plain_csv.recognises(rows) and levels_csv.recognises(rows)
    return (levels_csv if is_by_level else plain_csv).read_rows(rows, file_name)


def _read_workbook(data: bytes, file_name: str, format: str) -> Parsed:
    warnings = Issues()
    sheets = workbook.sheets(data, warnings)
    found = ("opensalt-xlsx" if opensalt.recognises_sheets(sheets) else "xlsx") if format == "auto" else format
    parsed = WORKBOOK_READERS[found](sheets, file_name)
    for name in list(sheets)[1:] if found == "xlsx" else []:
        message = _("Only the first sheet is read: “%(name)s” is left out.") % {"name": name[:100]}
        warnings.add("sheet_left_out", message, field=name[:100], row=1)
    for issue in warnings:
        parsed.warnings.keep(issue)
    return replace(parsed, format=found)


def write(format: str, draft: FrameworkDraft, *, status: str, changed_at: dt.datetime, base_url: str) -> str:
    """The framework in one of the EXPORT_FORMATS that are text; Refused for any other."""
    if format == "csv":
        return plain_table.write_csv(draft)
    if format == "moodle-csv":
        return moodle_write.write(draft)
    if format in ("case-v1p1", "case-v1p0"):
        release = format.removeprefix("case-")
        return case_export.write(draft, status=status, changed_at=changed_at, base_url=base_url, release=release)
    available = {"format": format, "available": ", ".join(EXPORT_FORMATS)}
    raise Refused(_("The format %(format)s cannot be written; available: %(available)s.") % available)


def as_file(format: str, draft: FrameworkDraft, *, status: str, changed_at: dt.datetime, base_url: str) -> bytes:
    """The bytes of the file in any of the EXPORT_FORMATS; Refused for any other."""
    if format == "xlsx":
        return plain_table.write_xlsx(draft)
    return write(format, draft, status=status, changed_at=changed_at, base_url=base_url).encode()
