"""Turns what a file holds into what the database can keep, and says what had to be changed."""

import datetime as dt
import html
import re
from typing import Any

from django.utils.translation import gettext as _

from standards.formats.draft import UNSTORABLE, Issues

MAX_INTEGER = 2_147_483_647
# Only tags of formatted text, so that "x < y" and what merely looks like a tag stay as they are.
_NAMES = "a|abbr|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|small|span|strong|sub|sup|table|tbody|td|th"
_TAG = re.compile(rf"</?(?:{_NAMES}|thead|tr|u|ul)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_LINE = re.compile(r"</?(?:blockquote|br|div|h[1-6]|hr|li|ol|p|table|tr|ul)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_RAISED = re.compile(r"<sup(?:\s[^<>]*)?>\s*(\d+)\s*</sup>", re.IGNORECASE)
_LOWERED = re.compile(r"<sub(?:\s[^<>]*)?>\s*(\d+)\s*</sub>", re.IGNORECASE)
_MIXED_NUMBER = re.compile(r"(?<=\d)(?=<sup(?:\s[^<>]*)?>\s*\d+\s*[/⁄])", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def without_markup(text: str) -> str:
    """What a reader sees of formatted text, also of such that comes escaped: no tags, lines where there were
    paragraphs, small raised and lowered numbers as characters (m²), and 2 1/2 for a raised fraction after a number."""
    plain = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    if not _TAG.search(plain):
        return plain
    plain = _MIXED_NUMBER.sub(" ", plain)
    plain = _RAISED.sub(lambda found: found[1].translate(_SUPERSCRIPT), plain)
    plain = _LOWERED.sub(lambda found: found[1].translate(_SUBSCRIPT), plain)
    plain = _TAG.sub("", _LINE.sub("\n", plain))
    return "\n".join(words for line in plain.splitlines() if (words := line.strip()))


class Cleaner:
    """Cleans the fields of one record; `row` or `identifier` say which record an issue is about."""

    def __init__(self, warnings: Issues, *, row: int | None = None, identifier: object = "") -> None:
        self.warnings = warnings
        self.row = row
        self.identifier = identifier

    def warn(self, code: str, message: str, field: str) -> None:
        self.warnings.add(code, message, field=field, row=self.row, identifier=self.identifier)

    def text(self, value: Any, field: str, limit: int | None = None) -> str:
        """Text without characters that cannot be stored, cut at `limit`; numbers become text, null nothing."""
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            self.warn("not_text", _("Text was expected here; it is left out."), field)
            return ""
        text = str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
        if UNSTORABLE.search(text):
            self.warn("bad_character", _("A character that cannot be stored is left out."), field)
            text = UNSTORABLE.sub("", text)
        if limit and len(text) > limit:
            self.warn("too_long", _("Longer than %(limit)d characters: the end is cut off.") % {"limit": limit}, field)
            text = text[:limit]
        return text

    def prose(self, value: Any, field: str, limit: int | None = None) -> str:
        """Text for people to read, from a format whose texts ought to be plain; `markup` reads those that are HTML."""
        return self.text(without_markup(value) if isinstance(value, str) else value, field, limit)

    def address(self, value: Any, field: str) -> str:
        """An address, or nothing when it is longer than can be kept: half an address leads nowhere."""
        text = self.text(value, field)
        if len(text) <= 500:
            return text
        self.warn("too_long", _("The address is longer than 500 characters: it is left out."), field)
        return ""

    def texts(self, value: Any, field: str, limit: int) -> list[str]:
        """A list of texts; a single text counts as a list of one."""
        found = value if isinstance(value, list) else [value]
        return [text for one in found if (text := self.text(one, field, limit))]

    def day(self, value: Any, field: str) -> dt.date | None:
        text = self.text(value, field)
        if not text:
            return None
        try:
            return dt.date.fromisoformat(text[:10])
        except ValueError:
            self.warn("bad_date", _("Not a date like 2026-11-24: it is left out."), field)
            return None

    def integer(self, value: Any, field: str) -> int | None:
        """A whole number, also one written as text."""
        if value is None or value == "":
            return None
        try:
            number = int(value)
        except (TypeError, ValueError, OverflowError):
            number = MAX_INTEGER + 1
        if abs(number) <= MAX_INTEGER and not isinstance(value, bool):
            return number
        self.warn("bad_number", _("Not a whole number: it is left out."), field)
        return None
