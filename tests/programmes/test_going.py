"""What is told before a part goes with its mapping, and that nothing goes that was not seen."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from programmes.enums import Depth
from programmes.models import Activity, LearningEvent, Mapping
from tests.cast import Cast

SignIn = Callable[[User], Client]


@pytest.fixture
def address(cast: Cast) -> str:
    """Given an activity that alone introduces D2.1, and develops D1.1 as its module does."""
    for code, depth in (("D2.1", Depth.INTRODUCES), ("D1.1", Depth.DEVELOPS)):
        element = cast.framework_version.elements.get(code=code)
        Mapping.objects.create(activity=cast.activity, element=element, depth=depth)
    return reverse("programmes:activity-delete", args=[cast.activity.pk])


def test_the_page_names_what_nothing_else_covers(cast: Cast, as_user: SignIn, address: str) -> None:
    page = as_user(cast.dee).get(address)
    assert page.context["going"].cells == 2
    assert "D2.1 Heads standard 2.1: thin → untouched" in page.text
    assert "D1.1" not in page.text


def test_it_goes_with_the_cells_that_were_seen(cast: Cast, as_user: SignIn, address: str) -> None:
    assert as_user(cast.dee).post(address, {"cells": "2"}).status_code == 302
    assert not Activity.objects.filter(pk=cast.activity.pk).exists()
    assert Mapping.objects.count() == 1


@pytest.mark.parametrize("cells", ["", "0", "1", "3", "-2", "x", "²", "9" * 40])
def test_it_stays_when_anything_else_was_seen(cast: Cast, as_user: SignIn, address: str, cells: str) -> None:
    assert as_user(cast.dee).post(address, {"cells": cells}).status_code == 409
    assert Mapping.objects.filter(activity=cast.activity).count() == 2


def test_a_facilitator_deletes_no_mapping_with_an_event(cast: Cast, as_user: SignIn) -> None:
    element = cast.framework_version.elements.get(code="D2.1")
    Mapping.objects.create(event=cast.event, element=element, depth=Depth.DEVELOPS)
    address = reverse("programmes:event-delete", args=[cast.event.pk])
    bill = as_user(cast.bill)
    assert "An admin of the programme has to clear them first." in bill.get(address).text
    assert bill.post(address, {"cells": "1"}).status_code == 403
    assert LearningEvent.objects.filter(pk=cast.event.pk).exists()
    assert as_user(cast.dee).post(address, {"cells": "1"}).status_code == 302
