"""Who asks others, in a cohort that is larger than one page."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from tests.cast import Cast
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
