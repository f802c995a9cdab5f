"""The landing page: a part for each relation, what each of the cast finds, and what nobody must find."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.enums import MembershipRole
from carnegie.people.models import Membership, User
from diagnostics.models import Round
from programmes.enums import EnrolmentStatus, SupporterKind
from programmes.models import Enrolment, EnrolmentEmployer, MappingSuggestion, Supporter
from projects.enums import ProjectState
from projects.models import CheckIn, ProjectColleague
from tests.cast import LONG_AGO, NOW, TODAY, Cast, person
from tests.home.conftest import Woven, exit_round
from tests.projects.play import make_goal, make_project
from tests.projects.test_claims import claim_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
EVERYBODY_ELSE = "bill cora carl lena dee sam root otto olga pia sue lars ben eve".split()  # noqa: SIM905


def parts(page: str) -> list[str]:
    return re.findall(r'<section[^>]* data-testid="home-([\w-]+)"', page)


# ---- who finds what ----


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("amara", ["learner"]),
        ("bill", ["facilitator"]),
        ("cora", ["coach"]),
        ("carl", ["workplace"]),
        ("lena", ["workplace"]),
        ("dee", ["programme-admin"]),
        ("pia", ["programme-admin"]),
        ("sam", ["sponsor"]),
        ("root", ["system-admin"]),
        ("eve", []),
    ],
)
def test_each_of_the_cast_finds_her_parts(
    cast: Cast, woven: Woven, as_user: SignIn, name: str, found: list[str]
) -> None:
    page = as_user(getattr(cast, name)).get("/").text

    assert parts(page) == found
    assert page.count("<h1") == 1
    assert f"Good morning, {name.capitalize()}" in page


def test_several_relations_give_several_parts(cast: Cast, as_user: SignIn) -> None:
    Membership.objects.create(
        user=cast.amara, organisation=cast.provider, role=MembershipRole.PROGRAMME_ADMIN, from_date=LONG_AGO
    )
    Supporter.objects.create(
        enrolment=cast.ben_enrolment, user=cast.amara, kind=SupporterKind.MENTOR, from_date=LONG_AGO
    )

    assert parts(as_user(cast.amara).get("/").text) == ["learner", "coach", "programme-admin"]


def test_who_is_nobody_is_told_what_to_do(cast: Cast, as_user: SignIn) -> None:
    page = as_user(person("Nora")).get("/").text

    assert parts(page) == []
    assert "Nothing is open to you yet" in page
    assert "nora@example.test" in page


def test_nobody_but_the_learner_finds_what_she_said_of_herself(cast: Cast, woven: Woven, as_user: SignIn) -> None:
    """No home shows answers, needs' reasons or notes; projects' titles only to those who may read the project."""
    private = [woven.words()[station] for station in ("rated", "chosen", "look", "evidence", "judged")]
    for name in [
        "bill",
        "cora",
        "carl",
        "lena",
        "dee",
        "sam",
        "root",
        "otto",
        "olga",
        "pia",
        "sue",
        "lars",
        "ben",
        "eve",
    ]:
        page = as_user(getattr(cast, name)).get("/").text
        assert [words for words in private if words in page] == [], name
        reads = name in ("bill", "cora", "carl", "lena")
        assert (woven.project.title in page) == reads, name


def test_a_facilitator_finds_her_own_cohort_only(cast: Cast, woven: Woven, as_user: SignIn) -> None:
    bill, olga = as_user(cast.bill).get("/").text, as_user(cast.olga).get("/").text

    assert [name in bill for name in ("Amara Example", "Ben Example", "Otto Example")] == [True, True, False]
    assert [name in olga for name in ("Amara Example", "Ben Example", "Otto Example")] == [False, False, True]


def test_a_facilitator_finds_the_claims_that_wait_for_her(cast: Cast, as_user: SignIn) -> None:
    assert "Nobody waits for you" in as_user(cast.bill).get("/").text
    claim_of(cast)
    bill, olga = as_user(cast.bill).get("/").text, as_user(cast.olga).get("/").text

    assert "1 claim to meet a standard already waits for your decision" in bill
    assert ("No project waits for you" in bill, "Nobody waits for you" in bill) == (True, False)
    assert 'data-testid="claims-wait"' not in olga


def test_a_withdrawn_learner_is_asked_nothing(cast: Cast, as_user: SignIn) -> None:
    Enrolment.objects.filter(pk=cast.amara_enrolment.pk).update(status=EnrolmentStatus.WITHDRAWN)

    assert parts(as_user(cast.amara).get("/").text) == []


# ---- sponsors, workplaces, system administrators ----


def test_a_sponsor_is_told_a_number_only_when_nobody_can_be_recognised(
    cast: Cast, as_user: SignIn, settings: Any
) -> None:
    """Elm Park has Amara and Otto; Ben, of another employer, never counts."""
    settings.AGGREGATE_MINIMUM = 3
    page = as_user(cast.sam).get("/").text
    assert "Fewer than 3 of your people learn with us now." in page
    assert "<b>2</b>" not in page

    settings.AGGREGATE_MINIMUM = 2
    page = as_user(cast.sam).get("/").text
    assert re.findall(r'<p class="stat"><b>(\d+)</b>', page) == ["2"]


def test_people_of_former_employers_do_not_count(cast: Cast, as_user: SignIn, settings: Any) -> None:
    settings.AGGREGATE_MINIMUM = 2
    EnrolmentEmployer.objects.filter(enrolment=cast.otto_enrolment).update(to_date=TODAY)

    assert "Fewer than 2 of your people" in as_user(cast.sam).get("/").text


def test_a_colleague_finds_only_projects_that_name_her(cast: Cast, as_user: SignIn) -> None:
    project = make_project(cast, ProjectState.APPROVED)
    assert "No project yet" in as_user(cast.carl).get("/").text

    link = ProjectColleague.objects.create(project=project, user=cast.carl, from_date=LONG_AGO)
    assert project.title in as_user(cast.carl).get("/").text

    link.to_date = TODAY
    link.save()
    assert project.title not in as_user(cast.carl).get("/").text


def test_a_line_manager_finds_no_drafts(cast: Cast, as_user: SignIn) -> None:
    make_project(cast, ProjectState.DRAFT)

    assert "No project yet" in as_user(cast.lena).get("/").text


# ---- programme admins ----


def test_a_programme_admin_finds_gaps_and_how_many_have_submitted(cast: Cast, woven: Woven, as_user: SignIn) -> None:
    page = as_user(cast.dee).get("/").text

    assert "5 standards untouched" in page
    assert "2 of 2 self-assessments submitted" in page
    assert "Elsewhere" not in page
    assert 'data-testid="setup"' not in page


def test_a_programme_admin_is_told_what_facilitators_suggest(cast: Cast, as_user: SignIn) -> None:
    elements = cast.framework_version.elements
    for code, state in (("D1.1", "open"), ("D1.2", "open"), ("D1.3", "declined")):
        decided = {} if state == "open" else {"state": state, "decided_by": cast.dee, "decided_at": NOW}
        MappingSuggestion.objects.create(
            event=cast.event, element=elements.get(code=code), suggested_by=cast.bill, **decided
        )
    page = as_user(cast.dee).get("/").text

    assert "2 suggestions wait" in page
    assert reverse("programmes:suggestion-list", args=[cast.programme.pk]) in page
    assert [as_user(one).get("/").text.count("suggestions-wait") for one in (cast.pia, cast.bill)] == [0, 0]


def test_an_empty_installation_shows_the_way(cast: Cast, as_user: SignIn) -> None:
    page = as_user(cast.pia).get("/").text

    assert 'data-testid="setup"' in page
    assert "Leading in Practice" not in page
    assert "No framework yet" in page


# ---- how it is made ----


@pytest.mark.parametrize(
    ("name", "queries"),
    [("amara", 11), ("bill", 10), ("cora", 6), ("dee", 7), ("lena", 6), ("sam", 4), ("root", 4), ("eve", 3)],
)
def test_queries_do_not_grow_with_rows(
    cast: Cast, woven: Woven, as_user: SignIn, django_assert_num_queries: Any, name: str, queries: int
) -> None:
    make_project(cast, ProjectState.PROPOSED)
    client = as_user(getattr(cast, name))
    with django_assert_num_queries(queries):
        client.get("/")

    for number in range(2):
        one = person(f"More{number}")
        enrolment = Enrolment.objects.create(cohort=cast.cohort, learner=one, enrolled_at=NOW)
        EnrolmentEmployer.objects.create(enrolment=enrolment, organisation=cast.employer_a, from_date=LONG_AGO)
        Supporter.objects.create(enrolment=enrolment, user=cast.cora, kind=SupporterKind.COACH, from_date=LONG_AGO)
        Supporter.objects.create(
            enrolment=enrolment, user=cast.lena, kind=SupporterKind.LINE_MANAGER, from_date=LONG_AGO
        )
        make_project(cast, ProjectState.PROPOSED, enrolment)
        make_goal(cast.amara_enrolment, f"Goal {number}")
        make_project(cast, ProjectState.APPROVED)
        exit_round(cast, opens=number)
    assert (Round.objects.count(), CheckIn.objects.count()) == (3, 3)
    with django_assert_num_queries(queries):
        client.get("/")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_only_shows(cast: Cast, as_user: SignIn, method: str) -> None:
    assert getattr(as_user(cast.amara), method)("/").status_code == 405
