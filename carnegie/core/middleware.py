"""What stands around every view: requests that nothing could answer are refused, and refusals become pages."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from carnegie.core.errors import NoRoom, NotAllowed, Refused, Stale


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
