"""Readers and writers of framework files. Only `stored` and `case_feed` read the database, nothing writes to it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnegie.core.errors import Refused
from standards.formats import case, case_export, guard, mahara_matrix, moodle_csv, moodle_table, plain_csv
from standards.formats.draft import FrameworkDraft, Issues, Parsed, Unreadable
from standards.formats.stored import draft_of as draft_of

READERS: dict[str, Callable[[str, str], Parsed]] = {
    "case": case.read,
    "moodle-csv": moodle_csv.read,
    "matrix": mahara_matrix.read,
    "csv": plain_csv.read,
}
FORMAT_NAMES = {
    "case": gettext_lazy("CASE 1.0 or 1.1 package (JSON)"),
    "moodle-csv": gettext_lazy("Moodle competency framework (CSV)"),
    "matrix": gettext_lazy("Mahara SmartEvidence matrix (JSON)"),
    "csv": gettext_lazy("Plain CSV with the column “heading”"),
}
# Named by the outside contract; those without a reader or writer are refused with a sentence.
IMPORT_FORMATS = ("auto", "case", "moodle-csv", "matrix", "opensalt-csv", "opensalt-xlsx", "csv")
EXPORT_FORMATS = ("case-v1p1", "case-v1p0", "moodle-csv", "csv", "xlsx")
WRITABLE = ("case-v1p1", "case-v1p0", "csv")
SUFFIXES = {"case-v1p1": "json", "case-v1p0": "json", "csv": "csv"}
CONTENT_TYPES = {"case-v1p1": "application/json", "case-v1p0": "application/json", "csv": "text/csv; charset=utf-8"}


def read(data: bytes, file_name: str = "", format: str = "auto") -> Parsed:
    """What the file holds, with all that is odd about it. A file that cannot be read is one error, never an exception.

    Raises Refused only for a format that has no reader.
    """
    check_format(format)
    try:
        text = guard.decode(data)
        found = _guess(text) if format == "auto" else format
        return replace(READERS[found](text, file_name), format=found)
    except Unreadable as refusal:
        errors = Issues()
        errors.add(refusal.issue.code, refusal.issue.message, field=refusal.issue.field)
        return Parsed(None, Issues(), errors)


def check_format(format: str) -> None:
    """Raises Refused for a format that cannot be read."""
    if format != "auto" and format not in READERS:
        available = {"format": format, "available": ", ".join(["auto", *READERS])}
        raise Refused(_("The format %(format)s cannot be read yet; available: %(available)s.") % available)


def _guess(text: str) -> str:
    """Which reader fits, by what is inside; the name of the file says nothing."""
    if text.lstrip()[:1] in "{[":
        return "matrix" if mahara_matrix.recognises(text) else "case"
    return "moodle-csv" if moodle_table.recognises(text) else "csv"


def write(format: str, draft: FrameworkDraft, *, status: str, changed_at: dt.datetime, base_url: str) -> str:
    """The framework in one of the WRITABLE formats; Refused for any other."""
    if format == "csv":
        return plain_csv.write(draft)
    if format.startswith("case-") and format in WRITABLE:
        release = format.removeprefix("case-")
        return case_export.write(draft, status=status, changed_at=changed_at, base_url=base_url, release=release)
    available = {"format": format, "available": ", ".join(WRITABLE)}
    raise Refused(_("The format %(format)s cannot be written yet; available: %(available)s.") % available)
