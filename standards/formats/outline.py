"""Reads a pasted outline: one line an element, indented by its level, perhaps with a code.

A level is a tab, or at least two spaces more than the line above it. The code stands before a tab, or at the start
where it looks like one: "1.2 Title", "A3 Title", "4) Title".
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from standards.formats.draft import UNSTORABLE, Issue
from standards.formats.tree import MAX_DEPTH

MAX_LINES = 2_000
LONGEST = {"code": 200, "full_statement": 20_000}
TAB = 4  # spaces that a tab counts for when both are mixed
_INDENT = re.compile(r"[ \t\u00a0]*")
_BULLET = re.compile(r"[-–•*·▪]\s+")
_CODE = re.compile(r"((?:[A-Za-z]{1,4}[-.]?)?\d+(?:[.\-]\w{1,4})+|[A-Za-z]{1,3}\d+[a-z]?|\d+(?=[.)]))[.):]?\s+(\S.*)")


@dataclass(frozen=True)
class Line:
    """One element of the outline: `row` counts the pasted lines from 1, `depth` from 0."""

    row: int
    depth: int
    code: str
    full_statement: str


def read(text: str, *, below: int = 0) -> tuple[list[Line], list[Issue]]:
    """The lines of the outline, and what is wrong with it. `below` is the depth at which it is to stand."""
    lines: list[Line] = []
    errors: list[Issue] = []
    widths: list[int] = []
    rows = [(row, raw) for row, raw in enumerate(text.splitlines(), start=1) if raw.strip()]
    if not rows:
        errors.append(Issue("empty", _("There is nothing to add: write one line an element."), row=1))
    if len(rows) > MAX_LINES:
        message = _("At most %(limit)d lines can be added at once; these are %(count)d.")
        row = rows[MAX_LINES][0]
        return [], [Issue("too_many", message % {"limit": MAX_LINES, "count": len(rows)}, row=row)]
    for row, raw in rows:
        try:
            depth = _depth(raw, widths)
            if below + depth >= MAX_DEPTH:
                raise ValueError(_("The tree is deeper than %(limit)d levels here.") % {"limit": MAX_DEPTH})
            lines.append(Line(row, depth, *_parts(raw.strip())))
        except ValueError as error:
            errors.append(Issue("line", str(error), row=row))
    return lines, errors


def _depth(raw: str, widths: list[int]) -> int:
    """The level of a line. `widths` holds the indents of the lines above it, outermost first, and is kept so."""
    found = _INDENT.match(raw)
    width = len(found[0].replace("\t", " " * TAB)) if found else 0
    if not widths:
        widths.append(width)
        return 0
    if width > widths[-1]:
        if width - widths[-1] < 2:
            raise ValueError(_("Indented by one space only: a level is a tab or at least two spaces."))
        widths.append(width)
        return len(widths) - 1
    if width not in widths:
        raise ValueError(_("The indent fits no line above: begin where one of them begins."))
    del widths[widths.index(width) + 1 :]
    return len(widths) - 1


def _parts(words: str) -> tuple[str, str]:
    """Code and statement."""
    if UNSTORABLE.search(words):
        raise ValueError(_("There is a character in it that cannot be stored."))
    cells = [cell.strip() for cell in words.split("\t") if cell.strip()]
    if len(cells) > 2:
        raise ValueError(_("There are %(count)d columns: a code and a statement are all.") % {"count": len(cells)})
    plain = _BULLET.sub("", cells[0], count=1) if _BULLET.match(cells[0]) else cells[0]
    code, statement = (plain, cells[1]) if len(cells) == 2 else _code_of(plain)
    for name, value in (("code", code), ("full_statement", statement)):
        if len(value) > LONGEST[name]:
            raise ValueError(_("It has more than %(limit)d characters.") % {"limit": LONGEST[name]})
    return code, statement


def _code_of(words: str) -> tuple[str, str]:
    found = _CODE.match(words)
    return (found[1], found[2]) if found else ("", words)
