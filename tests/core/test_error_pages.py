"""What went wrong is said on a page that looks like the others, with the right status and what to do now."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.urls import handler400, handler403, handler404, handler500  # noqa: F401
from tests.cast import person


def raises(error: Exception):
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


urlpatterns = [
    path("refused/", raises(Refused("The round is closed."))),
    path("not-allowed/", raises(NotAllowed("Only her facilitator signs this off."))),
    path("stale/", raises(Stale("Bill changed this review at 14:02."))),
    path("denied/", raises(PermissionDenied("Not yours to change."))),
    path("broken/", raises(RuntimeError("secret detail"))),
    path("no-database/", raises(OperationalError("could not connect to 10.0.0.1"))),
    path("", include("carnegie.urls")),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def browser(client: Client) -> Client:
    client.raise_request_exception = False
    client.force_login(person("Amara"))
    return client


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/refused/", 400, "The round is closed."),
        ("/not-allowed/", 403, "Only her facilitator signs this off."),
        ("/stale/", 409, "Bill changed this review at 14:02."),
        ("/denied/", 403, "Not yours to change."),
        ("/nowhere/", 404, "There is nothing here for you"),
        ("/broken/", 500, "The fault is ours"),
        ("/no-database/", 503, "Wait a minute"),
        ("/?q=%00", 400, "Nothing was changed."),
    ],
)
def test_each_fault_has_its_page(browser: Client, address: str, status: int, words: str) -> None:
    response = browser.get(address)

    assert response.status_code == status
    assert words in response.text
    assert response.text.count("<h1>") == 1
    assert 'data-testid="error-page"' in response.text
    assert "secret detail" not in response.text
    assert "10.0.0.1" not in response.text
    assert "unsafe" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/broken/", "/no-database/"])
def test_the_pages_for_our_own_faults_need_no_database(browser: Client, address: str, monkeypatch) -> None:
    from django.db.backends.utils import CursorWrapper

    def dead(*args, **kwargs):
        raise OperationalError("the database is gone")

    monkeypatch.setattr(CursorWrapper, "execute", dead)

    response = browser.get(address)

    assert response.status_code == 503
    assert response["Retry-After"] == "60"


def test_a_form_without_its_token_is_explained() -> None:
    browser = Client(enforce_csrf_checks=True)

    response = browser.post("/accounts/login/", {"login": "x", "password": "y"})

    assert response.status_code == 403
    assert "This form was open for too long" in response.text
    text = response.text
    assert -1 < text.index("Go back") < text.index("Copy it before anything else") < text.index("load the page again")


def test_signed_out_and_signed_in_people_see_the_same_refusal_of_what_is_absent(browser: Client) -> None:
    assert Client().get("/nowhere/").status_code == 404
    assert browser.get("/nowhere/").status_code == 404
