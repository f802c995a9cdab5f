"""Choosing, ordering and cutting a set of CASE objects: `filter`, `sort`, `orderBy`, `fields`, `limit`, `offset`.

The grammar of a filter: `field<predicate>'value'`, at most two of them, joined by ` AND ` or ` OR `. Predicates are
`=`, `!=`, `>`, `>=`, `<`, `<=` and `~` (contains); values stand in single quotes and upper and lower case are the
same; a dot leads into a nested object. Objects are taken as they are answered.
"""

import datetime as dt
import operator
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
DEFAULT_LIMIT = 100
MAX_DIGITS = 18
TERM = re.compile(r"\s*([A-Za-z_][\w.]*)\s*(!=|>=|<=|=|>|<|~)\s*'([^']*)'\s*", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]", re.ASCII)
JOINT = re.compile(r"(AND|OR)\s", re.ASCII)
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.eq,
    "~": operator.contains,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


class BadQuery(ValueError):
    """The query makes no sense: which parameter, and the `minor` code that says so."""

    def __init__(self, parameter: str, message: str, minor: str = "invalid_selection_field") -> None:
        super().__init__(message)
        self.parameter = parameter
        self.minor = minor


@dataclass(frozen=True)
class Term:
    """One comparison; `predicate` is one of those above."""

    field: str
    predicate: str
    value: str

    def holds(self, row: Json) -> bool:
        """For a list, one of its entries is enough. What is absent is equal to nothing."""
        held = any(_compare(self.predicate, str(value), self.value) for value in values_at(row, self.field))
        return not held if self.predicate == "!=" else held


@dataclass(frozen=True)
class Filter:
    """One term, or two of which both or one must hold."""

    terms: tuple[Term, ...]
    is_any: bool = False

    def holds(self, row: Json) -> bool:
        return (any if self.is_any else all)(term.holds(row) for term in self.terms)


def parse_filter(text: str, known: frozenset[str]) -> Filter:
    """The filter that `text` says. Raises BadQuery for what does not follow the grammar, and for fields not `known`."""
    first, rest = _term(text)
    if not rest:
        return _checked(Filter((first,)), known)
    joint = JOINT.match(rest)
    if joint is None or not text[: len(text) - len(rest)].endswith((" ", "\t")):
        raise BadQuery("filter", "The filter goes wrong after its first comparison.")
    second, end = _term(rest[joint.end() :])
    if end:
        raise BadQuery("filter", "A filter holds two comparisons at most.")
    return _checked(Filter((first, second), joint[1] == "OR"), known)


def _term(text: str) -> tuple[Term, str]:
    found = TERM.match(text)
    if found is None:
        raise BadQuery("filter", "A comparison is written field='value'.")
    return Term(found[1], found[2], found[3]), text[found.end() :]


def _checked(filter: Filter, known: frozenset[str]) -> Filter:
    for term in filter.terms:
        if term.field.partition(".")[0] not in known:
            raise BadQuery("filter", f"There is no field {term.field} to filter by.", "invalid_filter_field")
    return filter


def values_at(row: Any, field: str) -> list[Any]:
    """All that stands at `field`, with a dot for each step down; lists count as their entries."""
    found = [row]
    for name in field.split("."):
        inner = (one.get(name) for one in found if isinstance(one, Mapping))
        found = [entry for value in inner if value is not None for entry in _entries(value)]
    return found


def _entries(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _compare(predicate: str, found: str, wanted: str) -> bool:
    """Two dates with a time as moments, in whatever zone they are written; anything else as text without case."""
    compare = COMPARISONS[predicate]
    moments = _moment(found), _moment(wanted)
    if None in moments or predicate == "~":
        return compare(found.casefold(), wanted.casefold())
    return compare(*moments)


def _moment(text: str) -> dt.datetime | None:
    if not MOMENT.match(text):
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


@dataclass(frozen=True)
class Selection:
    """What a query asks of a set. `total` of `applied` counts before the cut."""

    limit: int = DEFAULT_LIMIT
    offset: int = 0
    sort: str = ""
    is_descending: bool = False
    filter: Filter | None = None
    fields: tuple[str, ...] = ()

    def applied(self, rows: Iterable[Json], default_sort: str) -> tuple[list[Json], int]:
        """The rows in order and cut, and how many there are in all."""
        chosen = [row for row in rows if self.filter is None or self.filter.holds(row)]
        chosen.sort(key=lambda row: row["identifier"])
        by = self.sort or default_sort
        chosen.sort(key=lambda row: _sort_key(row, by), reverse=self.is_descending)
        page = chosen[self.offset : self.offset + self.limit]
        return [self._only_fields(row) for row in page], len(chosen)

    def _only_fields(self, row: Json) -> Json:
        return {name: value for name, value in row.items() if name in self.fields} if self.fields else row


def _sort_key(row: Json, field: str) -> tuple[bool, str]:
    """What has no such field comes last."""
    found = values_at(row, field)
    return (not found, str(found[0]).casefold() if found else "")


def parse_selection(query: Mapping[str, str], known: frozenset[str]) -> Selection:
    """What the query asks. Raises BadQuery; an unknown field to sort by gives the default order, an unknown field
    among `fields` gives all of them."""
    sort = query.get("sort", "")
    return Selection(
        limit=_number(query, "limit", DEFAULT_LIMIT, 1),
        offset=_number(query, "offset", 0, 0),
        sort=sort if sort.partition(".")[0] in known else "",
        is_descending=_is_descending(query),
        filter=parse_filter(query["filter"], known) if query.get("filter") else None,
        fields=_fields(query, known),
    )


def _number(query: Mapping[str, str], name: str, otherwise: int, least: int) -> int:
    text = query.get(name)
    if text is None:
        return otherwise
    if not (text.isascii() and text.isdigit()) or len(text) > MAX_DIGITS or int(text) < least:
        raise BadQuery(name, f"{name} is a whole number from {least}.")
    return int(text)


def _is_descending(query: Mapping[str, str]) -> bool:
    order = query.get("orderBy", "asc").lower()
    if order not in ("asc", "desc"):
        raise BadQuery("orderBy", "orderBy is asc or desc.", "invalid_sort_field")
    return order == "desc"


def _fields(query: Mapping[str, str], known: frozenset[str]) -> tuple[str, ...]:
    if "fields" not in query:
        return ()
    names = tuple(name.strip() for name in query["fields"].split(","))
    if not any(names):
        raise BadQuery("fields", "fields names no field.")
    return names if known.issuperset(names) else ()
