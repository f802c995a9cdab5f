"""What the pages of goals, projects, evidence, reviews and claims ask; forms validate and never save."""

from projects.forms.claims import ClaimFilterForm, ClaimForm, DecideForm
from projects.forms.work import (
    CheckInForm,
    ColleagueForm,
    EvidenceForm,
    GoalCloseForm,
    GoalForm,
    MeasureForm,
    MilestoneForm,
    ProjectForm,
    ReasonForm,
    ReviewForm,
)

__all__ = [
    "CheckInForm",
    "ClaimFilterForm",
    "ClaimForm",
    "ColleagueForm",
    "DecideForm",
    "EvidenceForm",
    "GoalCloseForm",
    "GoalForm",
    "MeasureForm",
    "MilestoneForm",
    "ProjectForm",
    "ReasonForm",
    "ReviewForm",
]
