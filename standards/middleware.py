"""What stands around the CASE feed: whatever goes wrong there, machines are told so in the way they know."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, JsonResponse

from standards.formats import case_status

FEED = "/ims/case/"
KEPT = ("Allow", "Retry-After", "Cache-Control", "Vary")


class CaseErrorsMiddleware:
    """Error pages under the addresses of the feed become `imsx_StatusInfo`, wherever in the request they arose."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(FEED):
            return self.get_response(request)
        if "\x00" in request.path_info:
            return JsonResponse(case_status.failure(release_of(request), "invalid_uuid", "Invalid UUID"), status=404)
        response = self.get_response(request)
        if response.status_code < 400 or response.headers.get("Content-Type") == "application/json":
            return response
        return told(request, response)


def told(request: HttpRequest, response: HttpResponseBase) -> JsonResponse:
    """The same refusal as `imsx_StatusInfo`."""
    reason = getattr(response, "reason_phrase", "")
    body = case_status.for_status(release_of(request), response.status_code, reason)
    headers = {name: response.headers[name] for name in KEPT if name in response.headers}
    return JsonResponse(body, status=response.status_code, headers=headers)


def release_of(request: HttpRequest) -> str:
    """The release of CASE that the address speaks."""
    return "v1p0" if request.path_info.startswith(f"{FEED}v1p0") else "v1p1"
