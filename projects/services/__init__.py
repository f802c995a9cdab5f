"""Writes of goals, projects, evidence and reviews: one function a write, atomic, audited; refusals are exceptions."""

from projects.services.evidence import add_evidence, remove_evidence
from projects.services.goals import change_goal, check_in, move_goal, set_goal
from projects.services.projects import (
    add_colleague,
    add_measure,
    add_milestone,
    change_measure,
    change_project,
    draft_project,
    end_colleague,
    finish_milestone,
)
from projects.services.reviews import release_review, save_review
from projects.services.steps import take_step

__all__ = [
    "add_colleague",
    "add_evidence",
    "add_measure",
    "add_milestone",
    "change_goal",
    "change_measure",
    "change_project",
    "check_in",
    "draft_project",
    "end_colleague",
    "finish_milestone",
    "move_goal",
    "release_review",
    "remove_evidence",
    "save_review",
    "set_goal",
    "take_step",
]
