"""What a diagnostic may ask about, and what a draft says just now."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from diagnostics.enums import FEWEST_LEVELS, MOST_LEVELS
from diagnostics.models import ContextQuestion, DiagnosticVersion
from programmes.models import Programme
from standards.models import Element, FrameworkVersion, Scale, ScaleLevel
from standards.selectors import scales_for

WORDS = ("introduction", "minutes", "scale_id")
ASKS = ("asks_importance", "asks_confidence", "asks_example", "allows_not_applicable")


@dataclass(frozen=True)
class Ticks:
    """What is ticked in the tree: everything, headings with all that lies beneath them, and single statements."""

    everything: bool = False
    branches: frozenset[UUID] = frozenset()
    statements: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class TreeRow:
    """One line of the tree. A heading stands for `total` statements; after a line `closes` headings end."""

    element: Element
    is_branch: bool
    is_ticked: bool
    total: int
    closes: range


@dataclass
class ElementTree:
    """The statements of a framework version with the headings above them, in reading order: one query."""

    version: FrameworkVersion
    elements: list[Element] = field(init=False)
    beneath: dict[UUID, list[Element]] = field(init=False)

    def __post_init__(self) -> None:
        self.elements = list(self.version.elements.order_by("position"))
        self.beneath = defaultdict(list)
        parents = {element.pk: element.parent_id for element in self.elements}
        for statement in self.statements:
            above = statement.parent_id
            while above is not None:
                self.beneath[above].append(statement)
                above = parents[above]
        for pk in list(self.beneath):
            self.beneath[pk].sort(key=lambda element: element.position)

    @property
    def statements(self) -> list[Element]:
        return [element for element in self.elements if element.is_rateable]

    @property
    def kinds(self) -> dict[str, int]:
        """How many statements there are of each kind, in the order in which they come."""
        counted: dict[str, int] = {}
        for statement in self.statements:
            counted[statement.kind] = counted.get(statement.kind, 0) + 1
        return counted

    def is_branch(self, element: Element) -> bool:
        return element.pk in self.beneath

    def under(self, branch: Element) -> list[Element]:
        """All statements that a ticked heading stands for: also itself, where it can be rated."""
        return [branch, *self.beneath[branch.pk]] if branch.is_rateable else self.beneath[branch.pk]

    def chosen(self, ticks: Ticks, kinds: Collection[str]) -> list[Element]:
        """The statements of these kinds that are ticked, themselves or by a heading."""
        found = set(ticks.statements)
        for branch in self.elements:
            if branch.pk in ticks.branches and self.is_branch(branch):
                found.update(one.pk for one in self.under(branch))
        return [one for one in self.statements if one.kind in kinds and (ticks.everything or one.pk in found)]

    def ticks_for(self, asked: Collection[UUID], kinds: Collection[str]) -> Ticks:
        """The fewest ticks that ask for exactly the statements `asked`, all of these kinds."""
        if all(one.pk in asked for one in self.statements if one.kind in kinds):
            return Ticks(everything=True)
        wanted, branches, covered = set(asked), set[UUID](), set[UUID]()
        for branch in self.elements:
            of_kinds = {one.pk for one in self.under(branch) if one.kind in kinds} if self.is_branch(branch) else set()
            if of_kinds and of_kinds <= wanted and not of_kinds <= covered:
                branches.add(branch.pk)
                covered |= of_kinds
        return Ticks(branches=frozenset(branches), statements=frozenset(wanted - covered))

    def rows(self, ticks: Ticks) -> Iterator[TreeRow]:
        """The tree line by line; a heading that can be rated itself comes once more as the first line beneath it."""
        shown = [element for element in self.elements if element.is_rateable or self.is_branch(element)]
        lines: list[tuple[Element, bool, int]] = []
        for element in shown:
            if self.is_branch(element):
                lines.append((element, True, element.depth))
            if element.is_rateable:
                lines.append((element, False, element.depth + self.is_branch(element)))
        depths = [depth for _element, _is_branch, depth in lines[1:]] + [min((line[2] for line in lines), default=0)]
        for (element, is_branch, depth), following in zip(lines, depths, strict=True):
            ticked = element.pk in (ticks.branches if is_branch else ticks.statements)
            total = len(self.under(element)) if is_branch else 1
            yield TreeRow(element, is_branch, ticked, total, range(max(0, depth - following)))


def scales_to_choose(programme: Programme, beside: Scale | None = None) -> QuerySet[Scale]:
    """The scales that a diagnostic of this programme may use, with their levels: shared ones, those of its provider,
    and the present one."""
    return scales_for(programme.provider, beside=beside)


def levels_of(scale: Scale) -> list[ScaleLevel]:
    """What can be chosen on a scale, without “not applicable”; from prefetched levels where there are some."""
    return [level for level in scale.levels.all() if not level.is_not_applicable]


def can_be_asked(scale: Scale) -> bool:
    return FEWEST_LEVELS <= len(levels_of(scale)) <= MOST_LEVELS


def asked_elements(version: DiagnosticVersion) -> set[UUID]:
    return set(version.items.values_list("element", flat=True))


def state_of_draft(version: DiagnosticVersion) -> str:
    """The same as long as nobody has changed what the page about the draft shows."""
    said = {name: getattr(version, name) for name in (*WORDS, *ASKS)}
    elements = sorted(str(pk) for pk in asked_elements(version))
    return fingerprint(version.diagnostic.title, str(version.framework_version_id), said, elements)


def state_of_all(version: DiagnosticVersion) -> str:
    """As `state_of_draft`, with the questions about context: all that publishing freezes."""
    return fingerprint(state_of_draft(version), [state_of_question(question) for question in version.questions.all()])


def state_of_question(question: ContextQuestion) -> str:
    fields = ("kind", "wording", "hint", "is_required", "options")
    return fingerprint([getattr(question, name) for name in fields])


def fingerprint(*parts: object) -> str:
    """The same for the same parts only."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


@dataclass(frozen=True)
class DraftParts:
    """What goes with a draft that is deleted: how many statements and questions, and the titles of its targets."""

    items: int
    questions: int
    targets: list[str]


def parts_of_draft(version: DiagnosticVersion) -> DraftParts:
    """Three queries."""
    titles = list(version.target_profiles.values_list("title", flat=True))
    return DraftParts(version.items.count(), version.questions.count(), titles)
