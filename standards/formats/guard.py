"""What is checked before a file is read: size, kind, encoding, nesting, number of rows; and whether JSON is JSON."""

import json
import re
from itertools import accumulate
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from standards.formats.draft import Unreadable

MAX_ELEMENTS = 50_000
MAX_ASSOCIATIONS = 200_000
MAX_NESTING = 60

_LOOKS_LIKE = (
    (b"PK\x03\x04", gettext_lazy("a ZIP archive or an Office file such as an Excel workbook")),
    (b"PK\x05\x06", gettext_lazy("an empty ZIP archive")),
    (b"%PDF", gettext_lazy("a PDF")),
    (b"\x89PNG", gettext_lazy("a picture (PNG)")),
    (b"\xff\xd8\xff", gettext_lazy("a picture (JPEG)")),
    (b"GIF8", gettext_lazy("a picture (GIF)")),
    (b"\xd0\xcf\x11\xe0", gettext_lazy("an old Office file (.xls or .doc)")),
    (b"\x1f\x8b", gettext_lazy("a gzip archive")),
    (b"{\\rtf", gettext_lazy("a rich text document")),
    (b"\xff\xfe", gettext_lazy("text in UTF-16: save it as UTF-8")),
    (b"\xfe\xff", gettext_lazy("text in UTF-16: save it as UTF-8")),
    (b"<", gettext_lazy("a web page or XML")),
)
# A string that is never closed reaches to the end, and nothing is tried twice: the time is that of one reading.
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_OTHER = re.compile(rb"[^\[\]{}]+")
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


def check_size(data: bytes) -> None:
    if len(data) > settings.IMPORT_MAX_BYTES:
        limit = {"size": filesizeformat(len(data)), "limit": filesizeformat(settings.IMPORT_MAX_BYTES)}
        raise Unreadable("too_large", _("The file has %(size)s; at most %(limit)s can be read.") % limit)


def decode(data: bytes) -> str:
    """The text of an upload, or Unreadable: too large, empty, another kind of file, not UTF-8, NUL bytes."""
    check_size(data)
    if not data.strip():
        raise Unreadable("empty", _("The file is empty."))
    for start, kind in _LOOKS_LIKE:
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(start):
            raise Unreadable(
                "wrong_kind", _("This looks like %(kind)s. A framework comes as JSON or CSV.") % {"kind": kind}
            )
    if b"\x00" in data:
        raise Unreadable("nul_byte", _("The file holds NUL bytes: it is damaged, or not a text file."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            "not_utf8", _("Line %(row)d is not UTF-8 text. Save the file as UTF-8.") % {"row": row}
        ) from None


def check_json_size(text: str) -> None:
    """Refuses nesting and numbers of things that no framework has, without parsing."""
    raw = text.encode("utf-8")
    brackets = _OTHER.sub(b"", _STRING.sub(b"", raw))
    if max(accumulate(_STEPS[one] for one in brackets), default=0) > MAX_NESTING:
        message = _("The JSON is nested more than %(limit)d levels deep.") % {"limit": MAX_NESTING}
        raise Unreadable("too_nested", message)
    for key in (b'"fullStatement"', b'"shortname"', b'"associationType"'):
        limit = MAX_ASSOCIATIONS if key == b'"associationType"' else MAX_ELEMENTS
        if raw.count(key) > limit:
            raise_too_many(raw.count(key), limit)


def load_json(text: str) -> Any:
    """What the JSON holds, its size checked first. Raises Unreadable when it is none."""
    check_json_size(text)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = {"row": error.lineno, "column": error.colno}
        message = _("This is not valid JSON: it breaks off or goes wrong at line %(row)d, column %(column)d.") % place
        raise Unreadable("bad_json", message) from None
    except (ValueError, RecursionError):
        raise Unreadable("bad_json", _("This is not valid JSON: a number in it is too long.")) from None


def check_row_count(text: str) -> None:
    if (rows := text.count("\n")) > MAX_ELEMENTS:
        raise_too_many(rows, MAX_ELEMENTS)


def raise_too_many(found: int, limit: int) -> None:
    message = _("The file has %(found)d entries; at most %(limit)d can be read.") % {"found": found, "limit": limit}
    raise Unreadable("too_many", message)
