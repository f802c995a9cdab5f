"""Fixtures for the whole suite."""

from collections.abc import Callable

import pytest
from django.test import Client

from carnegie.people.models import User
from tests.cast import NOW, Cast


@pytest.fixture(autouse=True)
def _the_play_is_set_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages believe that it is the moment at which the cast plays."""
    monkeypatch.setenv("CARNEGIE_NOW", NOW.isoformat())


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    """A browser in which somebody has signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
