"""More time that was given in a round, and standards that learners say they meet already."""

from datetime import timedelta

from carnegie.operations.demo_data import people
from carnegie.operations.demo_data.canaries import Plant
from carnegie.operations.demo_data.ground import CLOSES, OPENED, Ground
from diagnostics import services as diagnostics
from diagnostics.models import Round
from programmes.models import Enrolment
from projects import services as projects
from projects.enums import ClaimState, EvidenceKind
from projects.models import Claim

MORE_DAYS = 7
# Which standard, how she meets it, and what Bill decided; without an answer it waits.
SAID = (
    (
        "HTS7",
        "I have led the after school club for three years: I plan the rota, brief two assistants and keep its budget.",
        "The rota and your head's letter show it for a small team. Larger teams stay part of your programme.",
    ),
    ("HTS10", "I was a staff governor for four years and wrote the yearly safeguarding report to the board.", ""),
)


def tell(ground: Ground, round_: Round, enrolments: list[Enrolment], plant: Plant) -> None:
    """The last learner got a week more; Amara's first claim is accepted in part, her second waits."""
    _more_time(ground, round_, enrolments[-1])
    amara = enrolments[0]
    for code, statement, reason in SAID:
        claim = _claim(ground, round_, amara, code, statement, plant)
        if reason:
            _decide(ground, claim, plant(reason, amara.learner.email, "rpl_claim", "reason"))


def _more_time(ground: Ground, round_: Round, enrolment: Enrolment) -> None:
    day = ground.calendar.day(CLOSES) + timedelta(days=MORE_DAYS)
    bill, now = ground.user(people.BILL), ground.calendar.at(OPENED + 1)
    diagnostics.extend_round(round=round_, closes_on=day, enrolments=[enrolment], by=bill, now=now)


def _claim(ground: Ground, round_: Round, enrolment: Enrolment, code: str, statement: str, plant: Plant) -> Claim:
    email, who = enrolment.learner.email, {"by": enrolment.learner, "now": ground.calendar.at(-3, "19:20")}
    letter = plant("To whom it may concern: I have seen her do this since 2023.", email, "evidence_file", "text")
    evidence = projects.add_evidence(
        enrolment=enrolment, kind=EvidenceKind.TEXT, title=f"Letter from my head, {code}", text=letter, **who
    )
    return projects.make_claim(
        enrolment=enrolment,
        item=round_.diagnostic_version.items.get(code=code),
        statement=plant(statement, email, "rpl_claim", "statement"),
        evidence=[evidence],
        **who,
    )


def _decide(ground: Ground, claim: Claim, reason: str) -> None:
    bill, now = ground.user(people.BILL), ground.calendar.at(-2, "17:05")
    said = {"decision": ClaimState.IN_PART, "reason": reason, "seen": ClaimState.CLAIMED}
    projects.decide_claim(claim=claim, **said, by=bill, now=now)
