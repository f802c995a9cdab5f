"""Who asks others, in a cohort that is larger than one page."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from diagnostics.models import Round
from tests.cast import TODAY, Cast, make_attempt
from tests.diagnostics.panels import make_panel
from tests.diagnostics.rating_play import open_panel


def test_a_large_cohort_is_listed_by_pages(
    cast: Cast, as_user: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diagnostics.views.raters.PAGE", 1)
    names = [cast.amara.full_name, cast.ben.full_name]
    address, bill = reverse("diagnostics:panel-list", args=[cast.round.pk]), as_user(cast.bill)
    shown = [bill.get(address, {"page": page}).content.decode() for page in (1, 2)]
    assert [[name in page for name in names] for page in shown] == [[True, False], [False, True]]
    assert "?page=2" in shown[0]


def test_who_asks_about_another_reads_about_whom(cast: Cast, as_user: Callable[[User], Client]) -> None:
    address = reverse("diagnostics:rater-invite", args=[open_panel(cast).pk])
    pages = [as_user(one).get(address).text for one in (cast.bill, cast.amara)]
    assert ["about Amara Example" in page for page in pages] == [True, False]


def test_what_is_missing_of_a_person_is_told_in_the_order_of_the_page(
    cast: Cast, as_user: Callable[[User], Client]
) -> None:
    address = reverse("diagnostics:rater-invite", args=[open_panel(cast).pk])
    sent = {"people-TOTAL_FORMS": "5", "people-INITIAL_FORMS": "0", "people-0-name": "Kim"}
    page = as_user(cast.amara).post(address, sent).text
    assert page.index("Person 1, E-mail address:") < page.index("Person 1, Who this is:")


def test_a_closed_panel_leads_to_what_was_said_once_she_has_said_or_can_no_longer(
    cast: Cast, as_user: Callable[[User], Client]
) -> None:
    panel = make_panel(cast.round, cast.amara_enrolment, {"colleague": (3, ["3"] * 6)})
    page, report = (reverse(f"diagnostics:{name}", args=[panel.pk]) for name in ("panel-detail", "report-detail"))

    def leads(name: str) -> bool:
        return report in as_user(getattr(cast, name)).get(page).text

    assert [leads("amara"), leads("bill")] == [False, False]
    Round.objects.update(closes_on=TODAY - dt.timedelta(days=1))
    assert [leads("amara"), leads("bill")] == [True, False]
    assert as_user(cast.amara).get(report).status_code == 200
    Round.objects.update(closes_on=TODAY)
    make_attempt(cast.round, cast.amara_enrolment, ranks=[3])
    assert [leads("amara"), leads("bill")] == [True, False]


def test_who_closes_a_panel_is_told_about_whom(cast: Cast, as_user: Callable[[User], Client]) -> None:
    address = reverse("diagnostics:panel-close", args=[open_panel(cast).pk])
    assert "Baseline · Amara Example" in as_user(cast.bill).get(address).text
