"""The page that takes an adopted version out of use."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from tests.cast import Cast, make_framework

SignIn = Callable[[User], Client]


@pytest.mark.parametrize("name", ["amara", "bill", "sam", "pia", "root"])
def test_those_who_see_it_may_not(cast: Cast, as_user: SignIn, name: str) -> None:
    url = reverse("standards:version-deprecate", args=[cast.framework_version.pk])
    client = as_user(getattr(cast, name))
    assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)
    cast.framework_version.refresh_from_db()
    assert cast.framework_version.status == "adopted"


def test_posting_deprecates_with_a_reason(cast: Cast, as_user: SignIn) -> None:
    version = cast.framework_version
    client, url = as_user(cast.dee), reverse("standards:version-deprecate", args=[version.pk])
    assert "this cannot be undone" in client.get(url).content.decode()
    html = client.post(url, {"reason": "A newer text is out"}, follow=True).content.decode()
    version.refresh_from_db()
    assert (version.status, version.transitions.get().reason) == ("deprecated", "A newer text is out")
    assert "A newer text is out" in html


def test_a_reason_that_is_too_long_is_told_at_the_field(cast: Cast, as_user: SignIn) -> None:
    url = reverse("standards:version-deprecate", args=[cast.framework_version.pk])
    response = as_user(cast.dee).post(url, {"reason": "x" * 501})
    assert (response.status_code, list(response.context["form"].errors)) == (400, ["reason"])


def test_a_draft_cannot_be_deprecated(cast: Cast, as_user: SignIn) -> None:
    version = make_framework(cast.provider, "Draft", status="draft")
    client, url = as_user(cast.dee), reverse("standards:version-deprecate", args=[version.pk])
    assert "only an adopted one" in client.get(url).content.decode()
    client.post(url)
    version.refresh_from_db()
    assert version.status == "draft"
