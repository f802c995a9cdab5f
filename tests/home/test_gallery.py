"""The gallery of components: for system administrators, or while DEBUG is on; absent for everybody else."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator_client(client: Client) -> Client:
    client.force_login(person("Root", is_staff=True))
    return client


def test_a_system_administrator_sees_it(administrator_client: Client) -> None:
    response = administrator_client.get(reverse("home:gallery"))

    assert response.status_code == 200
    assert "<title>Gallery of components · Carnegie</title>" in response.text
    assert response.text.count("<h1>") == 1


def test_nobody_else_does(client: Client) -> None:
    client.force_login(person("Amara"))

    assert client.get(reverse("home:gallery")).status_code == 404


def test_while_debugging_everybody_signed_in_does(client: Client, settings) -> None:
    settings.DEBUG = True
    client.force_login(person("Amara"))

    assert client.get(reverse("home:gallery")).status_code == 200
