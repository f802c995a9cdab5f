"""Reads of evidence."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from carnegie.people.models import User
from projects.models import Claim, Evidence, Goal, Project, Submission
from projects.policies import owns_evidence
from projects.selectors.claims import is_in_claim
from standards.models import Element


@dataclass(frozen=True)
class EvidencePage:
    """One piece of evidence, with those of its links that the reader may follow."""

    evidence: Evidence
    elements: list[Element]
    goals: list[Goal]
    projects: list[Project]
    claims: list[Claim]
    is_owner: bool
    may_delete: bool


def evidence_rows(user: User) -> QuerySet[Evidence]:
    """Her own, the newest first."""
    mine = Evidence.objects.filter(enrolment__learner=user)
    return (
        mine.select_related("shared_with_employer")
        .annotate(
            project_count=Count("projects", distinct=True),
            goal_count=Count("goals", distinct=True),
            element_count=Count("elements", distinct=True),
        )
        .order_by("-created_at", "-pk")
    )


def evidence_page(evidence: Evidence, user: User, on: dt.date) -> EvidencePage:
    is_owner = owns_evidence(user, evidence)
    return EvidencePage(
        evidence=evidence,
        elements=[row.element for row in evidence.elements.select_related("element").order_by("element__position")],
        goals=list(Goal.objects.visible_to(user, on).filter(evidence__evidence=evidence)),
        projects=list(Project.objects.visible_to(user, on).filter(evidence__evidence=evidence)),
        claims=_claims(evidence, user, on),
        is_owner=is_owner,
        may_delete=is_owner and not is_in_submission(evidence) and not is_in_claim(evidence),
    )


def _claims(evidence: Evidence, user: User, on: dt.date) -> list[Claim]:
    """Those that rest on it and that this person may know of, each with its statement."""
    return list(Claim.objects.visible_to(user, on).filter(evidence__evidence=evidence).select_related("item"))


def is_in_submission(evidence: Evidence) -> bool:
    """Whether a frozen submission of the same learner names it."""
    submissions = Submission.objects.filter(project__enrolment=evidence.enrolment_id)
    return submissions.filter(snapshot__evidence__contains=[{"id": str(evidence.pk)}]).exists()
