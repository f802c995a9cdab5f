"""What became of the elements of one version in another version of the same framework."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from standards.enums import AdoptionStatus, Approval, AssociationType, Succession
from standards.models import Association, Element, FrameworkVersion

Links = dict[str, list[tuple[str, Succession]]]


@dataclass(frozen=True)
class Successor:
    """The element that an earlier one goes on as, and by what."""

    element: Element
    by: Succession


def successors(before: FrameworkVersion, after: FrameworkVersion) -> dict[uuid.UUID, list[Successor]]:
    """For each element of `before`, by key, what it goes on as in `after`; none where it ends. Two queries."""
    return successors_among(elements_of(before, after), before, after)


def elements_of(*versions: FrameworkVersion) -> dict[uuid.UUID, list[Element]]:
    """The elements of these versions in reading order, by version: one query."""
    found: dict[uuid.UUID, list[Element]] = {version.pk: [] for version in versions}
    for element in Element.objects.filter(version__in=found).order_by("version", "position"):
        found[element.version_id].append(element)
    return found


def successors_among(
    elements: dict[uuid.UUID, list[Element]], before: FrameworkVersion, after: FrameworkVersion
) -> dict[uuid.UUID, list[Successor]]:
    """The same with the elements of both versions at hand: one query.

    By lineage first; where that ends, along `replacedBy`, through the versions between; else by `exactMatchOf`.
    """
    kept = {element.lineage: element for element in elements[after.pk]}
    by_identifier = {str(element.identifier): element for element in elements[after.pk]}
    links = _links(before, after)
    return {
        old.pk: [Successor(kept[old.lineage], Succession.SAME)]
        if old.lineage in kept
        else _along(str(old.identifier), links, by_identifier)
        for old in elements[before.pk]
    }


def _links(before: FrameworkVersion, after: FrameworkVersion) -> Links:
    """Approved replacements, and matches both ways, that one of both versions or an adopted one states."""
    links: Links = defaultdict(list)
    rows = Association.objects.filter(
        Q(version__in=(before.pk, after.pk)) | ~Q(version__status=AdoptionStatus.DRAFT),
        version__framework=after.framework_id,
        approval=Approval.APPROVED,
        kind__in=[AssociationType.REPLACED_BY, AssociationType.EXACT_MATCH_OF],
    )
    ends = rows.order_by("pk").values_list("kind", "origin_identifier", "destination_identifier")
    for kind, origin, destination in ends:
        if kind == AssociationType.REPLACED_BY:
            links[origin].append((destination, Succession.REPLACED))
        else:
            links[origin].append((destination, Succession.MATCH))
            links[destination].append((origin, Succession.MATCH))
    return links


def _along(start: str, links: Links, known: dict[str, Element]) -> list[Successor]:
    """All that is reached from `start` first; beyond a known element nothing is followed. Each is visited once."""
    found: dict[str, Successor] = {}
    seen, waiting = {start}, list(links.get(start, []))
    while waiting:
        identifier, by = waiting.pop(0)
        if identifier in seen:
            continue
        seen.add(identifier)
        if identifier in known:
            found[identifier] = Successor(known[identifier], by)
        else:
            waiting += [(further, _weaker(by, how)) for further, how in links.get(identifier, [])]
    return _strongest(found.values())


def _weaker(one: Succession, other: Succession) -> Succession:
    """A way over a replacement is a replacement."""
    return Succession.REPLACED if Succession.REPLACED in (one, other) else other


def _strongest(found: Iterable[Successor]) -> list[Successor]:
    """An element that is stated to be replaced goes on as its replacements only; else as its matches."""
    rows = list(found)
    return [row for row in rows if row.by == Succession.REPLACED] or rows
