"""What the log says of a request: enough to find a fault, nothing that is private or opens a door."""

import uuid

import pytest
from django.conf import settings
from django.test import RequestFactory

from carnegie.core.middleware import RequestLogMiddleware

KEY = uuid.UUID("8f14e45f-ceea-467f-a8f4-6a3d7c1b2e90")
SHAPE = "password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"


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
