"""Who is not signed in is led to the door; who is sees dates in her own time zone."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone


class SignInMiddleware(LoginRequiredMiddleware):
    """As Django's; a form that was sent after the session ended makes the sign-in page say that nothing was saved."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseBase:
        answer = super().handle_no_permission(request, view_func)
        if request.method == "POST" and "Location" in answer:
            answer["Location"] += "&unsaved=1"
        return answer


class PersonTimeZoneMiddleware:
    """Activates the person's time zone for the length of the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(request.user.zone):
            return self.get_response(request)
