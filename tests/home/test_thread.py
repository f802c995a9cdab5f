"""The golden thread page: what each reader finds on it, and whose words never are."""

import datetime as dt
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from carnegie.core.enums import AccessKind
from carnegie.core.models import AccessLog
from carnegie.home.selectors.thread import elements_of, reader_of, thread, threads_readable_by
from carnegie.people.enums import GrantSubject
from carnegie.people.models import SharingGrant, User
from diagnostics.models import Need
from programmes.models import ProgrammeRole
from projects.enums import ProjectState
from projects.models import Evidence, Goal, ProjectColleague
from standards.enums import AdoptionStatus
from tests.cast import LONG_AGO, NOW, Cast, make_attempt, make_framework
from tests.home.conftest import Woven, exit_round, share, weave
from tests.projects.play import make_evidence, make_goal

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
ALL = {"rated", "chosen", "goal", "look", "project", "evidence", "judged"}
STATIONS = ["rated", "chosen", "goal", "project", "evidence", "again", "changed"]


def stations(page: str) -> list[str]:
    return re.findall(r'data-testid="station-(\w+)"', page)


def state(page: str, station: str) -> str:
    found = re.search(rf'<li class="(\w+)" data-testid="station-{station}"', page)
    assert found, station
    return found[1]


def what_changed(page: str) -> str:
    """What the last station says."""
    part = page[page.index('data-testid="station-changed"') :]
    return part[part.index("<p>") + 3 : part.index("</p>")]


def read(page: str, thread: Woven) -> set[str]:
    """Which of the thread's words stand on the page."""
    return {station for station, words in thread.words().items() if words in page}


def readers(page: str) -> list[str]:
    """Who has read it, as the learner is told."""
    part = page[page.index('data-testid="read-by"') :]
    return [re.sub("<[^>]+>", "", row) for row in re.findall(r"<li>(.*?)</li>", part[: part.index("</section>")])]


# ---- who reads what ----


@pytest.mark.parametrize(
    ("name", "words", "shown"),
    [
        ("amara", ALL, STATIONS),
        ("bill", ALL - {"rated"}, STATIONS),
        ("cora", ALL - {"rated", "evidence"}, STATIONS),
        ("dee", set(), ["rated", "goal", "project", "again", "changed"]),
    ],
)
def test_each_reader_finds_what_the_rule_of_each_station_allows(
    cast: Cast, woven: Woven, as_user: SignIn, name: str, words: set[str], shown: list[str]
) -> None:
    page = as_user(getattr(cast, name)).get(woven.url).text

    assert read(page, woven) == words
    assert stations(page) == shown


@pytest.mark.parametrize("name", ["ben", "carl", "lena", "lars", "sam", "sue", "root", "otto", "olga", "pia", "eve"])
def test_to_everybody_else_it_does_not_exist(cast: Cast, woven: Woven, as_user: SignIn, name: str) -> None:
    client = as_user(getattr(cast, name))

    answer = client.get(woven.url)
    absent = client.get(f"/thread/{uuid.uuid4()}/{woven.element.pk}/")

    assert (answer.status_code, absent.status_code) == (404, 404)
    assert read(answer.text, woven) == set()


def test_without_signing_in_it_leads_to_the_door(client: Client, woven: Woven) -> None:
    answer = client.get(woven.url)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_nothing_of_other_learners_is_on_it(cast: Cast, woven: Woven, as_user: SignIn) -> None:
    for name in ("amara", "bill", "cora", "dee"):
        page = as_user(getattr(cast, name)).get(woven.url).text
        assert "canary-example-Ben" not in page
        assert not re.search(r"canary-\w+-(Ben|Otto)", page)


def test_a_line_manager_reads_it_only_while_it_is_shared_with_her(cast: Cast, woven: Woven, as_user: SignIn) -> None:
    lena = as_user(cast.lena)
    grant = share(cast.amara, cast.lena, GrantSubject.ENROLMENT, woven.enrolment.pk)

    page = lena.get(woven.url).text
    assert read(page, woven) == {"project"}
    assert stations(page) == ["project", "changed"]

    share(cast.amara, cast.lena, GrantSubject.ATTEMPT, woven.attempt.pk)
    share(cast.amara, cast.lena, GrantSubject.NEED, woven.need.pk)
    share(cast.amara, cast.lena, GrantSubject.GOAL, woven.goal.pk)
    share(cast.amara, cast.lena, GrantSubject.REVIEW, woven.review.pk)
    Evidence.objects.filter(pk=woven.evidence.pk).update(shared_with_employer=cast.employer_a)
    page = lena.get(woven.url).text
    assert read(page, woven) == ALL
    assert stations(page) == ["rated", "chosen", "goal", "project", "evidence", "changed"]

    SharingGrant.objects.filter(pk=grant.pk).update(revoked_at=NOW)
    assert lena.get(woven.url).status_code == 404


def test_a_line_manager_who_is_also_programme_admin_reads_no_goal_that_is_not_shared_with_her(
    cast: Cast, woven: Woven, as_user: SignIn
) -> None:
    ProgrammeRole.objects.create(programme=cast.programme, user=cast.lena, from_date=LONG_AGO)
    share(cast.amara, cast.lena, GrantSubject.ENROLMENT, woven.enrolment.pk)
    page = as_user(cast.lena).get(woven.url).text
    assert read(page, woven) == {"project", "judged"}
    assert stations(page) == ["rated", "goal", "project", "evidence", "again", "changed"]


def test_a_grant_by_somebody_else_opens_nothing(cast: Cast, woven: Woven, as_user: SignIn) -> None:
    share(cast.ben, cast.lena, GrantSubject.ENROLMENT, woven.enrolment.pk)
    share(cast.ben, cast.cora, GrantSubject.ATTEMPT, woven.attempt.pk)

    assert as_user(cast.lena).get(woven.url).status_code == 404
    assert "rated" not in read(as_user(cast.cora).get(woven.url).text, woven)


@pytest.mark.parametrize("name", ["bill", "cora"])
def test_a_shared_self_rating_is_shown_to_the_one_it_is_shared_with(
    cast: Cast, woven: Woven, as_user: SignIn, name: str
) -> None:
    share(cast.amara, getattr(cast, name), GrantSubject.ATTEMPT, woven.attempt.pk)

    page = as_user(getattr(cast, name)).get(woven.url).text

    assert "rated" in read(page, woven)
    assert "Amara’s own rating: <b>Emerging</b> (2 of 5)." in page


def test_an_unsubmitted_self_assessment_is_never_shown_even_if_shared(cast: Cast, as_user: SignIn) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[2], submitted=False)
    share(cast.amara, cast.bill, GrantSubject.ATTEMPT, attempt.pk)
    element = cast.framework_version.elements.get(code="D1.1")

    page = as_user(cast.bill).get(f"/thread/{cast.amara_enrolment.pk}/{element.pk}/").text

    assert "canary-example-Amara" not in page
    assert "has begun and is not submitted yet" in page
    assert state(page, "rated") == "now"


@pytest.mark.parametrize("name", ["amara", "bill", "cora"])
def test_no_review_stands_on_it_before_it_is_released(cast: Cast, woven: Woven, as_user: SignIn, name: str) -> None:
    woven.review.state, woven.review.released_at = "draft", None
    woven.review.save()

    assert "judged" not in read(as_user(getattr(cast, name)).get(woven.url).text, woven)


def test_a_draft_project_is_its_learners_alone(cast: Cast, as_user: SignIn) -> None:
    thread = weave(cast, cast.amara_enrolment, state=ProjectState.DRAFT)

    assert "project" in read(as_user(cast.amara).get(thread.url).text, thread)
    page = as_user(cast.bill).get(thread.url).text
    assert "project" not in read(page, thread)
    assert "It will stand here when a work based project is proposed." in page


# ---- what it says ----


def test_stations_that_have_happened_say_when_and_by_whom(cast: Cast, woven: Woven, as_user: SignIn) -> None:
    page = as_user(cast.amara).get(woven.url).text

    assert "You rated yourself <b>Emerging</b> (2 of 5)." in page
    assert "Returned by Bill" in page
    assert "Approved by Bill" in page
    assert "confidence 4 of 5" in page
    assert {name: state(page, name) for name in STATIONS} == {
        "rated": "done",
        "chosen": "done",
        "goal": "done",
        "project": "done",
        "evidence": "done",
        "again": "now",
        "changed": "waiting",
    }
    assert what_changed(page) == (
        "The project is signed off. Not yet: confirming what changed at work is not part of this release."
    )


def test_nobody_is_promised_to_be_asked_what_changed(cast: Cast, as_user: SignIn) -> None:
    """Not before the sign-off either, nor when a colleague is named."""
    thread = weave(cast, cast.amara_enrolment, state=ProjectState.IN_PROGRESS)
    ProjectColleague.objects.create(project=thread.project, user=cast.carl, is_sponsor=True, from_date=LONG_AGO)

    page = as_user(cast.amara).get(thread.url).text

    assert what_changed(page) == "Not yet: confirming what changed at work is not part of this release."


def test_stations_that_have_not_happened_say_what_will_make_them(cast: Cast, as_user: SignIn) -> None:
    element = cast.framework_version.elements.get(code="D2.1")

    page = as_user(cast.amara).get(f"/thread/{cast.amara_enrolment.pk}/{element.pk}/").text

    assert page.count('<span class="station-note">not yet</span>') == 7
    assert "The round “Baseline” is open until" in page
    assert [state(page, name) for name in STATIONS] == ["now", *["waiting"] * 6]


def test_the_round_to_come_is_announced_and_the_re_rating_stands_beside_the_first(
    cast: Cast, woven: Woven, as_user: SignIn
) -> None:
    later = exit_round(cast, opens=30)
    assert "Exit opens on" in as_user(cast.amara).get(woven.url).text

    type(later).objects.filter(pk=later.pk).update(opens_on=NOW.date() - dt.timedelta(days=1))
    make_attempt(later, cast.amara_enrolment, ranks=[4])
    page = as_user(cast.amara).get(woven.url).text
    assert state(page, "again") == "done"
    assert "You rated yourself <b>Established</b> (4 of 5)." in page
    assert "You rated yourself <b>Emerging</b> (2 of 5)." in page


def test_a_newer_version_of_the_framework_shows_the_same_thread(cast: Cast, woven: Woven, as_user: SignIn) -> None:
    other = make_framework(cast.provider, "Heads again")
    other.framework, other.number = cast.framework_version.framework, 2
    other.save()
    same = other.elements.get(code="D1.1")
    same.lineage = woven.element.lineage
    same.save()

    page = as_user(cast.amara).get(f"/thread/{woven.enrolment.pk}/{same.pk}/").text

    assert read(page, woven) == ALL


def test_only_elements_of_the_programmes_frameworks_have_a_thread(cast: Cast, woven: Woven, as_user: SignIn) -> None:
    strange = make_framework(cast.other_provider, "Strange").elements.get(code="D1.1")
    draft = make_framework(cast.provider, "Draft", status=AdoptionStatus.DRAFT)
    draft.framework, draft.number = cast.framework_version.framework, 2
    draft.save()

    amara = as_user(cast.amara)
    for element in (strange, draft.elements.get(code="D1.1")):
        assert amara.get(f"/thread/{woven.enrolment.pk}/{element.pk}/").status_code == 404


def test_evidence_without_a_standard_belongs_to_the_goals_and_projects_of_the_thread(
    cast: Cast, woven: Woven, as_user: SignIn
) -> None:
    make_evidence(cast.amara_enrolment, woven.project, title="Belongs here")
    make_evidence(cast.amara_enrolment, title="Belongs nowhere")

    page = as_user(cast.amara).get(woven.url).text

    assert "Belongs here" in page
    assert "Belongs nowhere" not in page


def test_a_need_that_was_set_aside_is_not_on_it(cast: Cast, woven: Woven, as_user: SignIn) -> None:
    Need.objects.filter(pk=woven.need.pk).update(state="set_aside")

    assert "chosen" not in read(as_user(cast.amara).get(woven.url).text, woven)


# ---- how it is made ----


def test_the_learner_can_see_who_has_read_it(cast: Cast, woven: Woven, as_user: SignIn) -> None:
    page = as_user(cast.amara).get(woven.url).text
    assert AccessLog.objects.count() == 0
    assert readers(page) == []
    assert "Nobody but you so far." in page

    as_user(cast.bill).get(woven.url)
    assert set(AccessLog.objects.values_list("learner", "actor", "object_type", "object_id")) == {
        (cast.amara.pk, cast.bill.pk, "enrolment", woven.enrolment.pk),
        (cast.amara.pk, cast.bill.pk, "need", woven.need.pk),
    }
    page = as_user(cast.bill).get(woven.url).text
    assert "Amara can see that you have read it, and when." in page
    assert 'data-testid="read-by"' not in page


def test_each_reader_stands_once_with_her_last_time_and_readers_of_others_do_not(
    cast: Cast, woven: Woven, as_user: SignIn
) -> None:
    read = {"learner": cast.amara, "kind": AccessKind.VIEWED, "object_type": "enrolment"}
    for days, actor in ((5, cast.bill), (2, cast.cora), (1, cast.bill)):
        at = NOW - dt.timedelta(days=days)
        AccessLog.objects.create(**read, actor=actor, object_id=woven.enrolment.pk, at=at)
    AccessLog.objects.create(**read, actor=cast.dee, object_id=cast.ben_enrolment.pk, at=NOW)
    AccessLog.objects.create(
        **(read | {"kind": AccessKind.SHARED}), actor=cast.lena, object_id=woven.enrolment.pk, at=NOW
    )

    assert readers(as_user(cast.amara).get(woven.url).text) == [
        "Bill Example, last on Mon 23 Nov 2026, 10:00",
        "Cora Example, last on Sun 22 Nov 2026, 10:00",
    ]


def test_queries_do_not_grow_with_what_is_on_it(
    cast: Cast, woven: Woven, as_user: SignIn, django_assert_num_queries: Any
) -> None:
    amara, bill = as_user(cast.amara), as_user(cast.bill)
    with django_assert_num_queries(18):
        amara.get(woven.url)
    with django_assert_num_queries(20):
        bill.get(woven.url)

    for number in range(2):
        goal = make_goal(cast.amara_enrolment, f"Another {number}", need=woven.need)
        goal.check_ins.create(at=NOW, confidence=3)
        make_evidence(cast.amara_enrolment, woven.project, title=f"More {number}")
    assert Goal.objects.filter(enrolment=cast.amara_enrolment).count() == 3
    with django_assert_num_queries(18):
        amara.get(woven.url)
    with django_assert_num_queries(20):
        bill.get(woven.url)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_only_shows(cast: Cast, woven: Woven, as_user: SignIn, method: str) -> None:
    assert getattr(as_user(cast.amara), method)(woven.url).status_code == 405


def test_all_stations_take_eleven_queries(cast: Cast, woven: Woven, django_assert_num_queries: Any) -> None:
    found = threads_readable_by(cast.bill, NOW.date()).get(pk=woven.enrolment.pk)
    element = elements_of(found).get(pk=woven.element.pk)

    with django_assert_num_queries(11):
        thread(found, element, reader_of(found, cast.bill, NOW.date()))
