"""The learners and how far each has come."""

from carnegie.operations.demo_data.stories.nursery import AMARA, CHLOE, FATIMA, GRACE, HANNAH, MEI, OTTO, RUTH
from carnegie.operations.demo_data.stories.primary import BEN, CALLUM, DANIEL, JOSEPH, OWEN, PRIYA, SAMUEL, TOM
from carnegie.operations.demo_data.stories.shape import (
    CODES,
    Days,
    GoalStory,
    Look,
    NeedStory,
    Piece,
    ProjectStory,
    Stage,
    Story,
)

STORIES = (
    AMARA,
    BEN,
    GRACE,
    PRIYA,
    MEI,
    CALLUM,
    RUTH,
    OWEN,
    FATIMA,
    DANIEL,
    CHLOE,
    SAMUEL,
    HANNAH,
    TOM,
    JOSEPH,
)

__all__ = [
    "AMARA",
    "CODES",
    "GRACE",
    "OTTO",
    "STORIES",
    "Days",
    "GoalStory",
    "Look",
    "NeedStory",
    "Piece",
    "ProjectStory",
    "Stage",
    "Story",
]
