"""Each named constraint of claims, tripped once."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from projects.models import Claim, ClaimEvidence, Evidence
from tests.cast import NOW, Cast


def claim(cast: Cast, **fields: Any) -> Claim:
    item = cast.diagnostic_version.items.first()
    return Claim.objects.create(
        enrolment=cast.amara_enrolment, item=item, statement="canary-claim: I led this for years", **fields
    )


def test_an_item_is_claimed_once(cast: Cast) -> None:
    claim(cast)
    with pytest.raises(IntegrityError, match="claim_once_per_item"), transaction.atomic():
        claim(cast)


def test_an_item_can_be_claimed_again_after_it_was_declined(cast: Cast) -> None:
    claim(cast, state="declined", decided_by=cast.bill, decided_at=NOW, reason="No evidence yet")
    assert claim(cast).state == "claimed"


@pytest.mark.parametrize("lacking", ["decided_by", "decided_at", "reason"])
def test_a_decision_needs_who_when_and_why(cast: Cast, lacking: str) -> None:
    whole = {"decided_by": cast.bill, "decided_at": NOW, "reason": "Seen in her portfolio"}
    nothing = {"decided_by": None, "decided_at": None, "reason": ""}
    with pytest.raises(IntegrityError, match="claim_decided_has_who_when_why"), transaction.atomic():
        claim(cast, state="accepted", **(whole | {lacking: nothing[lacking]}))


def test_evidence_is_part_of_a_claim_once(cast: Cast) -> None:
    made = claim(cast)
    shown = Evidence.objects.create(enrolment=cast.amara_enrolment, kind="text", title="Log", text="canary-text")
    ClaimEvidence.objects.create(claim=made, evidence=shown)
    with pytest.raises(IntegrityError, match="claim_evidence_unique"), transaction.atomic():
        ClaimEvidence.objects.create(claim=made, evidence=shown)
