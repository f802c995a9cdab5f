"""How the story of a learner is told. Days count from today (negative: ago); times are London time.

`ranks` has a digit for each of the seventeen statements in reading order: 1 to 5, 0 for "not applicable", `-` for one
that is not answered yet.
"""

from dataclasses import dataclass, field
from enum import IntEnum

from carnegie.operations.demo_data.people import DOMAIN

CODES = [*(f"S1.{n}" for n in range(1, 8)), *(f"HTS{n}" for n in range(1, 11))]


class Stage(IntEnum):
    """How far a learner is; a run for an earlier stage of the whole stops her there."""

    ENROLLED = 1
    ANSWERING = 2
    SUBMITTED = 3
    NEEDS = 4
    GOAL = 5
    DRAFT = 6
    PROPOSED = 7
    RETURNED = 8
    APPROVED = 9
    IN_PROGRESS = 10
    WAITING = 11
    REWORK = 12
    SIGNED_OFF = 13


@dataclass(frozen=True)
class NeedStory:
    title: str
    reason: str
    context: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """A look back at the goal."""

    day: int
    confidence: int
    note: str
    is_blocked: bool = False


@dataclass(frozen=True)
class GoalStory:
    title: str
    measure: str
    baseline: str
    target: str
    due: int
    next_look: int | None
    strategies: tuple[str, ...]
    why: str
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True)
class Piece:
    """One piece of evidence: a text, or a file (`file` names which of the demo's own is made)."""

    day: int
    title: str
    shows: str
    text: str = ""
    file: str = ""
    is_shared: bool = False


@dataclass(frozen=True)
class ProjectStory:
    title: str
    context: str
    aim: str
    stakeholders: str
    risks: str
    ethics: str
    for_self: str
    for_team: str
    for_organisation: str
    measures: tuple[tuple[str, str, str], ...] = ()
    milestones: tuple[tuple[str, int, bool], ...] = ()
    evidence: tuple[Piece, ...] = ()
    return_reason: str = ""
    mended_aim: str = ""
    review: str = ""


@dataclass(frozen=True)
class Days:
    """On which day each step was taken."""

    began: int = -50
    submitted: int = -47
    needs: int = -44
    goal: int = -40
    drafted: int = -36
    proposed: int = -34
    returned: int = -31
    again: int = -29
    approved: int = -27
    started: int = -25
    handed_in: int = -6
    reviewed: int = -3


@dataclass(frozen=True)
class Story:
    key: str
    name: str
    job: str
    employer: str
    stage: Stage
    ranks: str = "-" * 17
    examples: dict[str, str] = field(default_factory=dict)
    needs: tuple[NeedStory, ...] = ()
    goal: GoalStory | None = None
    project: ProjectStory | None = None
    days: Days = Days()

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"
