"""Reads for the pages of goals, projects, evidence and reviews; each a fixed number of queries."""

from projects.selectors.choices import (
    element_choices,
    elements_for,
    employer_on,
    enrolments_of,
    facilitators_of,
    goals_to_link,
    needs_of,
    possible_colleagues,
    projects_to_link,
)
from projects.selectors.evidence import EvidencePage, evidence_page, evidence_rows, is_in_submission
from projects.selectors.goals import GoalPage, goal_page, goal_rows, goals_of_needs, others_goal_rows
from projects.selectors.projects import ProjectPage, others_project_rows, project_page, project_rows, step_rows
from projects.selectors.reviews import (
    ReviewPage,
    Waiting,
    next_in_queue,
    queue,
    review_page,
    waiting,
    waiting_by_cohort,
)

__all__ = [
    "EvidencePage",
    "GoalPage",
    "ProjectPage",
    "ReviewPage",
    "Waiting",
    "element_choices",
    "elements_for",
    "employer_on",
    "enrolments_of",
    "evidence_page",
    "evidence_rows",
    "facilitators_of",
    "goal_page",
    "goal_rows",
    "goals_of_needs",
    "goals_to_link",
    "is_in_submission",
    "needs_of",
    "next_in_queue",
    "others_goal_rows",
    "others_project_rows",
    "possible_colleagues",
    "project_page",
    "project_rows",
    "projects_to_link",
    "queue",
    "review_page",
    "step_rows",
    "waiting",
    "waiting_by_cohort",
]
