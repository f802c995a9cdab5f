"""How a page with a form is answered, in every app."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_page(request: HttpRequest, template: str, form: BaseForm, status: int = 0, **context: Any) -> HttpResponse:
    """The page of a form: 422 when it was sent with errors, unless `status` says otherwise."""
    return render(request, template, {"form": form, **context}, status=status or (422 if form.errors else 200))
