"""Each page leads back to where that person comes from."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from diagnostics import services
from tests.cast import NOW, Cast, make_attempt
from tests.diagnostics.rating_play import open_panel


def at(name: str, *args: Any) -> str:
    return reverse(f"diagnostics:{name}", args=args)


def cohort_of(cast: Cast) -> str:
    return reverse("programmes:cohort-detail", args=[cast.cohort.pk])


def way_back(client: Client, address: str) -> list[str]:
    """The addresses of the crumbs of a page."""
    crumbs = client.get(address).text.partition('class="crumbs"')[2].partition("</nav>")[0]
    return re.findall(r'href="([^"]+)"', crumbs)


def test_of_those_who_ask_others(cast: Cast, as_user: Any) -> None:
    panel, amara, bill = open_panel(cast), as_user(cast.amara), as_user(cast.bill)
    own, new = (at("panel-new", cast.round.pk, one.pk) for one in (cast.amara_enrolment, cast.ben_enrolment))
    led, detail = at("panel-list", cast.round.pk), at("panel-detail", panel.pk)
    assert way_back(amara, own) == way_back(amara, detail) == [at("attempt-list")]
    assert way_back(bill, new) == way_back(bill, detail) == [cohort_of(cast), at("round-detail", cast.round.pk), led]
    assert [f'href="{led}">Cancel' in bill.get(new).text, f'href="{led}">Cancel' in amara.get(own).text] == [
        True,
        False,
    ]


@pytest.mark.parametrize("name", ["round-detail", "round-extend", "panel-list"])
def test_of_a_round(cast: Cast, as_user: Any, name: str) -> None:
    found = way_back(as_user(cast.bill), at(name, cast.round.pk))
    assert found == [cohort_of(cast), at("round-detail", cast.round.pk)][: 1 if name == "round-detail" else 2]


def test_of_a_profile_is_her_own_alone(cast: Cast, as_user: Any) -> None:
    attempt = make_attempt(cast.round, cast.amara_enrolment, ranks=[3])
    profile = at("attempt-profile", attempt.pk)
    amara = as_user(cast.amara)
    assert way_back(amara, profile) == [at("attempt-list")]
    assert way_back(amara, at("attempt-share", attempt.pk)) == [at("attempt-list"), profile]
    assert way_back(amara, at("need-choose", attempt.pk)) == [at("attempt-list"), profile]
    services.share(shared=attempt, grantee=cast.cora, by=cast.amara, now=NOW)
    assert way_back(as_user(cast.cora), profile) == []
