"""Claims that a standard is met already: the list, making one, reading, taking back, deciding."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.core.forms import sent
from carnegie.core.spreadsheets import CSV, download
from carnegie.core.views.pages import form_page
from projects import policies, selectors, services
from projects.forms import ClaimFilterForm, ClaimForm, DecideForm
from projects.models import Claim
from projects.views import fetch
from projects.views.reading import note_reader

PAGE = 50
GET_POST = ["GET", "HEAD", "POST"]


@access("rpl_claim", GET="view")
@require_safe
def claim_list(request: HttpRequest) -> HttpResponse:
    """One's own claims and those of learners whom one facilitates; of a programme that one administers that they
    exist. Never the words."""
    on = clock.today()
    form = ClaimFilterForm(request.GET)
    wanted = form.wanted()
    rows = selectors.of_claims(selectors.claim_rows(request.user, on), wanted)
    page = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "filter_form": form,
        "is_narrowed": bool(wanted),
        "query": request.GET.urlencode(),
        "to_decide": set(selectors.claims_to_decide(request.user, on).values_list("pk", flat=True)),
        "is_learner": selectors.enrolments_of(request.user).exists(),
    }
    return render(request, "projects/claim_list.html", page)


@access("rpl_claim", GET="view")
@require_safe
def claim_export(request: HttpRequest) -> HttpResponse:
    """The list as a file, narrowed and sorted as the page was: who, which statement, state and days."""
    rows = selectors.of_claims(selectors.claim_rows(request.user, clock.today()), ClaimFilterForm(request.GET).wanted())
    header = [_("Learner"), _("Cohort"), _("Statement"), _("State"), _("Claimed"), _("Decided")]
    return download("claims", CSV, header, (_line(row) for row in rows))


def _line(row: Any) -> list[object]:
    who = [row.enrolment.learner.full_name, row.enrolment.cohort.title, str(row.item)]
    return [*who, row.get_state_display(), _day(row.created_at), _day(row.decided_at)]


def _day(moment: dt.datetime | None) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""


@access("rpl_claim", GET="create", POST="create")
@require_http_methods(GET_POST)
def claim_new(request: HttpRequest) -> HttpResponse:
    """Claim a statement (`?item=` chooses it beforehand) of the place that `?enrolment=` names."""
    enrolment, on = fetch.own_enrolment(request), clock.today()
    item = request.GET.get("item", "")
    form = ClaimForm(
        sent(request),
        enrolment=enrolment,
        on=on,
        cancel_url=reverse("projects:claim-list"),
        initial={"item": item, "evidence": []},
    )
    if request.method == "POST" and form.is_valid():
        try:
            claim = services.make_claim(enrolment=enrolment, by=request.user, now=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your claim is with your facilitators. You get a mail when they have decided."))
            return redirect("projects:claim-detail", pk=claim.pk)
    has_any = selectors.items_to_claim(enrolment, on).exists()
    return form_page(request, "projects/claim_new.html", form, enrolment=enrolment, item=item, has_any=has_any)


@access("rpl_claim", GET="view")
@require_safe
def claim_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The claim; to a programme admin only that it exists, its state and its dates."""
    claim = fetch.claim(request, pk)
    page = selectors.claim_page(claim, request.user, clock.today())
    _note_reader(request, page)
    return render(request, "projects/claim_detail.html", {"page": page, "claim": claim})


def _note_reader(request: HttpRequest, page: selectors.ClaimPage) -> None:
    """The learner sees who read what she wrote; her own visits, and those to a claim without its words, are none."""
    if page.may_read and not page.is_owner:
        note_reader(request, page.claim.enrolment.learner_id, "claim", page.claim.pk)


@access("rpl_claim", POST="create")
@require_POST
def claim_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    claim = fetch.claim(request, pk)
    fetch.allow(policies.owns_claim(request.user, claim))
    try:
        services.withdraw_claim(claim=claim, by=request.user, now=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("You have taken the claim back. Your evidence is still yours."))
    return redirect("projects:claim-detail", pk=pk)


@access("rpl_claim", GET="decide", POST="decide")
@require_http_methods(GET_POST)
def claim_decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Statement and evidence beside the decision. Over somebody else's decision: 409, and what was typed is kept."""
    claim = fetch.claim(request, pk)
    fetch.allow(policies.may_decide_claim(request.user, claim, clock.today()))
    page = selectors.claim_page(claim, request.user, clock.today())
    if request.method != "POST":
        return _decide_page(request, page) if page.may_decide else redirect("projects:claim-detail", pk=pk)
    if request.POST.get("seen", claim.state) != claim.state:
        return _stale_page(request, claim)
    form = DecideForm(sent(request), claim=claim, cancel_url=reverse("projects:claim-list"))
    if form.is_valid():
        try:
            services.decide_claim(claim=claim, by=request.user, now=clock.now(), **form.cleaned_data)
        except Stale:
            return _stale_page(request, claim)
        except NotAllowed as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Decided. The learner gets a mail and reads why."))
            return redirect("projects:claim-list")
    return form_page(request, "projects/claim_decide.html", form, page=page, claim=claim)


def _decide_page(request: HttpRequest, page: selectors.ClaimPage) -> HttpResponse:
    _note_reader(request, page)
    form = DecideForm(None, claim=page.claim, cancel_url=reverse("projects:claim-list"))
    return form_page(request, "projects/claim_decide.html", form, page=page, claim=page.claim)


def _stale_page(request: HttpRequest, claim: Claim) -> HttpResponse:
    """The claim as it stands now, and what was typed, to copy."""
    fresh = fetch.claim(request, claim.pk)
    page = selectors.claim_page(fresh, request.user, clock.today())
    context = {"page": page, "claim": fresh, "typed": request.POST.get("reason", "")}
    return render(request, "projects/claim_detail.html", context, status=409)
