"""Reads of claims that a standard is met already. Who may only know that one exists gets no words of it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from carnegie.people.models import User
from diagnostics.models import Item, Round
from programmes.models import Enrolment
from projects.enums import ClaimState
from projects.models import Claim, ClaimEvidence, ClaimTransition, Evidence, reach
from projects.policies import may_decide_claim, may_read_claim, owns_claim

ORDERS = {
    "": ("waits", "created_at", "pk"),
    "learner": ("enrolment__learner__full_name", "created_at", "pk"),
    "newest": ("-created_at", "-pk"),
}
"""How the list may be sorted: what waits first, the longest waiting first; by name; the newest first."""


@dataclass(frozen=True)
class ClaimPage:
    """One claim as this person may see it: without `may_read` only that it exists, its state and its dates."""

    claim: Claim
    evidence: list[Evidence]
    steps: list[ClaimTransition]
    may_read: bool
    is_owner: bool
    may_withdraw: bool
    may_decide: bool


def items_to_claim(enrolment: Enrolment, on: dt.date) -> QuerySet[Item]:
    """Statements of the diagnostics that her cohort's rounds, or those for her alone, ask or have asked her."""
    rounds = Round.objects.filter(
        Q(enrolment__isnull=True) | Q(enrolment=enrolment), cohort=enrolment.cohort_id, opens_on__lte=on
    )
    return Item.objects.filter(version__in=rounds.order_by().values("diagnostic_version"))


def item_choices(enrolment: Enrolment, on: dt.date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Those that she has not claimed yet, under their domain, in the order of the questionnaire; of a statement that
    several versions of a diagnostic ask the newest wording."""
    same = {"lineage": OuterRef("lineage"), "version__diagnostic": OuterRef("version__diagnostic")}
    standing = Claim.objects.filter(enrolment=enrolment, **{f"item__{name}": value for name, value in same.items()})
    standing = standing.exclude(state__in=[ClaimState.DECLINED, ClaimState.WITHDRAWN])
    asked = items_to_claim(enrolment, on)
    newer = asked.filter(**same, version__number__gt=OuterRef("version__number"))
    rows = asked.filter(~Exists(standing), ~Exists(newer)).select_related("version__diagnostic")
    ordered = rows.order_by("version__diagnostic__title", "version", "domain_position", "position")
    return [
        (domain, [(str(item.pk), str(item)) for item in items])
        for domain, items in groupby(ordered, key=lambda item: item.domain)
    ]


def evidence_of(enrolment: Enrolment) -> QuerySet[Evidence]:
    """Hers, the newest first."""
    return Evidence.objects.filter(enrolment=enrolment)


def claim_rows(user: User, on: dt.date) -> QuerySet[Any]:
    """Claims that this person may know of: without the learner's and the facilitator's words. `waits`: 0 while it is
    not decided."""
    rows = Claim.objects.visible_to(user, on).defer("statement", "reason")
    waits = Case(When(state=ClaimState.CLAIMED, then=Value(0)), default=Value(1))
    return rows.select_related("enrolment__learner", "enrolment__cohort", "item").annotate(waits=waits)


def of_claims(rows: QuerySet[Any], wanted: Mapping[str, str]) -> QuerySet[Any]:
    """Those that an address asks for (`state`, `name`), in its order (`sort`)."""
    if wanted.get("state"):
        rows = rows.filter(state=wanted["state"])
    if wanted.get("name"):
        rows = rows.filter(enrolment__learner__full_name__icontains=wanted["name"])
    return rows.order_by(*ORDERS[wanted.get("sort", "")])


def claims_to_decide(user: User, on: dt.date) -> QuerySet[Claim]:
    """What waits for this facilitator, the longest waiting first."""
    mine = Claim.objects.filter(state=ClaimState.CLAIMED, enrolment__in=reach.facilitated(user, on))
    return mine.exclude(enrolment__learner=user).order_by("created_at", "pk")


def claim_page(claim: Claim, user: User, on: dt.date) -> ClaimPage:
    may_read = may_read_claim(user, claim, on)
    evidence = Evidence.objects.visible_to(user, on).filter(pk__in=claim.evidence.values("evidence"))
    is_owner = owns_claim(user, claim)
    return ClaimPage(
        claim=claim,
        evidence=list(evidence) if may_read else [],
        steps=list(claim.transitions.select_related("by")),
        may_read=may_read,
        is_owner=is_owner,
        may_withdraw=is_owner and claim.state == ClaimState.CLAIMED,
        may_decide=may_decide_claim(user, claim, on) and claim.state in (ClaimState.CLAIMED, ClaimState.IN_PART),
    )


def is_in_claim(evidence: Evidence) -> bool:
    """Whether a claim that was not withdrawn rests on it."""
    return ClaimEvidence.objects.filter(evidence=evidence).exists()
