"""Who gets where with panels of raters: everybody of the cast, a second employer, relations that ended, and raters who
are somebody else besides."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from carnegie.people.enums import GrantSubject
from carnegie.people.models import SharingGrant
from diagnostics import services
from diagnostics.models import RaterAnswer, RaterInvitation, RaterPanel, RaterResponse, Round
from programmes.models import CohortRole, Enrolment, EnrolmentEmployer, Supporter
from tests.cast import EVERYBODY, NOW, TODAY, Cast
from tests.diagnostics.rating_play import ask, open_panel, say

IN, NO, NONE = 200, 403, 404
PAGES = {
    "panel-detail": {"amara": IN, "bill": IN, "dee": IN},
    "rater-invite": {"amara": IN, "bill": IN, "dee": NO},
    "panel-close": {"amara": IN, "bill": IN, "dee": NO},
    "panel-day": {"amara": IN, "bill": IN, "dee": NO},
    "panel-count": {"amara": IN, "bill": NO, "dee": NO},
    "rater-remove": {"amara": IN, "bill": NO, "dee": NO},
}


@pytest.fixture
def panel(cast: Cast) -> RaterPanel:
    panel = open_panel(cast)
    for one in ask(cast, panel, "Kim", "Lee", "Mo"):
        say(one, [2], comments=["canary-rater-comment"])
    return panel


def address(name: str, panel: RaterPanel) -> str:
    of_one = [panel.invitations.first().pk] if name in ("rater-remove", "rater-resend") else []
    return reverse(f"diagnostics:{name}", args=[panel.pk, *of_one])


def new_panel(cast: Cast, enrolment: Enrolment) -> str:
    return reverse("diagnostics:panel-new", args=[cast.round.pk, enrolment.pk])


@pytest.mark.parametrize("name", PAGES)
def test_who_gets_in_before_and_after_it_is_closed(cast: Cast, panel: RaterPanel, as_user: Any, name: str) -> None:
    everybody = [*EVERYBODY, "root"]
    for _moment in ("open", "closed"):
        answers = {who: as_user(getattr(cast, who)).get(address(name, panel)) for who in everybody}
        statuses = {who: answer.status_code for who, answer in answers.items()}
        assert statuses == dict.fromkeys(everybody, NONE) | PAGES[name]
        assert [who for who, answer in answers.items() if b"canary" in answer.content] == []
        RaterPanel.objects.update(closed_at=NOW)


def test_a_refused_post_changes_nothing(cast: Cast, panel: RaterPanel, as_user: Any) -> None:
    def state() -> tuple[Any, ...]:
        panels = RaterPanel.objects.values_list("closed_at", "closes_on")
        people = RaterInvitation.objects.values_list("times_asked", "counted_at")
        return list(panels), list(people), RaterAnswer.objects.count()

    before = state()
    posts = [address(name, panel) for name in PAGES if name != "panel-detail"]
    posts.append(reverse("diagnostics:panel-remind", args=[panel.pk]))
    posts.append(address("rater-resend", panel))
    for who in [*EVERYBODY, "root"]:
        if who not in ("amara", "bill"):
            client = as_user(getattr(cast, who))
            assert {client.post(one).status_code for one in posts} <= {NO, NONE}, who
    for name in ("rater-remove", "panel-count"):
        assert as_user(cast.bill).post(address(name, panel)).status_code == NO
    assert state() == before


def test_the_line_manager_of_a_former_employer_and_a_former_facilitator_are_nobody(
    cast: Cast, panel: RaterPanel, as_user: Any
) -> None:
    facts = {"owner": cast.amara, "grantee": cast.lena, "subject": GrantSubject.PANEL, "subject_id": panel.pk}
    SharingGrant.objects.create(**facts, granted_at=NOW)
    page = address("panel-detail", panel)
    assert as_user(cast.lena).get(page).status_code == NO
    assert RaterPanel.objects.visible_to(cast.lena, TODAY).exists()
    EnrolmentEmployer.objects.filter(enrolment=cast.amara_enrolment).update(organisation=cast.employer_b)
    assert as_user(cast.lena).get(page).status_code == NONE
    assert not RaterPanel.objects.visible_to(cast.lars, TODAY).exists()
    CohortRole.objects.filter(user=cast.bill).update(to_date=TODAY)
    assert as_user(cast.bill).get(page).status_code == NONE


def test_the_learner_of_another_employer_in_the_cohort_has_a_panel_of_his_own(cast: Cast, as_user: Any) -> None:
    mine = open_panel(cast)
    his = services.open_panel(
        round=cast.round, enrolment=cast.ben_enrolment, mode="named", closes_on=TODAY, by=cast.ben, now=NOW
    )
    ben, amara = as_user(cast.ben), as_user(cast.amara)
    panels = reverse("diagnostics:panel-list", args=[cast.round.pk])
    assert ben.get(panels)["Location"] == address("panel-detail", his)
    assert amara.get(panels)["Location"] == address("panel-detail", mine)
    assert ben.get(address("panel-detail", mine)).status_code == NONE
    assert amara.get(address("panel-detail", his)).status_code == NONE
    assert ben.get(new_panel(cast, cast.amara_enrolment)).status_code == NONE


def test_a_deactivated_learner_gets_nowhere(cast: Cast, panel: RaterPanel, as_user: Any) -> None:
    client = as_user(cast.amara)
    cast.amara.is_active = False
    cast.amara.save()
    assert client.get(address("panel-detail", panel)).status_code == 302


def test_a_line_manager_who_is_asked_answers_as_rater_and_learns_no_more(
    cast: Cast, panel: RaterPanel, as_user: Any
) -> None:
    person = services.PersonAsked("Lena", cast.lena.email, "line_manager")
    lena = services.invite_raters(panel=panel, people=[person], by=cast.amara, now=NOW)[0]
    for client in (as_user(cast.lena), Client()):
        page = client.get(reverse("diagnostics:rating-start", args=[lena.token]))
        assert (page.status_code, b"asked as line manager" in page.content) == (IN, True)
        assert b"canary" not in page.content
    assert as_user(cast.lena).get(address("panel-detail", panel)).status_code == NONE
    Supporter.objects.filter(user=cast.lena).update(to_date=TODAY)
    assert Client().get(reverse("diagnostics:rating-start", args=[lena.token])).status_code == IN


def test_the_administration_of_the_installation_knows_no_raters() -> None:
    assert {RaterPanel, RaterInvitation, RaterResponse, RaterAnswer} & set(admin.site._registry) == set()


@pytest.mark.parametrize("who", ["amara", "bill"])
def test_a_named_panel_tells_who_has_but_not_of_a_small_group(cast: Cast, as_user: Any, who: str) -> None:
    panel = open_panel(cast, mode="named")
    for one in (ask(cast, panel, "Kim", "Lee", "Mo")[0], ask(cast, panel, "Lena", as_="line_manager")[0]):
        say(one, [2])
    page = as_user(getattr(cast, who)).get(address("panel-detail", panel)).content.decode()
    assert (page.count('"answered"'), page.count('"unanswered"'), page.count("not shown")) == (1, 2, 1)
    assert "Of a group of fewer than 3 it is not told who has answered" in page


def test_a_round_for_another_learner_opens_no_panel_and_tells_no_title(cast: Cast, as_user: Any) -> None:
    Round.objects.update(enrolment=cast.ben_enrolment, title="canary-round")
    hers = new_panel(cast, cast.amara_enrolment)
    for who in (cast.amara, cast.bill):
        for response in (as_user(who).get(hers), as_user(who).post(hers, {"mode": "named", "closes_on": TODAY})):
            assert (response.status_code, b"canary-round" in response.content) == (404, False)
    assert as_user(cast.bill).get(new_panel(cast, cast.ben_enrolment)).status_code == 200
