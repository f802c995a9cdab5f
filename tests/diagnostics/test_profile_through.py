"""A self-assessment read in the words of another framework."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from carnegie.core.models import AccessLog
from diagnostics import services
from diagnostics.models import Attempt
from standards.models import Crosswalk
from tests.cast import NOW, Cast, make_attempt, make_framework, make_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(cast: Cast) -> Attempt:
    return make_attempt(cast.round, cast.amara_enrolment, ranks=[2, 4, 3, 4])


@pytest.fixture
def crosswalk(cast: Cast) -> Crosswalk:
    """From the programme's framework to another; one link is approved, one waits."""
    other = make_framework(cast.provider, "Chairs")
    made = Crosswalk.objects.create(
        owner=cast.provider, title="Heads to chairs", left=cast.framework_version.framework, right=other.framework
    )
    ends = [
        (cast.framework_version.elements.get(code=left), other.elements.get(code=right))
        for left, right in (("D1.1", "D2.1"), ("D1.2", "D2.2"))
    ]
    make_link(made, *ends[0], author=cast.bill, kind="exactMatchOf", approval="approved", approved_by=cast.dee)
    make_link(made, *ends[1], author=cast.bill, kind="exactMatchOf", note="canary-waiting")
    return made


def address(attempt_pk: UUID) -> str:
    return reverse("diagnostics:profile-through", args=[attempt_pk])


def rows(answer: Any) -> dict[str, list[str]]:
    """Code of the other element → what was rated."""
    lines = answer.context["through"].lines
    return {line.element.code: [way.answer.level.label for way in line.ways] for line in lines}


def test_approved_links_lead_to_what_she_said(cast: Cast, attempt: Attempt, crosswalk: Crosswalk, as_user: Any) -> None:
    answer = as_user(cast.amara).get(address(attempt.pk))
    said = rows(answer)
    assert {code: labels for code, labels in said.items() if labels} == {"D2.1": ["Emerging"]}
    assert sorted(said) == ["D1.1", "D1.2", "D1.3", "D2.1", "D2.2", "D2.3"]
    assert answer.context["through"].reached == 1
    assert "Chairs standard 2.1" in answer.text
    assert "canary-waiting" not in answer.text


def test_it_is_read_from_the_other_side_too(cast: Cast, attempt: Attempt, crosswalk: Crosswalk, as_user: Any) -> None:
    link = crosswalk.links.get(approval="approved")
    back = Crosswalk.objects.create(owner=cast.provider, title="A way back", left=crosswalk.right, right=crosswalk.left)
    make_link(back, link.right, link.left, author=cast.bill, approval="approved", approved_by=cast.dee)
    answer = as_user(cast.amara).get(address(attempt.pk), {"crosswalk": str(back.pk)})
    assert answer.context["crosswalk"] == back
    assert rows(answer)["D2.1"] == ["Emerging"]


def test_without_a_crosswalk_it_says_what_will_be_here(cast: Cast, attempt: Attempt, as_user: Any) -> None:
    answer = as_user(cast.amara).get(address(attempt.pk), {"crosswalk": "\x7f junk"})
    assert answer.status_code == 200
    assert "No other framework to read it in yet" in answer.text


def test_others_need_the_learners_grant_and_are_noted(
    cast: Cast, attempt: Attempt, crosswalk: Crosswalk, as_user: Any
) -> None:
    bill = as_user(cast.bill)
    assert bill.get(address(attempt.pk)).status_code == 403
    services.share(shared=attempt, grantee=cast.bill, by=cast.amara, now=NOW)
    before = AccessLog.objects.filter(actor=cast.bill).count()
    assert rows(bill.get(address(attempt.pk)))["D2.1"] == ["Emerging"]
    assert AccessLog.objects.filter(actor=cast.bill).count() == before + 1
    outsiders = [
        as_user(who).get(address(attempt.pk)).status_code for who in (cast.ben, cast.lars, cast.olga, cast.pia)
    ]
    assert outsiders == [404] * 4


@pytest.mark.parametrize("more", [0, 3])
def test_it_takes_ten_queries(
    cast: Cast, attempt: Attempt, crosswalk: Crosswalk, as_user: Any, django_assert_num_queries: Any, more: int
) -> None:
    sides = [cast.framework_version, crosswalk.right.versions.get()]
    for number in range(more):
        left, right = (side.elements.filter(is_rateable=True)[number + 2] for side in sides)
        make_link(crosswalk, left, right, author=cast.bill, approval="approved", approved_by=cast.dee)
    client = as_user(cast.amara)
    with django_assert_num_queries(10):
        client.get(address(attempt.pk))
