"""What an attempt says: level by statement and domain, beside what is expected where she has rated herself, her other
rounds and what others say. Everything comes from the published copy: a later change of the framework changes nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from diagnostics.enums import Confidence, Importance
from diagnostics.models import Answer, Attempt, DiagnosticLevel, Item, Round, Target
from diagnostics.selectors.profile_columns import Column, ColumnKind, Rank, figure, round_column


@dataclass(frozen=True)
class ProfileLine:
    """One statement. Ranks count from 1 (least). `minimum` and `maximum` are what is expected, and are None until
    she has rated the statement herself."""

    item: Item
    rank: int | None = None
    label: str = ""
    is_not_applicable: bool = False
    importance: int | None = None
    confidence: int | None = None
    example: str = ""
    minimum: int | None = None
    maximum: int | None = None
    minimum_label: str = ""
    maximum_label: str = ""

    @property
    def gap(self) -> int:
        """How many levels are missing to what is expected; 0 when none or when nothing is expected."""
        if self.rank is None or self.minimum is None:
            return 0
        return max(self.minimum - self.rank, 0)

    @property
    def weight(self) -> int:
        """What the gap counts: levels missing × importance in her role (some, when she did not say)."""
        return self.gap * (self.importance or Importance.SOME)

    @property
    def importance_label(self) -> str:
        return str(Importance(self.importance).label) if self.importance else ""

    @property
    def confidence_label(self) -> str:
        return str(Confidence(self.confidence).label) if self.confidence else ""

    @property
    def said(self) -> str:
        """Her level in a figure and its word, “3 Developing”."""
        return f"{self.rank} {self.label}" if self.rank else ""

    @property
    def expected(self) -> str:
        """What is expected, as one level or from one to another."""
        if self.minimum is None or self.maximum is None:
            return ""
        lowest, highest = f"{self.minimum} {self.minimum_label}", f"{self.maximum} {self.maximum_label}"
        return lowest if self.minimum == self.maximum else f"{lowest} – {highest}"

    @property
    def is_strength(self) -> bool:
        """Rated, and at or above what is expected."""
        return self.rank is not None and self.minimum is not None and self.rank >= self.minimum


@dataclass(frozen=True)
class ProfileDomain:
    """The mean of what she rated, and of what is expected, was said in another round or by one group about the same
    statements: comparable, since from the same."""

    title: str
    lines: list[ProfileLine]

    @property
    def level(self) -> float | None:
        return _mean(line.rank for line in self.lines)

    @property
    def expected(self) -> float | None:
        return _mean(line.minimum for line in self.lines)

    def mean_of(self, column: Column) -> float | None:
        return _mean(column.ranks.get(line.item.lineage) for line in self.lines if line.rank is not None)


@dataclass(frozen=True)
class Profile:
    """`has_targets`: expectations come from a target profile; else from the level the scale calls proficient.
    `columns` are what stands beside her own rating; `left_out` what cannot, being of another number of levels."""

    levels: list[DiagnosticLevel]
    domains: list[ProfileDomain]
    has_targets: bool
    columns: Sequence[Column] = ()
    left_out: Sequence[Column] = ()

    @property
    def lines(self) -> list[ProfileLine]:
        return [line for domain in self.domains for line in domain.lines]

    @property
    def strengths(self) -> list[ProfileLine]:
        """The highest first; equal ones by importance, then by their order."""
        return sorted(
            (line for line in self.lines if line.is_strength),
            key=lambda one: (-(one.rank or 0), -(one.importance or 0)),
        )

    @property
    def gaps(self) -> list[ProfileLine]:
        """By weight, the heaviest first; equal ones in their order."""
        return sorted((line for line in self.lines if line.gap), key=lambda line: -line.weight)

    @property
    def maximum(self) -> int:
        return len(self.levels)

    @property
    def rounds(self) -> list[Column]:
        return [column for column in self.columns if column.kind != ColumnKind.GROUP]

    @property
    def groups(self) -> list[Column]:
        return [column for column in self.columns if column.kind == ColumnKind.GROUP]

    def of_kind(self, kind: ColumnKind) -> list[Column]:
        return [column for column in self.columns if column.kind == kind]

    @cached_property
    def words(self) -> dict[Rank, str]:
        return {level.rank: level.label for level in self.levels}

    def label(self, rank: Rank) -> str:
        """A level in its figure and, where it has one, its word."""
        return f"{figure(rank)} {self.words.get(rank, '')}".strip()


def profile(attempt: Attempt, *, beside: Sequence[Attempt] = (), groups: Sequence[Column] = ()) -> Profile:
    """The attempt's profile, with her rounds in `beside` and the groups of raters in `groups` laid beside it: four
    queries, whatever the number of statements and rounds."""
    version_id = attempt.round.diagnostic_version_id
    levels = _levels([attempt, *beside])
    said = _said([attempt, *beside])
    target_profile = attempt.target_profile_id or attempt.round.target_profile_id
    expect = _targets(target_profile) if target_profile else _proficient(levels[version_id])
    items = Item.objects.filter(version=version_id).select_related("element").order_by("domain_position", "position")
    lines = Lines(said[attempt.pk], expect, {level.rank: level.label for level in levels[version_id]})
    domains = [
        ProfileDomain(title, [lines.line(item) for item in group])
        for (_place, title), group in groupby(items, lambda item: (item.domain_position, item.domain))
    ]
    rounds = [_column(other, attempt, said[other.pk], levels) for other in beside]
    fitting = [one for one in rounds if one.levels == len(levels[version_id])]
    misfits = [one for one in rounds if one not in fitting]
    return Profile(levels[version_id], domains, target_profile is not None, [*fitting, *groups], misfits)


@dataclass(frozen=True)
class Part:
    """The statements of one domain as they were asked."""

    title: str
    items: list[Item]


def parts_of(round_: Round) -> list[Part]:
    """What the round asks about, domain by domain: one query."""
    items = Item.objects.filter(version=round_.diagnostic_version_id).order_by("domain_position", "position")
    return [
        Part(title, list(group))
        for (_place, title), group in groupby(items, lambda item: (item.domain_position, item.domain))
    ]


class Said(NamedTuple):
    """One answer."""

    rank: int | None
    is_not_applicable: bool
    importance: int | None
    confidence: int | None
    example: str


Range = tuple[int, int] | None


def _targets(profile_id: UUID) -> Callable[[UUID], Range]:
    ranges = {target.item_id: (target.minimum, target.maximum) for target in Target.objects.filter(profile=profile_id)}
    return ranges.get


def _proficient(levels: list[DiagnosticLevel]) -> Callable[[UUID], Range]:
    ranks = [level.rank for level in levels if level.is_proficient]
    expected = (min(ranks), max(ranks)) if ranks else None
    return lambda _item: expected


def _levels(attempts: Sequence[Attempt]) -> Mapping[UUID, list[DiagnosticLevel]]:
    """The levels of each version that these attempts answered."""
    found = defaultdict(list)
    for level in DiagnosticLevel.objects.filter(version__in={one.round.diagnostic_version_id for one in attempts}):
        found[level.version_id].append(level)
    return found


def _said(attempts: Sequence[Attempt]) -> Mapping[UUID, dict[UUID, Said]]:
    """What was answered, by attempt and lineage."""
    fields = ("level__rank", "is_not_applicable", "importance", "confidence", "example")
    rows = Answer.objects.filter(attempt__in=attempts).values_list("attempt", "item__lineage", *fields)
    found: dict[UUID, dict[UUID, Said]] = defaultdict(dict)
    for attempt, lineage, *answer in rows:
        found[attempt][lineage] = Said(*answer)
    return found


def _column(
    other: Attempt, beside: Attempt, said: Mapping[UUID, Said], levels: Mapping[UUID, list[DiagnosticLevel]]
) -> Column:
    ranks = {lineage: answer.rank for lineage, answer in said.items() if answer.rank is not None}
    return round_column(other, beside, ranks, len(levels[other.round.diagnostic_version_id]))


@dataclass(frozen=True)
class Lines:
    """Makes the line of each item from what she said and what is expected."""

    said: Mapping[UUID, Said]
    expect: Callable[[UUID], Range]
    labels: Mapping[int, str]

    def line(self, item: Item) -> ProfileLine:
        answer = self.said.get(item.lineage)
        if answer is None:
            return ProfileLine(item)
        said = ProfileLine(
            item,
            is_not_applicable=answer.is_not_applicable,
            importance=answer.importance,
            confidence=answer.confidence,
            example=answer.example,
        )
        return said if answer.rank is None else self._rated(said, answer.rank)

    def _rated(self, said: ProfileLine, rank: int) -> ProfileLine:
        low, high = self.expect(said.item.pk) or (None, None)
        return replace(
            said,
            rank=rank,
            label=self.labels[rank],
            minimum=low,
            maximum=high,
            minimum_label=self.labels.get(low or 0, ""),
            maximum_label=self.labels.get(high or 0, ""),
        )


def _mean(ranks: Iterable[Rank | None]) -> float | None:
    given = [float(rank) for rank in ranks if rank is not None]
    return round(sum(given) / len(given), 1) if given else None
