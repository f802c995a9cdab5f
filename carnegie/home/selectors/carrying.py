"""What a programme would carry over from one version of a framework to another, and what it could not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from diagnostics.models import DiagnosticVersion, Item, TargetProfile
from programmes.models import Mapping, Programme
from programmes.selectors import deeper, key_of
from standards.enums import ScaleDirection, Succession
from standards.models import Element, FrameworkVersion, Scale, ScaleLevel
from standards.selectors import Successor, successors

Range = tuple[int, int]


@dataclass(frozen=True)
class Lost:
    """Something that cannot be carried: of what, which element, and why."""

    where: str
    element: Element
    why: str


@dataclass
class Cell:
    """A cell to fill: what it says, and from which elements it comes."""

    kind: str
    item: UUID
    title: str
    element: Element
    depth: str
    rationale: str
    sources: list[Element]
    by: Succession


@dataclass(frozen=True)
class CarriedProfile:
    """A target profile; `targets` by key of the new element, in ranks."""

    profile: TargetProfile
    targets: dict[UUID, Range]


@dataclass(frozen=True)
class CarriedDiagnostic:
    """The latest version of a diagnostic; `elements` None means that it asks about all that can be rated, as before."""

    version: DiagnosticVersion
    elements: list[Element] | None
    asked: int
    profiles: list[CarriedProfile]

    @property
    def targets(self) -> int:
        return sum(len(one.targets) for one in self.profiles)


@dataclass(frozen=True)
class Plan:
    """All that would be carried, and all that could not; `present` counts cells that say something there already."""

    programme: Programme
    before: FrameworkVersion
    after: FrameworkVersion
    adds_framework: bool
    cells: list[Cell] = field(default_factory=list)
    present: int = 0
    diagnostics: list[CarriedDiagnostic] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.adds_framework or self.cells or self.diagnostics)

    @property
    def replaced(self) -> list[Cell]:
        """Cells whose element is another one now: worth a second look."""
        return [cell for cell in self.cells if cell.by != Succession.SAME]

    @property
    def kept_count(self) -> int:
        return len(self.cells) - len(self.replaced)


@dataclass(frozen=True)
class _Way:
    """How elements go on; what ends, or became a heading, is told with the reason."""

    after: FrameworkVersion
    onward: dict[UUID, list[Successor]]

    def of(self, element: Element) -> list[Successor]:
        return [found for found in self.onward[element.pk] if found.element.is_rateable]

    def why_not(self, element: Element) -> str:
        if self.onward[element.pk]:
            return _("it is a heading there, which is not rated")
        return _("nothing in version %(number)d goes on from it") % {"number": self.after.number}


def carry_plan(programme: Programme, before: FrameworkVersion, after: FrameworkVersion) -> Plan:
    """What goes on along lineage, `replacedBy` and exact matches. A fixed number of queries; nothing is written."""
    way = _Way(after, successors(before, after))
    uses = programme.frameworks.filter(version=after).exists()
    plan = Plan(programme, before, after, adds_framework=not uses)
    cells, present = _cells(plan, way)
    diagnostics = list(_diagnostics(plan, way))
    return Plan(programme, before, after, not uses, cells, present, diagnostics, plan.lost)


def _cells(plan: Plan, way: _Way) -> tuple[list[Cell], int]:
    """New cells in order; where two elements became one, the deeper says how far, and both reasons stand."""
    own = Mapping.objects.of_programme(plan.programme)
    taken = {(key_of(row), row.element_id) for row in own.filter(element__version=plan.after)}
    rows = own.filter(element__version=plan.before).select_related(
        "element", "programme", "module", "activity", "event"
    )
    cells: dict[object, Cell] = {}
    present = 0
    for row in rows.order_by("element__position", "created_at", "pk"):
        onward = way.of(row.element)
        if not onward:
            plan.lost.append(Lost(str(row.item), row.element, way.why_not(row.element)))
        for found in onward:
            place = (key_of(row), found.element.pk)
            if place in taken:
                present += 1
            elif place in cells:
                _merge(cells[place], row)
            else:
                cells[place] = _cell(row, found)
    return list(cells.values()), present


def _cell(row: Mapping, found: Successor) -> Cell:
    kind, item = key_of(row)
    return Cell(kind, item, str(row.item), found.element, row.depth, row.rationale, [row.element], found.by)


def _merge(cell: Cell, row: Mapping) -> None:
    cell.depth = deeper(cell.depth, row.depth)
    if row.rationale and row.rationale not in cell.rationale:
        cell.rationale = f"{cell.rationale}\n{row.rationale}".strip()
    cell.sources.append(row.element)


def _diagnostics(plan: Plan, way: _Way) -> Iterator[CarriedDiagnostic]:
    """The latest version of each diagnostic, where it asks by the old text."""
    latest = DiagnosticVersion.objects.filter(diagnostic__programme=plan.programme)
    latest = latest.order_by("diagnostic_id", "-number").distinct("diagnostic_id")
    versions = DiagnosticVersion.objects.filter(pk__in=latest.values("pk"), framework_version=plan.before)
    versions = versions.select_related(
        "diagnostic__programme__provider", "framework_version", "scale"
    ).prefetch_related("items__element", "levels", "target_profiles__targets")
    rateable = set(plan.before.elements.filter(is_rateable=True).values_list("pk", flat=True))
    all_asked = plan.after.elements.filter(is_rateable=True).count()
    for version in versions.order_by("diagnostic__title", "pk"):
        labels = _labels(version.scale or plan.after.scale)
        if carried := _diagnostic(plan, way, version, rateable, labels, all_asked):
            yield carried


def _diagnostic(
    plan: Plan, way: _Way, version: DiagnosticVersion, rateable: set[UUID], labels: list[str], all_asked: int
) -> CarriedDiagnostic | None:
    items = list(version.items.all())
    reached: dict[UUID, Element] = {}
    for item in items:
        onward = way.of(item.element)
        reached |= {found.element.pk: found.element for found in onward}
        if not onward:
            plan.lost.append(Lost(version.diagnostic.title, item.element, way.why_not(item.element)))
    if not reached:
        return None
    asks_all = {item.element_id for item in items} == rateable
    same_levels = [level.label for level in version.levels.all()] == labels
    profiles = list(_profiles(plan, way, version, items, same_levels))
    elements = None if asks_all else list(reached.values())
    return CarriedDiagnostic(version, elements, all_asked if asks_all else len(reached), profiles)


def _profiles(
    plan: Plan, way: _Way, version: DiagnosticVersion, items: Iterable[Item], same_levels: bool
) -> Iterator[CarriedProfile]:
    """Ranks mean the same only where the levels are called the same; of two elements that became one, the higher."""
    by_pk = {item.pk: item for item in items}
    for profile in version.target_profiles.all():
        targets: dict[UUID, Range] = defaultdict(lambda: (0, 0))
        for target in profile.targets.all():
            element = by_pk[target.item_id].element
            if not same_levels:
                plan.lost.append(Lost(profile.title, element, _("the levels are other ones there")))
                continue
            for found in way.of(element):
                low, high = targets[found.element.pk]
                targets[found.element.pk] = (max(low, target.minimum), max(high, target.maximum))
        yield CarriedProfile(profile, dict(targets))


def _labels(scale: Scale | None) -> list[str]:
    """What the levels of a diagnostic would be called, from the least upwards."""
    rows = ScaleLevel.objects.filter(scale=scale) if scale else ScaleLevel.objects.filter(scale__is_default=True)
    labels = list(rows.filter(is_not_applicable=False).order_by("value").values_list("label", flat=True))
    return labels[::-1] if scale and scale.direction == ScaleDirection.LOWER_IS_MORE else labels
