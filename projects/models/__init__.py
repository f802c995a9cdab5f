from projects.models.claim import Claim, ClaimEvidence, ClaimTransition
from projects.models.evidence import Evidence, EvidenceElement, EvidenceGoal, EvidenceProject
from projects.models.goal import CheckIn, Goal, GoalElement, GoalTransition
from projects.models.project import (
    Milestone,
    Project,
    ProjectColleague,
    ProjectElement,
    ProjectGoal,
    ProjectMember,
    ProjectTransition,
    Submission,
    SuccessMeasure,
)
from projects.models.review import Review, ReviewJudgement

__all__ = [
    "CheckIn",
    "Claim",
    "ClaimEvidence",
    "ClaimTransition",
    "Evidence",
    "EvidenceElement",
    "EvidenceGoal",
    "EvidenceProject",
    "Goal",
    "GoalElement",
    "GoalTransition",
    "Milestone",
    "Project",
    "ProjectColleague",
    "ProjectElement",
    "ProjectGoal",
    "ProjectMember",
    "ProjectTransition",
    "Review",
    "ReviewJudgement",
    "Submission",
    "SuccessMeasure",
]
