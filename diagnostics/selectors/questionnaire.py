"""A diagnostic as the learner meets it: context, domains, statements, levels in words, and what she answered."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from diagnostics.models import (
    Answer,
    Attempt,
    ContextAnswer,
    ContextQuestion,
    DiagnosticLevel,
    DiagnosticVersion,
    Item,
    ItemDescriptor,
)
from diagnostics.models.attempt import AnswerQuerySet
from diagnostics.models.diagnostic import not_applicable_words

SHORT_LABEL, TINY_LABEL = 14, 3
MOST_IN_A_ROW = 5
_MOST_PAGES = 10_000
SHOWN = ("pk", "lineage", "domain", "domain_position", "code", "statement", "explanation")
KEPT = ("item", "level__rank", "is_not_applicable", "importance", "confidence", "example", "revision", "saved_at")
SHOWN_BEFORE = (
    *("level__label", "example", "attempt__round__title", "attempt__submitted_at"),
    "attempt__round__diagnostic_version__not_applicable_label",
)
"""What pages show of a statement; what is kept of an answer to it; and what of her answer of last time."""


class Kept(NamedTuple):
    """What she has said of one statement; `rank` counts from 1 (least). No model beneath: a page counts all of them."""

    item_id: UUID
    rank: int | None
    is_not_applicable: bool
    importance: int | None
    confidence: int | None
    example: str
    revision: int
    saved_at: dt.datetime

    @property
    def is_answered(self) -> bool:
        return self.is_not_applicable or self.rank is not None

    def is_complete(self, required: Sequence[str]) -> bool:
        """Answered, with all that is required beside a level."""
        return self.is_not_applicable or (self.rank is not None and all(getattr(self, name) for name in required))


class Previous(NamedTuple):
    """What a card says of her answer of last time."""

    label: str | None
    example: str
    round_title: str
    submitted_at: dt.datetime
    not_applicable_label: str

    @property
    def level(self) -> str:
        return self.label or not_applicable_words(self.not_applicable_label)


@dataclass(frozen=True)
class Choice:
    """One level of one statement, with what it looks like there (or in general)."""

    rank: int
    label: str
    text: str

    @property
    def value(self) -> str:
        """As the card's field holds it."""
        return str(self.rank)


@dataclass(frozen=True)
class Question:
    """One statement. `required` names what must be given beside the level; `previous` is what she said last time,
    where she wants to see it."""

    item: Item
    choices: list[Choice]
    answer: Kept | None = None
    required: Sequence[str] = ()
    previous: Previous | None = None

    @property
    def is_answered(self) -> bool:
        """With all that is required."""
        return self.answer is not None and self.answer.is_complete(self.required)

    @property
    def lacks(self) -> str:
        """What is missing beside a level that she has chosen, in words; empty while she has chosen none."""
        if self.answer is None or not self.answer.is_answered:
            return ""
        words = {"importance": _("importance"), "confidence": _("confidence"), "example": _("example")}
        return ", ".join(words[name] for name in self.required if not getattr(self.answer, name))

    @property
    def rank(self) -> int | None:
        """The chosen level's rank; None without one."""
        return self.answer.rank if self.answer else None

    @property
    def layout(self) -> str:
        """Classes for the row of levels: how many stand beside one another where there is room, and whether they are
        words alone or mere figures, which need little room."""
        count = len(self.choices)
        across = count if count <= MOST_IN_A_ROW else (count + 1) // 2
        longest = max((len(choice.label) for choice in self.choices), default=0)
        if any(choice.text for choice in self.choices) or longest > SHORT_LABEL:
            return f"across-{across}"
        return f"across-{count} level-row-tiny" if longest <= TINY_LABEL else f"across-{across} level-row-short"


@dataclass(frozen=True)
class ContextItem:
    """One question about where she works, with her answer."""

    question: ContextQuestion
    text: str = ""
    revision: int = 0
    saved_at: dt.datetime | None = None

    @property
    def is_answered(self) -> bool:
        return bool(self.text)

    @property
    def is_missing(self) -> bool:
        return self.question.is_required and not self.text


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
    context: list[ContextItem] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(domain.total for domain in self.domains)

    @property
    def answered(self) -> int:
        return sum(domain.answered for domain in self.domains)

    @property
    def missing(self) -> int:
        """Statements that lack something."""
        return self.total - self.answered

    @property
    def context_answered(self) -> int:
        return sum(one.is_answered for one in self.context)

    @property
    def missing_context(self) -> list[ContextItem]:
        return [one for one in self.context if one.is_missing]

    @property
    def saved_at(self) -> dt.datetime | None:
        """When she last saved anything."""
        answers = [question.answer for domain in self.domains for question in domain.questions if question.answer]
        moments = [answer.saved_at for answer in answers] + [one.saved_at for one in self.context if one.saved_at]
        return max(moments, default=None)

    @property
    def resume(self) -> int:
        """The number of the first page that is not done, the last one when all are; 0 is the page about her work, to
        which she comes while something that must be said there is missing, and at first."""
        if self.missing_context or (self.context and self.saved_at is None):
            return 0
        return next((domain.number for domain in self.domains if not domain.is_done), len(self.domains))


def questionnaire(attempt: Attempt, page: int | None = None) -> Questionnaire:
    """The attempt's statements with her answers: four queries, whatever the number of statements. The domain numbered
    `page` comes with its choices in words (one query more) and, where she wants it, with what she said last time
    (another)."""
    version = attempt.round.diagnostic_version
    levels = list(DiagnosticLevel.objects.filter(version=version))
    answers = {kept.item_id: kept for kept in _kept(attempt.answers.all())}
    pages = list(_pages(version.pk))
    here = [item for number, _title, items in pages if number == page for item in items]
    choices = _choices(levels, here) if here else {}
    previous = _previous(attempt, here) if here and attempt.shows_previous else {}
    required = version.required

    def question(item: Item) -> Question:
        return Question(item, choices.get(item.pk, []), answers.get(item.pk), required, previous.get(item.lineage))

    domains = [Domain(number, title, [question(item) for item in items]) for number, title, items in pages]
    return Questionnaire(levels, domains, _context(attempt, version.pk))


def preview(version: DiagnosticVersion) -> Questionnaire:
    """The statements as a learner will meet them: four queries."""
    levels = list(DiagnosticLevel.objects.filter(version=version))
    pages = list(_pages(version.pk))
    choices = _choices(levels, [item for _number, _title, items in pages for item in items])
    domains = [
        Domain(number, title, [Question(item, choices[item.pk], required=version.required) for item in items])
        for number, title, items in pages
    ]
    return Questionnaire(levels, domains, [ContextItem(one) for one in ContextQuestion.objects.filter(version=version)])


def answers_on_page(attempt: Attempt, page: int) -> list[Kept]:
    """What is kept of the domain numbered `page`, for another window that shows it: one query."""
    if not 1 <= page <= _MOST_PAGES:
        return []
    items = Item.objects.filter(version=attempt.round.diagnostic_version_id)
    places = items.order_by("domain_position").values("domain_position").distinct()
    return _kept(attempt.answers.filter(item__domain_position=places[page - 1 : page]))


def _kept(answers: AnswerQuerySet) -> list[Kept]:
    return [Kept(*row) for row in answers.values_list(*KEPT)]


def _pages(version_id: UUID) -> Iterable[tuple[int, str, list[Item]]]:
    items = Item.objects.filter(version=version_id).only(*SHOWN).order_by("domain_position", "position")
    groups = groupby(items, lambda item: (item.domain_position, item.domain))
    return [(number, title, list(group)) for number, ((_place, title), group) in enumerate(groups, start=1)]


def _choices(levels: list[DiagnosticLevel], items: list[Item]) -> dict[UUID, list[Choice]]:
    texts: dict[UUID, dict[int, str]] = defaultdict(dict)
    for item_id, level_id, text in ItemDescriptor.objects.filter(item__in=items).values_list("item", "level", "text"):
        texts[item_id][level_id] = text
    return {
        item.pk: [
            Choice(level.rank, level.label, texts[item.pk].get(level.pk) or level.description) for level in levels
        ]
        for item in items
    }


def _previous(attempt: Attempt, items: list[Item]) -> Mapping[UUID, Previous]:
    said = Answer.objects.latest_of(attempt.enrolment.learner_id, [item.lineage for item in items])
    return {lineage: Previous(*row) for lineage, *row in said.values_list("item__lineage", *SHOWN_BEFORE)}


def _context(attempt: Attempt, version_id: UUID) -> list[ContextItem]:
    """Questions and answers in one query."""
    hers = ContextAnswer.objects.filter(attempt=attempt, question=OuterRef("pk"))
    said = JSONObject(text="text", revision="revision", saved_at="saved_at")
    asked = ContextQuestion.objects.filter(version=version_id).annotate(said=Subquery(hers.values(json=said)))
    return [_with_answer(question, question.said) for question in asked]


def _with_answer(question: ContextQuestion, said: dict[str, Any] | None) -> ContextItem:
    if said is None:
        return ContextItem(question)
    return ContextItem(question, said["text"], said["revision"], parse_datetime(said["saved_at"]))
