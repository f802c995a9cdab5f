"""Fixtures for the whole suite."""

import os
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from carnegie.people.models import User
from tests.cast import NOW, Cast
from tests.plugin import TEMPLATE_VARIABLE


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Each process copies its test database from the one that the plugin has migrated."""
    if template := os.environ.get(TEMPLATE_VARIABLE):
        settings.DATABASES["default"]["TEST"]["TEMPLATE"] = template


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
