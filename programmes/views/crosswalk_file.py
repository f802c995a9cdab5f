"""Crosswalks as files: out as CSV, and in with a preview first."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import NotAllowed, Refused
from programmes import selectors, services
from programmes.formats import crosswalk_csv
from programmes.forms import LinkFileForm
from programmes.views.crosswalk import found_crosswalk, proposing
from programmes.views.programme import FORM
from standards.models import Crosswalk

SHOWN = 100


@access("crosswalk", GET="view")
@require_safe
def crosswalk_export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All links as CSV; brought in again it changes nothing."""
    crosswalk = found_crosswalk(request, pk)
    name = slugify(crosswalk.title)[:60] or "crosswalk"
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    text = crosswalk_csv.write(selectors.links_of(crosswalk))
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


@access("crosswalk", GET="propose", POST="propose")
@require_http_methods(FORM)
def crosswalk_import(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose a file, see what it would change, store it. Nothing is kept in between: the page sends the text again."""
    crosswalk = proposing(request, pk)
    if request.method == "POST" and "text" in request.POST:
        return _store(request, crosswalk)
    form = LinkFileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if not form.is_valid():
        context = {"crosswalk": crosswalk, "form": form}
        return render(request, "programmes/crosswalk_import.html", context, status=400 if form.errors else 200)
    return _preview(request, crosswalk, form.cleaned_data["file"].read())


def _preview(request: HttpRequest, crosswalk: Crosswalk, data: bytes) -> HttpResponse:
    report = services.preview_links(crosswalk=crosswalk, data=data)
    context: dict[str, Any] = {
        "crosswalk": crosswalk,
        "form": LinkFileForm(),
        "report": report,
        "lines": report.lines[:SHOWN],
        "issues": [issue.as_json() for issue in report.errors[:SHOWN]],
        "text": data.decode("utf-8-sig", "replace"),
    }
    return render(request, "programmes/crosswalk_import.html", context, status=400 if report.errors else 200)


def _store(request: HttpRequest, crosswalk: Crosswalk) -> HttpResponse:
    data = request.POST["text"].encode()
    try:
        report = services.import_links(crosswalk=crosswalk, data=data, by=request.user, now=clock.now())
    except NotAllowed:
        raise PermissionDenied(_("Only programme admins may change what others proposed.")) from None
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("programmes:crosswalk-import", crosswalk.pk)
    messages.success(request, _("%(new)d proposed, %(changed)d changed, %(same)d as they were.") % report.counts)
    return redirect("programmes:crosswalk-detail", crosswalk.pk)
