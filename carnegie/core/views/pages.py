"""How a page with a form is answered, in every app."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme


def form_page(request: HttpRequest, template: str, form: BaseForm, status: int = 0, **context: Any) -> HttpResponse:
    """The page of a form: 422 when it was sent with errors, unless `status` says otherwise."""
    return render(request, template, {"form": form, **context}, status=status or (422 if form.errors else 200))


def way_back(request: HttpRequest, usual: str) -> str:
    """The page of ours that `?back=` or the form's `back` names, else the usual one."""
    wanted = request.POST.get("back") or request.GET.get("back") or ""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else usual
