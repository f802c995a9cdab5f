"""What an attempt says: level by statement and domain, beside what is expected where she has rated herself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from uuid import UUID

from diagnostics.enums import Importance
from diagnostics.models import Answer, Attempt, DiagnosticLevel, Item, Target


@dataclass(frozen=True)
class ProfileLine:
    """One statement. Ranks count from 1 (least). `minimum` and `maximum` are what is expected, and are None until
    she has rated the statement herself."""

    item: Item
    rank: int | None = None
    label: str = ""
    is_not_applicable: bool = False
    importance: int | None = None
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
    def is_strength(self) -> bool:
        """Rated, and at or above what is expected."""
        return self.rank is not None and self.minimum is not None and self.rank >= self.minimum


@dataclass(frozen=True)
class ProfileDomain:
    """The mean of what she rated, and of what is expected of the same statements: comparable, since from the same."""

    title: str
    lines: list[ProfileLine]

    @property
    def level(self) -> float | None:
        return _mean(line.rank for line in self.lines)

    @property
    def expected(self) -> float | None:
        return _mean(line.minimum for line in self.lines)


@dataclass(frozen=True)
class Profile:
    """`has_targets`: expectations come from a target profile; else from the level the scale calls proficient."""

    levels: list[DiagnosticLevel]
    domains: list[ProfileDomain]
    has_targets: bool

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


def profile(attempt: Attempt) -> Profile:
    """The attempt's profile: four queries, whatever the number of statements."""
    version_id = attempt.round.diagnostic_version_id
    levels = list(DiagnosticLevel.objects.filter(version=version_id))
    answers = {answer.item_id: answer for answer in attempt.answers.select_related("level")}
    expect = _targets(attempt.round.target_profile_id) if attempt.round.target_profile_id else _proficient(levels)
    labels = {level.rank: level.label for level in levels}
    items = Item.objects.filter(version=version_id).select_related("element").order_by("domain_position", "position")
    domains = [
        ProfileDomain(title, [_line(item, answers.get(item.pk), expect(item.pk), labels) for item in group])
        for (_place, title), group in groupby(items, lambda item: (item.domain_position, item.domain))
    ]
    return Profile(levels, domains, has_targets=attempt.round.target_profile_id is not None)


Range = tuple[int, int] | None


def _targets(profile_id: UUID) -> Callable[[UUID], Range]:
    ranges = {target.item_id: (target.minimum, target.maximum) for target in Target.objects.filter(profile=profile_id)}
    return ranges.get


def _proficient(levels: list[DiagnosticLevel]) -> Callable[[UUID], Range]:
    ranks = [level.rank for level in levels if level.is_proficient]
    expected = (min(ranks), max(ranks)) if ranks else None
    return lambda _item: expected


def _line(item: Item, answer: Answer | None, expected: Range, labels: dict[int, str]) -> ProfileLine:
    if answer is None:
        return ProfileLine(item)
    said = ProfileLine(
        item,
        is_not_applicable=answer.is_not_applicable,
        importance=answer.importance,
        example=answer.example,
    )
    return _rated(said, answer.level, expected, labels) if answer.level else said


def _rated(said: ProfileLine, level: DiagnosticLevel, expected: Range, labels: dict[int, str]) -> ProfileLine:
    low, high = expected or (None, None)
    return replace(
        said,
        rank=level.rank,
        label=level.label,
        minimum=low,
        maximum=high,
        minimum_label=labels.get(low or 0, ""),
        maximum_label=labels.get(high or 0, ""),
    )


def _mean(ranks: Iterable[int | None]) -> float | None:
    given = [rank for rank in ranks if rank is not None]
    return round(sum(given) / len(given), 1) if given else None
