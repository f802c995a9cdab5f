"""What others say in the demo: Amara's closed panel, and one that is open."""

from dataclasses import dataclass

from carnegie.operations.demo_data import people
from carnegie.operations.demo_data.canaries import Plant
from carnegie.operations.demo_data.ground import Ground
from carnegie.operations.demo_data.stories import AMARA, CODES
from carnegie.people.models import User
from diagnostics import services
from diagnostics.enums import AttemptState, RaterMode, RaterRelationship
from diagnostics.models import Attempt, Item, RaterInvitation, RaterPanel, Round
from programmes.models import Cohort

INVITED, ANSWERED, CLOSED = -48, -46, -43
LAST_DAY, OPEN_SINCE = 4, -3
STILL_OPEN = "ruth"
COLLEAGUE, PEER, MANAGER = RaterRelationship.COLLEAGUE, RaterRelationship.PEER, RaterRelationship.LINE_MANAGER


@dataclass(frozen=True)
class Voice:
    """Somebody who is asked: how much higher or lower than Amara herself, and what she says to which statement."""

    name: str
    relationship: str
    shift: int = 0
    words: tuple[tuple[int, str], ...] = ()
    answers: bool = True

    @property
    def email(self) -> str:
        return f"{self.name.split()[0].lower()}@{people.DOMAIN}"


VOICES = (
    Voice(people.LENA.name, MANAGER, 1, ((0, "Families trust her. She could say more often what she expects."),)),
    Voice(people.CARL.name, COLLEAGUE, 1, ((0, "Always at the gate when it matters."),)),
    Voice("Maya Lindqvist", COLLEAGUE, 0, ((1, "Explains why before she asks for something."),)),
    Voice("Tomos Beynon", COLLEAGUE, 1),
    Voice("Grace Adeyemi", COLLEAGUE, -1, ((2, "Takes on what others in the room could do."),)),
    Voice("Nora Sands", PEER, 0, ((0, "Asks the good questions in our group."),)),
    Voice("Ivo Marsh", PEER, answers=False),
)
NEXT_VOICES = (
    Voice("Priya Nair", COLLEAGUE, answers=True),
    Voice("Jonas Weir", COLLEAGUE, answers=False),
    Voice("Ella Stokes", COLLEAGUE, answers=False),
    Voice(people.LENA.name, MANAGER, answers=False),
)


def speak(ground: Ground, cohort: Cohort, plant: Plant) -> None:
    """As far as the learners have come: who has not handed in yet asks nobody."""
    attempts = Attempt.objects.filter(enrolment__cohort=cohort, state=AttemptState.SUBMITTED)
    handed_in = {one.enrolment.learner.email: one for one in attempts.select_related("enrolment__learner", "round")}
    if attempt := handed_in.get(AMARA.email):
        panel = _ask(ground, attempt, VOICES, invited=INVITED, answered=ANSWERED, plant=plant)
        services.close_panel(panel=panel, by=attempt.enrolment.learner, now=ground.calendar.at(CLOSED))
        _later(ground, attempt, plant)
    if attempt := handed_in.get(f"{STILL_OPEN}@{people.DOMAIN}"):
        _ask(ground, attempt, NEXT_VOICES, invited=OPEN_SINCE, answered=OPEN_SINCE + 1, plant=plant)


def _later(ground: Ground, attempt: Attempt, plant: Plant) -> None:
    """Amara asks again in a later round, once there is one."""
    rounds = Round.objects.filter(cohort=attempt.round.cohort_id, opens_on__gt=attempt.round.opens_on)
    for_her = rounds.filter(enrolment__isnull=True) | rounds.filter(enrolment=attempt.enrolment)
    if round_ := for_her.filter(opens_on__lte=ground.calendar.day(OPEN_SINCE)).order_by("opens_on").first():
        again = Attempt(round=round_, enrolment=attempt.enrolment)
        _ask(ground, again, NEXT_VOICES, invited=OPEN_SINCE, answered=OPEN_SINCE + 1, plant=plant)


def _ask(
    ground: Ground, attempt: Attempt, voices: tuple[Voice, ...], *, invited: int, answered: int, plant: Plant
) -> RaterPanel:
    learner, now = attempt.enrolment.learner, ground.calendar.at(invited)
    panel = services.open_panel(
        round=attempt.round,
        enrolment=attempt.enrolment,
        mode=RaterMode.ANONYMOUS,
        closes_on=ground.calendar.day(LAST_DAY),
        by=learner,
        now=now,
    )
    asked = [services.PersonAsked(voice.name, voice.email, voice.relationship) for voice in voices]
    invitations = services.invite_raters(panel=panel, people=asked, by=learner, now=now)
    for voice, invitation in zip(voices, invitations, strict=True):
        if voice.answers:
            _answer(ground, invitation, voice, learner, answered, plant)
    return panel


def _answer(ground: Ground, invitation: RaterInvitation, voice: Voice, learner: User, day: int, plant: Plant) -> None:
    items = {item.code: item for item in Item.objects.filter(version=invitation.panel.round.diagnostic_version_id)}
    words = dict(voice.words)
    said = []
    for number, (code, own) in enumerate(zip(CODES, AMARA.ranks, strict=True)):
        text = words.get(number, "")
        comment = plant(text, learner.email, "feedback360", "comment") if text else ""
        rank = min(5, max(1, int(own) + voice.shift)) if own in "12345" else None
        said.append(services.Said(items[code].pk, rank, rank is None, comment, 0))
    now = ground.calendar.at(day)
    services.save_ratings(invitation=invitation, said=said, now=now)
    services.submit_rating(invitation=invitation, now=now)
