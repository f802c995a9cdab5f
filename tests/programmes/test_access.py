"""Who opens what: 404 to those who may not know that it exists, 403 to those who may see it but not do this."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from programmes.models import Cohort, CohortRole, Enrolment, LearningEvent, Programme, ProgrammeRole, Supporter
from tests.cast import TODAY, Cast

EVERYBODY = [
    "amara",
    "ben",
    "bill",
    "cora",
    "carl",
    "lena",
    "lars",
    "dee",
    "sam",
    "sue",
    "root",
    "otto",
    "olga",
    "pia",
    "eve",
]
# One of each standing that these pages tell apart; every relation is asked in tests/access.
ASKED = ["amara", "bill", "lena", "dee", "sam", "olga", "pia"]
PROGRAMME_SEEN = ["amara", "ben", "bill", "cora", "lena", "lars", "dee", "sam", "sue", "otto", "olga"]
COHORT_SEEN = ["amara", "ben", "bill", "cora", "dee", "sam", "sue"]
AMARA_SEEN = ["amara", "bill", "cora", "lena", "dee", "sam"]
AMARA_CLOSE = ["amara", "bill", "cora", "dee"]

SignIn = Callable[[User], Client]


def names(cast: Cast, queryset_of: Callable[[User], Any]) -> list[str]:
    """Who of the cast finds anything."""
    return [name for name in EVERYBODY if queryset_of(getattr(cast, name)).exists()]


def test_programmes_are_known_to_those_who_have_to_do_with_a_learner_of_it(cast: Cast) -> None:
    here = Programme.objects.filter(pk=cast.programme.pk)
    assert names(cast, lambda who: here.visible_to(who, TODAY)) == PROGRAMME_SEEN
    there = Programme.objects.filter(pk=cast.other_programme.pk)
    assert names(cast, lambda who: there.visible_to(who, TODAY)) == ["pia"]


def test_cohorts_are_known_to_those_inside_and_that_they_are_to_coaches_and_sponsors(cast: Cast) -> None:
    here = Cohort.objects.filter(pk=cast.cohort.pk)
    assert names(cast, lambda who: here.visible_to(who, TODAY)) == COHORT_SEEN
    there = Cohort.objects.filter(pk=cast.other_cohort.pk)
    assert names(cast, lambda who: there.visible_to(who, TODAY)) == ["dee", "sam", "otto", "olga"]


def test_enrolments_are_known_by_relation_and_looked_into_by_fewer(cast: Cast) -> None:
    hers = Enrolment.objects.filter(pk=cast.amara_enrolment.pk)
    assert names(cast, lambda who: hers.visible_to(who, TODAY)) == AMARA_SEEN
    assert names(cast, lambda who: hers.close_to(who, TODAY)) == AMARA_CLOSE
    his = Enrolment.objects.filter(pk=cast.ben_enrolment.pk)
    assert names(cast, lambda who: his.visible_to(who, TODAY)) == ["ben", "bill", "lars", "dee", "sue"]


def test_events_are_known_to_the_programmes_people_but_not_to_sponsors(cast: Cast) -> None:
    found = names(cast, lambda who: LearningEvent.objects.visible_to(who, TODAY))
    assert found == [name for name in PROGRAMME_SEEN if name not in ("sam", "sue")]


def test_a_deactivated_person_knows_nothing(cast: Cast) -> None:
    cast.dee.is_active = False
    for model in (Programme, Cohort, Enrolment, LearningEvent):
        assert not model.objects.visible_to(cast.dee, TODAY).exists()


def test_a_dated_programme_role_counts_like_standing(cast: Cast) -> None:
    ProgrammeRole.objects.create(programme=cast.programme, user=cast.pia, from_date=TODAY)
    assert Programme.objects.visible_to(cast.pia, TODAY).count() == 2
    assert Enrolment.objects.close_to(cast.pia, TODAY).count() == 3


def pages(cast: Cast) -> dict[str, tuple[str, list[str], list[str]]]:
    """Each page: its address, who gets it, and who is told 403; everybody else gets 404."""
    p, c, e = cast.programme.pk, cast.cohort.pk, cast.amara_enrolment.pk
    version = cast.framework_version.pk
    element = cast.framework_version.elements.get(code="D1.1").pk
    role = CohortRole.objects.get(cohort=c, user=cast.bill).pk
    supporter = Supporter.objects.get(enrolment=e, user=cast.carl).pk
    admin = (["dee"], [name for name in PROGRAMME_SEEN if name != "dee"])
    planners = ["bill", "dee", "olga"]
    admin_of_cohort = (["dee"], [name for name in COHORT_SEEN if name != "dee"])
    admin_of_place = (["dee"], [name for name in AMARA_SEEN if name != "dee"])

    def at(name: str, *args: Any) -> str:
        return reverse(f"programmes:{name}", args=args)

    event_seen = [name for name in PROGRAMME_SEEN if name not in ("sam", "sue")]
    event_denied = [name for name in event_seen if name not in planners]
    return {
        "programme-list": (at("programme-list"), EVERYBODY, []),
        "programme-new": (at("programme-new"), ["dee", "pia"], [n for n in EVERYBODY if n not in ("dee", "pia")]),
        "programme-detail": (at("programme-detail", p), PROGRAMME_SEEN, []),
        "programme-edit": (at("programme-edit", p), *admin),
        "programme-delete": (at("programme-delete", p), *admin),
        "framework-add": (at("framework-add", p), *admin),
        "framework-remove": (at("framework-remove", p, version), *admin),
        "module-new": (at("module-new", p), *admin),
        "module-edit": (at("module-edit", cast.modules[0].pk), *admin),
        "module-delete": (at("module-delete", cast.modules[0].pk), *admin),
        "activity-new": (at("activity-new", cast.modules[0].pk), *admin),
        "activity-edit": (at("activity-edit", cast.activity.pk), *admin),
        "activity-delete": (at("activity-delete", cast.activity.pk), *admin),
        "event-detail": (at("event-detail", cast.event.pk), event_seen, []),
        "event-new": (at("event-new", p), planners, [name for name in PROGRAMME_SEEN if name not in planners]),
        "event-edit": (at("event-edit", cast.event.pk), planners, event_denied),
        "event-delete": (at("event-delete", cast.event.pk), planners, event_denied),
        "mapping-grid": (at("mapping-grid", p, version), PROGRAMME_SEEN, []),
        "mapping-row": (at("mapping-row", p, element), *admin),
        "coverage": (at("coverage", p, version), PROGRAMME_SEEN, []),
        "cohort-new": (at("cohort-new", p), *admin),
        "cohort-detail": (at("cohort-detail", c), COHORT_SEEN, []),
        "cohort-edit": (at("cohort-edit", c), *admin_of_cohort),
        "cohort-delete": (at("cohort-delete", c), *admin_of_cohort),
        "facilitator-new": (at("facilitator-new", c), *admin_of_cohort),
        "facilitator-end": (at("facilitator-end", role), *admin_of_cohort),
        "enrolment-new": (at("enrolment-new", c), *admin_of_cohort),
        "enrolment-detail": (at("enrolment-detail", e), AMARA_SEEN, []),
        "enrolment-edit": (at("enrolment-edit", e), *admin_of_place),
        "enrolment-withdraw": (at("enrolment-withdraw", e), *admin_of_place),
        "enrolment-complete": (at("enrolment-complete", e), *admin_of_place),
        "enrolment-resume": (at("enrolment-resume", e), *admin_of_place),
        "enrolment-delete": (at("enrolment-delete", e), *admin_of_place),
        "employer-change": (at("employer-change", e), *admin_of_place),
        "supporter-new": (at("supporter-new", e), ["amara", "bill", "dee"], ["cora", "lena", "sam"]),
        "supporter-end": (at("supporter-end", supporter), ["amara", "bill", "dee"], ["cora"]),
    }


def test_every_page_opens_to_exactly_those_who_may(cast: Cast, as_user: SignIn) -> None:
    browsers = {name: as_user(getattr(cast, name)) for name in ASKED}
    wrong = []
    for page, (address, allowed, denied) in pages(cast).items():
        for name, browser in browsers.items():
            expected = 200 if name in allowed else 403 if name in denied else 404
            found = browser.get(address).status_code
            if found != expected:
                wrong.append((page, name, found, expected))
    assert wrong == []


def test_nobody_opens_anything_without_signing_in(cast: Cast, client: Client) -> None:
    for address, _allowed, _denied in pages(cast).values():
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_posts_of_those_who_may_not_change_nothing(cast: Cast, as_user: SignIn) -> None:
    before = [list(model.objects.values()) for model in (Programme, Cohort, Enrolment, LearningEvent, Supporter)]
    browsers = {name: as_user(getattr(cast, name)) for name in ("amara", "sam", "pia")}
    for page, (address, allowed, denied) in pages(cast).items():
        if page in ("programme-list", "programme-new") or page.endswith("-detail"):
            continue
        for name, browser in browsers.items():
            if name not in allowed:
                expected = 405 if page in ("mapping-grid", "coverage") else 403 if name in denied else 404
                assert browser.post(address, {"title": "x"}).status_code == expected, (page, name)
    after = [list(model.objects.values()) for model in (Programme, Cohort, Enrolment, LearningEvent, Supporter)]
    assert before == after


def test_a_missing_id_answers_like_one_that_is_not_ours(cast: Cast, as_user: SignIn) -> None:
    browser = as_user(cast.pia)
    for name, pk in (("programme-detail", cast.programme.pk), ("enrolment-detail", cast.amara_enrolment.pk)):
        missing = browser.get(reverse(f"programmes:{name}", args=[uuid4()]))
        foreign = browser.get(reverse(f"programmes:{name}", args=[pk]))
        assert (missing.status_code, foreign.status_code) == (404, 404)


def test_moves_are_posts_of_admins(cast: Cast, as_user: SignIn) -> None:
    for name, pk in (("module-move", cast.modules[0].pk), ("activity-move", cast.activity.pk)):
        address = reverse(f"programmes:{name}", args=[pk])
        assert as_user(cast.dee).get(address).status_code == 405
        assert as_user(cast.dee).post(address, {"way": "later"}).status_code == 302
        assert as_user(cast.amara).post(address).status_code == 403
        assert as_user(cast.pia).post(address).status_code == 404
        assert as_user(cast.eve).post(address).status_code == 404


@pytest.mark.parametrize("who", ["sam", "lena"])
def test_sponsors_and_line_managers_see_that_a_place_is_and_nothing_in_it(
    cast: Cast, as_user: SignIn, who: str
) -> None:
    page = as_user(getattr(cast, who)).get(reverse("programmes:enrolment-detail", args=[cast.amara_enrolment.pk]))
    text = page.content.decode()
    assert "Taking part" in text
    for secret in ("Deputy head", "Cora Example", "Carl Example", "canary"):
        assert secret not in text


def test_a_learner_sees_her_own_place_in_the_cohort_and_no_peer(cast: Cast, as_user: SignIn) -> None:
    text = as_user(cast.ben).get(reverse("programmes:cohort-detail", args=[cast.cohort.pk])).content.decode()
    assert "Ben Example" in text
    assert "Bill Example" in text
    for secret in ("Amara", "Elm Park", "Cora", "Eve"):
        assert secret not in text


def test_a_sponsor_sees_her_own_people_in_a_mixed_cohort(cast: Cast, as_user: SignIn) -> None:
    text = as_user(cast.sam).get(reverse("programmes:cohort-detail", args=[cast.cohort.pk])).content.decode()
    assert "Amara Example" in text
    for secret in ("Ben Example", "Hillside", "Deputy head", "Cora", "Bill"):
        assert secret not in text


def test_a_coach_sees_her_learner_only(cast: Cast, as_user: SignIn) -> None:
    text = as_user(cast.cora).get(reverse("programmes:cohort-detail", args=[cast.cohort.pk])).content.decode()
    assert "Amara Example" in text
    assert "Deputy head" in text
    assert "Ben Example" not in text


def test_a_sponsor_sees_no_events_on_the_programmes_page(cast: Cast, as_user: SignIn) -> None:
    address = reverse("programmes:programme-detail", args=[cast.programme.pk])
    assert cast.event.title in as_user(cast.amara).get(address).content.decode()
    text = as_user(cast.sam).get(address).content.decode()
    assert "Leading self" in text
    assert cast.event.title not in text


def test_the_list_shows_everybody_her_own_programmes(cast: Cast, as_user: SignIn) -> None:
    address = reverse("programmes:programme-list")
    seen = as_user(cast.pia).get(address).content.decode()
    assert "Elsewhere" in seen
    assert "Leading in Practice" not in seen
    assert "Elsewhere" not in as_user(cast.dee).get(address).content.decode()
    assert "No programme here yet" in as_user(cast.eve).get(address).content.decode()
