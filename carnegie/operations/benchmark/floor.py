"""The least that a signed-in page can be: session, person, one query, sixty rows, our base template."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from standards.models import Element


def floor(request: HttpRequest) -> HttpResponse:
    elements = Element.objects.order_by("version", "position")[:60]
    return render(request, "operations/floor.html", {"elements": elements})
