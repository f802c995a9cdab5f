"""Who has come some way rates herself once more, and at the end looks back at the start: something to compare."""

from dataclasses import dataclass

from carnegie.operations.demo_data.canaries import Plant
from carnegie.operations.demo_data.expecting import confidence_of
from carnegie.operations.demo_data.ground import Ground
from carnegie.operations.demo_data.stories import AMARA, CODES, GRACE, Story
from carnegie.people.models import User
from diagnostics import services as diagnostics
from diagnostics.enums import RoundKind
from diagnostics.models import Attempt, Round
from diagnostics.models.attempt import Given
from programmes.models import Enrolment

OPENED, CLOSED, ANSWERED = -2, 12, -1


@dataclass(frozen=True)
class Look:
    """One more round: its levels as in a story, and her own words about some statements."""

    kind: str
    title: str
    ranks: str
    examples: dict[str, str]


HALF_WAY = (
    Look(
        RoundKind.MID_POINT,
        "Half-way",
        "44344334332433423",
        {
            "HTS6": "Seven of eleven have had their observed hour, and two asked when their next one is.",
            "HTS8": "We count the minutes now, so I can say which change helped.",
        },
    ),
)
AT_THE_END = (
    Look(
        RoundKind.EXIT,
        "Where you stand at the end",
        "44444444443344323",
        {
            "HTS4": "Three groups at story time since October, and the children ask for theirs by name.",
            "HTS9": "I still decide too much alone: I see it now, which I did not in spring.",
        },
    ),
    Look(RoundKind.RETROSPECTIVE, "How you see the start today", "33233233232233212", {}),
)


def look_again(ground: Ground, story: Story, enrolment: Enrolment, facilitator: User, plant: Plant) -> None:
    """Rounds for her alone, answered and submitted: half-way where Amara is in her project, at the end Grace's."""
    for look in _looks(story):
        _answer(ground, _ask(ground, enrolment, facilitator, look), enrolment, look, plant)


def _looks(story: Story) -> tuple[Look, ...]:
    for told, looks in ((AMARA, HALF_WAY), (GRACE, AT_THE_END)):
        if story.key == told.key and story.stage >= told.stage:
            return looks
    return ()


def _ask(ground: Ground, enrolment: Enrolment, facilitator: User, look: Look) -> Round:
    return diagnostics.open_round(
        cohort=enrolment.cohort,
        enrolment=enrolment,
        diagnostic_version=ground.diagnostic,
        target_profile=ground.targets,
        kind=look.kind,
        title=look.title,
        opens_on=ground.calendar.day(OPENED),
        closes_on=ground.calendar.day(CLOSED),
        by=facilitator,
        now=ground.calendar.at(OPENED, "09:20"),
    )


def _answer(ground: Ground, round_: Round, enrolment: Enrolment, look: Look, plant: Plant) -> Attempt:
    now, by = ground.calendar.at(ANSWERED, "18:40"), enrolment.learner
    attempt = diagnostics.start_attempt(round=round_, enrolment=enrolment, by=by, now=now)
    items = {item.code: item for item in round_.diagnostic_version.items.all()}
    answers = []
    for code, rank in zip(CODES, look.ranks, strict=True):
        words = look.examples.get(code, "")
        example = plant(words, by.email, "self_assessment", "example") if words else ""
        confidence = confidence_of(code, int(rank))
        answers.append((Given(items[code].pk, int(rank), False, 2, example, confidence), 0))
    diagnostics.save_answers(attempt=attempt, answers=answers, by=by, now=now)
    return diagnostics.submit_attempt(attempt=attempt, by=by, now=now)
