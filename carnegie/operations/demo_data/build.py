"""The whole demo, built in one transaction."""

import datetime as dt
import random
from dataclasses import replace

from django.db import transaction
from django.db.models import F

from carnegie.notifications.enums import ReminderState
from carnegie.notifications.models import Reminder
from carnegie.operations.demo_data import (
    again,
    bookings,
    canaries,
    expecting,
    ground,
    others,
    people,
    rounds_and_claims,
    suggestions,
)
from carnegie.operations.demo_data.calendar import Calendar
from carnegie.operations.demo_data.journeys import Journey, enrol
from carnegie.operations.demo_data.stories import AMARA, OTTO, STORIES, Days, Stage, Story
from programmes.models import Cohort

STAGES = {
    "enrolled": Stage.ENROLLED,
    "diagnosed": Stage.NEEDS,
    "in_project": Stage.IN_PROGRESS,
    "reviewed": Stage.SIGNED_OFF,
}
HANDED_IN_AMARA = Days(handed_in=-4, reviewed=-1)
FEWEST = 2


@transaction.atomic
def build(*, stage: str | None, learners: int, seed: int, with_canaries: bool, now: dt.datetime) -> None:
    """Everything, as far as `stage` (None: the whole demo, with Amara in the middle of things). The same `seed` and
    `now` give the same texts, days and times; ids differ."""
    calendar = Calendar(now, random.Random(seed))  # noqa: S311 - nothing secret
    base = ground.lay(calendar)
    plant = canaries.Planter() if with_canaries else canaries.bare
    told = [_as_far_as(story, stage) for story in cast_of(learners, calendar.chance)]
    _cohort(base, base.cohort, told, people.BILL, plant)
    _cohort(base, base.other_cohort, [_as_far_as(OTTO, stage)], people.OLGA, plant)
    suggestions.suggest(base)
    primary, dee = base.organisations[people.PRIMARY], base.user(people.DEE)
    expecting.expect(base.diagnostic, primary, by=dee, now=calendar.at(-2, "09:30"))
    others.speak(base, base.cohort, plant)
    ground.give_passwords()
    _send_what_is_past(now)


def cast_of(learners: int, chance: random.Random) -> list[Story]:
    """The stories told, and for more learners than there are stories the same ways with other names."""
    told = list(STORIES[: max(learners, FEWEST)])
    for number in range(len(STORIES), learners):
        told.append(_another(number - len(STORIES), chance))
    return told


def _another(number: int, chance: random.Random) -> Story:
    first = people.MORE_FIRST[number % len(people.MORE_FIRST)]
    last = people.MORE_LAST[(number + number // len(people.MORE_FIRST)) % len(people.MORE_LAST)]
    story = STORIES[1 + number % (len(STORIES) - 1)]
    ranks = "".join(_near(rank, chance) for rank in story.ranks)
    return replace(
        story,
        key=f"{first}.{last}.{number + 1}".lower(),
        name=f"{first} {last}",
        job=people.MORE_JOBS[number % len(people.MORE_JOBS)],
        employer=(people.NURSERY, people.PRIMARY)[number % 2],
        ranks=ranks,
    )


def _near(rank: str, chance: random.Random) -> str:
    return str(min(5, max(1, int(rank) + chance.choice((-1, 0, 0, 1))))) if rank in "12345" else rank


def _as_far_as(story: Story, stage: str | None) -> Story:
    """The story cut off at the stage of the whole; at `reviewed` Amara, too, is signed off."""
    if stage is None:
        return story
    if stage == "reviewed" and story is AMARA:
        return replace(story, stage=Stage.SIGNED_OFF, days=HANDED_IN_AMARA)
    return replace(story, stage=min(story.stage, STAGES[stage]))


def _cohort(
    base: ground.Ground, cohort: Cohort, told: list[Story], leader: people.Person, plant: canaries.Plant
) -> None:
    """Enrol all, ask all, and let each go her way."""
    enrolments = [enrol(base, cohort, story) for story in told]
    round_ = ground.open_baseline(base, cohort, leader)
    for story, enrolment in zip(told, enrolments, strict=True):
        Journey(base, story, enrolment, base.user(leader), plant).travel(round_)
        again.look_again(base, story, enrolment, base.user(leader), plant)
    if leader is people.BILL and told[0].stage >= Stage.NEEDS:
        bookings.book(base, enrolments)
    if leader is people.BILL and told[0].stage >= Stage.IN_PROGRESS:
        rounds_and_claims.tell(base, round_, enrolments, plant)


def _send_what_is_past(now: dt.datetime) -> None:
    """Mails of the days before today have been sent in the demo's past: the first tick must not send them all."""
    past = Reminder.objects.filter(state=ReminderState.SCHEDULED, due_at__lt=now - dt.timedelta(hours=18))
    past.update(state=ReminderState.SENT, sent_at=F("due_at"), attempts=1)
