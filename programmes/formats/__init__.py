"""The mapping grid as a table for spreadsheets, and what such a table asks to change when it comes back.

One row an element, one column a part, each named by its id in the second row and the first column; a cell says “D” or
“D: why”. The last column holds, for each filled cell, its revision and a sum of what it said: so a cell that nobody
touched in the file changes nothing, and one that somebody else has saved meanwhile is noticed.
"""

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from programmes.enums import Depth
from programmes.selectors import Cell, Coverage, Line, Part

KEYS = "keys"
LONGEST_REASON = 2000
MAX_CHANGES = 20_000
LETTERS = {depth[0].upper(): str(depth) for depth in Depth.values}
_CELL = re.compile(r"(introduces|develops|assesses|[ida])\s*(?::\s*(.*))?", re.IGNORECASE | re.DOTALL)
_STATE = re.compile(r"([0-9a-f]{12})=(\d{1,9})~([0-9a-f]{1,8})")
EMPTY = ("", "-", "–")


class Change(NamedTuple):
    """One cell as the file wants it; `base_revision` is what the file was made from."""

    kind: str
    item: str
    element: str
    depth: str
    rationale: str
    base_revision: int


class Problem(NamedTuple):
    """What is wrong, and where: the row of the file counted from 1, the column by its title."""

    row: int
    column: str
    sentence: str


class Shown(NamedTuple):
    """One change in the words of the preview."""

    element: str
    part: str
    before: str
    after: str


@dataclass
class Sheet:
    """What a file asks for. With any problem nothing of it may be stored."""

    changes: list[Change] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    cells: int = 0

    def add(self, row: int, column: str, sentence: str) -> None:
        self.problems.append(Problem(row, column, sentence))


# ---- out ----


def grid_table(found: Coverage) -> tuple[list[str], Iterable[Sequence[str]]]:
    """Header and rows; `found` with its reasons."""
    titles = [_title(part) for part in found.parts]
    header = [_("Id (do not change)"), _("Code"), _("Element"), *titles, _("As it was (do not change)")]
    return header, _rows(found)


def _rows(found: Coverage) -> Iterable[Sequence[str]]:
    yield [KEYS, "", "", *(f"{part.kind}:{part.pk}" for part in found.parts), ""]
    for line in found.lines:
        if line.is_rateable:
            cells = found.by_element[line.pk].cells
            own = {place: cell for place, cell in cells.items() if cell.revision}
            texts = [_text(own[place]) if place in own else "" for place in range(len(found.parts))]
            states = [f"{_tail(found.parts[place])}={own[place].revision}~{_sum(own[place])}" for place in sorted(own)]
            yield [line.pk, line.code, line.title, *texts, " ".join(states)]


def _title(part: Part) -> str:
    return _("Whole programme") if part.kind == "programme" else part.title


def _text(cell: Cell) -> str:
    letter = cell.depth[:1].upper()
    return f"{letter}: {cell.rationale}" if cell.rationale else letter


def _tail(part: Part) -> str:
    return part.pk.hex[-12:]


def _sum(cell: Cell) -> str:
    return f"{zlib.crc32(f'{cell.depth}{_flat(cell.rationale)}'.encode()):x}"


def _flat(text: str) -> str:
    """Spreadsheets change the space around and the ends of lines."""
    return " ".join(text.split())


# ---- in ----


def read_grid(rows: list[list[str]], found: Coverage) -> Sheet:
    """What the table asks to change, compared with what is stored now; `found` with its reasons."""
    sheet = Sheet()
    if len(rows) < 2 or not rows[1] or rows[1][0].lower() != KEYS:
        sentence = _("The second row must begin with “%(keys)s”: begin with a file that was downloaded from the grid.")
        sheet.add(2, "", sentence % {"keys": KEYS})
        return sheet
    columns = _columns(rows, found, sheet)
    seen: set[str] = set()
    for number, row in enumerate(rows[2:], start=3):
        if any(cell for cell in row):
            line = _line(row, number, found, seen, sheet)
            if line is not None:
                _read_row(row, number, line, columns, found, sheet)
    if len(sheet.changes) > MAX_CHANGES:
        sheet.add(0, "", _("More than %(most)d cells would change: bring them in parts.") % {"most": MAX_CHANGES})
    return sheet


def _columns(rows: list[list[str]], found: Coverage, sheet: Sheet) -> dict[int, int]:
    """For each column of the file that names a part, the place of that part."""
    places = {f"{part.kind}:{part.pk}": place for place, part in enumerate(found.parts)}
    columns: dict[int, int] = {}
    for number, key in enumerate(rows[1]):
        if number < 3 or not key:
            continue
        title = rows[0][number] if number < len(rows[0]) else key
        if key not in places:
            sheet.add(2, title, _("“%(key)s” is no part of this programme (any more).") % {"key": key[:80]})
        elif places[key] in columns.values():
            sheet.add(2, title, _("This part has two columns."))
        else:
            columns[number] = places[key]
    return columns


def _line(row: list[str], number: int, found: Coverage, seen: set[str], sheet: Sheet) -> Line | None:
    key = row[0].lower()
    if key not in found.by_element:
        sheet.add(number, "", _("“%(key)s” is no element of this framework version.") % {"key": row[0][:80]})
    elif key in seen:
        sheet.add(number, "", _("This element has two rows."))
    else:
        seen.add(key)
        return found.by_element[key].element
    return None


def _read_row(row: list[str], number: int, line: Line, columns: dict[int, int], found: Coverage, sheet: Sheet) -> None:
    states = {tail: (int(revision), told) for tail, revision, told in _STATE.findall(row[-1])}
    there = found.by_element[line.pk].cells
    for column, place in columns.items():
        part = found.parts[place]
        text = row[column] if column < len(row) and not _STATE.match(row[column]) else ""
        sheet.cells += 1
        wanted = _wanted(text)
        if isinstance(wanted, str):
            sheet.add(number, _title(part), wanted)
            continue
        revision, told = states.get(_tail(part), (0, _sum(Cell())))
        now = there.get(place, Cell())
        now = now if now.revision else Cell()
        if _sum(wanted) in (told, _sum(now)):
            continue
        if now.revision != revision:
            words = {"yours": _text(wanted) or "–", "theirs": _text(now) or "–"}
            sentence = _("Somebody saved this since the file was made. The file: “%(yours)s”; now: “%(theirs)s”.")
            sheet.add(number, _title(part), sentence % words)
            continue
        sheet.changes.append(Change(part.kind, str(part.pk), line.pk, wanted.depth, wanted.rationale, revision))
        sheet.shown.append(Shown(str(line), _title(part), _text(now), _text(wanted)))


def _wanted(text: str) -> Cell | str:
    """The cell that a text stands for, or a sentence about what is wrong with it."""
    if text.strip() in EMPTY:
        return Cell()
    match = _CELL.fullmatch(text.strip())
    if match is None:
        sentence = _("“%(text)s” is no depth. Write I, D or A, or “D: why”.")
        return sentence % {"text": text[:60]}
    rationale = (match[2] or "").strip()
    if len(rationale) > LONGEST_REASON or "\x00" in rationale:
        return _("The reason is longer than %(most)d characters.") % {"most": LONGEST_REASON}
    return Cell(LETTERS[match[1][0].upper()], 0, rationale)
