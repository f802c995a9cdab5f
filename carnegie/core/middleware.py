"""What stands around every view: requests are logged without what is private in them, those that nothing could answer
are refused, and refusals become pages."""

import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django_structlog.middlewares import RequestMiddleware
from pghistory.middleware import HistoryMiddleware

from carnegie.core.errors import NoRoom, NotAllowed, Refused, Stale


class RequestLogMiddleware(RequestMiddleware):
    """One line when a request begins and one when it ends, each with the request's id."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Method and path. Never the query, into which people type names; and of an address that holds anything but
        ids, such as the key of a new password, only its shape."""
        try:
            match = request.resolver_match or resolve(request.path_info)
        except Resolver404:
            return f"{request.method} (no such page)"
        has_ids_only = all(isinstance(value, uuid.UUID | int) for value in match.kwargs.values())
        return f"{request.method} {request.path if has_ids_only else '/' + match.route}"


class TrailMiddleware(HistoryMiddleware):
    """The trail of a change says who asked for it and by which page; of an address no more than the log shows, for
    some hold a key that opens something."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_context(request), "url": RequestLogMiddleware.format_request(request)}


class RefuseNulBytesMiddleware:
    """A NUL byte in the path or the query can never be stored in Postgres: answer 400, not 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL byte in the address")
        return self.get_response(request)


class RefusalPagesMiddleware:
    """A refusal that no view answered becomes a page with its sentence: 403, 409, 507 or 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if not isinstance(exception, Refused):
            return None
        template, status = self.page_for(exception)
        return render(request, template, {"reason": str(exception)}, status=status)

    @staticmethod
    def page_for(refusal: Refused) -> tuple[str, int]:
        """The template and the status that answer `refusal`."""
        if isinstance(refusal, NotAllowed):
            return "403.html", 403
        if isinstance(refusal, Stale):
            return "409.html", 409
        if isinstance(refusal, NoRoom):
            return "507.html", 507
        return "400.html", 400
