"""Adopting and deprecating a version: a page that says what follows, then the step."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import NotAllowed, Refused
from carnegie.core.forms import sent
from standards import selectors, services
from standards.enums import TRANSITIONS, AdoptionStatus
from standards.forms import DeprecateForm
from standards.models import FrameworkVersion
from standards.views.reach import changeable


@access("framework.draft", GET="adopt", POST="adopt")
@require_http_methods(["GET", "POST"])
def version_adopt(request: HttpRequest, pk: str) -> HttpResponse:
    version = changeable(request, pk)
    if request.method == "POST":
        return _adopt(request, version)
    earlier = selectors.settled_before(version)
    context = {
        "version": version,
        "is_possible": AdoptionStatus.ADOPTED in TRANSITIONS[version.status],
        "element_count": version.elements.count(),
        "others": list(selectors.other_adopted(version)),
        "difference": selectors.difference(earlier, version)
        if (earlier := selectors.settled_before(version))
        else None,
    }
    return render(request, "standards/version_adopt.html", context)


def _adopt(request: HttpRequest, version: FrameworkVersion) -> HttpResponse:
    try:
        services.adopt_version(version=version, by=request.user, now=clock.now())
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from None
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Adopted: this text can now be used in programmes and diagnostics."))
    return redirect("standards:version-detail", pk=version.pk)


@access("framework.adopted", GET="deprecate", POST="deprecate")
@require_http_methods(["GET", "POST"])
def version_deprecate(request: HttpRequest, pk: str) -> HttpResponse:
    version = changeable(request, pk)
    form = DeprecateForm(sent(request))
    if request.method == "POST" and form.is_valid():
        return _deprecate(request, version, form.cleaned_data["reason"])
    is_possible = AdoptionStatus.DEPRECATED in TRANSITIONS[version.status]
    context = {"version": version, "is_possible": is_possible, "form": form}
    return render(request, "standards/version_deprecate.html", context, status=400 if form.errors else 200)


def _deprecate(request: HttpRequest, version: FrameworkVersion, reason: str) -> HttpResponse:
    try:
        services.deprecate_version(version=version, by=request.user, now=clock.now(), reason=reason)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from None
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Deprecated: what uses this version keeps it, nothing new can be built on it."))
    return redirect("standards:version-detail", pk=version.pk)
