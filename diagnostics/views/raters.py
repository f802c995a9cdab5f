"""Panels of raters as the learner and her facilitator see them: whom to ask and how many have answered, never what."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import Refused
from carnegie.core.forms import sent
from carnegie.core.views.pages import form_page
from diagnostics import policies, selectors, services
from diagnostics.enums import FEWEST_UNNAMED
from diagnostics.forms import PanelForm, PeopleForm
from diagnostics.models import RaterInvitation, RaterPanel, Round
from programmes.models import Enrolment

PAGE = 50


@access("round", GET="view")
@require_safe
def panel_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who of a round asks others; a learner is led to her own panel, or to the page that opens one."""
    rounds = Round.objects.visible_to(request.user, clock.today())
    round_ = get_object_or_404(rounds.select_related("cohort__programme__provider"), pk=pk)
    if policies.may_lead(request.user, round_.cohort, clock.today()):
        may_open = policies.is_facilitator(request.user, round_.cohort, clock.today())
        rows = Paginator(selectors.panel_rows(round_), PAGE).get_page(request.GET.get("page"))
        page = {"round": round_, "rows": rows, "may_open": may_open, "now": clock.now()}
        return render(request, "diagnostics/panel_list.html", page)
    enrolment = get_object_or_404(Enrolment.objects.as_learner(request.user), cohort=round_.cohort_id)
    panel = RaterPanel.objects.filter(round=round_, enrolment=enrolment).first()
    if panel is None:
        return redirect("diagnostics:panel-new", pk=round_.pk, enrolment_pk=enrolment.pk)
    return redirect("diagnostics:panel-detail", pk=panel.pk)


@access("feedback360.round", GET="create", POST="create")
@require_http_methods(["GET", "HEAD", "POST"])
def panel_new(request: HttpRequest, pk: UUID, enrolment_pk: UUID) -> HttpResponse:
    """Begin to ask others about one learner in one round."""
    enrolments = Enrolment.objects.visible_to(request.user, clock.today()).select_related("learner", "cohort")
    enrolment = get_object_or_404(enrolments, pk=enrolment_pk)
    if not policies.may_ask_raters(request.user, enrolment, clock.today()):
        raise PermissionDenied
    rounds = Round.objects.filter(Q(enrolment=None) | Q(enrolment=enrolment), cohort=enrolment.cohort_id)
    round_ = get_object_or_404(rounds, pk=pk)
    form = PanelForm(
        sent(request),
        minimum=max(settings.RATER_MINIMUM, FEWEST_UNNAMED),
        initial={"closes_on": max(round_.closes_on, clock.today())},
        cancel_url=_way_back(request, round_, enrolment),
    )
    if request.method == "POST" and form.is_valid() and (panel := _open(request, round_, enrolment, form)):
        return redirect("diagnostics:rater-invite", pk=panel.pk)
    return form_page(request, "diagnostics/panel_new.html", form, round=round_, enrolment=enrolment)


@access("feedback360.round", GET="view_meta")
@require_safe
def panel_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How many of each group have answered; to who invites also whom."""
    panel = _panel(request, pk)
    today = clock.today()
    if not policies.may_follow_raters(request.user, panel.enrolment, today):
        raise PermissionDenied
    may_ask = policies.may_ask_raters(request.user, panel.enrolment, today)
    is_own = policies.owns(request.user, panel.enrolment)
    counts = selectors.group_counts(panel)
    attempt = selectors.submitted_attempt(panel) if is_own else None
    page = {
        "panel": panel,
        "counts": counts,
        "told_of": selectors.told_of(panel, counts),
        "invitations": selectors.invitations_of(panel) if may_ask or is_own else [],
        "is_open": panel.is_open(clock.now()),
        "may_ask": may_ask,
        "is_own": is_own,
        "attempt": attempt,
        "reads_alone": is_own and panel.is_closed and attempt is None and not _may_still_say(panel),
    }
    return render(request, "diagnostics/panel_detail.html", page)


@access("rater_invitation", GET="create", POST="create")
@require_http_methods(["GET", "HEAD", "POST"])
def rater_invite(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name people, several at once; each gets a mail with her own link."""
    panel = _asked_panel(request, pk)
    form = PeopleForm(sent(request), prefix="people")
    refusal = ""
    if request.method == "POST" and form.is_valid() and not (refusal := _invite(request, panel, form)):
        return redirect("diagnostics:panel-detail", pk=panel.pk)
    page = {
        "panel": panel,
        "formset": form,
        "refusal": refusal,
        "is_open": panel.is_open(clock.now()),
        "is_own": policies.owns(request.user, panel.enrolment),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "diagnostics/rater_invite.html", page, status=status)


@access("rater_invitation", POST="create")
@require_POST
def panel_remind(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write to all who have not answered; who that is, is not said."""
    panel = _asked_panel(request, pk)
    try:
        services.remind_raters(panel=panel, by=request.user, now=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Whoever has not answered yet gets another mail."))
    return redirect("diagnostics:panel-detail", pk=panel.pk)


@access("feedback360.round", GET="create", POST="create")
@require_http_methods(["GET", "HEAD", "POST"])
def panel_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End it before its last day; asks once more, for it is final."""
    panel = _asked_panel(request, pk)
    if request.method == "POST":
        services.close_panel(panel=panel, by=request.user, now=clock.now())
        messages.success(request, _("The panel is closed: what is shown no longer changes."))
        return redirect("diagnostics:panel-detail", pk=panel.pk)
    page = {"panel": panel, "counts": selectors.group_counts(panel), "is_open": panel.is_open(clock.now())}
    return render(request, "diagnostics/panel_close.html", page)


@access("rater_invitation", POST="create")
@require_POST
def rater_resend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send one link again; whether it was needed is not said."""
    invitation = _invitation(request, pk)
    if not policies.may_ask_raters(request.user, invitation.panel.enrolment, clock.today()):
        raise PermissionDenied
    try:
        services.ask_again(invitation=invitation, by=request.user, now=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("If %(name)s has not answered yet, a mail with the link is on its way.")
        messages.success(request, said % {"name": invitation.name})
    return redirect("diagnostics:panel-detail", pk=invitation.panel_id)


@access("rater_invitation", GET="remove", POST="remove")
@require_http_methods(["GET", "HEAD", "POST"])
def rater_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a person off the list; says first what is deleted."""
    invitation = _invitation(request, pk)
    if not policies.owns(request.user, invitation.panel.enrolment):
        raise PermissionDenied
    if request.method == "POST":
        services.remove_invitation(invitation=invitation, by=request.user, now=clock.now())
        messages.success(request, _("%(name)s is no longer asked.") % {"name": invitation.name})
        return redirect("diagnostics:panel-detail", pk=invitation.panel_id)
    page = {"invitation": invitation, "panel": invitation.panel, "is_open": invitation.panel.is_open(clock.now())}
    return render(request, "diagnostics/rater_remove.html", page)


def _may_still_say(panel: RaterPanel) -> bool:
    """Whether she can still say first how she sees it herself."""
    return panel.round.is_open(clock.now(), panel.round.last_day_for(panel.enrolment_id))


def _way_back(request: HttpRequest, round_: Round, enrolment: Enrolment) -> str:
    """To what she rates herself in; a facilitator to the learners of the round."""
    if policies.owns(request.user, enrolment):
        return reverse("diagnostics:attempt-list")
    return reverse("diagnostics:panel-list", args=[round_.pk])


def _panels(request: HttpRequest) -> Any:
    found = RaterPanel.objects.visible_to(request.user, clock.today())
    return found.select_related("round", "enrolment__learner", "enrolment__cohort__programme__provider")


def _panel(request: HttpRequest, pk: UUID) -> RaterPanel:
    return get_object_or_404(_panels(request), pk=pk)


def _asked_panel(request: HttpRequest, pk: UUID) -> RaterPanel:
    panel = _panel(request, pk)
    if not policies.may_ask_raters(request.user, panel.enrolment, clock.today()):
        raise PermissionDenied
    return panel


def _invitation(request: HttpRequest, pk: UUID) -> RaterInvitation:
    found = RaterInvitation.objects.select_related(
        "panel__round", "panel__enrolment__learner", "panel__enrolment__cohort__programme__provider"
    )
    return get_object_or_404(found.filter(panel__in=_panels(request).order_by().values("pk")), pk=pk)


def _open(request: HttpRequest, round_: Round, enrolment: Enrolment, form: PanelForm) -> RaterPanel | None:
    """The new panel; None, with the reason in the form, when it is refused."""
    try:
        return services.open_panel(
            round=round_, enrolment=enrolment, **form.cleaned_data, by=request.user, now=clock.now()
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _invite(request: HttpRequest, panel: RaterPanel, form: Any) -> str:
    """Empty when they are invited, else why not."""
    people = [services.PersonAsked(**one.cleaned_data) for one in form.forms if one.is_filled]
    try:
        services.invite_raters(panel=panel, people=people, by=request.user, now=clock.now())
    except Refused as refusal:
        return str(refusal)
    messages.success(request, _("Invited: each gets a mail with a link of their own."))
    return ""
