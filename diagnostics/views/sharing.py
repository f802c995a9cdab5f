"""Sharing a self-assessment, what others say or a need with a named person, and taking it back."""

from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import Refused
from carnegie.core.forms import sent
from carnegie.core.views.pages import form_page
from carnegie.people.enums import GrantSubject
from carnegie.people.models import SharingGrant
from diagnostics import policies, selectors, services
from diagnostics.forms import ShareForm
from diagnostics.models import Attempt, Need, RaterPanel

Shared = TypeVar("Shared", Attempt, Need, RaterPanel)
PAGES = {
    GrantSubject.ATTEMPT: "diagnostics:attempt-share",
    GrantSubject.NEED: "diagnostics:need-share",
    GrantSubject.PANEL: "diagnostics:report-share",
}


@access("self_assessment.submitted", GET="share", POST="share")
@require_http_methods(["GET", "HEAD", "POST"])
def attempt_share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who sees my answers: nobody, until I choose somebody here."""
    attempts = Attempt.objects.visible_to(request.user, clock.today()).select_related("enrolment__cohort", "round")
    attempt = _own(request, get_object_or_404(attempts, pk=pk))
    if not attempt.is_submitted:
        return redirect("diagnostics:attempt-review", pk=attempt.pk)
    return _page(
        request,
        attempt,
        template="diagnostics/attempt_share.html",
        back=reverse("diagnostics:attempt-profile", args=[attempt.pk]),
    )


@access("feedback360.report", GET="share", POST="share")
@require_http_methods(["GET", "HEAD", "POST"])
def report_share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who sees what others say of me: a grant of its own, which sharing the self-assessment does not give."""
    panels = RaterPanel.objects.visible_to(request.user, clock.today()).select_related("enrolment__cohort", "round")
    panel = _own(request, get_object_or_404(panels, pk=pk))
    if panel.closed_at is None:
        return redirect("diagnostics:attempt-list")
    back = reverse("diagnostics:report-detail", args=[panel.pk])
    return _page(request, panel, template="diagnostics/report_share.html", back=back)


@access("sharing_grant", GET="create", POST="create")
@require_http_methods(["GET", "HEAD", "POST"])
def need_share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one need to a line manager; coach and facilitator see it anyway."""
    needs = Need.objects.visible_to(request.user, clock.today()).select_related("enrolment__cohort")
    need = _own(request, get_object_or_404(needs, pk=pk))
    return _page(
        request,
        need,
        template="diagnostics/need_share.html",
        back=reverse("diagnostics:need-list", args=[need.enrolment_id]),
    )


@access("sharing_grant", POST="revoke")
@require_POST
def grant_revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take it back: in force with the next page that the other person opens."""
    mine = SharingGrant.objects.filter(Q(owner=request.user) | Q(grantee=request.user), subject__in=PAGES)
    grant = get_object_or_404(mine.select_related("grantee"), pk=pk)
    if grant.owner_id != request.user.pk:
        raise PermissionDenied
    services.revoke_grant(grant=grant, by=request.user, now=clock.now())
    messages.success(request, _("%(name)s no longer sees this.") % {"name": grant.grantee})
    return redirect(PAGES[GrantSubject(grant.subject)], pk=grant.subject_id)


def _own(request: HttpRequest, shared: Shared) -> Shared:
    if not policies.owns(request.user, shared.enrolment):
        raise PermissionDenied
    return shared


def _page(request: HttpRequest, shared: Attempt | Need | RaterPanel, *, template: str, back: str) -> HttpResponse:
    readers = selectors.possible_readers(shared, clock.today())
    form = ShareForm(
        sent(request),
        readers=[one for one in readers if one.grant is None],
        cancel_url=back,
    )
    if request.method == "POST" and form.is_valid() and _share(request, shared, form):
        return redirect(request.path)
    return form_page(request, template, form, shared=shared, grants=selectors.grants_of(shared), back=back)


def _share(request: HttpRequest, shared: Attempt | Need | RaterPanel, form: ShareForm) -> bool:
    try:
        for pk in form.cleaned_data["people"]:
            services.share(shared=shared, grantee=form.readers[pk], by=request.user, now=clock.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Shared. You can take it back here at any time."))
    return True
