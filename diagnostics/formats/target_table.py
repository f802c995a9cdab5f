"""One row a statement: its identifier, its code and words for the reader, and the lowest and highest expected level."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from carnegie.core.errors import Refused
from diagnostics.models import DiagnosticVersion, Item

IDENTIFIER, CODE, STATEMENT, LOW, HIGH = "identifier", "code", "statement", "at least", "at most"
HEADER = (IDENTIFIER, CODE, STATEMENT, LOW, HIGH)
NEEDED = (IDENTIFIER, LOW, HIGH)

Ranges = Mapping[UUID, tuple[int, int]]


@dataclass(frozen=True)
class Problem:
    """What is odd, where: `row` as spreadsheets count, `column` by its name."""

    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        where = {"row": self.row, "column": self.column, "sentence": self.sentence}
        return _("Row %(row)d, “%(column)s”: %(sentence)s") % where


@dataclass
class TargetSheet:
    """What a file says: ranges by item, items whose targets it takes away, and everything that is odd."""

    ranges: dict[UUID, tuple[int, int]] = field(default_factory=dict)
    cleared: set[UUID] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def over(self, present: Ranges) -> dict[UUID, tuple[int, int]]:
        """The file laid over what is stored: statements that it does not name keep their targets."""
        kept = {item: ends for item, ends in present.items() if item not in self.cleared}
        return kept | self.ranges


def target_table(version: DiagnosticVersion, ranges: Ranges) -> Iterator[list[object]]:
    """The rows beneath HEADER, in the order in which they are asked; levels as numbers from 1."""
    for item in _items(version):
        low, high = ranges.get(item.pk, ("", ""))
        yield [str(item.element.identifier), item.code, item.statement, low, high]


def read_targets(rows: Sequence[Sequence[str]], version: DiagnosticVersion) -> TargetSheet:
    """Every row is read, so that all that is odd is told at once. Refused: a table without the columns needed.

    A level is its number from 1 or its name; both ends empty take the target away.
    """
    places = _places(rows[0] if rows else [])
    items = {str(item.element.identifier): item for item in _items(version)}
    levels = _levels(version)
    sheet, first_seen = TargetSheet(), dict[UUID, int]()
    for number, row in enumerate(rows[1:], start=2):
        cells = {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
        if any(cells.values()):
            _read_row(sheet, first_seen, number, cells, items, levels)
    return sheet


def _read_row(
    sheet: TargetSheet,
    first_seen: dict[UUID, int],
    number: int,
    cells: Mapping[str, str],
    items: Mapping[str, Item],
    levels: Mapping[str, int],
) -> None:
    item = items.get(cells[IDENTIFIER].lower())
    if item is None:
        sentence = _("this diagnostic does not ask about “%(said)s”.") % {"said": _short(cells[IDENTIFIER])}
        sheet.problems.append(Problem(number, IDENTIFIER, sentence))
    elif item.pk in first_seen:
        sentence = _("the statement stands in row %(row)d already.") % {"row": first_seen[item.pk]}
        sheet.problems.append(Problem(number, IDENTIFIER, sentence))
    else:
        first_seen[item.pk] = number
        _read_ends(sheet, number, item, cells, levels)


def _read_ends(
    sheet: TargetSheet, number: int, item: Item, cells: Mapping[str, str], levels: Mapping[str, int]
) -> None:
    said = {name: cells[name] for name in (LOW, HIGH)}
    if not any(said.values()):
        sheet.cleared.add(item.pk)
        return
    problems = list(_odd_ends(number, said, levels))
    low, high = (levels.get(said[name].casefold(), 0) for name in (LOW, HIGH))
    if not problems and low > high:
        problems.append(Problem(number, HIGH, _("the highest expected level is below the lowest.")))
    if not problems:
        sheet.ranges[item.pk] = (low, high)
    sheet.problems += problems


def _odd_ends(number: int, said: Mapping[str, str], levels: Mapping[str, int]) -> Iterator[Problem]:
    for name, words in said.items():
        if not words:
            yield Problem(number, name, _("give both levels, or neither."))
        elif words.casefold() not in levels:
            sentence = _("“%(said)s” is no level of this diagnostic.") % {"said": _short(words)}
            yield Problem(number, name, sentence)


def _places(head: Sequence[str]) -> dict[str, int]:
    """Where each column stands, whatever its capitals."""
    found: dict[str, int] = {}
    for place, name in enumerate(head):
        if name.strip().lower() in HEADER:
            found.setdefault(name.strip().lower(), place)
    missing = [name for name in NEEDED if name not in found]
    if missing:
        names = ", ".join(f"“{name}”" for name in missing)
        raise Refused(_("Row 1: the file lacks the columns %(names)s. Download it anew.") % {"names": names})
    return found


def _levels(version: DiagnosticVersion) -> dict[str, int]:
    """Rank by number and by name; a name that is a number itself does not stand in a number's way."""
    levels = list(version.levels.all())
    names = {level.label.casefold(): level.rank for level in levels}
    numbers = {str(level.rank): level.rank for level in levels}
    return names | numbers | {f"{rank}.0": rank for rank in numbers.values()}


def _items(version: DiagnosticVersion) -> Iterable[Item]:
    return version.items.select_related("element").order_by("domain_position", "position")


def _short(said: str) -> str:
    return said if len(said) <= 60 else f"{said[:60]}…"
