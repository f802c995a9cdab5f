"""The page that adopts a version: it says what follows, acts on POST only, and only for admins of the owner."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from tests.cast import Cast, make_framework

SignIn = Callable[[User], Client]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("name", "status"), [("amara", 404), ("pia", 404), ("bill", 404), ("root", 404)])
def test_a_draft_is_unknown_to_outsiders(cast: Cast, as_user: SignIn, name: str, status: int, method: str) -> None:
    version = make_framework(cast.provider, "Draft", status="draft")
    url = reverse("standards:version-adopt", args=[version.pk])
    assert getattr(as_user(getattr(cast, name)), method)(url).status_code == status
    version.refresh_from_db()
    assert version.status == "draft"


def test_those_who_see_an_adopted_one_may_still_not(cast: Cast, as_user: SignIn) -> None:
    url = reverse("standards:version-adopt", args=[cast.framework_version.pk])
    assert as_user(cast.amara).post(url).status_code == 403


def test_reading_changes_nothing_and_posting_adopts(cast: Cast, as_user: SignIn) -> None:
    version = make_framework(cast.provider, "Draft", status="draft")
    client, url = as_user(cast.dee), reverse("standards:version-adopt", args=[version.pk])
    html = client.get(url).content.decode()
    assert "Its 8 elements become visible" in html
    version.refresh_from_db()
    assert version.status == "draft"
    response = client.post(url, follow=True)
    version.refresh_from_db()
    assert (version.status, response.redirect_chain[0][0]) == (
        "adopted",
        reverse("standards:version-detail", args=[version.pk]),
    )
    assert "Adopted: this text can now be used" in response.content.decode()


def test_adopting_twice_says_that_it_is_adopted_already(cast: Cast, as_user: SignIn) -> None:
    client, url = as_user(cast.dee), reverse("standards:version-adopt", args=[cast.framework_version.pk])
    assert "This version is adopted already" in client.get(url).content.decode()
    assert "This version is adopted already" in client.post(url, follow=True).content.decode()
    assert cast.framework_version.transitions.count() == 0


def test_an_earlier_adopted_version_is_named(cast: Cast, as_user: SignIn) -> None:
    framework = cast.framework_version.framework
    newer = make_framework(cast.provider, "Other", status="draft")
    newer.framework, newer.number = framework, 2
    newer.save()
    html = as_user(cast.dee).get(reverse("standards:version-adopt", args=[newer.pk])).content.decode()
    assert "Version 1 stays adopted until you deprecate it." in html
