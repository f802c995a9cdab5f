"""Panels of raters: how many answered (never who), and what a rater is asked."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet

from diagnostics.enums import AttemptState, RaterRelationship
from diagnostics.models import (
    Attempt,
    Item,
    RaterAnswer,
    RaterInvitation,
    RaterPanel,
    RaterResponse,
    Round,
)
from diagnostics.selectors.asking import asked
from diagnostics.selectors.questionnaire import Question, preview
from programmes.models import Enrolment

ONE_PAGE = 15
"""Up to so many statements stand on one page."""


@dataclass(frozen=True)
class GroupCount:
    """One group of a panel. `answered` is None where it would tell who has not: in a group of fewer than the minimum,
    and while one that hides who says what `waits` for the learner to have it counted. It is of `asked`, at `at` where
    it was counted then."""

    relationship: str
    invited: int
    asked: int
    answered: int | None
    waits: bool = False
    at: dt.datetime | None = None

    @property
    def label(self) -> str:
        return str(RaterRelationship(self.relationship).label)


@dataclass(frozen=True)
class PanelRow:
    """One learner of a round, with her panel if there is one."""

    enrolment: Enrolment
    panel: RaterPanel | None
    invited: int


@dataclass(frozen=True)
class RatingQuestion:
    """One statement as the rater meets it, with what she has said."""

    question: Question
    answer: RaterAnswer | None

    @property
    def item(self) -> Item:
        return self.question.item

    @property
    def is_answered(self) -> bool:
        return self.answer is not None and self.answer.is_answered


@dataclass(frozen=True)
class RatingPage:
    """One page; `number` counts from 1. Each part is one domain."""

    number: int
    title: str
    parts: list[tuple[str, list[RatingQuestion]]]

    @property
    def questions(self) -> list[RatingQuestion]:
        return [question for _title, questions in self.parts for question in questions]

    @property
    def answered(self) -> int:
        return sum(question.is_answered for question in self.questions)

    @property
    def unanswered(self) -> list[RatingQuestion]:
        return [question for question in self.questions if not question.is_answered]


@dataclass(frozen=True)
class Rating:
    """All that one rater is asked."""

    pages: list[RatingPage]

    @property
    def total(self) -> int:
        return sum(len(page.questions) for page in self.pages)

    @property
    def answered(self) -> int:
        return sum(page.answered for page in self.pages)

    @property
    def missing(self) -> int:
        return self.total - self.answered

    @property
    def saved_at(self) -> dt.datetime | None:
        answers = [question.answer for page in self.pages for question in page.questions if question.answer]
        return max((answer.saved_at for answer in answers), default=None)

    @property
    def resume(self) -> int:
        """The number of the first page with something open; the last one when there is nothing."""
        return next((page.number for page in self.pages if page.unanswered), len(self.pages))


def group_counts(panel: RaterPanel) -> list[GroupCount]:
    """Invited and answered of each group, in the order of relationships: one query."""
    rows = panel.invitations.order_by().values_list("relationship")
    counted = rows.annotate(
        invited=Count("pk"),
        answered=Count("pk", filter=Q(response__submitted_at__isnull=False)),
        asked_then=Count("pk", filter=Q(counted_at__isnull=False)),
        answered_then=Count("pk", filter=Q(response__submitted_at__lte=F("counted_at"))),
        at=Max("counted_at"),
    )
    found = {relationship: _count(panel, relationship, *numbers) for relationship, *numbers in counted}
    return [found[relationship] for relationship in RaterRelationship.values if relationship in found]


def _count(
    panel: RaterPanel, group: str, invited: int, answered: int, then: int, answered_then: int, at: dt.datetime | None
) -> GroupCount:
    """While somebody can be taken off an unnamed group, only those are counted who no longer can: what is read before
    and after is then the same, whether she has answered or not."""
    if invited < panel.minimum or panel.is_closed or not panel.hides(group):
        return GroupCount(group, invited, invited, answered if invited >= panel.minimum else None)
    if then < panel.minimum:
        return GroupCount(group, invited, then, None, waits=True)
    return GroupCount(group, invited, then, answered_then, at=at)


def invitations_of(panel: RaterPanel) -> QuerySet[RaterInvitation]:
    """Who is asked, by group and name, with whether each has answered where raters are named: shown is it only of
    the groups in `told_of`."""
    found = panel.invitations.all()
    return found if panel.is_anonymous else found.select_related("response")


def told_of(panel: RaterPanel, counts: Iterable[GroupCount]) -> list[str]:
    """The groups of which is told who has answered: where raters are named, those that are large enough to be
    counted."""
    return [] if panel.is_anonymous else [one.relationship for one in counts if one.answered is not None]


def submitted_attempt(panel: RaterPanel) -> Attempt | None:
    """The learner's latest submitted attempt in the panel's round, beside which a closed panel is shown."""
    mine = Attempt.objects.filter(round=panel.round_id, enrolment=panel.enrolment_id, state=AttemptState.SUBMITTED)
    return mine.order_by("-number").first()


def panel_rows(round_: Round) -> list[PanelRow]:
    """Everybody whom the round asks, with her panel and how many she asks: three queries."""
    panels = {panel.enrolment_id: panel for panel in RaterPanel.objects.filter(round=round_).select_related("round")}
    invited = RaterInvitation.objects.filter(panel__round=round_).order_by().values_list("panel__enrolment")
    counts: dict[UUID, int] = dict(invited.annotate(count=Count("pk")))
    return [PanelRow(one, panels.get(one.pk), counts.get(one.pk, 0)) for one in asked(round_)]


def invitation_of(token: str, now: dt.datetime) -> RaterInvitation | None:
    """Whose link this is; None for one that never was, was taken back, or ended long ago."""
    found = RaterInvitation.objects.select_related(
        "panel__round__diagnostic_version__diagnostic__programme", "panel__enrolment__learner", "response"
    )
    return found.filter(token_hash=RaterInvitation.hash_of(token), expires_at__gt=now).first()


def response_of(invitation: RaterInvitation) -> RaterResponse | None:
    return getattr(invitation, "response", None)


def rating(invitation: RaterInvitation) -> Rating:
    """What she is asked with what she has said, a domain a page, or all on one when it is little: four queries."""
    response = response_of(invitation)
    kept = {answer.item_id: answer for answer in response.answers.select_related("level")} if response else {}
    parts = [
        (domain.title, [RatingQuestion(question, kept.get(question.item.pk)) for question in domain.questions])
        for domain in preview(invitation.panel.round.diagnostic_version).domains
    ]
    if sum(len(questions) for _title, questions in parts) <= ONE_PAGE:
        return Rating([RatingPage(1, "", parts)])
    return Rating([RatingPage(number, part[0], [part]) for number, part in enumerate(parts, start=1)])
