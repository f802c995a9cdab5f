"""One link of a crosswalk: made, judged anew, approved, taken away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import NotAllowed, Refused
from carnegie.core.forms import sent
from programmes import policies, selectors, services
from programmes.forms import ChangedLinkForm, LinkForm
from programmes.views.answer import saved
from programmes.views.crosswalk import found_crosswalk, proposing
from programmes.views.programme import FORM
from programmes.views.reach import allow
from standards.enums import INVERSE
from standards.models import Crosswalk, CrosswalkLink


def _found(request: HttpRequest, pk: UUID) -> CrosswalkLink:
    """A link of a crosswalk that she may know of, with `may_change`."""
    known = selectors.crosswalks_for(request.user, clock.today()).values("pk")
    rows = CrosswalkLink.objects.filter(crosswalk__in=known)
    link = get_object_or_404(rows.select_related("left__version", "right__version", "author", "approved_by"), pk=pk)
    link.crosswalk = found_crosswalk(request, link.crosswalk_id)
    return link


def _back(crosswalk: Crosswalk) -> str:
    return reverse("programmes:crosswalk-detail", args=[crosswalk.pk])


@access("crosswalk", POST="propose")
@require_POST
def link_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Link two elements: proposed, or approved at once where an admin says so. A refusal shows the form again."""
    crosswalk = proposing(request, pk)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _again(request, crosswalk, form)
    data = form.cleaned_data
    left, right = (side.element(str(data[side.name])) for side in selectors.sides(crosswalk))
    if left is None or right is None:
        form.add_error(None, _("Choose an element of the version in force on each side."))
        return _again(request, crosswalk, form)
    judged = {name: data[name] for name in ("relation", "strength", "note")}
    approve = bool(request.POST.get("approve")) and crosswalk.may_approve
    try:
        services.link_elements(
            crosswalk=crosswalk, left=left, right=right, **judged, approve=approve, by=request.user, now=clock.now()
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _again(request, crosswalk, form)
    messages.success(request, _("Linked and approved.") if approve else _("Proposed: a programme admin approves it."))
    return redirect(f"{_back(crosswalk)}?left={left.pk}#chosen")


def _again(request: HttpRequest, crosswalk: Crosswalk, form: LinkForm) -> HttpResponse:
    return render(request, "programmes/link_new.html", {"crosswalk": crosswalk, "form": form}, status=400)


@access("crosswalk", GET="propose", POST="propose")
@require_http_methods(FORM)
def link_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Judge a link anew."""
    link = _found(request, pk)
    allow(policies.may_write_link(request.user, link, link.crosswalk))
    initial = {
        "relation": link.kind + (INVERSE if link.is_inverse else ""),
        "strength": link.strength,
        "note": link.note,
        "base_revision": link.revision,
    }
    form = ChangedLinkForm(sent(request), initial=initial)
    if saved(form, lambda **data: services.change_link(link=link, **data, by=request.user, now=clock.now())):
        messages.success(request, _("Saved."))
        return redirect(_back(link.crosswalk))
    status = 400 if form.errors else 200
    return render(request, "programmes/link_edit.html", {"link": link, "form": form}, status=status)


@access("crosswalk", POST="propose")
@require_POST
def link_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a link away."""
    link = _found(request, pk)
    allow(policies.may_write_link(request.user, link, link.crosswalk))
    try:
        services.delete_link(link=link, by=request.user, now=clock.now())
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The link is gone."))
    return redirect(_back(link.crosswalk))


@access("crosswalk", POST="approve")
@require_POST
def link_approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Approve one link as it was seen."""
    link = _found(request, pk)
    allow(link.crosswalk.may_approve)
    seen = request.POST.get("base_revision", "")
    try:
        services.approve_link(
            link=link, base_revision=int(seen[:9]) if seen.isdecimal() else 0, by=request.user, now=clock.now()
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Approved."))
    return redirect(_back(link.crosswalk))
