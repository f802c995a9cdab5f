"""A diagnostic as the learner meets it: domains, statements, levels in words, and what she answered."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from diagnostics.models import Answer, Attempt, DiagnosticLevel, DiagnosticVersion, Item, ItemDescriptor


@dataclass(frozen=True)
class Choice:
    """One level of one statement, with what it looks like there (or in general)."""

    rank: int
    label: str
    text: str


@dataclass(frozen=True)
class Question:
    item: Item
    choices: list[Choice]
    answer: Answer | None = None

    @property
    def is_answered(self) -> bool:
        return self.answer is not None and self.answer.is_answered

    @property
    def rank(self) -> int | None:
        """The chosen level's rank; None without one."""
        return self.answer.level.rank if self.answer and self.answer.level else None


@dataclass(frozen=True)
class Domain:
    """One page; `number` counts from 1."""

    number: int
    title: str
    questions: list[Question] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.questions)

    @property
    def answered(self) -> int:
        return sum(question.is_answered for question in self.questions)

    @property
    def is_done(self) -> bool:
        return self.answered == self.total

    @property
    def unanswered(self) -> list[Question]:
        return [question for question in self.questions if not question.is_answered]


@dataclass(frozen=True)
class Questionnaire:
    levels: list[DiagnosticLevel]
    domains: list[Domain]

    @property
    def total(self) -> int:
        return sum(domain.total for domain in self.domains)

    @property
    def answered(self) -> int:
        return sum(domain.answered for domain in self.domains)

    @property
    def missing(self) -> int:
        return self.total - self.answered

    @property
    def saved_at(self) -> dt.datetime | None:
        """When she last saved anything."""
        answers = [question.answer for domain in self.domains for question in domain.questions if question.answer]
        return max((answer.saved_at for answer in answers), default=None)

    @property
    def resume(self) -> int:
        """The number of the first page that is not done; the last one when all are."""
        return next((domain.number for domain in self.domains if not domain.is_done), len(self.domains))


def questionnaire(attempt: Attempt) -> Questionnaire:
    """The attempt's statements with her answers: four queries, whatever the number of statements."""
    answers = {answer.item_id: answer for answer in attempt.answers.select_related("level")}
    return _questionnaire(attempt.round.diagnostic_version_id, answers)


def preview(version: DiagnosticVersion) -> Questionnaire:
    """The statements as a learner will meet them: three queries."""
    return _questionnaire(version.pk, {})


def _questionnaire(version_id: UUID, answers: dict[UUID, Answer]) -> Questionnaire:
    levels = list(DiagnosticLevel.objects.filter(version=version_id))
    texts: dict[UUID, dict[int, str]] = defaultdict(dict)
    for text in ItemDescriptor.objects.filter(item__version=version_id):
        texts[text.item_id][text.level_id] = text.text
    items = Item.objects.filter(version=version_id).order_by("domain_position", "position")
    domains = []
    for number, ((_place, title), group) in enumerate(groupby(items, lambda i: (i.domain_position, i.domain)), start=1):
        questions = [Question(item, _choices(levels, texts[item.pk]), answers.get(item.pk)) for item in group]
        domains.append(Domain(number, title, questions))
    return Questionnaire(levels, domains)


def _choices(levels: list[DiagnosticLevel], texts: dict[int, str]) -> list[Choice]:
    return [Choice(level.rank, level.label, texts.get(level.pk) or level.description) for level in levels]
