"""How pages answer a sent form."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from carnegie.core.errors import NotAllowed, Refused
from programmes.models import Cohort, Enrolment, Programme

R = TypeVar("R")


def saved(form: forms.Form, write: Callable[..., R]) -> R | None:
    """Call `write` with what the form holds; None when the form is not sent, is wrong, or the write is refused
    (its sentence then stands at the top of the form)."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return write(**form.cleaned_data)
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def confirmed(
    request: HttpRequest, template: str, context: dict[str, Any], write: Callable[[], Any], done: str, back: str
) -> HttpResponse:
    """A page that asks before it does something; a refusal is said on the same page."""
    if request.method != "POST":
        return render(request, template, context)
    try:
        write()
    except NotAllowed:
        raise
    except Refused as refusal:
        return render(request, template, {**context, "refusal": str(refusal)}, status=409)
    messages.success(request, done)
    return redirect(back)


def seen_cells(request: HttpRequest) -> int:
    """How many mapped cells the page said would go; 0 for anything else."""
    text = request.POST.get("cells", "")
    return int(text) if text.isdecimal() and len(text) < 7 else 0


def to_programme(programme: Programme, anchor: str = "") -> HttpResponseRedirect:
    response = redirect("programmes:programme-detail", programme.pk)
    response["Location"] += f"#{anchor}" if anchor else ""
    return response


def to_cohort(cohort: Cohort) -> HttpResponseRedirect:
    return redirect("programmes:cohort-detail", cohort.pk)


def to_enrolment(enrolment: Enrolment) -> HttpResponseRedirect:
    return redirect("programmes:enrolment-detail", enrolment.pk)
