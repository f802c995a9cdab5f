"""Writes of goals, projects, evidence and reviews: one function a write, atomic, audited; refusals are exceptions."""

from projects.services.claims import decide_claim, make_claim, withdraw_claim
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
    "decide_claim",
    "draft_project",
    "end_colleague",
    "finish_milestone",
    "make_claim",
    "move_goal",
    "release_review",
    "remove_evidence",
    "save_review",
    "set_goal",
    "take_step",
    "withdraw_claim",
]
