"""What Northbridge teaches, and how it is mapped: on purpose some standards are thin and some untouched."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from programmes.enums import Depth, Mode, Strategy

PROGRAMME = "Leading in Practice"
SUMMARY = (
    "Six months for people who lead in nurseries and schools: five modules, a coach, and one change at work that "
    "somebody else can see."
)
OTHER_PROGRAMME = "First Steps in Headship"
COHORT = "Tuesday cohort"
OTHER_COHORT = "Thursday cohort"
DIAGNOSTIC = "Where I stand as a leader"
INTRODUCTION = (
    "Seventeen short statements about leading. Say how it is for you today, not how it should be. Nobody but you sees "
    "your answers unless you share them."
)
MINUTES = 20
TARGETS = "Deputies and aspiring heads"
ROUND = "Baseline"


@dataclass(frozen=True)
class Deed:
    """An activity, or an event when `day` (days from today) and `time` are set."""

    title: str
    strategy: str
    mode: str
    hours: Decimal
    day: int | None = None
    time: str = "13:30"
    place: str = ""
    capacity: int | None = None
    maps: tuple[tuple[str, str, str], ...] = ()

    @property
    def length(self) -> dt.timedelta:
        return dt.timedelta(hours=float(self.hours))


@dataclass(frozen=True)
class Part:
    """A module with its activities and events; `maps` is (code, depth, why)."""

    title: str
    summary: str
    deeds: tuple[Deed, ...] = field(default=())
    maps: tuple[tuple[str, str, str], ...] = ()


I, D, A = Depth.INTRODUCES, Depth.DEVELOPS, Depth.ASSESSES  # noqa: E741

PARTS = (
    Part(
        "Leading with purpose",
        "What you stand for, and how children and colleagues can tell.",
        (
            Deed(
                "Opening day: what we are here for",
                Strategy.WORKSHOP,
                Mode.FACE_TO_FACE,
                Decimal("6"),
                day=-50,
                time="09:30",
                place="Northbridge House, garden room",
                capacity=24,
                maps=(("S1.7", I, "We begin with the leader each of us remembers."),),
            ),
            Deed(
                "A week in pictures",
                Strategy.REFLECTION,
                Mode.AT_WORK,
                Decimal("2"),
                maps=(("HTS1", D, "Photographs of a week show what a place really values."),),
            ),
        ),
        (
            ("S1.1", I, ""),
            ("S1.2", D, "Two dilemmas from practice, argued from both sides."),
            ("S1.4", I, ""),
            ("HTS1", D, "The module turns on ethos and expectations."),
        ),
    ),
    Part(
        "Leading learning",
        "What good teaching and care look like here, and how to talk about it.",
        (
            Deed(
                "Learning walk in pairs",
                Strategy.WORK_SHADOWING,
                Mode.AT_WORK,
                Decimal("3"),
                maps=(("HTS2", D, "Each walk ends with one thing to keep and one to try."),),
            ),
            Deed(
                "What does progress look like at three, seven and eleven?",
                Strategy.ONLINE_SESSION,
                Mode.ONLINE,
                Decimal("1.5"),
                day=-22,
                time="16:00",
                place="Online",
                maps=(("HTS3", I, "Samples of children’s work from three phases."),),
            ),
        ),
        (
            ("HTS2", D, "Evidence about teaching, read together."),
            ("HTS3", D, "Sequence and assessment in one subject or area."),
            ("HTS5", I, "One session on ordinarily available provision."),
        ),
    ),
    Part(
        "Growing people",
        "Observation, feedback and coaching that people look forward to.",
        (
            Deed(
                "Workshop: feedback people can use",
                Strategy.WORKSHOP,
                Mode.FACE_TO_FACE,
                Decimal("3"),
                day=8,
                time="13:30",
                place="Northbridge House, room 2",
                capacity=12,
                maps=(("HTS6", D, "Practised in threes with real notes."),),
            ),
            Deed(
                "Coaching triads",
                Strategy.COACHING,
                Mode.BLENDED,
                Decimal("4"),
                maps=(("HTS6", D, "Three conversations over a term."), ("S1.6", I, "Honest and kind at once.")),
            ),
        ),
        (
            ("HTS6", A, "Assessed through the work based project."),
            ("HTS1", I, ""),
        ),
    ),
    Part(
        "Running it well",
        "Time, money, safety and systems, without losing the children from view.",
        (
            Deed(
                "Seminar: a budget you can explain",
                Strategy.SEMINAR,
                Mode.ONLINE,
                Decimal("2"),
                day=21,
                time="16:00",
                place="Online",
                maps=(("HTS7", I, "Reading one real budget line by line."),),
            ),
            Deed(
                "Shadow a manager’s day",
                Strategy.WORK_SHADOWING,
                Mode.AT_WORK,
                Decimal("6"),
                maps=(("HTS7", D, "The day ends with what you would hand over."),),
            ),
        ),
        (
            ("HTS7", D, "Risk, staffing and safeguarding in one case."),
            ("S1.3", I, ""),
        ),
    ),
    Part(
        "Leading change that lasts",
        "Choosing one thing, doing it well and seeing whether it helped.",
        (
            Deed(
                "Action learning: a change of yours",
                Strategy.ACTION_LEARNING,
                Mode.FACE_TO_FACE,
                Decimal("3"),
                day=35,
                time="09:30",
                place="Hillside Primary, library",
                capacity=8,
                maps=(("HTS8", D, "Your own project, with six people asking."),),
            ),
            Deed(
                "Read: small trials in schools and nurseries",
                Strategy.SELF_STUDY,
                Mode.ONLINE,
                Decimal("2"),
                maps=(("HTS8", I, "Three short papers."),),
            ),
        ),
        (
            ("HTS8", D, "Evaluate, choose, try, look again."),
            ("HTS9", I, "One visit to a partner setting."),
        ),
    ),
)
# Nobody teaches S1.5 openness, HTS4 behaviour and HTS10 governance; HTS5 and HTS9 are only introduced.

TARGET_RANKS = {
    "S1.1": (4, 5),
    "S1.2": (4, 5),
    "S1.3": (4, 5),
    "S1.4": (4, 5),
    "S1.5": (3, 5),
    "S1.6": (4, 5),
    "S1.7": (4, 5),
    "HTS1": (4, 5),
    "HTS2": (4, 5),
    "HTS3": (3, 4),
    "HTS4": (3, 5),
    "HTS5": (3, 4),
    "HTS6": (4, 5),
    "HTS7": (3, 4),
    "HTS8": (4, 5),
    "HTS9": (3, 4),
    "HTS10": (3, 4),
}
