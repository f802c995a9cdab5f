"""What is claimed as met already, on the golden thread: for the learner, who decides, and who runs the programme."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.core.models import AccessLog
from carnegie.people.models import User
from projects.enums import ClaimState
from projects.services import withdraw_claim
from tests.cast import NOW, Cast
from tests.home.conftest import Woven
from tests.projects.play import make_evidence
from tests.projects.test_claims import WHY, WORDS, claim_of, decide, item

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def station(page: str) -> str:
    """The words of the station, or nothing."""
    found = re.search(r'data-testid="station-claimed".*?</li>', page, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.group())) if found else ""


def test_a_decision_stands_on_the_thread_with_who_when_and_why(cast: Cast, woven: Woven, as_user: SignIn) -> None:
    claim = decide(claim_of(cast), cast.bill, ClaimState.IN_PART)
    for reader in (cast.amara, cast.bill):
        page = as_user(reader).get(woven.url).text
        said = station(page)
        for shown in ("Met already", "Accepted in part", "Bill", "24 Nov 2026", WHY):
            assert shown in said
        assert reverse("projects:claim-detail", args=[claim.pk]) in page
        assert WORDS not in page


def test_while_it_waits_it_says_so_and_what_comes_next_stays_next(cast: Cast, woven: Woven, as_user: SignIn) -> None:
    before = as_user(cast.amara).get(woven.url).context["thread"].states
    claim_of(cast)
    page = as_user(cast.amara).get(woven.url)
    assert "claimed on Tue 24 Nov 2026" in station(page.text)
    assert page.context["thread"].states == before | {"claimed": "waiting"}


def test_without_a_claim_for_this_standard_there_is_no_station(cast: Cast, woven: Woven, as_user: SignIn) -> None:
    """Nor for one that she took back, one of another standard, or another learner's."""
    withdraw_claim(claim=claim_of(cast), by=cast.amara, now=NOW)
    claim_of(cast, item=item(cast, "D1.2"))
    claim_of(cast, enrolment=cast.ben_enrolment)
    assert station(as_user(cast.amara).get(woven.url).text) == ""


def test_the_admin_knows_that_it_was_decided_and_the_coach_nothing(cast: Cast, woven: Woven, as_user: SignIn) -> None:
    decide(claim_of(cast), cast.bill)
    said = station(as_user(cast.dee).get(woven.url).text)
    assert ("Accepted" in said, WHY in said) == (True, False)
    page = as_user(cast.cora).get(woven.url).text
    assert (station(page), "canary-why" in page) == ("", False)


def test_who_reads_the_decision_there_is_noted(cast: Cast, woven: Woven, as_user: SignIn) -> None:
    claim = decide(claim_of(cast), cast.bill)
    for reader in (cast.dee, cast.cora, cast.amara, cast.bill):
        as_user(reader).get(woven.url)
    noted = AccessLog.objects.filter(object_type="claim").values_list("learner", "actor", "object_id")
    assert list(noted) == [(cast.amara.pk, cast.bill.pk, claim.pk)]


def test_the_claim_leads_to_its_thread(cast: Cast, woven: Woven, as_user: SignIn) -> None:
    claim = claim_of(cast)
    assert woven.url in as_user(cast.bill).get(reverse("projects:claim-detail", args=[claim.pk])).text


def test_a_facilitator_who_reads_a_claim_is_noted_and_nobody_else(cast: Cast, as_user: SignIn) -> None:
    claim = claim_of(cast)
    for name in ("claim-detail", "claim-decide"):
        for reader in (cast.amara, cast.bill, cast.dee):
            as_user(reader).get(reverse(f"projects:{name}", args=[claim.pk]))
    noted: list[Any] = list(AccessLog.objects.values_list("learner", "actor", "kind", "object_type", "object_id"))
    assert noted == [(cast.amara.pk, cast.bill.pk, "viewed", "claim", claim.pk)] * 2


def test_evidence_of_a_claim_leads_back_to_it(cast: Cast, as_user: SignIn) -> None:
    evidence = make_evidence(cast.amara_enrolment)
    claim = claim_of(cast, evidence=[evidence])
    claim_of(cast, item=item(cast, "D1.2"))
    url = reverse("projects:claim-detail", args=[claim.pk])
    for reader in (cast.amara, cast.bill):
        page = as_user(reader).get(reverse("projects:evidence-detail", args=[evidence.pk])).text
        assert ("Nothing yet" in page, page.count('data-testid="of-claim"'), url in page) == (False, 1, True)
