"""Who asks others, in a cohort that is larger than one page."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from tests.cast import Cast


def test_a_large_cohort_is_listed_by_pages(
    cast: Cast, as_user: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diagnostics.views.raters.PAGE", 1)
    names = [cast.amara.full_name, cast.ben.full_name]
    address, bill = reverse("diagnostics:panel-list", args=[cast.round.pk]), as_user(cast.bill)
    shown = [bill.get(address, {"page": page}).content.decode() for page in (1, 2)]
    assert [[name in page for name in names] for page in shown] == [[True, False], [False, True]]
    assert "?page=2" in shown[0]
