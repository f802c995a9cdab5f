"""What the demo's diagnostic asks about the place of work, and what is expected of whom."""

import datetime as dt

from carnegie.operations.demo_data import provision
from carnegie.people.models import Organisation, User
from diagnostics import services as diagnostics
from diagnostics.enums import QuestionKind, TargetAudience
from diagnostics.models import ContextQuestion, DiagnosticVersion

QUESTIONS = (
    diagnostics.Asked(
        wording="How many people do you lead?",
        hint="Count those whom you appraise or whose work you plan.",
        kind=QuestionKind.NUMBER,
    ),
    diagnostics.Asked(
        wording="Where do you work most of the time?",
        kind=QuestionKind.CHOICE,
        options=("Baby or toddler room", "Pre-school or reception", "Years 1 to 6", "Across the whole setting"),
    ),
    diagnostics.Asked(wording="What is changing at your place of work this year?", hint="One or two sentences."),
)
ROOM_LEADER = "Room leader"
MORE_AT_PRIMARY = {"HTS4": (4, 5), "HTS5": (4, 5), "HTS9": (4, 5)}


def ask_about_work(draft: DiagnosticVersion, *, by: User, now: dt.datetime) -> None:
    """Three questions, none of which must be answered."""
    for question in QUESTIONS:
        diagnostics.add_question(version=draft, question=question, by=by, now=now)


def answers_about_work(version: DiagnosticVersion, ranks: str) -> list[tuple[ContextQuestion, str, int]]:
    """How many a learner leads and where she works: something that differs from learner to learner."""
    count, place, _free = version.questions.all()
    known = sum(int(rank) for rank in ranks if rank.isdigit())
    return [(count, str(2 + known % 9), 0), (place, place.options[known % len(place.options)], 0)]


def confidence_of(code: str, level: int | None) -> int | None:
    """How sure a learner is of what she said (1 to 3): surest at both ends, and left out of the personal statements."""
    if level is None or not code.startswith("HTS"):
        return None
    return {1: 3, 2: 2, 3: 1, 4: 2, 5: 3}[level]


def expect(version: DiagnosticVersion, primary: Organisation, *, by: User, now: dt.datetime) -> None:
    """One level less of room leaders; of the people of the primary school more where the school has its priorities."""
    room_leaders = {code: (max(1, low - 1), high - 1) for code, (low, high) in provision.TARGET_RANKS.items()}
    school = {"kind": TargetAudience.ORGANISATION, "organisation": primary}
    for title, ranks, whose in (
        ("Room leaders", room_leaders, {"kind": TargetAudience.ROLE, "role": ROOM_LEADER}),
        (f"Leaders at {primary}", provision.TARGET_RANKS | MORE_AT_PRIMARY, school),
    ):
        targets = {item.pk: ranks[item.code] for item in version.items.all()}
        audience = diagnostics.Audience(**whose)
        diagnostics.save_target_profile(
            version=version, title=title, targets=targets, audience=audience, by=by, now=now
        )
