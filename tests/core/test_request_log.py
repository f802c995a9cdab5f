"""What the log says of a request: enough to find a fault, nothing that is private or opens a door."""

import io
import json
import logging
import logging.config
import uuid
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path

from carnegie.core.middleware import RequestLogMiddleware
from carnegie.settings.logs import logging_settings
from tests.cast import person

KEY = uuid.UUID("8f14e45f-ceea-467f-a8f4-6a3d7c1b2e90")
SHAPE = "password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"


def refuse(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    raise PermissionDenied("Amara Example may not do this.")


def fail(request: HttpRequest, key: str) -> HttpResponse:
    raise RuntimeError("broken")


urlpatterns = [path("refused/<uuid:pk>/", refuse), path("broken/<str:key>/", fail), path("", include("carnegie.urls"))]


@pytest.mark.parametrize(
    ("address", "logged"),
    [
        ("/standards/?q=Amara+Example", "GET /standards/"),
        (f"/projects/{KEY}/?goal={KEY}", f"GET /projects/{KEY}/"),
        ("/accounts/password/reset/key/3-d1k2v7-0a9b/", f"GET /accounts/{SHAPE}"),
        ("/amara@example.test/", "GET (no such page)"),
    ],
)
def test_neither_words_nor_keys_are_logged(address: str, logged: str) -> None:
    said = RequestLogMiddleware.format_request(RequestFactory().get(address))
    assert said == logged


def test_it_is_the_one_that_writes_the_log() -> None:
    from carnegie.settings import base

    logging = [name for name in base.MIDDLEWARE if "RequestLog" in name or "structlog" in name]
    assert logging == ["carnegie.core.middleware.RequestLogMiddleware"]
    assert settings.DJANGO_STRUCTLOG_IP_LOGGING_ENABLED is False


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """What the log of a real installation says meanwhile."""
    stream = io.StringIO()
    production = logging_settings(as_json=True)
    production["handlers"]["stderr"]["stream"] = stream
    logging.config.dictConfig(production)
    yield stream
    logging.config.dictConfig(settings.LOGGING)


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "event"),
    [
        (f"/refused/{KEY}/", f"Forbidden (Permission denied): GET /refused/{KEY}/"),
        ("/amara@example.test/", "Not Found: GET (no such page)"),
    ],
)
def test_a_refusal_is_one_line_without_traceback_or_people(said: io.StringIO, address: str, event: str) -> None:
    client = Client()
    client.force_login(person("Amara"))
    client.get(f"{address}?name=Amara")
    (line,) = [json.loads(line) for line in said.getvalue().splitlines()]
    assert (line["event"], line["level"], line["logger"]) == (event, "warning", "django.request")
    assert "exception" not in line
    assert "Amara" not in said.getvalue()


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_our_own_faults_keep_their_traceback_and_no_key(said: io.StringIO) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(person("Amara"))
    client.get("/broken/opens-a-door/")
    assert 'RuntimeError(\\"broken\\")' in said.getvalue()
    assert "Internal Server Error: GET /broken/<str:key>/" in said.getvalue()
    assert "opens-a-door" not in said.getvalue()
