"""The sizes of the figures for diagnostics: one cohort of 500 learners who were asked about 120 elements on ten pages.

One of them answered four rounds and was rated by twelve people; fifty are just answering. A programme of its own with
a facilitator of its own, so that the pages beside it stay what they were.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from carnegie.operations.benchmark.dataset import ADMIN, Builder
from carnegie.people.models import User
from diagnostics.enums import AttemptState, RaterRelationship, RoundKind
from diagnostics.models import (
    Answer,
    Attempt,
    Need,
    NeedElement,
    RaterAnswer,
    RaterInvitation,
    RaterPanel,
    RaterResponse,
    Round,
)
from diagnostics.services.rater_report import write_report
from programmes.models import Cohort, CohortRole, Enrolment, Programme
from standards.services import default_scale

PROGRAMME = "Large programme"
LEARNERS, SAVERS, DOMAINS, ITEMS = 500, 50, 10, 120
MAPPINGS = 2000
FACILITATOR, LEARNER, ANSWERING = "large-facilitator@bench.test", "large-0@bench.test", "large-1@bench.test"
RATERS = (
    *(RaterRelationship.COLLEAGUE, RaterRelationship.PEER, RaterRelationship.REPORT) * 3,
    *(RaterRelationship.COLLEAGUE, RaterRelationship.PEER, RaterRelationship.LINE_MANAGER),
)
ROUNDS = (RoundKind.BASELINE, RoundKind.MID_POINT, RoundKind.EXIT, RoundKind.RETROSPECTIVE)


@dataclass(frozen=True)
class Saver:
    """A learner who is just answering."""

    email: str
    attempt: uuid.UUID


@dataclass(frozen=True)
class Large:
    """The ids that the measured pages need: `rated` is the attempt whose profile has everything."""

    cohort: uuid.UUID
    counted: uuid.UUID
    rated_in: uuid.UUID
    rated: uuid.UUID
    answering: uuid.UUID
    items: list[uuid.UUID]
    savers: list[Saver]


def build(*, seed: int, now: dt.datetime) -> Large:
    """Add the large cohort, all or nothing, unless it is there; `dataset.build` comes first."""
    if not Programme.objects.filter(title=PROGRAMME).exists():
        with transaction.atomic():
            _LargeBuilder(seed, now).run()
    return _collect()


def _collect() -> Large:
    rounds = {one.kind: one for one in Round.objects.filter(cohort__title=PROGRAMME)}
    counted, current = rounds[RoundKind.BASELINE], rounds[RoundKind.MID_POINT]
    rated = Attempt.objects.get(round=rounds[RoundKind.EXIT], enrolment__learner__email=LEARNER)
    open_ = Attempt.objects.filter(round=current, state=AttemptState.IN_PROGRESS).order_by("enrolment__pk")
    answering, *others = open_.values_list("enrolment__learner__email", "pk")
    return Large(
        cohort=counted.cohort_id,
        counted=counted.pk,
        rated_in=rated.round_id,
        rated=rated.pk,
        answering=answering[1],
        items=list(counted.diagnostic_version.items.values_list("pk", flat=True)),
        savers=[Saver(*one) for one in others],
    )


class _LargeBuilder(Builder):
    """Uses the parts of the smaller data's builder with sizes of its own."""

    def run(self) -> None:
        self.admin = User.objects.get(email=ADMIN)
        self.provider = self.admin.memberships.get().organisation
        self.scale = default_scale(by=self.admin, now=self.now)
        self.version = self._framework(self.scale, domains=DOMAINS, size=ITEMS + DOMAINS)
        self.programme = self._provision(PROGRAMME, self.version, MAPPINGS)
        self._diagnostic(ITEMS)
        self._cohort()
        self.rounds = {kind: self._round(self.cohort, kind.label, kind) for kind in ROUNDS}
        self._answers()
        self._needs()
        self._panel()

    def _cohort(self) -> None:
        self.cohort = Cohort.objects.create(
            programme=self.programme,
            title=PROGRAMME,
            starts_on=self.today - dt.timedelta(days=60),
            ends_on=self.today + dt.timedelta(days=300),
        )
        facilitator = User.objects.create_user(FACILITATOR, full_name="Large Facilitator")
        CohortRole.objects.create(cohort=self.cohort, user=facilitator, from_date=self.cohort.starts_on)
        learners = User.objects.bulk_create(
            User(email=f"large-{n}@bench.test", full_name=f"Large {n:03}", password=make_password(None))
            for n in range(LEARNERS)
        )
        self.enrolments = Enrolment.objects.bulk_create(
            Enrolment(cohort=self.cohort, learner=learner, enrolled_at=self.now) for learner in learners
        )

    def _answers(self) -> None:
        """Everybody's baseline, the first learner's other rounds, and those who are just answering; of these the first
        has answered all and asked to see what she said last time."""
        first, *others = self.enrolments
        self.attempts = [self._submitted(RoundKind.BASELINE, enrolment, 9) for enrolment in self.enrolments]
        hers = [self._submitted(kind, first, 5 - n) for n, kind in enumerate(ROUNDS[1:])]
        open_ = [
            Attempt(round=self.rounds[RoundKind.MID_POINT], enrolment=one, started_at=self.now)
            for one in others[: SAVERS + 1]
        ]
        open_[0].shows_previous = True
        Attempt.objects.bulk_create([*self.attempts, *hers, *open_])
        Answer.objects.bulk_create(
            Answer(attempt=attempt, item=item, level=self.random.choice(self.levels), importance=2, saved_at=self.now)
            for attempt in [*self.attempts, *hers, open_[0]]
            for item in self.items
        )

    def _submitted(self, kind: RoundKind, enrolment: Enrolment, days_ago: int) -> Attempt:
        at = self.now - dt.timedelta(days=days_ago)
        return Attempt(
            round=self.rounds[kind],
            enrolment=enrolment,
            state=AttemptState.SUBMITTED,
            started_at=at,
            submitted_at=at,
        )

    def _needs(self) -> None:
        needs = Need.objects.bulk_create(
            Need(enrolment=attempt.enrolment, attempt=attempt, title=f"Priority {n}", reason="New team")
            for attempt in self.attempts
            for n in (1, 2)
        )
        NeedElement.objects.bulk_create(
            NeedElement(need=need, element=self.random.choice(self.items).element) for need in needs
        )

    def _panel(self) -> None:
        """Twelve people about the first learner, with the report that closing makes of it."""
        panel = RaterPanel.objects.create(
            round=self.rounds[RoundKind.EXIT], enrolment=self.enrolments[0], closes_on=self.today, opened_by=self.admin
        )
        for n, relationship in enumerate(RATERS):
            invitation = RaterInvitation.objects.create(
                panel=panel,
                relationship=relationship,
                name=f"Rater {n}",
                email=f"rater-{n}@bench.test",
                token_hash=f"{n:064}",
                expires_at=self.now,
                invited_by=self.admin,
            )
            self._rating(invitation)
        write_report(panel)
        RaterPanel.objects.filter(pk=panel.pk).update(closed_at=self.now)

    def _rating(self, invitation: RaterInvitation) -> None:
        response = RaterResponse.objects.create(invitation=invitation, started_at=self.now, submitted_at=self.now)
        RaterAnswer.objects.bulk_create(
            RaterAnswer(
                response=response,
                item=item,
                level=self.random.choice(self.levels),
                comment="" if item.position % 10 else "Seen every week, in the morning above all",
                saved_at=self.now,
            )
            for item in self.items
        )
